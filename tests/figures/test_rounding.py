"""Quotients and amounts, as stored and as printed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfsky.figures.declaration import Rounding
from halfsky.figures.rounding import percent, shown_money, shown_percent, stored_percent, yuan

NUMBERS = st.integers(0, 10**12)
POSITIVE = st.integers(1, 10**12)
DECIMALS = st.integers(0, 6)


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "truncated", "half_up"),
    [
        (67, 68, 0, "98%", "99%"),
        (1462, 1506, 0, "97%", "97%"),
        (235, 459, 0, "51%", "51%"),
        (48, 104, 1, "46.1%", "46.2%"),
        (23, 125, 2, "18.40%", "18.40%"),
        (999, 1000, 0, "99%", "100%"),
        (1, 3, 2, "33.33%", "33.33%"),
        (1, 200, 0, "0%", "1%"),
        (0, 7, 1, "0.0%", "0.0%"),
        (-1, 3, 0, "-33%", "-33%"),
        (3, 2, 0, "150%", "150%"),
        (5, 0, 0, "—", "—"),
        (0, 0, 2, "—", "—"),
    ],
)
def test_it_prints_a_rate(
    numerator: int, denominator: int, decimals: int, truncated: str, half_up: str
) -> None:
    assert shown_percent(numerator, denominator, decimals, "truncate") == truncated
    assert shown_percent(numerator, denominator, decimals, "half_up") == half_up


@given(NUMBERS, POSITIVE, DECIMALS)
def test_it_never_overstates_when_it_truncates(top: int, below: int, decimals: int) -> None:
    exact = Fraction(100 * top, below)
    shown = Fraction(percent(top, below, decimals, "truncate"))
    assert shown <= exact < shown + Fraction(1, 10**decimals)


@given(NUMBERS, POSITIVE, DECIMALS)
def test_it_is_at_most_half_a_digit_off_when_it_rounds(top: int, below: int, decimals: int) -> None:
    shown = Fraction(percent(top, below, decimals, "half_up"))
    assert abs(shown - Fraction(100 * top, below)) <= Fraction(1, 2 * 10**decimals)


@given(POSITIVE, DECIMALS)
def test_it_never_prints_a_hundred_below_a_hundred(below: int, decimals: int) -> None:
    assert percent(below - 1, below, decimals, "truncate") < 100
    assert percent(below, below, decimals, "truncate") == 100


@given(st.integers(-(10**6), 10**6), POSITIVE, DECIMALS)
def test_it_truncates_toward_zero_on_both_sides(top: int, below: int, decimals: int) -> None:
    assert percent(-top, below, decimals, "truncate") == -percent(top, below, decimals, "truncate")


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [(67, 68, 98.529411), (23, 125, 18.4), (2, 3, 66.666666), (1, 1, 100.0), (4, 0, None)],
)
def test_it_stores_a_rate_to_six_decimals(
    numerator: int, denominator: int, value: float | None
) -> None:
    assert stored_percent(numerator, denominator) == value


@pytest.mark.parametrize(
    ("fen", "truncated", "half_up"),
    [
        (30_000_000, "30万元", "30万元"),
        (11_020_000, "11.02万元", "11.02万元"),
        (26_900_000, "26.9万元", "26.9万元"),
        (11_029_999, "11.02万元", "11.03万元"),
        (10_000, "0.01万元", "0.01万元"),
        (9_999, "99.99元", "0.01万元"),
        (5_000, "50元", "0.01万元"),
        (4_999, "49.99元", "49.99元"),
        (1, "0.01元", "0.01元"),
        (0, "0万元", "0万元"),
        (1_000_000_000_000, "1000000万元", "1000000万元"),
        (-11_029_999, "-11.02万元", "-11.03万元"),
    ],
)
def test_it_prints_money(fen: int, truncated: str, half_up: str) -> None:
    assert shown_money(fen, "truncate") == truncated
    assert shown_money(fen, "half_up") == half_up


@given(st.integers(1, 10**15), st.sampled_from(["truncate", "half_up"]))
def test_it_never_prints_money_as_nothing(fen: int, rounding: Rounding) -> None:
    assert Decimal(shown_money(fen, rounding).rstrip("万元")) > 0


@pytest.mark.parametrize(("fen", "value"), [(0, 0), (12_300, 123), (12_345, 123.45), (-50, -0.5)])
def test_it_gives_yuan_as_a_number(fen: int, value: float) -> None:
    assert yuan(fen) == value
