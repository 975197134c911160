"""What speaks for two numbers being of one thing, or one being a part of the other."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.echoes import everybody
from halfsky.summary.check.clues.nearness import Signs, closeness, yes
from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told, bare, between, is_sign
from halfsky.summary.check.conflicts.contradictions import ordered
from halfsky.summary.check.likelihood.signs_of_sums import ROLES, scene
from halfsky.summary.check.likelihood.signs_of_telling import of_telling
from halfsky.summary.check.rates.stating import stated_by
from halfsky.summary.check.text.patterns import lazy

_NARROWS = lazy(
    r"其中|另|再(?!就业)|第[一二三四五]|每|均|去年|上年|同期|计划|目标|首|部分|比(?![赛武例拼])|较|增(?!强)|减|(?<![模虚])拟|新增|剩|余|尚|未(?!婚)|不足|超过"
)
_SUMS_UP = lazy(
    r"全年|一年来|半年来|累计|总计|合计|共|至今|实际|总数|综上|总之|总的|全[市县区矿院校厂公]|本年度"
)


@lru_cache(maxsize=2048)
def _narrows(words: str) -> bool:
    return bool(_NARROWS.search(words))


@lru_cache(maxsize=2048)
def _sums_up(words: str) -> bool:
    return bool(_SUMS_UP.search(words))


_LONGEST = 5


def _common_end(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other), _LONGEST) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size


def _hinge(ahead: str, behind: str) -> int:
    """How much of the end of `ahead` begins `behind`: 签订的合同86份, 86份合同."""
    sizes = range(1, _LONGEST + 1)
    return max((n for n in sizes if ahead[-n:] and behind.startswith(ahead[-n:])), default=0)


@lru_cache(maxsize=2048)
def _longest_common(one: str, other: str) -> int:
    """The longest run of characters that both hold, on one side of their numbers."""
    best = 0
    row = [0] * (len(other) + 1)
    for sign in one:
        fresh = [0] * (len(other) + 1)
        for at, its in enumerate(other, 1):
            if sign == its != "|":
                fresh[at] = row[at - 1] + 1
        best, row = max(best, *fresh), fresh
    return best


def _share(some: frozenset[str], of: frozenset[str]) -> float:
    return len(some & of) / (len(some) or 1)


def _about_women(told: Told) -> bool:
    return "女" in told.before + told.after


def _rarity(told: Told, signs: frozenset[str]) -> list[float]:
    """How rarely each sign stands beside a number of the text: the rarer, the more it says."""
    numbers, frequencies = len(told.everyone), told.frequencies
    return [
        math.log((numbers + 1) / (frequencies[sign] or 1)) for sign in signs if sign in frequencies
    ]


_CITED = lazy(
    r"写|称|报道|通报|标题|小结|简报|公示|台账|记录|登记|报送|附表|海报|上报|宣布|介绍|讲话|发言|名单|通稿|公布|统计|表彰|汇报|材料"
)


@lru_cache(maxsize=2048)
def _cited(words: str) -> bool:
    return bool(_CITED.search(words))


@lru_cache(maxsize=2048)
def _set_apart(words: str) -> bool:
    return bool(_SET_APART.search(words))


@lru_cache(maxsize=2048)
def _named(signs: frozenset[str]) -> frozenset[str]:
    return frozenset(sign for sign in signs if is_sign(sign))


def _words(one: Told, other: Told) -> Signs:
    """How much the words around the two agree."""
    named, its = _named(one.signs), _named(other.signs)
    touching = {
        "suffix": float(_common_end(one.ahead, other.ahead)),
        "prefix": float(_common_end(one.behind[::-1], other.behind[::-1])),
        "hinge": float(_hinge(one.ahead, other.behind)),
        "hinge2": float(_hinge(other.ahead, one.behind)),
    }
    shared = one.signs & other.signs
    rare = _rarity(one, shared)
    wide = _rarity(one, (one.context & other.context) - shared)
    special = bool(shared - everybody())
    inside = _share(other.signs, one.context), _share(one.signs, other.context)
    most, summed = max(touching.values()), min(12.0, sum(rare))
    return touching | {
        "adjacent": most,
        "common": float(min(8, _longest_common(one.near, other.near))),
        "jaccard": len(shared) / (len(one.signs | other.signs) or 1),
        "b_in_a": inside[0],
        "a_in_b": inside[1],
        "contained": min(inside),
        "b_extra": float(min(6, len(other.signs - one.context))),
        "a_extra": float(min(6, len(one.signs - other.context))),
        "b_size": float(min(10, len(other.signs))),
        "canon_both": float(min(3, len(named & its))),
        "canon_extra": float(min(3, len(named ^ its))),
        "rare": summed,
        "rarest": max(rare, default=0.0),
        "rare_wide": min(8.0, sum(wide)),
        "rare_adj": summed * most,
        "special": float(special),
        "special_adj": float(special) * most,
        "canon_clash": float(bool(named and its and not named & its)),
    }


def _placing(one: Told, other: Told) -> Signs:
    """Whether time, place, role and figure agree."""
    figures = one.reading.claim.figure, other.reading.claim.figure
    signs = yes(
        places_same=one.places and one.places == other.places,
        places_clash=one.places and other.places and not one.places & other.places,
        places_one=bool(one.places) != bool(other.places),
        times_same=one.times and one.times == other.times,
        times_clash=one.times and other.times and not one.times & other.times,
        times_one=bool(one.times) != bool(other.times),
        cumulative=one.reading.claim.cumulative != other.reading.claim.cumulative,
        figure_same=figures[0] and figures[0] == figures[1],
        figure_clash=all(figures) and figures[0] != figures[1],
        same_sentence=one.sentence == other.sentence,
        part_b="part" in other.roles,
        portion=evidence.is_portion(other.reading),
        people=other.kind == "person",
        event=other.kind == "session",
        far=other.at - one.at > 8,
        one_of_two=_about_women(one) != _about_women(other),
    )
    roles = {f"role_{role}": float((role in one.roles) != (role in other.roles)) for role in ROLES}
    return signs | roles


_WITHIN = lazy(r"^[^,，。;]{0,14}(?:中|里|内|之中|当中)(?:的|有|,|，|$)")
_SET_APART = lazy(r"其余|其他|另外|扣除|除了|除去|剔除|前两年|往年")


def _apart(one: Told, other: Told) -> Signs:
    """What tells the two apart: one out of the other, the rest, rates of other names."""
    rates = [stated_by(told.reading) for told in (one, other)]
    names = [bare(rate.what) if rate else "" for rate in rates]
    portion = other.is_portion
    return yes(
        within=one.sentence == other.sentence and _WITHIN.match(between(one, other)),
        set_apart=_set_apart(other.said_before),
        listed=other.lead[:1] in {"、", "和", "及"} and other.at == one.at + 1,
        next_to=other.at == one.at + 1,
        next_to_here=other.at == one.at + 1 and one.sentence == other.sentence,
        rates_alike=portion and names[0] and names[0] == names[1],
        rates_apart=portion and names[0] != names[1],
        per_both="per" in one.roles and "per" in other.roles,
    )


def of_same(relation: Relation) -> Signs:
    """Two numbers that may be of one thing."""
    (one,), other = relation.parts, relation.whole
    found = scene((one, other)) | closeness(relation.computed, relation.stated, other)
    found |= _words(one, other) | _placing(one, other) | _apart(one, other)
    found |= of_telling(one, other)
    narrow_a, narrow_b = _narrows(one.before), _narrows(other.before)
    sums_b = _sums_up(other.lead[-24:])
    cited = _cited(other.said_before)
    topic = not other.before and len(other.after) > 2
    plain = not narrow_a and not narrow_b
    touching = found["adjacent"]
    return found | {
        "back_adj": other.points_back * touching,
        "sums_adj": sums_b * touching,
        "topic_adj": topic * touching,
        "canon_adj": float(found["canon_both"] > 1 and not found["canon_clash"]),
        "plain_adj": plain * touching,
        "plain_far": plain * touching * (found["sents"] >= 2),
        "contained_adj": found["contained"] * touching,
        "contained_plain": found["contained"] * plain,
        "unlike": float(not one.signs & other.signs),
        "swap_adj": found["n_swap"] * (touching > 0),
        "one_adj": found["n_one"] * (touching > 1),
        "adj_far": touching * found["n_rel"],
        **yes(
            back=other.points_back,
            cited=cited,
            cited_far=cited and one.sentence != other.sentence,
            topic=topic,
            sums_b=sums_b,
            sums_a=_sums_up(one.lead[-24:]),
            narrow_a=narrow_a,
            narrow_b=narrow_b,
            narrow_sent=_narrows(other.said_before),
            narrow_sent_a=_narrows(one.said_before),
            figure_plain=plain and found["figure_same"],
            b_more=other.low > one.high,
        ),
    }


_OUT_OF = lazy(r"^[\u4e00-\u9fff]{0,6}?(?:当中|之中|里面|[中里内])(?:[,，]|有|的|[\u4e00-\u9fff])")
_DEEDS = lazy(
    r"举办|开展|组织|召开|发放|走访|慰问|新建|签订|投入|表彰|建立|帮扶|培训|涉及|提供|服务|资助"
)
_ELSE = lazy(r"去年|上年|同期|同时|此外|另外|另|还|目前|截至|计划|目标|每|均|累计|共")


def of_excess(relation: Relation) -> Signs:
    """A part that is more than what may be its whole."""
    (whole,), part = relation.parts, relation.whole
    found = scene((whole, part)) | closeness(relation.computed, relation.stated, part)
    beside = part.at == whole.at + 1
    among = re.search(r"其中|包括|含", part.lead)
    out_of = re.search(r"(?:中|里|内)[,，有]{0,2}$", whole.after)
    women = _about_women(part) and not _about_women(whole)
    order = ordered(part.reading, whole.reading)
    roles = {f"w_{role}": float(role in whole.roles) for role in ROLES}
    roles |= {f"p_{role}": float(role in part.roles) for role in ROLES}
    return (
        found
        | roles
        | {
            "lead": min(3.0, len(part.lead) / 10),
            "gram": _share(part.signs, whole.signs),
            "gram_context": _share(part.signs, whole.context),
            "extra": float(min(4, len(whole.signs - part.context))),
            **yes(
                among=among,
                out_of=out_of,
                out_after=re.search(r"[中里内][,，有的]?", whole.after),
                out_of_these=beside and _OUT_OF.match(whole.after),
                out_of_known=beside and _OUT_OF.match(whole.after) and whole.points_back,
                comma=part.lead[:1] in ",，",
                due_done="due" in whole.roles and "done" in part.roles,
                among_adj=among and beside,
                out_adj=out_of and beside,
                among_close=among and found["n_rel"] < 0.4,
                women_adj=women and beside,
                adjacent=beside,
                semi=";" in part.lead,
                stop=part.sentence != whole.sentence,
                visits=part.kind == "attendance",
                heads=part.kind == "person" and whole.kind == "attendance",
                women=women,
                women_whole=_about_women(whole) and not _about_women(part),
                order=order,
                order_adj=order and beside,
                times=part.times != whole.times,
                places=part.places != whole.places,
                listed=part.lead[:1] in "、和及与" and part.lead,
                verbs=_DEEDS.search(part.lead),
                others=_ELSE.search(part.lead),
            ),
        }
    )
