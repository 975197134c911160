"""One thing told again elsewhere with another number: 报名2418人 … 新闻通稿写着2481名女工报名.

By the digits and by who tells it: two digits that changed places, or one that is another where a
report, a roll or a speaker tells it again; and another number of the same thing by name there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.conflicts.again import explained
from halfsky.summary.check.conflicts.beyond_all import names_thing, noun_of_both, wider
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# Who or what tells it again.
_TELLER = lazy(
    r"(?:总结|简报|报告|通稿|新闻稿?|报道|稿|讲话|汇报|台账|名册|名单|附[表页件注]|公示|开[头篇]|末[尾段]|文末|结尾|"
    r"导语|推文|前言|[开闭]幕词|捷报|登记|记录|备案|清单|光荣册|海报|宣传栏|主持人|站长|院长|主任|主席|校长|队长|"
    r"会上|名录|报表|材料|网站?|公众号|负责人|工作人员|喜报|通报|年报|月报|纪要|述职|述评|点评|签到[表册]|花名册|"
    r"[奖解]词|感谢信|采访|记者|结账|账[上本]|票据|发票|回执|回顾|回头看|总的看|总的来看|总之|综上|盘点)"
)
_TELLS = lazy(
    r"^[^。;]{0,26}?(?:写|说|称|讲|报|填|登|[显表]?示|载|念|介绍|披露|统计|反映|指出|提到|注明|数字|:|,|,|里|中|[全一半])"
)
_OTHERS = lazy(
    r"去年|上年|往年|历年|同期|[每均]|计划|目标|拟|力争|预计|其余|其他|另|新增|增加|减少|增长|比(?![武赛拼例])|较|剩|余|未|没|尚|不足|"
    r"以上|以下|至少|第[一二三四]|其中|累计|人次|应(?!急)|部分"
)
_ANOTHER_TIME = lazy(r"去年|上年|上[一届]|只?统计到|更早|往年|上半年|下半年|以上|北|南|东|西|市:")
_FILLERS = lazy(
    r"我们|我[市县区院厂校]|[全本][市县区院厂校公镇年]|这|今年|一年|共计?|合计|有|了|的|已|为|达到?|是|约|参加|开展|"
    r"举办|组织|现有?|目前|[也都就又却只仅成写说称讲填载报]|财务|会计|审计|档案|统计|登记|提到|介绍|注明|数字"
)
_HAN = lazy(r"[^\u4e00-\u9fff]")
_REACH, _AHEAD = 60, 70
_FEWEST = 5
_NEAR = 1.6


def _clause(reading: Reading) -> str:
    return re.split(r"[,，;。:“”\"、]", reading.lead)[-1]


def _teller(read: ReadText, reading: Reading) -> str:
    """The words from who tells it again to the number, if anybody does."""
    start = max(reading.sentence.start, reading.start - _AHEAD)
    ahead = read.plain[start : reading.start]
    found = list(_TELLER.finditer(ahead))
    told = ahead[found[-1].start() :] if found else ""
    return told if found and _TELLS.search(ahead[found[-1].end() :] + ",") else ""


def _is_plain(reading: Reading) -> bool:
    """Whether the number is told as it stands, of all and of this time."""
    if reading.claim.mode != "result" or reading.interval.high < _FEWEST:
        return False
    return not _OTHERS.search(_clause(reading)[-18:] + reading.after[:4])


def _digits(reading: Reading) -> str:
    """The digits as they are printed: 126 of 12.6万元."""
    return "".join(filter(str.isdecimal, reading.shown)) or str(reading.claim.value)


def _counted_alike(one: Reading, other: Reading) -> bool:
    """Whether the units are the same, or both count heads (人, 名)."""
    heads = one.kind == other.kind == "person" and one.quantity.scale == other.quantity.scale
    return heads or one.claim.unit == other.claim.unit


def _slip(one: Reading, other: Reading) -> str:
    """How the digits of the second came of those of the first: swapped, mistaken, or not at all."""
    first, second = _digits(one), _digits(other)
    if len(first) != len(second) or len(first) < 2 or one.quantity.scale != other.quantity.scale:
        return ""
    if sorted(first) == sorted(second):
        return "swapped"
    off = sum(a != b for a, b in zip(first, second, strict=True))
    return "mistaken" if off == 1 else ""


def _in_common(one: Reading, other: Reading) -> str:
    """The name by which both count, or two characters that both clauses have."""
    noun = noun_of_both(one, other)
    if len(noun) > 1:
        return noun
    if "全年" in other.lead and "全年" not in one.lead:
        return ""
    words = (_HAN.sub("", _clause(it)[-14:] + it.after[:8]) for it in (one, other))
    return next(iter(set.intersection(*map(bigrams, words))), "")


def _known(read: ReadText, one: Reading, other: Reading, noun: str, teller: str) -> bool:
    """Whether what the second says of its thing was said of the first: it is no part of it."""
    behind = other.after[:12]
    if teller and _slip(one, other):
        # What follows the thing is what it did: 163条建议|凝聚着智慧.
        behind = behind.split(noun)[0] if noun in behind else ""
    own = _FILLERS.sub(" ", _TELLER.sub(" ", _clause(other) + behind).replace(noun, " "))
    pairs = {pair for word in _HAN.sub(" ", own).split() for pair in bigrams(word)}
    context = read.plain[max(0, one.sentence.start - _REACH) : one.sentence.end]
    return 2 * sum(pair in context for pair in pairs) >= len(pairs)


_SEASON = lazy(r"上半年|下半年|[一二三四]季度|前三季度|[春夏秋冬]季")
_MONTH = lazy(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})月(?![底末])")


def _of_other_period(read: ReadText, one: Reading, other: Reading) -> bool:
    """【九月月报】44户 … 【十月月报】51户."""
    first, second = (
        set(_MONTH.findall(read.plain[it.sentence.start : it.start])) for it in (one, other)
    )
    if first and second and not first & second:
        return True
    seasons = [
        set(_SEASON.findall(read.plain[it.sentence.start : it.start])) for it in (one, other)
    ]
    return seasons[0] != seasons[1]


# 第一本…61人 … 第三本…83人: each of them numbered.
_ORDINAL = lazy(
    r"第(?P<place>[一二三四五六七八九十\d]{1,2})(?P<what>[本册卷份项类批期组队个块件场站轮季])"
)
_THIS_MONTH, _LAST_MONTH = lazy(r"本月|这个?月|当月"), lazy(r"上个?月")
_TASK = lazy(r"按[^,，。;]{0,10}(?:任务|计划|指标)|分解|下达|(?:目标|任务)数?[是为:]")
_NEXT = 2
_SO_FAR = lazy(r"截[至止到]|[至到]目前|现已|实际")
_REVISED = lazy(r"剔除|核减|更正|修正|订正|去重|重新核")
_SHARE_BEHIND = lazy(r"^[,，(]?\s?(?:占|完成|达|为|只|约|合格)?[^,，。;\d]{0,4}$")


def _numbered(read: ReadText, one: Reading) -> dict[str, str]:
    words = read.plain[one.sentence.start : one.start]
    return {found["what"]: found["place"] for found in _ORDINAL.finditer(words)}


def _of_another_in_turn(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether each is of another of things that are numbered, or of another month."""
    first, second = _numbered(read, one), _numbered(read, other)
    if any(second.get(what, place) != place for what, place in first.items()):
        return True
    words, again = (read.plain[it.sentence.start : it.start] for it in (one, other))
    now, then = _THIS_MONTH, _LAST_MONTH
    return bool(
        (then.search(words) and now.search(again)) or (now.search(words) and then.search(again))
    )


def _is_part_of_it(read: ReadText, one: Reading, other: Reading) -> bool:
    """江南女工120人…江南查了102人,85%: the share behind says that it is some of the first."""
    behind = [it for it in read.around(other, 0, 0) if it.start > other.end][:1]
    if not behind or not evidence.is_portion(behind[0]) or one.interval.low <= 0:
        return False
    share, made = evidence.percent(behind[0]), other.interval.over(one.interval).times(100)
    if share is None or share.high >= 100 or not _SHARE_BEHIND.match(behind[0].lead):
        return False
    return made.meets(share)


def _is_another_stage(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether the first was set as a task, or the second is the first after it was revised."""
    words = read.plain[one.sentence.start : one.start]
    between = read.plain[one.end : other.start]
    near = other.sentence.index - one.sentence.index <= _NEXT
    done = near and _TASK.search(words) and _SO_FAR.search(between)
    return bool(done or _REVISED.search(between[-_AHEAD:]))


def is_of_another(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether the words say that the second is of another time, thing or stage."""
    apart = _of_other_period(read, one, other) or _of_another_in_turn(read, one, other)
    return apart or _is_part_of_it(read, one, other) or _is_another_stage(read, one, other)


def _is_same(read: ReadText, one: Reading, other: Reading, teller: str) -> bool:
    """Whether the second tells again, with a slip, what the first told."""
    slip, apart = _slip(one, other), one.sentence.index != other.sentence.index
    if slip != "swapped" and not (teller and apart):
        return False
    if not _is_plain(one) or is_of_another(read, one, other):
        return False
    noun = _in_common(one, other)
    if len(noun) < 2 or wider(one, other, noun) or wider(other, one, noun):
        return False
    if slip != "swapped":
        if noun != noun_of_both(one, other):
            return False
        named = names_thing(noun) and not _ANOTHER_TIME.search(teller + one.lead[-24:])
        if not slip and not (named and _NEAR * one.interval.high > other.interval.low):
            return False
        if not slip and _NEAR * other.interval.high < one.interval.low:
            return False
    return (apart or bool(teller)) and _known(read, one, other, noun, teller)


def _alike(one: Reading, other: Reading) -> bool:
    return _counted_alike(one, other) and evidence.same_unit(one, other)


def _suspects(before: list[Reading], other: Reading, teller: str) -> list[Reading]:
    """Those near in value: any where somebody tells it again, else those of the same digits."""
    digits = sorted(_digits(other))
    return [
        one
        for one in before
        if (teller or sorted(_digits(one)) == digits)
        and _alike(one, other)
        and not one.interval.meets(other.interval)
        and evidence.slipped(one.interval, other.interval, _NEAR)
    ]


def _retold(read: ReadText) -> Iterator[Problem]:
    counts = [one for one in read.readings if evidence.is_count(one)]
    for at, other in enumerate(counts):
        if not at or not _is_plain(other):
            continue
        before, teller = counts[max(0, at - _REACH) : at], _teller(read, other)
        suspects = _suspects(before, other, teller)
        if not suspects:
            continue
        like = [one for one in before if _alike(one, other)]
        if explained(like[-_REACH // 2 :], other):
            continue
        for one in reversed(suspects):
            if _is_same(read, one, other, teller):
                message = f"同一件事前文是{quoted(one)}，这里是{quoted(other)}。"
                yield evidence.finding(read, "contradiction", "wrong", [one, other], message)
                break


def find(read: ReadText) -> list[Problem]:
    """Numbers told again with other digits."""
    return list(_retold(read))
