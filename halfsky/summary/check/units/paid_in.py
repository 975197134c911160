"""Money told in anything but money, and people told in land: 慰问金9000户, 听课520平方米."""

from __future__ import annotations

from halfsky.summary.check.clues.evidence import PORTIONS, finding, multiplies, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# What is always a sum, right before the number.
_SUM = lazy(
    r"(?:慰问金|救助金|助学金|奖学金|奖金|捐款|善款|补助金|赔付金?|理赔金?|保费|保险费|讲课费|培训费|体检费|材料费|场租费?"
    r"|餐费|车费|费用|经费|资金|款项|工资|加班费|稿费|学费|津贴)(?:共计|共|合计|达|约|近|了|为|总额|金额|人均)*$"
)
# What is a sum unless somebody gets it: 奖励500公里, but 补助3000人.
_GIVEN = lazy(
    r"(?:补助|补贴|奖励|资助|捐助)(?:共计|共|合计|达|约|近|了|为|总额|金额|每[人户次场家名])*$"
)
# What is told in money alone, if nobody gets it.
_PAID = lazy(
    r"(?:[租奖酬薪佣罚押定赏]金|[工租票定售单总造物]价|造价|价值|工钱|房租|报酬|稿酬|课酬|进账|货款|贷款|借款|[\u4e00-\u9fff](?<![免消浪收缴付自公计话学])费|建设奖|竞赛奖)"
    r"(?:共计|共|合计|达|约|近|了|为|总额|金额)*$"
)
_WHO = {"person", "attendance", "household", "visits", "organisation", "case", "couple"}
# 代缴电费1150次: how often it was paid.
_HOW_OFTEN = {"次", "趟", "回", "批", "场", "节", "课", "班次", "轮"}
_NO_UNIT_OF_MONEY = {*PORTIONS, "money", "point", "fold", "number", "score", "label_count"}
_STOPS = lazy(r"\s*(?:[,，。;、)\n]|$)")
# Sums are round; 慰问金发放42户 tells who got one.
_LEAST, _ROUND, _TENS = 100, 50, 10
# 一餐补贴6元,去年补贴了15300餐: so much was paid for each of them.
_FOR_EACH = lazy(r"(?:每|一)(?:个|份)?(?P<what>[\u4e00-\u9fff]{1,2})[^,，。;\d]{0,8}$")

_DONE_BY_PEOPLE = lazy(
    r"(?:听课|听讲|参训|参加|参赛|参与|受益|惠及|培训|走访|慰问|表彰|帮扶|救助|资助|女职工|职工|会员|人员|学员|选手|骨干|家属|群众"
    r"|调解|咨询|接待|签约|签订|理赔)(?:共计|共|合计|达|约|近|了)*$"
)
_MEASURES = {"平方米", "平米", "㎡", "公里", "千米", "米", "亩", "公顷", "立方米"}
_MEASURES |= {"吨", "公斤", "千克", "斤", "升", "毫升", "克", "度"}


def _before(read: ReadText, reading: Reading) -> str:
    return read.plain[max(reading.sentence.start, reading.start - 16) : reading.start].rstrip()


def is_paid_for(read: ReadText, reading: Reading) -> bool:
    """Whether so much for each of what is counted here makes a sum that is told, too."""
    money = [one for one in read.around(reading, 1, 1) if one.kind == "money"]
    return any(
        multiplies(whole, reading, each)
        for each in money
        if (found := _FOR_EACH.search(each.before)) and found["what"].startswith(reading.claim.unit)
        for whole in money
        if whole.start > reading.start
    )


def _is_round(read: ReadText, reading: Reading) -> bool:
    """Whether the number is as round as a sum; of things told once only, a multiple of ten is."""
    amount = reading.claim.value * reading.quantity.scale
    if amount < _LEAST or amount % _ROUND == 0:
        return amount >= _LEAST
    alike = [one for one in read.around(reading, 0, 0) if one.claim.unit == reading.claim.unit]
    told_once = len(alike) == 1 and reading.kind not in {*_WHO, "hours", "session"}
    return told_once and amount % _TENS == 0


def _is_sum(read: ReadText, reading: Reading) -> bool:
    """Whether a round number in a unit of things stands right behind the name of a sum."""
    if reading.kind in _NO_UNIT_OF_MONEY or not _is_round(read, reading):
        return False
    if not _STOPS.match(read.plain, reading.end) or is_paid_for(read, reading):
        return False
    before = _before(read, reading)
    if reading.kind in _WHO:
        return bool(_SUM.search(before))
    often = reading.kind == "hours" or reading.claim.unit in _HOW_OFTEN
    names = (_SUM, _GIVEN) if often else (_SUM, _GIVEN, _PAID)
    return any(name.search(before) for name in names)


def _is_measured(read: ReadText, reading: Reading) -> bool:
    """Whether what people did is told in land, lengths or weights."""
    unit = reading.claim.unit.lstrip("千百万亿")
    return unit in _MEASURES and bool(_DONE_BY_PEOPLE.search(_before(read, reading)))


def find(read: ReadText) -> list[Problem]:
    """Sums of money and deeds of people in units that neither ever has."""
    found = []
    for reading in read.readings:
        if _is_sum(read, reading):
            why = f"这里说的是钱，{quoted(reading)}的单位可能写错。"
        elif _is_measured(read, reading):
            why = f"这里数的是人和事，{quoted(reading)}的单位可能写错。"
        else:
            continue
        found.append(finding(read, "unit_error", "wrong", [reading], why))
    return found
