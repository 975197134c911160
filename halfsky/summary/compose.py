"""Fills an outline for one organisation and period: every number is a figure."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from halfsky.figures.coming import records_within
from halfsky.figures.comparison import Comparison
from halfsky.figures.engine import Engine, OrmEngine
from halfsky.figures.facts import Fact
from halfsky.figures.latest import latest_half_year
from halfsky.figures.periods import Period
from halfsky.figures.report import Report, compute
from halfsky.org.tree import Node
from halfsky.records.registry import registers
from halfsky.summary.annex import annex_rows, document_facts
from halfsky.summary.document import Paragraph, Run, Summary
from halfsky.summary.language import AGAINST_LAST_YEAR, COMPARED, COUNTED, Clause, Part, Slot, Words
from halfsky.summary.listing import Listing
from halfsky.summary.naming import committee_name, day_label, part_name, preposition
from halfsky.summary.outline import (
    Chapter,
    Group,
    Outline,
    Sentence,
    groups_of,
    outlines,
)

DOCUMENT_LANGUAGE = "zh-hans"
NEXT, LAST_YEAR = "next", "last_year"


class NoOutline(Exception):
    """No outline fits the organisation; the sentence names those there are."""


def outline_for(organisation: Node, code: str | None = None) -> Outline:
    """The outline asked for, else the first made for the organisation's tier."""
    found = outlines()
    if code is not None:
        if code not in found:
            message = _("没有提纲“{code}”，现有：{found}。")
            raise NoOutline(message.format(code=code, found="、".join(found)))
        return found[code]
    for outline in found.values():
        if organisation.tier in outline.tiers:
            return outline
    message = _("没有适合“{tier}”的提纲，现有：{found}。")
    raise NoOutline(message.format(tier=organisation.tier.label, found="、".join(found)))


class Facts:
    """The facts that a summary reads, computed when first asked for and remembered as used."""

    def __init__(self, period: Period, organisation: int | None, engine: Engine) -> None:
        self.engine = engine
        self.report = compute(period, organisation, engine=engine)
        self.used: dict[str, Fact] = {}
        self._reports: dict[str, Report] = {"": self.report}

    def report_of(self, word: str) -> Report:
        """The report of this period, of the same a year before, or of the next."""
        if word not in self._reports:
            period = self.report.period
            other = period.last_year if word == LAST_YEAR else period.following
            self._reports[word] = compute(other, self.report.top.id, engine=self.engine)
        return self._reports[word]

    def fact(self, code: str, word: str = "") -> Fact:
        """A fact, without saying that the summary prints it."""
        return self.report_of(word).fact(code)

    def use(self, code: str, word: str = "") -> tuple[str, Fact]:
        """A fact that the summary prints, and the key of its line in the annex."""
        key = f"{code}@{word}" if word else code
        fact = self.used.setdefault(key, self.fact(code, word))
        return key, fact

    @cached_property
    def is_over(self) -> bool:
        """Whether the period has run its course: half a year is not set against a whole one."""
        period = self.report.period
        recorded = latest_half_year(self.engine.using)
        return period.last_day <= timezone.localdate() and period.until <= recorded.until

    def comparison(self, code: str) -> Comparison:
        """This period against the same a year before."""
        return Comparison(self.fact(code), self.fact(code, LAST_YEAR))

    def least_covered(self) -> Fact | None:
        """Of this period's facts used, the one with the most organisations silent."""
        asked = self.report.period
        of_period = [fact for fact in self.used.values() if fact.period == asked]
        return max(of_period, key=lambda fact: fact.coverage.silent, default=None)


class Composer:
    """Writes one summary."""

    def __init__(self, outline: Outline, facts: Facts) -> None:
        self.outline = outline
        self.facts = facts
        self.listing = Listing()

    def summary(self) -> Summary:
        """The finished text."""
        opening = self.plain_paragraphs(self.outline.opening)
        body = [
            paragraph for chapter in self.outline.chapters for paragraph in self.chapter(chapter)
        ]
        closing = self.plain_paragraphs(self.outline.closing)
        period = self.facts.report.period
        rows = self.listing.after(annex_rows(self.facts.used))
        return Summary(
            title=self.words(self.outline.title),
            organisation=self.facts.report.top.name,
            period_label=period.label,
            paragraphs=(*opening, *body, *closing),
            signature=self.words(self.outline.signature),
            date=signing_day(period),
            annex=rows,
            annex_title=f"{period.label}工作总结所用数据",
            facts={**document_facts(self.facts.used), **self.listing.facts},
        )

    def chapter(self, chapter: Chapter) -> list[Paragraph]:
        """Its heading and groups; nothing where no group has anything to say."""
        found = [
            paragraph
            for group in groups_of(self.outline, chapter)
            for paragraph in self.group(group)
        ]
        return [Paragraph((Run(chapter.heading),), "heading1"), *found] if found else []

    def group(self, group: Group) -> list[Paragraph]:
        """A paragraph with a run-in heading, or numbered items."""
        told = self.told(group.sentences)
        told += self.coming(group.listing)
        if group.form == "items":
            return [Paragraph(runs, "heading3", lead="") for runs in told]
        runs = tuple(run for sentence in told for run in sentence)
        if not runs:
            return []
        if group.heading:
            return [Paragraph(runs, "heading2", lead=f"{group.heading}。")]
        return [Paragraph(runs)]

    def told(self, sentences: Iterable[Sentence]) -> list[tuple[Run, ...]]:
        """The sentences that hold; words without figures only accompany those with them."""
        written = [(sentence, self.sentence(sentence)) for sentence in sentences]
        kept = [(sentence, runs) for sentence, runs in written if runs]
        has_figures = any(any(sentence.codes()) for sentence, _runs in written)
        still_has = any(any(sentence.codes()) for sentence, _runs in kept)
        return [runs for _sentence, runs in kept] if still_has or not has_figures else []

    def sentence(self, sentence: Sentence) -> tuple[Run, ...]:
        """Its runs; none where its first figure is empty or a condition fails."""
        if not self.has_subject(sentence.parts):
            return ()
        if not all(comparison.holds(self.value) for comparison in sentence.conditions):
            return ()
        return tuple(self.runs(sentence.parts))

    def has_subject(self, parts: Iterable[Part]) -> bool:
        """Whether the first figure, which the words are about, has something to print."""
        figures = (part for part in parts if isinstance(part, Slot) and part.is_figure)
        first = next(figures, None)
        return first is None or self.is_filled(first)

    def plain_paragraphs(self, sentences: Iterable[Sentence]) -> list[Paragraph]:
        """Opening or closing: all sentences in one paragraph of body text."""
        runs = tuple(run for sentence in sentences for run in self.sentence(sentence))
        return [Paragraph(runs)] if runs else []

    def runs(self, parts: Iterable[Part]) -> Iterator[Run]:
        """Words and figures in order; clauses that have nothing to say left out."""
        for part in parts:
            if isinstance(part, Words):
                yield Run(part.text)
            elif isinstance(part, Clause):
                if self.has_subject(part.parts):
                    yield from self.runs(part.parts)
            else:
                yield from self.slot(part)

    def slot(self, slot: Slot) -> Iterator[Run]:
        """What a slot prints, linked to the fact it comes from."""
        if not slot.is_figure:
            yield Run(self.name(slot.code))
        elif slot.word in COMPARED:
            key, _then = self.facts.use(slot.code, LAST_YEAR)
            self.facts.use(slot.code)
            words: str = getattr(self.facts.comparison(slot.code), slot.word)
            yield Run(f"{preposition(words)}上年同期")
            yield Run(words, key)
        elif slot.word == "since":
            yield Run(since_label(self.facts.fact(slot.code)))
        else:
            key, fact = self.facts.use(slot.code, slot.word)
            yield Run(fact.shown, key)

    def is_filled(self, slot: Slot) -> bool:
        """Whether there is something to print."""
        if not slot.is_figure:
            return True
        if slot.word in AGAINST_LAST_YEAR and not self.facts.is_over:
            return False
        if slot.word in COMPARED:
            return self.facts.comparison(slot.code).is_possible
        word = slot.word if slot.word in (LAST_YEAR, NEXT) else ""
        return not self.facts.fact(slot.code, word).is_empty

    def value(self, code: str) -> Decimal:
        """What a condition compares: a figure, money in yuan, or how many are silent."""
        if "." in code:
            return Decimal(str(self.facts.fact(code).value or 0))
        return Decimal(self.name(code))

    def name(self, code: str) -> str:
        """What a name of the whole prints."""
        report = self.facts.report
        if code in COUNTED:
            least = self.facts.least_covered()
            return str(getattr(least.coverage, code)) if least else "0"
        names = {
            "organisation": report.top.name,
            "committee": committee_name(report.top.name),
            "period": report.period.label,
            "part": part_name(report.period),
            "end": day_label(report.period.last_day),
        }
        return names[code]

    def words(self, parts: Iterable[Part]) -> str:
        """Parts as plain text."""
        return "".join(run.text for run in self.runs(parts))

    def coming(self, code: str) -> list[tuple[Run, ...]]:
        """The records of the coming period that a register puts into words."""
        if not code:
            return []
        register, top = registers()[code], self.facts.report.top
        coming = self.facts.report.period.following
        records = records_within(register, coming, top.id, self.facts.engine.using)
        return self.listing.sentences(register, records, coming, top)


def signing_day(period: Period) -> datetime.date:
    """A summary is dated by the last day it speaks of."""
    return period.last_day


def since_label(fact: Fact) -> str:
    """2021年1月: where a cumulative figure begins."""
    since = getattr(fact.figure, "since", None)
    return f"{since.year}年{since.month}月" if since else ""


def compose(
    period: Period,
    organisation: int | None = None,
    outline: str | None = None,
    engine: Engine | None = None,
) -> Summary:
    """The summary of an organisation's subtree (the root's without one) for a period.

    A summary is a Chinese document, whatever language its writer's terminal speaks.
    """
    facts = Facts(period, organisation, engine or OrmEngine())
    found = outline_for(facts.report.top, outline)
    with translation.override(DOCUMENT_LANGUAGE):
        return Composer(found, facts).summary()
