"""Documents and data are Chinese, whatever language the terminal speaks."""

import datetime

from django.utils import translation

from halfsky.figures.periods import Period
from halfsky.summary.compose import compose
from tests import factories
from tests.cast import Cast


def test_it_writes_the_same_summary_from_an_english_terminal(cast: Cast) -> None:
    day = datetime.date(2022, 3, 8)
    factories.TrainingFactory.create(organisation=cast.textile, date=day, women_attending=40)

    with translation.override("en"):
        assert translation.gettext("女职工培训期数") != "女职工培训期数", (
            "run `make test`: no catalogue"
        )
        english = compose(Period.parse("2022H1"))
    with translation.override("zh-hans"):
        chinese = compose(Period.parse("2022H1"))

    assert english == chinese
    assert "女职工培训期数" in {row.label for row in english.annex}
