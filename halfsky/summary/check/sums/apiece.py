"""So many with so many apiece, and all of them: 18个科室各推荐3名选手,共56名."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.picked import OF_A_PLACE
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(
    r"(?:各(?!类|种|项|级|地|单|基)[^,，。;\d]{0,6}|每(?:一|个|名|位)?[\u4e00-\u9fff]{1,6}?)$"
)
# 集团本部及所属4家公司各签1份: the four are not all.
_AND = lazy(r"本部|及|和(?!谐)")
_TOTAL = lazy(
    r"共|合计|总计|总共|一共|计(?!划)|总数|全部|发放|支出|投入|金额|总额|收托|参赛|选手|上场|参加"
)
_ELSE = lazy(
    r"其中|另|还|加上|以及|去年|上年|同期|比|较|不少于|至少|不超过|以上|左右|最|名额|限|至多|要求|月|天"
    r"|年|周|不等|一半|自付|连同|先后|累计|结业|合格|获"
)


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    number, each, whole = group[at - 2 : at + 1]
    if not _may_multiply(number, each, whole):
        return None
    made = number.interval * each.interval
    if evidence.multiplies(whole, number, each) or _explained(read, number, each, whole):
        return None
    if not (made.low * 4 <= whole.interval.high * 5 and whole.interval.low * 4 <= made.high * 5):
        return None
    shape = f"{quoted(number)}×{quoted(each)}{calculated.equals_amount(made, whole)}"
    message = f"{shape}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [number, each, whole], message)


def _may_multiply(number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether the words make the three a number of things, what each has, and all of it."""
    told = (number, each, whole)
    if not (_EACH.search(each.lead) and _TOTAL.search(whole.lead)):
        return False
    if any(one.claim.approx or not evidence.is_count(one) for one in told):
        return False
    people = {each.kind, whole.kind} <= {"person", "attendance"}
    if not (evidence.same_unit(each, whole) or people) or evidence.same_unit(number, each):
        return False
    if number.kind == "money" or number.claim.value < 2 or _AND.search(number.lead[-10:]):
        return False
    modes = {one.claim.mode for one in told}
    return len(modes) == 1 and not _ELSE.search(each.lead + each.tail + whole.lead)


def _explained(read: ReadText, number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether another number of things makes the whole, or the product is told elsewhere."""
    made = number.interval * each.interval
    near = [one for one in read.around(whole, 2, 1) if one not in (number, each, whole)]
    counts = [one for one in near if evidence.is_count(one)]
    if _is_of_both(number, each, whole, counts):
        return True
    return any(
        evidence.multiplies(whole, one, each)
        or (evidence.same_unit(one, whole) and made.meets(one.interval))
        or (evidence.same_unit(one, whole) and (made + one.interval).meets(whole.interval))
        for one in counts
    )


def _is_of_both(number: Reading, each: Reading, whole: Reading, counts: list[Reading]) -> bool:
    """机关2间、支行16间,每间投入1.5万元: whether those listed before it are meant as well."""
    return number.lead.startswith("、") and any(
        ((one.interval + number.interval) * each.interval).meets(whole.interval)
        for one in counts
        if one.start < number.start and evidence.same_unit(one, number)
    )


# 一等奖4件各3000元: the number stands right ahead. 一等4名、二等8名,标准一等1000元: by name.
_NAME = lazy(r"(?P<name>[\u4e00-\u9fff]{2})(?:奖)?(?:[:为是]|[各每][\u4e00-\u9fff]{0,4})?$")
_ANY_EACH = lazy(r"各|每|标准|人均|单价")
_BILL_TOTAL = lazy(r"共|合计|总计|总额|总金额|总数|计$")
_OTHER_BILL = lazy(r"其中|另|去年|上年|月|年(?!度)|季|不等|以上|左右")


def _pairs(numbers: list[Reading], eaches: list[Reading]) -> list[tuple[Reading, Reading]]:
    """The number right ahead of each amount, or the one of its name."""
    pairs = []
    crossed = not any(eaches[0].start < one.start < eaches[-1].start for one in numbers)
    for each in eaches:
        own = [one for one in numbers if one.start < each.start]
        if not own:
            return []
        name = _NAME.search(each.lead)
        named = [one for one in own if name and name["name"] in one.lead[-8:]]
        if crossed and len(named) != 1:
            return []
        pairs.append((named[0] if crossed else own[-1], each))
    return pairs


def _eaches(money: list[Reading]) -> list[Reading]:
    """The last amounts that are for one each: 标准一等1000元、二等600元."""
    run: list[Reading] = []
    for one in reversed(money):
        each = _ANY_EACH.search(one.lead)
        if not each and one.lead[:1] != "、":
            break
        run.insert(0, one)
    while run and not _ANY_EACH.search(run[0].lead):
        del run[0]
    return run


def _check_bill(read: ReadText, counted: list[Reading], at: int) -> Problem | None:
    """一等奖4件各3000元、二等奖8件各2000元、三等奖16件各1000元,奖金总额4.6万元."""
    whole = counted[at]
    if whole.kind != "money" or not _BILL_TOTAL.search(whole.lead[-10:]):
        return None
    near = [
        one
        for one in counted[max(0, at - 12) : at]
        if whole.sentence.index - one.sentence.index <= 1
        and one.sentence.paragraph == whole.sentence.paragraph
    ]
    money = [one for one in near if one.kind == "money"]
    eaches = _eaches(money)
    if len(eaches) < 2 or any(OF_A_PLACE.search(one.lead) for one in money):
        return None
    numbers = [one for one in near if one.kind != "money"]
    pairs = _pairs(numbers, eaches)
    if len({number.start for number, _ in pairs}) < len(eaches):
        return None
    words = read.plain[pairs[0][0].start : whole.start]
    if _OTHER_BILL.search(words) or len({number.kind for number, _ in pairs}) > 1:
        return None
    return _billed(read, pairs, whole, money)


_OF_ONE = lazy(r"(?:^|[奖给各]|1[名个人篇件项])[奖给发]?$")


def _billed(
    read: ReadText, pairs: list[tuple[Reading, Reading]], whole: Reading, money: list[Reading]
) -> Problem | None:
    lines = [number.interval * each.interval for number, each in pairs]
    made = total(lines)
    first = [one for one in money if one.start < pairs[0][0].start and _OF_ONE.search(one.before)]
    # 一等1名800元,二等2名各500元: what one alone got stands before those of several.
    if any(
        total([made, *(one.interval for one in first[at:])]).meets(whole.interval)
        for at in range(len(first))
    ):
        return None
    # 96人每人800元;3150人每人160元,共50.4万元: the last line may have a sum of its own.
    if any(total(lines[at:]).meets(whole.interval) for at in range(len(lines))):
        return None
    if not evidence.slipped(made, whole.interval, 1.5):
        return None
    shape = "＋".join(f"{quoted(number)}×{quoted(each)}" for number, each in pairs)
    message = f"{shape}{calculated.equals_amount(made, whole)}，文中{quoted(whole)}，对不上。"
    involved = sorted([whole, *(one for pair in pairs for one in pair)], key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Products of so many apiece, and bills of several, that do not come out."""
    found = [
        _check(read, group, at)
        for group in read.by_sentence().values()
        for at in range(2, len(group))
    ]
    counted = [one for group in read.by_sentence().values() for one in group]
    counted = [one for one in counted if evidence.is_count(one)]
    found += [_check_bill(read, counted, at) for at in range(4, len(counted))]
    return [problem for problem in found if problem]
