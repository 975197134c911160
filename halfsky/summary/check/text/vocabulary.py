"""The vocabulary shared with the figures: which figure a label and a unit stand for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import unit_of


@dataclass(frozen=True)
class Entry:
    """One figure as declared: its names, its unit, what it is part of or made of."""

    code: str
    label: str
    aliases: tuple[str, ...]
    unit: str
    kind: str
    semantics: str
    part_of: str | None = None
    numerator: str | None = None
    denominator: str | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)


@dataclass(frozen=True)
class Vocabulary:
    """All figures a text may speak of."""

    entries: tuple[Entry, ...]
    _by_code: dict[str, Entry] = field(default_factory=dict, compare=False)
    _by_unit: dict[str, list[Entry]] = field(default_factory=dict, compare=False)

    def get(self, code: str) -> Entry | None:
        """The entry of a figure code, None when it is not declared."""
        if not self._by_code:
            self._by_code.update({entry.code: entry for entry in self.entries})
        return self._by_code.get(code)

    def _counted_in(self, unit: str) -> list[Entry]:
        """The entries that a number in `unit` may state."""
        fitting = self._by_unit.get(unit)
        if fitting is None:
            fitting = [entry for entry in self.entries if _unit_fits(entry.unit, unit)]
            self._by_unit[unit] = fitting
        return fitting

    def match(self, words: str, unit: str, lead: str = "") -> str | None:
        """The code of the figure that the words name, by the longest name; None when unsure."""
        best: list[tuple[int, str]] = []
        for entry in self._counted_in(unit):
            length = max((_name_length(name, words, lead) for name in entry.names), default=0)
            if length:
                best.append((length, entry.code))
        best.sort(reverse=True)
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return None
        return best[0][1]


_NEWLY = lazy(r"新建|新组建|新成立|新增")


def of_the_new(known: Vocabulary, code: str | None, lead: str, earlier: str) -> str | None:
    """The figure of the new ones for 新建工会76家,其中已建女职工组织67家; None if there is none."""
    entry = known.get(code) if code else None
    if entry is None or entry.semantics != "as_of" or code is None or code.endswith("_new"):
        return code
    if not re.search(r"^[,，;(]?\s*其中|同步|同时", lead) or not _NEWLY.search(earlier):
        return code
    return f"{code}_new" if known.get(f"{code}_new") else None


_EACH = re.compile(
    r"(?:每(?:一|个)?[^\d,，。;]{1,6}|[人户班组场件份家]均|平均[^\d,，。;]{0,6}|标准)"
    r"(?:补助|发放|奖励|资助|救助|给予|按|为|约|达|是)*\Z"
)
_NOT_DONE = re.compile(r"(?:没有|尚未|还未|仍未|未)(?:新?建|组建|成立|签|开展|参加)")
_BY_CONTRACT = re.compile(r"(?:合同|协议)(?!.*(?:组织|工会))")


def of_all(code: str | None, before: str, after: str, earlier: str) -> str | None:
    """The figure, unless it is one of each (每人3000元), of those left, or whom contracts cover."""
    covered = code == "organising.employers_covered" and _BY_CONTRACT.search(earlier)
    is_other = covered or _EACH.search(before.rstrip()) or _NOT_DONE.search(before + after)
    return None if is_other else code


_ALIKE = [
    {"person", "attendance"},
    {"household", "person"},
    {"organisation", "generic", "document"},
    {"case", "item"},
    {"session"},
    {"goods", "document"},
]


def _unit_fits(declared: str, stated: str) -> bool:
    ours, theirs = unit_of(declared), unit_of(stated)
    if ours is None or theirs is None:
        return False
    if ours.kind == theirs.kind:
        return True
    return any({ours.kind, theirs.kind} <= alike for alike in _ALIKE)


@cache
def _name_re(name: str) -> re.Pattern[str]:
    # A name with … allows a few characters in its place: 走访…企业.
    return re.compile(r"[^,，。;]{0,8}?".join(re.escape(part) for part in name.split("…")))


def _named(name: str, words: str) -> bool:
    return bool(_name_re(name).search(words)) if "…" in name else name in words


def _name_length(name: str, words: str, lead: str) -> int:
    if _named(name, words):
        return 2 * len(name)
    return len(name) if len(name) > 3 and _named(name, lead) else 0


def from_json(rows: list[dict[str, Any]]) -> Vocabulary:
    """A vocabulary from the rows of a generated file."""
    return Vocabulary(tuple(Entry(**{**row, "aliases": tuple(row["aliases"])}) for row in rows))


@cache
def standard() -> Vocabulary:
    """The vocabulary generated from the figures' declarations."""
    source = resources.files("halfsky.summary.check").joinpath("data", "vocabulary.json")
    return from_json(json.loads(source.read_text(encoding="utf-8")))
