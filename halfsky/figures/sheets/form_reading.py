"""Somebody else's workbook: looked at and written through a child process, never in ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.reading import FileRefused, Limits, Reader

CHILD = Path(__file__).with_name("form_child.py")
WAITING = 60.0
MOST_BYTES = 2_000_000
# A form is a page or two: openpyxl takes seconds where the reader of imports takes none.
LIMITS = Limits(bytes=MOST_BYTES, unpacked=20_000_000, pages=20, rows=5_000, cells=200_000)
ZIP = b"PK\x03\x04"

Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True)
class FormCell:
    """What stands in a cell: t text, n number, f formula, or nothing."""

    kind: str
    text: str
    style: str = "General"

    @property
    def is_percent(self) -> bool:
        """Whether it shows a fraction as a percentage."""
        return "%" in self.style


NOTHING = FormCell("", "")


@dataclass
class FormPage:
    """A visible page of the form."""

    title: str
    cells: dict[Spot, FormCell]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    framed: set[Spot] = field(default_factory=set)

    @cached_property
    def anchors(self) -> dict[Spot, Spot]:
        """Of every covered cell the one that holds the value of the merged ones."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            for row in range(top, min(bottom, top + 400) + 1)
            for column in range(left, min(right, left + 80) + 1)
        }

    def at(self, row: int, column: int) -> FormCell:
        """A cell; of merged ones what they hold together."""
        spot = self.anchors.get((row, column), (row, column))
        return self.cells.get(spot, NOTHING)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether another cell holds its value."""
        return self.anchors.get((row, column), (row, column)) != (row, column)

    @cached_property
    def last(self) -> Spot:
        """The last row and column with anything in it."""
        spots = [*self.cells, *self.framed]
        return max((r for r, _c in spots), default=0), max((c for _r, c in spots), default=0)

    def spots(self) -> Iterator[Spot]:
        """Every cell, by rows."""
        rows, columns = self.last
        for row in range(1, rows + 1):
            for column in range(1, columns + 1):
                yield row, column


def describe(path: Path) -> list[FormPage]:
    """What stands where; raises `FileRefused` with the sentence."""
    refuse_hostile(path)
    answer = ask({"do": "describe", "source": str(path.resolve())})
    if answer is None:
        raise FileRefused(unreadable())
    return [
        FormPage(
            page["title"],
            {(row, column): FormCell(*rest) for row, column, *rest in page["cells"]},
            [tuple(one) for one in page["merged"]],
            {(row, column) for row, column in page["framed"]},
        )
        for page in answer
    ]


def refuse_hostile(path: Path) -> None:
    """Everything that an import would refuse, and what is no .xlsx (decision 17)."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(_("表样超过2MB，请删去与填报无关的内容。"))
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            raise FileRefused(_("表样要是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx。"))
    with Reader(LIMITS) as reader:
        for _part in reader.read(path):
            pass


def unreadable() -> str:
    """What is said of a file that openpyxl does not open."""
    return _("这个文件打不开，请用 Excel 或 WPS 打开后另存为一个新的 .xlsx 文件。")


@dataclass(frozen=True)
class Filling:
    """A value for a cell of the form, and the note that says where it comes from."""

    page: str
    row: int
    column: int
    value: str | int | float
    note: str


def write(source: Path, out: Path, fillings: Sequence[Filling]) -> set[tuple[str, int, int]]:
    """The form with its values; which cells were left, for they hold a formula or are covered."""
    cells = [[one.page, one.row, one.column, one.value, one.note] for one in fillings]
    request = {"do": "fill", "source": str(source.resolve()), "out": str(out.resolve())}
    answer = ask({**request, "cells": cells})
    if answer is None:
        raise FileRefused(unreadable())
    return {(page, row, column) for page, row, column in answer}


def ask(request: dict[str, Any]) -> Any:
    """The child's answer; nothing where it failed or took too long."""
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
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None
