"""What numbers may be to each other: found, told apart from what others explain, and backed."""

from __future__ import annotations

import pytest

from halfsky.summary.check.explaining import explained
from halfsky.summary.check.forest import Forest
from halfsky.summary.check.possible import related
from halfsky.summary.check.reading import read_text
from halfsky.summary.check.relations import Relation, holds
from halfsky.summary.check.rivals import ABSENT, Candidate, Rivals
from halfsky.summary.check.saying import sentence
from halfsky.summary.check.told import Told, tell
from halfsky.summary.check.vocabulary import standard


def told(text: str) -> list[Told]:
    return tell(read_text(text, standard()))


def held(text: str, sort: str) -> list[Relation]:
    return [one for one in related(told(text)) if one.sort == sort and holds(one)]


@pytest.mark.parametrize(
    ("sort", "text", "arithmetic"),
    [
        ("split", "抽查车间，17个达标、8个不达标，达标率68%。", "17个÷（17个＋8个）＝68%"),
        (
            "joined",
            "今年签42份，加上前三年的128份，累计完成规划200份的85%。",
            "（42份＋128份）÷200份＝85%",
        ),
        ("lacking", "年初预算2000元，实际花去1700元，结余15%。", "100%－1700元÷2000元＝15%"),
        ("changed", "全年信访51件，比上年减少9件，下降15%。", "9件÷（51件＋9件）＝15%"),
        (
            "flow",
            "年初在册214人，新入档37人，脱困退出52人、迁出4人，年末在册195人。",
            "214人＋37人－52人－4人＝195人",
        ),
        (
            "bill",
            "本科20名，每人3000元；专科16名，每人2000元，共发放92000元。",
            "20名×3000元＋16名×2000元＝92000元",
        ),
    ],
)
def test_it_knows_what_numbers_may_be_to_each_other(sort: str, text: str, arithmetic: str) -> None:
    assert arithmetic in [sentence(one).partition("，文中")[0] for one in held(text, sort)]


def test_it_finds_a_list_that_opens_further_on() -> None:
    text = "带头人258名，其中73名领衔工作室；分行业看，制造139名、卫生52名、教育38名、其他29名。"
    assert any(len(one.parts) == 4 and one.whole.value == 258 for one in held(text, "list"))


def test_it_knows_which_numbers_a_run_with_signs_explains() -> None:
    numbers = told("书屋原有2300册，丢失41册，虫蛀59册，获赠500册，现有2700册，另有读者812人。")
    assert set(explained(numbers)) == {0, 1, 2, 3, 4}


def candidates(text: str) -> list[Candidate]:
    return [Candidate(one, 0.0, holds(one), not holds(one)) for one in related(told(text))]


def test_it_sees_that_a_share_has_a_better_explanation() -> None:
    found = candidates("工作间25个，17个达标、8个不达标，达标率68%，星级的16个。")
    rivals = Rivals(found, {})
    wrong = next(
        one
        for one in found
        if one.relation.sort == "rate" and [p.value for p in one.relation.parts] == [16, 25]
    )
    assert rivals.signs(wrong)["kin_held"] == 0.0
    alone = candidates("工作间25个，星级的16个，占68%。")
    (rate,) = [
        one
        for one in alone
        if one.relation.sort == "rate" and [p.value for p in one.relation.parts] == [16, 25]
    ]
    assert Rivals(alone, {}).signs(rate)["kin_held"] == ABSENT


def test_it_adds_up_what_trees_say() -> None:
    forest = Forest(["near", "far"], [[0, 0.5, -1.0, 2.0], [1, 3.0, [0, 0.5, 0.0, 0.25], 1.0]])
    assert forest.odds({"near": 1.0}) == 2.25
    assert forest.odds({"near": 0.0, "far": 4.0}) == 0.0
