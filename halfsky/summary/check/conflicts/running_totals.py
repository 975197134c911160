"""A running total that goes back: 累计1640人次,今年又220人次,至今累计1530人次."""

from __future__ import annotations

import re
from itertools import pairwise

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TOTAL = lazy(r"累计|总数")
_SINCE = lazy(r"以来|至今|迄今|入[春夏秋冬]|开[办展业工]|成立|启动|[几三四五六七八九十]年")
_MONTH = lazy(
    r"(?<![\d至到~—-])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?!底|末|以来|至|到|起|前|[~—-]|\d|初|中旬?)"
)
_SO_FAR = lazy(
    r"(?:今年|年内|本年|全年)(?:以来)?(?:已|共)?累计|(?:今年)?(?:1|一|前)[至到~—-]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?个?月(?:份)?累计|这[两三四五六]个月加"
)
_PERIOD = lazy(r"今年|本年|当年|年内|本[周月季]|上半年|下半年|[一二三四]季度|这一年|一年")
_AGAIN = lazy(r"又|再|新|增")
_OTHERS = lazy(
    r"计划|目标|力争|预计|拟|应|其余|另|去年(?!一年)|上年|同期|净|减|退|撤|注销|均|每|比|较|还有|尚|其中"
)
# 上半年16期,全年下来13期
_HALF = lazy(r"上半年|[一二三]季度|前三季度|截至(?:[1-9]|1[01])月|[1-9][-—~至到]\d{1,2}月")
_WHOLE = lazy(
    r"全年(?:下来|共|累计|总共|合计|共计|一共)|截至12月(?:底|31日)[^,，]{0,4}[,，]?.{0,8}(?:今年|全年)共"
)
_LIKE = frozenset({"result", "last_year"})
# What stands beside the number and names nothing.
_EMPTY = lazy(
    r"入[春夏秋冬]|累计|总数|建成|建立|新建|建|办理?|举办|发展|完成|送出|送|获得|获|公司|全[区市县厂矿校院]|下来|季度|截至|月|日|底|至今|迄今|截至|以来|今年|本年|当年|年内|全年|本[周月季]|上半年|下半年|又|再|新|增|就|已|共|达|到|有|为|了|一年|仅|年底|年末|目前|其中|的|自|从"
    r"|[\d,，、;:。a-zA-Z\s]"
)


_FEWEST_SIGNS = 2


def _things(one: Reading) -> str:
    return _EMPTY.sub("", one.lead[-20:] + one.after[:8])


def _of_one_thing(one: Reading, other: Reading) -> bool:
    """Whether the two share a word, or one of them names nothing of its own."""
    first, second = _things(one), _things(other)
    short = min(first, second, key=len)
    if len(short) < _FEWEST_SIGNS:
        return short in first and short in second
    return bool(bigrams(first) & bigrams(second))


def _clause(one: Reading) -> str:
    """What stands ahead of the number in its clause; a time told before it holds for it too."""
    words = re.split(r"[,，;。]", one.lead)[-1] or one.lead[-16:]
    return re.sub(r"[去上前]年[底末]", "", words)


# 去年底,全镇各行业女会员总数2140人,今年底2290人: both are totals.
_AT_LAST_YEARS_END = lazy(r"[去上]年[底末]|年初")


def _is_total(one: Reading) -> bool:
    return bool(_TOTAL.search(one.lead[-16:])) and not _OTHERS.search(_clause(one))


def _is_added(one: Reading) -> bool:
    """Whether it is what one period brought."""
    words = one.lead[-24:]
    period = _PERIOD.search(words) or "去年一年" in words
    return bool(period) and not (_TOTAL.search(words) or _OTHERS.search(_clause(one)))


def _back(read: ReadText, one: Reading, more: Reading, now: Reading) -> Problem | None:
    """累计1640人次,今年又办理220人次,至今年底累计1530人次."""
    told = _is_total(one) and _is_total(now) and _AGAIN.search(more.lead[-12:])
    if not told or _OTHERS.search(_clause(more)) or not _of_one_thing(more, now):
        return None
    made = one.interval + more.interval
    if made.meets(now.interval) or now.interval.low > made.high:
        return None
    message = (
        f"先前累计{quoted(one)}，又有{quoted(more)}，共{calculated.in_unit(made, now)}"
        f"，后来却累计{quoted(now)}。"
    )
    return evidence.finding(read, "contradiction", "wrong", [one, more, now], message)


def _beyond(read: ReadText, first: Reading, second: Reading) -> Problem | None:
    """累计38个,今年一年就新建45个; 本周送960碗,入夏累计送850碗."""
    if _is_total(first) and _is_added(second) and not _AT_LAST_YEARS_END.search(first.lead):
        whole, part = first, second
    elif _is_added(first) and _is_total(second) and _SINCE.search(second.lead[-20:]):
        whole, part = second, first
    else:
        return None
    if part.interval.low <= whole.interval.high or not _of_one_thing(part, whole):
        return None
    message = f"累计只有{quoted(whole)}，一段时间里却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [first, second], message)


def _month(read: ReadText, part: Reading, whole: Reading) -> Problem | None:
    """11月份新增84篇,今年以来累计77篇."""
    told = _SO_FAR.search(whole.lead[-20:]) and not _TOTAL.search(part.lead[-24:])
    period = _MONTH.search(part.lead[-24:]) or _PERIOD.search(part.lead[-24:])
    if not told or not period or "年" in part.lead[-24:]:
        return None
    if _OTHERS.search(_clause(part)) or _OTHERS.search(_clause(whole)):
        return None
    if part.interval.low <= whole.interval.high or not _names_no_other(part, whole):
        return None
    message = f"累计只有{quoted(whole)}，一段时间里却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [part, whole], message)


def _names_no_other(part: Reading, whole: Reading) -> bool:
    """Whether what so far came to is of the same, or told of nothing else: 今年1至9月累计18笔."""
    ahead = _SO_FAR.split(whole.lead[-24:])[0]
    own = _EMPTY.sub("", re.sub(r"[一二三四五六七八九十]", "", ahead) + whole.after[:8])
    return not own or _of_one_thing(part, whole)


def _year(read: ReadText, half: Reading, whole: Reading) -> Problem | None:
    """上半年办培训16期,全年下来培训累计13期."""
    told = _HALF.search(half.lead[-30:]) and _WHOLE.search(whole.lead[-30:])
    apart = "全年" in half.lead or _OTHERS.search(half.lead[-16:] + whole.lead[-16:])
    if not told or apart or half.interval.low <= whole.interval.high:
        return None
    if not _of_one_thing(half, whole):
        return None
    message = f"全年只有{quoted(whole)}，其中一段时间却有{quoted(half)}。"
    return evidence.finding(read, "contradiction", "wrong", [half, whole], message)


# 9月:缝补88件。本年累计:谈话131人次,缝补75件: both are lists of the same items by name.
_LIST_SO_FAR = lazy(r"(?:本年|今年|全年|年度|年内|[1一]月?[-至到~][^,，。;]{1,4}月)累计[:,，]")
_ITEM = lazy(r"(?P<name>[\u4e00-\u9fff]{2,8})[:\s]*$")
_PARAGRAPH_BACK = 3


def _item(one: Reading) -> str:
    found = _ITEM.search(re.sub(r"(?:共计?|了|有|为)$", "", one.lead))
    return found["name"][-4:] if found else ""


def _listed_so_far(read: ReadText, whole: Reading) -> Problem | None:
    """An item of a list of what came so far, less than the month of that list alone."""
    ahead = read.plain[whole.sentence.start : whole.start]
    told = _LIST_SO_FAR.search(ahead)
    name = _item(whole)
    if not told or not name or _OTHERS.search(ahead):
        return None
    for part in read.around(whole, _PARAGRAPH_BACK, 0):
        before = part.end <= whole.sentence.start + told.start()
        if not before or _item(part) != name or part.claim.unit != whole.claim.unit:
            continue
        if _TOTAL.search(part.lead) or part.interval.low <= whole.interval.high:
            continue
        message = f"累计只有{quoted(whole)}，一段时间里却有{quoted(part)}。"
        return evidence.finding(read, "contradiction", "wrong", [part, whole], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Totals that are less than they were, or than what was added."""
    if not any(word in read.plain for word in ("累计", "总数", "全年", "12月", "个月加")):
        return []
    found: list[Problem | None] = []
    for group in read.groups.values():
        for unit in {one.claim.unit for one in group if evidence.is_count(one)}:
            alike = [one for one in group if one.claim.unit == unit and one.claim.mode in _LIKE]
            found += [_listed_so_far(read, one) for one in alike]
            for one, other in pairwise(alike):
                found += [_beyond(read, one, other) or _month(read, one, other)]
                found += [_year(read, one, other)]
            found += [_back(read, *alike[at : at + 3]) for at in range(len(alike) - 2)]
    return [problem for problem in found if problem]
