"""Shares whose own words name what they are of, however far off that was told.

自有车辆165名，租车85名；…。租车的女司机占66%: the part is the count told of 租车, the whole the one
that it and its neighbours add up to. 女博士253人，占博士总数的四成八: the whole is named, as it is
in 实施率为采纳数的85%. Where a share names none (named_wholes.py) the words around it set one.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES, core, likeness, named
from halfsky.summary.check.rates import named_wholes
from halfsky.summary.check.rates.named_wholes import ToldShare
from halfsky.summary.check.rates.shared_out import amounts
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TO = (
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近"
    r"|计|:|\s)*$"
)
_SHARE = lazy(
    rf"(?P<own>[^,，。;:(]*?)占(?!地|用|领|据|道)(?:到(?![场会位期访账面])|了|比)?"
    rf"(?P<what>[^,，。;占\d]{{0,14}}?)(?:比例|比重)?{_TO}"
)
_PROPORTION = lazy(rf"(?P<own>[^,，。;:(]+?)(?:的)?(?:占比|比例|比重){_TO}")
# 实施率为采纳数的85%: the rate names its whole.
_RATE_OF = lazy(
    r"(?P<own>[^,，。;:(占]{2,10}?)(?:率|比例)(?:约为|是|为|达到|达|按)"
    rf"(?P<what>[^,，。;占\d]{{2,12}}?)的?{_TO}"
)
_WITHIN = lazy(
    r"^在?(?P<what>[^,，。;:]{2,12}?)(?:当中|之中|里头|里面|里|中)(?:大约|约|也|又|只|仅|才)?$"
)
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|上届|年初|原来|全国|全省|平均|目标|要求|其中|增|升|提高|涨|降|减|合计|两者|二者|两项|三项"
    r"|累计|各|分别|和|与|及|又|(?<![参增追附施更])加(?![班工入急盟油固强])|连同|如果|若|预计|其余|其他|以[上下]|共同"
)
_NEAR = 26
# How far below and above 约七成 reaches; 七成 itself is less than eighty.
_ABOUT, _UNDER_TEN = 8, Fraction(99, 10)
_LISTED = lazy(r"^\s?(?:、|和|及|与|以及)")
# 400份里赞同的占62.5%: so many are the whole.
_OF_THOSE = lazy(r"^(?:问卷|答卷|女?职工|女工|人|员工)?(?:里头?|当中|之中|中)(?![心学小层级等])")
_GAINED = lazy(r"(?:^|[,，、;:])(?:比[^,，]{1,8})?(?:净?增加?|减少?|多|少)了?$")


def _told(share: Reading) -> ToldShare | None:
    clause = CLAUSES.split(share.lead.strip())[-1].removeprefix("其中").removeprefix("的")
    if found := _RATE_OF.fullmatch(clause):
        return ToldShare(core(found["own"]), core(found["what"]))
    if _OTHERWISE.search(clause):
        return None
    if found := _SHARE.fullmatch(clause):
        within = None if found["what"] else _WITHIN.match(found["own"])
        if within:
            return ToldShare("", core(within["what"]))
        return ToldShare(core(found["own"]), core(found["what"]))
    found = _PROPORTION.fullmatch(clause)
    return ToldShare(core(found["own"]), "") if found else None


def _is_of_now(one: Reading) -> bool:
    """由去年的371人增加到398人: the second is of now."""
    mode = one.claim.mode
    return mode == "result" or (
        mode == "last_year" and bool(named_wholes.GROWN.match(one.lead.strip()))
    )


def _counts(read: ReadText, share: Reading) -> list[Reading]:
    return [
        one
        for one in read.around(share, 4, 0)
        if one.start < share.start
        and one.sentence.paragraph == share.sentence.paragraph
        and evidence.is_count(one)
        and _is_of_now(one)
    ][-24:]


def _is_of_list(read: ReadText, one: Reading) -> bool:
    """Whether it is listed behind another count in its unit."""
    group = read.by_sentence()[one.sentence.index]
    at = group.index(one) if one in group else 0
    return bool(_LISTED.match(one.lead)) and (not at or evidence.same_unit(group[at - 1], one))


def _beside(read: ReadText, share: Reading, counts: list[Reading]) -> Reading | None:
    """The count in the clause ahead of a share that names no part: 女博士253人,占…."""
    passed = [one for one in counts if one.kind != "hours" and not _GAINED.search(one.before)]
    last = passed[-1] if passed else None
    if last is None or last.sentence.index != share.sentence.index or _is_of_list(read, last):
        return None
    between = read.plain[last.end : share.start]
    clauses = 2 if last is counts[-1] else 3  # 增加到398人,增加27人,占…
    near = len(between) <= _NEAR and len(CLAUSES.findall(between)) < clauses
    return last if near else None


def _own(told: ToldShare) -> str:
    """过千作品占上传作品的…: the part's words without the noun that both have."""
    own, what = told.own, told.what
    while len(own) > 2 and len(what) > 2 and own[-1] == what[-1]:
        own, what = own[:-1], what[:-1]
    return own


def _pair(
    read: ReadText, told: ToldShare, share: Reading, counts: list[Reading]
) -> tuple[Reading, Reading] | None:
    """Part and whole, each named by the share's words or sure by the numbers."""
    if told.own.startswith("女") and not told.what:
        return named_wholes.women(told.own, counts)
    part = named(_own(told), counts) if len(told.own) > 1 else _beside(read, share, counts)
    if part is None or _OF_THOSE.match(part.after) or evidence.is_what_there_was(part):
        return None
    whole = named_wholes.of(read, told, share, part, counts)
    return None if whole is None or whole.interval.low < part.interval.high else (part, whole)


def _makes(part: Reading, wholes: list[Reading], stated: Interval) -> bool:
    return any(
        evidence.firm(part).over(evidence.firm(one)).times(100).meets(stated)
        for one in wholes
        if one is not part and one.interval.low > 0
    )


def _of_the_two(part: Reading, whole: Reading, stated: Interval) -> bool:
    """退休的42人,在职的19人,在职的占三成一: of the two together."""
    if part.sentence.index - whole.sentence.index > 1 or not evidence.same_unit(part, whole):
        return False
    both = evidence.firm(part) + evidence.firm(whole)
    return evidence.firm(part).over(both).times(100).meets(stated)


def _otherwise(
    read: ReadText,
    told: ToldShare,
    stated: Interval,
    part: Reading,
    whole: Reading,
    counts: list[Reading],
) -> bool:
    """Whether the part of another whole, or (where it is not named) another part, makes it."""
    near = [one for one in counts if evidence.same_unit(one, part)]
    if likeness(told.what, whole) < 1:
        wholes = near
    elif whole in counts:
        wholes = [one for one in counts if likeness(told.what, one)]
    else:
        ahead = (one for one in read.readings if one.start < part.start and evidence.is_count(one))
        wholes = [one for one in ahead if likeness(told.what, one)]
    if _makes(part, [*wholes, *named_wholes.told_together(counts)], stated):
        return True
    # 应检487人,去了451人,…有病的128人,占检查人数的28.4%: what is told last is nearer.
    between = [one for one in near if whole.start < one.start < part.start]
    if _makes(part, between, stated):
        return True
    if likeness(told.what, whole) < 1 and _of_the_two(part, whole, stated):
        return True
    if len(told.own) > 1 or len(told.what) < 2:
        return False
    return any(one.over(whole.interval).times(100).meets(stated) for one in amounts(near))


# 东岸占60%,有441人次: the part told right behind its share.
_TOLD_BEHIND = lazy(r"^[,，(]?(?:共?有|计|即|为|共|合)$")


def _told_beside(read: ReadText, told: ToldShare, share: Reading, stated: Interval) -> bool:
    """Whether the sentence itself tells what makes it: another part of that name, or the one
    behind the share, or the whole that is told only behind."""
    here = [one for one in read.around(share, 0, 0) if evidence.is_count(one)]
    behind = [one for one in here if one.start > share.end]
    parts = [one for one in behind[:1] if _TOLD_BEHIND.match(one.lead)]
    if len(told.what) > 1:
        parts = []
    elif len(told.own) > 1:
        parts += [one for one in here if one.start < share.start and told.own in one.before]
    if any(
        _makes(part, [one for one in here if evidence.kin(one, part)], stated) for part in parts
    ):
        return True
    wholes = [one for one in behind if likeness(told.what, one) == 3]
    return any(_makes(one, wholes, stated) for one in _counts(read, share))


_MOVES = lazy(r"^\s?(?:上升|提高|提升|增|降|下降|升|到|至|涨|扩大|-|~)")


def sharp(share: Reading) -> Interval | None:
    """What a share stands for: 七成 is less than eighty, 约七成 hardly ten more or less."""
    value = evidence.percent(share)
    if value is None or share.kind != "tenth" or share.claim.value.denominator != 1:
        return value
    at = share.claim.value * 10
    if share.claim.approx == "le":
        return Interval(at - 9, at)
    if share.claim.approx == "ge":
        return Interval(at, at + 10)
    if share.claim.approx:
        return Interval(at - _ABOUT, at + _ABOUT)
    return Interval(at - 5, at + _UNDER_TEN)


def _problem(read: ReadText, share: Reading) -> Problem | None:
    told, stated = _told(share), sharp(share)
    if told is None or stated is None or _MOVES.match(share.tail):
        return None
    counts = _counts(read, share)
    pair = _pair(read, told, share, counts)
    if pair is None or "couple" in {pair[0].kind, pair[1].kind}:
        return None
    part, whole = pair
    made = evidence.firm(part).over(evidence.firm(whole)).times(100)
    if made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    if _told_beside(read, told, share, stated):
        return None
    if share.kind != "tenth" and evidence.is_about(share, made, stated):
        return None
    same = not told.what and named_wholes.carried(read, share, part, counts) is whole
    if not same and _otherwise(read, told, stated, part, whole, counts):
        return None
    message = evidence.not_the_rate(f"{quoted(part)}÷{quoted(whole)}", made, share)
    involved = sorted([part, whole, share], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Shares that the numbers their words name do not make."""
    if "占" not in read.plain and "率" not in read.plain:
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]
