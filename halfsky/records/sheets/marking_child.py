"""Marks cells in a copy of a workbook, in a process of its own; run as a program, never imported.

The request is one JSON document on standard input: `source`, `out`, `title`, and `pages`, each with
`page`, `column` (where the sentences of each row go), `heading` (its row), `cells` ([row, column,
sentence]) and `rows` ([row, sentences]). Her formats, other pages and formulas stay as they are.
"""

import json
import sys
from typing import Any

MEMORY, WRITTEN, SECONDS = 1_500_000_000, 200_000_000, 60
PAINT = "FFC7CE"  # so seldom chosen by people that a repeated import can take it off again
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


def clean(page: Any, column: int, heading: int) -> None:
    """Take off the marks of an earlier time."""
    from openpyxl.styles import PatternFill

    for row in page.iter_rows():
        for cell in row:
            if cell.fill is not None and str(cell.fill.fgColor.rgb).endswith(PAINT):
                cell.fill = PatternFill()
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.column == column and cell.row > heading:
                cell.value = None


def mark(page: Any, title: str, request: dict[str, Any]) -> None:
    """Paint the bad cells, say why in a comment, and all of it at the end of the row."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    paint = PatternFill("solid", fgColor=PAINT)
    for row, column, sentence in request["cells"]:
        cell = page.cell(row, column)
        cell.fill = paint
        try:
            cell.comment = Comment(sentence, AUTHOR, height=90, width=260)
        except AttributeError:  # a covered part of merged cells has none
            continue
    at = request["column"]
    if not request["rows"]:
        return
    for row, sentence in [[request["heading"], title], *request["rows"]]:
        cell = page.cell(row, at)
        cell.value, cell.data_type = sentence, "s"  # a text, whatever it begins with
        cell.font = Font(color="9C0006", bold=row == request["heading"])
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions[page.cell(1, at).column_letter].width = 60


def main() -> None:
    """Open, mark, save."""
    limit_process()
    request = json.load(sys.stdin)
    from openpyxl import load_workbook

    book = load_workbook(request["source"], keep_links=False)
    for one in request["pages"]:
        page = book[one["page"]]
        clean(page, one["column"], one["heading"])
        mark(page, request["title"], one)
        page.protection.sheet = False  # she has to be able to mend it
    book.save(request["out"])


if __name__ == "__main__":
    main()
