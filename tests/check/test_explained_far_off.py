"""Numbers that others, far away or in rarer words, make to the last figure, and real slips."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text
from halfsky.summary.check.clues.relations import holds
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

# What is told, and what makes its last number: how the sort of relation is called, and its parts.
MADE = [
    (
        "筛查任务4000名，实际完成4263名。发现可疑病例38名，均已通知到本人，其中33名完成复诊。"
        "参检女职工中，来自企业的2,590名，来自学校的1,104名，灵活就业的569名。"
        "筛查费每人160元，共68.208万元。",
        ("product", "4263名", "160元", "68.208万元"),
    ),
    ("夜班费由20元提到35元，提了75%；另租公寓16套。", ("growth", "20元", "35元", "75%")),
    ("早班补贴由40元上浮至46元，上浮15%。", ("growth", "40元", "46元", "15%")),
    (
        "资助女学生28名，每学期每人900元，一学年两学期共5.04万元。",
        ("timed", "28名", "900元", "5.04万元"),
    ),
]
SLIPPED = [
    ("夜班费由20元提到35元，提了70%；另租公寓16套。", "75%"),
    ("资助女学生28名，每学期每人900元，一学年两学期共5.4万元。", "5.04万元"),
]


@pytest.mark.parametrize(("text", "made"), MADE, ids=[made[-1] for _, made in MADE])
def test_what_makes_a_number_is_seen(text: str, made: tuple[str, ...]) -> None:
    held = [
        (one.sort, *(told.reading.claim.quote for told in one.told))
        for one in related(tell(read_text(text, standard())))
        if holds(one)
    ]
    assert made in held
    assert not check_text(text).problems


@pytest.mark.parametrize(("text", "computed"), SLIPPED, ids=[one for _, one in SLIPPED])
def test_a_slip_is_still_found(text: str, computed: str) -> None:
    assert any(computed in problem.message for problem in check_text(text).problems)
