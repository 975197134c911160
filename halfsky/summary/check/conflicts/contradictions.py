"""A part above its whole, none of what there are some of, one thing with two values."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.conflicts.stages import carried_over
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import expand, load


@cache
def _order_rules() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    rules = load("words.toml")["never_larger"]
    return [
        (guarded(expand(rule["part"])), guarded(expand(rule["whole"])), rule["grade"])
        for rule in rules
    ]


def ordered(part: Reading, whole: Reading) -> bool:
    """Whether words of the field say that `part` is never more than `whole`."""
    return any(
        part_re.search(part.words)
        and whole_re.search(whole.words)
        and not part_re.search(whole.words)
        for part_re, whole_re, _ in _order_rules()
    )


# 连同上年没有办完的一并处理, 两种都考的共88人: the more is told of.
_EXPLAINED = lazy(
    r"[没未]有?走访|微信|邮寄|寄发|线上|连同|一并|上年|去年|到会共|列席|超过|两[种证项类]|合用"
)
# 应检今年多16人,实检今年多28人: by how much, and not how many.
_BY_HOW_MUCH = lazy(r"(?:去年|上年|今年|[,，比较]|^)[^,，。;]{0,3}(?:多|少|增加?|减少?)了?$")
_HANDED_ON = lazy(r"转[办交]")


def _comparable(read: ReadText, part: Reading, whole: Reading) -> bool:
    """Whether the two are counts of one sort and time, and nothing tells why one is more."""
    same = evidence.same_unit(part, whole) and part.claim.mode == whole.claim.mode
    if not same or evidence.is_portion(part):
        return False
    if _BY_HOW_MUCH.search(part.before) or _BY_HOW_MUCH.search(whole.before):
        return False
    if whole.start > part.start and (_HANDED_ON.search(whole.before) or "其中" in whole.lead):
        return False
    if carried_over(read, whole, part):
        return False
    first, last = sorted((part, whole), key=lambda one: one.start)
    return not _EXPLAINED.search(first.before + read.plain[first.end : last.end] + last.after)


# What came in during the year is no whole.
_FLOW = lazy(
    r"首[月日批期次周]|次月|当月|评[出选]|最美|明星|新增|净增|年内新|发展|新会员|剩下|其余|余下|尚有|还有"
)


def _check_order(read: ReadText, group: list[Reading]) -> list[Problem]:
    """Pairs such as 应建 and 已建 in one sentence, where the second may not be the larger."""
    found = []
    for part_re, whole_re, grade in _order_rules():
        parts = [reading for reading in group if part_re.search(reading.words)]
        wholes = [
            reading
            for reading in group
            if whole_re.search(reading.words)
            and not part_re.search(reading.words)
            and not _FLOW.search(reading.words)
        ]
        problem = _first_excess(read, group, parts, wholes, grade)
        if problem:
            found.append(problem)
    return found


def _first_excess(
    read: ReadText,
    group: list[Reading],
    parts: list[Reading],
    wholes: list[Reading],
    grade: str,
) -> Problem | None:
    for part in parts:
        for whole in wholes:
            if not _comparable(read, part, whole) or part.interval.low <= whole.interval.high:
                continue
            if not evidence.slipped(part.interval, whole.interval, evidence.EXCESS):
                continue
            apart = group.index(part) - group.index(whole)
            if not (apart == -1 or 1 <= apart <= 3) or "面试" in part.words:
                continue
            if _another_whole(group, part, whole, wholes):
                continue
            message = f"{_named(part)}多于{_named(whole)}。"
            if grade == "doubtful":
                message = f"{_named(part)}多于{_named(whole)}，口径可能不同，请核实。"
            involved = sorted([part, whole], key=lambda item: item.start)
            return evidence.finding(
                read,
                "contradiction",
                "wrong" if grade == "wrong" else "doubtful",
                involved,
                message,
            )
    return None


def _another_whole(
    group: list[Reading], part: Reading, whole: Reading, wholes: list[Reading]
) -> bool:
    """Whether a larger number ahead is what the part is of: 全队共提21条 after 巧云提出5条."""
    return any(
        one.start < part.start
        and evidence.same_unit(one, part)
        and one.interval.high >= part.interval.low
        and (one in wholes or one.start > whole.start)
        for one in group
        if one is not whole and one is not part
    )


def _named(reading: Reading) -> str:
    return f"“{reading.claim.label[-10:]}”{quoted(reading)}"


_FILLER = lazy(
    r"[我全本]?[市县区省镇矿院校厂](?!总)|各级|工会组织|工会|共计|合计|共|累计|先后|已经|已|现有|有|了|的|我们|目前|截至|截止|达到|达|为|今年|上半年|下半年|全年|以来|年度|\d{4}年|[,，、;:()\s“”\"]|至|到|约|近|各类|各种|本年|一年来|半年来|总共|总计|\d+月份?|底|末|期间|个"
)


def bare_words(words: str) -> str:
    """A label without fillers such as 全市, 共, 已."""
    return _FILLER.sub("", words)


_CONTRACTS = "rights.special_contracts"
_COVERED = "organising.employers_covered"


# 区域合签2份覆盖6家: so many are covered by these contracts, not by an organisation.
_BY_CONTRACT = lazy(
    r"^[,，]?(?:共|可|能)?覆盖了?(?:企业|单位|用人单位)?$|合同[^,，。;]{0,8}覆盖了?$"
)


def _check_contracts(read: ReadText) -> list[Problem]:
    """More enterprises under contract than covered by an organisation: possible, worth a look."""
    contracts = [r for r in read.readings if r.claim.figure == _CONTRACTS and r.claim.unit == "家"]
    covered = [
        r
        for r in read.readings
        if r.claim.figure == _COVERED
        and r.claim.unit in {"家", "户", "个"}
        and r.claim.mode == "result"
        and not re.search(r"均|每|其中|单独|依次|分别", r.before)
        and not _BY_CONTRACT.search(r.lead)
    ]
    for part, whole in ((p, w) for p in contracts[:8] for w in covered[:8]):
        if part.interval.low > whole.interval.high and part.claim.mode == "result":
            message = f"签订合同的{quoted(part)}多于女职工组织覆盖的{quoted(whole)}，请核实。"
            return [evidence.finding(read, "contradiction", "doubtful", [whole, part], message)]
    return []


_NONE = guarded(
    r"(?:没有发生|未发生|没有出现|未出现|没有收到)(?:过)?(?:一|任何)?(?:起|件|例|宗|次)?(?:[\u4e00-\u9fff]{0,4}?)(?P<what>投诉|信访|上访|事故|举报|纠纷|争议)"
)


def _check_none(read: ReadText) -> list[Problem]:
    """没有发生一起投诉 beside 收到投诉9件."""
    found = []
    for none in _NONE.finditer(read.plain):
        what = none["what"]
        for reading in read.readings:
            told = what in reading.before[-6:] or reading.after.startswith(what)
            if not told or reading.kind != "case" or reading.claim.mode != "result":
                continue
            if reading.claim.value > 0 and not re.search(r"去年|上年|减少|下降", reading.lead):
                message = f"文中说“{none.group()}”，却有{what}{quoted(reading)}。"
                found.append(
                    Problem(
                        read.text[reading.start : reading.end],
                        reading.start,
                        reading.end,
                        "contradiction",
                        "wrong",
                        message,
                    )
                )
                break
    return found


def find(read: ReadText) -> list[Problem]:
    """Pairs of numbers that cannot both be true."""
    problems = []
    for group in read.by_sentence().values():
        problems += _check_order(read, group)
    problems += _check_none(read)
    problems += _check_contracts(read)
    return problems
