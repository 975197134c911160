"""Gives a file back with what is wrong in it marked: her own workbook, or a copy of its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter
from django.utils.translation import gettext as _

from halfsky.records.sheets.books import PLAIN_TEXT, PROBLEMS_HEADING
from halfsky.records.sheets.children.keeping import rows_of as children_of
from halfsky.records.sheets.children.sheets import child_sheets
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.keeping import rows_of
from halfsky.records.sheets.models import ImportBatch
from halfsky.records.sheets.reading import Page, Reader
from halfsky.records.sheets.verdicts import MARK_COLUMN, ROWS_A_FILE, Problem, Verdict

CHILD = Path(__file__).with_name("marking_child.py")
WAITING = 90.0
# More cells than these openpyxl holds only with a great deal of memory and time.
MARKED_IN_PLACE = 300_000
WRONG = (Verdict.REFUSED, Verdict.CONFLICT)
LONGEST_SENTENCE = 2_000
ZIP = b"PK\x03\x04"


class Refused(Protocol):
    """A row with something wrong in it, kept or just checked."""

    number: int
    problems: list[Problem]


@dataclass(frozen=True)
class Marks:
    """Where what is wrong stands in the file, by the rows and columns of the spreadsheet."""

    page: str
    heading: int
    column: int  # for the sentences of a row: beyond the last one, or where they were before
    cells: list[tuple[int, int, str]]
    rows: list[tuple[int, str]]


def marks_of(layout: dict[str, Any], sheet: Sheet, refused: Iterable[Refused]) -> Marks:
    """Every problem with its place."""
    cells: list[tuple[int, int, str]] = []
    rows: list[tuple[int, str]] = []
    for row in refused:
        number = row.number % ROWS_A_FILE
        cells += [
            (number, place_in_file(layout, problem), problem.sentence) for problem in row.problems
        ]
        said = "\n".join(said_of(sheet, problem) for problem in row.problems)
        rows.append((number, said[:LONGEST_SENTENCE]))
    at = layout["left"] + layout["problems"] + 1
    return Marks(layout["page"], layout["heading"], at, cells, rows)


def place_in_file(layout: dict[str, Any], problem: Problem) -> int:
    """The column of the spreadsheet that a problem is about; of a whole row the first."""
    place = layout["mark"] if problem.column == MARK_COLUMN else None
    if problem.column >= 0:
        place = layout["cells"][problem.column]
    return int(layout["left"]) + (place or 0) + 1


def said_of(sheet: Sheet, problem: Problem) -> str:
    """A problem with the name of its column, for the end of the row."""
    if problem.column < 0:
        return problem.sentence
    sentence = _("{column}：{problem}")
    heading = sheet.columns[problem.column].heading
    return sentence.format(column=heading, problem=problem.sentence)


def write_marked(batch: ImportBatch, sheet: Sheet, source: Path, out: Path, reader: Reader) -> None:
    """The file with every problem marked and explained; as .xlsx, whatever it came as."""
    refused = rows_of(batch, sheet, *WRONG)
    pages = [marks_of(batch.layout, sheet, refused)]
    further: dict[str, Any] = batch.layout.get("beside", {})
    for one in child_sheets(sheet.register):
        if layout := further.get(one.child.relation):
            pages.append(marks_of(layout, one, children_of(batch, one, *WRONG)))
    mark_file([batch.layout, *further.values()], pages, source, out, reader)


def mark_file(
    layouts: Sequence[dict[str, Any]],
    pages: Sequence[Marks],
    source: Path,
    out: Path,
    reader: Reader,
) -> None:
    """In place where that can be done, else as a copy."""
    with source.open("rb") as file:
        is_workbook = file.read(4) == ZIP
    cells = sum(one["width"] * (one["last_row"] + 1) for one in layouts)
    small = cells <= MARKED_IN_PLACE
    if not (is_workbook and small and mark_in_place(pages, source, out)):
        write_copy(pages, source, out, reader)


def mark_in_place(pages: Sequence[Marks], source: Path, out: Path) -> bool:
    """Her own workbook with the marks in it; false where openpyxl cannot open or save it."""
    request = {
        "source": str(source.resolve()),
        "out": str(out.resolve()),
        "title": PROBLEMS_HEADING,
        "pages": [vars(marks) for marks in pages],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(request),
            encoding="utf-8",
            capture_output=True,
            timeout=WAITING,
            env={"PATH": "/usr/bin:/bin"},  # none of the installation's secrets
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def write_copy(pages: Sequence[Marks], source: Path, out: Path, reader: Reader) -> None:
    """A new workbook with the rows of the pages as they were read, and the marks."""
    book = xlsxwriter.Workbook(str(out), {"constant_memory": True, **PLAIN_TEXT})
    formats = {
        True: book.add_format({"bg_color": "#FFC7CE", "num_format": "@"}),
        False: book.add_format({"num_format": "@"}),
    }
    for marks in pages:
        copy_page(book.add_worksheet(marks.page[:31] or "Sheet1"), formats, marks, source, reader)
    book.close()


def copy_page(
    page: Any, formats: dict[bool, Any], marks: Marks, source: Path, reader: Reader
) -> None:
    """One page of it."""
    bad = {(row, column): sentence for row, column, sentence in marks.cells}
    said = dict([(marks.heading, PROBLEMS_HEADING), *marks.rows]) if marks.rows else {}
    for left, number, cells in lines_of(reader, source, marks.page):
        for place, cell in enumerate(cells, left + 1):
            sentence = bad.get((number, place))
            if place == marks.column:
                continue
            write_cell(page, number - 1, place - 1, cell, formats[sentence is not None])
            if sentence is not None:
                page.write_comment(number - 1, place - 1, sentence)
        if number in said:
            page.write_string(number - 1, marks.column - 1, said[number])
    page.set_column(marks.column - 1, marks.column - 1, 60)


def write_cell(page: Any, row: int, column: int, cell: Any, style: Any) -> None:
    """A cell as it was read: a number as a number, anything else as text."""
    if isinstance(cell, str):
        text = {"\x1fB1": "是", "\x1fB0": "否"}.get(cell, cell.removeprefix("\x1fD"))
        page.write_string(row, column, text, style)
    elif cell is not None:
        page.write_number(row, column, cell, style)


def lines_of(reader: Reader, source: Path, title: str) -> Iterator[tuple[int, int, list[Any]]]:
    """The rows of a page with their numbers, and how many columns are missing on the left."""
    page = Page("")
    for part in reader.read(source):
        if isinstance(part, Page):
            page = part
        elif page.title == title:
            for number, cells in zip(part.numbers, part.cells, strict=True):
                yield page.left, number, list(cells)
