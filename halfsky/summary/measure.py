"""Widths of Chinese text in full-width characters, and the even breaking of long titles."""

import math
import re
import unicodedata
from itertools import combinations, pairwise

# 156 mm of type area hold 20 characters of size 2 (22 pt), GB/T 9704-2012, 5.2.2 and 7.3.1.
TITLE_WIDTH = 20

STRONG_BREAK = re.compile(r"(?<=委员会)|(?<=工会)(?!委|会)|(?<=联合会)|(?<!\d)(?=\d{4}年)")
WEAK_BREAK = re.compile(r"(?<=关于)|(?<=[的和暨、])|(?=工作总结)|(?=工作报告)|(?<=[》）])")
NO_BREAK = re.compile(
    r"(?<=[\dA-Za-z])(?=[\dA-Za-z年月日%])|(?=[、，。；：！？》）”’〕])|(?<=[《（“‘〔])"
)


def ems(text: str) -> float:
    """Width in full-width characters; a Western letter or digit takes half of one.

    Characters of ambiguous width (“ — ·) are full-width, as Chinese fonts draw them.
    """
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str, width: float = TITLE_WIDTH) -> tuple[str, ...]:
    """Break a long title so that words stay whole and the lines form a trapezium or lozenge."""
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    count = math.ceil(ems(title) / width)
    if count <= 1 or count > 4:
        return (title,)
    costs = _break_costs(title)
    best = min(
        combinations(sorted(costs), count - 1),
        key=lambda places: _cost(title, places, costs, width),
        default=(),
    )
    return _cut(title, best)


def _break_costs(title: str) -> dict[int, float]:
    forbidden = {match.start() for match in NO_BREAK.finditer(title)}
    costs = {place: 8.0 for place in range(2, len(title) - 1) if place not in forbidden}
    for pattern, cost in ((WEAK_BREAK, 2.0), (STRONG_BREAK, 0.0)):
        for match in pattern.finditer(title):
            if match.start() in costs:
                costs[match.start()] = cost
    return costs


def _cut(title: str, places: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(title[start:end] for start, end in pairwise((0, *places, len(title))))


def _cost(title: str, places: tuple[int, ...], costs: dict[int, float], width: float) -> float:
    """How bad a way of breaking is: torn words, overlong lines, uneven or hourglass shape."""
    widths = [ems(line) for line in _cut(title, places)]
    torn = sum(costs[place] for place in places)
    overlong = 100 * sum(line > width for line in widths)
    # 7.3.1 allows a trapezium or a lozenge: a line shorter than both neighbours makes an hourglass.
    hourglass = 20 * sum(
        before > line < after for (before, line), (_, after) in pairwise(pairwise(widths))
    )
    return torn + overlong + hourglass + max(widths) - min(widths)
