"""Which numbers are the parts of which whole: how a list is opened, carried on and closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.families import crossing, family
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

Opening = Literal["among", "closed", "bare"]


class Division(NamedTuple):
    """A whole with the parts named after it.

    `among` (其中) may leave parts out, `closed` (分别, a colon) may not, `bare` says nothing.
    """

    whole: Reading
    parts: tuple[Reading, ...]
    opening: Opening
    complete: bool


_AMONG = lazy(r"其中|包括|包含")
_AMONG_BEHIND = lazy(r"[\u4e00-\u9fff]*[中里][,，]")
_CLOSED = lazy(
    r"分别(?:是|为|有|[^,，。;:]{1,4}:)|由(?!于|此)[^,，。;]*$|分为|按[^,，。;:]{1,10}分|(?:分布|构成|组成|如下|具体)[^,，。;]{0,8}:"
)
_HALVES = lazy(r"^[,，]\s*(?:第?一季度|上半年)(?!.*(?:共|累计|合计))")
_COLON = lazy(r"^[^,，。;:]{0,12}:")
_BRACKET = lazy(r"^[^,，。;:(]{0,8}[(](?!.*[)])")
_NEW_SCOPE = lazy(
    r"全年|全[市县区省]|上半年|今年|截至|截止|目前|历年|以来|至今|去年|同时|此外|另外|另有|还|支出|结余|余额"
    r"|年底|年末|期末|[月季]末|最[高低多少大小]|均已|已经|累计|剔除|再次"
)
_ACTIONS = lazy(
    r"举办|开展|(?<![会工女职体党])组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|评选|建立|完成|帮扶|救助|培训|覆盖|涉及|提供|参加|吸引|服务|获|实现|资助|筹集|拨付|收到|采纳|节约|创造|惠及|受益|解决|调处|调解|追回|挽回|办结|办复|答复|结案|回收|占|同比|比|较|增|减|已|应|未"
)
# What a sum of money went to is named by deeds: 慰问住院女职工8.4万元.
_SPENDING_ENDS = lazy(
    r"占|同比|比|较|增(?![效收产值])|减(?!少浪|负)|每|均|支出|结余|余|共|发放(?!慰问)|筹|募|收|拨付|覆盖|惠及|受益|节约|创造|追回|挽回"
)
_NAMES = {"培训", "帮扶", "救助", "服务", "慰问", "奖励", "表彰", "活动"}
_REST = lazy(r"^(?:[,，、;])?\s*(?:其余|其他|其它|余下|剩余|剩下|另外|仍|尚)")
_COMPARING = lazy(r"(?:比|较|同比|环比)[^,，。;]*(?:增|减|多|少|上升|下降|提高|降低)")
_AIMED = lazy(r"(?:完成|达到|超过|占)[^,，。;]*(?:目标|任务|计划)[^,，。;]*$|^[)]?的$")
# 38万元(去年52万元) and 248家,上年同期分别为70家和220家 divide nothing.
_OTHER_TIME = lazy(
    r"^[^其]{0,4}[(]?[^其,，]{0,4}(?:去年|上年|前年|同期|上届|上期|往年|目标|计划|任务|指标|(?:19|20)\d\d年(?:为|是|同期))"
)
PER_HEAD = lazy(r"每|人均|户均|平均|标准|一人$")
_TOTAL = lazy(
    r"(?:合成|小计|合计|共计|总计|总共|一共|合起来|加起来|总数|总额)(?:[^,，。;、]{0,12})$"
    r"|^[,，;]?\s*(?:[一二三四五六七八九十两\d]{1,2}[\u4e00-\u9fff]{1,2}|前后|两者|上述|全年(?=共|累计))?(?:共|累计)(?!同)(?:[^,，。;、0-9]{0,8})$"
)
_ITEM = lazy(
    r"^(?:[\u4e00-\u9fff]{0,6}(?=[,，:]))?\s*[,，、;:]?\s*(?:和|及|与|以及)?(?P<name>[^,，。;:()、\d]{0,10})$"
)
_NAMED_AFTER = lazy(r"^(?:为|是|属|来自)?([\u4e00-\u9fff]{1,8})[,，、;]?$")
_NO_ITEM = lazy(
    r"其中|每|均|比|较|同|去年|上年|计划|目标|任务|占|增|减|另|还有?|又|再|余|已|查出|举办|开展|召开|发放|走访|慰问|投入|覆盖|涉及|惠及|参加|获|表彰|累计|共|总(?![院部厂站行结]|公司)|合计|超|仍|尚|剩|率|最|末"
)
_MARKED = lazy(r"共|总|全|现有|合计|有|分流|涉及")


def part_name(part: Reading) -> str:
    """What a part of a list is called, in front of its number or behind it."""
    found = _ITEM.match(part.lead)
    if not found:
        return ""
    if found["name"].strip():
        return found["name"].strip()
    after = _NAMED_AFTER.match(part.after)
    return after[1] if after else ""


def is_rest(part: Reading) -> bool:
    """其余28人, 9名尚未取证: nothing is left out."""
    return bool(_REST.match(part.lead) or re.match(r"(?:尚未|仍未|仍在|还在)", part.after))


def divisions(read: ReadText) -> list[Division]:
    """Every whole of the text with the parts given for it in the same or the next sentence."""
    found = []
    groups = read.by_sentence()
    for index, group in groups.items():
        used: set[int] = set()
        for at, whole in enumerate(group):
            if not _may_be_whole(whole):
                continue
            following = group
            if at == len(group) - 1 and _next_divides(whole, groups.get(index + 1)):
                following = [*group, *groups[index + 1]]
            division = _opened(following, at)
            if division is None and whole.start not in used:
                division = _unopened(following, at)
            if division:
                used.update(part.start for part in division.parts)
                found.append(division)
    return found


def _may_be_whole(whole: Reading) -> bool:
    aimed = re.search(r"目标|计划|(?:下达|年度|新建|完成|的)任务|任务数", whole.before[-10:])
    return not (
        not evidence.is_count(whole)
        or aimed
        or _COMPARING.search(whole.before)
        or PER_HEAD.search(whole.before)
    )


def _next_divides(whole: Reading, group: list[Reading] | None) -> bool:
    """Whether the next sentence goes on to divide the last number of this one."""
    if not group:
        return False
    lead = group[0].lead
    if lead.lstrip(" \n,，").startswith("其中"):
        return True
    if not evidence.same_unit(whole, group[0]) or len(group) < 3:
        return False
    head = lead.rpartition(":")[0]
    return bool(head) and bool(evidence.bigrams(head) & evidence.bigrams(whole.words))


# Longer lists than a table's are no lists.
_MOST_PARTS = 40


def _opened(group: list[Reading], at: int) -> Division | None:
    """Parts after 其中, 分别为, a colon or a bracket."""
    first = _first_part(group, at)
    if first is None:
        return None
    whole, (place, opening) = group[at], first
    parts = [group[place]]
    for reading in group[place + 1 :]:
        if evidence.is_portion(reading) and len(reading.lead) < 12:
            continue
        # 市总举办14期、1320人次,县区112期、8620人次: two numbers an item.
        if not evidence.same_unit(reading, whole) and _in_one_breath(group, reading):
            continue
        if len(parts) == _MOST_PARTS or not _continues(reading, whole, parts):
            break
        parts.append(reading)
    if _half_alone(opening, parts):
        return None
    if re.search(r"其中|包括|包含", opening) or _AMONG_BEHIND.match(whole.after):
        return Division(whole, tuple(parts), "among", _rounds_off(opening, parts))
    closed = len(parts) >= (3 if "(" in opening else 2)
    closed = closed and bool("(" in opening or _CLOSED.search(opening) or ":" in opening)
    return Division(
        whole, tuple(parts), "closed" if closed else "bare", _rounds_off(opening, parts)
    )


def _first_part(group: list[Reading], at: int) -> tuple[int, str] | None:
    """Where the first part of group[at] stands, and the lead that opens the list."""
    opening = ""
    for place in range(at + 1, len(group)):
        reading = group[place]
        lead = reading.lead
        if not opening and (
            _COMPARING.search(lead) or _AIMED.search(lead) or PER_HEAD.search(reading.before)
        ):
            continue
        # 28名,每人1500元,共4.5万元;其中一孩15名: what was paid stands between.
        if not opening and reading.kind == "money" and group[at].kind == "person":
            continue
        if _OTHER_TIME.search(lead) or (";" in lead and "其中" not in lead):
            return None
        opening = opening or (lead if _opens_list(lead) or _opens_within(group, at, place) else "")
        if not opening:
            return None
        if evidence.same_unit(reading, group[at]) or _heads(reading, group[at]):
            return place, opening
        kinds = reading.quantity.chinese and reading.claim.value < 10
        paired = place + 1 < len(group) and group[place + 1].lead.strip() in {"", "、"}
        if not evidence.is_portion(reading) and not paired and not kinds:
            return None
    return None


def _in_one_breath(group: list[Reading], reading: Reading) -> bool:
    """Whether a number of another unit belongs to the item before or behind it."""
    at = group.index(reading)
    following = group[at + 1] if at + 1 < len(group) else None
    joined = {"、", "", "，", ","}
    return reading.lead.strip() in joined or bool(following and following.lead.strip() in joined)


_SPREAD = lazy(r"(?:分布(?:在|于)|来自|包括|其中)[^,，。;()]{1,10}[(]$")


def _opens_list(lead: str) -> bool:
    if lead.lstrip().startswith(")"):
        return False
    if _SPREAD.search(lead):
        return True
    for pattern in (_AMONG, _CLOSED, _HALVES):
        found = pattern.search(lead)
        if found:
            return len(lead) - found.end() <= 24
    return bool(_COLON.match(lead) or _BRACKET.match(lead))


# 14件中9件引导仲裁、6件引导诉讼: of people, one may be told of in both.
_THINGS = {"case", "item", "document"}


_WITHIN = lazy(r"(?:^|[\u4e00-\u9fff])[中里](?P<parted>[,，]?)$")


def _opens_within(group: list[Reading], at: int, place: int) -> bool:
    """212名女工中,58名留守,164名待岗."""
    inside = _WITHIN.search(group[at].after)
    if inside is None or not (inside["parted"] or group[at].kind in _THINGS):
        return False
    return place == at + 1 and evidence.same_unit(group[at], group[place])


def _heads(part: Reading, whole: Reading) -> bool:
    """People out of person-times (1820人次,其中取证637人), votes of people (142名,139票同意)."""
    votes = part.kind == "vote" and whole.kind == "person"
    return votes or (part.kind == "person" and whole.kind == "attendance")


# 客运(187人)、售票(96人)和货运(54人): each number in brackets behind its name.
_BRACKETED = lazy(r"^[)]\s*(?:[、,，]|和|及|与)\s*[^,，。;()]{1,10}[(]$")
_BRACKETED_FIRST = lazy(r"[\u4e00-\u9fff]{2,8}[(]$")


# 后勤9人,她们中有13人是双职工: what is said of all is no part of the list.
_OF_ALL = lazy(r"[她他它]们[^,，。;]{0,4}中|以上[^,，。;]{0,8}中")


def _continues(reading: Reading, whole: Reading, parts: list[Reading]) -> bool:
    lead = reading.lead
    if not (evidence.same_unit(reading, whole) or _heads(reading, whole)):
        return False
    if ";" in lead and not _semicolon_goes_on(whole, parts, lead):
        return False
    if _BRACKETED.match(lead) and _BRACKETED_FIRST.search(parts[0].lead):
        return True
    if _TOTAL.search(lead) or _NEW_SCOPE.search(lead) or _OF_ALL.search(lead):
        return False
    if re.match(r".{0,2}[()]", lead):
        return False
    if re.match(r"\s*[、和及与]", lead) and len(lead) <= 12 and not re.search(r"了|共", lead):
        return True
    return len(lead) <= 22 and _shares_action(parts[0], reading)


def _semicolon_goes_on(whole: Reading, parts: list[Reading], lead: str) -> bool:
    """A semicolon ends a list whose items are not themselves parted by semicolons."""
    if len(parts) > 1:
        return ";" in parts[-1].lead and "占" not in parts[-1].tail
    # 机关5家;企业9家 after a colon may go on; a new statement after 其中…; may not.
    return ":" in whole.tail and len(lead) <= 12 and "占" not in parts[-1].tail


def _shares_action(first: Reading, reading: Reading) -> bool:
    """A later part may bring a verb only if the first part had it too (or the verb is its name)."""
    lead = reading.lead
    if lead.strip(" ,，、;\n") in _NAMES:
        return True
    if reading.kind == "money":
        return not _SPENDING_ENDS.search(lead)
    if _complement(first, reading):
        return True
    return all(action in first.lead for action in _ACTIONS.findall(lead))


_DONE = lazy(r"已(?P<deed>[\u4e00-\u9fff]{2})")


def _complement(first: Reading, reading: Reading) -> bool:
    """已就业1013人,尚未就业327人: one deed done and not done."""
    done = _DONE.search(first.lead)
    return bool(done and re.search(rf"未[\u4e00-\u9fff]{{0,1}}{done['deed'][:1]}", reading.lead))


def _half_alone(opening: str, parts: list[Reading]) -> bool:
    """412个,上半年新建27个: one half of the year divides nothing."""
    later = "".join(part.lead for part in parts[1:])
    return bool(_HALVES.search(opening)) and not re.search(r"下半年|[二三四]季度", later)


def _rounds_off(opening: str, parts: list[Reading]) -> bool:
    """Whether the list itself says that nothing is left out."""
    if any(is_rest(part) for part in parts[1:]):
        return True
    leads = opening + "".join(part.lead for part in parts)
    if re.search(r"一季度.*四季度|上半年.*下半年", leads):
        return True
    names = [part.lead + part.after for part in parts]
    count, whole_family = family(names)
    return len(parts) == count and whole_family and not family([names[0], names[0]])[0]


def items_behind(
    group: list[Reading], at: int, no_item: re.Pattern[str] = _NO_ITEM
) -> list[Reading]:
    """The short, like-measured numbers right after group[at], whose names are no `no_item`."""
    whole = group[at]
    found: list[Reading] = []
    for reading in group[at + 1 :]:
        if evidence.is_portion(reading) and len(reading.lead) <= 6:
            continue
        name = part_name(reading)
        alike = evidence.same_unit(reading, whole) and reading.claim.mode == whole.claim.mode
        if not alike or not name or (no_item.search(name) and not is_rest(reading)):
            break
        found.append(reading)
    return found


def _unopened(group: list[Reading], at: int) -> Division | None:
    """女工小组52个,生产一线27个,机关科室9个: short, verbless items right after a number."""
    whole = group[at]
    if re.search(r"其中", whole.before[-12:]):
        return None
    parts = items_behind(group, at)
    names = [part_name(part) for part in parts]
    if len(parts) < 2 or family([part_name(whole), *names[:1]])[0]:
        return None
    count, complete = family(names)
    if complete:
        return Division(whole, tuple(parts[:count]), "bare", True)
    alike = {part.claim.unit for part in parts} == {whole.claim.unit}
    if len(parts) < 3 or not alike or crossing(names) or not _stepped(whole, parts):
        return None
    return Division(whole, tuple(parts), "bare", is_rest(parts[-1]))


_MONEY_WHOLE = lazy(r"共|总|合计|经费|支出|投入|资金|收入|用于|筹集|拨款")


_COUNTED_THINGS = lazy(r"^[\u4e00-\u9fff]{0,6}(?=[,，:])")


def _stepped(whole: Reading, parts: list[Reading]) -> bool:
    """Whether the whole is set off from its parts: 17场,春季5场、夏季4场."""
    # 帮扶930万元,办培训480万元: sums of money stand side by side unless one is marked a sum.
    if whole.kind == "money" and not _MONEY_WHOLE.search(whole.before):
        return False
    # 80个单位,按时报送的73个: what the whole counts stands before the first comma.
    first = _COUNTED_THINGS.sub("", parts[0].lead.strip())
    rest = [part.lead.strip() for part in parts[1:]]
    if not first or first[0] not in ",，:":
        return False
    if all(lead[:1] == "、" or lead[:1] in "和及与" for lead in rest):
        return True
    if whole.kind == "session" and not re.search(r"活动|竞赛|培训", whole.before):
        return False
    named = [part_name(part)[-1:] for part in parts]
    short = all(len(part_name(part)) <= 4 for part in parts)
    return (bool(_MARKED.search(whole.before)) or len(set(named)) == 1 or short) and all(
        lead[:1] in {",", "，"} for lead in rest
    )


def money_or_unit(reading: Reading) -> str:
    """What an account is kept in."""
    return reading.kind if reading.kind == "money" else reading.claim.unit


def alike_by_paragraph(
    read: ReadText, sort: Callable[[Reading], str] = money_or_unit
) -> list[list[Reading]]:
    """The counts of each paragraph that are of one sort; nothing that is told of each."""
    found: dict[tuple[int, str], list[Reading]] = {}
    for one in read.readings:
        if evidence.is_count(one) and not PER_HEAD.search(one.before[-8:]):
            found.setdefault((one.sentence.paragraph, sort(one)), []).append(one)
    return list(found.values())
