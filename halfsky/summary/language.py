"""The small language of outlines: text with figures in it; it cannot run code.

`{code}` prints a figure; `{code last_year}`, `{code next}`, `{code growth}`, `{code difference}`,
`{code since}` print what belongs to it; `{organisation}`, `{committee}`, `{period}`, `{part}`,
`{end}` and `{due}`, `{reported}`, `{silent}` speak of the whole. `[…]` is a clause that drops out
when its first figure is empty. A condition is `code > 0 and code >= other.code`.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from django.utils.translation import gettext as _

COMPARED = ("growth", "difference")
AGAINST_LAST_YEAR = ("last_year", *COMPARED)
WORDS = (*AGAINST_LAST_YEAR, "next", "since")
COUNTED = ("due", "reported", "silent")
NAMES = ("organisation", "committee", "period", "part", "end", *COUNTED)
TOKEN = re.compile(r"\{([^{}]*)\}|([\[\]])|([^\[\]{}]+)|([{}])")
CODE = re.compile(r"[a-z][a-z_]*\.[a-z_]+")
COMPARISON = re.compile(r"\s*([a-z_.]+)\s*(>=|<=|==|!=|>|<)\s*([a-z_.]+|-?\d+(?:\.\d+)?)\s*")
OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


class LanguageError(ValueError):
    """Text that the language does not know; says which part."""


@dataclass(frozen=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class Slot:
    """A place for a figure (or something of it), or for a name of the whole."""

    code: str
    word: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it stands for a figure."""
        return "." in self.code


@dataclass(frozen=True)
class Clause:
    """Parts that stand or drop together."""

    parts: "tuple[Words | Slot, ...]"


Part: TypeAlias = Words | Slot | Clause


@dataclass(frozen=True)
class Comparison:
    """One comparison of a condition: a figure or name against another, or a number."""

    left: str
    sign: str
    right: str

    def holds(self, value: Callable[[str], Decimal]) -> bool:
        """Whether it is true of the values that a function gives for codes and names."""
        right = value(self.right) if self.right[0].isalpha() else Decimal(self.right)
        return OPERATORS[self.sign](value(self.left), right)


def parse_text(source: str) -> tuple[Part, ...]:
    """The parts of a sentence."""
    parts: list[Part] = []
    clause: list[Words | Slot] | None = None
    for inside, bracket, words, stray in TOKEN.findall(source):
        if stray:
            raise LanguageError(_("大括号不成对：{source}").format(source=source))
        if bracket:
            clause = _open_or_close(bracket, clause, parts, source)
            continue
        part = Words(words) if words else parse_slot(inside)
        (parts if clause is None else clause).append(part)
    if clause is not None:
        raise LanguageError(_("方括号没有关上：{source}").format(source=source))
    for scope in (parts, *(part.parts for part in parts if isinstance(part, Clause))):
        _compare_first(scope)
    return tuple(parts)


def _compare_first(scope: Iterable["Part"]) -> None:
    """A comparison is made only where its figure decides whether the words stand."""
    figures = [part for part in scope if isinstance(part, Slot) and part.is_figure]
    for slot in figures[1:]:
        if slot.word in COMPARED:
            raise LanguageError(
                _("{slot} 应是句子或方括号分句里的第一个指标").format(
                    slot=f"{{{slot.code} {slot.word}}}"
                )
            )


def _open_or_close(
    bracket: str, clause: list[Words | Slot] | None, parts: list[Part], source: str
) -> list[Words | Slot] | None:
    if (bracket == "[") != (clause is None):
        raise LanguageError(_("方括号不成对或套叠：{source}").format(source=source))
    if clause is None:
        return []
    parts.append(Clause(tuple(clause)))
    return None


def parse_slot(inside: str) -> Slot:
    """What stands between braces."""
    code, _space, word = inside.partition(" ")
    if code in NAMES and not word:
        return Slot(code)
    if not CODE.fullmatch(code):
        message = _("{slot} 不是指标编码，也不是 {names} 之一")
        raise LanguageError(message.format(slot=f"{{{inside}}}", names="、".join(NAMES)))
    if word and word not in WORDS:
        message = _("{slot} 里的 {word} 不认识，可写 {words}")
        raise LanguageError(message.format(slot=f"{{{inside}}}", word=word, words="、".join(WORDS)))
    return Slot(code, word)


def parse_condition(source: str) -> tuple[Comparison, ...]:
    """Comparisons that must all hold."""
    comparisons = []
    for text in source.split(" and "):
        match = COMPARISON.fullmatch(text)
        if match is None:
            message = _("条件写法不对：{text}（应如 code > 0）")
            raise LanguageError(message.format(text=text))
        comparison = Comparison(*match.groups())
        for code in codes_in(comparison):
            if code not in COUNTED and not CODE.fullmatch(code):
                message = _("条件里的 {code} 不是指标编码，也不是 {names} 之一")
                raise LanguageError(message.format(code=code, names="、".join(COUNTED)))
        comparisons.append(comparison)
    return tuple(comparisons)


def slots(parts: Iterable[Part]) -> Iterator[Slot]:
    """Every slot, in clauses too."""
    for part in parts:
        if isinstance(part, Clause):
            yield from slots(part.parts)
        elif isinstance(part, Slot):
            yield part


def codes_in(comparison: Comparison) -> Iterator[str]:
    """What a comparison reads: figure codes and names."""
    yield comparison.left
    if comparison.right[0].isalpha():
        yield comparison.right
