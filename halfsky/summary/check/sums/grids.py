"""Tables whose totals, by column or by row, or whose differences do not come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.sums import column_totals
from halfsky.summary.check.sums.table_rows import (
    TOTAL,
    Cell,
    finding,
    grids,
    headings,
    total_name,
)
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_DIFFERENCE = lazy(
    r"^\s*(?:增减(?:数|量|情况)?|增加数?|差额|净增数?|增长数|比上年增减)\s*(?:[(][^()%]*[)])?\s*$"
)
_NOW = lazy(r"今年|本年|本期|本季|20\d\d年")
_THEN = lazy(r"去年|上年|上期|上季|20\d\d年")


def _check_rows(read: ReadText, grid: list[list[Cell]]) -> list[Problem]:
    """A last column 合计 and a column 增减; a row of totals is as wrong as the row it sums up."""
    found: list[tuple[bool, Problem]] = []
    heads = headings(grid)
    for row in grid[1:]:
        problem = _row_total(read, heads, row) or _row_difference(read, heads, row)
        if problem:
            found.append((total_name(row) != "", problem))
    rows = [problem for totals, problem in found if not totals]
    return rows or [problem for _, problem in found]


def _row_total(read: ReadText, heads: list[str], row: list[Cell]) -> Problem | None:
    stated = row[-1].number
    numbers = [cell.number for cell in row[1:-1]]
    known = [number for number in numbers if number is not None]
    if not TOTAL.match(heads[-1]) or stated is None:
        return None
    if len(known) < 2 or len(known) != len(numbers) or sum(known) == stated:
        return None
    shape = "＋".join(shown(number, 4) for number in known)
    made = calculated.equals(sum(known, Fraction(0)), places=4)
    line = f"“{row[0].words}”一行：" if row[0].words else ""
    message = f"{line}{shape}{made}，合计栏为{shown(stated, 4)}，对不上。"
    return finding(read, row[1:], message)


def _row_difference(read: ReadText, heads: list[str], row: list[Cell]) -> Problem | None:
    """去年 57, 今年 43, 增减 -24."""
    for at in range(2, len(row)):
        if not _DIFFERENCE.match(heads[at]):
            continue
        one, other, stated = row[at - 2].number, row[at - 1].number, row[at].number
        if one is None or other is None or stated is None:
            continue
        names = heads[at - 2], heads[at - 1]
        change = other - one if _NOW.search(names[1]) and _THEN.search(names[0]) else None
        if "去年" not in names[1] and "上年" not in names[1] and change is not None:
            pass
        elif _NOW.search(names[0]) and re.search(r"去年|上年|上期", names[1]):
            change = one - other
        else:
            continue
        if change == stated or abs(change or 0) == stated:
            continue
        message = (
            f"{shown(one, 4)}与{shown(other, 4)}相差{shown(change or Fraction(0), 4)}，"
            f"增减栏为{shown(stated, 4)}，对不上。"
        )
        return finding(read, row[at - 2 : at + 1], message)
    return None


_SIGNS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "－": lambda one, other: one - other,
    "＋": lambda one, other: one + other,
    "×": lambda one, other: one * other,
}
_LEAST_ROWS, _MOST_COLUMNS = 3, 8


def _odd_row(read: ReadText, grid: list[list[Cell]]) -> Problem | None:
    """A row in which three columns do not hang together as in all the others: 应到、实到、缺席."""
    rows = [row for row in grid if sum(cell.number is not None for cell in row) > 2]
    if len(rows) < _LEAST_ROWS:
        return None
    for columns in combinations(range(min(len(grid[0]), _MOST_COLUMNS)), 3):
        for sign, made in _SIGNS.items():
            own = [row for row in rows if sign != "×" or not total_name(row)]
            cells = [[row[column] for column in columns] for row in own]
            told = [line for line in cells if all(cell.number for cell in line)]
            wrong = [line for line in told if not _holds(line, made)]
            if len(wrong) == 1 and len(told) >= _LEAST_ROWS and len(told) == len(cells):
                one, other, stated = wrong[0]
                computed = made(_value(one), _value(other))
                message = (
                    f"{one.words}{sign}{other.words}{calculated.equals(computed, places=4)}，"
                    f"表中{stated.words}，对不上；其余各行都对得上。"
                )
                return finding(read, wrong[0], message)
    return None


def _value(cell: Cell) -> Fraction:
    return cell.number or Fraction(0)


def _holds(line: list[Cell], made: Callable[[Fraction, Fraction], Fraction]) -> bool:
    one, other, stated = line
    return made(_value(one), _value(other)) == _value(stated)


def find(read: ReadText) -> list[Problem]:
    """Faults in the tables of a text."""
    problems: list[Problem] = []
    for grid in grids(read.plain):
        problems += column_totals.find_in(read, grid)
        problems += _check_rows(read, grid)
        odd = _odd_row(read, grid)
        if odd and not any(one.start < odd.end and odd.start < one.end for one in problems):
            problems.append(odd)
    return problems
