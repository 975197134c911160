"""More at a later step than at the one before it: 260 forms handed out, 274 came back."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

# What was there before, what comes from elsewhere, or what is counted otherwise.
OTHERS = lazy(
    r"上年|去年|同期|往年|历年|结转|遗留|累计|另|此外|加上|连同|含|包括|新增|又|再|每|均|计划|目标|力争|比|较|人次|超额|预计|其余|外单位|旁听|家属|合计|总计|[两三]级|各|还有|临时|递补|增补|同时|网上|收到电子|初审|海选|[两三几]项都|都[报考参]"
)
# What is told behind it explains the more: 因为有17人临时加入, 含上年结转的5件.
# A form may go to families; whoever comes besides is told of the second number.
_FOREIGN = lazy(r"家属")
CAME_IN = lazy(r"临时|加入|补报|追加|替补|上年|结转|含|包括|另外|重复|超出|缺的|旧货|兼报")
# What stands between the two: others came, the same again, or something else is told of.
_BETWEEN = lazy(
    r"列席|插|兼报|超出|自费|净发|不够|可以?报[两多]|举办|举行|开展|组织|初赛|夏季|秋季|冬季|下半年|[二三四]季度"
)
STOCK = lazy(r"年初|库存|上年|未结|存量|原有|期初|上月|遗留")
_TOGETHER = lazy(
    r"[两二三四五六七八几]个?(?:班|期|批|次|场|轮|工种|项目|组|车间|街道|单位|村|园区|点|厂|科目|赛项)"
)
_NOT_SO_MANY = lazy(r"(?:淘汰|刷掉|刷下|筛掉|多|少|差|缺|未|没)[了出]?$")
_SENTENCES_BACK = 3
_NEAREST = 6
# The step before is told within so many numbers: cheaply looked at before the words are.
_WITHIN = 24
_VOTE_SENTENCES = 3
_CLOSE = 14
# Beyond twice as many the two are hardly of one thing.
_MOST = 2


class Chain(NamedTuple):
    """The steps of one course of things, each the words that tell it."""

    steps: tuple[re.Pattern[str], ...]
    things: re.Pattern[str] | None

    def step(self, words: str) -> int | None:
        """The latest step that the words tell."""
        found = [at for at, step in enumerate(self.steps) if step.search(words)]
        return found[-1] if found else None


@cache
def chains() -> list[Chain]:
    """All chains of stages.toml."""
    return [
        Chain(
            tuple(re.compile(step) for step in one["steps"]),
            re.compile(one["things"]) if "things" in one else None,
        )
        for one in load("stages.toml")["chain"]
    ]


def _told(reading: Reading) -> str:
    """The clause ahead of the number, and the words behind it up to a mark."""
    return re.split(r"[,，;。]", reading.lead[-24:])[-1] + "|" + reading.after[:8]


def exceeds(whole: Reading, part: Reading) -> bool:
    """Whether the second is more than the first, but not of another size."""
    high = whole.interval.high
    return high < part.interval.low <= high * _MOST


# 上季结转5件,本季受理31件,办结34件; 月初90包,入库300包,发出310包.
_CARRIED_OVER = lazy(
    r"(?:上[年月季周期次届]|去年|往年|[年月期季]初|期初|周初|原有|原存|原先|结转|遗留|留存|存量|库存|旧[案存]|积[案压]|转入|结存|未[办审]?结)"
    r"[^,，。;\d]{0,8}$"
)


def carried_over(read: ReadText, whole: Reading, part: Reading) -> bool:
    """Whether some were there before those of the first number came, so that there can be more."""
    return any(
        one.start < part.start
        and one is not whole
        and evidence.same_unit(one, whole)
        and _CARRIED_OVER.search(one.lead)
        and (one.interval + whole.interval).high >= part.interval.low
        for one in read.around(whole, 1, 0)
    )


def _outdone(read: ReadText, whole: Reading, part: Reading) -> bool:
    """Whether by their words the second can be no more than the first, and is."""
    if not exceeds(whole, part) or not evidence.same_unit(whole, part):
        return False
    first, second = _told(whole), _told(part)
    said = read.plain[max(whole.sentence.start, whole.start - 80) : part.end + 8]
    return any(_in_order(chain, first, second, said) for chain in chains())


def _in_order(chain: Chain, first: str, second: str, said: str) -> bool:
    """Whether the words tell an earlier and a later step of a chain, of what it is a chain of."""
    if chain.things and not chain.things.search(said):
        return False
    before, later = chain.step(first), chain.step(second)
    return before is not None and later is not None and before < later


def _is_step_before(read: ReadText, one: Reading, whole: Reading) -> bool:
    """报名70人,实到62人,结业67人: what is larger still is only told of a step before the whole."""
    first, second = _told(one), _told(whole)
    said = read.plain[max(one.sentence.start, one.start - 80) : whole.end + 8]
    return one.start < whole.start and any(
        _in_order(chain, first, second, said) for chain in chains()
    )


_AMONG = lazy(
    r"^[\u4e00-\u9fff“”\"]{1,10}(?:当中|之中|里面|里头|中)[,，]?(?![学心国小午医等层部低高级])[^,，。;、]{0,14}$"
)


def _among(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """27个分工会中组队参加的有29个."""
    more = exceeds(whole, part) and evidence.same_unit(whole, part)
    between = read.plain[whole.end : part.start]
    if not (more and _AMONG.search(between)) or OTHERS.search(part.lead):
        return None
    message = f"只有{quoted(whole)}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


_ITEM = lazy(r"^[、,;]?[^,，。;]{0,8}$")


def _of_one_step(one: Reading, other: Reading) -> bool:
    """拔河报名40人,跳绳报名36人."""
    first, second = _told(one), _told(other)
    return bool(_ITEM.match(other.lead)) and any(
        chain.step(first) == chain.step(second) == 0 for chain in chains()
    )


def is_item(alike: list[Reading], whole: Reading) -> bool:
    """Whether the whole is one of several told in a row: 点钞报名58人,翻打传票46人."""
    at = alike.index(whole)
    behind = alike[at + 1] if at + 1 < len(alike) else None
    ahead = alike[at - 1] if at else None
    beside = ahead is not None and ahead.sentence.index == whole.sentence.index
    if whole.lead.startswith("、") or (ahead and beside and _of_one_step(ahead, whole)):
        return True
    if behind is None or behind.sentence.index != whole.sentence.index:
        return False
    if behind.lead.startswith(":"):
        return False
    later = any(chain.step(behind.lead) not in {None, 0} for chain in chains())
    return bool(_ITEM.match(behind.lead)) and not later


def _is_apart(read: ReadText, alike: list[Reading], whole: Reading, part: Reading) -> bool:
    """Whether others were there besides, or the two are of two things."""
    between = read.plain[whole.end : part.start]
    said = read.plain[max(0, whole.start - 60) : whole.start]
    return bool(
        _BETWEEN.search(between)
        or STOCK.search(said)
        or _NOT_SO_MANY.search(whole.before)
        or _NOT_SO_MANY.search(part.before)
        or is_item(alike, whole)
        or _TOGETHER.search(read.plain[max(0, part.start - _CLOSE) : part.start])
    )


def _problem(read: ReadText, part: Reading) -> Problem | None:
    before = evidence.before(read, part, _SENTENCES_BACK)
    alike = [one for one in before if evidence.same_unit(one, part)]
    if not any(exceeds(one, part) for one in alike[-_NEAREST:]):
        return None
    came = CAME_IN.search(read.plain[part.end : part.end + 20])
    if came or any(carried_over(read, one, part) for one in alike[-_NEAREST:]):
        return None
    larger = [one for one in alike if one.interval.high >= part.interval.low]
    for whole in alike[-_NEAREST:][::-1]:
        others = OTHERS.search(_FOREIGN.sub("", whole.before[-12:]))
        if others or OTHERS.search(part.lead[-24:] + part.after[:4]):
            return None
        if not exceeds(whole, part) or not all(_is_step_before(read, one, whole) for one in larger):
            continue
        if _is_apart(read, alike, whole, part):
            continue
        if {whole.claim.mode, part.claim.mode} == {"result"} and _outdone(read, whole, part):
            message = f"前一步只有{quoted(whole)}，后一步却有{quoted(part)}，不会比前一步多。"
            return evidence.finding(read, "contradiction", "wrong", [whole, part], message)
    return None


_TAKEN_UP = lazy(
    r"^[^,，。;\d]{0,6}[,，;](?P<deed>[\u4e00-\u9fff]{2,5})的(?!时候)(?![^,，。;\d]*[增达])[^,，。;\d]{0,8}$"
)


def _taken_up(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """转科室办理17件,转办的已办结19件: the deed of the first is taken up again."""
    more = exceeds(whole, part) and evidence.same_unit(whole, part)
    found = more and _TAKEN_UP.search(read.plain[whole.end : part.start])
    if not found or OTHERS.search(part.lead + whole.before[-6:]):
        return None
    told = re.split(r"[,，;。]", whole.lead)[-1] + whole.after
    if "的" in whole.before[-3:] or not all(sign in told for sign in found["deed"][:2]):
        return None
    message = f"只有{quoted(whole)}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


_BALLOTS = lazy(r"选票|有效票|表决票|实到|到会|出席|全部到|参加(?:表决|投票|会议)")
_WON = lazy(r"[得以获][^,，。;\d]{0,4}$|(?:赞成|同意|反对|弃权|得票|票数)[^,，。;\d]{0,3}$")
_FOR_OR_AGAINST = lazy(r"^(?:赞成|同意|反对|弃权|通过)")
# 9名候选人得票加起来411票: one paper has several votes.
_ALL_VOTES = lazy(r"加起来|合起来|合计|总计|总共|一共|共|累计|总票")
_NO_BALLOTS = lazy(r"得票|过半|半数|候选")
_BALLOT_KINDS = frozenset({"person", "document", "vote"})


def _is_ballots(one: Reading) -> bool:
    """Whether it counts who voted, or the papers they handed in."""
    ahead, behind = (re.split(r"[,，;。]", words) for words in (one.lead, one.tail))
    told = ahead[-1] + "|" + behind[0]
    if one.kind not in _BALLOT_KINDS or _WON.search(one.before) or _NO_BALLOTS.search(told):
        return False
    return bool(_BALLOTS.search(told))


def _votes(read: ReadText, part: Reading) -> Problem | None:
    """收回选票64张,新当选的主任得68票."""
    won = _WON.search(part.before) or _FOR_OR_AGAINST.match(part.after)
    if part.kind != "vote" or not won or _ALL_VOTES.search(part.before):
        return None
    ballots = [one for one in evidence.before(read, part, _VOTE_SENTENCES) if _is_ballots(one)]
    most = max(ballots, key=lambda one: one.interval.high, default=None)
    if most is None or most.interval.high >= part.interval.low:
        return None
    message = f"只有{quoted(most)}，却得{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [most, part], message)


def find(read: ReadText) -> list[Problem]:
    """Numbers of a later step above those of an earlier one."""
    counts = [reading for reading in read.readings if evidence.is_count(reading)]
    votes = [problem for part in counts if (problem := _votes(read, part))]
    return votes + [
        problem
        for at, part in enumerate(counts)
        if any(exceeds(one, part) for one in counts[max(0, at - _WITHIN) : at])
        and (
            problem := _among(read, counts[at - 1], part)
            or _taken_up(read, counts[at - 1], part)
            or _problem(read, part)
        )
    ]
