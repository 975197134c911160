"""The text as it is shown: lines, and tables made of lines whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from halfsky.summary.check.marking import Label, Stretch, stretches
from halfsky.summary.check.report import Report

_FIGURE = re.compile(r"[-+＋－]?[\d０-９][\d０-９,.，．]*[%％‰]?|[-－—/]+")
_ROW = re.compile(r"\S[^\n]*\t[^\n]*\S")
_PIECE = re.compile(r"[^\t\n]*(?:[\t\n]|\Z)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_LONGEST_ROW_HEAD = 20
# A sentence, the title of the next table or a heading of the text is no row of a table.
_NO_ROW = re.compile(r"[。；！？：:]|^(?:[附图]?表|附|单位|[(（]|[一二三四五六七八九十]+、)")


@dataclass(frozen=True)
class Cell:
    """A cell of a table, or a whole line of text."""

    stretches: list[Stretch]
    columns: int = 1  # how many it goes over

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(one.text for one in self.stretches).strip()

    @property
    def labels(self) -> list[Label]:
        """The labels of all that is found in it."""
        return [label for one in self.stretches for label in one.labels]

    @property
    def is_figure(self) -> bool:
        """Whether it is a number and nothing else, and so stands to the right."""
        return bool(_FIGURE.fullmatch(self.text))


@dataclass(frozen=True)
class Block:
    """A line of text, or a table."""

    line: Cell | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def head(self) -> tuple[Cell, ...]:
        """The heading of a table: its first row where no cell of it is a number."""
        first = self.rows[0] if self.rows else ()
        return () if any(cell.is_figure for cell in first) else first

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows under the heading."""
        return self.rows[1:] if self.head else self.rows

    @property
    def figure_columns(self) -> list[bool]:
        """For each column of a table, whether most of its cells are numbers."""
        width = max((len(row) for row in self.rows), default=0)
        full = [row for row in self.body if len(row) == width]
        return [sum(row[at].is_figure for row in full) * 2 > len(full) for at in range(width)]


def blocks(report: Report) -> list[Block]:
    """The text cut into lines and tables, each cell with its marks; nothing of it is lost."""
    lines = _LINE.findall(report.text)
    cells = _Cells(report)
    found: list[Block] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at + 1:
            found.append(cells.table(lines[at:end]))
        else:
            end = at + 1
            found.append(Block(line=cells.next(len(lines[at]))))
        at = end
    return found


def _table_end(lines: list[str], start: int) -> int:
    """Behind the last row of the table that begins here; a single row is none."""
    if not _ROW.search(lines[start]):
        return start
    end = start + 1
    while _is_row(lines, end) or (_heads_rows(lines, end) and _is_row(lines, end + 1)):
        end += 1
    return end


def _is_row(lines: list[str], at: int) -> bool:
    return at < len(lines) and "\t" in lines[at] and bool(lines[at].strip())


def _heads_rows(lines: list[str], at: int) -> bool:
    """Whether a line without tabs is a row of one cell: 城区各单位."""
    words = lines[at].strip() if at < len(lines) else ""
    return 0 < len(words) <= _LONGEST_ROW_HEAD and not _NO_ROW.search(words)


class _Cells:
    """Deals out the stretches of a text, a cell after the other."""

    def __init__(self, report: Report) -> None:
        borders = [found.end() for found in _PIECE.finditer(report.text)]
        self._stretches = iter(stretches(report, borders))

    def next(self, length: int, columns: int = 1) -> Cell:
        """The next so many characters."""
        found: list[Stretch] = []
        while length > 0:
            one = next(self._stretches)
            length -= len(one.text)
            found.append(one)
        return Cell(found, columns)

    def table(self, lines: list[str]) -> Block:
        """The table of these lines, every row as wide as the widest."""
        width = max(len(_pieces(line)) for line in lines)
        return Block(rows=tuple(tuple(self._row(_pieces(line), width)) for line in lines))

    def _row(self, pieces: list[str], width: int) -> Iterator[Cell]:
        """The cells of a row; a single one goes over all columns, missing ones are empty."""
        if len(pieces) == 1:
            yield self.next(len(pieces[0]), width)
            return
        yield from (self.next(len(piece)) for piece in pieces)
        yield from (Cell([]) for _missing in range(width - len(pieces)))


def _pieces(line: str) -> list[str]:
    """The cells of a line, each with the tab or the line end behind it."""
    inner = line.rstrip("\t\n")
    cells = inner.split("\t")
    return [f"{cell}\t" for cell in cells[:-1]] + [cells[-1] + line[len(inner) :]]
