"""Scales of which everybody is on one rung: 满意, 一般, 不满意; 优秀, 良好; ages, schooling."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.wording import load

_ABOUT_A_RUNG = lazy(
    r"^(?:其中|和|及|与|明年|今后|以后|选择?|回答|认为|认定|评价|表示|觉得|打|被评为|评为|评出|感到|被?列为|年龄|工龄|学历|[、,，;:])+"
    r"|[\"“”'‘’《》()（）\s]"
    r"|(?:的|者|人员|女?职工|女工|女教师|姐妹|人|分别|比例|比重|占比|占|约|为|是|有|达到?|近|也|只|仅|则|了|到|:)+$"
)


@cache
def _scales() -> dict[str, list[re.Pattern[str]]]:
    told: dict[str, list[str]] = load("scales.toml")
    return {name: [guarded(rf"(?:{rung})$") for rung in rungs] for name, rungs in told.items()}


def names() -> list[str]:
    """The scales there are."""
    return list(_scales())


def rung(scale: str, label: str) -> int | None:
    """Which rung of a scale the words before a number name, counted from the top."""
    return next((at for at, start in _found(scale, label) if start == 0), None)


def rung_ending(scale: str, label: str) -> int | None:
    """The same where other words stand ahead: 对伙食表示不满意的."""
    found = _found(scale, label)
    return min(found, key=lambda one: one[1])[0] if found else None


def _found(scale: str, label: str) -> list[tuple[int, int]]:
    """The rungs that the words end with, and where each begins."""
    words = _ABOUT_A_RUNG.sub("", _ABOUT_A_RUNG.sub("", label))
    matches = ((at, one.search(words)) for at, one in enumerate(_scales()[scale]))
    return [(at, found.start()) for at, found in matches if found]
