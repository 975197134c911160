"""A feast and a date that is not its own: “三八”前夕的4月10日, 护士节当天(5月20日)."""

from __future__ import annotations

import datetime

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import moments
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_FEASTS = (
    (r"三八|三?八?妇女节", 3, 8),
    (r"五一|劳动节", 5, 1),
    (r"五四|青年节", 5, 4),
    (r"护士节", 5, 12),
    (r"六一|儿童节", 6, 1),
    (r"七一|建党节", 7, 1),
    (r"八一|建军节", 8, 1),
    (r"教师节", 9, 10),
    (r"国庆节?", 10, 1),
    (r"记者节", 11, 8),
    (r"元旦", 1, 1),
)
_NAMES = "|".join(name for name, _, _ in _FEASTS)
_TOLD = guarded(
    rf"[“\"]?(?P<feast>{_NAMES})[”\"]?(?:国际)?(?:劳动)?(?:妇女节|节)?(?P<when>前夕"
    rf"|当[天日]|这天|那天|前一天|节前)"
    r"[^。;\n\d一二三四五六七八九十]{0,6}"
)
_EARLIER, _YEAR_DAYS = 45, 365
_OTHER = lazy(r"报名|截止|延|补|改|推迟|提前|启动")


def _days(feast: tuple[int, int], month: int, day: int) -> int | None:
    """How many days before the feast the date is; for 元旦 those of December count too."""
    try:
        own = datetime.date(2023, *feast)
        told = datetime.date(2023, month, day)
    except ValueError:
        return None
    before = (own - told).days
    return before + _YEAR_DAYS if feast == (1, 1) and before < -300 else before


def find(read: ReadText) -> list[Problem]:
    """Dates said to be on or right before a feast, and not there."""
    found: list[Problem] = []
    for told in _TOLD.finditer(read.plain):
        date = next(moments(read.plain, told.end(), min(told.end() + 12, len(read.plain))), None)
        if date is None or date.start > told.end() or date.first != date.last:
            continue
        feast = next(
            (m, d) for name, m, d in _FEASTS if lazy(rf"^(?:{name})$").search(told["feast"])
        )
        before = _days(feast, *date.first)
        on_the_day = told["when"] in {"当天", "当日", "这天", "那天"}
        if before is None or (before == 0 if on_the_day else 0 < before <= _EARLIER):
            continue
        if _OTHER.search(read.plain[told.start() : date.end + 4]):
            continue
        message = f"{told['feast']}是{feast[0]}月{feast[1]}日，文中的日期不是{told['when']}。"
        quote = read.text[told.start() : date.end]
        found.append(Problem(quote, told.start(), date.end, "contradiction", "wrong", message))
    return found
