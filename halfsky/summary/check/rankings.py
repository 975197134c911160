"""Who is said to be first or last, against the numbers listed: 东片46家,南片52家,东片最多."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_ALL = r"(?:全[\u4e00-\u9fff]{1,2})?"
_FIRST = (
    rf"(?:最[多高大]|居{_ALL}(?:第一|首位?|榜首)|排名?第一"
    rf"|(?:名列|位居|位列|排在){_ALL}(?:第一|首位|榜首))"
)
_LAST = r"(?:最[少低小]|垫底|居末位?|排名?末位|排在最后)"
_CLAIM = guarded(
    rf"(?P<said>[^,，。;、:\n]{{2,24}}?)(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))(?![的一])"
)
# What stands between a name and 最多 and tells no other thing.
_EMPTY = lazy(
    r"[(（][^()（）]{1,6}[)）]|数量|人数|家数|户数|场次|次数|件数|份数|比例|占比|所占|其中|从[^,]{0,6}看|在[\u4e00-\u9fff\d]{1,8}中|以|的|数|率|我[区市县镇厂校]|街道|片区|科室|车间|分会|分校|街|镇|乡|区|县|组|也|又|均|都|则|还|仍"
)
_LABEL = lazy(r"(?:^|[,，、;:。(（\s]|其中|分别是)(?P<name>[\u4e00-\u9fff]{2,8})$")
_VERBS = lazy(
    r"(?:[\u4e00-\u9fff]{2,3}率|共|有|为|是|达|走访|约|占|各|完成|新建|建成|来访|办结|人数)+$"
)
_NO_NAME = lazy(r"[比较多少增减超]|合计|共|其他|其余")
_LEAST_LISTED = 3
_NEXT = 1


@dataclass(frozen=True)
class Named:
    """A number of a list with the name it stands behind."""

    name: str
    reading: Reading


def _name(one: Reading) -> str:
    words = _VERBS.sub("", one.lead.rstrip(' “"'))
    found = _LABEL.search(words)
    return found["name"] if found and not _NO_NAME.search(found["name"]) else ""


def _lists(group: list[Reading]) -> list[list[Named]]:
    """Runs of named numbers of one unit."""
    runs: list[list[Named]] = [[]]
    for one in group:
        name, run = _name(one), runs[-1]
        goes_on = not run or (
            one.claim.unit == run[-1].reading.claim.unit
            and re.match(r"^[,，、;]", one.lead)
            and all(name != other.name for other in run)
        )
        if not (name and goes_on):
            runs.append([])
        if name:
            runs[-1].append(Named(name, one))
    return [run for run in runs if len(run) >= _LEAST_LISTED]


def _meant(run: list[Named], said: str) -> Named | None:
    """The only one of the list that the words name."""
    found = [one for one in run if one.name in said]
    return found[0] if len(found) == 1 else None


def _claimed(read: ReadText, run: list[Named], word: re.Match[str]) -> Problem | None:
    """X最多, where another is more."""
    one = _meant(run, word["said"])
    if one is None:
        return None
    rest = _EMPTY.sub("", word["said"].replace(one.name, "", 1))
    listed = read.plain[run[0].reading.sentence.start : run[-1].reading.end]
    if rest and rest not in listed:
        return None
    after = read.plain[word.end() : word.end() + 8]
    if re.match(r"^[,，]?(?:为|是|有|达|共)?\d", after) and one.reading.shown not in after:
        return None
    return _refuted(read, run, one, word)


def _refuted(read: ReadText, run: list[Named], one: Named, word: re.Match[str]) -> Problem | None:
    first = bool(word["first"])
    others = [other.reading for other in run if other is not one]
    value = one.reading.interval
    beyond = (
        [it for it in others if it.interval.low > value.high]
        if first
        else [it for it in others if it.interval.high < value.low]
    )
    if not beyond:
        return None
    start, end = run[0].reading.start, word.end()
    own = f"“{one.name}”是{quoted(one.reading)}"
    message = f"文中说“{word.group()}”，列出的却有{quoted(beyond[0])}，{own}。"
    about = frozenset(it.reading.start for it in run)
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


_RISING = guarded(
    r"一(?P<each>[年月季届期天周])比一(?P=each)[多高大]|[逐每][年月季][度]?(?:都|均|有所|在)?(?:上升|增加|增长|递增|提高)"
)
_FALLING = guarded(
    r"一(?P<each>[年月季届期天周])比一(?P=each)[少低小]|[逐每][年月季][度]?(?:都|均|有所|在)?(?:下降|减少|递减|降低)"
)
_TIMES = lazy(
    r"(?:(?:[一二三四五六七八九十]{1,2}|\d{1,4})(?:年|月份?|季度)|第[一二三四五六七八九十](?:年|届|期|周|个月)|[前去今]年)"
    r"[^,，、;。\d共]{0,4}$"
)


def _steady(read: ReadText, group: list[Reading], rising: bool) -> Problem | None:
    """七月64个,八月71个,九月69个,十月83个,一月比一月多."""
    run = list(reversed([*takewhile(lambda one: _TIMES.search(one.lead), reversed(group))]))
    if len(run) < _LEAST_LISTED or len({one.claim.unit for one in run}) > 1:
        return None
    found = (_RISING if rising else _FALLING).search(
        read.plain, run[-1].end, min(len(read.plain), run[-1].end + 24)
    )
    if not found or re.search(r"[。\n].*[。\n]", read.plain[run[-1].end : found.start()]):
        return None
    for one, other in pairwise(run):
        low, high = (one, other) if rising else (other, one)
        if high.interval.high < low.interval.low:
            message = f"文中说“{found.group()}”，却由{quoted(one)}到{quoted(other)}。"
            start, end = run[0].start, found.end()
            about = frozenset(it.start for it in run)
            return Problem(
                read.text[start:end], start, end, "contradiction", "wrong", message, about
            )
    return None


_MORE = guarded(
    r"(?P<one>[\u4e00-\u9fff]{2,6})(?:明显|略|远|大大)?(?:(?P<more>多于|高于|超过|大于)|(?P<less>少于|低于|不及|小于))(?P<other>[\u4e00-\u9fff]{2,6})(?=[,，。;])"
)


def _compared(read: ReadText, group: list[Reading], word: re.Match[str]) -> Problem | None:
    """新签21份,续签63份。可以看出,新签多于续签."""
    named = [(_last_words(one), one) for one in group if evidence.is_count(one)]
    one = [it for name, it in named if name and word["one"].endswith(name)]
    other = [it for name, it in named if name and word["other"].startswith(name)]
    if len(one) != 1 or len(other) != 1 or one[0].claim.unit != other[0].claim.unit:
        return None
    first, second = one[0], other[0]
    more = first.interval.low > second.interval.high
    less = first.interval.high < second.interval.low
    if not (less if word["more"] else more):
        return None
    start, end = min(first.start, second.start), word.end()
    message = f"文中说“{word.group()}”，列出的却是{quoted(first)}和{quoted(second)}。"
    about = frozenset({first.start, second.start})
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


def _last_words(one: Reading) -> str:
    """The name right before a number, of two characters or more."""
    words = re.split(r"[,，、;:。]|其中", one.lead)[-1]
    found = re.search(r"^(?P<name>[\u4e00-\u9fff]{2,6})$", words)
    return found["name"] if found else ""


def _groups_before(read: ReadText, at: int) -> list[list[Reading]]:
    """The numbers of the sentence that a place is in, and of the one before it."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    near = [read.groups.get(index, []) for index in range(here.index - _NEXT, here.index + 1)]
    same = [
        [one for one in group if one.sentence.paragraph == here.paragraph and one.end <= at]
        for group in near
    ]
    return [group for group in same if group]


def find(read: ReadText) -> list[Problem]:
    """Ranks that the numbers refute."""
    found: list[Problem | None] = []
    for word in _CLAIM.finditer(read.plain):
        for group in _groups_before(read, word.start()):
            for kind in (evidence.is_count, evidence.is_portion):
                runs = _lists([one for one in group if kind(one)])
                found += [_claimed(read, run, word) for run in runs]
    for word in _MORE.finditer(read.plain):
        found += [_compared(read, group, word) for group in _groups_before(read, word.start())]
    if "比一" in read.plain or "逐" in read.plain or "每" in read.plain:
        for group in read.groups.values():
            found += [_steady(read, group, rising) for rising in (True, False)]
    return [problem for problem in found if problem]
