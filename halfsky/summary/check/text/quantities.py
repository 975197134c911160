"""Numbers with their units: from numerals of a text to quantities, ranges and unread numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property

from halfsky.summary.check.text import spoken_money
from halfsky.summary.check.text.intervals import Interval, printed, printed_large, widened
from halfsky.summary.check.text.neighbours import with_neighbours
from halfsky.summary.check.text.numerals import Numeral, numerals, significant_place
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.spoken import carried_on, said
from halfsky.summary.check.text.tables import cell_unit, is_running_number, states_figure, told_unit
from halfsky.summary.check.text.wording import masked, unit_of, unit_pattern


@dataclass(frozen=True)
class Quantity:
    """A number as printed (`value` 1.46, `unit` 万人次) and all it can stand for (`interval`)."""

    start: int
    end: int
    value: Fraction
    unit: str
    kind: str
    scale: int
    approx: str | None
    interval: Interval
    chinese: bool = False

    @cached_property
    def by_habit(self) -> tuple[Interval, Interval]:
        """What it can stand for when all was rounded, and when all was cut off."""
        if self.interval.exact:
            return self.interval, self.interval
        value = self.value * self.scale
        rounded = Interval(self.interval.low, 2 * value - self.interval.low)
        return rounded, Interval(value, self.interval.high)


_GE_BEFORE = lazy(r"(?:超过|超|逾|突破|不少于|不低于|至少|高于|多于)\s?$")
_LE_BEFORE = lazy(r"(?:近(?!年)|将近|接近|不足|不到|不超过|至多|(?<!不)少于|(?<!不)低于|不满)\s?$")
_ABOUT_BEFORE = lazy(r"(?:约|大约|约为|大概|左右约|约有|约占|约合)\s?$")
_VAGUE_BEFORE = lazy(r"(?:几|(?<![人户总次件份个场家期额])数|(?<![恰正刚])好)\s?$")
_ABOUT_AFTER = {"左右", "上下"}
_PERCENT_BEFORE = lazy(r"(百分之|千分之)\s?$")
_FRACTION_BEFORE = lazy(r"([二三四五六七八九十两\d]{1,3}|万)分之\s?$")
_RANGE_JOIN = lazy(r"\s?(?:[-~至到、]|-{2})\s?$")
_HEAD_UNITS = {
    "人数": "人",
    "人次": "人次",
    "户数": "户",
    "家数": "家",
    "户次": "户次",
    "件数": "件",
    "份数": "份",
    "个数": "个",
    "场次": "场次",
    "场数": "场",
    "期数": "期",
    "次数": "次",
    "人次数": "人次",
}
_HEAD_RE = lazy(
    r"(人次数|人数|人次|户数|家数|户次|件数|份数|个数|场次|场数|期数|次数)"
    r"(?:总计|共计|合计|累计|共|总共)?(?:今年|去年|计划|仍|分别|依次)?(?:已|约|逾|近|超过|突破)?"
    r"(?:达到|达|为|是|有|由|从|计|约|超|:|\t)*"
    r"(?:\d[\d,.]*(?:、|和|及|上升到|提高到|增加到|增长到|增至|升至|降至|减少到|下降到)){0,4}\s*$"
)
_PAREN_RE = lazy(r"[(]\s?(?:单位[:]?)?\s?([^()\s\d]{1,5})\s?[)]\s*[:为是]?\s*\t?\s*$")
_YUAN_RE = lazy(r"[¥￥]\s?$|RMB\s?$|人民币\s?$")
_RATE_LEAD_RE = lazy(
    r"(?:占[^,，。;\n\d]{0,14}|占比|比例|比重|[^\d,，。;]率)"
    r"(?:的|约|达到|达|为|是|到|至|均|在)*[ \x00]?\Z"
)


@cache
def _tail_re() -> re.Pattern[str]:
    return re.compile(
        r"[\s\x00]{0,2}(?P<more>余|多|几|来|\+)?[ \x00]?"
        r"(?P<big>千万|百万|万|亿|[千百](?=[元人名份余多件个册场户家]))?[ \x00]?"
        r"(?P<more2>余|多)?"
        rf"[\s\x00]{{0,2}}(?P<unit>{unit_pattern()})?"
        r"[ \x00]?(?P<more3>余|多(?![种项方元次层式样了于出\d]))?"
        r"(?P<after>左右|上下|以上|以下|以内|之多|出头|开外|有余|挂零)?"
    )


def _approx(text: str, number: Numeral, tail: re.Match[str], start: int) -> str | None:
    lead = text[max(0, start - 6) : start]
    if (
        tail["more"]
        or tail["more2"]
        or tail["more3"]
        or tail["after"] in {"以上", "之多", "出头", "开外", "有余", "挂零"}
    ):
        return "ge" if tail["more"] != "来" else "about"
    if tail["after"] in {"以下", "以内"} or _LE_BEFORE.search(lead):
        return "le"
    if tail["after"] in _ABOUT_AFTER or _ABOUT_BEFORE.search(lead):
        return "about"
    # 上百 is a hundred and more; 线上12期 is twelve.
    if number.bare and re.search(r"[上过成]\s?$", lead):
        return "ge"
    return "ge" if _GE_BEFORE.search(lead) else None


_SHARES = frozenset({"percent", "permille", "tenth"})
# What is cut off lies below the next number, however little.
_NEXT = 10**9


def _open_ended(interval: Interval, place: Fraction, kind: str) -> Interval:
    """70% is no longer 六成多, and 35% is 三成半, not yet 四成."""
    least = interval.low + place / _NEXT if kind == "tenth" else interval.low
    return Interval(least, interval.high - place / _NEXT, interval.value)


def _quantity(
    number: Numeral, start: int, end: int, unit: str, approx: str | None
) -> Quantity | None:
    known = unit_of(unit) if unit else None
    if unit and known is None:
        return None
    scale = known.scale if known else 1
    kind = known.kind if known else "number"
    whole = number.whole and scale == 1 and kind not in {"percent", "tenth", "permille"}
    interval = printed(number.value, number.place, whole)
    if kind in _SHARES:
        interval = _open_ended(interval, number.place, kind)
    if scale > 1:
        interval = printed_large(number.value, number.place)
    wide = widened(interval, number.value, significant_place(number), approx)
    wide = wide.times(scale)
    return Quantity(start, end, number.value, unit, kind, scale, approx, wide, number.chinese)


_SLASH = lazy(r"/(\d{1,2})(?![\d/.年月])")


def _slashed(text: str, number: Numeral) -> Quantity | None:
    """2/3 as a share."""
    found = _SLASH.match(text, number.end)
    if not found or number.value >= int(found[1]):
        return None
    value = number.value / int(found[1])
    around = Interval(value - Fraction(1, 100), value + Fraction(1, 100), value)
    return Quantity(number.start, found.end(), value, "", "fraction", 1, None, around)


def _percent(text: str, number: Numeral) -> Quantity | None:
    """百分之八十, 千分之三, 三分之一; None where the numeral is none of these."""
    lead = text[max(0, number.start - 7) : number.start]
    found = _PERCENT_BEFORE.search(lead)
    if found:
        unit = "%" if found[1] == "百分之" else "‰"
        start = number.start - len(found.group())
        approx = _approx(text, number, _matched_tail(text, number.end), start)
        if number.bare:
            number = replace(number, value=Fraction(100), place=Fraction(1))
        return _quantity(number, start, number.end, unit, approx)
    parts = _FRACTION_BEFORE.search(lead)
    if not parts:
        return None
    below = numerals(parts[1])
    if len(below) != 1 or not below[0].value:
        return None
    value = number.value / below[0].value
    start = number.start - len(parts.group())
    approx = _approx(text, number, _matched_tail(text, number.end), start)
    width = min(Fraction(1, 100), 1 / below[0].value)
    around = Interval(value - width, value + width, value)
    # 三分之一强 is somewhat more, 三分之一弱 somewhat less.
    strength = text[number.end : number.end + 1]
    approx = {"强": "ge", "弱": "le", "多": "ge", "稍": "about"}.get(strength, approx)
    wide = widened(around, value, Fraction(1, 20), approx)
    if approx == "ge" and value >= Fraction(1, 2):
        # 超过三分之二 of those entitled to vote: a quorum, which all may be.
        wide = Interval(wide.low, Fraction(1), value)
    return Quantity(start, number.end, value, "", "fraction", 1, approx, wide, number.chinese)


def _in_table_row(text: str, at: int) -> bool:
    return "\t" in text[text.rfind("\n", 0, at) + 1 : at]


def _matched_tail(text: str, at: int) -> re.Match[str]:
    found = _tail_re().match(text, at)
    if found and "\n" in found.group() and _in_table_row(text, at):
        # A cell ends here: the next line's first character is no unit of this number.
        found = _tail_re().match(text, at, at)
    if found is None:  # pragma: no cover - every group of the pattern is optional
        raise AssertionError(at)
    return found


def _leading_unit(text: str, number: Numeral) -> str:
    lead = text[max(0, number.start - 28) : number.start]
    if _YUAN_RE.search(lead):
        return "元"
    found = _PAREN_RE.search(lead)
    if found and unit_of(found[1]):
        return found[1]
    head = _HEAD_RE.search(lead)
    if head:
        return _HEAD_UNITS[head[1]]
    if _in_table_row(text, number.start) or "|" in lead:
        unit = cell_unit(text, number.start, number.end)
        return unit or _person(text, number, lead)
    return told_unit(text, number.start, number.end) or _person(text, number, lead)


# 女职工:214, 其中在编98: a form that names people, and a number alone.
_PEOPLE_BEFORE = lazy(
    r"(?:总人数|(?:女?(?:教职工|职工|女工|员工|会员|党员)|主任|[应已实]检|参保|孕期|哺乳期)(?:总?数)?)"
    r"[: ]+$|(?:在编|编外|合同制|专职|兼职|先进个人)[: ]*$"
)
_ALONE = lazy(r"(?: *(?:[,，。;、)\n]|\Z)| +[\u4e00-\u9fff])")


def _person(text: str, number: Numeral, lead: str) -> str:
    found = _PEOPLE_BEFORE.search(lead)
    return "人" if found and _ALONE.match(text, number.end) else ""


def _with_tail(text: str, number: Numeral) -> Quantity | None:
    tail = _matched_tail(text, number.end)
    approx = _approx(text, number, tail, number.start)
    if (number.bare and not approx) or (number.chinese and not number.value):
        return None
    if number.chinese and number.value == 1 and not _counts_one(text, number, tail):
        return None
    unit = (tail["big"] or "") + (tail["unit"] or "")
    end = tail.start() + len(tail.group().rstrip(" \x00"))
    if tail["unit"] is None:
        end = tail.end("big") if tail["big"] else number.end
    number, unit, end = carried_on(text, number, unit, end)
    if tail["unit"] is None and not _bare_is_read(text, number, tail):
        unit = _leading_unit(text, number)
        if not unit and not states_figure(text, number.start, number.end):
            return None
        unit = (tail["big"] or "") + unit if "万" not in unit else unit
    made = _quantity(number, number.start, end, unit, approx)
    if made and unit in spoken_money.UNITS and spoken_money.is_money(text, made.start, end):
        return replace(made, kind="money")
    return made


_DOING = lazy(
    r"(?:举办|开展|召开|组织|举行|进行|慰问|推荐|新建|建立|建成|成立|获|获得|荣获|表彰|评选|培养|各|发放|完成|创建|主任|委员|奖"
    r"|救助|资助|帮扶|安置|调解|受理|选派|增设|新增|聘请|开设|设立|编印|参加|配备|共|有|仅|出版|申报|引进)(?:了|过)?$"
)
_ONE_ENDS = lazy(r"\s*(?:[,，。;、)\n]|$)")


def _counts_one(text: str, number: Numeral, tail: re.Match[str]) -> bool:
    """Whether 一 counts (举办讲座一场, 举办一场讲座) and is no article (一次难忘的经历)."""
    if tail["unit"] is None or tail["big"]:
        return bool(tail["big"])
    if tail["unit"] in {"%", "成", "成半", "倍"} or _PERCENT_BEFORE.search(
        text[max(0, number.start - 4) : number.start]
    ):
        return True
    before = text[max(0, number.start - 5) : number.start]
    if before[-1:] in "第每同这那某任另是为":
        return False
    if _ONE_ENDS.match(text, tail.end()):
        return "\u4e00" <= before[-1:] <= "\u9fff"
    return tail["unit"] not in {"个", "项", "条", "类"} and bool(_DOING.search(before))


def _bare_is_read(text: str, number: Numeral, tail: re.Match[str]) -> bool:
    """Whether a number without a unit after it still states a figure (30万; 占职工总数68)."""
    if tail["big"] in {"万", "亿"} and not number.bare:
        return not _leading_unit(text, number)
    lead = text[max(0, number.start - 18) : number.start]
    return bool(_RATE_LEAD_RE.search(lead)) and not number.chinese


def _said(text: str, number: Numeral) -> Quantity | None:
    """3万2, 2万6左右: what is said without its last place."""
    found = said(text, number)
    if found is None:
        return None
    whole, unit = found
    approx = _approx(text, whole, _matched_tail(text, whole.end), whole.start)
    return _quantity(whole, whole.start, whole.end, unit, approx)


def read_quantities(text: str) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Quantities of a normalised text, and the spans of Arabic numbers that were not read."""
    cover = masked(text)
    found: list[Quantity] = []
    unread: list[tuple[int, int]] = []
    pending: list[Numeral] = []
    taken = 0
    for number in with_neighbours(text):
        if any(cover[number.start : number.end]) or _glued(text, number):
            pending = []
            continue
        if number.start < taken or _is_vague(text, number):
            continue
        if is_running_number(text, number.start, number.end):
            pending = []
            continue
        if _opens_range(text, number):
            pending.append(number)
            continue
        quantity = _alone(text, number) or _with_tail(text, number)
        if quantity is None:
            _note_unread([*pending, number], unread)
        else:
            found += _ranged(_range_ends(pending, number, quantity), quantity)
            taken = quantity.end
        pending = []
    return found, unread


def _alone(text: str, number: Numeral) -> Quantity | None:
    """What needs no unit: shares, and numbers as they are said."""
    return _percent(text, number) or _slashed(text, number) or _said(text, number)


def _is_vague(text: str, number: Numeral) -> bool:
    """数百, 几十: no number to hold anybody to."""
    return number.chinese and bool(
        _VAGUE_BEFORE.search(text[max(0, number.start - 2) : number.start])
    )


_UNFILLED_AHEAD = lazy(r"[xXｘＸ*_×]+\s?[年月日届]")
_FRACTION_AHEAD = lazy(r"\s?分之")


# 大家AA20元, 购置AED3台: what the letters name is counted.
_COUNTED_IN_LATIN = lazy(r"(?<![A-Za-z])(?:AA|AED|APP|CT|VR|QC|DIY|PPT|GDP|CPR|LED)$")


def _glued(text: str, number: Numeral) -> bool:
    """A digit of a word in Latin letters, or the lower half of 三分之一."""
    before = text[number.start - 1 : number.start]
    lettered = before.isascii() and before.isalpha()
    return (lettered and not _COUNTED_IN_LATIN.search(text[: number.start][-4:])) or bool(
        _FRACTION_AHEAD.match(text, number.end) or _UNFILLED_AHEAD.match(text, number.end)
    )


def _note_unread(numbers: list[Numeral], unread: list[tuple[int, int]]) -> None:
    unread += [(number.start, number.end) for number in numbers if not number.chinese]


_RANGE_AHEAD = lazy(
    r"[^\S\t]?%?[^\S\t]?(?:[-~至到]|、(?=[一二三四五六七八九]{1,2}[十百千万]))"
    r"[^\S\t]?(?=[\d一二三四五六七八九十百千两])"
)


def _opens_range(text: str, number: Numeral) -> bool:
    if number.chinese and text[number.end : number.end + 1] in tuple("二三四五六七八九"):
        return True
    return bool(_RANGE_AHEAD.match(text, number.end))


def _range_ends(pending: list[Numeral], last: Numeral, whole: Quantity) -> list[Quantity]:
    """The lower end of a range, in the unit of its upper end."""
    ends = []
    for number in pending[-1:]:
        value = number.value
        if number.chinese and number.value < 10 <= last.value and last.chinese:
            value *= significant_place(last)
        low = replace(number, value=value)
        made = _quantity(low, number.start, number.end, whole.unit, "ge")
        if made:
            ends.append(made)
    return ends


def _ranged(ends: list[Quantity], last: Quantity) -> list[Quantity]:
    """Both ends of a range stand for anything between them."""
    if not ends or ends[0].interval.low > last.interval.high:
        return [*ends, last]
    whole = Interval(ends[0].interval.low, last.interval.high)
    return [replace(end, interval=whole) for end in (*ends, last)]
