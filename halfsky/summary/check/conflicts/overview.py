"""A sentence that tells what the chapters tell, with one number otherwise.

一年来,新建组织68个,培训1.26万人次,帮扶1548人,签订合同1876份: three of them stand again in the
chapters, and there it is 新建86个.
"""

from __future__ import annotations

import re
from collections import defaultdict

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_FEWEST_ALIKE, _FEWEST_TOLD = 2, 3
_DEED = lazy(
    r"(?:新建|建立|建成|成立|举办|开展|组织|培训|帮扶|慰问|走访|救助|资助|签订|受理|调处|调解|办结|发展|吸收|评选|表彰|"
    r"发放|投入|筹集|检查|体检|参保|推荐|命名|创建|选树|介绍|安置|接待|处理|化解)"
)
_LAST_YEAR = lazy(r"去年|上年|往年|同期|计划|目标|力争|每|均|其中|第[一二三四五六]|占")
_OF_SOME = lazy(r"省级|市级|县级|区级|国家级|全国|季度|月份|半年|[一二三四]期|城区|乡镇|分别|各")
_LEAST = 10


def _deed(one: Reading) -> str:
    """What was done, by the last word for it before the number."""
    deeds = _DEED.findall(one.before)
    return deeds[-1] if deeds else ""


def _is_told(one: Reading) -> bool:
    """Whether it counts what a deed of this period came to."""
    return (
        evidence.is_count(one)
        and one.claim.mode == "result"
        and one.interval.low >= _LEAST
        and one.claim.approx is None
        and bool(_deed(one))
        and not _LAST_YEAR.search(one.before[-12:])
    )


def _by_deed(read: ReadText) -> dict[tuple[str, str], list[Reading]]:
    """The numbers of the text by deed and unit."""
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for one in read.readings:
        if _is_told(one):
            found[_deed(one), one.claim.unit].append(one)
    return found


def _elsewhere(one: Reading, alike: list[Reading]) -> list[Reading]:
    """The numbers of the same deed and unit in other paragraphs."""
    return [other for other in alike if other.sentence.paragraph != one.sentence.paragraph]


def _object(one: Reading) -> set[str]:
    """Pairs of characters that name what the deed was done to."""
    return evidence.bigrams(re.sub(r"[^\u4e00-\u9fff]", "", one.words.rpartition(_deed(one))[2]))


def _odd_ones(
    read: ReadText, told: list[Reading], by_deed: dict[tuple[str, str], list[Reading]]
) -> list[tuple[Reading, Reading]]:
    """Numbers of an overview with the other that is told for each in the chapters."""
    alike, odd = 0, []
    for one in told:
        others = _elsewhere(one, by_deed[_deed(one), one.claim.unit])
        if any(other.interval.meets(one.interval) for other in others):
            alike += 1
        elif len(others) == 1 and _tells_the_same(read, one, others[0]):
            odd.append((one, others[0]))
    return odd if alike >= max(_FEWEST_ALIKE, len(odd)) else []


def _tells_the_same(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether the other number is of the same things, as its sentence says, and a slip away."""
    said = read.plain[other.sentence.start : other.end + 12]
    named = _object(one)
    of_some = _OF_SOME.search(other.before[-12:] + one.before[-12:])
    return (
        bool(named)
        and 2 * len(named & evidence.bigrams(said)) >= len(named)
        and not of_some
        and evidence.slipped(one.interval, other.interval)
    )


def _problem(read: ReadText, one: Reading, other: Reading) -> Problem:
    first, last = sorted((one, other), key=lambda told: told.start)
    message = (
        f"“{_deed(one)}”前面说{quoted(first)}，后面说{quoted(last)}，同一段里别的数字前后都一致。"
    )
    return evidence.finding(read, "contradiction", "wrong", [first, last], message)


def find(read: ReadText) -> list[Problem]:
    """Overviews of which one number is told otherwise in the chapters."""
    by_deed = _by_deed(read)
    by_sentence: dict[int, list[Reading]] = defaultdict(list)
    for alike in by_deed.values():
        for one in alike:
            by_sentence[one.sentence.index].append(one)
    overviews = (told for told in by_sentence.values() if len(told) >= _FEWEST_TOLD)
    return [_problem(read, *pair) for told in overviews for pair in _odd_ones(read, told, by_deed)]
