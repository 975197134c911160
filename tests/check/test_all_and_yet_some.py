"""Every one is said to be done, or nobody to be missing: and further on some are not."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.conflicts import all_yet_some, none_yet_some
from tests.check.rule_findings import found

FAULTY = [
    # told by the measure word, and left in other words
    (
        all_yet_some,
        "陶瓷厂走访退休女工27户，户户都进了门。日记末尾写着：坡上三户敲门没人应，没见着人。",
    ),
    (
        all_yet_some,
        "意见本上记了31条，条条有答复。翻到最后一页，有6条底下还是空的，一直没给说法。",
    ),
    (
        all_yet_some,
        "会前通知发了22份，份份送到本人手里。传达室老何说，窗台上还压着4份没人领。",
    ),
    (all_yet_some, "缫丝间借出的雨伞58把，一把不少全收回来了。门房讲，有5把至今没还。"),
    (
        all_yet_some,
        "新到工作服46套，昨天全数发到各班组。今早一看，织布班的7套还堆在库房没人来拉。",
    ),
    # told with two words for nobody left out
    (all_yet_some, "茶厂19间宿舍查遍了，没有漏下一间。西头2间锁着门，没能进去。"),
    (all_yet_some, "7个支部的登记表均已交齐，无一缺漏。到周五，码头、船坞2个支部的表仍没见到。"),
    (all_yet_some, "管道漏点24处，入冬前已处理完毕，一处不剩。明细上标着“待停水”的3处。"),
    # of the same kind at one place, or by its number
    (all_yet_some, "灭火器33具逐一试喷，33具全部能用。附页写着：二号楼2具打不开。"),
    (all_yet_some, "集体婚礼9对新人悉数到场。第四对因为飞机晚了没能赶来。"),
    # fewer than all, by the deed itself
    (all_yet_some, "六个门都有女保安站岗。值班本上，有岗的只有4个门。"),
    (all_yet_some, "农机站27台收割机全都开回库里。库管员登记，入库的只有25台。"),
    # a rate
    (
        all_yet_some,
        "码头班全月发船140趟，准点率百分之百。黑板上记着，十二日晚点两趟，合计晚点五趟。",
    ),
    # members, signing
    (all_yet_some, "开发区64家小店，家家都有人入会。附表里，入会人数为0的店有9家。"),
    (all_yet_some, "茶园采茶季，52名女工人人签了协议。核对时，其中5名还没签。"),
    # those left stand first, and all are told again
    (
        all_yet_some,
        "讲习班学员38名，交来作业33份，没交的5名已经点名。\n结业会上，班主任宣布：38名学员的作业全部交齐。",
    ),
    (
        all_yet_some,
        "糖厂欠薪案涉及女工29名，到月末有4名没有拿到钱。\n上报的结案表上，“29名女工全部领到”一栏打了勾。",
    ),
    (
        all_yet_some,
        "说事点接下问题26件，了结21件，五件还压在手里。\n总结起来，凡是来说事的，件件办结。",
    ),
    # denied twice
    (all_yet_some, "厂里宿舍140间，没有一间不看。最东头8间没能进去。"),
    # any verb, any thing
    (all_yet_some, "桥栏杆210根一根不剩全刷完了。验收那天，东头13根没刷。"),
    (all_yet_some, "夜校30名学员，人人拿到了结业证。教务处说，柜子里有4本没人来领。"),
    (all_yet_some, "春节里17个岗天天有人。初三晚上，有2个岗没人值。"),
    (all_yet_some, "报名的女工应保尽保，共408人。财务发现，有23人没有参保。"),
    (all_yet_some, "演练应到61人，实到61人。点名册上有3人写着请假。"),
    (all_yet_some, "86人全部参加，实到79人。"),
    # nobody, and yet somebody
    (none_yet_some, "糖化车间全年零迟到、零早退。考勤员对账，二月迟到登记了3人次。"),
    (none_yet_some, "技能考试报名41人，没有缺考的。成绩单：甲级12人，乙级27人，缺考2人。"),
    (none_yet_some, "夜校办了三个月，没有一个中途退出的。花名册上注着退出的有3个。"),
    (none_yet_some, "护理部全年零差错。质控本上，给药差错登记2例。"),
    (none_yet_some, "文件没有逾期。收文簿记着逾期5份。"),
    (
        none_yet_some,
        "考试那天，有2名委员陪护病人没来。\n会上主席说：63名同志，没有一个缺考。",
    ),
    (none_yet_some, "窗口24个全部评为“零投诉窗口”。台账上，收到投诉的窗口4个。"),
    (none_yet_some, "寻呼班全年没有一次误叫漏叫。站长说，六月三日那次漏叫耽误了发车。"),
]
SOUND = [
    # done later on
    (
        all_yet_some,
        "走访退休女工27户，户户都进了门。头一天坡上三户敲门没人应，第二天又去，三户都见到了。",
    ),
    (all_yet_some, "登记表均已交齐。上次通报时2个支部没交，是当时的情况。"),
    # others, of another group or from outside
    (
        all_yet_some,
        "三车间22人全部签了字；另有外单位借调的4人没有签。",
    ),
    (all_yet_some, "一分厂应签31家，已签31家，家家签了协议；二分厂48家，已签45家，3家没签。"),
    (all_yet_some, "今年立案的16件全部办结。新收的2件还在办。"),
    (all_yet_some, "宿舍19间查遍了。东头2间锁着门没进去，不在这19间之内。"),
    # excepted in so many words
    (all_yet_some, "除出差的3人外，其余35人全部到会，3人没来都请了假。"),
    # another deed
    (all_yet_some, "46名女工全部参加了考试，合格43名，3名没过关。"),
    (all_yet_some, "意见31条，条条有答复，其中4条还在整改。"),
    (all_yet_some, "24间母婴室全部挂牌，没有配冰箱的5间下月配齐。"),
    # an aim, a rule, a wish
    (all_yet_some, "年内力争18个社区全部建会，眼下还有4个社区没有建。"),
    (all_yet_some, "要求各车间人人签字，漏签的3人本周补上。"),
    # those of whom it is true
    (all_yet_some, "四项全部达标的21家，有一项不达标的6家。"),
    (all_yet_some, "三场全部到会的学员36人，缺席1场的5人。"),
    # by its number, a mean, a denial of a denial
    (all_yet_some, "一队40人全部体检，二队安排在下月，还没检。"),
    (all_yet_some, "档案52份份份签字，没有一份没签名。"),
    # of a thing that was not named before, or of those who lack something else
    (all_yet_some, "女工64人个个参加了合唱，领唱2人没参加集体舞。"),
    (all_yet_some, "专项合同29份全部续签，附件没盖章的3份退回。"),
    (all_yet_some, "报到的新工46人，人人领到了被褥。没报到的3人，被褥留着没领。"),
    (all_yet_some, "党员岗8个全部达标，普通岗21个，3个不达标。"),
    (all_yet_some, "工装320件一件不落地还给了本人，破损没法修的8件另外登记。"),
    (all_yet_some, "两癌筛查全部完成，共查412人，异常的9人中2人未做手术。"),
    (all_yet_some, "女职工来访18件全部办结，2件当事人不满意处理结果。"),
    (all_yet_some, "21个基层工会全部完成换届，4个未设专职主席。"),
    (all_yet_some, "夜班女工41人都领到了加班餐，11人没有领早点。"),
    # nobody of one time, and somebody of another; what is forbidden
    (none_yet_some, "今年全员出勤，没有请假的。去年请假6人次。"),
    (none_yet_some, "全年零违章的26人，违章1人是误操作。"),
    (none_yet_some, "开展“零返修”竞赛，全月返修8件，比上月少5件。"),
    (none_yet_some, "没有人迟到。规定迟到3次扣奖金。"),
    (none_yet_some, "甲班零违章，乙班违章3起。"),
    (none_yet_some, "护士站没有差错，检验科差错2例，已通报。"),
    (none_yet_some, "开幕式没有人迟到。第三天大雾，迟到的9人按规定不记。"),
    (none_yet_some, "没有缺考的，也没有1人弃考。"),
]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_some_that_are_not(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_of_others_or_done_by_now(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []
