"""The composer: which sentences stand, which drop, and what each number is linked to."""

import datetime

import pytest

from halfsky.figures.periods import Period
from halfsky.planning.plan_items import PlanItem
from halfsky.summary.compose import NoOutline, compose
from halfsky.summary.document import Paragraph, Summary
from tests import factories
from tests.cast import Cast

PERIOD = Period.parse("2022H1")
MARCH = datetime.date(2022, 3, 8)
LAST_MARCH = datetime.date(2021, 3, 8)
JULY = datetime.date(2022, 7, 1)


def text_of(summary: Summary) -> str:
    return "\n".join(paragraph.text for paragraph in summary.paragraphs)


def chapters(summary: Summary) -> list[str]:
    return [one.text for one in summary.paragraphs if one.style == "heading1"]


def numbers(summary: Summary) -> dict[str, str]:
    """What is printed for each figure of the text."""
    runs = (run for paragraph in summary.paragraphs for run in paragraph.runs)
    return {run.figure: run.text for run in runs if run.figure}


def train(cast: Cast, day: datetime.date, women: int) -> None:
    factories.TrainingFactory.create(organisation=cast.textile, date=day, women_attending=women)


def test_it_says_nothing_of_what_did_not_happen(cast: Cast) -> None:
    train(cast, MARCH, 40)

    summary = compose(PERIOD)

    assert "培训女职工40人次" in text_of(summary)
    assert "权益维护" not in chapters(summary)
    assert "投诉" not in text_of(summary)


def test_it_leaves_out_the_comparison_where_last_year_has_nothing(cast: Cast) -> None:
    train(cast, MARCH, 40)

    assert "上年同期" not in text_of(compose(PERIOD))


def test_it_compares_with_the_same_period_last_year(cast: Cast) -> None:
    train(cast, MARCH, 50)
    train(cast, LAST_MARCH, 40)

    summary = compose(PERIOD)

    assert "培训人次比上年同期增长25%" in text_of(summary)
    assert "education.training_attendances@last_year" in {row.key for row in summary.annex}


def test_it_prints_a_zero_where_the_sentence_stands_for_another_reason(cast: Cast) -> None:
    factories.TrainingFactory.create(
        organisation=cast.textile, date=MARCH, kind="law", women_attending=12
    )

    assert "举办女职工培训1期，其中技术培训0期" in text_of(compose(PERIOD))


def test_it_links_every_number_to_a_line_of_the_annex(cast: Cast) -> None:
    train(cast, MARCH, 50)
    summary = compose(PERIOD)

    shown = {row.key: row.shown for row in summary.annex}

    assert numbers(summary).items() <= shown.items()


def test_it_tells_how_many_have_not_reported(cast: Cast) -> None:
    factories.ScreeningFactory.create(organisation=cast.textile, date=MARCH, women=30)
    for organisation in (cast.toys, cast.mine):
        factories.NothingToReportFactory.create(
            organisation=organisation, register="", since=PERIOD.start, until=PERIOD.until
        )

    text = text_of(compose(PERIOD))

    assert "应报单位5家，已报3家，尚有2家未报" in text


def test_it_counts_the_silence_of_this_period_only(cast: Cast) -> None:
    train(cast, MARCH, 50)
    train(cast, LAST_MARCH, 40)
    for organisation in cast.organisations:
        factories.NothingToReportFactory.create(
            organisation=organisation, register="", since=PERIOD.start, until=PERIOD.until
        )

    assert "未报" not in text_of(compose(PERIOD))


def test_it_keeps_quiet_about_reporting_when_everybody_has_answered(cast: Cast) -> None:
    train(cast, MARCH, 50)
    for organisation in cast.organisations:
        factories.NothingToReportFactory.create(
            organisation=organisation, register="", since=PERIOD.start, until=PERIOD.until
        )

    assert "未报" not in text_of(compose(PERIOD))


def test_it_lists_the_plan_of_the_next_period_with_its_targets(cast: Cast) -> None:
    PlanItem.objects.create(
        organisation=cast.city,
        date=JULY,
        until=datetime.date(2023, 1, 1),
        measure="走访企业",
        target_figure="rights.employers_visited",
        target=30,
    )
    PlanItem.objects.create(
        organisation=cast.city, date=JULY, until=datetime.date(2023, 1, 1), measure="慰问高温岗位"
    )

    summary = compose(PERIOD)
    items = [one.text for one in summary.paragraphs if one.style == "heading3"]

    assert len(items) == 2
    assert "计划走访企业30家" in items[0]
    assert items[1] == "慰问高温岗位。"


def test_it_never_adds_the_plan_to_the_results(cast: Cast) -> None:
    PlanItem.objects.create(
        organisation=cast.city,
        date=JULY,
        until=datetime.date(2023, 1, 1),
        measure="走访企业",
        target_figure="rights.employers_visited",
        target=30,
    )

    summary = compose(Period.parse("2022H2"))

    assert "rights.employers_visited" not in {row.key for row in summary.annex}


def test_it_writes_a_mine_with_the_chapter_of_safety(cast: Cast) -> None:
    factories.PledgeFactory.create(organisation=cast.pit, date=MARCH, signed=120)
    factories.SafetyLetterFactory.create(organisation=cast.mine, date=MARCH, letters=80)

    summary = compose(PERIOD, cast.mine.pk)

    assert chapters(summary) == ["安全协管"]
    assert "签订安全责任书120份" in text_of(summary)
    assert "安全信80份" in text_of(summary)


def test_it_refuses_an_outline_that_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NoOutline, match="没有提纲“village”，现有：city、mine"):
        compose(PERIOD, outline="village")


def test_it_dates_and_signs_for_the_organisation(cast: Cast) -> None:
    summary = compose(PERIOD, cast.east.pk)

    assert summary.signature == "东溪镇总工会女职工委员会"
    assert summary.date == datetime.date(2022, 6, 30)
    assert isinstance(summary.paragraphs[0], Paragraph)


def test_it_prints_a_rate_of_nought_percent(cast: Cast) -> None:
    factories.HeadCountFactory.create(organisation=cast.toys)

    assert "应建女职工组织的1家，已建0家，组建率0%" in text_of(compose(PERIOD))


def test_it_says_where_last_year_was_counted_by_another_standard(cast: Cast) -> None:
    factories.HeadCountFactory.create(organisation=cast.toys)
    factories.WomenOrganisationFactory.create(organisation=cast.toys)
    factories.ParameterValueFactory.create(
        code="commissioner_due_from", since=datetime.date(2022, 1, 1), value=2
    )

    notes = {row.key: row.note for row in compose(PERIOD).annex}

    assert "按当时的定义和标准计算" in notes["organising.women_organisations@last_year"]
    assert "按当时的定义和标准计算" not in notes["organising.women_organisations"]
