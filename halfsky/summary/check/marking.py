"""What of a text is marked for each finding: the numbers it is about, each at its own place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from halfsky.summary.check.docx import STRUCK
from halfsky.summary.check.quoting import unbroken
from halfsky.summary.check.report import Problem, Report, Span

_END = 18  # as much is shown of each end
_CUT = "……"
_SHOWN = 2  # as many numbers are shown of each end
_SHORT = 40  # a quote longer than this leaves out its middle
# Two numbers further apart than this are marked themselves, not all that stands between them.
_FAR_APART = 40
_LED_BY = 8  # characters that may stand before the first number of a finding: 全厂共318名
_CELL = re.compile(r"[^\t\n]+")
_NUMBER = re.compile(r"[-+]?\d[\d,.，]*[%％‰]?")
_BORDERS = "\t\n"
_WIDE = "wide_"
GRADE_SIGNS: dict[str, str] = {"wrong": "误", "doubtful": "疑"}


@dataclass(frozen=True)
class Label:
    """The number of a finding as it stands in the text, beside each place the finding marks."""

    number: int  # counted from 1, in the order of the report
    grade: str
    place: int  # counted from 1, in the order of the text
    offset: int  # behind what it marks

    @property
    def sign(self) -> str:
        """误 or 疑: colour is not the only sign."""
        return GRADE_SIGNS[self.grade]

    @property
    def anchor(self) -> str:
        """Where a finding leads back to: 3, and 3-2 for its second place."""
        return str(self.number) if self.place == 1 else f"{self.number}-{self.place}"


@dataclass(frozen=True)
class Stretch:
    """A stretch of the text that is marked alike, and the findings with a place that ends there."""

    start: int
    text: str
    marks: frozenset[str]  # wrong, doubtful, wide_wrong, wide_doubtful, claim, unread
    labels: tuple[Label, ...]

    @property
    def words(self) -> str:
        """Its text without the tab or the line end behind a cell."""
        return self.text.rstrip(_BORDERS)

    @property
    def grade(self) -> str:
        """The worse of the grades of its findings; empty without one."""
        names = (f"{width}{grade}" for width in ("", _WIDE) for grade in GRADE_SIGNS)
        return next((name for name in names if name in self.marks), "").removeprefix(_WIDE)

    @property
    def is_wide(self) -> bool:
        """Whether it only stands between, or around, what a finding is about."""
        return bool(self.grade) and not self.marks & GRADE_SIGNS.keys()


@dataclass(frozen=True)
class Marked:
    """What a finding marks: its words or its numbers, and lightly the long words around them."""

    places: list[Span]  # in the order of the text
    around: Span | None = None

    @property
    def ends(self) -> list[int]:
        """Where its label stands."""
        around = [self.around.end] if self.around else []
        return sorted({*(span.end for span in self.places), *around})


def marked(report: Report, problem: Problem) -> Marked:
    """What of a finding is marked: all its words, or where these are long the numbers."""
    inside, outside = _numbers(report, problem)
    if _is_short(problem):
        return Marked(_in_order([problem, *outside]))
    cells = _cells(report.text, problem) if len(inside) < 2 else []
    if cells or _reaches(problem, inside):
        return Marked(_in_order([*(cells or inside), *outside]))
    return Marked(_in_order([*inside, *outside]), _trimmed(problem))


def quoted(report: Report, problem: Problem) -> str:
    """What a finding is about in one line: its words, or its numbers one after the other."""
    found = marked(report, problem)
    alone = _is_short(problem) and len(found.places) == 1
    if alone or found.around:
        return one_line(problem.quote)
    return _all_or_ends([span.quote for span in found.places])


def _all_or_ends(quotes: list[str]) -> str:
    """Numbers one after the other; of too many the first and the last, each whole."""
    whole = _strung(quotes)
    if len(whole) > _SHORT and len(quotes) > 2 * _SHOWN:
        whole = _strung([*quotes[:_SHOWN], *quotes[-_SHOWN:]])
    return one_line(whole)


def _strung(quotes: list[str]) -> str:
    """Quotes on one line, with dots for what stands between them."""
    return _CUT.join(" ".join(quote.split()) for quote in quotes)


def _in_order(spans: list[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.start)


def one_line(quote: str) -> str:
    """The words in one line, without their middle where they are many, and no number cut in two."""
    joined = " ".join(quote.replace(STRUCK, "").split())
    if len(joined) <= _SHORT:
        return joined
    head = unbroken(joined, _END, -1) or _END
    tail = unbroken(joined, len(joined) - _END, 1)
    end = joined[tail:] or joined[-_END:]
    return f"{joined[:head].rstrip('…')}{_CUT}{end.lstrip('…')}"


def _is_short(problem: Problem) -> bool:
    borders = any(border in problem.quote for border in _BORDERS)
    return len(problem.quote) <= _FAR_APART and not borders


def _reaches(problem: Problem, numbers: list[Span]) -> bool:
    """Whether the numbers stand at both ends of the words, so that nothing is lost with these."""
    if len(numbers) < 2:
        return False
    return numbers[0].start - problem.start <= _LED_BY and numbers[-1].end == problem.end


def _numbers(report: Report, problem: Problem) -> tuple[list[Span], list[Span]]:
    """The numbers a finding is about: those inside its words, and those elsewhere."""
    known = {span.start: span for span in (*report.unread, *report.claims)}
    spans = [
        span
        for at in sorted(problem.about)
        if (span := known.get(at) or _number_at(report.text, at)) is not None
    ]
    inside = [one for one in spans if problem.start <= one.start and one.end <= problem.end]
    apart = [one for one in spans if one.end <= problem.start or problem.end <= one.start]
    return inside, apart


def _number_at(text: str, at: int) -> Span | None:
    found = _NUMBER.match(text, at)
    return Span(found.group(), at, found.end()) if found else None


def _cells(text: str, problem: Problem) -> list[Span]:
    """The cells of a table a finding goes over: of its column, or all where it is of one row.

    Empty where its words stand in no table, or from one column of it to another.
    """
    if "\t" not in problem.quote:
        return []
    found = [(_column(text, cell), cell) for cell in _cells_between(text, problem)]
    first, last = found[0][0], found[-1][0]
    if "\n" in problem.quote.strip("\n") and first != last:
        return []
    of_one_row = first != last or "\n" not in problem.quote
    return [cell for column, cell in found if of_one_row or column == first]


def _cells_between(text: str, problem: Problem) -> Iterator[Span]:
    for found in _CELL.finditer(text, problem.start, problem.end):
        yield Span(found.group(), found.start(), found.end())


def _column(text: str, cell: Span) -> int:
    return text.count("\t", text.rfind("\n", 0, cell.start) + 1, cell.start)


def _trimmed(span: Span) -> Span:
    """The words without the borders of lines and cells at their ends."""
    quote = span.quote.strip(_BORDERS)
    if not quote:
        return span
    start = span.start + span.quote.index(quote)
    return Span(quote, start, start + len(quote))


def stretches(report: Report, borders: Iterable[int] = ()) -> list[Stretch]:
    """The text cut where a mark begins or ends and at the borders; joined it is the text again."""
    named = list(_named(report))
    ends = {offset for span, _name in named for offset in (span.start, span.end)}
    cuts = sorted({0, len(report.text), *ends, *borders})
    standing = _labels(report)
    marks = _marks(named, cuts)
    return [
        Stretch(start, report.text[start:end], frozenset(marks[at]), tuple(standing.get(end, ())))
        for at, (start, end) in enumerate(pairwise(cuts))
    ]


def labels(report: Report, number: int) -> list[Label]:
    """The labels of a finding, one for each of its places."""
    problem = report.problems[number - 1]
    ends = marked(report, problem).ends
    return [Label(number, problem.grade, place, end) for place, end in enumerate(ends, 1)]


def _labels(report: Report) -> dict[int, list[Label]]:
    """The labels that stand at each offset."""
    found: dict[int, list[Label]] = {}
    for number in range(1, len(report.problems) + 1):
        for label in labels(report, number):
            found.setdefault(label.offset, []).append(label)
    return found


def _named(report: Report) -> Iterator[tuple[Span, str]]:
    """Every span that is marked, with the name of its mark."""
    for problem in report.problems:
        found = marked(report, problem)
        yield from ((span, problem.grade) for span in found.places)
        if found.around:
            yield found.around, f"{_WIDE}{problem.grade}"
    yield from ((claim, "claim") for claim in report.claims)
    yield from ((span, "unread") for span in report.unread)


def _marks(named: Iterable[tuple[Span, str]], cuts: list[int]) -> list[set[str]]:
    at_cut = {cut: index for index, cut in enumerate(cuts)}
    marks: list[set[str]] = [set() for _ in cuts]
    for span, name in named:
        for index in range(at_cut[span.start], at_cut[span.end]):
            marks[index].add(name)
    return marks
