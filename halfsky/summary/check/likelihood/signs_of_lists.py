"""What speaks for and against a list: its marks, its shape, where it ends, the slip."""

from __future__ import annotations

import re

from halfsky.summary.check.clues.families import crossing, family
from halfsky.summary.check.clues.nearness import Signs, closeness, middle, slips, yes
from halfsky.summary.check.clues.relations import Relation, addable, may_hold
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.likelihood.signs_of_sums import part_words, scene, short
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy

_VERBS = lazy(
    r"举办|开展|组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|建立|完成|帮扶|培训|覆盖|涉及|提供|参加|服务|获|资助|收到|解决|比|较|同比|增|减"
)
_REST_AHEAD = lazy(r"[,，、;]?(?:其余|其他|其它|余下|剩余|剩下|另外?|仍|尚|还有|未)")
_REST_BEHIND = lazy(r"尚未|仍未|仍在|还在|未|没")
# 从案由看…;从结案方式看…: the whole told before is taken apart once more.
_REGROUPS = lazy(r"[从按就][^,，。;]{1,12}[看分说计][,，]?|(?:按|从)[^,，。;]{1,8}")
_PERIODS = lazy(r"季度|半年|月|20\d\d年|春|夏|秋|冬|暑|寒|年(?:前|后)?")


def _marks(whole: Told, parts: tuple[Told, ...], behind: bool) -> Signs:
    """What announces the list or its total."""
    opening = parts[0].lead if behind else ""
    return yes(
        after=behind,
        among=re.search(r"其中|包括|包含|当?中[,，有]?", opening)
        or re.search(r"中[,，有]?$", whole.after),
        closed=re.search(
            r"分别|由(?!于)[^,，。;]*$|分为|按[^,，。;]{1,10}分|分布|构成|组成|如下|具体", opening
        ),
        colon=":" in opening,
        bracket="(" in opening,
        total_mark=re.search(
            r"小计|合计|共计|总计|总共|一共|合起来|加起来|总数|总额|合成", whole.lead[-14:]
        ),
        total_word=re.search(r"共|累计|总|全", whole.before[-14:]),
    )


def _shape(whole: Told, parts: tuple[Told, ...]) -> Signs:
    """Whether the parts read as one list."""
    leads, size = [part.lead for part in parts[1:]], len(parts)
    names = [part_words(part) for part in parts]
    ends = {name[-1:] or part.after[-1:] for name, part in zip(names, parts, strict=True)}
    words = [part.lead + part.after for part in parts]
    count, complete = family(words)
    joined = " ".join(leads)
    tight = parts[-1].at - parts[0].at == size - 1
    brief = all(len(name) <= 6 for name in names)
    return {
        "lead_mean": min(3.0, sum(map(len, leads)) / len(leads) / 8),
        "lead_max": min(3.0, max(map(len, leads)) / 10),
        "lead_first": short(parts[0].lead, 10),
        "verbs": float(len(_VERBS.findall(joined))),
        **yes(
            n2=size == 2,
            n3=size == 3,
            n4=size > 3,
            enum=all(not lead or lead[0] in "、和及与" for lead in leads),
            comma=all(lead[:1] in ",，" for lead in leads),
            semi=";" in joined,
            stop=parts[0].sentence != parts[-1].sentence,
            stop_whole=whole.sentence not in (parts[0].sentence, parts[-1].sentence),
            names_short=brief,
            names_parallel=len(ends) < size,
            after_same=parts[0].after and len({part.after[:2] for part in parts}) == 1,
            named_after=all(
                not name and part.after for name, part in zip(names, parts, strict=True)
            ),
            rest=_REST_AHEAD.match(parts[-1].lead) or _REST_BEHIND.match(parts[-1].after),
            family=count == size,
            family_complete=count == size and complete,
            crossing=crossing([part.before + part.after for part in parts]),
            nested="其中" in joined,
            others=re.search(
                r"去年|上年|同期|同时|此外|另外|另有|还|目前|截至|计划|目标|比|较",
                joined + parts[0].lead,
            ),
            periods=all(_PERIODS.search(part.lead) for part in parts),
            tight=tight,
            short_tight=tight and brief,
            next=whole.at in (parts[0].at - 1, parts[-1].at + 1),
        ),
    }


_KINDS_COUNTED = lazy(
    r"(?<![\d第.])(?P<number>1\d|[2-9]|十[一二]?|[两二三四五六七八九])(?:大|小|余)?"
    r"(?:类|种|批|项|部分|块|组|小组|档|层|片|路|级|渠道|条线|线|队|小队|支|期|次|场|年|季度|个?月|镇|街道?|乡|区|县|社区|园区"
    r"|家|院|所|校|班|车间|科室?|部门|单位|个|笔|者|轮|步|站|村)"
)
_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SENTENCE_ENDS = lazy(r"^[^,，、;；。\n]{0,14}(?:[。\n]|$)")
_GROUP_ENDS = lazy(r"^[^,，、;；。\n]{0,14}[;；]")
_GOES_ON = lazy(r"^[^,，、;；。\n]{0,10}、")


def _said_count(words: str) -> set[int]:
    """The small numbers of kinds, groups or times that the words tell: 分三类, 6个小队."""
    found = set()
    for match in _KINDS_COUNTED.finditer(words):
        printed = match["number"]
        if printed.isdigit():
            found.add(int(printed))
        else:
            found.add(sum(_NUMERALS[sign] for sign in printed))
    return found


def _is_mixed(whole: Told, parts: tuple[Told, ...]) -> bool:
    """Whether the parts are of other units than their whole."""
    return not all(addable(part, whole) for part in parts)


def _beyond(parts: tuple[Told, ...], whole: Told, step: int) -> Told | None:
    """The next number outside the run that could have been in it, in its sentence."""
    edge = parts[-1] if step == 1 else parts[0]
    mixed = _is_mixed(whole, parts)
    places = range(edge.at + step, edge.at + step * 6, step)
    for place in places:
        if not 0 <= place < len(edge.everyone):
            return None
        other = edge.everyone[place]
        if other.sentence != edge.sentence:
            return None
        if other is not whole and (addable(other, whole) or (mixed and may_hold(whole, other))):
            return other
    return None


def _is_like(other: Told, parts: tuple[Told, ...], step: int) -> bool:
    """Whether a number reads as one more of the run: the same mark, as short a name."""
    lead = other.lead if step == 1 else parts[0].lead
    longest = max(len(part.lead) for part in parts[1:])
    marks = {part.lead[:1] for part in parts[1:]}
    return len(lead) <= longest + 4 and lead[:1] in marks


def _edges(whole: Told, parts: tuple[Told, ...], behind: bool) -> Signs:
    """Whether the run is all of its list, and as many as the text says there are."""
    last = parts[-1]
    plain = whole.read.plain
    tail = plain[last.reading.end : last.reading.end + 20]
    start = max(0, min(whole.reading.start, parts[0].reading.start) - 30)
    counted = _said_count(plain[start : parts[0].reading.start])
    counted |= set() if behind else _said_count(whole.lead)
    found = {"edge_free": 1.0, "edge_like": 0.0, "outer_free": 1.0}
    after, before = _beyond(parts, whole, 1), _beyond(parts, whole, -1)
    inner, outer = (after, before) if behind else (before, after)
    if inner:
        found["edge_free"] = 0.0
        found["edge_like"] = float(_is_like(inner, parts, 1 if behind else -1))
    if outer:
        found["outer_free"] = 0.0
    ends = bool(_SENTENCE_ENDS.match(tail))
    return found | yes(
        ends=ends,
        ends_group=_GROUP_ENDS.match(tail),
        goes_on_list=_GOES_ON.match(tail),
        entire=found["edge_free"] and (ends or not behind),
        counted=len(parts) in counted,
        counted_entire=len(parts) in counted and found["edge_free"],
        miscounted=counted and len(parts) not in counted,
    )


def _is_taken_apart(whole: Told, first: Told) -> bool:
    """Whether what stands between a whole and this list makes the whole up already."""
    between = [one for one in whole.everyone[whole.at + 1 : first.at] if addable(one, whole)]
    return len(between) > 1 and total([one.interval for one in between]).meets(whole.interval)


_NEXT_ITEM = lazy(r"[\u4e00-\u9fff]{0,4}、")


def of_list(relation: Relation) -> Signs:
    """A whole and the run of its parts."""
    whole, parts = relation.whole, relation.parts
    behind = parts[0].at > whole.at
    found = scene(relation.told) | closeness(relation.computed, relation.stated, whole)
    lack = middle(relation.stated) - middle(relation.computed)
    found |= slips(found, [(part, part.middle + lack) for part in parts])
    found |= _marks(whole, parts, behind) | _shape(whole, parts) | _edges(whole, parts, behind)
    over = relation.computed.low > relation.stated.high
    close, slip = found["n_close"], found["s_any"]
    mark = found["total_mark"] * (1 - found["after"])
    word = found["total_word"] * (1 - found["after"])
    closed = max(
        found["closed"],
        found["colon"],
        found["among"] * found["rest"],
        found["family_complete"],
    )
    goes_on = whole.read.plain[parts[-1].reading.end : parts[-1].reading.end + 8]
    shared = frozenset.intersection(*[part.signs for part in parts]) & whole.context
    return found | {
        "ratio_max": min(3.0, max(part.high for part in parts) / whole.low if whole.low else 3.0),
        "grams_alike": len(shared) / 4,
        "total_word_before": word,
        "over_among": over * found["among"],
        "mark_after": mark,
        "mark_enum": mark * found["enum"],
        "closed_any": closed,
        "closed_close": closed * close,
        "closed_entire": closed * found["entire"],
        "among_entire": found["among"] * found["entire"],
        "mark_free": mark * found["edge_free"],
        "among_close": found["among"] * close * (1 - found["crossing"]),
        "among_slip": found["among"] * slip,
        "mark_close": mark * close,
        "word_close": word * close * (1 - found["stop_whole"]),
        "plain_slip": slip * (1 - found["stop_whole"]) * (1 - found["others"]),
        "two_slip": found["n2"] * slip,
        **yes(
            over=over,
            per=any("per" in one.roles for one in relation.told),
            roles_last=any(one.is_any("last", "first") for one in relation.told),
            roles_change=any(part.is_any("up", "down") for part in parts),
            whole_grams=whole.signs & parts[0].context,
            whole_first=parts[0].sentence != whole.sentence or parts[0].at < whole.at,
            n_short=whole.low < 20,
            mixed=_is_mixed(whole, parts),
            taken_apart=behind and _is_taken_apart(whole, parts[0]),
            regroups=_REGROUPS.search(parts[0].lead) and abs(parts[0].at - whole.at) > 1,
            opens_sentence=behind and parts[0].sentence != whole.sentence,
            goes_on=_NEXT_ITEM.match(goes_on),
        ),
    }
