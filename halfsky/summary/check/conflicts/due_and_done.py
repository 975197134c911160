"""More done than was due, or more of a group than it has: 应摸140户,已摸154户.

The verb says that both are of one deed (应摸, 已摸), or the words behind the second number that all
of them are of the first (保洁员共41人。…到检44人,均为本项目保洁员).
"""

from __future__ import annotations

import re
from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.conflicts.stages import CAME_IN, OTHERS, STOCK, exceeds, is_item
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_DUE = lazy(r"应(?P<deed>[摸检查建签修补交收领办发种拆到训考测打填报换配接缴])[^,，。;:\d]{0,6}$")
_ALL_ARE = lazy(
    r"^[,，]?(?:均|都|全部?|一律)(?:是|为)(?P<what>[\u4e00-\u9fff]{2,10}?)(?:[,，。;]|$|[当之]?中的)"
)
_THERE_ARE = lazy(r"共|现有|总数|在册|在岗|登记|有|[我本全][局厂校院站矿段所行处科馆场园区县镇]")
# 应参加体检的女职工为328人,…实际参加体检349人; 应换届15家,…完成换届17家.
_WAS_DUE = lazy(r"应(?![急届聘邀付收]|当)(?P<deed>[\u4e00-\u9fff]{2,16})(?<![多少增减])$")
_WAS_DONE = lazy(r"(?:实际|完成|已经?|实[到检])(?P<deed>[\u4e00-\u9fff]{0,12})$")
_IN_BETWEEN = 2
# Of people and bodies there are so many; sessions can be held beyond the plan.
_LIMITED = frozenset({"person", "organisation", "household", "generic"})
_SENTENCES_BACK = 3


def _is_due(whole: Reading, part: Reading) -> bool:
    """Whether the second tells how much was done of what was due by the first."""
    found = _DUE.search(re.split(r"[,，;。]", whole.lead)[-1])
    if not found or whole.sentence.index != part.sentence.index:
        return False
    done = rf"^[,，、;]?(?:现?已经?|实际?|完成|到){found['deed']}[了好到完成]{{0,2}}$"
    return bool(re.search(done, part.lead))


def _more_than_due(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """三片应摸140户,已摸154户."""
    if not (exceeds(whole, part) and evidence.same_unit(whole, part) and _is_due(whole, part)):
        return None
    said = read.plain[part.end : part.end + 24]
    if said[:1] in {"中", "里"} or CAME_IN.search(said) or OTHERS.search(said[:12]):
        return None
    message = f"前一步只有{quoted(whole)}，后一步却有{quoted(part)}，不会比前一步多。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


def _done_beyond_due(read: ReadText, counts: list[Reading], at: int) -> Problem | None:
    """What was done of what was due, with a number or two between them: 因故未检21人."""
    part = counts[at]
    done = _WAS_DONE.search(re.split(r"[,，;。:]", part.lead)[-1])
    if part.kind not in _LIMITED or not done:
        return None
    if CAME_IN.search(read.plain[part.end : part.end + 24]) or OTHERS.search(part.lead):
        return None
    for place in range(at - 1, max(-1, at - 2 - _IN_BETWEEN), -1):
        whole = counts[place]
        if whole.sentence.index != part.sentence.index or not evidence.same_unit(whole, part):
            return None
        if whole.interval.high >= part.interval.low:
            return None
        due = _WAS_DUE.search(re.split(r"[,，;。:]", whole.lead)[-1])
        if due is None or OTHERS.search(whole.lead[-16:]):
            continue
        alike = evidence.bigrams(due["deed"]) & evidence.bigrams(done["deed"])
        if not alike or not exceeds(whole, part) or "增" in read.plain[whole.end : part.start]:
            return None
        message = f"应有{quoted(whole)}，实际却有{quoted(part)}，不会比应有的多。"
        return evidence.finding(read, "contradiction", "wrong", [whole, part], message)
    return None


def _all_are(read: ReadText, part: Reading) -> Problem | None:
    """保洁员共41人。…到检44人,均为本项目保洁员."""
    found = _ALL_ARE.match(read.plain[part.end : part.end + 16])
    if not found or OTHERS.search(part.lead[-16:]):
        return None
    before = evidence.before(read, part, _SENTENCES_BACK)
    alike = [one for one in before if evidence.same_unit(one, part)]
    named = [one for one in alike if found["what"][-3:] in one.lead[-12:] + one.after[:8]]
    if not named or any(one.interval.high >= part.interval.low for one in alike):
        return None
    whole = named[-1]
    if not exceeds(whole, part) or not _THERE_ARE.search(whole.before):
        return None
    if STOCK.search(whole.lead) or (len(alike) > 1 and is_item(alike, whole)):
        return None
    message = f"只有{quoted(whole)}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


def find(read: ReadText) -> list[Problem]:
    """Counts of what was done above what was due, and of some above all there are."""
    counts = [one for one in read.readings if evidence.is_count(one)]
    found = [
        _more_than_due(read, whole, part) or _all_are(read, part)
        for whole, part in pairwise(counts)
    ]
    found += [_done_beyond_due(read, counts, at) for at in range(1, len(counts))]
    return [problem for problem in found if problem]
