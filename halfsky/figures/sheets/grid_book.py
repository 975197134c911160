"""The figure sheet as a workbook: made with what is known, and read back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from halfsky.figures.facts import MONEY
from halfsky.figures.sheets.grid import Grid, GridRow
from halfsky.figures.sheets.typed import BEFORE, Judge, take_rows
from halfsky.figures.sheets.writing import MONEY as FRACTIONS
from halfsky.figures.sheets.writing import NUMBER, note_of, write_definitions
from halfsky.records.sheets.books import KEY_SHEET, LONGEST_TITLE, PLAIN_TEXT
from halfsky.records.sheets.cells import Raw
from halfsky.records.sheets.reading import FileRefused, Page, Reader, Rows

OURS = "figures"
LAYOUT = 1
ABOUT = 4  # what the first row of the key says before the codes of the figures
HEAD = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
MOST_ROWS, MOST_COLUMNS = 5_000, 200


@dataclass(frozen=True)
class Pattern:
    """The formats of the sheet's cells."""

    head: Any
    who: Any
    typed: Any
    money: Any
    before: Any
    shut: Any


def write_grid(grid: Grid, title: str, file: IO[bytes]) -> None:
    """What is known to be typed over, last period beside it; who is late; definitions."""
    book = xlsxwriter.Workbook(file, PLAIN_TEXT)
    pattern = Pattern(
        book.add_format({**HEAD, "bg_color": "#DDEBF7"}),
        book.add_format({"border": 1, "valign": "vcenter"}),
        book.add_format({"border": 1, "locked": False, "num_format": NUMBER}),
        book.add_format({"border": 1, "locked": False, "num_format": FRACTIONS}),
        book.add_format({"border": 1, "font_color": "#808080", "num_format": "General"}),
        book.add_format({"border": 1, "bg_color": "#EDEDED"}),
    )
    page = book.add_worksheet(_("填报表")[:LONGEST_TITLE])
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    help = _("只改有变动的格子；没有发生请填0，空着表示还没报；金额填元。灰字是上一期，只供对照。")
    page.write_string(1, 0, help)
    rows = [grid.row(node) for node in grid.nodes]
    write_head(page, grid, pattern)
    for line, row in enumerate(rows, start=3):
        write_row(page, line, row, pattern)
    page.freeze_panes(3, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    write_late(book, grid, pattern)
    write_definitions(book, [measure.code for measure in grid.measures], pattern.head)
    write_key(book, grid, rows)
    book.close()


def write_head(page: Any, grid: Grid, pattern: Pattern) -> None:
    """Code, name, then each figure with the period before beside it."""
    page.set_row(2, 48)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 30)
    page.set_column(2, 1 + 2 * len(grid.measures), 13)
    page.write_string(2, 0, _("编码"), pattern.head)
    page.write_string(2, 1, _("单位"), pattern.head)
    for place, measure in enumerate(grid.measures):
        at = 2 + 2 * place
        page.write_string(2, at, f"{measure.name}（{measure.unit}）", pattern.head)
        page.write_comment(2, at, note_of(measure))
        text = f"{BEFORE}：{grid.earlier.period.label}"
        page.write_string(2, at + 1, text, pattern.head)


def write_row(page: Any, line: int, row: GridRow, pattern: Pattern) -> None:
    """One organisation; what may not be declared is shut."""
    page.write_string(line, 0, row.node.code, pattern.who)
    page.write_string(line, 1, row.node.name, pattern.who)
    for place, cell in enumerate(row.cells):
        at = 2 + 2 * place
        style = pattern.money if cell.measure.unit == MONEY else pattern.typed
        write_number(page, line, at, cell.text, style if cell.is_open else pattern.shut)
        write_number(page, line, at + 1, cell.before_text, pattern.before)
        if cell.is_open:
            page.data_validation(line, at, line, at, {
                "validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning",
                "error_message": _("应为零或正数，上传时会再核对。要保留吗？"),
            })  # fmt: skip


def write_number(page: Any, line: int, at: int, text: str, style: Any) -> None:
    """A number as a number, nothing as an empty cell."""
    if text:
        page.write_number(line, at, float(text), style)
    else:
        page.write_blank(line, at, None, style)


def write_late(book: Any, grid: Grid, pattern: Pattern) -> None:
    """The organisations that have sent nothing yet."""
    page = book.add_worksheet(_("还没有报的"))
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 40)
    page.write_string(0, 0, _("编码"), pattern.head)
    page.write_string(0, 1, _("单位"), pattern.head)
    for line, node in enumerate(grid.late, start=1):
        page.write_string(line, 0, node.code, pattern.who)
        page.write_string(line, 1, node.name, pattern.who)


def write_key(book: Any, grid: Grid, rows: list[GridRow]) -> None:
    """What the sheet is about, and what its cells said: to know what was typed over."""
    key = book.add_worksheet(KEY_SHEET)
    key.very_hidden()
    about = [OURS, str(LAYOUT), grid.section, grid.period.name]
    for place, text in enumerate([*about, *(measure.code for measure in grid.measures)]):
        key.write_string(0, place, text)
    for line, row in enumerate(rows, start=1):
        for place, text in enumerate([row.node.code, *row.shown.values()]):
            key.write_string(line, place, text)


# ---- read back ---------------------------------------------------------------------------------


@dataclass
class Sent:
    """A workbook as it came back: its rows with their numbers, and what its key says."""

    rows: list[list[Raw]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    section: str = ""
    period: str = ""
    shown: dict[str, dict[str, str]] = field(default_factory=dict)


def read_sent(path: Path, reader: Reader) -> Sent:
    """The first page with anything in it, and the key where it is ours; raises `FileRefused`."""
    sent = Sent()
    title = first = ""
    left = 0
    for part in reader.read(path):
        if isinstance(part, Page):
            title, left = part.title, part.left
        elif title == KEY_SHEET:
            learn(sent, part)
        elif first in ("", title):
            first = title
            sent.rows += [[None] * left + list(cells) for cells in part.cells]
            sent.numbers += part.numbers
        if len(sent.rows) > MOST_ROWS:
            raise FileRefused(_("填报表超过{rows}行，请分开上传。").format(rows=MOST_ROWS))
    return sent


def learn(sent: Sent, part: Rows) -> None:
    """What the hidden page says."""
    codes: list[str] = []
    for cells in part.cells:
        texts = ["" if cell is None else str(cell) for cell in cells]
        if texts[0] == OURS and len(texts) > ABOUT:
            sent.section, sent.period = texts[2], texts[3]
            codes = texts[ABOUT:]
        elif codes:
            sent.shown[texts[0]] = dict(zip(codes, texts[1:], strict=False))


def judge_sent(judge: Judge, sent: Sent) -> None:
    """Its rows held against what is known; what it showed unchanged is not typed."""
    grid = judge.grid
    if sent.section and (sent.section, sent.period) != (grid.section, grid.period.name):
        raise FileRefused(_("这张填报表是另一个篇章或另一期的，请到那一期的页面上传。"))
    judge.shown = sent.shown
    take_rows(judge, sent.rows, sent.numbers)
