"""`halfsky records`: exactly what a figure counts."""

import csv
import io

import pytest

from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run

PERIOD = ("--period", "2022H1")
JSON = ("--format", "json")
SHARE = "rights.complaints_share"


def test_it_writes_the_records_of_a_sum(cast: Cast, run: Run) -> None:
    training = make.TrainingFactory.create(organisation=cast.east, topic="法律")
    assert run("records", "education.training_attendances", *PERIOD, *JSON).json == {
        "organisation": {"code": "city", "name": "云川市总工会"},
        "period": "2022H1",
        "figure": "education.training_attendances",
        "records": [
            {
                "id": training.pk,
                "date": "2022-03-08",
                "organisation": {"code": "east", "name": "东溪镇总工会"},
                "label": "法律（30人次）",
                "amount": 30,
            }
        ],
    }


def test_it_writes_no_amount_for_a_count(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    (record,) = run("records", "education.training_sessions", *PERIOD, *JSON).json["records"]
    assert list(record) == ["id", "date", "organisation", "label"]


def test_it_writes_a_different_thing_once(cast: Cast, run: Run) -> None:
    employer = make.EmployerFactory.create()
    for organisation in (cast.east, cast.west):
        make.EnterpriseVisitFactory.create(organisation=organisation, employer=employer)
    (record,) = run("records", "rights.employers_visited", *PERIOD, *JSON).json["records"]
    assert (record["id"], record["label"]) == (employer.pk, employer.name)


def test_it_writes_of_sealed_records_only_number_and_date(cast: Cast, run: Run) -> None:
    complaint = make.ComplaintFactory.create(organisation=cast.east)
    (record,) = run("records", "rights.complaints", *PERIOD, *JSON).json["records"]
    assert record == {"id": complaint.pk, "date": "2022-03-08"}
    table = run("records", "rights.complaints", *PERIOD).out
    assert "（保密）" in table
    assert complaint.number not in table


@pytest.mark.parametrize(
    ("part", "count"), [((), 1), (("--part", "numerator"), 1), (("--part", "denominator"), 3)]
)
def test_it_writes_a_part_of_a_rate(
    cast: Cast, run: Run, part: tuple[str, ...], count: int
) -> None:
    make.ComplaintFactory.create(organisation=cast.east)
    make.ComplaintFactory.create_batch(2, organisation=cast.west, is_woman_worker=False)
    document = run("records", SHARE, *PERIOD, *JSON, *part).json
    assert (document["figure"], len(document["records"])) == (SHARE, count)


def test_it_never_leaves_any_out(cast: Cast, run: Run) -> None:
    make.TrainingFactory.create_batch(150, organisation=cast.east)
    document = run("records", "education.training_sessions", *PERIOD, *JSON).json
    assert len(document["records"]) == 150


def test_it_writes_csv_and_a_table(cast: Cast, run: Run) -> None:
    make.AidPaymentFactory.create(organisation=cast.east, amount=12_345)
    asked = ("records", "assistance.condolence_paid", *PERIOD)
    rows = list(csv.reader(io.StringIO(run(*asked, "--format", "csv").out)))
    assert rows[0] == ["id", "date", "organisation", "name", "label", "amount"]
    assert rows[1][1:4] == ["2022-03-08", "east", "东溪镇总工会"]
    assert rows[1][5] == "123.45"
    assert run(*asked).out.startswith("云川市总工会 2022年上半年 发放慰问金：1条\n")


def test_it_prints_an_empty_table(cast: Cast, run: Run) -> None:
    assert "：0条" in run("records", "rights.complaints", *PERIOD).out


@pytest.mark.parametrize(
    ("figure", "nearest"),
    [
        ("rights.complaint", "rights.complaints（受理女职工投诉）"),
        ("追回", "rights.money_recovered（追回损失）"),
    ],
)
def test_it_names_the_nearest_figure(cast: Cast, run: Run, figure: str, nearest: str) -> None:
    outcome = run("records", figure)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err.splitlines()) == 1
    assert f"没有指标“{figure}”" in outcome.err
    assert nearest in outcome.err
