"""More couples than there were people for: 45 women and 48 men came, 52 couples were made."""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# Masters and apprentices, helpers and helped: one of them may have several.
_NO_LOVE = lazy(r"师徒|师傅|徒弟|导师|青蓝|[带帮传]教|拜师|帮扶|帮带|互助|[一1]帮[一1]|骨干")
_LOVE = lazy(
    r"牵手|相亲|恋|联谊|交友|单身|未婚|婚|缘|脱单|速配|红娘|男女|嘉宾|鹊桥|之约|心动|爱情|男"
)
_MADE = lazy(r"牵手|配对|牵线|速配|互选|结成|促成|喜结|脱单|成功")
# Of several meetings, or of those who came before.
_OF_MORE = lazy(r"累计|全年|历年|以来|先后|历届|[各每]场|目标|计划|力争|年内|[这几]年")
_MAN = lazy(r"男[\u4e00-\u9fff]{0,8}$")
_WOMAN = lazy(r"女[\u4e00-\u9fff]{0,8}$")
_SINGLE = lazy(r"单身|未婚|嘉宾|青年|男女")
_PART = lazy(r"其中|另|还有|新|又|增|剩")
_SENTENCES, _REACH = 3, 160


def _sex(one: Reading) -> str:
    """男 or 女, as the words beside the number say."""
    man = _MAN.search(one.before) or one.after.startswith("男")
    woman = _WOMAN.search(one.before) or one.after.startswith("女")
    if bool(man) == bool(woman):
        return ""
    return "男" if man else "女"


def _most_pairs(people: list[Reading]) -> tuple[list[Reading], int] | None:
    """Of the people told last, how many couples they make at most."""
    for one, other in zip(people[-2::-1], people[:0:-1], strict=True):
        if {_sex(one), _sex(other)} == {"男", "女"}:
            return [one, other], int(min(one.interval.high, other.interval.high))
    last = people[-1]
    said = last.before[-12:] + last.after[:8]
    if _CAME.match(last.lead):
        return [last], int(last.interval.high) // 2
    if _SINGLE.search(said) and not _sex(last) and not _PART.search(last.before):
        return [last], int(last.interval.high) // 2
    return None


# 本行去了21人,女13人、男8人: some of all who came.
_OURS = lazy(
    r"(?:^|[,，。;:中])(?:其中)?(?:本|我)[\u4e00-\u9fff]{1,4}|其中|(?:去了|派出|选派|组织了?)\d+[名人位]"
)


def _are_ours(read: ReadText, first: Reading) -> bool:
    """Whether those told last are some of a wider company."""
    return _OURS.search(read.plain[first.sentence.start : first.start]) is not None


def _wider_can(people: list[Reading], pairs: Reading) -> bool:
    """Whether men and women told before are enough for so many couples."""
    return any(
        {_sex(one), _sex(other)} == {"男", "女"}
        and min(one.interval.high, other.interval.high) >= pairs.interval.low
        for one, other in pairwise(people)
    )


_CAME_AT_LAST = lazy(r"到场|实到|实际|签到|最终|最后")


def _all_companies_can(people: list[Reading], pairs: Reading) -> bool:
    """机关男38、女45,税务男21、女24,医院男9、女23: of all who came from several places."""
    both = [
        (one, other) for one, other in pairwise(people) if {_sex(one), _sex(other)} == {"男", "女"}
    ][::2]
    if len(both) < 2 or any(_CAME_AT_LAST.search(one.lead) for one, _ in both):
        return False
    lesser = [
        total([one.interval for pair in both for one in pair if _sex(one) == sex]).high
        for sex in "男女"
    ]
    return min(lesser) >= pairs.interval.low


_CAME = lazy(r"^[,，](?:参加|报名|到场|参与|出席)[^,，。;\d]{0,8}(?:共有?|一共有?|总共|有)$")


def _told_behind(read: ReadText, pairs: Reading) -> list[Reading]:
    """成功牵手34对,参加活动的共52人: those who came are told right behind."""
    behind = [one for one in read.around(pairs, 0, 0) if one.start > pairs.end][:1]
    return [one for one in behind if one.claim.unit in "人名位" and _CAME.match(one.lead)]


def _problem(read: ReadText, pairs: Reading) -> Problem | None:
    words = read.plain[pairs.sentence.start : pairs.end + 12][-80:]
    if not _MADE.search(pairs.before + pairs.after[:12]) or _OF_MORE.search(words):
        return None
    told = read.plain[max(0, pairs.sentence.start - _REACH) : pairs.sentence.end]
    if not _LOVE.search(told) or _NO_LOVE.search(words):
        return None
    people = [one for one in evidence.before(read, pairs, _SENTENCES) if one.claim.unit in "人名位"]
    people = people or _told_behind(read, pairs)
    most = _most_pairs(people) if people else None
    if most is None or pairs.interval.low <= most[1]:
        return None
    if _all_companies_can(people, pairs):
        return None
    if _are_ours(read, most[0][0]) and _wider_can(people, pairs):
        return None
    if any(_OF_MORE.search(one.before) for one in most[0]):
        return None
    message = f"到场的人最多配成{most[1]}对，文中却有{quoted(pairs)}。"
    return evidence.finding(read, "contradiction", "wrong", [*most[0], pairs], message)


def find(read: ReadText) -> list[Problem]:
    """Couples that those who came cannot make."""
    couples = [one for one in read.readings if one.kind == "couple"]
    return [problem for one in couples if (problem := _problem(read, one))]
