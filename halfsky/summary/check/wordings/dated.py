"""References whose year can be reckoned: anniversaries, years of a plan, documents with a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text import periods
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.periods import Period
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import load
from halfsky.summary.check.wordings import when_it_was

# A text without a year is doubted only for what ended longer ago than this many years.
LONG_AGO = 5
_Finding = tuple[int, int, int, int, str]
_COUNT = (
    r"[^,，。;\d一二三四五六七八九十百]{0,6}?[“\"]?(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,4})"
    r"(?:周年|年华诞|岁生日|年(?=庆))"
)


@cache
def _anniversaries() -> tuple[tuple[str, re.Pattern[str], int], ...]:
    rows = load("events.toml")["anniversary"]
    return tuple(
        (row["name"], guarded(f"(?:{row['pattern']}){_COUNT}"), row["year"]) for row in rows
    )


def _count(word: str) -> int:
    found = numerals("一百" if word == "百" else word)
    return int(found[0].value) if len(found) == 1 else 0


def _by_anniversary(plain: str) -> Iterator[_Finding]:
    for name, pattern, year in _anniversaries():
        for match in pattern.finditer(plain):
            count = _count(match["count"])
            if count:
                due = year + count
                yield match.start(), match.end(), due - 1, due, f"{name}{count}周年是{due}年"


_STEPS = {
    **dict.fromkeys(("开局", "起步", "第一年", "头一年"), 0),
    "第二年": 1,
    **dict.fromkeys(("中期", "第三年"), 2),
    "第四年": 3,
    **dict.fromkeys(("收官", "收尾", "最后一年", "第五年", "圆满完成"), 4),
}
_STEP = guarded(
    r"[“\"]?(?P<plan>十[一二三四五]?五)[”\"]?(?:规划|计划|时期|发展)*(?:目标任务)?(?:的|进入|实施的?)?(?:关键|攻坚|重要|决战)?(?:之年和)?"
    rf"(?P<step>{'|'.join(_STEPS)})(?:之年|年|起步之年)?(?<!收尾(?=任务|工作|阶段))"
)


# 要紧扣“十二五”收官任务: what is still to be done is no report of the year before.
_STILL_AHEAD = lazy(
    r"(?:紧扣|围绕|瞄准|冲刺|迎接|喜迎|决战|决胜|服务|助力|聚焦|投身|全力做好|确保)\s?$"
)


@cache
def _plans() -> dict[str, int]:
    return {row["name"]: row["from"] for row in load("events.toml")["plan"]}


def _by_plan_step(plain: str) -> Iterator[_Finding]:
    for match in _STEP.finditer(plain):
        step = _STEPS[match["step"]]
        due = _plans()[match["plan"]] + step
        ahead = _STILL_AHEAD.search(plain[max(0, match.start() - 12) : match.start()])
        # The year before prepares a plan's beginning, the year after reports its end.
        yield (
            match.start(),
            match.end(),
            due - (step == 0),
            due + (step == 4 and not ahead),
            f"“{match['plan']}”的{match['step']}是{due}年",
        )


_PLAN = guarded(r"十[一二三四五]五|[“\"]十五[”\"](?=计划|期间|规划)")


_LOOKED_BACK = lazy(r"[”\"]?(?:规划|计划)?(?:期间|时期|末|期末)")
_FOLLOWED = lazy(r"(?:按照|根据|围绕|落实|贯彻|紧扣|实施|对照|推进)[^,，。;\n]{0,4}$")


def _sentence(plain: str, at: int) -> int:
    """Where the sentence at `at` begins: one finding a sentence is enough."""
    return max(plain.rfind(mark, 0, at) for mark in "。;\n")


def _by_plan(plain: str) -> Iterator[_Finding]:
    steps = {match.start("plan") for match in _STEP.finditer(plain)}
    told = {(match["plan"], _sentence(plain, match.start())) for match in _STEP.finditer(plain)}
    for match in _PLAN.finditer(plain):
        named = match.group().strip('“”"')
        if (named, _sentence(plain, match.start())) in told:
            continue
        begun = _plans()[named]
        if match.start() in steps or plain[max(0, match.start() - 1) : match.start()] == "二":
            continue
        if _LOOKED_BACK.match(plain, match.end()) and not _FOLLOWED.search(
            plain[max(0, match.start() - 12) : match.start()]
        ):
            continue
        message = f"“{match.group().strip('“”')}”规划期是{begun}至{begun + 4}年"
        yield match.start(), match.end(), begun - 2, begun + 5, message


_RANGE = r"(?P<first>(?:19|20)\d\d)\s?年?\s?[-~至]{1,2}\s?(?P<last>20\d\d)\s?年?"
_DOCUMENTS = [
    guarded(r"《[^》\n]{2,30}[(]" + _RANGE + r"[)][^》\n]{0,8}》"),
    guarded(r"《[^》\n(]{2,30}》[(]" + _RANGE + r"[)]"),
    guarded(r"《" + _RANGE + r"[^》\n]{2,30}》"),
    guarded(r"(?:纲要|规划|行动计划|实施方案|三年行动|专项行动)[(]" + _RANGE + r"[)]"),
]


def _by_document(plain: str) -> Iterator[_Finding]:
    for pattern in _DOCUMENTS:
        for match in pattern.finditer(plain):
            first, last = int(match["first"]), int(match["last"])
            message = f"“{match.group()}”的期限是{first}至{last}年"
            yield match.start(), match.end(), first - 1, last + 1, message


_BODY = (
    r"(?P<of>(?:中国|全国)?(?:工会|妇女)第?|(?:党的|中国共产党)?第?)"
    r"(?P<count>二十|十[一二三四五六七八九]?)(?:次全国代表大会|大)"
)
_JUST = r"刚刚?(?:胜利|圆满)?(?:闭幕|结束|召开|落幕)的"
_NOW = [
    # What is said of a congress, how many years after it at the earliest and at the latest.
    (guarded(_JUST + _BODY), 0, 1),
    (guarded(r"(?:正在(?:北京)?(?:召开|举行)的|今年(?:胜利)?召开的)" + _BODY), 0, 0),
    (guarded(r"(?:即将(?:胜利)?召开的)" + _BODY), -1, 0),
    (
        guarded(
            r"(?:喜迎|迎接)"
            + _BODY.replace("|(?:党的|中国共产党)?第?", "")
            + r"(?=[^,，。;]{0,3}召开)"
        ),
        -3,
        0,
    ),
    (guarded(r"向" + _BODY + r"献礼"), -2, 0),
    (guarded(r"明年(?:将)?召开的" + _BODY), -1, -1),
    (guarded(_BODY + r"(?:胜利)?召开(?:之年|之际|的重要一年)"), 0, 0),
    (guarded(r"(?:贯彻|落实)" + _BODY + r"精神的?(?:开局|起步|第一|头一?)(?:之)?年"), 0, 1),
]


@cache
def _congress_years() -> dict[tuple[str, str], int]:
    return {(row["of"], row["count"]): row["year"] for row in load("congresses.toml")["held"]}


def _by_congress_now(plain: str) -> Iterator[_Finding]:
    """刚刚闭幕的党的二十大: the year itself, not the five years in which its words are current."""
    for pattern, earliest, latest in _NOW:
        for match in pattern.finditer(plain):
            of = "工会" if "工会" in match["of"] else "妇女" if "妇女" in match["of"] else "党"
            year = _congress_years().get((of, match["count"]))
            local = plain[max(0, match.start("of") - 1) : match.start("of")] in tuple(
                "省市县区州旗矿厂"
            )
            if year and not local:
                message = f"{'党的' if of == '党' else of}{match['count']}大是{year}年召开的"
                yield match.start(), match.end(), year + earliest, year + latest, message


# What is said of a law, how many years after it came into force at the earliest and the latest.
_OF_LAWS = [
    (r"(?:新近?|刚刚?)(?:颁布|出台|公布|施行|实施)(?:施行|实施)?的", -1, 1),
    (r"今年[^,，。;\n]{0,8}起?(?:正式)?(?:施行|实施)的", 0, 0),
    (r"即将[^,，。;\n]{0,8}(?:施行|实施|生效)的", -1, 0),
    (r"明年[^,，。;\n]{0,8}(?:施行|实施|生效)的", -1, -1),
]


@cache
def _laws_now() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    names = "|".join(row["name"] for row in load("laws.toml")["in_force"])
    law = rf"(?:国务院)?[《〈]?(?:中华人民共和国)?(?P<law>{names})(?![规律])"
    return tuple((guarded(said + law), earliest, latest) for said, earliest, latest in _OF_LAWS)


def _by_law_now(plain: str) -> Iterator[_Finding]:
    """新颁布的《女职工劳动保护特别规定》: new in one year only."""
    years = {row["name"]: row["year"] for row in load("laws.toml")["in_force"]}
    for pattern, earliest, latest in _laws_now():
        for match in pattern.finditer(plain):
            year = years[match["law"]]
            message = f"《{match['law']}》是{year}年施行的"
            yield match.start(), match.end(), year + earliest, year + latest, message


_SESSION = guarded(
    r"(?:第)?十(?P<term>[一二三四])届全国(?:人大|人民代表大会|政协)(?:第)?(?P<count>[一二三四五])次会议"
    r"(?!(?:审议|表决)?(?:通过|批准|修订|决定)的?)"
)


def _by_session(plain: str) -> Iterator[_Finding]:
    """十三届全国人大一次会议: the session of one year, spoken of until the next one at most."""
    for match in _SESSION.finditer(plain):
        term, count = ("零一二三四五".index(match[part]) for part in ("term", "count"))
        year = 2003 + 5 * term + count - 1
        yield match.start(), match.end(), year - 1, year + 1, f"{match.group()}是{year}年召开的"


def _reckoned(plain: str) -> Iterator[_Finding]:
    yield from _by_anniversary(plain)
    yield from _by_plan_step(plain)
    yield from _by_plan(plain)
    yield from _by_document(plain)
    yield from _by_congress_now(plain)
    yield from _by_law_now(plain)
    yield from _by_session(plain)


def _dated_after(plain: str, end: int, first: int, last: int) -> bool:
    """为庆祝……110周年,2020年3月……: the year that fits stands right behind."""
    behind = periods.years_of(plain[end : end + 12])
    return bool(behind) and first <= behind[0][0] <= last


_BY_SCHEME = guarded(
    r"(?:按照|根据|落实|围绕|对照|贯彻|完成|执行)[^,，。;《]{0,14}"
    r"《(?P<year>20\d\d)年[^》\n]{0,16}(?:要点|计划|方案|安排|目标|任务书|责任书)》"
)


def _scheme_findings(read: ReadText, period: Period | None) -> list[Problem]:
    """按照《2024年工会工作要点》 in a summary of 2019: what is followed was written before."""
    if period is None or not period.is_stated:
        return []
    found = []
    for match in _BY_SCHEME.finditer(read.plain):
        start, end = match.start("year"), match.end()
        if int(match["year"]) > period.last + 1:
            message = f"本文说的是{period}年，依据的却是{match['year']}年的文件。"
            quote = read.text[start - 1 : end]
            found.append(Problem(quote, start - 1, end, "stale_reference", "wrong", message))
    return found


def mentions(plain: str) -> Iterator[_Finding]:
    """What is told as current and can be of certain years only."""
    for one in _reckoned(plain):
        start, end, first, last, _ = one
        dated_itself = periods.of_its_own_year(
            plain, start, first, last
        ) and not periods.said_to_come(plain, start, end)
        if not dated_itself and not periods.historic(plain, start, end):
            yield one


def find(read: ReadText, period: Period | None, today: int) -> list[Problem]:
    """Reckoned references that do not fit the text's own period."""
    found = _scheme_findings(read, period)
    for start, end, first, last, message in mentions(read.plain):
        if period is None and _dated_after(read.plain, end, first, last):
            continue
        quote = read.text[start:end]
        if period is None and last < today - LONG_AGO:
            message = when_it_was.undated(message)
            found.append(Problem(quote, start, end, "stale_reference", "doubtful", message))
        elif period is not None and not (first <= period.last and period.first <= last):
            message = when_it_was.against(message, period)
            grade: Grade = "wrong" if period.is_stated else "doubtful"
            found.append(Problem(quote, start, end, "stale_reference", grade, message))
    return found
