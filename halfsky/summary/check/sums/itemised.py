"""A total over lines with one item each, or under them: 共支出6.4万元,分以下几项: 1.慰问2.1万元;….

The lines are numbered, or hold a name and a number and nothing else. Of each line the first number
counts; what follows it must say that it is some of it, or so much for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check.clues import calculated, counted_twice, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NUMBERED = lazy(r"\s*(?:[(]?(?P<at>[一二三四五六七八九十]{1,2}|\d{1,2})[)、.．]|[①-⑩]|[-·•*])\s*")
_NAME = lazy(r"\s*[\u4e00-\u9fffA-Za-z\"()]{1,14}[:\s]*")
_ENDS = lazy(r"\s*[;,。、]?\s*$")
_CLAUSE_END = lazy(r"[;。]")
_UNDER = lazy(
    r"^\s*(?:以上|上述|合计|总计|共计|总共|一共|共(?!同|青|产|建|享)|总[数额])[^,，。;\d]{0,10}$"
)
_OVER = lazy(
    r"(?:共|总|合计|支出|开支|经费|资金|预算|投入|拨[付款]?|下拨|发放|募[集得]|筹集|报名|参[加赛训]|收到|征集|接待|走访|慰问|奖金|补助)[^,，。;\d]{0,8}$"
)
_OPENS = lazy(r"^[^。\n]{0,20}:\s*$")
_SOME_OF_IT = lazy(r"其中|含|包括|每|均|各|标准|单价|比|较|去年|上年|第|另|[(]|以上|以下|×")
_NO_ITEM = lazy(r"每|均|比|较|去年|上年|标准|单价|最|目标|计划完成")
_FEWEST, _LONGEST, _FAR = 3, 30, 30
_CLOSE = Fraction(4, 5), Fraction(5, 4)


@dataclass(frozen=True)
class Line:
    """A line of the text with its numbers."""

    start: int
    words: str
    told: list[Reading]

    @property
    def is_numbered(self) -> bool:
        """Whether it opens with a number of its own."""
        return _NUMBERED.match(self.words) is not None


def _lines(read: ReadText) -> list[Line]:
    """The lines that hold anything."""
    found, at = [], 0
    counts = [one for one in read.readings if evidence.is_count(one)]
    for words in read.lined.split("\n"):
        end = at + len(words)
        if words.strip():
            found.append(Line(at, words, [one for one in counts if at <= one.start < end]))
        at = end + 1
    return found


def _item(read: ReadText, line: Line) -> Reading | None:
    """The number that the line is about."""
    opened = _NUMBERED.match(line.words)
    start = line.start + (opened.end() if opened else 0)
    told = [one for one in line.told if one.start > start]
    if not told:
        return None
    first, *others = told
    ahead = read.lined[start : first.start]
    if not opened:
        alone = _NAME.fullmatch(ahead) and _ENDS.match(read.lined[first.end :].split("\n")[0])
        return first if alone and not others and not _UNDER.search(ahead) else None
    short = len(ahead) <= _FAR and not _CLAUSE_END.search(ahead)
    if not short or _NO_ITEM.search(ahead) or first.claim.approx:
        return None
    more = [one for one in others if evidence.same_unit(one, first)]
    return first if all(_is_some_of_it(read, first, one) for one in more) else None


def _is_some_of_it(read: ReadText, first: Reading, other: Reading) -> bool:
    """Whether a further number of the line divides the first, or is of another sentence."""
    between = read.lined[first.end : other.start]
    return bool(_SOME_OF_IT.search(between)) or "。" in between


def _runs(read: ReadText, lines: list[Line]) -> Iterator[tuple[int, list[Reading]]]:
    """Where each run of item lines begins, and their numbers."""
    run: list[Reading] = []
    for at, line in enumerate(lines):
        item = _item(read, line)
        alike = item and run and evidence.same_unit(item, run[-1])
        same = bool(run) and lines[at - 1].is_numbered == line.is_numbered
        if item and alike and same:
            run.append(item)
            continue
        if len(run) >= _FEWEST and not (line.is_numbered and lines[at - 1].is_numbered):
            yield at - len(run), run
        run = [item] if item else []
    if len(run) >= _FEWEST:
        yield len(lines) - len(run), run


def _under(lines: list[Line], end: int, run: list[Reading]) -> Reading | None:
    """The total in the line below."""
    line = lines[end] if end < len(lines) else None
    first = line.told[0] if line and line.told else None
    if line is None or first is None or not evidence.same_unit(first, run[0]):
        return None
    said = _UNDER.search(line.words[: first.start - line.start])
    return first if said and not first.claim.approx else None


def _over(read: ReadText, line: Line, run: list[Reading]) -> Reading | None:
    """The total in the line above, which opens the list."""
    last = line.start + max(line.words.rfind("。"), 0)
    told = [one for one in line.told if one.start >= last and evidence.same_unit(one, run[0])]
    if len(told) != 1 or PER_HEAD.search(told[0].before[-8:]) or told[0].claim.approx:
        return None
    behind = read.lined[told[0].end : line.start + len(line.words)]
    said = _OVER.search(told[0].before) and _OPENS.match(behind)
    return told[0] if said else None


def _explained(read: ReadText, whole: Reading, run: list[Reading], made: Interval) -> bool:
    """Whether another number makes it up, or one of the lines is no item."""
    least = finest([whole, *run])
    stated = told_to(whole, least)
    amounts = [told_to(one, least) for one in run]
    if any(total([*amounts[:at], *amounts[at + 1 :]]).meets(stated) for at in range(len(run))):
        return True
    others = [
        told_to(one, least)
        for one in read.around(whole, 2, 2)
        if one is not whole
        and one not in run
        and evidence.same_unit(one, whole)
        and not PER_HEAD.search(one.before[-8:])
    ]
    return any((made + one).meets(stated) or (stated + one).meets(made) for one in others)


def _check(read: ReadText, whole: Reading, run: list[Reading]) -> Problem | None:
    least = finest([whole, *run])
    made, stated = total([told_to(one, least) for one in run]), told_to(whole, least)
    low, high = (stated.middle * share for share in _CLOSE)
    if made.meets(stated) or not low <= made.middle <= high or len(run) > _LONGEST:
        return None
    first, last = sorted((whole, run[-1]), key=lambda one: one.start)
    twice = made.low > stated.high and counted_twice.is_said_of(read.lined, first.start, last.end)
    if twice or _explained(read, whole, run, made):
        return None
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals_sum(run, whole)}，文中{quoted(whole)}，对不上。"
    told = sorted([whole, *run], key=lambda one: one.start)
    start, end = told[0].start, told[-1].end
    about = frozenset(one.start for one in told)
    return Problem(read.text[start:end], start, end, "sum_mismatch", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Totals over or under lines that do not make them."""
    found: list[Problem | None] = []
    lines = _lines(read) if read.lined.count("\n") >= _FEWEST else []
    for at, run in _runs(read, lines):
        whole = _under(lines, at + len(run), run)
        whole = whole or (_over(read, lines[at - 1], run) if at else None)
        if whole:
            found.append(_check(read, whole, run))
    return [problem for problem in found if problem]
