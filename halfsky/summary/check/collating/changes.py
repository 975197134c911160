"""The same body's texts of several periods, and how its figures changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from halfsky.summary.check.collating.rows import Row
from halfsky.summary.check.report import Report, shown
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.periods import period_year


@dataclass(frozen=True)
class Change:
    """A later text and the earlier one of the same body."""

    earlier: int
    later: int


_PERIOD = lazy(
    r"(?:19|20)?\d\d(?:\d\d)?\s?(?:年度?|[Hh][12]|[Qq][1-4])?|[上下]半年|全年|年度|半年|[一二三四]季度|第|篇"
)


def _body_name(report: Report) -> str:
    """Whose text it is: the title without its period, else the file's name without it."""
    title = report.text.lstrip().split("\n", 1)[0][:50]
    if re.search(r"总结|汇报|报告|小结|情况", title):
        return _PERIOD.sub("", title).strip()
    return _PERIOD.sub("", PurePath(report.name).stem).strip("-_ .")


def _order(report: Report) -> tuple[int, int]:
    year = period_year(normalise(report.text)) or 0
    named = re.search(r"(?:19|20)\d\d", PurePath(report.name).stem)
    half = 2 if "下半年" in report.text[:60] or "H2" in report.name else 1
    return year or (int(named[0]) if named else 0), half


def changes_of(reports: Sequence[Report]) -> list[Change]:
    """Every later text with each earlier one of the same body."""
    found = []
    for later, report in enumerate(reports):
        for earlier, other in enumerate(reports):
            same = _body_name(report) and _body_name(report) == _body_name(other)
            if same and _order(other) < _order(report) and _order(other)[0]:
                found.append(Change(earlier, later))
    return found


def change_text(row: Row, change: Change) -> str:
    """A figure's change between two periods, with its percentage; empty unless both stand."""
    before, after = row.cells.get(change.earlier), row.cells.get(change.later)
    if not before or not after or len(before) > 1 or len(after) > 1:
        return ""
    old, new = before[0].plain, after[0].plain
    unit = re.sub(r"^[万亿]", "", after[0].unit)
    if unit == "%":
        return f"{shown(new - old)}个百分点"
    sign = "＋" if new > old else ""
    part = f"（{sign}{shown((new - old) / old * 100, 1)}%）" if old else ""
    return f"{sign}{shown(new - old)}{unit}{part}"
