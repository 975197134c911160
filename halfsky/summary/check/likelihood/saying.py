"""One Chinese sentence, with the arithmetic, for a relation that does not hold."""

from __future__ import annotations

from halfsky.summary.check.clues.calculated import equals_amount, equals_percent, equals_sum
from halfsky.summary.check.clues.evidence import ABOVE_ALL, bare, is_above_all, quoted
from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.text.reading import Reading


def _made(relation: Relation) -> str:
    """What the numbers make, in the unit of the stated one."""
    return equals_amount(relation.computed, relation.whole.reading)


def _sum(relation: Relation) -> str:
    shown = "＋".join(quoted(part.reading) for part in relation.parts)
    made = equals_sum([part.reading for part in relation.parts], relation.whole.reading)
    return f"{shown}{made}"


def _balance(relation: Relation) -> str:
    opening, came, went = (quoted(part.reading) for part in relation.parts)
    return f"{opening}＋{came}－{went}{_made(relation)}"


def _flow(relation: Relation) -> str:
    opening, *moved = relation.parts
    signed = "".join(("－" if one.is_any("down") else "＋") + quoted(one.reading) for one in moved)
    return f"{quoted(opening.reading)}{signed}{_made(relation)}"


def _split(relation: Relation) -> str:
    part, other = (quoted(told.reading) for told in relation.parts)
    return f"{part}÷（{part}＋{other}）{equals_percent(relation.computed)}"


def _joined(relation: Relation) -> str:
    one, other, whole = (quoted(told.reading) for told in relation.parts)
    return f"（{one}＋{other}）÷{whole}{equals_percent(relation.computed)}"


def _lacking(relation: Relation) -> str:
    part, whole = (quoted(told.reading) for told in relation.parts)
    return f"100%－{part}÷{whole}{equals_percent(relation.computed)}"


def _changed(relation: Relation) -> str:
    now, change = relation.parts
    sign = "－" if change.is_any("up") else "＋"
    one, other = quoted(now.reading), quoted(change.reading)
    return f"{other}÷（{one}{sign}{other}）{equals_percent(relation.computed)}"


def _bill(relation: Relation) -> str:
    quotes = [quoted(told.reading) for told in relation.parts]
    lines = "＋".join(f"{n}×{each}" for n, each in zip(quotes[::2], quotes[1::2], strict=True))
    return f"{lines}{_made(relation)}"


def _quotient(relation: Relation) -> str:
    part, whole = (quoted(told.reading) for told in relation.parts)
    return f"{part}÷{whole}{equals_percent(relation.computed)}"


def _growth(relation: Relation) -> str:
    now, last = relation.parts
    large, small = (now, last) if now.value >= last.value else (last, now)
    gap = f"（{quoted(large.reading)}－{quoted(small.reading)}）"
    return f"{gap}÷{quoted(last.reading)}{equals_percent(relation.computed)}"


def _product(relation: Relation) -> str:
    number, each = (told.reading for told in relation.parts)
    # 13个市, 每市52个: the cities are no part of what they have.
    alike = number.claim.unit == each.claim.unit != "" and number.quantity.scale == 1
    shown = bare(number) if alike else quoted(number)
    return f"{shown}×{quoted(each)}{_made(relation)}"


def _timed(relation: Relation) -> str:
    number, each = relation.parts
    times = round(float(relation.computed.low / (number.interval.low * each.interval.low)))
    return f"{quoted(number.reading)}×{quoted(each.reading)}×{times}{_made(relation)}"


_ARITHMETIC = {
    "list": _sum,
    "three": _sum,
    "four": _balance,
    "flow": _flow,
    "rate": _quotient,
    "split": _split,
    "joined": _joined,
    "lacking": _lacking,
    "changed": _changed,
    "added": _quotient,
    "growth": _growth,
    "product": _product,
    "timed": _timed,
    "bill": _bill,
}


def sentence(relation: Relation) -> str:
    """What does not agree, with the numbers as the text prints them."""
    stated = quoted(relation.whole.reading)
    if relation.sort == "same":
        return f"同一件事前文是{quoted(relation.parts[0].reading)}，这里是{stated}。"
    if relation.sort == "undone":
        return f"前文说全部做到了，这里却还有{stated}没有做到。"
    if relation.sort == "excess":
        return f"{quoted(relation.parts[0].reading)}之中的{stated}比总数还多。"
    above = relation.sort == "rate" and is_above_all(relation.computed, relation.whole.reading)
    told = f"{ABOVE_ALL}，文中" if above else "文中"
    return f"{_ARITHMETIC[relation.sort](relation)}，{told}{stated}，对不上。"


def amounts(relation: Relation) -> list[Reading]:
    """The numbers in the order of the text."""
    return [told.reading for told in relation.told]
