"""Rates whose name says what was done, beside what was done to how many of how many.

在职的应检900人,实检846人,参检率77.5%: 参检 speaks of the count of 检, out of the count whose words
a rate of that name is of (rate_bases in words.toml). What else stands near makes it only where it
does the same, or is the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.corrections import puts_right
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES, core, label, likeness
from halfsky.summary.check.rates import rates
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

_TO = (
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|升到|超过|不足|不到|大约|将近"
    r"|刚过|刚好|正好|恰好|计|:|\s)*$"
)
_RATE = lazy(rf"(?P<own>[^,，。;:(]*?)(?P<name>[\u4e00-\u9fff]{{2}})(?:率|面|比例){_TO}")
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|上届|年初|全国|全省|全市平均|平均|目标|要求|增|升|提高|涨|降|减|合计|两者|累计|各|分别|和|与|及"
    r"|又|加上|如果|预计|其余|其他|总|综合|一次|按"
)
# 按批准数计算, 以接单数计: the rate's whole is named.
_RECKONED = "计算的|计算|来算|算是|折算|换算|核算|统计|算|计"
_BY = lazy(rf"[按以](?P<base>[\u4e00-\u9fff]{{2,10}}?)(?:{_RECKONED}|(?=为?$))")
_BY_BEHIND = lazy(rf"^[,，(]?[按以](?P<base>[\u4e00-\u9fff]{{2,10}}?)(?:{_RECKONED})")
# 以有女职工的企业为底数,签订率88%; 按报名人数折算,三关走完的通过率: in a clause of its own.
_BY_AHEAD = lazy(
    rf"(?:^|[,，;])(?:若|如果)?[按以](?P<base>[\u4e00-\u9fff]{{2,12}}?)"
    rf"(?:[为作](?:底数|底子|基数|分母|口径|基准|准|底)|{_RECKONED})(?:的话)?[,，][^,，;]*$"
)
_PAST = lazy(r"去年|上年|前年|同期|上届")
_UNDONE = lazy(r"未|不|缺|没|请假|剩|余|尚|退|漏|除|扣")
_DUE = lazy(r"应|计划|拟|目标|任务|需|该")
# 应建女职工委员会的254家 are no part, however long their name.
_OUGHT = lazy(r"应[建检参签到保训换查投](?![急激])[^,，。;]*$")
_MORE = lazy(r"新(?:增|入|发展|建|签|吸收)|又|补|再")
_NARROWED = lazy(
    r"不列入|不计|不含|以[^,，。;]{1,14}为(?:基数|底数|分母|口径)|移交|结转|属于|范围|剔除|扣除|除去|除外|另外|换(?!届)|还差|暂缓|考核"
)
_MOVES = lazy(r"^\s?(?:上升|提高|提升|增|降|下降|升|到|至|涨|扩大|-|~|以[上下])")
_LEFT = lazy(
    r"(?:^|[,，、;另有尚还的])未(?:参|受|检|查|办|结|建|签|到|训|参检|参加|参训|体检|完成|整改|复查|换届)(?:的|者)?(?:有|为|共)?$"
)
# 到场人数依次为72人、95人、113人: the first of a row is not all who came.
_ROW = lazy(r"(?:依次|分别|各)(?:是|为|有)?$")
_REACH, _BEHIND, _MOST_ADDED = 40, 24, 4


@cache
def _bases() -> dict[str, re.Pattern[str]]:
    """What a rate is of, by its name."""
    told: dict[str, str] = load("words.toml")["rate_bases"]
    return {name: guarded(words) for names, words in told.items() for name in names.split("|")}


def _counts(read: ReadText, rate: Reading) -> list[Reading]:
    return [
        one
        for one in read.around(rate, 2, 0)
        if one.start < rate.start
        and evidence.is_count(one)
        and read.are_beside(one, rate)
        and one.claim.mode != "last_year"
    ][-20:]


def _parts(rate: Reading, found: re.Match[str], counts: list[Reading]) -> list[Reading]:
    """The counts of the sentence that did what the rate is named for, and to whom it names."""
    marks = rates.marks_of(found["name"]) or found["name"]
    did = [
        one
        for one in evidence.in_sentence(counts, rate)
        if one.kind != "couple"
        and any(mark in rates.action_of(one) for mark in marks)
        and not _UNDONE.search(one.before[-6:] + one.after[:4])
        and not _DUE.search(one.before[-8:])
        and not _OUGHT.search(one.before[-16:])
        and not _ROW.search(one.before)
        and not evidence.is_what_there_was(one)
    ]
    if own := core(found["own"]):
        did = [one for one in did if own[:2] in core(one.before + one.after[:10])]
    of_all = found["own"].startswith("全") and len({one.interval for one in did}) > 1
    if of_all or any(_MORE.search(one.lead[-12:] + one.after[:4]) for one in did):
        return []
    return [one for one in did if "其中" not in one.lead[-12:]]


def _wholes(name: str, part: Reading, counts: list[Reading], named: str) -> list[Reading]:
    if named:
        larger = [one for one in counts if one.interval.low >= part.interval.high]
        return [one for one in larger if one is not part and likeness(named, one)]
    base = _bases().get(name) or guarded(f"应[{name}]")
    told = [
        one
        for one in counts
        if (one.start < part.start or _SAID_TO_BE_ALL.search(one.before))
        and one is not part
        and _may_be_of(part, one)
        and one.interval.low >= part.interval.high
        and one.interval.low > 0
        and (base.search(rates.action_of(one)) or _are_all_of_those(one, part))
        and not _UNDONE.search(one.before[-6:])
        and not (one.sentence.index < part.sentence.index and evidence.is_a_share(one))
    ]
    return evidence.in_sentence(told, part) or told


# 覆盖女职工1.4万人,而全县女职工是1.9万人: what all are may be told behind.
_SAID_TO_BE_ALL = lazy(r"全[市县区院校厂矿镇乡段局所园]|总数|共有|一共有?|应")


def _are_all_of_those(one: Reading, part: Reading) -> bool:
    """全县女职工19800人, of 覆盖女职工14850人."""
    said = _SAID_TO_BE_ALL.search(one.before)
    return bool(said) and len(label(part)) > 1 and label(one)[-2:] == label(part)[-2:]


def _may_be_of(part: Reading, whole: Reading) -> bool:
    """Whether the one may be so many of the other: also people of beds."""
    return evidence.kin(whole, part) or evidence.has_room_for(whole, part)


def _makes(part: Reading, whole: Reading, stated: Interval) -> bool:
    if part is whole or whole.interval.low <= 0 or not _may_be_of(part, whole):
        return False
    return part.interval.over(whole.interval).times(100).meets(stated)


def _otherwise(
    rate: Reading,
    stated: Interval,
    parts: list[Reading],
    wholes: list[Reading],
    opening: int,
    counts: list[Reading],
) -> bool:
    """Whether another count makes it: of what is due, only one told since the last semicolon."""
    whole = wholes[-1]
    if "应" in whole.before and min(whole.start, parts[-1].start) >= opening:
        counts = [one for one in counts if one.start >= opening]
    if any(_makes(part, one, stated) for part in parts for one in counts):
        return True
    if _but_for_those_missing(wholes, counts, stated) or _but_for_one(rate, wholes, stated):
        return True
    here = evidence.in_sentence(counts, rate)
    if any(_makes(one, whole, stated) for one in here for whole in wholes):
        return True
    runs = [run for run in _runs(here) if any(one in parts for one in run)]
    return any(
        total([one.interval for one in run]).over(whole.interval).times(100).meets(stated)
        for run in runs
        for whole in wholes
        if whole not in run
    )


_MISSING = lazy(r"(?:缺[席勤课考]?|没[来到]|未[到检参]|请假|漏)了?$")


def _but_for_those_missing(wholes: list[Reading], counts: list[Reading], stated: Interval) -> bool:
    """应到16人,…次批缺一人,到训率93.75%: those who were missing say how many did."""
    return any(
        (whole.interval - one.interval).over(whole.interval).times(100).meets(stated)
        for whole in wholes
        for one in counts
        if one.start > whole.end
        and evidence.same_unit(one, whole)
        and (_MISSING.search(one.before))
    )


_ONE_MISSING = lazy(
    r"(?:缺[席勤课考]?|没[来到]|未[到检参]|请假|漏)了?[的有]?[一1][人名位个份件家户]"
)


def _but_for_one(rate: Reading, wholes: list[Reading], stated: Interval) -> bool:
    """次批缺一人: one is told in words only."""
    one = Interval(1, 1)
    return _ONE_MISSING.search(rate.lead) is not None and any(
        (whole.interval - one).over(whole.interval).times(100).meets(stated) for whole in wholes
    )


def _of_whom_it_names(own: str, counts: list[Reading], stated: Interval) -> bool:
    """女工1610人,女工覆盖率93.3%: the two counts of those whom the rate names make it."""
    named = [one for one in counts if len(own) > 1 and own in one.words]
    return any(_makes(part, whole, stated) for part in named for whole in named)


def _beside_it(rate: Reading, counts: list[Reading], stated: Interval) -> bool:
    """结业218人,已上岗164人,结业学员就业率75.2%: whether numbers right before the rate make it."""
    here = [one for one in evidence.in_sentence(counts, rate) if one.start < rate.start][-2:]
    return len(here) > 1 and any(
        _makes(part, whole, stated) for part, whole in (here, here[::-1]) if part.kind == whole.kind
    )


def _runs(here: list[Reading]) -> Iterator[list[Reading]]:
    """Neighbours that may together have done it: 第一批172人,第二批131人; 优秀19人、良好11人."""
    for at in range(len(here)):
        for end in range(at + 2, min(at + _MOST_ADDED, len(here)) + 1):
            run = here[at:end]
            if all(evidence.same_unit(run[0], one) for one in run):
                yield run


def _left(read: ReadText, rate: Reading, parts: list[Reading]) -> Reading | None:
    """体检441人,体检率96%,未检9人: who did and who did not are all of them."""
    part = parts[-1]
    left = [
        one
        for one in read.around(rate, 0, 0)
        if evidence.is_count(one)
        and evidence.same_unit(one, part)
        and abs(one.start - rate.start) <= _REACH
        and _LEFT.search(one.before)
        and ";" not in read.plain[min(one.start, part.start) : max(one.end, rate.end)]
    ]
    return left[0] if len(left) == 1 else None


def _of_both(
    read: ReadText, rate: Reading, parts: list[Reading], counts: list[Reading]
) -> Problem | None:
    """The rate beside those who did and those who did not."""
    stated, left = sharp(rate), _left(read, rate, parts)
    if left is None or stated is None:
        return None
    part = parts[-1]
    made = part.interval.over(part.interval + left.interval).times(100)
    if made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    if any(_makes(one, whole, stated) for one in [*parts, left] for whole in counts):
        return None
    message = evidence.not_the_rate(
        f"{quoted(part)}÷（{quoted(part)}＋{quoted(left)}）", made, rate
    )
    involved = sorted([part, left, rate], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def _base_named(rate: Reading) -> tuple[str, str]:
    """The clause without what it says the rate is of: 按批准数计算, 以接单数计."""
    clause = CLAUSES.split(rate.lead.strip())[-1]
    found = _BY.search(clause) or _BY_BEHIND.match(rate.tail.strip())
    if not found:
        ahead = _BY_AHEAD.search(rate.lead.strip())
        return clause, core(ahead["base"]) if ahead else ""
    return clause.replace(found.group(), ""), core(found["base"])


def _problem(read: ReadText, rate: Reading, sure: bool) -> Problem | None:
    clause, base = _base_named(rate)
    found, stated = _RATE.fullmatch(clause), sharp(rate)
    if not found or stated is None or _OTHERWISE.search(clause) or _MOVES.match(rate.tail):
        return None
    opening = max(rate.sentence.start, read.plain.rfind(";", 0, rate.start) + 1)
    if found["name"] in rates.load_loose() or _PAST.search(read.plain[opening : rate.start]):
        return None
    counts = _counts(read, rate)
    parts = _parts(rate, found, counts)
    if not parts or rate.start - parts[-1].end > _REACH:
        return None
    wholes = _wholes(found["name"], parts[-1], counts, base)
    if not wholes:
        return None if sure else _of_both(read, rate, parts, counts)
    if _is_sure(read, rate, parts[-1], wholes[-1]) is not sure:
        return None
    if _otherwise(rate, stated, parts, wholes, opening, counts):
        return None
    if _of_whom_it_names(core(found["own"]), counts, stated) or _beside_it(rate, counts, stated):
        return None
    return _judged(read, rate, parts[-1], wholes[-1])


_CHANGED = lazy(r"应为|有误|纠正|校对|核减|错")


def _is_sure(read: ReadText, rate: Reading, part: Reading, whole: Reading) -> bool:
    """Whether part and whole are told close by and counted alike, and nothing is put right."""
    if not (evidence.same_unit(part, whole) or evidence.has_room_for(whole, part)):
        return False
    if part.sentence.index != rate.sentence.index or _of_no_members(rate, part):
        return False
    start, end = max(0, whole.start - _FAR_AROUND), rate.end + _FAR_AROUND
    return not (puts_right(read, start, end) or _CHANGED.search(read.plain, start, end))


_FAR_AROUND = 60


def _of_no_members(rate: Reading, part: Reading) -> bool:
    """入会率 is of people, and never of the 女职工委员会 that stand before it."""
    return bool(re.search("入会率", rate.lead[-8:])) and part.kind != "person"


def _judged(read: ReadText, rate: Reading, part: Reading, whole: Reading) -> Problem | None:
    made, stated = evidence.firm(part).over(evidence.firm(whole)).times(100), sharp(rate)
    if stated is None or made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    if evidence.is_about(rate, made, stated):
        return None
    if _NARROWED.search(read.plain[whole.start : rate.end + _BEHIND]):
        return None
    message = evidence.not_the_rate(f"{quoted(part)}÷{quoted(whole)}", made, rate)
    return evidence.finding(read, "rate_mismatch", "wrong", [whole, part, rate], message)


def _found(read: ReadText, sure: bool) -> list[Problem]:
    if not re.search(r"率|面|比例", read.plain):
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one, sure) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]


def find(read: ReadText) -> list[Problem]:
    """Rates that the counts told of what they are named for do not make."""
    return find_sure(read) + find_unsure(read)


def find_sure(read: ReadText) -> list[Problem]:
    """Those whose counts stand close by and are counted alike."""
    return _found(read, sure=True)


def find_unsure(read: ReadText) -> list[Problem]:
    """The others, which only the weighing can tell."""
    return _found(read, sure=False)
