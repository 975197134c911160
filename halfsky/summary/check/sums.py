"""Sums: parts of a whole, totals of a list, and what an opening, its ins and its outs leave."""

from __future__ import annotations

import re
from dataclasses import dataclass

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.intervals import total
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_OPENS = re.compile(
    r"^[,，]\s*(?:第?一季度|上半年)(?!.*(?:共|累计|合计))|其中|包括|包含|分别(?:是|为|有)|按[^,，。;]{1,8}分|分为|由"
)
_ENUMERATES = re.compile(r"^[^,，。;:]{0,12}:|^[^,，。;:(]{0,8}[(](?!.*[)])")
_CLOSED = re.compile(r"分别(?:是|为|有)|由|分为|按[^,，。;]{1,8}分")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总共|一共|两项合计|三项合计|合起来|加起来|总数|总额)(?:[^,，。;、]{0,12})$"
)
_PLAIN_TOTAL = re.compile(
    r"^[,，;]?\s*(?:[一二三四五六七八九十两\d]{1,2}[年项个类批期者处地次片轮种]|前后|两者|上述|全年(?=共|累计))?(?:共|累计)(?!同)(?:[^,，。;、0-9]{0,8})$"
)
_OWN_TOTAL = re.compile(r"^\s*共(?!同|有|青)[^,，。;、0-9]{0,6}$")
_NEW_SCOPE = re.compile(
    r"全年|全市|全县|全区|上半年|今年|截至|截止|目前|历年|以来|至今|去年|同时|此外|另外|另有|还|支出|结余|余额"
)
_ACTIONS = re.compile(
    r"举办|开展|(?<![会工女职体党])组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|评选|建立|完成|帮扶|救助|培训|覆盖|涉及|提供|参加|吸引|服务|获|实现|安置|资助|筹集|拨付|收到|采纳|节约|创造|惠及|受益|解决|调处|调解|追回|挽回|办结|结案|回收|占|同比|比|较|增|减|已|应|未"
)
# Traits of different kinds may belong to the same person: 党员 and 本科 do not add up.
_TRAITS = [
    re.compile(r"党员|团员|群众|民主党派"),
    re.compile(r"本科(?!生)|大专(?!生)|硕士|博士|学历|研究生|高中(?!生)|(?<!其)中专"),
    re.compile(r"职称|高级|中级|初级|技师|工程师|执业|持证"),
    re.compile(r"岁|青年|中年"),
    re.compile(r"少数民族|劳模|农民工|骨干|先进|获奖"),
]
_COMPLEMENTS = [
    ("男", "女"),
    ("专职", "兼职"),
    ("线上", "线下"),
    ("未婚", "已婚"),
    ("公有制", "非公"),
    ("正式工", "劳务"),
]
_COMPARING = re.compile(r"(?:比|较|同比|环比)[^,，。;]*(?:增|减|多|少|上升|下降|提高|降低)")
_AIMED = re.compile(r"(?:完成|达到|超过|占)[^,，。;]*(?:目标|任务|计划)[^,，。;]*$|^[)]?的$")
# 38万元(去年52万元) and 248家,上年同期分别为70家和220家 divide nothing.
_OTHER_TIME = re.compile(
    r"^[^其]{0,4}[(]?[^其,，]{0,4}(?:去年|上年|前年|同期|上届|上期|往年|目标|计划|任务|指标|(?:19|20)\d\d年(?:为|是|同期))"
)
_HALVES = re.compile(r"^[,，]\s*(?:第?一季度|上半年)")
_REST = re.compile(r"^(?:[,，、;])?(?:其余|其他|余下|剩余|剩下|另外)")


@dataclass(frozen=True)
class Division:
    """A whole with the parts named after it; `closed` when the list must be complete."""

    whole: Reading
    parts: tuple[Reading, ...]
    closed: bool


_NAMES = {"培训", "帮扶", "救助", "服务", "慰问", "奖励", "表彰", "活动"}


def _shares_action(first: str, lead: str) -> bool:
    """A later part may bring a verb only if the first part had it too (or the verb is its name)."""
    if lead.strip(" ,，、;\n") in _NAMES:
        return True
    return all(action in first for action in _ACTIONS.findall(lead))


def _parts_after(group: list[Reading], at: int) -> tuple[list[Reading], str]:
    """Readings after group[at] that divide it, with the lead that opens the list."""
    whole = group[at]
    first = _first_part(group, at)
    if first is None:
        return [], ""
    place, opening = first
    parts = [group[place]]
    for reading in group[place + 1 :]:
        if evidence.is_portion(reading) and len(reading.lead) < 12:
            continue
        if not _continues(reading, whole, parts, reading.lead):
            break
        parts.append(reading)
    return parts, opening


def _first_part(group: list[Reading], at: int) -> tuple[int, str] | None:
    """Where the first part of group[at] stands, and the lead that opens the list."""
    opening = ""
    for place in range(at + 1, len(group)):
        reading = group[place]
        lead = reading.lead
        if not opening and (
            _COMPARING.search(lead) or _AIMED.search(lead) or _PER_HEAD.search(reading.before)
        ):
            continue
        if _OTHER_TIME.search(lead):
            return None
        opening = opening or (lead if _opens_list(lead) else "")
        if not opening:
            return None
        if evidence.same_unit(reading, group[at]) or _heads(reading, group[at]):
            return place, opening
        paired = place + 1 < len(group) and not group[place + 1].lead.strip()
        if not evidence.is_portion(reading) and not paired:
            return None
    return None


def _opens_list(lead: str) -> bool:
    found = _OPENS.search(lead)
    return len(lead) - found.end() <= 24 if found else _enumerates(lead) is not None


def _heads(part: Reading, whole: Reading) -> bool:
    """People out of person-times: 1820人次,其中取证637人."""
    return part.kind == "person" and whole.kind == "attendance"


def _enumerates(lead: str) -> re.Match[str] | None:
    found = _ENUMERATES.match(lead)
    if found and ("(" in found.group() or ":" in found.group()):
        return found
    return None


def _continues(reading: Reading, whole: Reading, parts: list[Reading], lead: str) -> bool:
    if not (evidence.same_unit(reading, whole) or _heads(reading, whole)):
        return False
    # A semicolon ends a list whose items are not themselves parted by semicolons.
    if ";" in lead and ((len(parts) > 1 and ";" not in parts[-1].lead) or "占" in parts[-1].tail):
        return False
    if ";" in lead and len(parts) == 1 and not _later_semicolons(whole, lead):
        return False
    if (
        _TOTAL.search(lead)
        or _NEW_SCOPE.search(lead)
        or _PLAIN_TOTAL.search(lead)
        or ")" in lead[:3]
    ):
        return False
    if re.match(r"\s*[、和及与]", lead) and len(lead) <= 12 and not re.search(r"了|共", lead):
        return True
    return len(lead) <= 22 and _shares_action(parts[0].lead, lead)


def _later_semicolons(whole: Reading, lead: str) -> bool:
    """机关5家;企业9家 after a colon may go on; a new statement after 其中…; may not."""
    return ":" in whole.tail and len(lead) <= 12


def _complementary(parts: list[Reading]) -> bool:
    words = [part.lead + part.after for part in parts]
    for one, other in _COMPLEMENTS:
        if len(parts) == 2 and one in words[0] + words[1] and other in words[0] + words[1]:
            return (one in words[0]) != (one in words[1])
    return False


def divisions(read: ReadText) -> list[Division]:
    """Every whole of the text with the parts given for it in the same or the next sentence."""
    found = []
    groups = read.by_sentence()
    for index, group in groups.items():
        for at, whole in enumerate(group):
            aimed = re.search(r"目标|任务|计划", whole.before[-10:])
            if not evidence.is_count(whole) or _COMPARING.search(whole.before) or aimed:
                continue
            if _PER_HEAD.search(whole.before):
                continue
            following = group
            if at == len(group) - 1 and _next_divides(groups.get(index + 1)):
                following = [*group, *groups[index + 1]]
            parts, opening = _parts_after(following, at)
            if parts and not _half_alone(opening, parts):
                closed = _is_closed(opening, parts)
                found.append(Division(whole, tuple(parts), closed))
    return found


def _half_alone(opening: str, parts: list[Reading]) -> bool:
    """412个,上半年新建27个: one half of the year divides nothing."""
    later = "".join(part.lead for part in parts[1:])
    return bool(_HALVES.search(opening)) and not re.search(r"下半年|[二三四]季度", later)


def _next_divides(group: list[Reading] | None) -> bool:
    return bool(group and group[0].lead.lstrip(" \n,，").startswith("其中"))


def _is_closed(opening: str, parts: list[Reading]) -> bool:
    if any(_REST.match(part.lead) for part in parts[1:]) or _complementary(parts):
        return True
    leads = opening + "".join(part.lead for part in parts)
    if re.search(r"一季度.*四季度|上半年.*下半年", leads):
        return True
    if "其中" in opening or "包括" in opening or "包含" in opening:
        return False
    if "(" in opening:
        return len(parts) >= 3
    return len(parts) >= 2 and (bool(_CLOSED.search(opening)) or ":" in opening)


def _sum_text(parts: list[Reading] | tuple[Reading, ...]) -> str:
    return "＋".join(quoted(part) for part in parts)


def _check_division(read: ReadText, division: Division) -> Problem | None:
    whole, parts = division.whole, division.parts
    over = [part for part in parts if part.interval.low > whole.interval.high]
    if over:
        message = f"其中的{quoted(over[0])}比总数{quoted(whole)}还多。"
        return evidence.finding(read, "contradiction", "wrong", [whole, over[0]], message)
    if len(parts) < 2 or (_overlap(parts) and not division.closed):
        return None
    summed = total([part.interval for part in parts])
    if summed.meets(whole.interval):
        return None
    if summed.low > whole.interval.high:
        if not division.closed and _nested(parts, whole):
            return None
        verb = "超过"
    elif division.closed:
        verb = "少于"
    else:
        return None
    message = f"{_sum_text(parts)}＝{evidence.amount(summed, whole)}，{verb}文中的{quoted(whole)}。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *parts], message)


def _nested(parts: tuple[Reading, ...], whole: Reading) -> bool:
    """Whether a later part divides the first one, so that their sum means nothing."""
    return "其中" in "".join(part.lead for part in parts[1:])


def _overlap(parts: tuple[Reading, ...]) -> bool:
    """Parts that name traits of different kinds may hold the same people."""
    if any(part.kind not in {"person", "attendance"} for part in parts):
        return False
    kinds = [
        frozenset(at for at, trait in enumerate(_TRAITS) if trait.search(part.before + part.after))
        for part in parts
    ]
    return any(kinds) and len(set(kinds)) > 1


def _sums_kinds(group: list[Reading], at: int) -> bool:
    """三类困难女职工共166名: the number of kinds stands just ahead in the clause."""
    kinds, reading = group[at - 1], group[at]
    beside = at > 0 and kinds.quantity.chinese and kinds.clause == reading.clause
    return bool(beside and re.search(r"共(?:有|计|为)?$", reading.before))


def _is_total(group: list[Reading], at: int) -> bool:
    """共计20期, or the 3080人 that follows it in the same breath."""
    reading = group[at]
    if _NEW_SCOPE.search(reading.lead) or not evidence.is_count(reading):
        return False
    if _TOTAL.search(reading.before) or _sums_kinds(group, at):
        return True
    return at > 0 and reading.lead.strip(" 、,，和") == "" and _is_total(group, at - 1)


def _listed_before(group: list[Reading], at: int, explicit: bool) -> list[Reading]:
    """The addable numbers ahead of a total, without those that divide another."""
    last = group[at]
    run: list[Reading] = []
    for place in range(at - 1, -1, -1):
        reading = group[place]
        if _multiplied(reading):
            continue
        if evidence.is_portion(reading) or (_is_total(group, place) and place < at - 1):
            break
        if evidence.same_unit(reading, last):
            # 三个片区合计19个: what is summed over is no part of the sum.
            if not (reading.quantity.chinese and reading.clause == last.clause):
                run.insert(0, reading)
        elif run and not explicit:
            break
    return _undivided(run)


def _multiplied(reading: Reading) -> bool:
    """A factor of 320双×5元=1600元."""
    return bool(re.search(r"[×*xX@]\s*$", reading.lead) or re.match(r"\s*[×*]", reading.tail))


def _undivided(run: list[Reading]) -> list[Reading]:
    """The numbers up to the first 其中."""
    inside = False
    kept = []
    for reading in run:
        inside = inside or "其中" in reading.lead
        if not inside:
            kept.append(reading)
    return kept


def _check_total(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    reading = group[at]
    explicit = _is_total(group, at)
    if not explicit and not (
        _PLAIN_TOTAL.search(reading.lead) or _OWN_TOTAL.search(reading.before)
    ):
        return None
    if not evidence.is_count(reading):
        return None
    parts = _listed_before(group, at, explicit)
    if _NEW_SCOPE.search(reading.lead) and not _whole_year(group[:at], reading, parts):
        return None
    if len(parts) < 2 or any(_PER_HEAD.search(part.before) for part in parts):
        return None
    for size in range(2, len(parts) + 1):
        if total([part.interval for part in parts[-size:]]).meets(reading.interval):
            return None
    equal = any(part.interval.meets(reading.interval) for part in parts)
    if equal or not _parallel(parts, explicit):
        return None
    summed = total([part.interval for part in parts])
    message = (
        f"{_sum_text(parts)}＝{evidence.amount(summed, reading)}"
        f"，文中合计{quoted(reading)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", [*parts, reading], message)


def _whole_year(earlier: list[Reading], reading: Reading, parts: list[Reading]) -> bool:
    """Whether 全年共… sums what stands before it: both halves, or three items and more."""
    leads = "".join(other.lead for other in earlier)
    if re.search(r"上半年.*下半年|一季度.*二季度", leads):
        return True
    return bool(re.match(r"^[,，;]\s*全年(?:共|合计|累计)", reading.lead)) and len(parts) >= 3


_PER_HEAD = re.compile(r"每|人均|户均|平均|标准")


def _parallel(parts: list[Reading], explicit: bool) -> bool:
    """Whether the numbers read as one list: short leads, the same unit, no other result between."""
    units = {part.claim.unit for part in parts}
    if len(units) > 1 and not (explicit and {part.kind for part in parts} == {"money"}):
        return False
    return explicit or all(
        len(part.lead) <= 16 and not _NEW_SCOPE.search(part.lead) for part in parts[1:]
    )


def find(read: ReadText) -> list[Problem]:
    """Parts and totals that do not add up."""
    problems: list[Problem | None] = []
    problems += [_check_division(read, division) for division in divisions(read)]
    for group in read.by_sentence().values():
        problems += [_check_total(read, group, at) for at in range(2, len(group))]
    return [problem for problem in problems if problem]
