"""Writes results to the terminal: aligned tables, CSV, JSON."""

import csv
import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

Row = Sequence[str]
WIDE = "WF"
GAP = "  "


def write_json(document: Any) -> None:
    """One JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def write_csv(headings: Row, rows: Sequence[Row]) -> None:
    """CSV with a heading line."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([inert(cell) for cell in row] for row in rows)


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and not is_number else cell


def write_table(headings: Row, rows: Sequence[Row], right: Sequence[int] = ()) -> None:
    """Columns aligned as a terminal shows them; `right` names the columns of numbers."""
    widths = [max(map(width, column)) for column in zip(headings, *rows, strict=True)]
    for row in (headings, ["─" * (one // 2 * 2) for one in widths], *rows):
        cells = (padded(cell, widths[place], place in right) for place, cell in enumerate(row))
        print(GAP.join(cells).rstrip())


def width(text: str) -> int:
    """Columns that a text takes: a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def padded(text: str, columns: int, right: bool) -> str:
    """A text filled up with spaces."""
    space = " " * (columns - width(text))
    return space + text if right else text + space
