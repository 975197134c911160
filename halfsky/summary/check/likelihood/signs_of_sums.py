"""What speaks for and against a sum of a few: roles, changes, what is left, the slip."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from halfsky.summary.check.clues.families import crossing, family
from halfsky.summary.check.clues.nearness import Signs, closeness, middle, slips, yes
from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told, between
from halfsky.summary.check.text.patterns import lazy

ROLES = (
    "total",
    "last",
    "first",
    "close",
    "up",
    "down",
    "rest",
    "due",
    "done",
    "per",
    "part",
    "new",
)


_OVERLAPS = lazy(
    r"交叉|重复|重叠|身兼|兼任|兼有|多选|两样|同时(?:参加|获得|具有|持有)|都参加|不止一|多项|先后得|等(?:[,，;。]|$)"
)
_CLOSES = lazy(
    r"没有其他|此外没有|不交叉|只归|只(?:参加|选|计|报)一|不重复|互不|一律|就这|仅此|全部|恰好|正好|刚好|无重复|每人限"
)


@lru_cache(maxsize=8)
def _spans(pattern: re.Pattern[str], plain: str) -> tuple[list[int], list[int]]:
    """Where the pattern begins and ends, over the whole text once."""
    found = [match.span() for match in pattern.finditer(plain)]
    return [start for start, _ in found], [end for _, end in found]


def _says(pattern: re.Pattern[str], first: Told, last: Told) -> bool:
    """Whether the text of the numbers, or thirty characters behind, says so."""
    starts, ends = _spans(pattern, first.read.plain)
    at = bisect_left(starts, max(0, first.reading.start - 20))
    return at < len(starts) and ends[at] <= last.reading.end + 30


def scene(told: tuple[Told, ...]) -> Signs:
    """How the numbers stand to each other in the text."""
    first, last = told[0], told[-1]
    return {
        "sents": float(min(4, last.sentence - first.sentence)),
        "paras": float(min(3, last.paragraph - first.paragraph)),
        "span": min(3.0, (last.reading.start - first.reading.end) / 40),
        "skipped": float(min(6, last.at - first.at + 1 - len(told))),
        **yes(
            approx=any(one.reading.claim.approx for one in told),
            modes=len({one.reading.claim.mode for one in told}) > 1,
            plan=any(one.reading.claim.mode == "plan" for one in told),
            chinese=any(one.reading.quantity.chinese for one in told),
            overlap=_says(_OVERLAPS, first, last),
            closed_set=_says(_CLOSES, first, last),
            units=len({one.unit for one in told}) == 1,
        ),
    }


def short(words: str, by: int) -> float:
    """How long the words are, up to three times `by` characters."""
    return min(3.0, len(words) / by)


def part_words(part: Told) -> str:
    """What stands between the last mark and the number."""
    return re.split(r"[,，、;:()]", part.lead)[-1]


_CHANGE = lazy(
    r"(?:增加|减少|净增|净减|多|少|增|减|超额|超出|超|差|缺口|扩大|上升|下降|新增)(?:完成|了|为|到)?$"
)
_LEFT = lazy(r"其余|剩|余|尚|仍|还有|未|结转|另|待|在办")


def _roles_of_three(relation: Relation) -> Signs:
    named = zip("wpq", (relation.whole, *relation.parts), strict=True)
    return {f"{name}_{role}": float(role in told.roles) for name, told in named for role in ROLES}


def _words_of_three(relation: Relation) -> Signs:
    first, second, last = relation.told
    parts = relation.parts
    count, complete = family([part.lead + part.after for part in parts])
    last_change, mid_change = _CHANGE.search(last.lead), _CHANGE.search(second.lead)
    compared = re.search(r"比|较|同比", second.lead + last.lead)
    among = re.search(r"其中|包括|中[,，]", second.lead)
    left = _LEFT.search(last.before[-8:] + last.after[:6])
    opens = relation.whole is first
    return {
        "lead1": short(second.lead, 10),
        "lead2": short(last.lead, 10),
        **yes(
            w_first=opens,
            w_mid=relation.whole is second,
            last_change=last_change,
            mid_change=mid_change,
            any_change=last_change or mid_change,
            last_rest=left,
            to=re.search(r"[到至]$", last.lead),
            compared=compared,
            compared_change=compared and last_change,
            among=among,
            among_rest=among and left,
            w_first_rest=opens and left,
            family=count == 2,
            family_complete=count == 2 and complete,
            crossing=crossing([part.before + part.after for part in parts]),
            adjacent=last.at - first.at == 2,
            short2=len(part_words(last)) <= 6,
            semi=";" in second.lead + last.lead,
            stop1=first.sentence != second.sentence,
            stop2=second.sentence != last.sentence,
            gram12=first.signs & second.signs,
            gram23=second.signs & last.signs,
            gram13=first.signs & last.signs,
            last_total="total" in last.roles and relation.whole is last,
        ),
    }


def of_three(relation: Relation) -> Signs:
    """The largest of three and the two that may make it up."""
    whole, parts = relation.whole, relation.parts
    found = scene(relation.told) | closeness(relation.computed, relation.stated, whole)
    lack = middle(relation.stated) - middle(relation.computed)
    found |= slips(found, [(part, part.middle + lack) for part in parts])
    found |= _roles_of_three(relation) | _words_of_three(relation)
    close, slip, change = found["n_close"], found["s_any"], found["any_change"]
    dues = found["w_due"] * found["w_first"] * max(found["p_done"], found["q_rest"])
    began = max(found["p_last"], found["q_last"], found["p_first"], found["q_first"])
    return found | {
        "over": float(relation.computed.low > relation.stated.high),
        "rest_slip": found["w_first_rest"] * slip,
        "rest_close": found["w_first_rest"] * close,
        "change_slip": change * slip,
        "change_close": change * close,
        "compared_close": found["compared"] * change * close,
        "dues": dues,
        "dues_close": dues * close,
        "lasts": began * max(found["p_up"], found["q_up"]),
        "minor": min(1.0, min(part.high for part in parts) / max(whole.low, 1e-9)),
        "small": float(whole.high < 20),
    }


def of_four(relation: Relation) -> Signs:
    """Opening, in, out, left."""
    opening, came, went = relation.parts
    left = relation.whole
    found = scene(relation.told) | closeness(relation.computed, relation.stated, left)
    lack = middle(relation.stated) - middle(relation.computed)
    shifted = [(opening, lack), (came, lack), (went, -lack)]
    found |= slips(found, [(one, one.middle + more) for one, more in shifted])
    plus, minus = came.is_any("up", "new"), "down" in went.roles
    ends = opening.is_any("first", "last") and left.is_any("close", "rest")
    leads = "".join(one.lead for one in relation.told[1:])
    return found | yes(
        swapped_signs=came.at > went.at,
        plus_up=plus,
        minus_down=minus,
        plus_down="down" in came.roles,
        minus_up="up" in went.roles,
        a_first=opening.is_any("first", "last"),
        d_close=left.is_any("close", "rest"),
        d_total="total" in left.roles,
        all_roles=plus and minus,
        roles_slip=plus and minus and found["s_any"],
        ends=ends,
        all_roles2=ends and plus and minus,
        adjacent=left.at - opening.at == 3,
        others=re.search(r"每|均|去年|同期|其中", leads),
        semi=";" in between(opening, left),
    )


def of_flow(relation: Relation) -> Signs:
    """Opening, what came in and went out, left."""
    opening, *moved = relation.parts
    left = relation.whole
    found = scene(relation.told) | closeness(relation.computed, relation.stated, left)
    lack = middle(relation.stated) - middle(relation.computed)
    outward = [one.is_any("down") for one in moved]
    shifted = [
        (opening, lack),
        *((m, -lack if o else lack) for m, o in zip(moved, outward, strict=True)),
    ]
    found |= slips(found, [(one, one.middle + more) for one, more in shifted])
    inward = [one.is_any("up", "new") for one in moved]
    named = sum(o or i for o, i in zip(outward, inward, strict=True)) / len(moved)
    closes, opens = left.is_any("close", "rest", "total"), opening.is_any("first", "last", "total")
    leads = "".join(one.lead for one in relation.told[1:])
    return found | {
        "size": float(len(moved)),
        "named": named,
        "named_slip": named * found["s_any"],
        "outs": float(sum(outward)),
        "tight": float(left.at - opening.at == len(moved) + 1),
        **yes(
            all_named=named == 1,
            all_named_close=named == 1 and found["n_close"],
            closes=closes,
            opens=opens,
            ends=closes and opens,
            ends_named=closes and opens and named == 1,
            both=outward.count(True) and any(inward),
            others=re.search(r"每|均|去年|同期|其中", leads),
            semi=";" in between(opening, left),
            among="其中" in leads,
        ),
    }
