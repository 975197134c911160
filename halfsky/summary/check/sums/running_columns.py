"""A column that adds up another row by row: 本月 20、30、10, 累计 20、50、60."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.table_rows import (
    Cell,
    finding,
    grids,
    heading_rows,
    headings,
    total_name,
)
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

RUNNING = lazy(r"累计|滚动")
Row = list[Cell]
_LEAST = 2


@dataclass(frozen=True)
class _Step:
    """The running total above a row (none above the first), what came, and the one of the row."""

    before: Cell | None
    came: Cell
    now: Cell

    @property
    def made(self) -> Fraction:
        """What the running total should be."""
        above = self.before.number if self.before else None
        return (above or Fraction(0)) + (self.came.number or Fraction(0))

    @property
    def fits(self) -> bool:
        return self.made == self.now.number

    def reaches(self, later: _Step) -> bool:
        """Whether the next row goes on as if this one had added up."""
        return self.made + (later.came.number or Fraction(0)) == later.now.number


def _steps(rows: list[Row], added: int, running: int) -> list[_Step]:
    """A step for each row that tells both; the first may be carried over from before."""
    told = [row for row in rows if row[added].number is not None and row[running].number]
    steps = [
        _Step(before[running] if before else None, row[added], row[running])
        for before, row in pairwise([None, *told])
        if row is not None
    ]
    return steps if steps and steps[0].fits else steps[1:]


def _breaks(steps: list[_Step]) -> list[_Step] | None:
    """The rows whose running totals do not go on, if the others do."""
    broken: list[_Step] = []
    good = 0
    at = 0
    while at < len(steps):
        later = steps[at + 1] if at + 1 < len(steps) else None
        if steps[at].fits:
            good += 1
        else:
            broken.append(steps[at])
            if later and not later.fits and steps[at].reaches(later):
                good += 1
                at += 1
        at += 1
    return broken if good >= _LEAST and good >= 2 * len(broken) else None


def _problem(read: ReadText, step: _Step, head: str) -> Problem:
    sum_up = f"{step.before.words}＋{step.came.words}" if step.before else step.came.words
    message = (
        f"“{head}”一栏：{sum_up}{calculated.equals(step.made, places=4)}，"
        f"表中{step.now.words}，对不上；其余各行都对得上。"
    )
    cells = [cell for cell in (step.before, step.came, step.now) if cell]
    return finding(read, sorted(cells, key=lambda cell: cell.start), message)


def _check_end(read: ReadText, grid: list[Row], running: int, head: str) -> Iterator[Problem]:
    """Under running totals 合计 is the last of them."""
    for last, row in pairwise(grid):
        stated = row[running].number
        if total_name(row) and last[running].number and stated not in {None, last[running].number}:
            message = (
                f"“{head}”一栏：最后累计到{last[running].words}，"
                f"{total_name(row)}为{row[running].words}，对不上。"
            )
            yield finding(read, [last[running], row[running]], message)


def _found(read: ReadText, grid: list[Row]) -> Iterator[Problem]:
    heads = headings(grid)
    rows = [row for row in grid[heading_rows(grid) :] if not total_name(row)]
    for running, head in enumerate(heads):
        if running < 1 or not RUNNING.search(head):
            continue
        tried = (
            broken
            for added in range(1, len(heads))
            if added != running and (broken := _breaks(_steps(rows, added, running))) is not None
        )
        steps = min(tried, key=len, default=None)
        if steps is not None:
            yield from (_problem(read, step, head) for step in steps)
            yield from _check_end(read, grid, running, head)


def find(read: ReadText) -> list[Problem]:
    """Running totals of tables that do not go on as those of the other rows do."""
    if "\t" not in read.plain and "|" not in read.plain:
        return []
    return [problem for grid in grids(read.plain) for problem in _found(read, grid)]
