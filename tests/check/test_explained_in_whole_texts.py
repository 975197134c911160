"""What whole summaries say that a rule for two sentences takes amiss, and the slip beside it."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text

SOUND = [
    # an average of what there are now
    "兴趣小组由18个发展到27个，全年活动216次，平均每组8次。",
    "女职工学校由5所增至7所，全年授课63次，校均9次。",
    # the average before it is of those few, this one is of all
    "西校区只有21人，全年活动只有74人次，人均3.5次，而全校人均8.4次。",
    # what the first few got, and not all who came
    "技能比赛奖励前10名，96人参赛，发奖金5000元，平均每人500元。",
    "岗位练兵最后取前12名，前6名每人奖500元，后6名每人奖300元，总共4800元。",
    "联谊会举办4场，每场男女各30人，共240人次参加。",
    # the highest rate, and not the most
    "提出建议90条，采纳38条，采纳率42.2%；采纳率最高的是调度班，9条采纳了6条。已实施21条，其余17条列入下半年。",
    # those who came, told nearer than those who were due
    "妇科检查应去487人，去了451人，检查率92.6%。没去的36人七月份补。查出有毛病的128人，占检查人数的28.4%。",
    # a share of all is not all
    "组织女职工体检5913人，占女职工总数的90.6%。互助保障女职工参保5874人，参保率90.0%。",
    # the first of three, and what is told next
    "女教职工137人，分在三个校区：本部82人，东校区34人，西校区21人。女教职工中有党员49人。",
    # all of a row, and not its last alone
    "妈妈小屋列为实事，机关2间、支行16间，每间投入1.5万元，共27万元，使用6400人次。",
    # orders and cases, whatever is named beside them
    "为双职工家庭代购药品57单。",
    "调解达成协议58起，涉及金额126.7万元。",
    # what is wanted of the year to come, and the campaign of the next five years
    "公交集团2016年女工工作总结\n2017年，我们想做这样几件事：对受助的74名学生继续跟踪。",
    "镇总工会2013年工作总结\n3200名女职工参加“当好主力军、建功十二五”竞赛。",
    # places, and neither numbers nor all who came
    "灯房比武24人上场。第一名奖500元，第七名往后每人一条毛巾，发了18条。",
    "比武比完的11人。第一名1000元，第二名600元，第三名400元，第四至第六名每人200元，"
    "其余5人每人50元，共2850元，当场领走。",
    "穿针比赛第一至三名奖200元、150元、100元，四到十名每人50元，一共800元。",
    # a number told again in the list of which it is the sum
    "没拿证的：体检刷下2人，科目一考不过1人，科目二卡住4人，科目三卡住2人，后面这6人还在练。",
    "市里送省里9件，得奖4件，金奖1件，银奖1件，铜奖2件。",
    # each list of prizes has its own total
    "彩绘一等奖1人1500元，二等奖2人每人900元，三等奖3人每人600元，后四名每人200元，一共5900元。\n"
    "评上标兵4人、先进16人，标兵每人奖600元，先进每人奖200元，5600元。",
    # of each town in turn, and not of all
    "截至10月底，全市专项集体合同覆盖企业5612家。\n河东区、砚南县已建会企业依次为1420家、870家，"
    "女职工组织已覆盖企业依次为1338家、783家。",
    # the part is told farther ahead
    "女职工组织年初1094个，新建45个，撤并13个，净增32个；新建数完成年计划60个的75%。",
    "只有一个孩子的791人。想再生的211人，占26.7%；不想再生的316人，占39.9%；"
    "“还没想好”的264人，每三人里有一人。",
    # so many times they gave
    "县总工会2008年工作总结\n五月汶川地震，全县女职工3214人次捐款12.6万元。",
    # a whole and its part, twice
    "走访的非公企业17家，建有哺乳室的5家；国有企业7家，建有6家。",
    # columns of a table set apart by wide spaces
    "单位　　女职工（人）　培训（人次）　体检（人）\n机关　　86　　131　　82\n"
    "营销　　152　　264　　147\n调控　　34　　52　　33\n城郊　　61　　118　　58\n"
    "东湾　　47　　73　　46\n后勤　　58　　90　　55\n"
    "合计　　438　　728　　421\n",
]
FAULTY = [
    ("兴趣小组有27个，全年活动216次，平均每组9次。", "9次"),
    ("西校区只有21人，全年活动只有74人次，人均8.4次。", "8.4次"),
    ("技能比赛有96人参赛，发补贴4800元，平均每人500元。", "500元"),
    ("联谊会举办4场，每场60人，共280人次参加。", "280人次"),
    ("妇科检查应去487人，去了451人。查出有毛病的128人，占检查人数的38.4%。", "38.4%"),
    ("女教职工137人，分在三个校区：本部82人，东校区34人，西校区31人。", "31人"),
    ("妈妈小屋列为实事，机关2间、支行16间，每间投入1.5万元，共28万元。", "28万元"),
    ("公交集团2016年女工工作总结\n2017年，我们走访了26户。", "2017年"),
    ("女职工共24人，每人一条毛巾，发了18条。", "18条"),
    ("新建45个；新建数完成年计划60个的85%。", "85%"),
    ("不想再生的316人，“还没想好”的64人，每三人里有一人。", "每三人里有一人"),
    ("镇总工会2013年工作总结\n女职工参加“当好主力军、建功十一五”竞赛。", "当好主力军"),
    (
        "单位　　女职工（人）　体检（人）\n机关　　86　　82\n营销　　152　　147\n"
        "调控　　34　　33\n合计　　292　　262\n",
        "292",
    ),
]


@pytest.mark.parametrize("text", SOUND)
def test_what_holds_is_left_alone(text: str) -> None:
    assert [one.message for one in check_text(text, today=2026).problems] == []


@pytest.mark.parametrize(("text", "quote"), FAULTY)
def test_what_does_not_hold_is_still_found(text: str, quote: str) -> None:
    assert any(quote in one.quote for one in check_text(text, today=2026).problems)
