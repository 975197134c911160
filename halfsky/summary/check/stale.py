"""References that do not fit the period a text names for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.wording import expand, load

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:年度|学年|年)")
_CHINESE_YEAR = re.compile(r"(二[〇零○]|一九)([〇零○一二三四五六七八九]{2})年")
_HISTORY = re.compile(r"以来|回顾|曾|历史|当年|那年|获得过|荣获过|起$|历程|历届|往届|前身")
_FOUNDING = re.compile(
    r"^[^。]{0,4}(?:以来|起|成立|创办|创建|建立|立项|投产|开办|始|颁布|出台|修订|施行|实施|印发|至今|起步|召开的|被评|被授|荣获|获)"
)
_PERIOD_WORDS = re.compile(
    r"^\s?(?:年|年度)(?:上半年|下半年|全年|度|工作|以来|来|,|，|我|1|[一二三四]季度|{D})"
)


@dataclass(frozen=True)
class Event:
    """Something of certain years: a text of another period should not treat it as current."""

    name: str
    pattern: re.Pattern[str]
    first: int
    last: int
    kind: str
    note: str


@cache
def events() -> tuple[Event, ...]:
    """The dated list kept beside this module."""
    return tuple(
        Event(
            row["name"],
            re.compile(expand(row["pattern"])),
            row["from"],
            row["to"],
            row["kind"],
            row.get("note", ""),
        )
        for row in load("events.toml")["event"]
    )


def years_of(text: str) -> list[tuple[int, int, int]]:
    """Years named in a normalised text: year, start, end."""
    found = [(int(m[1]), m.start(), m.end()) for m in _YEAR.finditer(text)]
    digits = "〇一二三四五六七八九"
    for m in _CHINESE_YEAR.finditer(text):
        word = (m[1] + m[2]).replace("零", "〇").replace("○", "〇")
        found.append((int("".join(str(digits.index(c)) for c in word)), m.start(), m.end()))
    return sorted(found, key=lambda item: item[1])


_OWN_PERIOD = re.compile(
    r"(?:今年[(]?)?(?P<year>(?:19|20)\d\d)\s?年(?:度)?(?=上半年|下半年|全年|[,，]|工作|以来|[一二三四]季度|第[一二三四]季度|女职工|工会|年终|总结|1\s?[-~至—]\s?\d{1,2}月|[上中下]旬)"
)


def period_year(plain: str) -> int | None:
    """The year a text is about: from its title, else from its opening words."""
    title = plain.lstrip().split("\n", 1)[0][:60]
    for _, year in _titled(title):
        return year
    opening = plain[:240]
    match = _OWN_PERIOD.search(opening)
    if match and not re.search(r"(?:自|从|比|较|与)\s?$", opening[: match.start()]):
        return int(match["year"])
    return None


def _titled(title: str) -> list[tuple[int, int]]:
    if re.search(r"[。]", title) and not re.search(r"总结|汇报|报告", title):
        return []
    plans = re.search(r"计划|打算|思路|要点", title)
    found = [(start, year) for year, start, _ in years_of(title)]
    if plans and len(found) > 1:
        return found[:1]
    return (
        [item for item in found if not _FOUNDING.match(title[item[0] + 5 :])][:1]
        if re.search(r"总结|汇报|报告|述职|综述|简报|小结|情况|工作", title)
        else []
    )


def _historic(plain: str, start: int, end: int) -> bool:
    after = re.split(r"[,，。;\n]", plain[end : end + 12])[0]
    before = re.split(r"[。;\n]", plain[max(0, start - 12) : start])[-1]
    return bool(
        _HISTORY.search(after)
        or re.search(r"(?<!来)自|曾|回顾|历史|当年|废止|取代|代替|原《?$|原有?$", before)
    )


def _event_findings(read: ReadText, year: int | None, today: int) -> list[Problem]:
    found = []
    for event in events():
        for match in event.pattern.finditer(read.plain):
            if _historic(read.plain, match.start(), match.end()) or _shadowed(
                read.plain, match, event
            ):
                continue
            judged = _judge(event, year, today)
            if judged is None:
                continue
            grade, message = judged
            quote = read.text[match.start() : match.end()]
            found.append(
                Problem(quote, match.start(), match.end(), "stale_reference", grade, message)
            )
    return found


def _shadowed(plain: str, match: re.Match[str], event: Event) -> bool:
    """工会十八大 is not 党的十八大, and 二十大 does not hold 十大."""
    before = plain[max(0, match.start() - 4) : match.start()]
    if event.name.startswith("党的"):
        return bool(
            re.search(
                r"工会(?:第)?$|妇女$|妇代会$|[一二三四五六七八九十]$|团的?$|省|市|县|公司", before
            )
        )
    return before.endswith(("二", "三")) and match.group().startswith("十")


def _judge(event: Event, year: int | None, today: int) -> tuple[Grade, str] | None:
    note = f"，{event.note}" if event.note else ""
    span = f"{event.first}至{event.last}年" if event.last < 2100 else f"{event.first}年以后"
    if year is not None:
        if event.first <= year <= event.last:
            return None
        if event.kind == "规划" and year == event.last + 1:
            return None
        return "wrong", f"“{event.name}”属于{span}，与本文的{year}年不符{note}。"
    if event.last < today - 1:
        return "doubtful", f"本文没有写明年份；“{event.name}”属于{span}，可能是旧文{note}。"
    return None


_COMPARING = re.compile(r"比|较|同比|去年|上年|同期|与|相比|于|从|自|由|曾|早在|始|截至目前|到|至")
_STATED_NOW = re.compile(r"(?:截至|截止|截止到|截至到|今年[(]?|本年度[(]?)\s?$")
_PLAN_NEAR = re.compile(
    r"计划|目标|打算|力争|规划|预计|到\s?$|展望|思路|将|拟|要点|安排|下一年|明年"
)


def _year_findings(read: ReadText, year: int | None) -> list[Problem]:
    """Years of the body that claim to be this text's own period but are not."""
    if year is None:
        return []
    found = []
    for stated, start, end in years_of(read.plain):
        if stated == year or not _claims_period(read.plain, stated, start, end, year):
            continue
        quote = read.text[start:end]
        message = f"本文说的是{year}年，这里却写{stated}年。"
        found.append(Problem(quote, start, end, "stale_reference", "doubtful", message))
    return found


def _claims_period(plain: str, stated: int, start: int, end: int, year: int) -> bool:
    before = re.split(r"[。;\n!?]", plain[max(0, start - 16) : start])[-1]
    after = plain[end : end + 14]
    sentence = re.split(r"[。\n]", plain[start : start + 80])[0]
    if _STATED_NOW.search(before):
        return stated != year - 1 or "今年" in before or not re.match(r"年?底|年?末|12月", after)
    if stated > year:
        return (
            not _PLAN_NEAR.search(before + sentence)
            and not before
            and bool(re.match(r"(?:上半年|下半年|全年|度|[,，]|1\s?[-~至]|以来)", after))
            and not _plan_chapter(plain, start)
        )
    if before.strip(' “"') or _COMPARING.search(before) or _FOUNDING.match(after):
        return False
    if stated == year - 1 and re.search(
        r"今年|相比|比|同期|增|减|降|年初|年底|末", sentence + after
    ):
        return False
    return bool(re.match(r"(?:上半年|下半年|全年|度|1\s?[-~至]\s?\d|以来我|我|,我|,全|,共)", after))


def _plan_chapter(plain: str, start: int) -> bool:
    tail = plain[max(0, start - 400) : start + 40]
    return bool(re.search(r"下一步|下步|计划|打算|思路|安排|展望|重点", tail))


_MONTHS = re.compile(
    r"(?:今年|本年|截至|截止)?\s?(?:(?:19|20)\d\d年)?1\s?(?:月)?[-~至]\s?(?P<last>\d{1,2})月(?:份|底)?"
)


def _half_findings(read: ReadText) -> list[Problem]:
    """A summary of the first half-year that reports months after June."""
    title = read.plain.lstrip().split("\n", 1)[0][:60]
    if ("上半年" not in title and "半年" not in title) or "下半年" in title.replace("上半年", ""):
        return []
    found = []
    for match in _MONTHS.finditer(read.plain):
        last = int(match["last"])
        if 7 <= last <= 12 and "去年" not in read.plain[max(0, match.start() - 6) : match.start()]:
            quote = read.text[match.start() : match.end()]
            message = f"标题是上半年，这里却写到{last}月。"
            found.append(
                Problem(quote, match.start(), match.end(), "stale_reference", "doubtful", message)
            )
    return found


def find(read: ReadText, today: int) -> list[Problem]:
    """Events, laws and years outside the text's own period; `today` is the current year.

    A text that names no year is only doubted, and only for what ended two years ago or more.
    """
    year = period_year(read.plain)
    return _event_findings(read, year, today) + _year_findings(read, year) + _half_findings(read)
