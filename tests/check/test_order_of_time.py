"""Steps, hours, terms and spans of time that cannot be."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check import arithmetic
from halfsky.summary.check.conflicts import clock, durations, in_order, terms
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

FAULTY = [
    (in_order, ("女职工权益保护知识竞赛方案于4月18日印发，4月6日各单位按照已印发的方案组织预赛。")),
    (in_order, "评选通知5月10日下发，4月28日各单位根据通知推荐人选。"),
    (in_order, "技能赛报名四月二十日截止，四月十二日初赛取30人。"),
    (in_order, "初赛于6月15日进行，6月9日决赛，评出一等奖3名。"),
    (in_order, "母婴室6月20日开工，6月8日竣工，面积28平方米。"),
    (in_order, "托管班7月25日开班，7月10日结业，46名孩子参加。"),
    (in_order, "女职工文化节5月20日开幕，5月6日闭幕，共演出12场。"),
    (in_order, "征文8月31日截稿，8月初终评，选出获奖作品24篇。"),
    (in_order, "驿站2023年6月竣工，2023年9月开工，投资18万元。"),
    (in_order, "9月26日发放问卷600份，9月12日收回问卷573份。"),
    (in_order, "案件3月18日立案，3月2日开庭，为5人追回欠薪。"),
    (in_order, "标兵名单5月10日至16日公示，5月12日发文命名。"),
    (in_order, "3月20日投票，3月8日召开表彰大会。"),
    (in_order, "协商意见6月18日征集到，6月9日答复职工。"),
    (in_order, "培训时间为5月16日至5月12日，共52人参加。"),
    (in_order, "6月30日前完成整改，整改通知7月5日才发出。"),
    (in_order, "会议通知10月12日印发，会议已于10月8日召开。"),
    (clock, ("健康讲座于5月20日下午举行，自14时30分开始，至13时50分结束，92名女职工到场听讲。")),
    (clock, "座谈会上午9时30分开始，9时10分结束，21人发言。"),
    (clock, "会议时间：15:00—14:20，地点三楼。"),
    (clock, "讲座下午3点开始，下午2点半散场。"),
    (clock, "比赛于14：00开始，13：30结束，36人参赛。"),
    (clock, "值守时间为8:30至8:10。"),
    (clock, "开放时间16时至15时30分。"),
    (clock, "培训上午10点开课，上午8点半结束。"),
    (clock, "会议上午九点半开始，九点一刻散会，代表42人参加。"),
    (terms, "本届女职委2021年5月换届产生，任期五年，将于2024年5月任期届满。"),
    (terms, "专项合同2022年6月签订，有效期三年，应于2027年6月到期。"),
    (terms, "女职委委员任期三年，2020年3月至2025年3月。"),
    (terms, "协议自2021年7月1日至2023年6月30日，有效期三年。"),
    (terms, "阅读活动于三月启动、七月收官，每月一场，月月不断，期间没有加场，共办8场。"),
    (terms, "讲堂从4月到9月，每月一期，共办9期，听众300人。"),
    (terms, "大讲堂每月一期，全年14期，听众2000人次。"),
    (terms, "读书会每月两次，全年共办30次。"),
    (terms, "筛查从四月开始，到九月结束，历时九个月，覆盖64家企业。"),
    (terms, "竞赛3月启动、5月收官，历时五个月。"),
    (terms, "劳模何秀珍，现年42岁，工龄30年，一直在挡车岗位。"),
    (terms, "她今年38岁，入党22年。"),
    (terms, "陈姐46岁，从事护理工作35年，带徒12名。"),
    (terms, "女工夜校3月开学，6月结业，学制六个月。"),
    (durations, "6月3日至6日，女职工夏令营在青湖举行，为期5天，28名孩子参加。"),
    (durations, "骨干研修班10月9日至12日举办，为期六天。"),
    (durations, "为期三天的研修班于9月10日至14日举行，52人参加。"),
    (durations, "托管班7月8日至26日开办，为期30天。"),
    (durations, "集训从5月12日到16日，历时8天。"),
    (durations, "为期两周的托管班7月8日开班，7月28日结束，收托46名孩子。"),
    (durations, "历时三个月的竞赛5月6日启动，6月10日收官。"),
]
SOUND = [
    (in_order, "女职工权益保护知识竞赛方案于4月6日印发，4月18日组织预赛，4月28日决赛。"),
    (in_order, "托管班9月1日开班，7月10日结业。"),
    (in_order, "驿站2023年9月开工，2024年6月竣工。"),
    (in_order, "今年10月开工，明年5月竣工。"),
    (in_order, "第一期5月20日开班，第二期5月6日结业。"),
    (in_order, "一号站6月开工，二号站5月竣工。"),
    (in_order, "报名6月10日截止，6月12日初赛。"),
    (in_order, "城东班5月20日开班，城西班5月6日结业。"),
    (in_order, "去年9月开工，今年5月竣工。"),
    (in_order, "4月6日下发通知，4月6日按照通知组织报名。"),
    (in_order, "技能竞赛5月决赛，演讲比赛4月初赛。"),
    (in_order, "6月18日竣工的食堂，5月开工建设，6月20日启用。"),
    (in_order, "标兵名单5月10日至16日公示，5月20日发文命名。"),
    (in_order, "培训时间为5月12日至5月16日。"),
    (in_order, "会议通知10月8日印发，会议于10月12日召开。"),
    (clock, "健康讲座14时30分开始，16时10分结束，92名女职工到场听讲。"),
    (clock, "服务台早9点到5点有人值守。"),
    (clock, "夜班22时至次日6时，有女医生值守。"),
    (clock, "夜校晚上7点开课，9点下课。"),
    (clock, "避开11时至15时的高温。"),
    (clock, "食堂供餐时间为17时至凌晨1时。"),
    (clock, "托管班早八点开始，晚六点结束。"),
    (clock, "夜班从20:00到8:00，每班12小时。"),
    (clock, "下班时间由18:00提前到17:30。"),
    (clock, "下午2点开始，4点半结束。"),
    (clock, "当天14:30开始签到，13:00前布置会场。"),
    (clock, "比分为15:12、11:9。"),
    (clock, "男女之比是6:5，到会12:10。"),
    (clock, "会议上午九点一刻开始，十一点半散会。"),
    (terms, "本届女职委2021年5月换届产生，任期五年，将于2026年5月任期届满。"),
    (terms, "专项合同2021年1月1日至2023年12月31日，有效期三年。"),
    (terms, "本届委员会2018年产生，任期五年，因疫情延期，2024年届满换届。"),
    (terms, "阅读活动于三月启动、七月收官，每月一场，共办5场。"),
    (terms, "团辅每月一期，全学年办10期。"),
    (terms, "每人每月一次，全年120次。"),
    (terms, "系列讲座每月至少一期，全年15期。"),
    (terms, "例会每月一次，7月暂停，全年11次。"),
    (terms, "筛查从四月开始，到九月结束，历时六个月。"),
    (terms, "榨季11月至次年3月，历时5个月。"),
    (terms, "她今年46岁，从事护理工作25年。"),
    (terms, "平均年龄38岁，平均工龄30年。"),
    (terms, "34岁的小周和她干了30年的婆婆。"),
    (terms, "女工夜校3月开学，8月结业，学制六个月。"),
    (durations, "夏令营7月3日至6日举行，为期4天。"),
    (durations, "骨干研修班10月9日至12日举办，为期三天。"),
    (durations, "培训3月1日至30日分三批进行，每批为期5天。"),
    (durations, "6月3日至6日报名，培训为期10天。"),
    (durations, "为期三周的托管班7月8日开班，7月28日结束。"),
]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.quote for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_cannot_both_be(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_can(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


def test_its_rules_are_reported_whatever_the_weighing_knows_of_them() -> None:
    names = {rule.__name__.rsplit(".", 1)[-1] for rule, _ in FAULTY}
    assert names <= arithmetic.BY_THEMSELVES & arithmetic.RULES.keys()
