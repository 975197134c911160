"""So many items counted up, and more or fewer numbered above: 1.…14.…,以上15项指标纳入考核."""

from __future__ import annotations

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_NUMBER = r"(?:\d{1,2}|[三四五六七八九]|[一二三]?十[一二三四五六七八九]?)"
_ABOVE = guarded(
    rf"(?:以上|上述|前述|上列)(?P<number>{_NUMBER})(?P<unit>大?[项条件点个])"
    r"(?P<kind>具体|重点|主要)?(?:指标|任务|工作|措施|实事|好事|条款|规定|要求|制度|问题|意见|建议"
    r"|内容|事项|举措|目标|标准|纪律)"
)
_ITEM = lazy(r"(?:^|\n)[ \t\u3000]*(?P<number>\d{1,2})[.、．](?!\d)")
_ORDER = "零一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# 以上3项 of five may mean the last three.
_FEWEST, _FEWER, _MORE = 3, 1, 3


def _numbered(text: str) -> int:
    """How far the items of a text are numbered; nought where the numbers begin anew or skip."""
    numbers = [int(found["number"]) for found in _ITEM.finditer(text)]
    return len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0


def _counted_otherwise(text: str, many: int) -> bool:
    """Whether so many are told off in another way: 一是…四是, (1)…(4), ①…④."""
    marks = [f"({many})", f"{many})"]
    if many < len(_ORDER):
        name = _ORDER[many]
        marks += [f"{name}是", f"({name})", f"第{name}", f"其{name}", f"{name}要", f"{name}、"]
        marks.append(_CIRCLED[many - 1])
    return any(mark in text for mark in marks)


def find(read: ReadText) -> list[Problem]:
    """Numbers of items that are not those that were numbered."""
    problems = []
    for found in _ABOVE.finditer(read.plain):
        ahead = read.lined[: found.start()]
        told, items = value(found["number"]), _numbered(ahead)
        if items < _FEWEST or told == items or not -_FEWER <= told - items <= _MORE:
            continue
        if not told or _counted_otherwise(ahead, told):
            continue
        unit = found["unit"].removeprefix("大")
        message = f"前面逐一编号的是{items}{unit}，文中说{told}{unit}，个数对不上。"
        start, end = found.span()
        problem = Problem(read.text[start:end], start, end, "contradiction", "wrong", message)
        problems.append(problem)
    return problems
