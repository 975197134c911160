"""What the annex says of adjustments and head-counts, also of those in a rate's parts."""

from halfsky.summary.annex import annex_row
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SCREENED, SESSIONS, VISITED, ask
from tests.figures.test_adjustments import DECLARED, adjust


def said(code: str) -> str:
    fact = ask(code)
    row = annex_row(code, 1, fact, fact)
    return "；".join(part for part in (row.adjustment, row.note.partition("应报")[0]) if part)


def test_it_says_what_adjustments_add(cast: Cast) -> None:
    adjust(cast, SESSIONS, 3, organisation=cast.toys)
    adjust(cast, "assistance.condolence_paid", -150, organisation=cast.toys)
    assert said(SESSIONS).startswith("含调整+3期")
    assert said("assistance.condolence_paid").startswith("含调整-1.5元")


def test_it_says_that_different_things_are_adjusted_after_they_were_told_apart(cast: Cast) -> None:
    adjust(cast, VISITED, 2, organisation=cast.west)
    assert said(VISITED).startswith("含调整+2家（去重后另加）")


def test_it_names_the_part_of_a_rate_and_its_unit(cast: Cast) -> None:
    make.ComplaintFactory.create(organisation=cast.city)
    share = "rights.complaints_share"
    adjust(cast, "rights.complaints_all", 4, organisation=cast.city)
    assert said(share).startswith("分母含调整+4件")
    adjust(cast, "rights.complaints", 3, organisation=cast.city, kind=DECLARED)
    assert said(share).startswith("分子含调整+2件，分母含调整+4件")


def test_it_says_how_many_were_counted_by_heads(cast: Cast) -> None:
    make.ScreeningFactory.create(organisation=cast.toys, women=7)
    assert said(SCREENED).startswith("其中人数登记7人")
