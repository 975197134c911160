"""What the network makes of the words beside numbers, whatever the numbers are worth."""

from __future__ import annotations

from functools import cache

import pytest

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.network.network import shipped
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

# Each says in words what the numbers are to each other, and has others about that are none of it.
SAYINGS = [
    (
        "list",
        "全市选树先进女职工126人,其中教师48人、护士41人、工人37人;另有志愿者85人参加接待。",
        "48、41、37→126",
    ),
    (
        "list",
        "走访困难女职工家庭三批:春节前164户,端午63户,中秋95户,一共322户;发出慰问信410封。",
        "164、63、95→322",
    ),
    ("rate", "应检女职工1840人,实检1693人,受检率92.0%;设检查点26个。", "1693、1840→92.0%"),
    ("growth", "今年办培训班54期,去年48期,同比增长12.5%;请教师33人。", "54、48→12.5%"),
    ("product", "给320名女职工每人发放体检补助150元,合计4.8万元;体检用去17天。", "320、150→4.8万"),
]


@cache
def weighed(text: str) -> dict[str, float]:
    """The odds of each relation of the text by what it looks like: 48、41、37→126."""
    told = tell(read_text(text, standard()))
    network = shipped().relations
    known = [one for one in related(told) if one.sort in network.sorts]
    return dict(zip(map(looks, known), network.odds(told, known), strict=True))


def looks(one: Relation) -> str:
    parts = "、".join(_figures(part.reading.claim.quote) for part in one.parts)
    return f"{one.sort} {parts}→{_figures(one.whole.reading.claim.quote)}"


def _figures(quote: str) -> str:
    return "".join(sign for sign in quote if sign in "0123456789.%万")


@pytest.mark.parametrize(("sort", "text", "meant"), SAYINGS, ids=[s[2] for s in SAYINGS])
def test_it_tells_what_was_meant_from_what_was_not(sort: str, text: str, meant: str) -> None:
    alike = {name: odds for name, odds in weighed(text).items() if name.startswith(f"{sort} ")}
    assert max(alike, key=alike.__getitem__) == f"{sort} {meant}"


def test_it_does_not_see_what_comes_out() -> None:
    sound = "应检女职工1840人,实检1693人,受检率92.0%。"
    assert list(weighed(sound).values()) == pytest.approx(
        list(weighed(sound.replace("1693", "1457")).values()), abs=1e-5
    )


def test_a_sentence_far_away_changes_nothing() -> None:
    told = "应检女职工1840人,实检1693人,受检率92.0%。"
    others = "".join(f"第{at}车间有女职工{at + 20}人。\n" for at in range(200))
    alone = weighed(others + told)["rate 1693、1840→92.0%"]
    other = weighed(others.replace("女职工", "女会员", 20) + told)["rate 1693、1840→92.0%"]
    assert other == pytest.approx(alone, abs=1e-4)


def test_characters_it_never_saw_are_no_obstacle() -> None:
    assert weighed("龘龘工会女职工210人,其中齉组95人、麤组115人。")


def test_a_text_without_relations_has_no_odds() -> None:
    told = tell(read_text("全年培训女职工210人。", standard()))
    assert shipped().relations.odds(told, []) == []
