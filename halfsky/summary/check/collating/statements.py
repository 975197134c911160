"""What a text states, figure by figure, each under a name that a reader of a table understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from halfsky.summary.check.collating.in_order import names_in_order
from halfsky.summary.check.collating.labels import (
    before_next_label,
    kind_of_all,
    label_of_form,
)
from halfsky.summary.check.collating.level import is_own, own_words
from halfsky.summary.check.collating.statement import Statement, group_of
from halfsky.summary.check.collating.topics import (
    OF_ANYTHING,
    SHORT,
    covered_by,
    done_with,
    is_coverage,
    stands_alone,
    topic_of,
)
from halfsky.summary.check.collating.year_before import is_of_year_before, thing_before
from halfsky.summary.check.report import Claim, Report
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import label_of
from halfsky.summary.check.text.tables import cell_names
from halfsky.summary.check.text.vocabulary import Vocabulary

_SENTENCE_END = lazy(r"[。;；！？!?\n]")
_PAUSE = lazy(r"[,，、:：()（）]")
_EDGE = " \t\n\x00“”\"'《》()（）:,，、;。"
_LONGEST = 26
_EMPTY = lazy(r"[的了是有为各和及与达]?|(?:分别|依次)[有为是]?")
_SUM = lazy(r"合?计|共计?|总[共计]|一共")
# 由3个增加到5个: the first is how many there were.
_ROSE = lazy(r"\s?(?:增加|上升|提高|发展|减少|下降|降低)到|\s?[增升降]至")
_WERE = "（原有）"
_RANGE = lazy(r"\s?%?\s?(?:[-~至到]|--)\s?")
_BARE_OF_END = lazy(r"（(?:原有|下限|上限)）$")
_SHARES = {"percent", "permille", "tenth", "fraction"}
_OPENING = lazy(r"^(?:其中[:：]?|并且?|还|又|也|约|近|有|共有?)(?=.{2})")
_CLOSING = lazy(r"(?:共计?|达到|达|为|约|近|超过|有|了|的|是|分别|依次)+$")
_NEWLY = lazy(r"新(?:建|组建|成立|增|发展|办|签|设)")
_OF_ALL = lazy(r"全[市县区镇乡国省]|共有|现有|累计|总数|目前")
_SET_UP = lazy(r"建|成立")
_PART = lazy(r"其中|部分")
_NUMBER = lazy(r"\d(?!\d*[年月日])")
_COVERS = lazy(r"\s?(?:共|合计)?(?:覆盖|涉及|惠及)")
_OF_NEW_UNIONS = "organising.women_organisations_new"
_NEW_UNIONS = lazy(r"(?:新(?:建|组建|成立|增)|组建)[^,，。;]{0,4}工会(?!女)")
# 慰问金每人: of each, of that.
_EACH = lazy(
    r"(?P<of>(?!平均).{2,}?)(?P<each>(?:每[人户名位个班间期场组次家份篇件盒套对]|[人户班组场]均)[^\d]{0,6})"
)


def statements(report: Report, vocabulary: Vocabulary) -> list[Statement]:
    """Every figure of a text in its order; a name is empty where no words tell one."""
    return list(_Namer(report, vocabulary).told())


@dataclass(frozen=True)
class _Place:
    """The words around a figure: of its clause, and all since the figure before."""

    since: int  # where the sentence begins
    lead: str
    tail: str
    between: str
    listed: bool
    is_part: bool


class _Namer:
    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self.claims = report.claims
        self.plain = normalise(report.text)
        self.vocabulary = vocabulary
        self.in_order = names_in_order(self.plain, report.claims)
        self.own_words = own_words(report.name, self.plain)

    def told(self) -> Iterator[Statement]:
        here: list[Statement] = []  # of the sentence so far
        before: list[Statement] = []  # of the paragraph so far
        for at, claim in enumerate(self.claims):
            names = cell_names(self.plain, claim.start, claim.end)
            if names:
                yield self._of_cell(claim, *names)
                continue
            since = self._since(claim)
            here = [one for one in here if one.claim.start >= since]
            line = self.plain.rfind("\n", 0, claim.start)
            before = [one for one in before if one.claim.start > line]
            said = self._of_year_before(at, since, before) or self._of_words(
                at, since, here, before
            )
            here.append(said)
            before.append(said)
            yield said

    def _of_year_before(self, at: int, since: int, before: list[Statement]) -> Statement | None:
        """Last year's number of what was counted just before: 98份，比去年同期的91份增加."""
        claim = self.claims[at]
        left = max(since, self.claims[at - 1].end) if at else since
        if not is_of_year_before(self.plain[left : claim.start]):
            return None
        thing = thing_before([(one.name, one.claim.unit) for one in before], claim.unit)
        if thing is None:
            return None
        return replace(before[thing], claim=claim, value=claim.value, mode="last_year")

    def _since(self, claim: Claim) -> int:
        """Where the sentence of a figure begins."""
        marks = _SENTENCE_END.finditer(self.plain, max(0, claim.start - 600), claim.start)
        return max((mark.end() for mark in marks), default=max(0, claim.start - 600))

    def _of_words(
        self, at: int, since: int, here: list[Statement], before: list[Statement]
    ) -> Statement:
        claim = self.claims[at]
        first, last = self._range(at)
        here = [one for one in here if one.claim.start < self.claims[first].start]
        left = max(since, self.claims[first - 1].end) if first else since
        between = self.plain[left : self.claims[first].start]
        lead, tail = self._clause(first, last, left)
        listed = bool(here) and between.startswith("、")
        is_part = bool(_PART.search(between)) or (listed and here[-1].is_part)
        place = _Place(since, lead, tail, between, listed, is_part)
        name, topic = self.in_order.get(claim.start) or self._named(claim, place, here, before)
        name = self._in_full(name, claim)
        name = name + self._end_of_range(at) if name else ""
        return Statement(
            claim=claim,
            value=claim.value,
            name=name,
            topic=_BARE_OF_END.sub("", topic),
            code=self._code(claim),
            mode="result" if self._is_own(claim) else claim.mode,
            is_new=bool(_NEWLY.search(lead)) or _goes_on(here, claim, lead),
            is_part=is_part,
        )

    def _named(
        self, claim: Claim, place: _Place, here: list[Statement], before: list[Statement]
    ) -> tuple[str, str]:
        """What a figure is called, and what it belongs to where that says little."""
        label = label_of_form(place.between, place.tail)
        if label:
            return label, ""
        name = self._name(place.lead, place.tail, place.between)
        name = kind_of_all(place.between, place.tail, claim.unit) or name
        if not name:
            return self._again(here, claim, place.between) if here else ("", "")
        if name.startswith("占") and group_of(claim) not in _SHARES:
            # 占职工总数9500人的56%: the number is the whole.
            return name.removeprefix("占"), ""
        if each := _EACH.fullmatch(name):
            return each["each"], each["of"]
        name = done_with(name, here[-1] if place.listed else None)
        return self._with_topic(name, claim, place, here, before)

    def _with_topic(
        self,
        name: str,
        claim: Claim,
        place: _Place,
        here: list[Statement],
        before: list[Statement],
    ) -> tuple[str, str]:
        topic = ""
        if is_coverage(name) and place.listed and is_coverage(here[-1].name):
            return name, here[-1].topic
        if is_coverage(name):
            name, topic = covered_by(name, here, before)
        elif stands_alone(name, place.is_part, place.listed, here, claim):
            return name, ""
        topic = topic or topic_of(here, claim, place.is_part, name)
        return name, topic or self._clause_before(place.since, claim)

    def _in_full(self, name: str, claim: Claim) -> str:
        """The declared name, where the text's own is only the last word of a list."""
        entry = self.vocabulary.get(claim.figure) if claim.figure else None
        return entry.label if entry and name and len(name) <= SHORT else name

    def _code(self, claim: Claim) -> str | None:
        """The declared figure; 新建女职工组织 alone says nothing of those in new unions."""
        sentence = self.plain[self._since(claim) : claim.start]
        among_all = claim.figure == _OF_NEW_UNIONS and not _NEW_UNIONS.search(sentence)
        return None if among_all else claim.figure

    def _is_own(self, claim: Claim) -> bool:
        """Whether 全省 is no level above, the text being the province's own."""
        if claim.mode != "upper_level" or not self.own_words:
            return False
        return is_own(self.own_words, self.plain[self._since(claim) : claim.start])

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
        tail = before_next_label(self.plain[end : min(right, end + 60)])
        return lead, _PAUSE.split(_SENTENCE_END.split(tail)[0])[0]

    def _name(self, lead: str, tail: str, earlier: str) -> str:
        """What the words by the number say is counted; all of them where that is little."""
        if _ROSE.match(tail):
            name = label_of(lead.strip(_EDGE).rstrip("由从"), "", "", 30)
            return f"{_shortened(name)}{_WERE}" if name else ""
        tail = "" if lead.strip(_EDGE) and _COVERS.match(tail) else tail
        name = label_of(lead, tail, "" if lead.strip(_EDGE) else earlier, 30, 30)
        if len(name) <= SHORT or OF_ANYTHING.fullmatch(name):
            words = _OPENING.sub("", lead.strip(_EDGE))
            whole = _CLOSING.sub("", words) or words
            name = whole if len(name) < len(whole) <= 10 else name
        if _EMPTY.fullmatch(name) or _SUM.fullmatch(name):
            return "合计" if _SUM.fullmatch(name) else ""
        return _shortened(_whole(name, lead))

    def _again(self, here: list[Statement], claim: Claim, between: str) -> tuple[str, str]:
        """The name before told on: 168期、1.12万人次 of one thing, 9500人的56% as its share."""
        last = here[-1]
        if between.strip() != "的" or group_of(claim) not in _SHARES:
            return last.name, last.topic
        since = max(0, last.claim.start - _LONGEST)
        if f"占{last.name}" not in self.plain[since : last.claim.start]:
            return f"{last.name}的比例", last.topic
        return f"占{last.name}的比例", here[-2].name if len(here) > 1 else ""

    def _clause_before(self, since: int, claim: Claim) -> str:
        """What the clause before said, where the sentence has counted nothing yet."""
        clauses = _PAUSE.split(self.plain[since : claim.start])[:-1]
        told = [one for one in clauses if one.strip(_EDGE) and not _NUMBER.search(one)]
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
