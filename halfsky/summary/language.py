"""The small language of outlines: text with figures in it; it cannot run code.

`{code}` prints a figure; `{code last_year}`, `{code next}`, `{code growth}`, `{code difference}`,
`{code since}` print what belongs to it; `{organisation}`, `{period}`, `{part}` and `{due}`,
`{reported}`, `{silent}` speak of the whole. `[…]` is a clause that drops out when its first
figure is empty. A condition is `code > 0 and code >= other.code`.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

WORDS = ("last_year", "next", "growth", "difference", "since")
NAMES = ("organisation", "period", "part", "due", "reported", "silent")
TOKEN = re.compile(r"\{([^{}]*)\}|([\[\]])|([^\[\]{}]+)|([{}])")
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
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
            raise LanguageError(f"大括号不成对：{source}")
        if bracket:
            clause = _open_or_close(bracket, clause, parts, source)
            continue
        part = Words(words) if words else parse_slot(inside)
        (parts if clause is None else clause).append(part)
    if clause is not None:
        raise LanguageError(f"方括号没有关上：{source}")
    return tuple(parts)


def _open_or_close(
    bracket: str, clause: list[Words | Slot] | None, parts: list[Part], source: str
) -> list[Words | Slot] | None:
    if (bracket == "[") != (clause is None):
        raise LanguageError(f"方括号不成对或套叠：{source}")
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
        raise LanguageError(f"{{{inside}}} 不是指标编码，也不是 {'、'.join(NAMES)} 之一")
    if word and word not in WORDS:
        raise LanguageError(f"{{{inside}}} 里的 {word} 不认识，可写 {'、'.join(WORDS)}")
    return Slot(code, word)


def parse_condition(source: str) -> tuple[Comparison, ...]:
    """Comparisons that must all hold."""
    comparisons = []
    for text in source.split(" and "):
        match = COMPARISON.fullmatch(text)
        if match is None:
            raise LanguageError(f"条件写法不对：{text}（应如 code > 0）")
        comparisons.append(Comparison(*match.groups()))
    return tuple(comparisons)


def slots(parts: tuple[Part, ...]) -> Iterator[Slot]:
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
