"""Shares in 成, halves and thirds that no two numbers near them make: 发200张,核销154张,不到六成.

The share stands right behind its part (核销154张,用掉的不到六成) or right before it (近六成,56名),
and what it is of is told in the sentences before. Told roughly, it is only found well off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates.majorities import LACKING, NORM, WORDS
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_ROUGH = frozenset({"tenth", "fraction"})
_HALVES = {"more": Interval(50, 100), "less": Interval(0, 50), "half": Interval(44, 56)}
# Beyond what the words allow by so many points it is no rounding.
_ROOM, _ROOM_BOUND = 6, 2
_NEARLY, _FAR = 5, 25
_BACK = 3
_MOST_OF = 16
_FEWEST = 5
# So close behind a share that it is the part beyond doubt.
_CLOSE = 5
# From the part to the share: what is done with the part is said again, or nothing.
_FROM_PART = lazy(
    r"^[\u4e00-\u9fff]{0,4}[,，、:(。]?(?:也就是说?|就是说?|即|换句话说|算下来|算起来|这样|合|折合|相当于|等于)?[,，]?"
    r"[^,，。;:、\d]{0,14}$"
)
# 131份写的是孩子放学没人管,占了近六成: what is told of the part goes on to the comma.
_SAID_OF_PART = lazy(
    r"^[\u4e00-\u9fff]{5,16}[,，](?:约|也|就|连|已|都|只|仅|才|将近|差不多)*(?:占(?:了|到|比)?)?"
    r"(?:约|近|将近|接近|不到|不足|超过|逾|刚过|刚好|正好|恰好|整整|大约)?$"
)
# From the share to the part: 近六成,56名; 七成以上,合计38件; 超过半数,共15名.
_TO_PART = lazy(
    r"^(?:以上|多|左右|还多|强|有余)?[,，(:](?:合计|总计|一共|共计?|总共|计|有|是|为|达到?|就是|即|也就是|数一数是)?$"
)
# From the share to both: 占到九成以上,全县412个女职委里有298个.
_TO_BOTH = lazy(r"^[^,，。;、\d]{0,8}[,，(:][^,，。;、\d]{0,8}$")
_OF_WHICH = lazy(r"^[\u4e00-\u9fff]{0,8}[中里](?:头|面)?[,，]?[有就是]{0,2}$")
_CHANGED = lazy(
    r"增|升|提[高到了]|涨|少(?!于)|砍|翻|淘汰|刷|筛|走|多出|降|减|压|缩|比(?!例|重)|同期|去年|上年|折(?!合)|省|便宜|优惠|利润|工资|快|慢|长了|短"
)
_OTHERS = lazy(
    r"平均|每(?!天)|各|人均|户均|其余|其他|剩|计划|目标|力争|如果|假如|预计|要求|全[国省]|行业"
)
_BROUGHT_TO = lazy(r"将(?!近)|按|(?:补|做|提|推|抓|升|争取|因)[^,，。;占]{0,4}[到为]$")
_UP_TO = lazy(r"(?:接近|将近|(?<![最附])近|快到|快|几乎)[占到]?$")
_BELOW = lazy(r"(?:不到|不足|未到|没到|不满|少于|低于|不超过|没有?超过)[占到]?$")
_ABOVE = lazy(r"(?:超过|超|逾|过了?|突破|高于|多于|不止|不下|不低于|至少)了?$")
_MORE_BEHIND = lazy(r"^(?:多|有余|挂零|出头|强|还多|稍多)")
_BELOW_BEHIND = lazy(r"^都?(?:不到|没到|不够|不足|没有)")
_ABOVE_BEHIND = lazy(r"^(?:以上|开外|往上)")
_UNIT = lazy(r"^.*?(?:成半?|分之[一二三四五六七八九十两\d]+)")
# 占申报数的七成, 超过到检人数的三成: the whole is named.
_WHOLE = lazy(
    r"(?P<verb>占|超过|超|不到|不足|接近|近|是|为|达)了?(?:全部|所有)?"
    r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?:总人数|人数|总数|数量|数)的$"
)


class _Share(NamedTuple):
    """A share as told: where, and between which percentages it may lie."""

    start: int
    end: int
    words: str
    bounds: Interval


def _bounds(read: ReadText, portion: Reading) -> Interval:
    """The percentages that the words about a share allow."""
    told = portion.claim.value * (10 if portion.kind == "tenth" else 100)
    ahead = read.plain[max(0, portion.start - 16) : portion.start]
    named = _WHOLE.search(ahead)
    ahead = ahead[: named.end("verb")] if named else ahead
    behind = _UNIT.sub("", read.plain[portion.start : portion.end + 3])
    if _BELOW.search(ahead) or _BELOW_BEHIND.match(behind):
        return Interval(told - _FAR, told + _ROOM_BOUND)
    if _UP_TO.search(ahead):
        return Interval(told - _NEARLY, told + _ROOM_BOUND)
    if _ABOVE.search(ahead) or _ABOVE_BEHIND.match(behind):
        return Interval(told - _ROOM_BOUND, 100)
    if _MORE_BEHIND.match(behind):
        return Interval(told - _ROOM_BOUND, told + 10 + _ROOM_BOUND)
    return Interval(told - _ROOM, told + _ROOM)


def _shares(read: ReadText) -> Iterator[_Share]:
    for one in read.readings:
        if one.kind in _ROUGH and one.interval.low > 0.05:
            yield _Share(one.start, one.end, quoted(one), _bounds(read, one))
    for word in WORDS.finditer(read.plain):
        if not NORM.search(read.plain[max(0, word.start() - 10) : word.end() + 8]):
            yield _Share(word.start(), word.end(), word.group(), _HALVES[word.lastgroup or "half"])


def _is_plain(words: str) -> bool:
    return not (_CHANGED.search(words) or _OTHERS.search(words))


class _Told(NamedTuple):
    """What a share is told of; `surely` where its words name the part.

    `others` may be what it is of, unless the words name that too.
    """

    part: Reading
    whole: Reading
    surely: bool
    others: bool = True


class _Near:
    """The numbers about one share."""

    def __init__(self, read: ReadText, counts: list[Reading], share: _Share) -> None:
        self.read, self.counts, self.share = read, counts, share
        clause = re.split(r"[,，。;:]", read.plain[max(0, share.start - 24) : share.start])[-1]
        self.clause = clause

    def told(self) -> Iterator[_Told]:
        """The parts it may be told of, each with its whole."""
        ahead = [one for one in self.counts if one.end <= self.share.start][-1:]
        behind = [one for one in self.counts if one.start >= self.share.end][:2]
        for one in ahead:
            between = self.read.plain[one.end : self.share.start]
            if (
                re.search("[,，、:(。占]", between)
                and (_FROM_PART.match(between) or _SAID_OF_PART.match(between))
                and _is_plain(between)
            ):
                found = list(self._from(one, between))
                yield from found
                if found or self._is_made_of(one):
                    return
        for one in behind[:1]:
            between = self.read.plain[self.share.end : one.start]
            if _TO_PART.match(between) and _is_plain(between):
                yield from self._with_whole(one, one.start - self.share.end < _CLOSE)
        if len(behind) > 1:
            yield from self._both(*behind)

    def _is_made_of(self, part: Reading) -> bool:
        """复赛294人,占报名的四成,98人…: whether the number right ahead is so much of one."""
        wholes = (one for one in self.counts if one.start < part.start)
        return any(
            _may_be_whole(part, one) and _makes(part.interval, one.interval, self.share.bounds)
            for one in wholes
        )

    def _both(self, whole: Reading, part: Reading) -> Iterator[_Told]:
        ahead = self.read.plain[self.share.end : whole.start]
        between = self.read.plain[whole.end : part.start]
        if (
            _TO_BOTH.match(ahead)
            and _is_plain(ahead)
            and _OF_WHICH.match(between)
            and _may_be_whole(part, whole)
        ):
            yield _Told(part, whole, True)

    def _from(self, last: Reading, between: str) -> Iterator[_Told]:
        named = self._named(last, between)
        if named:
            said = _own(between)[:2] in named.lead[-5:] or _RATE.search(between)
            surely = named is not last and bool(said)
            yield from self._with_whole(named, surely)
        elif _is_told_of(between, last):
            yield from self._with_whole(last, False)

    def _named(self, last: Reading, between: str) -> Reading | None:
        """The number whose words the share takes up: 盈利的52人,持平的21人, … 盈利面."""
        own = _own(between)
        said = evidence.bigrams(own)
        here = [one for one in evidence.in_sentence(self.counts, last) if one.end <= last.end]
        best = max(here[::-1], key=lambda one: len(said & evidence.bigrams(_told(one))))
        shares_words = said & evidence.bigrams(_told(best))
        if not _RATE.search(between) and _OF_MORE.search(re.split("[,，、。]", between)[-1]):
            return None
        women = own[:1] == "女" and "女" not in _told(best).split(",")[0]
        return best if shares_words and best.kind == last.kind and not women else None

    def _with_whole(self, part: Reading, surely: bool) -> Iterator[_Told]:
        ahead = [
            one
            for one in self.counts
            if one.start < part.start
            and _may_be_whole(part, one)
            and part.sentence.index - one.sentence.index <= _BACK
        ]
        named = _WHOLE.search(self.clause)
        if named:
            what = evidence.bigrams(named["what"])
            of_it = [
                one for one in ahead if what & evidence.bigrams(one.lead[-14:] + one.after[:8])
            ]
            yield from self._of_named(part, of_it) if of_it else ()
            return
        if ahead:
            yield _Told(part, ahead[-1], surely)

    def _of_named(self, part: Reading, wholes: list[Reading]) -> Iterator[_Told]:
        stated = self.share.bounds
        if not any(_makes(part.interval, one.interval, stated) for one in wholes):
            yield _Told(part, wholes[-1], True, others=False)


_FILLERS = lazy(
    r"也就是说?|就是说?|即|换句话说|算下来|算起来|这样|合(?=占)|折合|相当于|等于|占比|比例|比重|占了?到?|总数|人数|总人数"
    r"|接近|将近|近|不到|不足|未到|没到|超过|超|达到|达|约|大约|差不多|刚|恰|好|正|仅|只|才|已|经|有|为|是|在|到|的|了|过|率|面|也|都|就|竟"
    r"|[^\u4e00-\u9fff]"
)
_SAID_AGAIN = lazy(r"也就是说?|就是说|换句话说|即|相当于|等于|这样")
_USED = lazy(r"^(?:用掉|用出|花掉|用去|花去|做成|兑现|完成|做完|办成|办完|走完|拿到|领走)$")


_WOMEN = frozenset({"女工", "女职工", "女性", "女同志", "女教工", "女员工"})
_RATE = lazy(r"[率面](?=[^,，]{0,6}$)")
_OF_MORE = lazy(r"[\u4e00-\u9fff][中里][\u4e00-\u9fff]|[和与及]|里头|当中")


def _own(between: str) -> str:
    """What the share names as its own subject: 盈利 of 盈利面接近, 女工 of 女工占总数的."""
    between = between[: found.start()] if (found := _WHOLE.search(between)) else between
    words = re.sub(r"占.*$|[为是][^,，]*的$", "", re.split("[,，、。]", between)[-1])
    return _FILLERS.sub("", re.sub(r"^.*(?:说|称|写着?|汇报|上报|算)|以上|以下", "", words))


def _told(one: Reading) -> str:
    return re.split(r"[,，。;、:]", one.lead)[-1][-10:] + one.after[:6]


def _is_told_of(between: str, part: Reading) -> bool:
    """Whether what the share is told of has no subject of its own: 收卷员8人,扫码作答的占七成."""
    own, chunk = _own(between), re.split("[,，、。]", between)[-1]
    told = re.split(r"[,，。;、:]", part.lead)[-1]
    told += re.split(r"[,，。;]", part.after)[0][:8]
    if not own or _SAID_AGAIN.search(between) or _USED.match(own):
        return True
    if own in _WOMEN and "女" in told:
        return True
    if (own[0] == "女" and "女" not in told) or _OF_MORE.search(own):
        return False
    loosely = len(own) == 1 or _RATE.search(between)
    if not loosely and _OF_MORE.search(chunk):
        return False
    return bool(evidence.bigrams(own) & evidence.bigrams(told)) or bool(
        loosely and set(own) & set(told)
    )


def _may_be_whole(part: Reading, one: Reading) -> bool:
    low = one.interval.low
    alike = one.kind == part.kind or "household" not in {one.kind, part.kind}
    if LACKING.search(one.before):
        return False
    kin = evidence.kin(one, part) or evidence.has_room_for(one, part)
    return one is not part and alike and kin and 0 < low >= part.interval.high


_ALL = lazy(r"共|总|在册|登记|申报|报名|应|招|收[到回]|全")


_OUT_OF_IT = lazy(r"其中(?:有)?$|[,，]\s?有$")


def _runs(near: list[Reading]) -> list[Interval]:
    """The sums of two to four neighbours."""
    return [
        total([one.interval for one in near[start:end]])
        for start in range(len(near))
        for end in range(start + 2, min(start + 4, len(near)) + 1)
        if all(evidence.same_unit(one, near[start]) for one in near[start:end])
    ]


def _makes(part: Interval, whole: Interval, stated: Interval) -> bool:
    return whole.low > 0 and part.high <= whole.low and part.over(whole).times(100).meets(stated)


def _explained(counts: list[Reading], share: _Share, told: _Told) -> bool:
    """Whether the part is so much of anything told, or any two numbers near make the share."""
    part, stated = told.part, share.bounds
    near = [
        one
        for one in counts
        if abs(one.sentence.index - part.sentence.index) <= 2 and evidence.kin(one, part)
    ]
    near = sorted(near, key=lambda one: abs(one.start - share.start))[:_MOST_OF]
    near.sort(key=lambda one: one.start)
    sums, whole = _runs(near), told.whole
    wholes = [one.interval for one in counts if one is not part and (told.others or one is whole)]
    parts = [part.interval]
    if not told.surely:
        parts += [one.interval for one in near] + sums
    if any(_makes(some, of, stated) for some in parts for of in wholes if some is not of):
        return True
    together = [one for one in sums if one.low > whole.interval.high]
    plainly_all = _ALL.search(whole.before[-8:]) or _OUT_OF_IT.search(part.lead)
    return not plainly_all and any(_makes(part.interval, one, stated) for one in together)


def _problem(read: ReadText, counts: list[Reading], share: _Share) -> Problem | None:
    near = _Near(read, counts, share)
    behind = re.split("[,，。;]", read.plain[share.end : share.end + 4])[0]
    told_before = near.clause + behind
    if NORM.search(near.clause) or _BROUGHT_TO.search(near.clause) or not _is_plain(told_before):
        return None
    if re.match(r"即|也就是|[都]?[是为属]", read.plain[share.end : share.end + 4]):
        return None
    for told in near.told():
        if _is_off(counts, share, told):
            return _finding(read, share, told)
    return None


def _is_off(counts: list[Reading], share: _Share, told: _Told) -> bool:
    part, whole = told.part, told.whole
    if part.interval.low < _FEWEST or part.kind == "couple" or part.claim.mode != whole.claim.mode:
        return False
    if _OTHERS.search(part.before[-10:]):
        return False
    made = part.interval.over(whole.interval).times(100)
    rest = Interval(100 - made.high, 100 - made.low)
    if rest.meets(share.bounds) and not told.surely:
        return False
    return not made.meets(share.bounds) and not _explained(counts, share, told)


def _finding(read: ReadText, share: _Share, told: _Told) -> Problem:
    part, whole = told.part, told.whole
    made = part.interval.over(whole.interval).times(100)
    message = (
        f"{quoted(part)}÷{quoted(whole)}{calculated.equals_percent(made)}"
        f"，文中“{share.words}”，对不上。"
    )
    start = min(part.start, share.start)
    if whole.sentence.index == part.sentence.index:
        start = min(whole.start, start)
    end = max(share.end, part.end)
    about = frozenset({whole.start, part.start, share.start})
    return Problem(read.text[start:end], start, end, "rate_mismatch", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Shares told roughly that the numbers told with them do not make."""
    counts = [one for one in read.readings if evidence.is_count(one)]
    if len(counts) < 2:
        return []
    return [found for share in _shares(read) if (found := _problem(read, counts, share))]
