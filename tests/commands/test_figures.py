"""`halfsky figures`: the contract of its JSON, its table and its CSV; what it refuses."""

import csv
import datetime
import io
from typing import Any

import pytest

from halfsky.figures.registry import figures
from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run

KEYS = [
    *("code", "label", "kind", "unit", "semantics", "since", "value", "numerator", "denominator"),
    *("shown", "records", "adjustment", "coverage", "definition"),
]
PERIOD = ("--period", "2022H1")
JSON = ("--format", "json")


def by_code(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {figure["code"]: figure for figure in document["figures"]}


def test_it_writes_every_declared_figure_zeros_too(cast: Cast, run: Run) -> None:
    document = run("figures", *PERIOD, *JSON).json
    assert list(document) == [
        *("organisation", "period", "start", "end", "own", "entered_by", "figures")
    ]
    assert document["organisation"] == {"code": "city", "name": "云川市总工会"}
    assert (document["period"], document["own"], document["entered_by"]) == ("2022H1", False, None)
    assert (document["start"], document["end"]) == ("2022-01-01", "2022-06-30")
    assert [figure["code"] for figure in document["figures"]] == list(figures())
    assert all(list(figure) == KEYS for figure in document["figures"])


def test_it_writes_a_count(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    make.AdjustmentFactory.create(organisation=cast.west, value=2)
    figure = by_code(run("figures", *PERIOD, *JSON).json)["education.training_sessions"]
    assert figure == {
        "code": "education.training_sessions",
        "label": "女职工培训期数",
        "kind": "count",
        "unit": "期",
        "semantics": "during",
        "since": None,
        "value": 3,
        "numerator": None,
        "denominator": None,
        "shown": "3期",
        "records": 1,
        "adjustment": 2,
        "coverage": {"due": 4, "reported": 1, "silent": 3},
        "definition": 1,
    }


def test_it_writes_a_rate_with_its_parts(cast: Cast, run: Run) -> None:
    make.ComplaintFactory.create_batch(2, organisation=cast.city)
    make.ComplaintFactory.create(organisation=cast.city, is_woman_worker=False)
    figure = by_code(run("figures", *PERIOD, *JSON).json)["rights.complaints_share"]
    assert (figure["kind"], figure["unit"]) == ("ratio", "%")
    assert (figure["value"], figure["shown"]) == (66.666666, "66.6%")
    assert (figure["numerator"], figure["denominator"]) == (2, 3)


def test_it_writes_no_value_where_nothing_is_divided_by(cast: Cast, run: Run) -> None:
    figure = by_code(run("figures", *PERIOD, *JSON).json)["rights.complaints_share"]
    assert (figure["value"], figure["shown"]) == (None, "—")
    assert (figure["numerator"], figure["denominator"]) == (0, 0)


def test_it_writes_money_in_yuan(cast: Cast, run: Run) -> None:
    make.AidPaymentFactory.create(organisation=cast.east, amount=1_234_567)
    figure = by_code(run("figures", *PERIOD, *JSON).json)["assistance.condolence_paid"]
    assert (figure["value"], figure["shown"], figure["unit"]) == (12345.67, "1.23万元", "元")


def test_it_writes_since_when_a_total_runs(cast: Cast, run: Run) -> None:
    figure = by_code(run("figures", *PERIOD, *JSON).json)["assistance.claims_paid"]
    assert (figure["semantics"], figure["since"]) == ("cumulative", "2021-01-01")


def test_it_asks_one_organisation_for_itself_alone(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    make.TrainingFactory.create(organisation=cast.toys)
    asked = ("figures", "--org", "east", *PERIOD, *JSON)
    both = [run(*asked).json, run(*asked, "--own").json]
    assert [document["own"] for document in both] == [False, True]
    assert [by_code(one)["education.training_sessions"]["value"] for one in both] == [2, 1]


def test_it_asks_what_was_known_by_a_day(cast: Cast, run: Run) -> None:
    entered = datetime.datetime(2022, 7, 9, tzinfo=datetime.UTC)
    make.TrainingFactory.create(organisation=cast.east, entered_at=entered)
    document = run("figures", *PERIOD, *JSON, "--entered-by", "2022-07-08").json
    assert document["entered_by"] == "2022-07-08"
    assert by_code(document)["education.training_sessions"]["value"] == 0


def test_it_writes_everybody_below_in_tree_order(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.toys)
    document = run("figures", "--org", "east", *PERIOD, *JSON, "--by-unit").json
    assert list(document) == ["organisation", "period", "organisations"]
    codes = [entry["organisation"]["code"] for entry in document["organisations"]]
    assert codes == ["east", "fed", "textile", "toys", "pottery"]
    counted = [
        by_code(one)["education.training_sessions"]["value"] for one in document["organisations"]
    ]
    assert counted == [1, 1, 0, 1, 0]
    assert all(list(entry) == ["organisation", "figures"] for entry in document["organisations"])


def test_it_takes_the_latest_half_year_with_records(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east, date=datetime.date(2021, 9, 1))
    make.PlanItemFactory.create(organisation=cast.city)  # a plan is no record of what was done
    assert run("figures", *JSON).json["period"] == "2021H2"


def test_it_writes_a_line_a_figure_and_organisation_as_csv(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    rows = list(
        csv.DictReader(io.StringIO(run("figures", *PERIOD, "--by-unit", "--format", "csv").out))
    )
    assert len(rows) == len(cast.organisations) * len(figures())
    row = next(row for row in rows if row["code"] == "education.training_attendances")
    assert (row["organisation"], row["value"], row["shown"]) == ("city", "30", "30人次")
    assert (row["due"], row["reported"], row["silent"]) == ("4", "1", "3")
    assert row["numerator"] == ""


def test_it_keeps_names_from_being_taken_for_formulas(cast: Cast, run: Run) -> None:
    cast.city.name = '=HYPERLINK("x")'
    cast.city.save()
    rows = list(csv.DictReader(io.StringIO(run("figures", *PERIOD, "--format", "csv").out)))
    assert rows[0]["name"] == '\'=HYPERLINK("x")'


def test_it_prints_a_table(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    lines = run("figures", *PERIOD).out.splitlines()
    assert "云川市总工会（city）2022年上半年（含下级）" in lines
    (line,) = [line for line in lines if line.endswith("education.training_attendances")]
    assert line.split() == [
        *("培训人次", "30人次", "期内", "1", "4/1/3", "education.training_attendances")
    ]


def test_it_prints_of_those_below_only_what_happened(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.mine)
    out = run("figures", *PERIOD, "--org", "west", "--by-unit").out
    assert out.count("education.training_sessions\n") == 2  # the town and the mine
    assert "西岭商贸联合工会（market）" in out


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (("--org", "pottry"), ["没有编码为“pottry”的组织", "pottery（东溪陶瓷厂工会）"]),
        (("--org", "西岭煤矿"), ["没有编码为“西岭煤矿”的组织", "mine（西岭煤矿工会）"]),
        (("--period", "2022H3"), ["不认识期间“2022H3”", "2022H1（上半年）"]),
        (("--entered-by", "昨天"), ["“昨天”不是日期", "2022-06-30"]),
        (("--format", "xml"), ["--format", "json"]),
        (("--wrong",), ["--wrong"]),
    ],
)
def test_it_refuses_in_one_sentence(
    cast: Cast, run: Run, arguments: tuple[str, ...], sentences: list[str]
) -> None:
    outcome = run("figures", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err.splitlines()) == 1
    for sentence in sentences:
        assert sentence in outcome.err


@pytest.mark.django_db
@pytest.mark.parametrize("command", [("figures",), ("records", "rights.complaints")])
def test_it_says_that_there_is_no_organisation_yet(run: Run, command: tuple[str, ...]) -> None:
    outcome = run(*command)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("halfsky: 还没有任何组织")
