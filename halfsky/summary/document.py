"""The finished text of a summary, as the composer hands it to the document writers."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Style = Literal["heading1", "heading2", "heading3", "heading4", "body"]

# What XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets); one such character
# pasted into a register would otherwise make the whole Word file unreadable.
UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HEADING_LEVELS: Mapping[Style, int] = MappingProxyType(
    {"heading1": 1, "heading2": 2, "heading3": 3, "heading4": 4}
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `figure` names the fact behind a number ("rights.complaints@last_year")."""

    text: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, without its heading number: the writers number, each in its own way.

    `lead` is a run-in heading: "夯实组织基础。" stands in the heading's font, and the
    runs follow in the body's font within the same paragraph. An empty lead makes a numbered
    item that is no heading: it may stand at the foot of a page.
    """

    runs: tuple[Run, ...]
    style: Style = "body"
    lead: str | None = None

    def __post_init__(self) -> None:
        if self.lead is not None and self.level is None:
            raise ValueError("a lead needs a heading style, for the lead takes its number and font")

    @property
    def level(self) -> int | None:
        """1 to 4 for a heading, None for body text."""
        return HEADING_LEVELS.get(self.style)

    @property
    def text(self) -> str:
        """The words as printed, without the number."""
        return (self.lead or "") + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One figure of the annex: what was printed, what it is made of, and how it is counted."""

    key: str
    number: int
    label: str
    shown: str  # as printed, with its unit: "46.1%", "11.02万元"
    value: int | float | Decimal | None  # exact, in `unit`; None where there is none
    unit: str
    semantics_label: str  # "期内", "期末", "累计（自2009年起）"
    definition: str
    records: int
    numerator: int | None = None
    denominator: int | None = None
    adjustment: str = ""
    note: str = ""

    @property
    def parts(self) -> str:
        """ "48/104" for a rate, nothing for other figures."""
        if self.numerator is None or self.denominator is None:
            return ""
        return f"{self.numerator}/{self.denominator}"

    @property
    def remarks(self) -> str:
        """Adjustment and note in one cell."""
        return "；".join(part for part in (self.adjustment, self.note) if part)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units owed a return for a figure, and how many gave one."""

    due: int
    reported: int
    silent: int

    @property
    def gap(self) -> str:
        """The remark of an annex row on those that are silent; the page tells it in a column."""
        return f"应报{self.due}家，{self.silent}家未报"

    def __str__(self) -> str:
        return f"应报{self.due}，已报{self.reported}，未报{self.silent}"


@dataclass(frozen=True, slots=True)
class Fact:
    """What the page says about a figure beyond its annex row."""

    period: str = ""
    scope: str = ""
    coverage: Coverage | None = None


def _no_facts() -> Mapping[str, Fact]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary; a number that leads to no annex row is refused here, before any writer."""

    title: str  # a line break in it is kept, otherwise long titles are broken evenly
    organisation: str
    period_label: str
    paragraphs: tuple[Paragraph, ...]
    signature: str
    date: datetime.date
    annex: tuple[AnnexRow, ...] = ()
    annex_title: str = ""
    facts: Mapping[str, Fact] = field(default_factory=_no_facts)

    def __post_init__(self) -> None:
        keys = [row.key for row in self.annex]
        if len(set(keys)) < len(keys):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise ValueError(f"in the annex twice: {', '.join(twice)}")
        missing = sorted(set(self.figures()) - set(keys))
        if missing:
            raise ValueError(f"in the text but not in the annex: {', '.join(missing)}")

    def figures(self) -> Iterator[str]:
        """Keys of the figures in the text, in order, repeated as they are used."""
        for paragraph in self.paragraphs:
            for run in paragraph.runs:
                if run.figure is not None:
                    yield run.figure

    def fact(self, key: str) -> Fact:
        """What is known of a figure beyond its row; nothing when nothing was given."""
        return self.facts.get(key, Fact())

    @property
    def date_label(self) -> str:
        """2022年6月30日: Arabic digits, full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"


def printable(text: str) -> str:
    """The text without the characters no document format can carry."""
    return UNPRINTABLE.sub("", text)
