"""References that do not fit the period a text names for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from halfsky.summary.check import dated, periods
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.periods import Period
from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.wording import expand, load


@dataclass(frozen=True)
class Event:
    """Something of certain years: a text of another period should not treat it as current."""

    name: str
    pattern: re.Pattern[str]
    first: int
    last: int
    kind: str
    note: str
    again: tuple[tuple[int, int], ...] = ()

    def fits(self, period: Period) -> bool:
        """Whether a text of that period may speak of it."""
        spans = ((self.first, self.last), *self.again)
        return any(first <= period.last and period.first <= last for first, last in spans)


@cache
def events() -> tuple[Event, ...]:
    """The dated list kept beside this module."""
    return tuple(
        Event(
            row["name"],
            guarded(expand(row["pattern"])),
            row["from"],
            row["to"],
            row["kind"],
            row.get("note", ""),
            tuple((first, last) for first, last in row.get("again", ())),
        )
        for file in ("congresses.toml", "events.toml", "laws.toml", "known_since.toml")
        for row in load(file)["event"]
    )


_STOP = lazy(r"[。;!?\n]")


def _event_findings(read: ReadText, period: Period | None, today: int) -> list[Problem]:
    found = []
    for event in events():
        told = -1
        for match in event.pattern.finditer(read.plain):
            # One finding a sentence: 迎奥运 and 北京奥运会 are one stale thing.
            if told >= 0 and not _STOP.search(read.plain, told, match.start()):
                continue
            if _excused(read.plain, match, event, period):
                continue
            judged = _judge(event, period, today)
            if judged is None:
                continue
            grade, message = judged
            told = match.end()
            quote = read.text[match.start() : match.end()]
            found.append(
                Problem(quote, match.start(), match.end(), "stale_reference", grade, message)
            )
    return found


def _excused(plain: str, match: re.Match[str], event: Event, period: Period | None) -> bool:
    """Whether a mention is history, dated by its own sentence, or something else's name."""
    dated_itself = periods.of_its_own_year(plain, match.start(), event.first, event.last)
    if event.kind == "法规":
        # 对照1988年《…规定》 applies it, whatever year is named with it.
        applied = _APPLIED.search(
            plain[max(0, match.start() - 24) : match.start()]
        ) or _IN_FORCE.match(plain[match.end() : match.end() + 50])
        # 2009年度自查 may have been written years later, but it did not apply what came later.
        ahead = period is not None and event.first > period.last
        dated_itself = dated_itself and not applied
        if applied and ahead:
            return _shadowed(plain, match, event)
    elif dated_itself and (_still_ahead(plain, match) or _awaited(plain, match, event, period)):
        dated_itself = False
    return (
        periods.historic(plain, match.start(), match.end())
        or dated_itself
        or _shadowed(plain, match, event)
        or (event.kind == "机构" and bool(_OF_OLD.search(_head(plain, match.start()))))
    )


_SERVED = lazy(r"(?:投入|服务|迎接|备战|筹备|做好)(?:19|20)\d\d年$")
_MUST = lazy(r"(?:[^需主重只]|^)要(?!求|点|素)|务必|必须")
_THIS_YEAR = lazy(r"^[^。;\n]{0,16}今年")


def _still_ahead(plain: str, match: re.Match[str]) -> bool:
    """我们要全力投入2010年上海世博会的…: the year beside it makes no history of it."""
    head = re.split(r"[。;!?\n]", plain[max(0, match.start() - 40) : match.start()])[-1]
    return bool(_SERVED.search(head)) and bool(
        _MUST.search(head) or _THIS_YEAR.match(plain[match.end() : match.end() + 24])
    )


_AWAITED = lazy(r"(?:迎接?|喜迎|备战|筹备|筹办|做好|办好|服务)(?:19|20)\d\d年$")


def _awaited(plain: str, match: re.Match[str], event: Event, period: Period | None) -> bool:
    """以迎接2008年北京奥运会为契机 in 2021: nobody awaits what is over."""
    if period is None or period.first <= event.last:
        return False
    head = re.split(r"[。;!?\n]", plain[max(0, match.start() - 40) : match.start()])[-1]
    dates = [year for year, _, _ in periods.years_of(head) if event.first <= year <= event.last]
    return len(dates) == 1 and bool(_AWAITED.search(head))


# 退休的县环保局老同志, 从劳动局调来: of an office as it was.
_OF_OLD = lazy(r"退休|离休|时任|那时|调来|从|改名|更名|合并|改革前|组建|成立于")


def _head(plain: str, at: int) -> str:
    return re.split(r"[。;\n]", plain[max(0, at - 20) : at])[-1]


_APPLIED = lazy(r"(?:对照|依据|依照|根据|按照|执行|落实|贯彻)[^,，。;]{0,18}$")

_IN_FORCE = lazy(
    r"^[》>]?(?:(?:[(][^()]{0,16}[)])?的?(?:[两三]部|等)?现行|[^。;\n]{0,40}(?:这一|这部|该)现行)"
)


def _shadowed(plain: str, match: re.Match[str], event: Event) -> bool:
    """工会十八大 is not 党的十八大, and 二十大 does not hold 十大."""
    before = plain[max(0, match.start() - 4) : match.start()]
    if event.name.startswith("党的") and not match.group().startswith(("喜", "迎")):
        return bool(
            re.search(
                r"工会(?:第)?$|妇女$|妇代会$|[一二三四五六七八九十]$|团的?$|(?:省|市|县|公司)[^、,，。]{0,3}$",
                before,
            )
        )
    return before.endswith(("二", "三")) and match.group().startswith("十")


_SAID_FOR_LONG = {"机构", "事物"}


def _judge(event: Event, period: Period | None, today: int) -> tuple[Grade, str] | None:
    note = f"，{event.note}" if event.note else ""
    span = f"{event.first}至{event.last}年" if event.last < 2100 else f"{event.first}年以后"
    if period is not None:
        if event.fits(period):
            return None
        return "wrong", f"“{event.name}”属于{span}，与本文的{period}年不符{note}。"
    # Without a year an office or a thing by its old name may be anything: a file, a habit.
    if event.last < today - dated.LONG_AGO and event.kind not in _SAID_FOR_LONG:
        return "doubtful", f"本文没有写明年份；“{event.name}”属于{span}，可能是旧文{note}。"
    return None


_COMPARING = lazy(r"比|较|同比|去年|上年|同期|与|相比|于|从|自|由|曾|早在|始|截至目前|到|至")
_STATED_NOW = lazy(r"(?:截至|截止|截止到|截至到|今年[(]?|本年度[(]?)\s?$")
_PLAN_NEAR = lazy(
    r"计划|目标|打算|力争|规划|预计|到\s?$|展望|思路|将|(?<![模虚])拟|要点|安排|下一年|明年"
)


_DATED_ENTRY = guarded(r"(?:^|[;:。\n])\s*((?:19|20)\d\d)年(?:\d{1,2}月)?[,，:]?")


def _is_chronicle(plain: str) -> bool:
    """Whether a text goes through years one by one: a history, not a report of one year."""
    return len({entry[1] for entry in _DATED_ENTRY.finditer(plain)}) >= 4


def _year_findings(read: ReadText, period: Period | None) -> list[Problem]:
    """Years of the body that claim to be this text's own period but are not."""
    if period is None or period.first != period.last:
        return []
    if _is_chronicle(read.plain):
        return []
    found = []
    year = period.last
    for stated, start, end in periods.years_of(read.plain):
        if stated == year or not _claims_period(read.plain, stated, start, end, year):
            continue
        if stated > year and _told_yearly(read.plain[:start], year, stated):
            continue
        quote = read.text[start:end]
        message = f"本文说的是{year}年，这里却写{stated}年。"
        found.append(Problem(quote, start, end, "stale_reference", "doubtful", message))
    return found


_OWN_BUSINESS = lazy(
    r"(?:上半年|下半年|全年|度|1\s?[-~至]\s?\d|以来我|我|,我|,全|,共|即将|就要|已?近尾声|已经?过去|马上|是我|一年来|,一年)"
)


_COMES_INTO_FORCE = lazy(r"年?(?:\d{1,2}月)?(?:\d{1,2}日)?起?(?:正式)?(?:施行|实施|召开|开幕)")


_WILL = lazy(r"(?<!曾)(?:将于|将自|将从|即将于)\s?$")


def _told_yearly(plain: str, year: int, stated: int) -> bool:
    """2022年68家,2023年增加15家,2024年增加9家: the text went on from its first year."""
    named = {one for one, _, _ in periods.years_of(plain)}
    return set(range(year, stated + 1)) <= named


def _claims_period(plain: str, stated: int, start: int, end: int, year: int) -> bool:
    before = re.split(r"[。;\n!?]", plain[max(0, start - 16) : start])[-1]
    after = plain[end : end + 14]
    sentence = re.split(r"[。\n]", plain[start : start + 80])[0]
    comes = _COMES_INTO_FORCE.match(after) and not re.search("颁布|公布|通过", before)
    if stated > year and comes and not _PLAN_NEAR.search(before):
        return True
    around = plain[max(0, start - 60) : end + 40]
    over = (
        _TO_COME.match(after)
        or _overdue(before, plain[end : end + 40], around)
        or _misplaced(before, after, stated < year - 1)
        or _left_standing(before, after)
        or (_WILL.search(before) and _COMES_INTO_FORCE.match(after))
    )
    if stated < year and over:
        return True
    if _STATED_NOW.search(before):
        return stated != year - 1 or "今年" in before or not re.match(r"年?底|年?末|12月", after)
    if stated > year:
        return (
            not _PLAN_NEAR.search(before + sentence)
            and not before
            and bool(re.match(r"(?:上半年|下半年|全年|度|[,，]|1\s?[-~至]|以来)", after))
            and not _plan_chapter(plain, start)
        )
    if stated < year and _opens_body(plain, start, after):
        return True
    if before.strip(' “"') or _COMPARING.search(before) or periods.FOUNDING.match(after):
        return False
    if stated == year - 1 and re.search(
        r"今年|相比|比|同期|增|减|降|年初|年底|末", sentence + after
    ):
        return False
    return bool(_OWN_BUSINESS.match(after))


_THE_WHOLE_YEAR = lazy(r"^(?:全年|上半年|下半年)的?工作")
_AHEAD = lazy(r"^(?:上半年|下半年|全年)?[,，]?(?:我|全|公司|厂|[县市区镇]总)")
_MUST_DO = lazy(r"^[,，]?要(?:重点|着力|全面|继续|进一步)")
_BY_DATE = lazy(
    r"^\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬|初)?前(?:将|把|报|上报|填报|完成|建成|达到|全部|全面)"
)
_ASKED = lazy(r"(?:请[^,，。;]{0,10}|须|务必|必须|应当?)于\s?$")
_PREPARED = lazy(r"(?<!前期)(?<!参与)(?:筹备|备战|筹办|谋划)好?\s?$")
_LONG_SINCE = lazy(r"曾|当年|时任|回顾|原")
_PLANS_OF = lazy(r"^的?(?:女职工)?(?:工作)?(?:打算|计划|思路|安排)\s*[::为是如]")
_ENDING = lazy(r"(?:即将|行将|就要)(?:过去|结束)的\s?$")


def _left_standing(before: str, after: str) -> bool:
    """筹备2019年…… in a plan of 2023, 即将过去的2019年: the year was not changed with the rest."""
    if _ENDING.search(before) or (not before.strip() and _PLANS_OF.match(after)):
        return True
    return bool(_PREPARED.search(before)) and not _LONG_SINCE.search(before)


def _misplaced(before: str, after: str, long_over: bool) -> bool:
    """展望2023年下半年 in 2024, 回顾2019年全年的工作 in a report of 2022."""
    head = re.split(r"[,，:]", before)[-1].strip()
    if head == "回顾":
        return long_over and bool(_THE_WHOLE_YEAR.match(after))
    if head == "展望":
        return bool(_AHEAD.match(after))
    if not before.strip():
        return long_over and bool(_MUST_DO.match(after))
    return bool(_ASKED.search(before) and _BY_DATE.match(after))


_OF_THE_BODY = lazy(r"^[,，][^,，。;]{0,6}(?:女工委|女职委|女工部|工会|女职工委员会)在")


def _opens_body(plain: str, start: int, after: str) -> bool:
    """Whether the first line below the title begins with the year: 2018年,厂女工委在……."""
    above = plain[:start].strip()
    return "\n" not in above and bool(plain[:start].endswith("\n") and _OF_THE_BODY.match(after))


_AIMED = lazy(r"(?:到|力争|争取|确保|计划|(?<![模虚])拟于?|将于|将在|预计)\s?$")
_ACHIEVED = lazy(
    r"^(?:底|末|前|底前|年底|年末)?[,，]?(?:要|将|全面)?(?:实现|达到|建成|完成|新建|覆盖|全部|培训)"
)


_STRIVEN = lazy(r"(?:力争|争取|确保)到?\s?$")
# 2021年12月底前完成…… in the plan of a later year.
_DUE_BY = lazy(
    r"^年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之)?前,?(?:完成|建成|达到|实现|签|报|办结|把|将|全部|全[局市县厂矿院校区镇])"
)
_REACHED = lazy(r"^(?:底|末|年底|年末)?[,，][^,，。;]{0,24}(?:达到|实现)")


def _overdue(before: str, after: str, around: str) -> bool:
    """到2021年底实现…… among the plans of a later year: the aim was copied with its date."""
    planned = re.search(r"打算|计划|工作安排|力争|争取|下一步|明年|确保|将", around)
    past = re.search(r"已|如期|原|曾|提前|回顾|规定|提出", around)
    if not planned or past:
        return False
    strived = _STRIVEN.search(before) and _REACHED.match(after)
    due = _DUE_BY.match(after) and (not before.strip() or _AIMED.search(before))
    return bool(strived or due or (_AIMED.search(before) and _ACHIEVED.match(after)))


# 2019年3月即将召开的, 2021年,我们将继续: what lies ahead cannot lie in a year that is over.
_TO_COME = lazy(
    r"年?(?:\d{1,2}月)?(?:即将|将要|将于)(?:召开|举行|举办|开展)"
    r"|年?[,，](?:我们|我会|我院|我局|我厂|公司)(?:将继续|将进一步|将重点|计划|打算|(?<![模虚])拟)"
    r"|年?[\u4e00-\u9fff]{2,8}将(?:以(?![往前])|继续|进一步|重点|紧紧)"
)


def _plan_chapter(plain: str, start: int) -> bool:
    tail = plain[max(0, start - 400) : start + 40]
    return bool(re.search(r"下一步|下步|计划|打算|思路|安排|展望|重点", tail))


_MONTHS = guarded(
    r"(?:今年|本年|截至|截止)?\s?(?:(?:19|20)\d\d年)?1\s?(?:月)?[-~至]\s?(?P<last>\d{1,2})月(?:份|底)?"
)


def _half_findings(read: ReadText, title: str) -> list[Problem]:
    """A summary of the first half-year that reports months after June."""
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


@dataclass(frozen=True)
class Opening:
    """What the beginning of a text says of all of it: its title and its period."""

    title: str
    period: Period | None

    @classmethod
    def of(cls, plain: str) -> Opening:
        """The opening of a text, from the first of its normalised words."""
        return cls(plain.lstrip().split("\n", 1)[0][:60], periods.period(plain))


_SCHEME = lazy(r"^[^,，。;:\n]{0,16}?(?P<year>20\d\d)年[^,，。;:\n]{0,16}活动方案(?=[:\s]|$)")


def _of_a_scheme(title: str) -> Period | None:
    """The year of a scheme (某区总工会2024年“三八”活动方案), which no report names so."""
    match = _SCHEME.match(title)
    return Period(int(match["year"]), int(match["year"])) if match else None


def find(read: ReadText, opening: Opening, today: int) -> list[Problem]:
    """Events, laws and years outside the text's own period; `today` is the current year.

    A text that names no year is only doubted, and only for what ended long ago.
    """
    period = opening.period
    return (
        _event_findings(read, period or _of_a_scheme(opening.title), today)
        + dated.find(read, period, today)
        + _year_findings(read, period)
        + _half_findings(read, opening.title)
    )
