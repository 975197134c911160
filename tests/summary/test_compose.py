"""The composer: which sentences stand, which drop, and what each number is linked to."""

import datetime

import pytest
from django.utils import timezone

from halfsky.figures.periods import Period
from halfsky.planning.plan_items import PlanItem, workflow
from halfsky.summary.compose import NoOutline, compose
from halfsky.summary.document import Paragraph, Summary
from halfsky.summary.html import render_html
from halfsky.summary.naming import committee_name
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


def test_it_states_nothing_that_no_record_holds(cast: Cast) -> None:
    train(cast, MARCH, 40)
    factories.DisplayBoardFactory.create(organisation=cast.mine, date=MARCH)
    factories.MentoringAssessmentFactory.create(date=datetime.date(2022, 4, 20))

    text = text_of(compose(PERIOD))

    for words in ("各有侧重", "巡回展出", "保持运转", "督促整改", "寄给"):
        assert words not in text


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

    assert "未报最多的一项应报5家、未报2家，逐项见附件备注" in text


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


def items(summary: Summary) -> list[str]:
    return [one.text for one in summary.paragraphs if one.style == "heading3"]


def test_it_prints_every_target_with_its_unit_and_links_it_to_the_annex(cast: Cast) -> None:
    plan = {"organisation": cast.city, "date": JULY, "until": datetime.date(2023, 1, 1)}
    PlanItem.objects.create(
        **plan, measure="举办技能培训。", target_figure="education.training_sessions", target=12
    )
    PlanItem.objects.create(**plan, measure="重新{核对}台账", target_figure="gone.figure", target=3)

    summary = compose(PERIOD)

    assert items(summary) == ["举办技能培训（目标12期）。", "重新｛核对｝台账（目标3）。"]
    rows = {row.key: row for row in summary.annex}
    printed = numbers(summary).items()
    linked = {rows[key].label: text for key, text in printed if key.startswith("plan_items")}
    assert linked == {"计划事项：举办技能培训。": "12期", "计划事项：重新{核对}台账": "3"}
    assert [row.number for row in summary.annex] == list(range(1, len(rows) + 1))
    assert summary.fact(summary.annex[-1].key).period == "2022年下半年"


def test_it_promises_nothing_that_was_dropped(cast: Cast) -> None:
    for target_figure, target in (("", None), ("rights.employers_visited", 30)):
        item = PlanItem(
            organisation=cast.city,
            date=JULY,
            until=datetime.date(2023, 1, 1),
            measure="慰问高温岗位",
            target_figure=target_figure,
            target=target,
        )
        workflow.advance(item, "drop", JULY)
        item.save()

    assert items(compose(PERIOD)) == []


def test_its_items_are_no_headings_kept_with_what_follows(cast: Cast) -> None:
    PlanItem.objects.create(
        organisation=cast.city, date=JULY, until=datetime.date(2023, 1, 1), measure="慰问高温岗位"
    )

    [item] = [one for one in compose(PERIOD).paragraphs if one.style == "heading3"]

    assert item.lead == ""


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2022-01-01..2022-03-12", "期间举办女职工培训1期"),
        ("2022", "全年举办女职工培训1期"),
        ("2022Q1", "第一季度举办女职工培训1期"),
    ],
)
def test_it_calls_a_stretch_of_time_by_its_name(cast: Cast, period: str, said: str) -> None:
    train(cast, MARCH, 50)

    assert said in text_of(compose(Period.parse(period)))


@pytest.mark.parametrize(
    ("period", "said"),
    [("2022H1", "截至6月底，共有"), ("2022-01-01..2022-06-15", "截至6月15日，共有")],
)
def test_it_says_up_to_which_day_it_counts(cast: Cast, period: str, said: str) -> None:
    assert said in text_of(compose(Period.parse(period)))


def test_it_says_as_many_with_another_preposition(cast: Cast) -> None:
    train(cast, MARCH, 40)
    train(cast, LAST_MARCH, 40)

    assert "培训人次与上年同期持平。" in text_of(compose(PERIOD))


@pytest.mark.parametrize("period", ["2022", "2022H2"])
def test_it_does_not_compare_a_period_that_is_not_over(cast: Cast, period: str) -> None:
    train(cast, MARCH, 50)
    train(cast, LAST_MARCH, 40)
    for day in (MARCH, LAST_MARCH):
        factories.EnterpriseVisitFactory.create(organisation=cast.east, date=day)

    summary = compose(Period.parse(period))

    assert "上年同期" not in text_of(summary)
    assert not any("@last_year" in row.key for row in summary.annex)


def test_it_does_not_compare_a_period_that_ends_after_today(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(cast, MARCH, 50)
    train(cast, LAST_MARCH, 40)
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2022, 5, 1))

    assert "上年同期" not in text_of(compose(PERIOD))


def survey(cast: Cast, employers: int) -> None:
    questionnaire = factories.QuestionnaireFactory.create(organisation=cast.east, date=MARCH)
    factories.SurveyedEmployerFactory.create_batch(employers, questionnaire=questionnaire)


@pytest.mark.parametrize(
    ("surveyed", "visited", "told"), [(2, 1, True), (1, 1, False), (1, 0, False)]
)
def test_it_tells_of_employers_not_visited_only_where_there_are_some(
    cast: Cast, surveyed: int, visited: int, told: bool
) -> None:
    survey(cast, surveyed)
    factories.EnterpriseVisitFactory.create_batch(visited, organisation=cast.east, date=MARCH)

    text = text_of(compose(PERIOD))

    assert f"涉及企业{surveyed}家" in text
    assert ("其中有未走访的企业" in text) is told


def test_its_page_tells_the_silent_once(cast: Cast) -> None:
    train(cast, MARCH, 50)
    summary = compose(PERIOD)
    [row] = [one for one in summary.annex if one.key == "education.training_sessions"]

    page = render_html(summary)

    assert "家未报" in row.note
    assert row.note not in page
    assert str(summary.fact(row.key).coverage) in page


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
    assert summary.title.startswith("东溪镇总工会女职工委员会")
    assert summary.date == datetime.date(2022, 6, 30)
    assert isinstance(summary.paragraphs[0], Paragraph)


def test_it_makes_no_committee_of_a_committee() -> None:
    assert committee_name("赤松岭煤矿工会委员会") == "赤松岭煤矿工会女职工委员会"
    assert committee_name("云川市总工会") == "云川市总工会女职工委员会"
    assert committee_name("机械局工会工作委员会") == "机械局工会工作委员会女职工委员会"


def test_it_prints_a_rate_of_nought_percent(cast: Cast) -> None:
    factories.HeadCountFactory.create(organisation=cast.toys)

    assert "应建女职工组织的1家，已建0家，组建率0%" in text_of(compose(PERIOD))


def test_it_says_where_last_year_was_counted_by_another_standard(cast: Cast) -> None:
    train(cast, MARCH, 40)
    factories.HeadCountFactory.create(organisation=cast.toys)
    factories.WomenOrganisationFactory.create(organisation=cast.toys)
    factories.ParameterValueFactory.create(
        code="commissioner_due_from", since=datetime.date(2022, 1, 1), value=2
    )

    notes = {row.key: row.note for row in compose(PERIOD).annex}

    assert "按当时的定义和标准计算" in notes["organising.women_organisations@last_year"]
    assert "按当时的定义和标准计算" not in notes["organising.women_organisations"]
