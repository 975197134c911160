"""The text as it is shown: lines, and tables made of lines whose cells are parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from halfsky.summary.check.marking import Label, Stretch, stretches
from halfsky.summary.check.report import Report
from halfsky.summary.check.text.patterns import lazy

_FIGURE = lazy(r"[-+＋－]?[\d０-９][\d０-９,.，．]*[%％‰]?|[-－—/]+")
_ROW = lazy(r"\S[^\n]*\t[^\n]*\S")
_PIECE = lazy(r"[^\t\n]*(?:[\t\n]|\Z)")
_LINE = lazy(r"[^\n]*\n|[^\n]+")
_TOTAL = lazy(r"\s*(?:合\s*计|总\s*计|共\s*计)\s*\t")
_DIGIT = lazy(r"[\d０-９]")
_LONGEST_ROW_HEAD = 20
# A sentence, the title of the next table or a heading of the text is no row of a table.
_NO_ROW = lazy(r"[。；！？：:]|^(?:[附图]?表|附|单位|[(（]|[一二三四五六七八九十]+、)")


@dataclass(frozen=True)
class Cell:
    """A cell of a table, or a whole line of text."""

    stretches: list[Stretch]
    columns: int = 1  # how many it goes over
    heads_figures: bool = False

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
        """Whether it is a number and nothing else."""
        return bool(_FIGURE.fullmatch(self.text))

    @property
    def stands_right(self) -> bool:
        """Whether it is a number or the heading of numbers."""
        return self.is_figure or self.heads_figures


@dataclass(frozen=True)
class Block:
    """A line of text, or a table."""

    line: Cell | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def has_head(self) -> bool:
        """Whether no cell of its first row is a number."""
        return bool(self.rows) and not any(cell.is_figure for cell in self.rows[0])

    @property
    def head(self) -> list[Cell]:
        """The headings of a table, those over numbers to the right as these are."""
        if not self.has_head:
            return []
        pairs = zip(self.rows[0], self._figure_columns(), strict=False)
        return [replace(cell, heads_figures=is_figure) for cell, is_figure in pairs]

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows under the heading."""
        return self.rows[1:] if self.has_head else self.rows

    def _figure_columns(self) -> list[bool]:
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
        if _begins_anew(lines[end - 1], lines[end]):
            break
        end += 1
    return end


def _begins_anew(before: str, line: str) -> bool:
    """Whether the heading of a next table follows the total of one."""
    return bool(_TOTAL.match(before) and _ROW.search(line) and not _DIGIT.search(line))


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
