"""Years told twice: founded in one, so many years old in another; a series held every year; ages.

2015年成立,2023年迎来成立十周年; 每年一届,首届办于2020年,2024年办第七届; 2019年至2023年的三年间;
1985年出生 and 今年45岁 in a text of 2023.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.periods import period
from halfsky.summary.check.text.reading import ReadText

_YEAR = r"(?<!\d)(?P<year{0}>(?:19|20)\d\d)年"
_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_FOUNDED = (
    guarded(
        rf"{_YEAR.format(1)}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^,，。;\n\d]{{0,8}}(?:成立"
        rf"|建立|创办|创建|组建|开办|挂牌|建厂|建校|建院|建队|投产|开馆"
        rf"|投用)[^。;\n\d]{{0,30}}?"
        rf"{_YEAR.format(2)}[^。;\n\d]{{0,16}}?(?P<number>{_NUMBER})周年"
    ),
    guarded(
        rf"{_YEAR.format(1)}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^,，。;\n\d]{{0,8}}(?:成立"
        rf"|建立|创办|创建|组建|开办|挂牌|投用)[^。;\n\d]{{0,30}}?"
        rf"(?:到|至|截至){_YEAR.format(2)}[^,，。;\n\d]{{0,6}}?(?:已|运行|走过"
        rf"|坚持)[^,，。;\n\d]{{0,4}}?(?P<number>{_NUMBER})年(?!度)"
    ),
    guarded(
        rf"{_YEAR.format(2)}[^。;\n\d]{{0,16}}?(?:成立|建立|创办|创建|组建|开办|挂牌|建厂"
        rf"|建校|建院|建队|投产)(?P<number>{_NUMBER})周年[^。\n\d]{{0,30}}?"
        rf"{_YEAR.format(1)}(?:\d{{1,2}}月)?[^,，。;\n\d]{{0,6}}(?:成立|建立|创办|创建"
        rf"|组建|开办|挂牌|建厂|建校|建院|建队|投产)"
    ),
)
_FIRST = r"(?:首|第一)届[^,，。;\n\d]{0,10}"
_EVERY_YEAR = guarded(r"每年(?:举办|举行|办)?一[届次]|一年一[届度次]|年年(?:举办|不断|未断)")
_EDITION = guarded(
    rf"{_YEAR.format(1)}[^。;\n\d]{{0,10}}?第(?P<edition>{_NUMBER})届"
    rf"|第(?P<edition2>{_NUMBER})届[^。;\n\d]{{0,10}}?{_YEAR.format(2)}"
)
_INAUGURAL = guarded(
    rf"{_YEAR.format(1)}[^。;\n\d]{{0,10}}?(?:首|第一)届|(?:首"
    rf"|第一)届[^。;\n\d]{{0,10}}?{_YEAR.format(2)}"
)
_BROKEN_OFF = lazy(r"停办|中断|暂停|停了|间断(?<!从未间断)(?<!未间断)|隔年|两年一届|疫情")
_SPAN = guarded(
    rf"(?<!\d)(?P<year1>(?:19|20)\d\d)年?[-~至到]{{1,2}}(?P<year2>(?:19|20)\d\d)年?(?:的"
    rf"|这|,|，)?(?P<number>{_NUMBER})年(?:来|间|里|内|中|期间|时间)"
)
_BORN = guarded(
    r"(?:生于(?P<born>19[4-9]\d|20[01]\d)年|(?P<born2>19[4-9]\d"
    r"|20[01]\d)年(?:\d{1,2}月)?(?:出生|生)(?![产育活于]))"
    r"[^。;\n\d]{0,30}?(?:今年|现年|年仅|年满|时年)?(?P<age>\d\d"
    r"|[二三四五六]十[一二三四五六七八九]?)岁"
)
_JOINED = guarded(
    r"(?P<joined>19[6-9]\d|20[0-2]\d)年(?:\d{1,2}月)?(?:参加工作|入职|进厂|参工|入厂|从教"
    r"|入行|从警|从医|上岗|入党)[^。;\n\d]{0,40}?"
    r"(?P<what>工龄|教龄|警龄|党龄|从[业事教医警][^,，。;\n\d]{0,8}?|参加工作|干了|工作了?"
    r"|坚守[^,，。;\n\d]{0,8}?)(?:已|有|已有|满|达|整整)*"
    r"(?P<number>\d\d?|[二三四]?十[一二三四五六七八九]?|[一二三四五六七八九])(?P<more>多"
    r"|余)?年(?!代|度|[前初底])"
)
_APART = lazy(r"另|父亲|母亲|丈夫|儿子|女儿|孩子|婆婆|徒弟|师傅|和|时")


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _founded(read: ReadText) -> Iterator[Problem]:
    """2015年成立,2023年迎来成立十周年."""
    for pattern in _FOUNDED:
        for found in pattern.finditer(read.plain):
            apart, told = int(found["year2"]) - int(found["year1"]), value(found["number"])
            # 已运行五年 may be counted from the first year to the last.
            loose = not found.group().endswith(
                ("周年", "立", "办", "建", "牌", "厂", "校", "院", "队", "产")
            )
            if told and apart > 0 and told not in {apart, apart + loose}:
                message = f"{found['year1']}年到{found['year2']}年是{apart}周年，文中{told}周年。"
                yield _problem(read, *found.span(), message)


def _editions(read: ReadText) -> Iterator[Problem]:
    """每年一届: from the first to the seventh there are six years."""
    for every in _EVERY_YEAR.finditer(read.plain):
        start = read.plain.rfind("\n", 0, every.start()) + 1
        stop = read.plain.find("\n", every.end())
        bounds = (
            max(start, every.start() - 120),
            min(stop if stop >= 0 else len(read.plain), every.end() + 120),
        )
        first = _INAUGURAL.search(read.plain, *bounds)
        if not first or _BROKEN_OFF.search(read.plain[bounds[0] : bounds[1]]):
            continue
        began = int(first["year1"] or first["year2"])
        for later in _EDITION.finditer(read.plain, *bounds):
            number = value(later["edition"] or later["edition2"])
            year = int(later["year1"] or later["year2"])
            if number > 1 and year - began + 1 != number:
                message = f"首届在{began}年，每年一届，{year}年不会是第{number}届。"
                ends = (first.start(), later.start(), first.end(), later.end())
                yield _problem(read, min(ends), max(ends), message)
                break


def _spans(read: ReadText) -> Iterator[Problem]:
    """2019年至2023年三年间."""
    for found in _SPAN.finditer(read.plain):
        apart, told = (
            int(found["year2"]) - int(found["year1"]),
            value(found["number"].replace("两", "二")),
        )
        if told and apart > 0 and told not in {apart, apart + 1}:
            message = f"{found['year1']}年到{found['year2']}年是{apart + 1}年，文中{told}年。"
            yield _problem(read, *found.span(), message)


def _ages(read: ReadText) -> Iterator[Problem]:
    """1985年出生,今年45岁, and 2010年参加工作,工龄20年, in a text of 2023."""
    spoken = period(read.plain)
    if spoken is None or spoken.first != spoken.last:
        return
    for found in _BORN.finditer(read.plain):
        born, age = int(found["born"] or found["born2"]), value(found["age"])
        if abs(spoken.last - born - age) > 1 and not _APART.search(found.group()):
            message = f"{born}年出生，到{spoken.last}年是{spoken.last - born}岁，文中{age}岁。"
            yield _problem(read, *found.span(), message)
    for found in _JOINED.finditer(read.plain):
        since, told = spoken.last - int(found["joined"]), value(found["number"])
        if told > since + 1 and since >= 0 and not _APART.search(found.group()):
            message = f"{found['joined']}年到{spoken.last}年是{since}年，文中{told}年。"
            yield _problem(read, *found.span(), message)


def find(read: ReadText) -> list[Problem]:
    """Years, ages and editions that do not come out."""
    if "年" not in read.plain:
        return []
    rules = (_founded, _editions, _spans, _ages)
    return [problem for rule in rules for problem in rule(read)]
