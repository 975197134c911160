"""All rows of the acceptance table come out of the sample city's records."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from halfsky.figures.declaration import Ratio, Sum
from halfsky.figures.drill import records_behind
from halfsky.figures.registry import figures, measures_of, part_of_ratio
from halfsky.figures.report import Report
from tests.sample.cities import city_made, report

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("sample_city.csv")
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
Row = dict[str, str]
every_row = pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])


class Reports:
    """Computes each report once."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], Report] = {}

    def of(self, row: Row) -> Report:
        """The report that a row is read from."""
        key = row["period"], row["organisation"]
        if key not in self.made:
            self.made[key] = report(*key)
        return self.made[key]


@pytest.fixture(scope="module", params=[1, 3], ids=["scale1", "scale3"])
def reports(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    key_file: Path,
) -> Iterator[Reports]:
    """The figures of a city of each size."""
    with city_made(django_db_blocker, key_file, request.param):
        yield Reports()


def number(text: str) -> int | None:
    """A number of the table; empty where it does not apply."""
    return int(text) if text else None


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 37


@every_row
def test_row_agrees(row: Row, reports: Reports) -> None:
    fact = reports.of(row).fact(row["code"]).to_json()
    assert fact["label"] == row["label"]
    assert fact["unit"] == row["unit"]
    assert fact["semantics"] == row["semantics"]
    assert fact["numerator"] == number(row["numerator"])
    assert fact["denominator"] == number(row["denominator"])
    assert fact["shown"] == row["shown"]
    assert fact["adjustment"] == 0
    if fact["denominator"] is None:
        assert fact["value"] == number(row["value"])


@every_row
def test_records_behind_the_row_add_up(row: Row, reports: Reports) -> None:
    shown = reports.of(row)
    figure = figures()[row["code"]]
    fact = shown.fact(row["code"])
    if isinstance(figure, Ratio):
        top, below = (part_of_ratio(figure, part) for part in ("numerator", "denominator"))
        assert len(records_behind(top, shown)) == fact.records == number(row["numerator"])
        assert len(records_behind(below, shown)) == number(row["denominator"])
        return
    [measure] = measures_of(figure)
    entries = records_behind(measure, shown)
    assert len(entries) == fact.records
    if isinstance(measure, Sum):
        fen = sum(round((entry.amount or 0) * 100) for entry in entries)
        assert fen == (number(row["value"]) or 0) * 100
    else:
        assert len(entries) == number(row["value"])
