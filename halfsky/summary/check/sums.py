"""Sums: parts of a whole, totals of a list, and what an opening, its ins and its outs leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.intervals import Interval, total
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem, shown

_OPENS = re.compile(r"其中|包括|包含|分别(?:是|为|有)|按[^,，。;]{1,8}分|分为|由")
_ENUMERATES = re.compile(r"^[^,，。;:]{0,12}:|^[^,，。;:(]{0,8}[(](?!.*[)])")
_CLOSED = re.compile(r"分别(?:是|为|有)|由|分为|按[^,，。;]{1,8}分")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总共|一共|两项合计|三项合计|合起来|加起来|总数|总额)(?:[^,，。;、]{0,12})$"
)
_PLAIN_TOTAL = re.compile(
    r"^[,，;]?\s*(?:[一二三四五六七八九十两\d]{1,2}[年项个类批期者处地次片轮种]|前后|两者|上述|全年(?=共|累计))?(?:共|累计)(?!同)(?:[^,，。;、0-9]{0,8})$"
)
_NEW_SCOPE = re.compile(
    r"全年|全市|全县|全区|上半年|今年|截至|截止|目前|历年|以来|至今|去年|同时|此外|另外|另有|还"
)
_ACTIONS = re.compile(
    r"举办|开展|(?<![会工女职体党])组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|评选|建立|完成|帮扶|救助|培训|覆盖|涉及|提供|参加|吸引|服务|获|实现|安置|资助|筹集|拨付|收到|采纳|节约|创造|惠及|受益|解决|调处|调解|追回|挽回|办结|结案|回收|占|同比|比|较|增|减|已|应|未"
)
# Traits of different kinds may belong to the same person: 党员 and 本科 do not add up.
_TRAITS = [
    re.compile(r"党员|团员|群众|民主党派"),
    re.compile(r"本科|大专|硕士|博士|学历|研究生|高中|(?<!其)中专"),
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
_REST = re.compile(r"^(?:[,，、;])?(?:其余|其他|余下|剩余|剩下|另外)")
_OPENING = re.compile(
    r"年初|期初|原有|上年末|去年底|去年末|上年底|月初|学期初|原在|上期末|季初|建档之初|原(?=有|存|结)|上年结转|上年结余|结转"
)
_IN = re.compile(
    r"新增|新建|新入|新发展|调入|转入|加入|吸收|新纳入|新建档|增加|入会|新收|收入|新招|补入|纳入|增补|新签|录入|进"
)
_OUT = re.compile(
    r"减少|撤销|退出|脱困|脱贫|注销|调出|转出|撤并|退休|核减|终止|销号|销档|离职|到期|合并|关停|撤档|退会|支出|关闭|取消|清退|解除|使用|发放"
)
_CLOSING = re.compile(
    r"现有|目前|年末|期末|年底|截至|截止|实有|现(?=在|存|在册|在档|共)|尚有|月底|月末|仍有|学期末|季末|结余|余额|6月底|末"
)


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
    parts: list[Reading] = []
    opening = ""
    for reading in group[at + 1 :]:
        lead = reading.lead
        if not parts:
            if not opening and _COMPARING.search(lead):
                continue
            if not opening:
                found = _OPENS.search(lead) or _enumerates(lead)
                if not found or (found.re is _OPENS and not _opens_close(lead, found.end())):
                    break
                opening = lead
            if not (evidence.same_unit(reading, whole) or _heads(reading, whole)):
                if evidence.is_portion(reading):
                    continue
                break
            parts.append(reading)
            continue
        if evidence.is_portion(reading) and len(lead) < 12:
            continue
        if not _continues(reading, whole, parts, lead):
            break
        parts.append(reading)
    return parts, opening


def _heads(part: Reading, whole: Reading) -> bool:
    """People out of person-times: 1820人次,其中取证637人."""
    return part.kind == "person" and whole.kind == "attendance"


def _enumerates(lead: str) -> re.Match[str] | None:
    found = _ENUMERATES.match(lead)
    if found and ("(" in found.group() or ":" in found.group()):
        return found
    return None


def _opens_close(lead: str, end: int) -> bool:
    return len(lead) - end <= 24


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
            if not evidence.is_count(whole) or _COMPARING.search(whole.before):
                continue
            following = group
            if at == len(group) - 1 and _next_divides(groups.get(index + 1)):
                following = [*group, *groups[index + 1]]
            parts, opening = _parts_after(following, at)
            if parts:
                closed = _is_closed(opening, parts)
                found.append(Division(whole, tuple(parts), closed))
    return found


def _next_divides(group: list[Reading] | None) -> bool:
    return bool(group and group[0].lead.lstrip(" \n,，").startswith("其中"))


def _is_closed(opening: str, parts: list[Reading]) -> bool:
    if any(_REST.match(part.lead) for part in parts[1:]) or _complementary(parts):
        return True
    if "其中" in opening or "包括" in opening or "包含" in opening:
        return False
    if "(" in opening:
        return len(parts) >= 3
    return len(parts) >= 2 and (bool(_CLOSED.search(opening)) or ":" in opening)


def _sum_text(parts: list[Reading] | tuple[Reading, ...]) -> str:
    return "＋".join(quoted(part) for part in parts)


def _amount(interval: Interval, like: Reading) -> str:
    scale = Fraction(like.quantity.scale)
    if interval.exact:
        return shown(interval.low / scale, 4) + like.claim.unit
    return f"{shown(interval.low / scale, 4)}至{shown(interval.high / scale, 4)}{like.claim.unit}"


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
    message = f"{_sum_text(parts)}＝{_amount(summed, whole)}，{verb}文中的{quoted(whole)}。"
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


def _is_total(group: list[Reading], at: int) -> bool:
    """共计20期, or the 3080人 that follows it in the same breath."""
    reading = group[at]
    if _NEW_SCOPE.search(reading.lead) or not evidence.is_count(reading):
        return False
    if _TOTAL.search(reading.before):
        return True
    return at > 0 and reading.lead.strip(" 、,，和") == "" and _is_total(group, at - 1)


def _listed_before(group: list[Reading], at: int, explicit: bool) -> list[Reading]:
    """The addable numbers ahead of a total, without those that divide another."""
    last = group[at]
    run: list[Reading] = []
    for place in range(at - 1, -1, -1):
        reading = group[place]
        if evidence.is_portion(reading) or (_is_total(group, place) and place < at - 1):
            break
        if evidence.same_unit(reading, last):
            # 三个片区合计19个: what is summed over is no part of the sum.
            if not (reading.quantity.chinese and reading.clause == last.clause):
                run.insert(0, reading)
        elif run and not explicit:
            break
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
    if not explicit and not _PLAIN_TOTAL.search(reading.lead):
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
    message = f"{_sum_text(parts)}＝{_amount(summed, reading)}，文中合计{quoted(reading)}，对不上。"
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


def _role(reading: Reading, at: int) -> str:
    words = reading.before + reading.after[:6]
    head = reading.before
    if _OPENING.search(reading.lead) and not _IN.search(head):
        return "opening"
    if _CLOSING.search(reading.lead) and not _OUT.search(head) and not _IN.search(head):
        return "closing"
    if _OUT.search(words):
        return "out"
    if _IN.search(words):
        return "in"
    return ""


def _check_flow(read: ReadText, group: list[Reading]) -> Problem | None:
    """Opening + in − out = closing, all in one unit and one passage."""
    roles: dict[str, list[Reading]] = {"opening": [], "in": [], "out": [], "closing": [], "": []}
    counted = [reading for reading in group if evidence.is_count(reading)]
    if not counted:
        return None
    first = counted[0]
    for at, reading in enumerate(counted):
        if evidence.same_unit(reading, first) and "其中" not in reading.lead:
            roles[_role(reading, at)].append(reading)
    if (
        len(roles["opening"]) != 1
        or len(roles["closing"]) != 1
        or not (roles["in"] or roles["out"])
    ):
        return None
    opening, closing = roles["opening"][0], roles["closing"][0]
    if closing.start < opening.start or not roles["in"] + roles["out"]:
        return None
    computed = opening.interval + total([reading.interval for reading in roles["in"]])
    computed = computed - total([reading.interval for reading in roles["out"]])
    if computed.meets(closing.interval):
        return None
    sign = "".join(f"＋{quoted(reading)}" for reading in roles["in"])
    sign += "".join(f"－{quoted(reading)}" for reading in roles["out"])
    message = (
        f"{quoted(opening)}{sign}＝{_amount(computed, closing)}，文中{quoted(closing)}，对不上。"
    )
    involved = [opening, *roles["in"], *roles["out"], closing]
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


_TAKEN = re.compile(
    r"受理|接待|接到|收到|排查|发现|查出|梳理|征集|收集|共有|登记|立案|应建|应换|需|应签"
)
_SETTLED = re.compile(
    r"(?<!未)(?<!未能)(?:办结|结案|调解成功|解决|调处|化解|整改|答复|采纳|已建|已换|处理|办理完毕)"
)
_PENDING = re.compile(
    r"尚有|还有|仍有|剩余|其余|未办结|未结|未建|未整改|未解决|正在|待|在办|未换|未完成|余下|另有|未答复"
)


def _check_settled(read: ReadText, group: list[Reading]) -> Problem | None:
    """受理 = 办结 + 在办, where all three stand in one sentence."""
    taken = [r for r in group if _TAKEN.search(r.before) and not _PENDING.search(r.before)]
    taken = [r for r in taken if evidence.is_count(r)]
    counted = (
        [r for r in group if evidence.is_count(r) and r.kind == taken[0].kind] if taken else []
    )
    pending = [r for r in counted if _PENDING.search(r.before + r.after)]
    settled = [
        r
        for r in counted
        if _SETTLED.search(r.before + r.after) and r not in pending and r not in taken
    ]
    if len(taken) != 1 or len(settled) != 1 or len(pending) != 1 or len(counted) != 3:
        return None
    if not taken[0].start < settled[0].start < pending[0].start:
        return None
    if (settled[0].interval + pending[0].interval).meets(taken[0].interval):
        return None
    summed = settled[0].interval + pending[0].interval
    message = (
        f"{quoted(settled[0])}＋{quoted(pending[0])}＝{_amount(summed, taken[0])}，"
        f"文中共{quoted(taken[0])}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", [*taken, *settled, *pending], message)


_ADDED = re.compile(r"新建|新增|新成立|新发展|增加|调入|新组建")
_REMOVED = re.compile(r"撤并|撤销|减少|注销|调出|退出|合并|关停|退休|流失")
_NET = re.compile(r"净增|净减|净增加")


def _check_net(read: ReadText, group: list[Reading]) -> Problem | None:
    """新建42家,撤并9家,净增33家."""
    for at in range(2, len(group)):
        added, removed, net = group[at - 2 : at + 1]
        if not (_ADDED.search(added.before) and _REMOVED.search(removed.before)):
            continue
        alike = evidence.same_unit(added, net) and evidence.same_unit(removed, net)
        if not _NET.search(net.before) or not alike or "净减" in net.before:
            continue
        computed = added.interval - removed.interval
        if not computed.meets(net.interval):
            message = (
                f"{quoted(added)}－{quoted(removed)}＝{_amount(computed, net)}，"
                f"文中净增{quoted(net)}，对不上。"
            )
            return evidence.finding(read, "sum_mismatch", "wrong", [added, removed, net], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Parts, totals and balances that do not add up."""
    problems: list[Problem | None] = []
    problems += [_check_division(read, division) for division in divisions(read)]
    for group in read.by_sentence().values():
        problems += [_check_total(read, group, at) for at in range(2, len(group))]
        problems.append(_check_flow(read, group))
        problems.append(_check_settled(read, group))
        problems.append(_check_net(read, group))
    return [problem for problem in problems if problem]
