"""What is said of the rows of a sheet: verdicts, problems, and where the columns stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.marks import Mark

# Rows of several files that go in together are numbered on from file to file.
ROWS_A_FILE = 1_000_000
MARK_COLUMN = -1  # where a problem concerns the mark of the row
WHOLE_ROW = -2


class Verdict(Enum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    CONFLICT = "conflict"  # changed on the site since its export

    # A verdict a row is counted; the hash of an Enum is written in Python and takes its time.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which column of the sheet."""

    column: int
    sentence: str
    value: str = ""  # what the cell says, as she typed it


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of the sheet stand in the rows of a file."""

    cells: tuple[int | None, ...]  # a place for each column; none where the file lacks it
    mark: int | None = None
    number: int | None = None  # of the running number, which only further pages ask for


@dataclass(slots=True)
class CheckedRow:
    """A row of the file, read and judged."""

    number: int  # as the spreadsheet counts
    verdict: Verdict
    values: tuple[Any, ...]  # of the sheet's columns
    record: int | None = None
    version: int | None = None
    before: tuple[Any, ...] | None = None  # of the sheet's columns, where the record is there
    problems: list[Problem] = field(default_factory=list)
    key: str = ""  # of a new row: what it said, keyed
    person: tuple[str, str] | None = None  # the keys of a person: before and after
    restores: bool = False  # it brings back what an undone import had withdrawn


@dataclass(slots=True)
class Row:
    """A row under way: what it names, and what is known to be wrong with it."""

    number: int
    mark: Mark | None = None
    record: int | None = None
    problems: list[Problem] = field(default_factory=list)


def named(number: int) -> str:
    """A row as the reader looks for it; of several files the file too."""
    file, row = divmod(number, ROWS_A_FILE)
    if not file:
        return str(row)
    return _("{row}（第{file}个文件）").format(row=row, file=file)
