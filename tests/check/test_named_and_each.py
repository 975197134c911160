"""Lists of names and numbered things, one for each, and all of several at once."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check import arithmetic
from halfsky.summary.check.conflicts import both_of, numbered_off, one_each, one_each_place, rosters
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

FAULTY = [
    (
        one_each,
        (
            "慰问一线女职工460名：环卫210名、公交95名、快递155名。每人发放清凉包一"
            "份，内有防暑药品3种、毛巾1条、水杯1个。共发出清凉包640份。"
        ),
    ),
    (
        one_each,
        (
            "六一前为73名困难女职工子女送上“开学礼包”，做到人手一份。礼包全部来自本次采购"
            "，共采购65份，已全部发完。"
        ),
    ),
    (one_each, "三八节为全体女职工318名每人送一册《女职工权益手册》，共发放手册381册。"),
    (one_each, "走访困难家庭86户，每户一套床上用品，共发放床上用品68套。"),
    (one_each, "全院护士节表彰62名护士，每人一枚徽章，共定制徽章26枚。"),
    (one_each, "工会共采购护腰垫245个，给254名女驾驶员人手一个。"),
    (one_each, "本次发放书包150个，受助孩子105名，每名孩子一个。"),
    (one_each, "高温期间给在岗女工每人发一条毛巾，发出毛巾430条，在岗女工340人。"),
    (one_each, "女教工450人，《维权手册》人手一份，共印发手册450万份。"),
    (one_each, "为256名接害女工建立健康档案，做到一人一档，共建立健康档案265份。"),
    (one_each, "登记困难家庭86户，一户一卡，共填写联系卡96张。"),
    (one_each, "128户困难家庭，一户一份年货，共送出年货182份。"),
    (one_each, "全校212名女教师人手一册《健康手册》，手册共发放221册，无一剩余。"),
    (one_each_place, "36个班组每班组配备一名女工安全员，共有女工安全员63名。"),
    (one_each_place, "12个乡镇一镇一站，共建成女职工服务站21个。"),
    (one_each_place, "每个工作室配一台电脑，15个工作室共配电脑21台。"),
    (one_each_place, "全院18个病区每个病区设一名院感护士，共有院感护士23名。"),
    (one_each_place, "每个网点设1个爱心窗口，46个网点共设爱心窗口64个。"),
    (one_each_place, "28个社区每社区建一间妈咪小屋，合计妈咪小屋35间。"),
    (one_each_place, "每所学校建立一支志愿队，9所学校共有志愿队12支。"),
    (one_each_place, "24家门店一店一证。每家企业签一份合同，31家企业共有合同13份。"),
    (
        numbered_off,
        (
            "一年来，我们主要抓了四件事，别无其他：第一，换届，选出委员9名；第二，建室，新增"
            "母婴室3间；第三，送暖，慰问47户。"
        ),
    ),
    (numbered_off, "存在三个问题：一是经费不足；二是人手不够；三是场地小；四是合同覆盖面不广。"),
    (numbered_off, "全年办了五件实事：①新建母婴室3间；②培训6期；③慰问42户；④体检312人。"),
    (
        numbered_off,
        ("下一步采取三项措施：其一，摸清底数；其二，签订合同；其三，开展检查；其四，总结推广。"),
    ),
    (numbered_off, "“巾帼文明岗”由4个增至6个，新增的为急诊科、儿科、血透室三个科室。"),
    (numbered_off, "女职工小组由12个增加到15个，新增的是质检、包装。"),
    (
        numbered_off,
        (
            "拟办3期，每期60人。日程：第一期4月9日至11日，第二期6月4日至6日，第三期"
            "9月10日至12日，第四期11月5日至7日。"
        ),
    ),
    (numbered_off, "体检分两批进行，第一批120人，第二批98人，第三批76人。"),
    (numbered_off, "母婴室由去年的5间增加到8间，今年新建的是城东、城西两间。"),
    (numbered_off, "全县分三个赛区，东部赛区、西部赛区、南部赛区、北部赛区各评出一等奖1名。"),
    (numbered_off, "讲座共开三讲：第一讲权益，第二讲健康，第三讲家教，第四讲理财。"),
    (numbered_off, "设一等奖3名，由林芳、周敏、赵兰、钱玉获得。"),
    (numbered_off, "四个街道中，东街、西街、南街、北街、中街均已建成驿站。"),
    (rosters, "市五一巾帼标兵3人（孟洁、殷小满、路遥遥、洪霞），另有巾帼文明岗2个。"),
    (rosters, "请假3名（蔡虹、谭敏），会议有效。"),
    (rosters, "新建母婴室5间（城东、城西、河湾、石门），每间投入2万元。"),
    (rosters, "县级先进集体2个（药剂科、体检中心、护理部）。"),
    (rosters, "工会对纺织、印染、织袜两家企业进行了回访。"),
    (rosters, "云岭、石泉、柳坝两个乡镇试点。"),
    (
        both_of,
        (
            "制度健全的41家，孕期调岗落实的44家，设哺乳场所的29家，有妇科检查安排的39"
            "家。上述四项均达标的34家，树为样板。"
        ),
    ),
    (both_of, "查看站点，配冰箱的26个，配微波炉的25个，配饮水机的18个，三样都齐的21个。"),
    (both_of, "理论合格65名，实操合格58名，笔答合格61名，三项都合格的63名。"),
    (both_of, "无违章412名，无事故425名，无缺席398名，三项全部达到的409名。"),
]
SOUND = [
    (one_each, "慰问一线女职工460名，每人发放清凉包一份，共发出清凉包460份。"),
    (one_each, "为女保安做冬装，46人每人一套，备用4套，共做50套，每套320元。"),
    (one_each, "手册印915份，女工892人，人手一份还有富余。"),
    (one_each, "530名女职工参保，每人每份30元，其中118名投保两份，共投保648份。"),
    (one_each, "女职工318名每人一册手册，另向退休女工赠送63册，共发放381册。"),
    (one_each, "孕期女职工45名、哺乳期女职工52名，每人一份营养包，共发放97份。"),
    (one_each, "120名学员人手一册教材；全年印发宣传手册3000册。"),
    (one_each, "全年发放劳保用品2256套，每人2套，女工1128人。"),
    (one_each, "慰问58户，每户一袋米、一桶油，另有药箱60个。"),
    (one_each, "为256名接害女工建立健康档案，一人一档，共建立健康档案256份。"),
    (one_each_place, "36个班组每班组配备一名女工安全员，共有女工安全员36名。"),
    (one_each_place, "36个班组每班组至少配备一名女工安全员，共有女工安全员63名。"),
    (one_each_place, "12个乡镇一镇一站，县城另设2站，共建成女职工服务站14个。"),
    (one_each_place, "每个网点设1个爱心窗口，46个网点共设爱心窗口46个。"),
    (one_each_place, "12个社区每社区一名联络员，其余企业自设，共有联络员31名。"),
    (numbered_off, "一年来，我们主要抓了三件事：第一，换届；第二，建室；第三，送暖。"),
    (numbered_off, "存在三个问题：一是经费不足；二是人手不够；三是场地小。"),
    (numbered_off, ("全年办了五件实事：①新建母婴室3间；②培训6期；③慰问42户；此外还办了两件小事。")),
    (numbered_off, "“巾帼文明岗”由4个增至6个，新增的为急诊科、儿科。"),
    (numbered_off, "女职工小组由12个增加到15个，新增的是质检组、包装组和仓储组。"),
    (
        numbered_off,
        ("拟办3期，因报名踊跃加办一期。第一期60人，第二期60人，第三期60人，第四期42人。"),
    ),
    (numbered_off, "体检分三批进行，第一批120人，第二批98人。"),
    (numbered_off, "先后举办两期讲座，这是系列讲座的第三期和第四期。"),
    (numbered_off, "全县分三个赛区，东部赛区、西部赛区、南部赛区各评出一等奖1名。"),
    (numbered_off, "设一等奖3名，由林芳、周敏、赵兰获得。"),
    (numbered_off, "四个街道中，东街、西街均已建成驿站。"),
    (rosters, "市五一巾帼标兵3人（孟洁、殷小满、路遥遥），另有巾帼文明岗2个。"),
    (rosters, "常委5名（含主任、副主任）。"),
    (rosters, "三间（热轧、冷轧、机修各1间）。"),
    (rosters, "获奖12人（如孟洁、殷小满）。"),
    (rosters, "云岭、石泉两个乡镇试点。"),
    (rosters, "技术、质量、安全等三个科室参加。"),
    (
        both_of,
        (
            "制度健全的41家，孕期调岗落实的44家，设哺乳场所的29家，有妇科检查安排的39"
            "家。四项均达标的22家。"
        ),
    ),
    (both_of, "无违章412名，无事故425名，无缺席398名，三项都达到的389名。"),
    (both_of, "比武合格32名，体检96名，培训40名。省厅三项都参加的97名。"),
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
