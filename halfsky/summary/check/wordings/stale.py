"""References that do not fit the period a text names for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text import done_years, periods
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.periods import OPEN, Period
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import expand, load
from halfsky.summary.check.wordings import dated, one_time, stated_years, when_it_was


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
    still_said: bool = False  # the words outlive it, so that they are only doubted

    def fits(self, period: Period) -> bool:
        """Whether a text of that period may speak of it."""
        spans = ((self.first, self.last), *self.again)
        return any(first <= period.last and period.first <= last for first, last in spans)


_FILES = (
    "congresses.toml",
    "events.toml",
    "laws.toml",
    "known_since.toml",
    "themes.toml",
    "offices.toml",
)


def _as_a_theme(words: str) -> str:
    """“…”的安全生产月, or 安全生产月的主题是“…”: the words by themselves are no theme."""
    month = "(?:主题|生产月|安全月|宣传月|宣传周|质量月|活动月)"
    told = "(?:安全(?:生产)?月|宣传月|宣传周|质量月)[^。\\n]{0,12}主题(?:是|为|:)"
    return rf"“{words}(?=[^。\n]{{0,20}}{month})|{told}“{words}"


@cache
def events() -> tuple[Event, ...]:
    """The dated list kept beside this module."""
    return tuple(
        Event(
            row["name"],
            guarded(expand(row["pattern"] if "pattern" in row else _as_a_theme(row["theme"]))),
            row["from"],
            row["to"],
            row["kind"],
            row.get("note", ""),
            tuple((first, last) for first, last in row.get("again", ())),
            row.get("still_said", False),
        )
        for file in _FILES
        for row in load(file)["event"]
    )


_STOP = lazy(r"[。;!?\n]")


def _mentions(plain: str, period: Period | None) -> Iterator[tuple[Event, re.Match[str]]]:
    """Where events are told of as current."""
    for event in events():
        for match in event.pattern.finditer(plain):
            if not _excused(plain, match, event, period):
                yield event, match


def _event_findings(read: ReadText, period: Period | None, today: int) -> list[Problem]:
    found = []
    told: dict[str, int] = {}
    for event, match in _mentions(read.plain, period):
        # One finding a sentence: 迎奥运 and 北京奥运会 are one stale thing.
        last = told.get(event.name, -1)
        if last >= 0 and not _STOP.search(read.plain, last, match.start()):
            continue
        judged = _judge(event, period, today)
        if judged is None:
            continue
        told[event.name] = match.end()
        quote = read.text[match.start() : match.end()]
        found.append(Problem(quote, match.start(), match.end(), "stale_reference", *judged))
    return found


# 2012年该规定废止后: the text itself knows that it is no longer in force.
_ABOLISHED = lazy(r"^[》”]?[^。]{0,40}(?:该|此|旧|原)[^,，。]{0,6}(?:废止|失效)")


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
    elif dated_itself and (
        periods.said_to_come(plain, match.start(), match.end())
        or _still_ahead(plain, match)
        or _awaited(plain, match, event, period)
    ):
        dated_itself = False
    if _still_in_force(plain, match, event, period):
        return _shadowed(plain, match, event)
    known = event.kind == "法规" and _ABOLISHED.match(plain[match.end() : match.end() + 60])
    return (
        bool(known)
        or periods.historic(plain, match.start(), match.end())
        or dated_itself
        or _pictured(plain, match, event)
        or _shadowed(plain, match, event)
        or _is_cited(plain, match, event, period)
        or (event.kind == "机构" and bool(_OF_OLD.search(_head(plain, match.start()))))
    )


# 《关于做好困难职工解困脱困工作的通知》 stays in force under its title.
_CITED = lazy(r"《关于[^《》\n]{0,60}$")
_IS_A_NOTICE = lazy(r"[^《》\n]{0,40}的(?:[^《》\n]{0,8})(?:通知|意见|方案|办法|决定|批复|函)》")


def _is_cited(plain: str, match: re.Match[str], event: Event, period: Period | None) -> bool:
    """Whether a campaign of earlier years is only named in the title of a notice."""
    if event.kind != "活动" or (period is not None and event.first > period.last):
        return False
    before = plain[max(0, match.start() - 64) : match.start()]
    return bool(_CITED.search(before) and _IS_A_NOTICE.match(plain, match.end()))


_STILL_BASIS = lazy(
    r"(?:仍然?|依旧|继续|还是?|照旧|一直)(?:以|按照?|依据?|执行|沿用|把|将)[^。;\n]{0,36}$|[把将]已经?(?:被)?废止的?[《“]?$"
)
_AS_BASIS = lazy(
    r"^[^。;\n]{0,24}(?:[列作]?为(?:现行|主要|基本|处理|工作)?依据|为准|执行|处理|办理)"
)
_SINCE_IT_HOLDS = lazy(r"^[”\"]?(?:政策)?(?:的)?(?:全面)?(?:实施|施行|落地|放开|启动)以来")


def _still_in_force(plain: str, match: re.Match[str], event: Event, period: Period | None) -> bool:
    """仍以已经废止的《…规定》为依据, 全面两孩政策实施以来 in 2024: taken for what is in force."""
    if period is None or period.first <= event.last:
        return False
    after = plain[match.end() : match.end() + 40]
    if event.kind == "法规":
        before = plain[max(0, match.start() - 40) : match.start()]
        return bool(_STILL_BASIS.search(before) and _AS_BASIS.match(after))
    return "孩" in event.name and bool(_SINCE_IT_HOLDS.match(after))


_DATED = lazy(r"(?:是|[摄拍写绘制存始载]于|[来出]自)$")


def _pictured(plain: str, match: re.Match[str], event: Event) -> bool:
    """“迎接香港回归”的旧横幅照片,这是1997年的留影: the sentence dates it further on."""
    rest = _STOP.split(plain[match.end() : match.end() + 60])[0]
    return any(
        event.first <= year <= event.last and _DATED.search(rest[:start])
        for year, start, _ in periods.years_of(rest)
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


_AWAITED = lazy(
    r"(?:迎接?|喜迎|备战|筹备|筹办|做好|办好|服务|确保|保障|护航|助力|投身|抓住|紧扣|聚焦)(?:19|20)\d\d年$"
)


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
    span = event.first, event.last
    if period is not None:
        if event.fits(period):
            return None
        is_sure = period.is_stated and not event.still_said
        grade: Grade = "wrong" if is_sure else "doubtful"
        ended = period.first > event.last
        told = when_it_was.fact(event.name, event.kind, span, event.note, ended)
        return grade, when_it_was.against(told, period)
    # Without a year an office or a thing by its old name may be anything: a file, a habit.
    if event.last < today - dated.LONG_AGO and event.kind not in _SAID_FOR_LONG:
        told = when_it_was.fact(event.name, event.kind, span, event.note, ended=True)
        return "doubtful", when_it_was.undated(told)
    return None


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
    def of(cls, plain: str, name: str = "") -> Opening:
        """The opening of a text, from the first of its normalised words and the file's name."""
        period = periods.opening_period(plain) or periods.period_of_file(name)
        return cls(plain.lstrip().split("\n", 1)[0][:60], period)


_SCHEME = lazy(r"^[^,，。;:\n]{0,16}?(?P<year>20\d\d)年[^,，。;:\n]{0,16}活动方案(?=[:\s]|$)")


def _of_a_scheme(title: str) -> Period | None:
    """The year of a scheme (某区总工会2024年“三八”活动方案), which no report names so."""
    match = _SCHEME.match(title)
    return Period(int(match["year"]), int(match["year"])) if match else None


def find(read: ReadText, opening: Opening, today: int) -> list[Problem]:
    """Events, laws and years outside the text's own period; `today` is the current year.

    A text that names no year is only doubted, and only for what ended long ago: once, where
    most of what it tells is of one time.
    """
    if opening.period:
        return _within(read, opening, opening.period, today)
    mentions = [
        one_time.Mention(event.name, event.first, event.last, match.span())
        for event, match in _mentions(read.plain, None)
    ]
    agreed = one_time.agreed(read.plain, mentions)
    found = _within(read, opening, agreed.period if agreed else None, today)
    found += one_time.doubt(read, agreed, today) if agreed else []
    least = done_years.latest(read.plain)
    return found + (_within(read, opening, Period(least, OPEN), today) if least else [])


def _within(read: ReadText, opening: Opening, period: Period | None, today: int) -> list[Problem]:
    return (
        _event_findings(read, period or _of_a_scheme(opening.title), today)
        + dated.find(read, period, today)
        + stated_years.find(read, period if period and period.is_stated else None)
        + _half_findings(read, opening.title)
    )
