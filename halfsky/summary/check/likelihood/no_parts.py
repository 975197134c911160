"""Numbers that by their own words are no parts of one sum, nor what came or went.

What a change runs from and to (由94人降为86人) are two states of one thing; the most and the least
at a time (最多时9名, 最少时3名) say nothing of how many there are; 支出11.6万元, 比预算12万元
节余0.4万元 tells a difference; four deeds in a row are no list whose last is the total.
"""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.clues import counted_twice, evidence, picked
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told, between
from halfsky.summary.check.likelihood.overlapping import counts_twice
from halfsky.summary.check.rates.growth import ON_TOP
from halfsky.summary.check.sums.by_each import is_of_some
from halfsky.summary.check.sums.over_subtotals import SUBTOTAL
from halfsky.summary.check.sums.products import OF_EITHER
from halfsky.summary.check.sums.tight_products import is_of_another_sort
from halfsky.summary.check.text.columns import in_row
from halfsky.summary.check.text.intervals import has_subtotal, total
from halfsky.summary.check.text.patterns import lazy

_FROM = lazy(r"[由从][^,，。;\d]{0,8}$")
_TO = lazy(
    r"^[^,，。;\d]{0,6}?(?:[增减升降涨跌落扩缩压提变改][^,，。;\d]{0,4})?[到至为成][^,，。;\d]{0,2}$"
)
_MOST_AT_A_TIME = lazy(
    r"最[多少高低大小][^,，。;\d]{0,4}(?:时|天|日|次|场|晚|月|回|期)[^,，。;\d]{0,6}$|(?:高峰|低谷)[时期][^,，。;\d]{0,6}$"
)
_EXTREME = lazy(r"最[多少高低大小][^,，。;\d]{0,6}$")
_LESS = lazy(r"[比较超少多余剩差增减降升]|节约|节省|结余")
_BESIDE = lazy(r"另有|另外|此外|还有")
_SUMMED = lazy(
    r"共|合|总|累计|全|计|小计|到[会场课]|参[加与赛会]|实|应|有|其中|两|[三四五六七八九]"
)
_TOTAL = lazy(r"[合总共]计[^,，。;、\d]{0,6}$")
_DEED = lazy(
    r"^[,，](?:举办|开展|组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|建立|帮扶|培训|资助|救助|调解|调处|体检|参保|保障|互助保障|"
    r"疗养|疗休养|维权|招聘|安置|就业|助学|家访|托管|咨询|义诊|援助|普法|讲座|宣讲)"
)
_SUMS = frozenset({"list", "three"})
_PRODUCTS = frozenset({"product", "timed"})
_ACCOUNTS = frozenset({"four", "flow"})
_FEWEST_DEEDS = 3


def is_no_sum(relation: Relation) -> bool:
    """Whether the words of its numbers say that they do not add up in this way."""
    if relation.sort in _ACCOUNTS:
        return any(_EXTREME.search(one.before) for one in relation.told)
    if relation.sort in _PRODUCTS:
        return _is_no_product(relation)
    if relation.sort == "bill":  # 前6名每人500元: not those counted before it
        return any(picked.OF_A_PLACE.search(part.lead) for part in relation.parts)
    if relation.sort not in _SUMS:
        return False
    return (
        _crosses_columns(relation)
        or has_subtotal([part.interval for part in relation.parts])
        or _adds_subtotal_to_its_item(relation)
        or _passes_over_subtotals(relation)
        or _were_found_among(relation)
        or _may_be_twice(relation)
        or _are_parts_of_another(relation)
        or _go_both_ways(relation)
        or _are_covered(relation)
        or _is_within_a_part(relation)
        or any(ON_TOP.search(part.lead) for part in relation.parts)
        or any(
            _is_state(part, relation) or _MOST_AT_A_TIME.search(part.before)
            for part in relation.parts
        )
        or _is_least_and_most(relation)
        or _is_difference(relation)
        or _is_beside(relation)
        or _are_deeds(relation)
    )


def _adds_subtotal_to_its_item(relation: Relation) -> bool:
    """慰问品15000元,小计46000元: what the 小计 sums up is not added to it."""
    subtotals = [_is_subtotal(part) for part in relation.parts]
    return any(small and not before for before, small in pairwise(subtotals))


def _passes_over_subtotals(relation: Relation) -> bool:
    """慰问金30000元,慰问品15000元,小计45000元;合计65000元: 合计 is of the 小计 between."""
    whole, last = relation.whole, relation.parts[-1]
    if not _TOTAL.search(whole.lead) or whole.at < last.at:
        return False
    return any(_is_subtotal(one) for one in whole.everyone[last.at + 1 : whole.at])


def _is_subtotal(one: Told) -> bool:
    return bool(SUBTOTAL.search(one.lead))


_EXAMINED = lazy(r"复查|检查|筛查|普查|体检|参检|受检|实检|排查|走访|摸底")
_FOUND = lazy(r"确诊|查出|检出|发现|患|阳性|异常|病变|需要?治疗|手术")


def _were_found_among(relation: Relation) -> bool:
    """复查118人,确诊病变5人: those found are among those looked at."""
    first, *rest = relation.parts
    looked = _EXAMINED.search(first.before[-8:] + first.reading.after[:4])
    return bool(looked) and any(_FOUND.search(part.before) for part in rest)


def _changes_to(one: Told) -> Told | None:
    """What a number changes to, where the words say from what it does."""
    behind = one.everyone[one.at + 1 : one.at + 2]
    if not behind or not _FROM.search(one.before) or behind[0].kind != one.kind:
        return None
    return behind[0] if _TO.search(between(one, behind[0])) else None


def _is_state(part: Told, relation: Relation) -> bool:
    """Whether a part is one end of a change whose other end is not what it is a part of."""
    to = _changes_to(part)
    if to is not None:
        return to is not relation.whole
    ahead = part.everyone[part.at - 1] if part.at else None
    if ahead is None or ahead is relation.whole:
        return False
    return _changes_to(ahead) is part


def _is_least_and_most(relation: Relation) -> bool:
    """Whether the most and the least of something are among the parts."""
    return sum(bool(_EXTREME.search(part.before)) for part in relation.parts) > 1


def _is_difference(relation: Relation) -> bool:
    """Whether one of two parts less the other is the whole, as the words of the smaller tell."""
    if len(relation.parts) != 2:
        return False
    less, more = sorted(relation.parts, key=lambda part: part.middle)
    left = more.interval - less.interval
    return left.meets(relation.stated) and bool(_LESS.search(less.before[-8:]))


def _is_beside(relation: Relation) -> bool:
    """325名…共325名,另有27名: beside what is told twice there are others."""
    if relation.sort != "three":
        return False
    first, last = relation.parts
    return first.value == relation.whole.value and bool(_BESIDE.search(last.lead[-10:]))


def _are_deeds(relation: Relation) -> bool:
    """签约213人,培训272人,体检420人,参保1005人: each deed has its own number."""
    *parts, last = relation.told
    if last is not relation.whole or len(parts) < _FEWEST_DEEDS or _SUMMED.search(last.before):
        return False
    deeds = [_DEED.search(one.lead) for one in (*parts[1:], last)]
    names = {found.group() for found in deeds if found}
    return all(deeds) and len(names) == len(deeds)


def _may_be_twice(relation: Relation) -> bool:
    """Whether parts that make too much have some in common, and nobody says how many."""
    first, last = relation.told[0].reading, relation.told[-1].reading
    plain = relation.whole.read.plain
    more = relation.computed.low > relation.stated.high
    told_how_many = counts_twice(relation)
    return more and not told_how_many and counted_twice.is_said_of(plain, first.start, last.end)


_NEAR_SENTENCES, _NEAR_NUMBERS, _LEAST = 2, 10, 20


def _beside(relation: Relation) -> list[Told]:
    """The numbers of the like near those of a relation."""
    first, last = relation.told[0], relation.told[-1]
    near = first.everyone[max(0, first.at - _NEAR_NUMBERS) : last.at + _NEAR_NUMBERS]
    return [
        one
        for one in near
        if one not in relation.told
        and addable(one, relation.whole)
        and min(abs(one.sentence - first.sentence), abs(one.sentence - last.sentence))
        <= _NEAR_SENTENCES
    ]


def _are_parts_of_another(relation: Relation) -> bool:
    """企业48家……好21家,较好16家,一般8家,差3家: whether all of them make a number told near."""
    made = relation.computed + relation.stated
    exact = made.exact and made.low >= _LEAST
    return exact and any(
        one.interval.exact and made.meets(one.interval) for one in _beside(relation)
    )


_FEWER = lazy(r"(?:减少|少|减)了?$")
_MORE = lazy(r"(?:增加|多|增)了?$")
_NET, _FEWEST_MOVES = lazy(r"净|相抵|一[增进多]一[减出少]"), 3


def _go_both_ways(relation: Relation) -> bool:
    """一线少了26人,管理多了5人,技术多了39人,净增18人: what came and went is no list."""
    netted = any(_NET.search(one.before) for one in relation.told)
    if netted and len(relation.parts) < _FEWEST_MOVES:
        return False
    fewer, more = (
        any(words.search(one.before) for one in relation.told) for words in (_FEWER, _MORE)
    )
    return fewer and more


_COVERS = lazy(
    r"^[,，](?:现|已|共|可)?(?:覆盖|涉及|惠及|辐射|遍及|遍布|走进|深入)了?(?:全部|所有)?$"
)


def _are_covered(relation: Relation) -> bool:
    """累计23个,覆盖9个村居和4个园区: where they are is another thing than how many there are."""
    first = relation.parts[0]
    return relation.whole.at < first.at and bool(_COVERS.search(first.lead))


def _is_within_a_part(relation: Relation) -> bool:
    """复查82例(复查后转诊9例): what stands in the brackets behind another part is some of it."""
    return any(
        part.is_aside and "(" in between(one, part) and part.high < one.low
        for one, part in zip(relation.parts, relation.parts[1:], strict=False)
    )


_PER_PERSON = lazy(r"人均|每人")
_PLACES = lazy(
    r"^(?:支局|车间|村|社区|园区|单位|班|站|点|处|所|厂|店|乡|镇|街道|项目|部门|工会|小组|区|县|科室|分公司|公司|企业|学校|医院)"
)
_SO_FAR = lazy(r"累计|至今|全年|连同|总(?:数|共|计|人次)")


# 学费每人200元,工会补贴一半,补贴2.16万元.
_IN_PART = lazy(
    r"一半|半数|减半|半价|对半|各(?:承担|负担|出|付)|[打按][\d一二三四五六七八九]折|[六七八]成"
)


def _is_no_product(relation: Relation) -> bool:
    """人均200元,…12个支局: nobody multiplies what each person gets by the places they are at."""
    number, each = relation.parts[:2]
    if number.lead.endswith("各") or is_of_another_sort(each.reading, relation.whole.reading):
        return True
    if _PER_PERSON.search(each.before[-8:]) and _PLACES.match(number.after):
        return True
    if OF_EITHER.search(each.before) or _is_given_to_the_first(relation):
        return True
    if _IN_PART.search(between(each, relation.whole)):
        return True
    if (
        _is_of_all_listed(relation)
        or _is_of_those_before(relation)
        or picked.ends_a_range(number.reading)
    ):
        return True
    return is_of_some(each.read, each.reading) or _is_on_top(relation)


def _crosses_columns(relation: Relation) -> bool:
    """Numbers of one row of a table, and a total in another: they stand in several columns."""
    plain, whole = relation.whole.read.plain, relation.whole.reading.start
    if not in_row(plain, whole):
        return False
    rows = [plain.count("\n", 0, part.reading.start) for part in relation.parts]
    return len(set(rows)) < len(rows) and plain.count("\n", 0, whole) not in rows


_IN_A_ROW = lazy(r"^\s?(?:、|和|及|以及)[^,，。;\d]{0,8}$")


def _is_of_all_listed(relation: Relation) -> bool:
    """机关2间、支行16间,每间1.5万元,共27万元: all of the row are meant."""
    number, each = relation.parts[:2]
    group = number.read.by_sentence()[number.sentence]
    row = [number.reading]
    for one in reversed(group[: group.index(number.reading)]):
        if not (_IN_A_ROW.match(row[0].lead) and evidence.same_unit(one, number.reading)):
            break
        row.insert(0, one)
        made = total([it.interval for it in row]) * each.interval
        if made.meets(relation.stated):
            return True
    return False


def _is_of_those_before(relation: Relation) -> bool:
    """13人生了,二孩的8人,每人200元,2600元: another number of the sentence makes it."""
    number, each = relation.parts[:2]
    return any(
        one.start < each.reading.start
        and evidence.is_count(one)
        and evidence.same_unit(one, number.reading)
        and (one.interval * each.interval).meets(relation.stated)
        for one in number.read.by_sentence()[number.sentence]
    )


def _is_given_to_the_first(relation: Relation) -> bool:
    """前10名,96人参赛,5000元,每人500元: those who were picked got it, not all who came."""
    each, whole = relation.parts[1].reading, relation.whole.reading
    return picked.explains(relation.whole.read, whole, each, each.interval)


def _is_on_top(relation: Relation) -> bool:
    """4期,每期40人,全年累计360人次;上半年200人次: the total takes in what was there before."""
    return bool(_SO_FAR.search(relation.whole.before)) and any(
        (relation.computed + one.interval).meets(relation.stated) for one in _beside(relation)
    )
