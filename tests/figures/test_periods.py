"""Periods: what a text names, and how periods follow each other."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfsky.figures.periods import ONE_DAY, Period, PeriodError

DAYS = st.dates(datetime.date(1903, 1, 1), datetime.date(2190, 12, 31))
PERIODS = st.one_of(
    st.builds(
        "{}{}".format, st.integers(1901, 2190), st.sampled_from(["", "H1", "H2", "Q1", "Q4"])
    ),
    st.builds("{}-{:02d}".format, st.integers(1901, 2190), st.integers(1, 12)),
).map(Period.parse) | st.tuples(DAYS, DAYS).map(lambda pair: Period(min(pair), max(pair) + ONE_DAY))


def period(start: str, until: str) -> Period:
    return Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(until))


@pytest.mark.parametrize(
    ("text", "start", "until", "label"),
    [
        ("2022", "2022-01-01", "2023-01-01", "2022年"),
        ("2022H1", "2022-01-01", "2022-07-01", "2022年上半年"),
        ("2022H2", "2022-07-01", "2023-01-01", "2022年下半年"),
        ("2022Q2", "2022-04-01", "2022-07-01", "2022年第二季度"),
        ("2022Q4", "2022-10-01", "2023-01-01", "2022年第四季度"),
        ("2022-06", "2022-06-01", "2022-07-01", "2022年6月"),
        ("2020-02", "2020-02-01", "2020-03-01", "2020年2月"),
        ("2022-01-01..2022-03-15", "2022-01-01", "2022-03-16", "2022年1月1日至2022年3月15日"),
        ("2022-03-15..2022-03-15", "2022-03-15", "2022-03-16", "2022年3月15日至2022年3月15日"),
    ],
)
def test_it_reads_a_period(text: str, start: str, until: str, label: str) -> None:
    found = Period.parse(text)
    assert found == period(start, until)
    assert found.name == text
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    [
        *("", "2022H3", "2022H0", "2022Q5", "2022-13", "2022-00", "22H1", "2022h1", " 2022"),
        *("2022-06-30", "2022-06-30..", "..2022-06-30", "2022-07-01..2022-06-30"),
        *("2022-02-30..2022-03-01", "1800", "2200", "上半年", "9999-12-31..9999-12-31"),
    ],
)
def test_it_says_what_a_period_looks_like(text: str) -> None:
    with pytest.raises(PeriodError, match="2022H1（上半年）") as refusal:
        Period.parse(text)
    assert f"“{text}”" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2022H1", "上半年"),
        ("2022Q2", "第二季度"),
        ("2022-06", "6月"),
        ("2022", ""),
        ("2022-01-01..2022-03-12", ""),
        ("2021-04-01..2022-03-31", ""),
    ],
)
def test_it_names_the_part_of_a_year_and_never_a_range_by_its_first_month(
    text: str, part: str
) -> None:
    assert Period.parse(text).part_label == part


@given(PERIODS)
def test_it_reads_back_its_own_name(period: Period) -> None:
    assert Period.parse(period.name) == period


@given(DAYS)
def test_it_finds_the_half_year_of_a_day(day: datetime.date) -> None:
    half = Period.half_year_of(day)
    assert half.months == 6
    assert half.start <= day <= half.last_day


@given(PERIODS)
def test_it_is_followed_without_gap_or_overlap(period: Period) -> None:
    assert period.following.start == period.until
    assert period.following.months == period.months


@pytest.mark.parametrize(
    ("text", "last_year", "following"),
    [
        ("2022", "2021", "2023"),
        ("2022H2", "2021H2", "2023H1"),
        ("2022Q1", "2021Q1", "2022Q2"),
        ("2020-02", "2019-02", "2020-03"),
        ("2020-02-29..2020-03-10", "2019-02-28..2019-03-10", "2020-03-11..2020-03-21"),
        ("2022-02-01..2022-04-30", "2021-02-01..2021-04-30", "2022-05-01..2022-07-31"),
    ],
)
def test_it_knows_its_neighbours(text: str, last_year: str, following: str) -> None:
    assert Period.parse(text).last_year.name == last_year
    assert Period.parse(text).following.name == following


@given(PERIODS, PERIODS)
def test_it_contains_a_stretch_when_every_day_lies_within(outer: Period, inner: Period) -> None:
    within = outer.start <= inner.start and inner.last_day <= outer.last_day
    assert outer.contains(inner.start, inner.until) == within


def test_it_contains_itself_and_not_a_day_more() -> None:
    half = Period.parse("2022H1")
    assert half.contains(half.start, half.until)
    assert not half.contains(half.start, half.until + ONE_DAY)
    assert not half.contains(half.start - ONE_DAY, half.until)
