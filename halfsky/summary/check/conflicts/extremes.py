"""An average or a sum that the most and the least do not allow: 最高93分,最低68分,平均66.5分."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MOST = lazy(
    r"(?:最[高多大长](?!限)(?:的|达|为|是|一[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{0,3}))[^,，。;、\d]{0,8}$"
    r"|最[多高大长]的(?:是|为|要?数|当属)[\u4e00-\u9fff“”]{1,10}[,，](?:有|为|达|共)?$"
)
_LEAST = lazy(
    r"(?:最[低少小短](?!限)(?:的|为|是|一[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{0,3}))[^,，。;、\d]{0,8}$"
    r"|最[低少小短]的(?:是|为|要?数|当属)[\u4e00-\u9fff“”]{1,10}[,，](?:有|为|达|共)?$"
)
# 平均下来,每班38人: of all that was told ahead, whatever parts it.
_ON_THE_WHOLE = lazy(
    r"(?:平均下来|总的平均|算下来|拉平了?|摊下来|均下来)[,，]?(?:平均)?每[个\u4e00-\u9fff]{1,3}$"
)
_MEAN = lazy(r"(?:平均|(?P<per>[人户家场期班组天日月次件笔项队])均|均分)[^,，。;、\d]{0,8}$")
_PER = lazy(r"(?:平均)?每(?P<per>[人名户家场期班组天日月次件笔项队])")
_ONE = lazy(r"一(?P<one>[人名位户家场期班组天日月次件笔项队个])")
_APART = lazy(r"去年|上年|同期|全[省国市县区]|计划|目标|标准|规定|不得|允许|上限|下限|另")
_SAME_PER = {"名": "人", "位": "人", "日": "天"}
# So far the three may stand apart in one sentence.
_FAR = 80


def _per(words: str) -> str:
    """Of what one is counted: 人均 of people, 最多一天 of days; empty where it is not said."""
    found = _MEAN.search(words) or _PER.search(words)
    per = (found["per"] if found else "") or ""
    one = _ONE.search(words)
    per = per or (one["one"] if one else "")
    return _SAME_PER.get(per, per)


def _told(one: Reading) -> str:
    """Most, least or mean, as the clause right ahead says."""
    words = one.lead[-24:]
    if _APART.search(words):
        return ""
    found = [(mark.search(words), name) for mark, name in _MARKS]
    told = [(match.start(), name) for match, name in found if match]
    return max(told)[1] if told else ""


_MARKS = ((_MOST, "most"), (_LEAST, "least"), (_MEAN, "mean"), (_ON_THE_WHOLE, "mean"))


def _alike(one: Reading, mean: Reading) -> bool:
    """Whether both are amounts of one thing in one unit, counted of the like."""
    portions = evidence.is_portion(one) or evidence.is_portion(mean)
    if one.kind != mean.kind or portions:
        return False
    first, second = _per(one.lead[-24:]), _per(mean.lead[-24:])
    return not (first and second and first != second)


def _problem(read: ReadText, limit: Reading, mean: Reading, name: str) -> Problem | None:
    high = name == "most"
    beyond = (
        mean.interval.low > limit.interval.high if high else mean.interval.high < limit.interval.low
    )
    if not beyond:
        return None
    word = "最多的" if high else "最少的"
    message = f"平均{quoted(mean)}，{'高' if high else '低'}于{word}{quoted(limit)}。"
    involved = sorted((limit, mean), key=lambda one: one.start)
    return evidence.finding(read, "contradiction", "wrong", involved, message)


def _of_group(read: ReadText, group: list[Reading]) -> Problem | None:
    """The limits and the average that stand nearest to each other."""
    told = [(one, name) for one in group if (name := _told(one))]
    means = [one for one, name in told if name == "mean"]
    for mean in means:
        limits = [
            (one, name)
            for one, name in told
            if name != "mean"
            and abs(one.start - mean.start) <= _FAR
            and _alike(one, mean)
            and (";" not in _between(read, one, mean) or _ON_THE_WHOLE.search(mean.lead))
        ]
        # Twice 最高: the average may be of either.
        if len({name for _, name in limits}) < len(limits):
            continue
        for one, name in limits:
            problem = _problem(read, one, mean, name)
            if problem:
                return problem
    return None


def _all_of(group: list[Reading], limit: Reading) -> tuple[Reading, Reading] | None:
    """为12家企业建档930份,最多的一家150份: how many there are, and how much in all."""
    at = group.index(limit)
    if at and _told(group[at - 1]):
        at -= 1
    one = _ONE.search(limit.lead[-24:])
    if at < 2 or not one or _told(group[at - 1]) or _told(group[at - 2]):
        return None
    number, whole = group[at - 2 : at]
    alike = number.claim.unit == one["one"] and whole.claim.unit == limit.claim.unit
    apart = number.claim.value < 2 or ";" in limit.lead + whole.lead or _APART.search(whole.lead)
    return None if apart or not alike else (number, whole)


def _sum(read: ReadText, group: list[Reading]) -> Problem | None:
    """As many as there are cannot each have that much, or that little."""
    for limit in group:
        name = _told(limit)
        told = _all_of(group, limit) if name in {"most", "least"} else None
        if not told:
            continue
        number, whole = told
        made = number.interval * limit.interval
        if made.high < whole.interval.low if name == "most" else made.low > whole.interval.high:
            word = "最多" if name == "most" else "最少"
            message = f"{quoted(number)}{word}的{quoted(limit)}，合起来不会是{quoted(whole)}。"
            return evidence.finding(read, "contradiction", "wrong", [number, whole, limit], message)
    return None


def _between(read: ReadText, one: Reading, other: Reading) -> str:
    first, last = sorted((one, other), key=lambda reading: reading.start)
    return read.plain[first.end : last.start]


def find(read: ReadText) -> list[Problem]:
    """Averages above the most or below the least."""
    if "最" not in read.plain:
        return []
    found = (rule(read, group) for group in read.groups.values() for rule in (_of_group, _sum))
    return [problem for problem in found if problem]
