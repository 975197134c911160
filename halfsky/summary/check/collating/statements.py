"""What a text states, figure by figure, each under a name that a reader of a table understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from halfsky.summary.check.conflicts.contradictions import bare_words
from halfsky.summary.check.report import Claim, Report
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import label_of
from halfsky.summary.check.text.tables import cell_names
from halfsky.summary.check.text.vocabulary import Vocabulary
from halfsky.summary.check.text.wording import unit_of


@dataclass(frozen=True)
class Statement:
    """A figure as a table takes it: `name` says what is counted, `topic` what it belongs to."""

    claim: Claim
    value: Fraction
    name: str
    topic: str
    code: str | None
    mode: str
    is_new: bool
    is_part: bool
    is_cell: bool = False

    @property
    def title(self) -> str:
        """The name, behind what it belongs to where it says nothing alone."""
        return f"{self.topic}：{self.name}" if self.topic and self.name else self.name

    @cached_property
    def bare(self) -> tuple[str, str, str]:
        """Name, topic and title without fillers, to be compared."""
        return bare_words(self.name), bare_words(self.topic), bare_words(self.title)

    @property
    def is_relative(self) -> bool:
        """Whether it says how much of, or for each of, what it belongs to: 人均, 占."""
        return bool(_RELATIVE.match(self.name))

    @cached_property
    def kind(self) -> str:
        """The kind of its unit; people and visits may stand in one row, so may firms and 个."""
        return _kind_of(self.claim.unit)


def _kind_of(unit: str) -> str:
    known = unit_of(normalise(unit))
    kind = known.kind if known else "number"
    return {"attendance": "person", "generic": "organisation"}.get(kind, kind)


_SENTENCE_END = lazy(r"[。;；！？!?\n]")
_PAUSE = lazy(r"[,，、:：()（）]")
_EDGE = " \t\n\x00“”\"'《》()（）:,，、;。"
_LONGEST = 26
_RELATIVE = lazy(r"人均|户均|平均|每|占|比|较|同比|环比")
# Says nothing without what it is told of.
_OF_ANYTHING = lazy(
    r"(?:人均|户均|平均|每|占|比|较|同比|环比).*|增加到|增至|上升到|提高到|发展到"
    r"|(?:分别)?(?:减少|增加|增长|下降|上升|提高|降低|新增|其余|其他|剩余?|完成|合计|总计|共计|总数)"
    r"|.{0,2}率"
)
_SHORT = 3
_EMPTY = lazy(r"[的了是有为各和及与达]?")
_SUM = lazy(r"合?计|共计?|总[共计]|一共")
# 由3个增加到5个: the first is how many there were.
_ROSE = lazy(r"\s?(?:增加|上升|提高|发展|减少|下降|降低)到|\s?[增升降]至")
_WERE = "（原有）"
_RANGE = lazy(r"\s?%?\s?(?:[-~至到]|--)\s?")
_BARE_OF_END = lazy(r"（(?:原有|下限|上限)）$")
_SHARES = {"percent", "permille", "tenth", "fraction"}
_OPENING = lazy(r"^(?:其中[:：]?|并且?|还|又|也|约|近|有|共有?)(?=.{2})")
_CLOSING = lazy(r"(?:共计?|达到|达|为|约|近|超过|有|了|的|是)+$")
_NEWLY = lazy(r"新(?:建|组建|成立|增|发展|办|签|设)")
_OF_ALL = lazy(r"全[市县区镇乡国省]|共有|现有|累计|总数|目前")
_SET_UP = lazy(r"建|成立")
_PART = lazy(r"其中|部分")


def statements(report: Report, vocabulary: Vocabulary) -> list[Statement]:
    """Every figure of a text in its order; a name is empty where no words tell one."""
    return list(_Namer(report, vocabulary).told())


class _Namer:
    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self.claims = report.claims
        self.plain = normalise(report.text)
        self.vocabulary = vocabulary

    def told(self) -> Iterator[Statement]:
        here: list[Statement] = []  # of the sentence so far
        for at, claim in enumerate(self.claims):
            names = cell_names(self.plain, claim.start, claim.end)
            if names:
                yield self._of_cell(claim, *names)
                continue
            since = self._since(claim)
            here = [one for one in here if one.claim.start >= since]
            here.append(self._of_words(at, since, here))
            yield here[-1]

    def _since(self, claim: Claim) -> int:
        """Where the sentence of a figure begins."""
        marks = _SENTENCE_END.finditer(self.plain, max(0, claim.start - 600), claim.start)
        return max((mark.end() for mark in marks), default=max(0, claim.start - 600))

    def _of_words(self, at: int, since: int, here: list[Statement]) -> Statement:
        claim = self.claims[at]
        first, last = self._range(at)
        here = [one for one in here if one.claim.start < self.claims[first].start]
        left = max(since, self.claims[first - 1].end) if first else since
        between = self.plain[left : self.claims[first].start]
        lead, tail = self._clause(first, last, left)
        listed = bool(here) and between.startswith("、")
        is_part = bool(_PART.search(between)) or (listed and here[-1].is_part)
        name, topic = self._name(lead, tail, between), ""
        if not name and here:
            name, topic = self._again(here, claim, between)
        elif name.startswith("占") and _group(claim) not in _SHARES:
            # 占职工总数9500人的56%: the number is the whole.
            name = name.removeprefix("占")
        elif not _stands_alone(name, is_part, listed, here, claim):
            topic = _topic(here, claim, is_part, name) or self._clause_before(since, claim)
        return Statement(
            claim=claim,
            value=claim.value,
            name=name + self._end_of_range(at) if name else "",
            topic=_BARE_OF_END.sub("", topic),
            code=claim.figure,
            mode=claim.mode,
            is_new=bool(_NEWLY.search(lead)) or _goes_on(here, claim, lead),
            is_part=is_part,
        )

    def _opens_range(self, at: int) -> bool:
        if not 0 <= at < len(self.claims) - 1:
            return False
        return bool(_RANGE.fullmatch(self.plain, self.claims[at].end, self.claims[at + 1].start))

    def _range(self, at: int) -> tuple[int, int]:
        """The first and the last figure of the range (3-5期) that a figure belongs to."""
        first = at - 1 if self._opens_range(at - 1) else at
        return first, first + 1 if self._opens_range(first) else first

    def _end_of_range(self, at: int) -> str:
        first, last = self._range(at)
        return "" if first == last else "（下限）" if at == first else "（上限）"

    def _clause(self, first: int, last: int, left: int) -> tuple[str, str]:
        """The words of the clause before a figure and behind it, as far as the next figure."""
        lead = _PAUSE.split(self.plain[left : self.claims[first].start])[-1]
        right = self.claims[last + 1].start if last + 1 < len(self.claims) else len(self.plain)
        end = self.claims[last].end
        tail = self.plain[end : min(right, end + 60)]
        return lead, _PAUSE.split(_SENTENCE_END.split(tail)[0])[0]

    def _name(self, lead: str, tail: str, earlier: str) -> str:
        """What the words by the number say is counted; all of them where that is little."""
        if _ROSE.match(tail):
            name = label_of(lead.strip(_EDGE).rstrip("由从"), "", "", 30)
            return f"{_shortened(name)}{_WERE}" if name else ""
        name = label_of(lead, tail, "" if lead.strip(_EDGE) else earlier, 30, 30)
        if len(name) <= _SHORT or _OF_ANYTHING.fullmatch(name):
            words = _OPENING.sub("", lead.strip(_EDGE))
            whole = _CLOSING.sub("", words) or words
            name = whole if len(name) < len(whole) <= 10 else name
        if _EMPTY.fullmatch(name) or _SUM.fullmatch(name):
            return "合计" if _SUM.fullmatch(name) else ""
        return _shortened(_whole(name, lead))

    def _again(self, here: list[Statement], claim: Claim, between: str) -> tuple[str, str]:
        """The name before told on: 168期、1.12万人次 of one thing, 9500人的56% as its share."""
        last = here[-1]
        if between.strip() != "的" or _group(claim) not in _SHARES:
            return last.name, last.topic
        since = max(0, last.claim.start - _LONGEST)
        if f"占{last.name}" not in self.plain[since : last.claim.start]:
            return f"{last.name}的比例", last.topic
        return f"占{last.name}的比例", here[-2].name if len(here) > 1 else ""

    def _clause_before(self, since: int, claim: Claim) -> str:
        """What the clause before said, where the sentence has counted nothing yet."""
        clauses = _PAUSE.split(self.plain[since : claim.start])[:-1]
        told = [one for one in clauses if one.strip(_EDGE)]
        return _shortened(label_of(told[-1], "", "", 20, 0)) if told else ""

    def _of_cell(self, claim: Claim, row: str, column: str) -> Statement:
        """A figure of a table, called by its row and its column."""
        mode = next((mode for mode, words in _PERIODS.items() if words.fullmatch(column)), "")
        code = self.vocabulary.match(row, claim.unit) if mode or not column else None
        parts = (row, "" if mode and row else column)
        name = "：".join(part for part in parts if part)
        mode = mode or "result"
        sign = -1 if self.plain[claim.start - 1 : claim.start] == "-" else 1
        return Statement(
            claim, sign * claim.value, name, "", code, mode, False, False, is_cell=True
        )


# Columns that say of when a figure is, and not of what.
_PERIODS = {
    "result": lazy(
        r"(?:本期|本年度?|今年|数[量值据字]|实际(?:完成)?|完成(?:数|情况)?|实绩)(?:[(].*[)])?"
    ),
    "last_year": lazy(r"(?:上年|去年|上期)[^\s:]{0,4}"),
    "plan": lazy(r"(?:计划|目标|任务)[^\s:]{0,2}"),
}


def _goes_on(here: list[Statement], claim: Claim, lead: str) -> bool:
    """Whether 已建67家 goes on telling of the newly set up that the words before counted."""
    if not here or not here[-1].is_new or here[-1].claim.unit != claim.unit:
        return False
    return bool(_SET_UP.search(lead)) and not _OF_ALL.search(lead)


def _stands_alone(
    name: str, is_part: bool, listed: bool, here: list[Statement], claim: Claim
) -> bool:
    """Whether a name is one without what it is told of."""
    little = len(name) < _SHORT and not listed
    if _OF_ANYTHING.fullmatch(name) or little or (is_part and len(name) <= _SHORT):
        return False
    same = bool(here) and here[-1].claim.unit == claim.unit
    return len(name) > _SHORT or not same or listed


def _topic(here: list[Statement], claim: Claim, is_part: bool, name: str) -> str:
    """What a name that says little belongs to: its whole, else what the sentence counted last."""
    kind = _group(claim)
    if is_part or name.startswith("占"):
        counts = [one for one in here if _group(one.claim) not in {"percent", "money"}]
        wholes = [one for one in counts if name.startswith("占") or not one.is_part]
        return wholes[-1].name if wholes else ""
    named = [one for one in here if not one.topic]
    alike = [one for one in named if _group(one.claim) == kind]
    counted = [one for one in named if _group(one.claim) != "money"]
    told = next((group[-1].name for group in (alike, counted, named) if group), "")
    return told or (here[-1].topic if here else "")


def _group(claim: Claim) -> str:
    kind = _kind_of(claim.unit)
    return "person" if kind == "household" else kind


def _whole(name: str, lead: str) -> str:
    """The name with the 按 before it, and with both of its quotation marks."""
    at = lead.find(name[:4])
    if at > 0 and name and lead[at - 1] in "按以":
        name = lead[at - 1] + name
    for opening, closing in ("“”", "《》"):
        if name.count(closing) > name.count(opening):
            name = opening + name
        elif name.count(opening) > name.count(closing):
            name += closing
    return name


def _shortened(name: str) -> str:
    name = re.sub(r"\s+", " ", name.replace("\x00", "")).strip()
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 2]}……"
