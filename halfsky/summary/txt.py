"""A summary as plain text."""

from collections.abc import Callable, Iterable, Sequence

from halfsky.summary.document import AnnexRow, Paragraph, Summary, printable
from halfsky.summary.headings import HeadingCounter
from halfsky.summary.measure import ems, title_lines

INDENT = "　　"

# Half-width columns of a line of 28 characters, for what is centred or flush right.
LINE_WIDTH = 56

# Head, text of a cell, and whether numbers stand flush right.
COLUMNS: tuple[tuple[str, Callable[[AnnexRow], str], bool], ...] = (
    ("序号", lambda row: str(row.number), True),
    ("指标", lambda row: row.label, False),
    ("本期数", lambda row: row.shown, True),
    ("分子/分母", lambda row: row.parts, True),
    ("口径", lambda row: row.semantics_label, False),
    ("记录数", lambda row: str(row.records), True),
    ("备注", lambda row: row.remarks, False),
)


def render_text(summary: Summary) -> str:
    """The text with numbered headings; a paragraph is one line, as editors expect it."""
    counter = HeadingCounter()
    lines = [_centred(line) for line in title_lines(_plain(summary.title, keep_lines=True))]
    lines.append("")
    lines += [_paragraph(paragraph, counter) for paragraph in summary.paragraphs]
    if summary.annex:
        lines += ["", f"{INDENT}附件：{_plain(summary.annex_title)}"]
    lines += ["", "", *_signature(summary)]
    if summary.annex:
        lines += ["", "", *_annex(summary)]
    return "\n".join(lines) + "\n"


def _plain(text: str, *, keep_lines: bool = False) -> str:
    lines = (" ".join(line.split("\t")) for line in printable(text).splitlines())
    return ("\n" if keep_lines else " ").join(lines)


def _paragraph(paragraph: Paragraph, counter: HeadingCounter) -> str:
    return INDENT + counter.number(paragraph) + _plain(paragraph.text)


def _width(text: str) -> int:
    return int(ems(text) * 2)


def _centred(line: str) -> str:
    return " " * max(0, (LINE_WIDTH - _width(line)) // 2) + line


def _signature(summary: Summary) -> tuple[str, str]:
    """The date four characters in from the right, the signature centred over it (GB/T 9704)."""
    signature, date = _plain(summary.signature), summary.date_label
    start = LINE_WIDTH - 8 - _width(date)
    offset = (_width(date) - _width(signature)) // 2
    return " " * max(0, start + offset) + signature, " " * max(start, -offset) + date


def _annex(summary: Summary) -> list[str]:
    table = [[head for head, _, _ in COLUMNS]]
    table += [[_plain(text(row)) for _, text, _ in COLUMNS] for row in summary.annex]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = [_aligned(cells, widths) for cells in table]
    return [
        "附件",
        "",
        *map(_centred, title_lines(_plain(summary.annex_title, keep_lines=True))),
        "",
        f"单位：{_plain(summary.organisation)}　期间：{_plain(summary.period_label)}",
        "",
        *lines,
        "",
        "指标定义",
        *_definitions(summary.annex),
    ]


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for cell, width, (_, _, right) in zip(cells, widths, COLUMNS, strict=True):
        blanks = " " * (width - _width(cell))
        padded.append(blanks + cell if right else cell + blanks)
    return "  ".join(padded).rstrip()


def _definitions(rows: Iterable[AnnexRow]) -> list[str]:
    """Definitions are sentences, too long for a column of plain text."""
    return [f"{row.number}. {_plain(row.label)}：{_plain(row.definition)}" for row in rows]
