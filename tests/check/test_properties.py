"""What must hold of every text: sound numbers pass, a broken one is found, nothing crashes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from halfsky.summary import check

WHOLE = Path(__file__).parent / "whole"
COUNTS = st.integers(min_value=20, max_value=9000)
QUICK = settings(max_examples=150, deadline=None)


def percent(part: int, whole: int, places: int, rounded: bool) -> str:
    """The share as a house would print it: cut off, or rounded half up."""
    scaled = Fraction(part * 100 * 10**places, whole) + (Fraction(1, 2) if rounded else 0)
    units = scaled.numerator // scaled.denominator
    whole_part, rest = divmod(units, 10**places)
    return f"{whole_part}.{rest:0{places}d}" if places else f"{whole_part}"


def problems(text: str) -> list[check.Problem]:
    return check.check_text(text, today=2026).problems


@given(whole=COUNTS, share=st.integers(5, 95), places=st.integers(0, 2), rounded=st.booleans())
@QUICK
def test_it_never_faults_a_rate_of_consistent_numbers(
    whole: int, share: int, places: int, rounded: bool
) -> None:
    part = max(1, whole * share // 100)
    rate = percent(part, whole, places, rounded)
    assert not problems(f"全市应建女职工组织{whole}家，已建{part}家，组建率达{rate}%。")
    assert not problems(f"现有职工{whole}人，其中女职工{part}人，占职工总数的{rate}%。")


@given(whole=COUNTS, share=st.integers(5, 90), off=st.integers(3, 9), down=st.booleans())
@QUICK
def test_it_finds_a_broken_rate(whole: int, share: int, off: int, down: bool) -> None:
    part = max(1, whole * share // 100)
    wrong = part * 100 // whole + (-off if down else off)
    if wrong < 1:
        return
    text = f"受理女职工投诉{whole}件，办结{part}件，办结率{wrong}%。"
    assert "rate_mismatch" in {problem.kind for problem in problems(text)}


@given(parts=st.lists(st.integers(1, 500), min_size=3, max_size=3), off=st.integers(1, 60))
@QUICK
def test_it_adds_up_lists(parts: list[int], off: int) -> None:
    a, b, c = parts
    listed = f"走访劳模{a}名、单亲女职工{b}名、患病女职工{c}名，合计"
    assert not problems(f"{listed}{a + b + c}名。")
    assert "sum_mismatch" in {
        problem.kind for problem in problems(f"{listed}{a + b + c + off}名。")
    }


@given(count=st.integers(10, 400), each=st.sampled_from([200, 300, 500, 800, 1000]))
@QUICK
def test_it_multiplies_standards(count: int, each: int) -> None:
    total = count * each
    sentence = f"慰问困难女职工{count}户，每户{each}元，共发放"
    assert not problems(f"{sentence}{total}元。")
    assert problems(f"{sentence}{total + 3 * each}元。")


@given(old=st.integers(100, 3000), more=st.integers(10, 90))
@QUICK
def test_it_recomputes_growth(old: int, more: int) -> None:
    now = old + old * more // 100
    rate = percent(now - old, old, 1, rounded=False)
    sentence = f"今年培训女职工{now}人次，去年为{old}人次，同比增长"
    assert not problems(f"{sentence}{rate}%。")
    assert problems(f"{sentence}{float(rate) + 8:.1f}%。")


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_it_survives_any_text_and_quotes_it_truly(text: str) -> None:
    assert_true_offsets(check.check_text(text, today=2026))


SOUND = (WHOLE / "county.txt").read_text(encoding="utf-8")
SCRAPS = [
    "xx",
    "%",
    "其中",
    "：",
    "万",
    "。",
    "\n",
    "*",
    "１２",
    "3.5",
    "占",
    "（",
    "人人",
    "\x00",
    "第",
]


@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(SOUND)), st.integers(0, 8), st.sampled_from(SCRAPS)),
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_it_survives_mutated_summaries(cuts: list[tuple[int, int, str]]) -> None:
    text = SOUND
    for place, length, scrap in cuts:
        text = text[:place] + scrap + text[place + length :]
    assert_true_offsets(check.check_text(text, today=2026))


def assert_true_offsets(report: check.Report) -> None:
    for span in [*report.claims, *report.problems, *report.unread]:
        assert 0 <= span.start < span.end <= len(report.text)
        assert report.text[span.start : span.end] == span.quote


@given(st.binary(max_size=3000))
@settings(max_examples=200, deadline=None)
def test_it_reads_or_refuses_any_bytes(content: bytes) -> None:
    try:
        text = check.read_bytes(content)
    except check.Unreadable:
        return
    assert_true_offsets(check.check_text(text, today=2026))
