"""So many, so much for each, so much in all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from halfsky.summary.check.intervals import total
from halfsky.summary.check.relations import Relation, addable
from halfsky.summary.check.told import Told

_EACH = re.compile(r"每|均|标准|单价|各|一[户人份家个套村班队位名场批台次期只件双顶对桌]|/|×|乘|@")


def products(counts: list[Told]) -> Iterator[Relation]:
    """So many, so much for each, so much in all."""
    for place, each in enumerate(counts):
        if not _EACH.search(each.lead[-14:] + each.after[:4]):
            continue
        pool = [
            other
            for other in counts[max(0, place - 6) : place + 7]
            if other is not each
            and abs(other.at - each.at) <= 6
            and abs(other.sentence - each.sentence) <= 1
            and other.paragraph == each.paragraph
        ]
        for number in pool:
            for whole in pool:
                if number is whole or number.kind == "money" or whole.low < each.low:
                    continue
                if addable(whole, each) or {whole.kind, each.kind} == {"person", "attendance"}:
                    made = number.interval * each.interval
                    yield Relation("product", whole, (number, each), made, whole.interval)


def bills(counts: list[Told]) -> Iterator[Relation]:
    """20名每人3000元、16名每人2000元, 9.2万元 in all; also 9人、12人 each 500元."""
    for place, whole in enumerate(counts):
        around = counts[max(0, place - 12) : place + 13]
        near = [
            one
            for one in around
            if one.paragraph == whole.paragraph and one is not whole and one.value != 1
        ]
        pairs = [
            (number, each)
            for number, each in pairwise(near)
            if each.at - number.at <= 2
            and each.kind == whole.kind
            and number.kind != each.kind
            and _EACH.search(each.lead[-14:] + each.after[:4])
            and each.low <= whole.low
        ]
        for first in range(len(pairs)):
            for last in range(first + 2, min(first + 6, len(pairs)) + 1):
                run = pairs[first:last]
                made = total([number.interval * each.interval for number, each in run])
                parts = tuple(told for pair in run for told in pair)
                if any(part.at > whole.at for part in parts) and parts[0].at < whole.at:
                    continue
                yield Relation("bill", whole, parts, made, whole.interval)
