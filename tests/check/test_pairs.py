"""What the network of pairs makes of two numbers of one unit, whatever they are worth."""

from __future__ import annotations

import pytest

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.network.network import shipped
from halfsky.summary.check.network.pairs import looked_at
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard


def signs(text: str, first: int = 0, second: int = 1) -> dict[str, float]:
    """What is made of two numbers of the text, the second being perhaps a part of the first."""
    told = tell(read_text(text, standard()))
    one, other = told[first], told[second]
    pair = Relation("excess", other, (one,), one.interval, other.interval)
    return next(looked_at(shipped().pairs, told, [pair]))


# In the first the second number can be no more than the first, in the other it may be anything.
ORDERED = [
    ("全园区女职工748人，其中农民工女职工312人。", "缝纫班学员48人，电商班学员32人。"),
    ("合唱团报名184人，其中录取91人。", "一季度培训184人，二季度培训91人。"),
    ("应检女职工208人，实检189人。", "上半年体检208人，下半年体检189人。"),
    ("发出问卷200份，收回183份。", "发放雨伞200把，茶杯183把。"),
]


@pytest.mark.parametrize(("ordered", "free"), ORDERED, ids=[pair[0] for pair in ORDERED])
def test_it_knows_by_the_words_which_number_can_be_no_more(ordered: str, free: str) -> None:
    assert signs(ordered)["order"] > 0.5 + signs(free)["order"]


CONTRADICTED = [
    ("全园区女职工748人，其中农民工女职工812人。", "缝纫班学员748人，电商班学员812人。"),
    ("查出问题31件，已督促整改34件。", "上半年办件31件，下半年办件34件。"),
    ("报名84人，审核后录取91人。", "东区到会84人，西区到会91人。"),
]


@pytest.mark.parametrize(("broken", "sound"), CONTRADICTED, ids=[it[0] for it in CONTRADICTED])
def test_it_tells_what_cannot_both_be_from_what_can(broken: str, sound: str) -> None:
    assert signs(broken)["conflict"] > 2 + signs(sound)["conflict"]


def test_it_does_not_see_how_many_digits_a_number_has() -> None:
    few, many = "报名98人，审核后录取91人。", "报名9800人，审核后录取91234人。"
    assert signs(few) == pytest.approx(signs(many), abs=1e-5)


def test_of_what_may_be_one_thing_it_does_not_say_which_is_larger() -> None:
    told = tell(read_text("走访慰问186户。年底回头看，走访的168户都有了回访。", standard()))
    one, other = told[:2]
    pair = Relation("same", other, (one,), one.interval, other.interval)
    turned = Relation("same", other, (one,), other.interval, one.interval)
    network = shipped().pairs
    assert list(looked_at(network, told, [pair])) == list(looked_at(network, told, [turned]))


def test_without_pairs_there_are_no_signs() -> None:
    told = tell(read_text("全年培训女职工210人。", standard()))
    assert list(looked_at(shipped().pairs, told, [])) == []
