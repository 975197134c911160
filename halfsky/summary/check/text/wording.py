"""The checker's word lists, read once from the data files of the checker."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from halfsky.summary.check.text.patterns import guarded, lazy

DIGIT = r"[\d零〇一二三四五六七八九十百千两]"
MACROS = {
    "{D}": DIGIT,
    "{C}": "[一二三四五六七八九十两]",
    "{K}": r"[\u4e00-\u9fff]",
    "{N}": r"[^,，。;；!?\n]",
}
_MAGNITUDES = {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100, "千万": 10**7, "百万": 10**6}
_STANDS_ALONE = {"set_phrases", "frequency"}


@cache
def load(name: str) -> dict[str, Any]:
    """The TOML file `name` of the checker, read once: nobody may change what it gives."""
    source = resources.files("halfsky.summary.check").joinpath("data", name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def expand(pattern: str) -> str:
    """The pattern with its digit and character macros filled in."""
    for macro, characters in MACROS.items():
        pattern = pattern.replace(macro, characters)
    return pattern


class Unit(NamedTuple):
    """A counting unit as printed, its class (person, money ...) and its scale (万 is 10000)."""

    printed: str
    kind: str
    scale: int


@cache
def unit_kinds() -> dict[str, str]:
    """Each unit without magnitude and its class."""
    classes: dict[str, list[str]] = load("units.toml")["classes"]
    return {form: kind for kind, forms in classes.items() for form in forms}


class _Form(NamedTuple):
    """A unit as printed, and what may not follow it."""

    printed: str
    after_digits: bool
    barred: frozenset[str]
    allowed: re.Pattern[str] | None

    def stands_at(self, text: str, start: int) -> bool:
        """Whether what is printed there is the unit, and no part of a word."""
        if not text.startswith(self.printed, start):
            return False
        if self.after_digits and not _ENDS_NUMBER(text[start - 1 : start]):
            return False
        end = start + len(self.printed)
        if text[end : end + 1] not in self.barred or text[end + 1 : end + 2] in _TESTED:
            return True
        return self.allowed is not None and self.allowed.match(text, end) is not None


_ENDS_NUMBER = re.compile(r"[\d万余多]").match
# 45人体检: 体检 is the word there, not 人体.
_TESTED = frozenset("检定")


@cache
def _forms() -> dict[str, list[_Form]]:
    """All units by their first character, the longest first."""
    words = load("units.toml")
    not_before, still_before = words["not_before"], words["still_before"]
    after_digits = set(words["after_digits"])
    forms: dict[str, list[_Form]] = {}
    for printed in sorted(unit_kinds(), key=len, reverse=True):
        allowed = still_before.get(printed)
        form = _Form(
            printed,
            printed in after_digits,
            frozenset(not_before.get(printed, "")),
            lazy(allowed) if allowed else None,
        )
        forms.setdefault(printed[0], []).append(form)
    return forms


def unit_at(text: str, at: int) -> str:
    """The longest unit that stands there, or nothing."""
    for form in _forms().get(text[at : at + 1], ()):
        if form.stands_at(text, at):
            return form.printed
    return ""


@lru_cache(maxsize=1024)
def unit_of(printed: str) -> Unit | None:
    """The unit a printed form such as 万人次 stands for; None when it is unknown."""
    kinds = unit_kinds()
    for length in (2, 1, 0):
        head, rest = printed[:length], printed[length:]
        scale = _MAGNITUDES.get(head, 1 if not head else 0)
        if scale and (rest in kinds or (not rest and head)):
            return Unit(printed, kinds.get(rest, "number"), scale)
    return None


@cache
def masks() -> list[tuple[re.Pattern[str], bool]]:
    """The patterns of numerals that state no figure, and whether none may begin inside a number."""
    return [
        (guarded(expand(pattern), re.M), group in _STANDS_ALONE)
        for group, patterns in load("numbers_not_claimed.toml").items()
        for pattern in patterns
    ]


_DIGITS = frozenset(DIGIT.strip("[]").replace(r"\d", "0123456789") + ".万亿")


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at] in _DIGITS or text.endswith("分之", 0, at)


def masked(text: str) -> bytearray:
    """One byte a character of the normalised text: 1 where no numeral is a figure."""
    cover = bytearray(len(text))
    for pattern, alone in masks():
        at = 0
        while found := pattern.search(text, at):
            start, end = found.span()
            if alone and _inside_number(text, start):
                at = start + 1
            else:
                cover[start:end] = b"\x01" * (end - start)
                at = max(end, start + 1)
    return cover
