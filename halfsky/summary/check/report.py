"""What a check hands back: claims, problems and what it could not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Grade = Literal["wrong", "doubtful"]
Approx = Literal["ge", "le", "about"]
Verdict = Literal["agrees", "differs", "cannot_tell", "not_compared"]
Kind = Literal[
    "rate_mismatch",
    "sum_mismatch",
    "contradiction",
    "unit_error",
    "placeholder",
    "stale_reference",
    "reused_text",
    "database_mismatch",
]
KIND_NAMES: dict[str, str] = {
    "rate_mismatch": "比率不符",
    "sum_mismatch": "合计不符",
    "contradiction": "前后矛盾",
    "unit_error": "单位有误",
    "placeholder": "留有空缺",
    "stale_reference": "过时内容",
    "reused_text": "雷同文字",
    "database_mismatch": "与台账不符",
}
GRADE_NAMES: dict[str, str] = {"wrong": "有误", "doubtful": "存疑"}


@dataclass(frozen=True)
class Span:
    """A stretch of the text; `start` and `end` count its characters."""

    quote: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        return {"quote": self.quote, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Claim(Span):
    """One figure a text states: value and unit as printed (1.46, 万人次)."""

    label: str
    value: Fraction
    unit: str
    approx: Approx | None = None
    figure: str | None = None
    verdict: Verdict = "not_compared"
    scope: str = ""
    time: str = ""
    mode: Literal["result", "plan", "last_year", "upper_level"] = "result"
    cumulative: bool = False

    def to_json(self) -> dict[str, Any]:
        """The claim as decisions on the JSON shape lay down; `value` is a JSON number."""
        return {
            **super().to_json(),
            "label": self.label,
            "value": number(self.value),
            "unit": self.unit,
            "approx": self.approx,
            "figure": self.figure,
            "verdict": self.verdict,
        }


@dataclass(frozen=True)
class Problem(Span):
    """Something that cannot hold (`wrong`) or should be looked at (`doubtful`), explained.

    `about` are the starts of the numbers that do not agree, where those are known.
    """

    kind: Kind
    grade: Grade
    message: str
    about: frozenset[int] = field(default=frozenset(), compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "grade": self.grade,
            **super().to_json(),
            "message": self.message,
        }


# From so many numbers on, and from one in so many, a text is checked only in part.
_FEWEST_MISSED, _GOOD_PART = 3, 5


@dataclass
class Report:
    """The outcome of checking one text; offsets count characters of `text`."""

    text: str
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    name: str = ""

    @property
    def is_read_in_part(self) -> bool:
        """Whether a good part of the numbers was not read, and so not checked."""
        missed, read = len(self.unread), len(self.claims)
        return missed >= _FEWEST_MISSED and missed * _GOOD_PART >= missed + read

    def to_json(self, with_text: bool = True) -> dict[str, Any]:
        """One JSON object: `text` (optional), `claims`, `problems`, `unread`."""
        head: dict[str, Any] = {"text": self.text} if with_text else {}
        return {
            **head,
            "claims": [claim.to_json() for claim in self.claims],
            "problems": [problem.to_json() for problem in self.problems],
            "unread": [span.to_json() for span in self.unread],
        }


def number(value: Fraction) -> int | float:
    """A whole number as int, anything else as float to four decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 4)


def shown(value: Fraction | int, places: int = 2) -> str:
    """A number for a Chinese sentence, cut off after `places` decimals, no trailing noughts."""
    scaled = abs(value) * 10**places
    cut = scaled.numerator // scaled.denominator
    whole, rest = divmod(cut, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0") if places else ""
    sign = "-" if value < 0 and cut else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
