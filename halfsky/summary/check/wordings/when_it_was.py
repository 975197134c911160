"""What is said of something that does not fit a text's years, as people say it."""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.periods import OF_ITSELF, OPEN, Period

_TOLD = lazy(r"^(?P<name>.+?)(?:（(?P<when>[^（）]*)）)?$")
_ABOLISHED = lazy(
    r"^(?:\d{4}年，)?(?P<day>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)(?P<deed>废止|取消|撤销|停用)$"
)
# 2018年起并入应急管理部门, 2008年施行, 2018年前: the row itself says what happened.
_HAPPENED = lazy(r"^(?P<when>(?:19|20)\d\d年(?P<on>起?))(?P<deed>[^\d年起前底末].*|由.*|施行.*)$")
_OF_ANOTHER_TEXT = lazy(r"^施行\d{4}年")
_SINCE = lazy(r"^(?:19|20)\d\d年(?:底)?起$")
_IN = lazy(r"^(?:(?:19|20)\d\d[—、至]){0,3}(?:19|20)\d\d年$")
_BEFORE = "召开之前"
_SORTS = {"口号": "提法", "活动": "活动", "政策": "政策", "机构": "机构", "法规": "文件"}


def fact(name: str, kind: str, span: tuple[int, int], note: str, ended: bool) -> str:
    """When it was; `ended` where the text is of a later time, and not of an earlier one."""
    told = _TOLD.match(name)
    bare, when = (told["name"], told["when"] or "") if told else (name, "")
    if kind == "大会":
        return _congress(bare, when, span, ended)
    if bare.endswith("主题") and bare[:4].isdigit():
        return f"这是{bare.removesuffix('主题')}的主题"
    said = bare if "《" in bare else f"“{bare}”"
    if not ended and span[1] < OPEN and (_ABOLISHED.match(when) or _HAPPENED.match(when)):
        # How it ended is nothing to a text of before it began.
        return f"{said}{span[0]}年以后才有"
    behind = f"，{note}" if note else ""
    return _done(said, when, note) or f"{said}{_time(kind, when, span)}{behind}"


def _done(said: str, when: str, note: str) -> str | None:
    """What was done to it or with it: 已于2012年4月28日废止, 2018年起并入应急管理部门."""
    abolished = _ABOLISHED.match(when)
    if abolished:
        behind = f"，{note.removeprefix('已')}" if note else ""
        return f"{said}已于{abolished['day']}{abolished['deed']}{behind}"
    happened = _HAPPENED.match(when)
    if happened is None:
        return None
    behind = f"，{note}" if note else ""
    replaced = "不再适用，" if _OF_ANOTHER_TEXT.match(happened["deed"]) else ""
    return f"{said}{replaced}{happened['when']}{happened['deed']}{behind}"


def _congress(bare: str, when: str, span: tuple[int, int], ended: bool) -> str:
    first, last = span
    if bare.endswith(_BEFORE):
        return f"{bare.removesuffix(_BEFORE)}是{last}年召开的"
    held = _HAPPENED.match(when)
    if held:
        return f"{bare}{when}"
    over = f"，{last}年已召开下一届大会" if ended and last > first else ""
    return f"{bare}是{first}年召开的{over}"


def _time(kind: str, when: str, span: tuple[int, int]) -> str:
    first, last = span
    sort = _SORTS.get(kind, "事")
    if _SINCE.match(when):
        return f"{when.removesuffix('起')}才有"
    if _IN.match(when):
        return f"是{when.replace('—', '至')}的{sort}"
    behind = f"（{when}）" if when else ""
    if last >= OPEN:
        return f"{behind}{first}年以后才有"
    years = f"{first}年" if first == last else f"{first}至{last}年"
    return f"{behind}是{years}的{sort}"


def against(told: str, period: Period) -> str:
    """That sentence, with the years the text is of."""
    if not period.is_stated:
        return f"{told}，与{period.told_by}的{_years(period)}不符。"
    return f"{told}；{OF_ITSELF}写的是{_years(period)}。"


def _years(period: Period) -> str:
    return f"{period}年".replace("（或以后）年", "年（或以后）")


def undated(told: str) -> str:
    """The same of a text that names no year."""
    return f"{told}；{OF_ITSELF}没有写明年份，可能是旧文。"
