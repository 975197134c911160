"""The two commands as a newcomer types them: the demo, then the figures and the Word files."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from docx import Document
from docx.document import Document as WordDocument
from psycopg import sql

from halfsky.figures.registry import figures

TABLE = Path(__file__).with_name("sample_city.csv")
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
# Without an address the demo makes a SQLite file in its own folder.
ADDRESS = os.environ.get("HALFSKY_DATABASE")


def address_of(data: Path) -> str:
    """A database of its own for each folder: tests of one module run side by side."""
    return f"{(ADDRESS or '').rpartition('/')[0]}/demo_{data.parent.name}_{data.name}"


def make_database(data: Path) -> None:
    """An empty database on the server."""
    name = address_of(data).rpartition("/")[2]
    with psycopg.connect(ADDRESS or "", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def halfsky(data: Path, *arguments: str) -> str:
    """What a command prints, run in a process of its own."""
    environment = {**os.environ, "HALFSKY_DATA": str(data), "LC_ALL": "C.UTF-8"}
    environment.pop("HALFSKY_FIELD_KEY_FILE", None)
    if ADDRESS:
        environment["HALFSKY_DATABASE"] = address_of(data)
    done = subprocess.run(
        [sys.executable, "-m", "halfsky", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def figures_of(data: Path, organisation: str, period: str) -> dict[str, dict[str, Any]]:
    """The figures of an organisation as the command prints them."""
    arguments = ("--org", organisation, "--period", period, "--format", "json")
    document = json.loads(halfsky(data, "figures", *arguments))
    return {figure["code"]: figure for figure in document["figures"]}


def expected(row: dict[str, str]) -> dict[str, Any]:
    """What a row of the table says of a figure."""
    named = {key: int(row[key]) for key in ("value", "numerator", "denominator") if row[key]}
    return {**named, "shown": row["shown"]}


AnnexRow = tuple[str, str, str]
OTHER_PERIODS = {"2021年上半年": "2021H1", "2022年下半年": "2022H2"}


def annex_of(document: WordDocument) -> dict[str, AnnexRow]:
    """Label; printed number, parts and number of records of each line of the annex."""
    [table] = document.tables
    cells = ([cell.text for cell in row.cells] for row in table.rows[1:])
    return {row[1]: (row[2], row[3], row[5]) for row in cells}


def annex_row(figure: dict[str, Any]) -> AnnexRow:
    """What the annex must say of a figure as the command prints it."""
    is_ratio = figure["denominator"] is not None
    parts = f"{figure['numerator']}/{figure['denominator']}" if is_ratio else ""
    return figure["shown"], parts, str(figure["records"])


def located(label: str) -> tuple[str, str]:
    """The figure's code and the period that a line of the annex speaks of."""
    name, _bracket, period = label.partition("（")
    codes = {str(figure.name): code for code, figure in figures().items()}
    return codes[name], OTHER_PERIODS.get(period.removesuffix("）"), "2022H1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For the sample city, and the database that is named after it."""
    data = tmp_path_factory.mktemp("var")
    if ADDRESS:
        make_database(data)
    return data


@pytest.fixture(scope="module", params=["1", "3"], ids=["scale1", "scale3"])
def demo(request: pytest.FixtureRequest, folder: Path) -> Path:
    """The folder with a city of each size in turn: the second run empties the first."""
    halfsky(folder, "demo", "--no-serve", "--scale", request.param)
    return folder


def test_every_row_of_the_table_comes_out_of_the_command(demo: Path) -> None:
    scopes = {(row["organisation"], row["period"]) for row in ROWS}
    printed = {scope: figures_of(demo, *scope) for scope in scopes}

    for row in ROWS:
        figure = printed[row["organisation"], row["period"]][row["code"]]
        wanted = expected(row)
        assert {key: figure[key] for key in wanted} == wanted, row["code"]


@pytest.mark.parametrize("organisation", ["city", "mine"])
def test_every_line_of_the_annex_equals_the_command(demo: Path, organisation: str) -> None:
    document = Document(str(demo / f"summary-{organisation}-2022H1.docx"))
    periods = ("2021H1", "2022H1", "2022H2")
    printed = {period: figures_of(demo, organisation, period) for period in periods}

    annex = annex_of(document)

    assert len(annex) >= (45 if organisation == "city" else 8)
    for label, row in annex.items():
        code, period = located(label)
        assert row == annex_row(printed[period][code]), label


def test_every_number_of_the_annex_stands_in_the_text(demo: Path) -> None:
    document = Document(str(demo / "summary-city-2022H1.docx"))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    shown = {row["shown"] for row in ROWS if row["organisation"] == "city"}

    missing = {number for number in shown if number not in text}

    assert missing == {"104件"}, "the denominator of a share is in the annex only"


@pytest.mark.parametrize("organisation", ["city", "mine"])
def test_the_checker_finds_nothing_wrong_in_our_own_summary(demo: Path, organisation: str) -> None:
    scope = ("--org", organisation, "--period", "2022H1")
    text = demo / f"{organisation}.txt"
    halfsky(demo, "summary", *scope, "--out", str(text))

    report = json.loads(halfsky(demo, "check", str(text), *scope, "--format", "json"))

    verdicts = [claim["verdict"] for claim in report["claims"]]
    assert [problem for problem in report["problems"] if problem["grade"] == "wrong"] == []
    assert verdicts.count("agrees") >= (25 if organisation == "city" else 3)
    assert "differs" not in verdicts
