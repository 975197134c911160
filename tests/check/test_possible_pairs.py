"""Which numbers may be one thing told twice."""

from __future__ import annotations

from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood import possible_pairs
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

TOWNS = ("城关镇", "柳林镇", "石桥镇", "东湖镇", "白马镇", "青山镇")


def pairs(text: str) -> list[tuple[str, str]]:
    """The numbers that may be of one thing, in two sentences."""
    found = possible_pairs.twice(tell(read_text(text, standard())))
    return [
        (relation.parts[0].reading.claim.quote, relation.whole.reading.claim.quote)
        for relation in found
        if relation.parts[0].sentence != relation.whole.sentence
    ]


def rows(towns: tuple[str, ...], first: int) -> str:
    """What each town says in the same words."""
    return "".join(
        f"{town}举办女职工培训{number}期、参加{number * 37}人次。"
        for number, town in enumerate(towns, first)
    )


def test_it_pairs_no_row_with_another() -> None:
    assert pairs(rows(TOWNS[:4], 11))
    assert pairs(rows(TOWNS, 11)) == []


def test_it_pairs_a_row_with_what_is_told_of_its_town_again() -> None:
    again = "石桥镇举办女职工培训31期、参加481人次。"
    assert ("13期", "31期") in pairs(rows(TOWNS, 11) + again)


def test_it_pairs_a_row_with_what_is_told_in_other_words() -> None:
    assert ("13期", "31期") in pairs(rows(TOWNS, 11) + "最多的是女职工培训达31期的东湖镇。")
