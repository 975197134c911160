"""Lists of another shape: parts of a number named before, shares of one whole, a year's parts."""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.clues import calculated, counted_twice, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.families import crossing, family, traits
from halfsky.summary.check.clues.parts import is_rest, items_behind, part_name
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.no_sums import leaves_others
from halfsky.summary.check.sums.sums import mismatch
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NO_ITEM = lazy(
    r"其中|每|均|比|较|(?<!合)同|去年|上年|计划|目标|任务|占|增|减|另|还有?|又|再|余|举办|开展|召开|发放|走访|慰问|投入|覆盖|涉及|惠及|参加|获|表彰|累计|共|总|合计|超|仍|尚|剩|率|配[备有]|设有|达到|达标|具备|转办|回复|办结|已"
)


_OF = lazy(
    r"(?P<whole>[\u4e00-\u9fff]{2,6}?)(?:(?:当)?中|按[^,，。;:]{1,8}?分)[,，:]?\s*(?:有)?(?P<name>[^,，。;:()\d]{1,8})$"
)


# ;按职称分,正高8人、…: another way to part what the sentence speaks of.
_SORTED = lazy(r"(?:^|[;,，。])\s*按[^,，。;:]{1,8}?分[,，:]?\s*(?P<name>[^,，。;:()\d]{1,8})$")


def _topic(read: ReadText, first: Reading) -> Reading | None:
    """The first number of the sentence, or of the one before."""
    alike = [other for other in evidence.before(read, first) if evidence.same_unit(other, first)]
    here = evidence.in_sentence(alike, first)
    return next(iter(here or alike), None)


def _owner(read: ReadText, first: Reading, noun: str) -> Reading | None:
    """The number that counted `noun` before."""
    words = [noun[at:] for at in range(len(noun) - 1)]
    for other in reversed(evidence.before(read, first)):
        object_words = other.before + other.after
        fits = evidence.same_unit(other, first) and other.interval.high >= first.interval.low
        if fits and any(word in object_words for word in words[:4]):
            return other
    return None


def _check_of(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """女职工中医生132人、护士448人、其他59人, of the 690 named before."""
    first = group[at]
    found = _OF.search(first.lead) or _SORTED.search(first.lead)
    if not found or _NO_ITEM.search(found["name"]):
        return None
    noun = found.groupdict().get("whole")
    whole = _owner(read, first, noun) if noun else _topic(read, first)
    parts = [first, *items_behind(group, at, _NO_ITEM)]
    names = [found["name"], *[part_name(part) for part in parts[1:]]]
    sorted_out = bool(re.search(r"按[^,，。;:]{1,8}?分", first.lead))
    named = names[: len(names) - is_rest(parts[-1])]
    if whole is None or len(parts) < 3 or (crossing(named) and not sorted_out):
        return None
    if _is_no_list(read, whole, parts):
        return None
    summed = total([part.interval for part in parts])
    told = (r for r in read.around(first, 4, 1) if r not in parts and r is not whole)
    forms = {"person", "document"}
    if any(
        (evidence.same_unit(r, first) or {r.kind, first.kind} == forms) and r.interval.meets(summed)
        for r in told
    ):
        return None
    closed = is_rest(parts[-1]) or sorted_out
    if not closed and summed.low <= whole.interval.high:
        return None
    return mismatch(read, whole, tuple(parts))


def _is_no_list(read: ReadText, whole: Reading, parts: list[Reading]) -> bool:
    """Whether the parts overlap, or go on with another cut, or some are left without a number.

    派出所241人,机关150人;班组长21人: the first of them make the whole.
    """
    told = read.plain[max(0, whole.start - 20) : parts[-1].end + 40]
    if counted_twice.is_said(told) or any(one.interval.low >= whole.interval.low for one in parts):
        return True
    if any(evidence.comes_out(whole, parts[:many]) for many in range(2, len(parts))):
        return True
    mixed = parts[0].quantity.chinese and parts[0].claim.unit != parts[1].claim.unit
    return mixed or leaves_others(read, parts[-1])


_STRUCTURE = lazy(r"构成|结构|分布|比例|程度|学历|年龄|职称|类别|来源|[:]")


def _check_shares(read: ReadText, group: list[Reading]) -> Problem | None:
    """高中占41.5%,大专占36.8%,本科占31.7%: shares of one whole above a hundred."""
    run: list[Reading] = []
    rates = False
    for reading in group:
        rates = reading.kind == "percent" and _is_rate(reading, rates)
        if reading.kind == "percent" and not rates:
            run.append(reading)
        elif run:
            break
    if len(run) < 3 or any(part.claim.value > 100 for part in run):
        return None
    whole_scale = family([_share_name(part) for part in run])
    scaled = whole_scale == (len(run), True)
    opened = _STRUCTURE.search(read.plain[run[0].sentence.start : run[0].start])
    asked = read.plain[max(0, run[0].sentence.start - 80) : run[-1].end + 40]
    if not (opened or scaled) or counted_twice.is_said(asked):
        return None
    names = [_share_name(part) or _said_before(part) for part in run]
    kinds = {frozenset(at for at, t in enumerate(traits()) if t.search(name)) for name in names}
    summed = total([part.interval for part in run])
    closed = is_rest(run[-1]) or scaled
    if len(kinds) > 1 and not closed:
        return None
    if not (summed.low > 100 or (closed and summed.high < 100)):
        return None
    shape = "＋".join(quoted(part) for part in run)
    plain = sum((part.claim.value for part in run), Fraction(0))
    message = f"{shape}{calculated.equals(plain, '%', 4)}，各部分占比之和应为100%。"
    return evidence.finding(read, "sum_mismatch", "wrong", run, message)


_NO_SHARE = lazy(r"方提|议定|率|比|增|升|降|其中|完成|分别|达标|平均|男|女")
_OF_RATES = lazy(r"(?:率|比|增幅|降幅)[\u4e00-\u9fff]{0,6}[:]?[^,，、;:。]{0,8}$")


def _is_rate(part: Reading, after_rate: bool) -> bool:
    """筛查率:一区83.6%,二区88.3%; 出勤率首月95%、次月90%: a row of rates adds up to nothing."""
    if _OF_RATES.search(part.lead) or _NO_SHARE.search(_share_name(part)):
        return True
    if part.lead.startswith("/"):
        return True
    return after_rate and part.lead[:1] in {"、", ",", "，"} and "占" not in part.lead


def _said_before(part: Reading) -> str:
    """大专以上的少,只占7%: whom a share is of may be told in the clause before."""
    clauses = [clause for clause in re.split(r"[,，、;:]", part.lead) if clause]
    return clauses[-2] if len(clauses) > 1 else ""


def _share_name(part: Reading) -> str:
    return re.split(r"[,，、;:]", re.sub(r"(?:所|约|各)?占(?:比)?(?:为|到|了)?$", "", part.lead))[
        -1
    ]


_OF_YEAR = lazy(r"(?:^|[,，、;:])\s*(?:其中)?[:]?(20\d\d年|今年|去年|前年)[^,，。;\d]{0,4}$")
_SPAN = lazy(r"([二三四五六七八九十两])年")


def _check_years(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """三年共31期,其中2021年7期,2022年10期,2023年14期: as many years as are summed up."""
    parts: list[Reading] = []
    for reading in group[at:]:
        year = _OF_YEAR.search(reading.lead)
        if not year or not evidence.same_unit(reading, group[at]):
            break
        parts.append(reading)
    if len(parts) < 2 or (at and _OF_YEAR.search(group[at - 1].lead)):
        return None
    after = at + len(parts)
    for whole in (*group[max(0, at - 2) : at], *group[after : after + 1]):
        span = _SPAN.search(read.plain, whole.sentence.start, whole.start)
        counted = span and "零一二三四五六七八九十".find(span[1].replace("两", "二")) == len(parts)
        if re.search(r"20\d\d年", whole.before):
            continue
        larger = all(one.interval.high <= whole.interval.low for one in parts)
        if counted and larger and evidence.same_unit(whole, parts[0]):
            return mismatch(read, whole, tuple(parts))
    return None


def find(read: ReadText) -> list[Problem]:
    """Unmarked lists and shares that do not make up their whole."""
    problems: list[Problem | None] = []
    for group in read.by_sentence().values():
        problems.append(_check_shares(read, group))
        for at in range(len(group)):
            problems.append(_check_of(read, group, at))
            problems.append(_check_years(read, group, at))
    return [problem for problem in problems if problem]
