"""Describes and fills somebody else's workbook, in a process of its own; run as a program.

The request is one JSON document on standard input: `do` (`describe` or `fill`), `source`, and to
fill `out` and `cells` ([page, row, column, value, note]). Formats, other pages and formulas stay as
they are.
"""

import json
import sys
from typing import Any

MEMORY, WRITTEN, SECONDS = 1_500_000_000, 50_000_000, 20
MOST_PAGES, MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT = 20, 300, 60, 200
AUTHOR = "HalfSky"


def limit_process() -> None:
    """Little memory, one file to write, no long thinking."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kind_of(cell: Any) -> str:
    """Text, number, formula, or nothing."""
    if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return ""
    if cell.data_type == "f":
        return "f"
    return "n" if cell.data_type == "n" else "t"


def described(page: Any) -> dict[str, Any]:
    """What stands where on a page, which cells are one, and which have a frame."""
    cells, framed = [], []
    last_row, last_column = min(page.max_row, MOST_ROWS), min(page.max_column, MOST_COLUMNS)
    for row in page.iter_rows(max_row=last_row, max_col=last_column):
        for cell in row:
            kind = kind_of(cell)
            style = cell.number_format if cell.has_style else "General"
            if kind or "%" in style:
                text = "" if cell.value is None else str(cell.value)[:LONGEST_TEXT]
                cells.append([cell.row, cell.column, kind, text, style])
            if cell.has_style and cell.border is not None and cell.border.bottom.style:
                framed.append([cell.row, cell.column])
    merged = [
        [one.min_row, one.min_col, one.max_row, one.max_col] for one in page.merged_cells.ranges
    ]
    return {"title": page.title, "cells": cells, "merged": merged, "framed": framed}


def describe(book: Any) -> None:
    """Every visible page."""
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    print(json.dumps([described(page) for page in pages[:MOST_PAGES]]))


def fill(book: Any, request: dict[str, Any]) -> None:
    """Write the values with their notes; a formula or a covered cell is left as it is."""
    from openpyxl.comments import Comment

    left = []
    for title, row, column, value, note in request["cells"]:
        if title not in book.sheetnames:
            left.append([title, row, column])
            continue
        cell = book[title].cell(row, column)
        if cell.data_type == "f" or not hasattr(cell, "hyperlink"):
            left.append([title, row, column])
            continue
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # a text, whatever it begins with
        theirs = cell.comment.text if cell.comment and cell.comment.author != AUTHOR else ""
        text = f"{theirs}\n\n{note}" if theirs else note
        cell.comment = Comment(text, AUTHOR, height=150, width=320)
    book.calculation.fullCalcOnLoad = True  # their formulas stand on the new numbers
    book.save(request["out"])
    print(json.dumps(left))


def main() -> None:
    """Open, then look or write."""
    limit_process()
    request = json.load(sys.stdin)
    from openpyxl import load_workbook

    book = load_workbook(request["source"], keep_links=False)
    if request["do"] == "describe":
        describe(book)
    else:
        fill(book, request)


if __name__ == "__main__":
    main()
