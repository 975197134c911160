"""Numbers that only seem to be at odds by how they are told; their faulty twins are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check.conflicts import (
    denied,
    none_of,
    none_yet_some,
    rankings,
    running_totals,
    stages,
)
from halfsky.summary.check.rates import averages, beside_targets, shared_out
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import apiece, both_sides, products, remainders
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.units import unit_errors

Find = Callable[[ReadText], list[Problem]]
_POST = "乘务员186人，妈妈乘务员62人没有一人离职"
_COUPLED = "检修工区女工29人，血脂偏高的12人，颈椎不适的15人"

PAIRS: list[tuple[Find, str, str]] = [
    # who is told of, and who is not
    (
        denied.find,
        "花炮厂女工820人。全部接触药物的装药工女工共430人，未接触的390人。",
        "花炮厂接触药物的女工430人，全部参检，未参检的9人。",
    ),
    (
        none_of.find,
        f"{_POST}，另外124名非妈妈乘务员中离职8人。",
        "全年没有发生一起投诉。受理投诉3起。",
    ),
    (
        none_yet_some.find,
        "有4个班全年零退货。班长会把十四次退货一次一次摆出来看。",
        "绣品班全年零退货。班长会把十四次退货一次一次摆出来看。",
    ),
    (
        running_totals.find,
        "去年底，全镇女会员总数2140人，今年底2290人，今年新增女会员150人。",
        "全镇女会员总数累计140人，今年新增女会员290人。",
    ),
    (
        rankings.find,
        "一分公司480人、二分公司395人、三分公司286人、直属部门173人。参与率最高的是直属部门，最低的是三分公司。",
        "一分公司480人、二分公司395人、三分公司286人、直属部门173人。参加最多的是直属部门，最少的是三分公司。",
    ),
    # what a share, a mean or a product is of
    (
        beside_targets.find,
        "消费帮扶任务是18万元，实际超额2万元，完成率111%。",
        "消费帮扶任务是18万元，实际完成20万元，完成率121%。",
    ),
    (
        shared_out.find,
        "识字班和电脑班上课各20节，累计到课976人次，平均每节24.4人次。",
        "识字班上课20节，累计到课976人次，平均每节24.4人次。",
    ),
    (
        averages.find,
        "收支相抵，年末结余4200元。慰问的16人次都有签收单，平均每人次300元。",
        "今年慰问支出4200元。慰问的16人次都有签收单，平均每人次300元。",
    ),
    (
        products.find,
        "9个分公司各派一队，每队4人，共36名运动员。",
        "9个队参赛，每队4人，共38人。",
    ),
    (
        apiece.find,
        "妈妈小屋机关2间、支行16间，每间投入1.5万元，共27万元。",
        "妈妈小屋机关2间、支行16间，每间投入1.5万元，共22万元。",
    ),
    # parts that some are in twice, and those that are left of more
    (
        remainders.find,
        f"{_COUPLED}，两项都有的6人，两项都没有的8人。",
        "申请14户，批准11户，未获批的5户。",
    ),
    (
        both_sides.find,
        "第一批应检120人、到检118人，第二批应检104人、到检97人。两批未到的9人都已通知。",
        "应检104人，到检97人。未到检的9人都已通知。",
    ),
    # steps
    (
        stages.find,
        "发调查问卷200份，收回193份。",
        "发调查问卷200份，收回213份。",
    ),
    (
        stages.find,
        "查出异常需复查的146人，目前已完成复查143人。",
        "查出异常需复查的146人，目前已完成复查153人。",
    ),
    # units
    (unit_errors.find, "走访困难女职工两次，春节15户。", "走访困难女职工46次，春节15户。"),
    (
        unit_errors.find,
        "商会到会121家，135家会员，各有代表。",
        "商会到会121家，135家职工，各有代表。",
    ),
    (unit_errors.find, "课题做完，38人次次都在，没有缺席。", "讲座听众5600人次次，座无虚席。"),
    (unit_errors.find, "针对39人，落实四件套，每人一套。", "针对难题，落实四件套办法46吨。"),
    (unit_errors.find, "上半年进楼栋宣讲64栋，发单6400张。", "上半年进社区宣讲64栋，发单6400张。"),
    (
        unit_errors.find,
        "上半年外业312天，下半年外业268天；全年580天。",
        "窗口全年开放580天。",
    ),
    (unit_errors.find, "今年应休仍是420天，实休399天。", "今年开放420天。"),
    (unit_errors.find, "收集心愿单65张，认领62张。", "收集心愿单65吨，认领62张。"),
]


@pytest.mark.parametrize(("find", "sound", "faulty"), PAIRS, ids=[sound for _, sound, _ in PAIRS])
def test_only_the_faulty_twin_is_reported(find: Find, sound: str, faulty: str) -> None:
    assert find(read_text(sound, standard())) == []
    assert find(read_text(faulty, standard())) != []
