"""Terms that their bounds do not make: 2021年换届,任期五年,2024年届满.

So of a rhythm (三月启动、七月收官,每月一场,共8场), and years of service
that begin in childhood: 现年42岁,工龄30年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_YEAR = r"(?<!\d)(?P<year{0}>(?:19|20)\d\d)年(?:(?P<month{0}>\d{{1,2}})月(?:\d{{1,2}}日)?)?"
_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九]?十?[一二两三四五六七八九]|[一二三四五]?十)"
_YEARS = (
    r"(?:任期|聘期|有效期|合同期限?|服务期|期限|协议期)[^,，。;\n\d一二三四五六七八九]{0,4}"
    rf"(?P<term>{_NUMBER})年(?!度)"
)
_END = r"(?:任期)?(?:届满|期满|任满|到期|满期|终止)"
_TERM = (
    guarded(
        rf"{_YEAR.format(1)}[^。;\n\d]{{0,24}}{_YEARS}[^。;\n\d]{{0,16}}{_YEAR.format(2)}"
        rf"[^,，。;\n\d]{{0,6}}{_END}"
    ),
    guarded(
        rf"{_YEARS}[^。;\n\d]{{0,12}}{_YEAR.format(1)}(?:起|生效)?[-~至到]{{1,2}}{_YEAR.format(2)}"
    ),
    guarded(
        rf"{_YEAR.format(1)}(?:起|生效)?[-~至到]{{1,2}}{_YEAR.format(2)}(?:止)?"
        rf"[^。;\n\d]{{0,10}}{_YEARS}"
    ),
)
_PROLONGED = lazy(r"延[期长]|提前|续[签任聘期]|连任|顺延|两届|修订|改为|届中")
_MONTH = r"(?<![\d第年])(?P<month{}>\d{{1,2}}|[一二三四五六七八九]|十[一二]?)月份?"
_FROM_TO = (
    _MONTH.format(1) + r"(?:启动|开始|起步|开[\u4e00-\u9fff]|起)?[^。;\n\d月]{0,6}?"
    r"(?:[-~至到、,，]{1,2})到?" + _MONTH.format(2)
)
_KINDS = r"(?P<kind>[场期次讲课堂届批轮])"
_MONTHLY = guarded(
    rf"{_FROM_TO}(?P<close>[^。;\n\d]{{0,10}}?)[,，]?每月(?P<each>[一二两三1234]){_KINDS}"
    rf"(?P<words>[^。;\n\d]{{0,24}}?)"
    rf"共[^,，。;\n\d]{{0,4}}?(?P<all>{_NUMBER})(?P=kind)"
)
_YEARLY = guarded(
    rf"每月(?:举办|开展|安排|组织)?(?P<each>[一二两三1234]){_KINDS}(?P<words>"
    rf"[^。;\n\d]{{0,8}}?)[,，]"
    r"(?:今年|本年|去年)?(?:全年|一年(?:来|下来|里)?|12个月)[^,，。;\n\d]{0,6}?"
    r"(?P<all>\d{1,3})(?P=kind)"
)
_LASTING = guarded(
    rf"{_FROM_TO}(?P<close>[^。;\n\d月]{{0,12}}?)[,，]?(?:共?历时|为期|前后|持续|学制"
    rf"|培训期)(?P<all>{_NUMBER})个月"
)
_NOT_ALL = lazy(
    r"至少|不少于|平均|每人|每班|每个|各|(?<!没有)(?<![无未])加[场办开期]|暂停|停[办课了]"
    r"|除|另|寒暑?假|原则|大约|约|次年|翌年|去年"
)
_CLOSES = lazy(r"收官|结束|收尾|止|底|闭幕|落幕|结[业课营]|完成|间|期间|份|^$")
_AGED = guarded(
    r"(?P<age>\d\d|[二三四五六]十[一二三四五六七八九]?)岁(?P<between>[^。;\n\d岁]{0,24}?)"
    r"(?P<what>工龄|教龄|警龄|护龄|从[业事教医警][^,，。;\n\d岁]{0,8}?|党龄|参加工作|入党"
    r"|干了|工作了?)(?:已|有|已有|满|达|整整)*"
    r"(?P<years>\d\d|[二三四]?十[一二三四五六七八九]?)年(?!代|度|[前初底])"
)
_OF_MANY = lazy(r"平均|以下|以上|人均|分别|最|[、]|另|以来|和|母亲|父亲|丈夫|婆婆|女儿|儿子|孩子")
_CHILD, _YOUTH = 14, 18


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _of_office(read: ReadText) -> Iterator[Problem]:
    """任期五年 between two years that are fewer or more apart."""
    for pattern in _TERM:
        for found in pattern.finditer(read.plain):
            years, apart = value(found["term"]), int(found["year2"]) - int(found["year1"])
            if not years or _PROLONGED.search(found.group()):
                continue
            if years not in _years_between(found, apart):
                message = (
                    f"说的是{years}年，从{found['year1']}年到{found['year2']}年却是{apart}年。"
                )
                yield _problem(read, *found.span(), message)


def _years_between(found: re.Match[str], apart: int) -> set[int]:
    """How many years it may be: from January to December one more than the years are apart."""
    if not (found["month1"] and found["month2"]):
        return {apart, apart + 1}
    months = apart * 12 + int(found["month2"]) - int(found["month1"])
    exact = {(months + more) // 12 for more in (0, 1) if (months + more) % 12 <= 1}
    return exact or {months // 12, months // 12 + 1}


def _rhythm(read: ReadText) -> Iterator[Problem]:
    """每月一场 from March to July, eight in all."""
    for found in _MONTHLY.finditer(read.plain):
        months = value(found["month2"]) - value(found["month1"]) + 1
        made, told = months * value(found["each"]), value(found["all"])
        if _NOT_ALL.search(found.group()) or months < 2 or abs(made - told) <= value(found["each"]):
            continue
        start, end = found.span()
        yield _problem(
            read, start, end, f"{months}个月，每月{found['each']}{found['kind']}，不会共{told}。"
        )


def _whole_year(read: ReadText) -> Iterator[Problem]:
    """每月一期, fourteen in the year."""
    for found in _YEARLY.finditer(read.plain):
        made, told = 12 * value(found["each"]), int(found["all"])
        ahead = read.plain[max(0, found.start() - 12) : found.start()]
        if _NOT_ALL.search(ahead + found.group()):
            continue
        steady = re.search(r"从[不未]|无一间断|没有间断|月月", found["words"])
        if told > made or (steady and told < made):
            message = f"每月{found['each']}{found['kind']}，全年不会是{told}{found['kind']}。"
            yield _problem(read, *found.span(), message)


def _lasting(read: ReadText) -> Iterator[Problem]:
    """从四月到九月,历时八个月."""
    for found in _LASTING.finditer(read.plain):
        apart = value(found["month2"]) - value(found["month1"])
        told = value(found["all"])
        if apart < 1 or _NOT_ALL.search(found.group()) or not _CLOSES.search(found["close"]):
            continue
        if told not in {apart, apart + 1}:
            message = f"从{found['month1']}月到{found['month2']}月不会是{told}个月。"
            yield _problem(read, *found.span(), message)


def _of_service(read: ReadText) -> Iterator[Problem]:
    """现年42岁,工龄30年: at work as a child of twelve."""
    for found in _AGED.finditer(read.plain):
        age, years = value(found["age"]), value(found["years"])
        ahead = read.plain[max(0, found.start() - 10) : found.start()]
        if _OF_MANY.search(re.split("[,，。;]", ahead)[-1] + found["between"]):
            continue
        least = _YOUTH if "党" in found["what"] else _CHILD
        if 0 < age - years < least:
            message = f"{age}岁，{found['what']}{years}年，开始时只有{age - years}岁。"
            yield _problem(read, *found.span(), message)


def find(read: ReadText) -> list[Problem]:
    """Terms, rhythms and years of service that do not come out."""
    if "年" not in read.plain and "月" not in read.plain:
        return []
    rules = (_of_office, _rhythm, _whole_year, _lasting, _of_service)
    return [problem for rule in rules for problem in rule(read)]
