"""An end by the clock before the beginning: 14时30分开始,至13时50分结束."""

from __future__ import annotations

import re

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_HALF = r"(?:次日|翌日|第二天)?(?:清晨|早晨|早上?|上午|中午|下午|晚上?|傍晚|夜里|夜间|凌晨)?"
_HOUR = r"(?<![\d.])(?:\d{1,2}|[一二三四五六七八九]|二?十[一二三四]?)"


def _time(name: str) -> str:
    return (
        rf"(?P<half{name}>{_HALF})(?P<hour{name}>{_HOUR})"
        rf"(?:[时点](?!间|位|赞|建|多|余|[一二三四五六七八九十]个)钟?(?:(?P<minute{name}>\d{{1,2}})分?|(?P<part{name}>半|[一三]刻)|整)?"
        rf"|:(?P<digits{name}>[0-5]\d)(?!\d))"
    )


_SPAN = guarded(
    rf"{_time('1')}(?:[-~至到]{{1,2}}"
    rf"|(?P<words>[^。;\n\d]{{0,16}}?(?:开[始讲课场幕会赛机工门]|开始[^。;,，\n\d]{{1,8}}|开放|启动|上班|出发)[^。;\n\d]{{0,16}}?))"
    rf"{_time('2')}(?P<behind>[^。;,，\n]{{0,10}})"
)
_ENDS = lazy(
    r"结束|散会|结[课业]|散场|闭[幕会馆]|收[工场]|下班|返回|关门|离场|止|停|完|为止|落幕|收官"
)
_NEXT_DAY = lazy(r"次日|翌日|第二天|日|改|提前|原|由|调|分别|每")
_MORNING, _AFTERNOON = lazy(r"早|晨|上午"), lazy(r"下午|晚|傍晚|夜")
_NIGHT = lazy(r"晚|夜|凌晨")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
_NOON, _HALF_DAY, _LONGEST = 12, 720, 570


def _minutes(found: re.Match[str], name: str) -> tuple[int, int, str]:
    """Hour, minutes since midnight, and the half of the day that is named."""
    hour = value(found[f"hour{name}"])
    minute = found[f"minute{name}"] or found[f"digits{name}"]
    half = found[f"half{name}"]
    past = int(minute) if minute else _PARTS.get(found[f"part{name}"], 0)
    later = 12 if hour < _NOON and _AFTERNOON.search(half) else 0
    if (
        name == "2"
        and hour == _NOON
        and _NIGHT.search(found["half1"])
        and _NIGHT.search(half or found["half1"])
    ):
        later = 12  # 晚10:30至12:30: past midnight
    return hour, (hour + later) * 60 + past, half


def _is_back(found: re.Match[str]) -> bool:
    """Whether the end is earlier by any way of telling the time."""
    (hour, first, half), (last_hour, last, other) = _minutes(found, "1"), _minutes(found, "2")
    if last >= first or max(hour, last_hour) > 24:
        return False
    if not other and last_hour < _NOON:
        # 9点到5点, 下午2点到4点: the same half of the day, or the other one.
        return last + _HALF_DAY < first or (
            last + _HALF_DAY - first > _LONGEST and hour < _NOON and not _AFTERNOON.search(half)
        )
    # From evening to morning.
    return not (last < _HALF_DAY <= first and (first >= 17 * 60 or _MORNING.search(other)))


def _problem(read: ReadText, found: re.Match[str]) -> Problem | None:
    words = found["words"] or ""
    if _NEXT_DAY.search(words + found["half2"]) or not _is_back(found):
        return None
    if words and not _ENDS.search(found["behind"]):
        return None
    start, end = found.span()
    end -= len(found["behind"])
    ending = _ENDS.search(found["behind"])
    end += ending.end() if ending else 0
    message = "结束的时刻早于开始的时刻。"
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Ends by the clock that come before their beginnings."""
    found = (_problem(read, span) for span in _SPAN.finditer(read.plain))
    return [problem for problem in found if problem]
