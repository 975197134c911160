"""From quantities to claims: each with its label, its figure, its scope and its time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from halfsky.summary.check.report import Approx, Claim, Span
from halfsky.summary.check.text import lists, passages
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.passages import Sentence
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.quantities import Quantity, read_quantities
from halfsky.summary.check.text.vocabulary import Vocabulary, of_all, of_the_new


@dataclass(frozen=True)
class Reading:
    """A claim with the words around it, as the arithmetic needs it.

    `lead` runs from the claim before it in the sentence (or the sentence's start) to the number,
    `tail` from its end to the next claim (or the sentence's end).
    """

    claim: Claim
    quantity: Quantity
    sentence: Sentence
    clause: tuple[int, int]
    lead: str
    tail: str
    before: str
    after: str

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end

    @cached_property
    def kind(self) -> str:  # asked very often
        return self.quantity.kind

    @cached_property
    def interval(self) -> Interval:
        return self.quantity.interval

    @cached_property
    def words(self) -> str:
        """The clause without the number: what is counted."""
        return self.before + self.after

    @property
    def shown(self) -> str:
        return self.claim.quote


# Lines of a list are short, and what belongs together stands in neighbouring ones.
_LINES_APART, _LISTED = 3, 40
MOST_IN_SENTENCE = 80
# How far the words around a number are looked at.
_REACH = 240


@dataclass(frozen=True)
class ReadText:
    """A text with everything read from it; `plain` is its normalised form, same offsets.

    In `plain` a list of short lines is one sentence, in `lined` it has its lines.
    """

    text: str
    plain: str
    lined: str
    sentences: list[Sentence]
    readings: list[Reading]
    unread: list[Span]

    @cached_property
    def groups(self) -> dict[int, list[Reading]]:
        """Readings by the index of their sentence, in text order, eighty a sentence at most."""
        groups: dict[int, list[Reading]] = {}
        for reading in self.readings:
            group = groups.setdefault(reading.sentence.index, [])
            # Comparing all with all: a sentence without end would cost time without end.
            if len(group) < MOST_IN_SENTENCE:
                group.append(reading)
        return groups

    @cached_property
    def openings(self) -> dict[int, str]:
        """The first words of each paragraph, which often name whose paragraph it is."""
        openings: dict[int, str] = {}
        for sentence in self.sentences:
            openings.setdefault(
                sentence.paragraph,
                self.plain[sentence.start : min(sentence.end, sentence.start + 40)],
            )
        return openings

    def by_sentence(self) -> dict[int, list[Reading]]:
        """Readings grouped by the index of their sentence, in text order."""
        return self.groups

    def are_beside(self, one: Reading, other: Reading) -> bool:
        """Whether two numbers stand in one paragraph, or in lines of one list near each other."""
        first, last = sorted((one, other), key=lambda reading: reading.start)
        lines = last.sentence.paragraph - first.sentence.paragraph
        if lines > _LINES_APART:
            return False
        return not lines or all(len(line) <= _LISTED for line in self._lines(first, last))

    def _lines(self, first: Reading, last: Reading) -> list[str]:
        """The lines from that of the one to that of the other, whole."""
        start = self.plain.rfind("\n", 0, first.start) + 1
        end = self.plain.find("\n", last.end)
        return self.plain[start : end if end >= 0 else len(self.plain)].split("\n")

    def around(self, reading: Reading, back: int, ahead: int) -> list[Reading]:
        """Readings of the sentence, of `back` before it and `ahead` after it."""
        index = reading.sentence.index
        return [
            other
            for place in range(index - back, index + ahead + 1)
            for other in self.groups.get(place, [])
        ]


_ADVERBS = lazy(
    r"^(?:其中|包括|以及|并且|同时|另外|此外|目前|现有|现|已经|已|共计|合计|总计|一共|总共|共有|共|累计|先后|全年|今年|今年以来|上半年|下半年|截至目前|截止目前|到目前为止|有|我们|并|还|又|各|约|近|达到|达(?!成)|为|的|了|对|和|与|及|将|按|是|在|其|分别|以|向|从|由|给|多|余)+"
)
_TRAILING = lazy(
    r"(?:共计|合计|总计|一共|总共|共有|共|累计|约为|约|近|超过|超|逾|达到|达|为|的|了|有|是|到|至|各|余|不足|突破|上|多|:|\s|分别为|分别)+$"
)
# Here 到 is no word that leads up to a number.
_TURNOUT = lazy(r"[应实签未]到(?:人数)?\Z")
_PERIOD = lazy(r"^.*\d\s?(?:年度?|月份?|日)(?:上半年|下半年|全年|底|以来)?")
_EDGE = " \t\n\x00“”\"'《》()（）:,，、;。"


def label_of(before: str, after: str, earlier: str, most: int = 14, most_after: int = 12) -> str:
    """Verb and object around the number, at most so many characters before and after it."""
    head = before.strip(_EDGE)
    head = head if _TURNOUT.search(head) else _TRAILING.sub("", head)
    head = _ADVERBS.sub("", _PERIOD.sub("", head)).strip(_EDGE)
    tail = _ADVERBS.sub("", after.strip(_EDGE)).strip(_EDGE)
    joined = (head[-most:] + tail[:most_after]) or _TRAILING.sub("", earlier.strip(_EDGE))[-most:]
    return joined.replace("\x00", "").replace("\n", "")


def _neighbour_bounds(quantities: list[Quantity], at: int, sentence: Sentence) -> tuple[int, int]:
    left, right = sentence.start, sentence.end
    if at and quantities[at - 1].end > left:
        left = quantities[at - 1].end
    if at + 1 < len(quantities) and quantities[at + 1].start < right:
        right = quantities[at + 1].start
    return left, right


_LABELLED = lazy(
    r"(?:^|[,，;、。\n\s(])(?P<label>[^,，;、。\n\s()]{1,14})(?:[(][^()]{1,8}[)])?[:\s]+$"
)


def _heading_of(lead: str) -> str:
    """The label that a colon or a gap sets before a number: 实际完成:1640人."""
    found = _LABELLED.search(lead)
    return found["label"].strip(":") if found else ""


def _approx(word: str | None) -> Approx | None:
    return word if word in {"ge", "le", "about"} else None  # type: ignore[return-value]


class _Reader:
    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.lined = normalise(text)
        self.plain = lists.joined(self.lined)
        self.vocabulary = vocabulary
        self.quantities, self.unread = read_quantities(self.plain)
        held = [(quantity.start, quantity.end) for quantity in self.quantities]
        self.sentences = passages.sentences(self.plain, held)

    def read(self) -> ReadText:
        readings: list[Reading] = []
        sentence_at = 0
        for at, quantity in enumerate(self.quantities):
            while (
                sentence_at + 1 < len(self.sentences)
                and self.sentences[sentence_at].end <= quantity.start
            ):
                sentence_at += 1
            readings.append(self._reading(at, quantity, self.sentences[sentence_at]))
        unread = [Span(self.text[a:b], a, b) for a, b in self.unread]
        return ReadText(self.text, self.plain, self.lined, self.sentences, readings, unread)

    def _reading(self, at: int, quantity: Quantity, sentence: Sentence) -> Reading:
        left, right = _neighbour_bounds(self.quantities, at, sentence)
        left, right = max(left, quantity.start - _REACH), min(right, quantity.end + _REACH)
        clause = sentence.clause_at(quantity.start)
        lead = self.plain[left : quantity.start]
        tail = self.plain[quantity.end : right]
        before = self.plain[max(left, clause[0]) : quantity.start]
        if not before.strip():
            before = _heading_of(lead) + before
        after = self.plain[quantity.end : min(right, clause[1])]
        claim = self._claim(quantity, sentence, clause, lead, before, after)
        return Reading(claim, quantity, sentence, clause, lead, tail, before, after)

    def _printed_unit(self, quantity: Quantity) -> str:
        """The unit in the characters of the text itself (戶 stays 戶)."""
        unit = quantity.unit
        at = self.plain.find(unit, quantity.start, quantity.end) if unit else -1
        printed = self.text[at : at + len(unit)] if at >= 0 else unit
        return unicodedata.normalize("NFKC", printed)

    def _claim(
        self,
        quantity: Quantity,
        sentence: Sentence,
        clause: tuple[int, int],
        lead: str,
        before: str,
        after: str,
    ) -> Claim:
        whole = self.plain[max(sentence.start, quantity.start - _REACH) : quantity.start]
        words = self.plain[max(clause[0], quantity.start - _REACH) : clause[1]][: 2 * _REACH]
        plan = quantity.start >= sentence.plan_from and not passages.last_year(words)
        past = passages.last_year(words) or passages.set_in_last_year(whole)
        mode = "plan" if plan else "last_year" if past else "result"
        if mode == "result" and passages.upper_level(words):
            mode = "upper_level"
        times = passages.spans_in(lead) or passages.spans_in(whole)
        places = passages.places_in(lead) or passages.places_in(whole)
        figure = self.vocabulary.match(before + after, quantity.unit, lead)
        figure = of_the_new(self.vocabulary, figure, lead, whole[-60:])
        figure = of_all(figure, before, after, whole)
        return Claim(
            quote=self.text[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            label=label_of(before, after, lead),
            value=quantity.value,
            unit=self._printed_unit(quantity),
            approx=_approx(quantity.approx),
            figure=figure,
            scope="、".join(sorted(places)),
            time="、".join(sorted(times)),
            mode=mode,  # type: ignore[arg-type]
            cumulative=passages.cumulative(whole[-60:] + words),
        )


def read_text(text: str, vocabulary: Vocabulary) -> ReadText:
    """Every claim of `text` in order, with the words it stands among."""
    return _Reader(text, vocabulary).read()
