"""A figure against the same figure of another period."""

import datetime

import pytest

from halfsky.figures.comparison import Comparison, UnlikeFigures
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import ATTENDANCES, CONTRACTS, SESSIONS, ask

SHARE = "rights.complaints_share"
LAST_SPRING = datetime.date(2021, 3, 8)


def against_last_year(code: str) -> Comparison:
    return Comparison(ask(code), ask(code, period="2021H1"))


@pytest.mark.parametrize(
    ("now", "then", "growth", "difference"),
    [
        (1052, 1000, "增长5.2%", "增加52人次"),
        (969, 1000, "下降3.1%", "减少31人次"),
        (1000, 1000, "持平", "持平"),
        (20001, 20000, "基本持平", "增加1人次"),
        (2000, 1000, "增长100%", "增加1000人次"),
        (1999, 1000, "增长99.9%", "增加999人次"),
        (0, 1000, "下降100%", "减少1000人次"),
    ],
)
def test_it_words_growth_and_difference(
    cast: Cast, now: int, then: int, growth: str, difference: str
) -> None:
    make.TrainingFactory.create(organisation=cast.east, women_attending=now)
    make.TrainingFactory.create(organisation=cast.east, women_attending=then, date=LAST_SPRING)
    comparison = against_last_year(ATTENDANCES)
    assert (comparison.growth, comparison.difference) == (growth, difference)


def test_it_words_money_in_ten_thousand_yuan(cast: Cast) -> None:
    make.AidPaymentFactory.create(organisation=cast.east, amount=30_000_000)
    make.AidPaymentFactory.create(organisation=cast.east, amount=20_000_000, date=LAST_SPRING)
    assert against_last_year("assistance.condolence_paid").difference == "增加10万元"


def test_it_words_rates_in_points(cast: Cast) -> None:
    make.ComplaintFactory.create_batch(3, organisation=cast.city)
    make.ComplaintFactory.create(organisation=cast.city, is_woman_worker=False)
    make.ComplaintFactory.create(organisation=cast.city, date=LAST_SPRING)
    make.ComplaintFactory.create(organisation=cast.city, date=LAST_SPRING, is_woman_worker=False)
    assert against_last_year(SHARE).growth == "提高25个百分点"


def test_it_compares_with_nothing_when_last_year_is_empty(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    assert not against_last_year(SESSIONS).is_possible
    make.TrainingFactory.create(organisation=cast.east, date=LAST_SPRING)
    assert against_last_year(SESSIONS).is_possible


def test_it_compares_no_rate_that_has_nothing_to_divide_by(cast: Cast) -> None:
    make.ComplaintFactory.create(organisation=cast.city, date=LAST_SPRING)
    assert ask(SHARE).shown == "—"
    assert not against_last_year(SHARE).is_possible


@pytest.mark.parametrize("other", [CONTRACTS, ATTENDANCES, SHARE])
def test_it_refuses_unlike_figures(cast: Cast, other: str) -> None:
    with pytest.raises(UnlikeFigures, match=SESSIONS):
        Comparison(ask(SESSIONS), ask(other))
