"""Whether the words of a share or a rate say that it is of other counts than those beside it."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import evidence, subjects
from halfsky.summary.check.rates import rates
from halfsky.summary.check.rates.stating import Stated
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PAPERS = frozenset({"vote", "document", "goods"})
_IN_SHEETS = "张票份"
_SUMMED = lazy(r"(?:共|合计|总计|一共|总共|两[类期批场项]|三[类期批场项])")
_NOT_YET = lazy(r"仍|还|尚|暂|正在")
_SHARE = lazy(r"^[、,，(]?\s?占(?P<what>[^,，。;\d]{2,12}?)的?$")


def _makes(part: Reading, whole: Interval, value: Interval) -> bool:
    return whole.low > 0 and part.interval.over(whole).times(100).meets(value)


def _of_ballots(read: ReadText, reading: Reading, value: Interval) -> bool:
    """收回63张,满意55票,满意率87.3%: what is counted in sheets is told in votes."""
    papers = [
        one
        for one in read.around(reading, 0, 0)
        if one.start < reading.start and one.kind in _PAPERS and one.claim.unit in _IN_SHEETS
    ]
    return any(
        _makes(part, whole.interval, value)
        for part in papers
        for whole in papers
        if part.claim.unit != whole.claim.unit and whole.start < part.start
    )


def _all_did(stated: Stated, part: Reading, whole: Reading) -> bool:
    """基础班结业141人,提高班结业58人,两类共结业199人,结业率…: the last is the part."""
    marks = rates.marks_of(stated.what) or stated.what[-2:]
    did = all(any(mark in rates.action_of(one) for mark in marks) for one in (part, whole))
    summed = whole.start > part.start and _SUMMED.search(whole.before)
    return stated.sort == "rate" and bool(did and summed)


def _of_both(stated: Stated, part: Reading, whole: Reading, value: Interval) -> bool:
    """仍在治疗的22人,康复回岗的14人,回岗率38.9%: of those who did and those who did not yet."""
    here = stated.sort == "rate" and part.sentence.index == whole.sentence.index
    beside = here and _NOT_YET.search(whole.words) and "其中" not in part.lead
    return bool(beside) and _makes(part, part.interval + whole.interval, value)


def _told_twice(stated: Stated, whole: Reading) -> bool:
    """封面写女职工5860人、占职工总数61.4%,第三页写女职工5680人、占职工总数…: a share itself."""
    own = _SHARE.match(whole.tail.strip())
    return stated.sort == "share" and own is not None and own["what"] == stated.what.rstrip("的")


def _named_far(read: ReadText, reading: Reading) -> Iterator[Reading]:
    """The counts told before of what the share names as its own: 女主播占36.9%."""
    subject = subjects.named_subject(reading)
    if len(subject) < 2:
        return
    for one in read.readings:
        if one.start < reading.start and evidence.is_count(one) and subject in one.words:
            yield one


def explain(read: ReadText, stated: Stated, part: Reading, whole: Reading) -> bool:
    """Whether other counts, by the words, are what the percentage is of."""
    value = evidence.percent(stated.reading)
    if value is None:
        return False
    if _all_did(stated, part, whole) or _told_twice(stated, whole):
        return True
    if _of_both(stated, part, whole, value) or _of_ballots(read, stated.reading, value):
        return True
    named = _named_far(read, stated.reading) if stated.sort == "share" else ()
    return any(
        evidence.same_unit(one, whole) and _makes(one, whole.interval, value) for one in named
    )
