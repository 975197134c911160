"""Units and sums that are of something else than the words right beside them, and real slips."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.units import unit_errors
from halfsky.summary.check.wordings import placeholders
from tests.check.rule_findings import found

SOUND = [
    # the second unit is the first character of a word
    (unit_errors, "暑期走访了17户人家，家家都有老人。"),
    (unit_errors, "名册上登记26人，其中4人名不副实，已经划去。"),
    (unit_errors, "三季度接待61人次次之，四季度最多。"),
    (unit_errors, "联名信上签了38个名，只有2人没签。"),
    # how many of them were paid for, and how much
    (unit_errors, "秋游包车费两辆共3000元，门票一张60元。"),
    (unit_errors, "住宿费十间1800元，餐费另算。"),
    # the thing has its own number, and the unit is of what it holds, gets or runs
    (unit_errors, "送去两个书架共600册，一厂300册、二厂300册。"),
    (unit_errors, "散会时四十二名女代表四十二碗，一碗没剩。"),
    (unit_errors, "三部女检察官5人，四部女检察官6人。"),
    (unit_errors, "三所女工96人，平均年龄41岁。"),
    (unit_errors, "五厂女工208人，平均年龄39岁。"),
    (unit_errors, "服务时长满60小时的会员21名，都发了证书。"),
    (unit_errors, "按行驶里程排，二车队女司机班组8600公里，居第一。"),
    # what a thing holds, what it weighs, in which pieces it is made
    (unit_errors, "接送用的大巴45座，坐得下全组的人。"),
    (unit_errors, "复垦坡地撒下草籽360公斤。"),
    (unit_errors, "花茶车间一天窨制用鲜花五百斤。"),
    (unit_errors, "姐妹们一周晾晒粉丝3200公斤。"),
    (unit_errors, "去年签订保洁服务合同318单，退单6单。"),
    (unit_errors, "剪纸合作社年产量12.6万张，镜片组产量8.2万片，手套组产量3.4万副。"),
    # those who do it, and not what they made
    (unit_errors, "在家编织接单的28人，外出务工的40人。"),
    (unit_errors, "下塘村编织合作社社员52人，女工47人。"),
    # meals that were paid for
    (unit_errors, "中班每餐补贴5元，全年补贴了12400餐，合6.2万元。"),
    # pairs of people, told by their heads
    (unit_errors, "以老带新结对22对，师徒共44人。"),
    # added up over several people
    (unit_errors, "六位大姐的岁数凑在一起312岁。"),
    (unit_errors, "护士48人，全年共休未休补回432天，人均9天。"),
    (unit_errors, "女民警40人，全年该休420天，人均10.5天。"),
    # for one each, or told before as a mean
    (unit_errors, "一名保育员照看6.5位孩子，比规定的少。"),
    (unit_errors, "订单2700件，工期15天，一人一天4.5件。"),
    (unit_errors, "女法官人均结案28.6件。通报也按28.6件发。"),
    (unit_errors, "女骑手日均送单31.2单，全站日均34.5单。女的少3.3单，差评却也少。"),
    # a ratio
    (unit_errors, "三个车间女工的比例是4比3比2，依次为80人、60人、40人。"),
    (unit_errors, "师徒人数比例为1∶2∶5。"),
    # headings in brackets
    (
        placeholders,
        "【人数】年末女职工320人，占四成。\n【培训】办班12期。\n【慰问】走访26户。",
    ),
]
FAULTY = [
    (unit_errors, "走访困难职工17户人，送去米面。"),
    (unit_errors, "表彰巾帼标兵36个名，其中一线的20名。"),
    (unit_errors, "全年接待61人次次，比上年多。"),
    (unit_errors, "支出慰问活动费用12辆，其余结转。"),
    (unit_errors, "女工之家新添书架900册。"),
    (unit_errors, "评选优秀剪纸30幅，奖励图书30度。"),
    (unit_errors, "到会职工代表56碗，全部签到。"),
    (unit_errors, "女工驿站新栽树苗280公斤。"),
    (unit_errors, "服务队新增大巴45碗。"),
    (unit_errors, "缝纫组给矿工编织围巾66人。"),
    (unit_errors, "发放慰问金15300餐。"),
    (unit_errors, "年龄最大的266岁，最小的24岁。"),
    (unit_errors, "妈咪小屋全年开放651天。"),
    (unit_errors, "走访困难女职工31.3户，每户500元。"),
    (unit_errors, "体检参检率比例是95，比上年高。"),
    (placeholders, "【单位名称】女职工委员会全年走访26户。"),
]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_counted_otherwise(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_went_wrong(rule: ModuleType, text: str) -> None:
    assert found(rule, text)
