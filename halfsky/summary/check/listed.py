"""Lists that divide a whole without saying 其中, shares of one whole, and parts of a year."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.intervals import total
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.wording import expand, load

_ITEM = re.compile(r"^\s*[,，、;:]?\s*(?:和|及|与|以及)?(?P<name>[^,，。;:()、\d]{0,10})$")
_NAMED_AFTER = re.compile(r"^(?:为|是|属|来自)?([\u4e00-\u9fff]{1,8})[,，、;]?$")
_MARKED = re.compile(r"共|总|全|现有|合计")
_NO_ITEM = re.compile(
    r"其中|每|均|比|较|同|去年|上年|计划|目标|任务|占|增|减|另|还有?|又|再|余|举办|开展|召开|发放|走访|慰问|投入|覆盖|涉及|惠及|参加|获|表彰|累计|共|总|合计|超|仍|尚|剩|率"
)
_REST = re.compile(r"^[,，、;]?\s*(?:其他|其它|其余|余下|剩余)")


@cache
def _families() -> list[tuple[list[re.Pattern[str]], bool]]:
    """Names that part a whole: `complete` where all of them together are the whole."""
    return [
        ([re.compile(expand(word)) for word in family["members"]], family["complete"])
        for family in load("words.toml")["families"]
    ]


def _name(part: Reading) -> str:
    found = _ITEM.match(part.lead)
    if not found:
        return ""
    if found["name"].strip():
        return found["name"].strip()
    after = _NAMED_AFTER.match(part.after)
    return after[1] if after else ""


def _items(group: list[Reading], at: int) -> list[Reading]:
    """The short, verbless, like-measured numbers right after group[at]."""
    whole = group[at]
    parts: list[Reading] = []
    for reading in group[at + 1 :]:
        if evidence.is_portion(reading) and len(reading.lead) <= 6:
            continue
        name = _name(reading)
        alike = evidence.same_unit(reading, whole) and reading.claim.mode == whole.claim.mode
        if not alike or not name or (_NO_ITEM.search(name) and not _REST.match(reading.lead)):
            break
        parts.append(reading)
    return parts


def _family(parts: list[Reading]) -> tuple[int, bool]:
    """How many of the first parts belong to one family, and whether these are all of it."""
    names = [_name(part) for part in parts]
    for members, complete in _families():
        met: set[int] = set()
        count = 0
        for name in names:
            place = next((at for at, word in enumerate(members) if word.search(name)), -1)
            if place < 0 or place in met:
                break
            met.add(place)
            count += 1
        if count >= 2:
            return count, complete and len(met) == len(members)
    return 0, False


@cache
def _traits() -> list[re.Pattern[str]]:
    return [re.compile(word) for word in load("words.toml")["crossing_traits"]]


def _crossing(names: list[str]) -> bool:
    """Names that may hold the same people: 女职工 beside 党员."""
    traits = _traits()
    women = ["女" in name for name in names]
    kinds = [frozenset(at for at, trait in enumerate(traits) if trait.search(n)) for n in names]
    return any(women) != all(women) or (any(kinds) and len(set(kinds)) > 1)


def _stepped(whole: Reading, parts: list[Reading]) -> bool:
    """Whether the whole is set off from its parts: 17场,春季5场、夏季4场."""
    first, rest = parts[0].lead.strip(), [part.lead.strip() for part in parts[1:]]
    if not first or first[0] not in ",，:":
        return False
    if all(lead[:1] == "、" or lead[:1] in "和及与" for lead in rest):
        return True
    if whole.kind == "session" and not re.search(r"活动|竞赛|培训", whole.before):
        return False
    return bool(_MARKED.search(whole.before)) and all(lead[:1] in {",", "，"} for lead in rest)


def _near(parts: list[Reading], whole: Reading) -> bool:
    summed = total([part.interval for part in parts])
    low, high = whole.interval.low * Fraction(4, 5), whole.interval.high * Fraction(5, 4)
    return low <= summed.high and summed.low <= high


def _mismatch(read: ReadText, whole: Reading, parts: list[Reading]) -> Problem | None:
    summed = total([part.interval for part in parts])
    if summed.meets(whole.interval):
        return None
    verb = "超过" if summed.low > whole.interval.high else "少于"
    shape = "＋".join(quoted(part) for part in parts)
    message = f"{shape}＝{evidence.amount(summed, whole)}，{verb}文中的{quoted(whole)}。"
    involved = sorted([whole, *parts], key=lambda item: item.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def _check_items(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """女工小组52个,生产一线27个,机关科室9个,后勤11个."""
    whole = group[at]
    if not evidence.is_count(whole) or re.search(r"每|均|其中|目标|任务|计划", whole.before[-12:]):
        return None
    if at and _family([whole, *_items(group, at)[:1]])[0]:
        return None
    parts = _items(group, at)
    if len(parts) < 2 or any(part.interval.low > whole.interval.high for part in parts):
        return None
    count, complete = _family(parts)
    if complete:
        return _mismatch(read, whole, parts[:count]) if _near(parts[:count], whole) else None
    if len(parts) < 3 or _crossing([_name(part) for part in parts]) or not _stepped(whole, parts):
        return None
    closed = bool(_REST.match(parts[-1].lead))
    return _mismatch(read, whole, parts) if closed or _near(parts, whole) else None


_OF = re.compile(
    r"(?P<whole>[\u4e00-\u9fff]{2,6})(?:当)?中[,，:]?\s*(?:有)?(?P<name>[^,，。;:()\d]{1,8})$"
)


def _owner(read: ReadText, first: Reading, noun: str) -> Reading | None:
    """The number that counted `noun` before."""
    words = [noun[at:] for at in range(len(noun) - 1)]
    for other in reversed(evidence.before(read, first)):
        object_words = other.before + other.after
        if evidence.same_unit(other, first) and any(word in object_words for word in words[:4]):
            return other
    return None


def _check_of(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """女职工中医生132人、护士448人、其他59人, of the 690 named before."""
    first = group[at]
    found = _OF.search(first.lead)
    if not found or _NO_ITEM.search(found["name"]):
        return None
    whole = _owner(read, first, found["whole"])
    parts = [first, *_items(group, at)]
    names = [found["name"], *[_name(part) for part in parts[1:]]]
    if whole is None or len(parts) < 3 or _crossing(names):
        return None
    summed = total([part.interval for part in parts])
    closed = bool(_REST.match(parts[-1].lead))
    if not closed and summed.low <= whole.interval.high:
        return None
    return _mismatch(read, whole, parts)


_STRUCTURE = re.compile(r"构成|结构|分布|比例|程度|学历|年龄|职称|类别|来源|[:]")


def _check_shares(read: ReadText, group: list[Reading]) -> Problem | None:
    """高中占41.5%,大专占36.8%,本科占31.7%: shares of one whole above a hundred."""
    run: list[Reading] = []
    for reading in group:
        if reading.kind == "percent" and not re.search(
            r"率|比|增|升|降|其中|完成|分别|达标|男|女", _share_name(reading)
        ):
            run.append(reading)
        elif run:
            break
    if len(run) < 3 or not _STRUCTURE.search(read.plain[run[0].sentence.start : run[0].start]):
        return None
    names = [_share_name(part) for part in run]
    traits = _traits()
    kinds = {frozenset(at for at, t in enumerate(traits) if t.search(name)) for name in names}
    summed = total([part.interval for part in run])
    closed = bool(_REST.match(run[-1].lead))
    if len(kinds) > 1 and not closed:
        return None
    if not (summed.low > 100 or (closed and summed.high < 100)):
        return None
    shape = "＋".join(quoted(part) for part in run)
    plain = sum((part.claim.value for part in run), Fraction(0))
    message = f"{shape}＝{shown(plain)}%，各部分占比之和应为100%。"
    return evidence.finding(read, "sum_mismatch", "wrong", run, message)


def _share_name(part: Reading) -> str:
    return re.split(r"[,，、;:]", re.sub(r"(?:所|约|各)?占(?:比)?(?:为|到|了)?$", "", part.lead))[
        -1
    ]


_PERIOD = re.compile(
    expand(
        r"(?P<p>第?[一二三四]季度|上半年|下半年|{D}{1,2}月份?)(?![末底])(?P<rest>[^,，。;\d]{0,8})$"
    )
)
_WHOLE = re.compile(
    r"^[,，;、]?\s*(?P<w>全年|上半年|下半年|半年|两个?季度)(?!.*(?:计划|目标|任务))"
)
_WHOLES = {"全年": {4, 12, 2}, "上半年": {2, 6}, "下半年": {2, 6}, "半年": {2, 6}}


def _check_periods(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """一季度78人,二季度46人,三季度91人,四季度63人,全年288人."""
    last = group[at]
    found = _WHOLE.match(last.lead)
    if not found or _STATE.search(last.lead):
        return None
    parts: list[Reading] = []
    for reading in reversed(group[:at]):
        period = _PERIOD.search(reading.lead)
        if not period or not evidence.same_unit(reading, last) or _STATE.search(reading.lead):
            break
        parts.insert(0, reading)
    periods = [_PERIOD.search(part.lead)["p"][-2:] for part in parts]  # type: ignore[index]
    halves = set(periods) == {"半年"}
    if len(parts) not in _WHOLES.get(found["w"], {2}) or (
        len(parts) == 2 and halves != (found["w"] == "全年")
    ):
        return None
    return _mismatch(read, last, parts)


_STATE = re.compile(r"末|底|累计(?!慰问|培训|举办|发放)|达到|增至|在册|占")


def find(read: ReadText) -> list[Problem]:
    """Unmarked lists and shares that do not make up their whole."""
    problems: list[Problem | None] = []
    for group in read.by_sentence().values():
        problems.append(_check_shares(read, group))
        for at in range(len(group)):
            problems.append(_check_items(read, group, at))
            problems.append(_check_of(read, group, at))
            problems.append(_check_periods(read, group, at))
    return [problem for problem in problems if problem]
