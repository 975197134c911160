"""Money where something else must stand (到场86元), and sums too small or too large by 万."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PEOPLE_AHEAD = lazy(
    r"(?:(?:到场|到会|出席|参训|报到|受检|[查检]出异常|确诊|患病)(?:者|人数|人员)?|上岗|到岗|在岗|值守"
    r"|(?:到会|出席|参训|报到|受检)(?:女?职工|女工|女?干部|女工干部|女?学员|女?会员|女?教师))(?:共|有|约|计)?\s*$"
    r"|(?:参加|参保|投保|享受|入会|签订)[^,，。;、\d]{1,10}的(?:女职工|女工|职工|女?会员|女教师)(?:共有|共|有)?\s*$"
)
_SOME = lazy(r"(?:^|[^价值])(?:共有|共|约有|先后有|有)\s*$")
_CAME = lazy(r"^(?:参加|参训|参与|到场|出席|报名|参赛|受检)(?=了|[,，。;]|$)")
_PEOPLE_BEHIND = lazy(
    r"^(?:名)?(?:干部职工|教职工|女教师|女员工|女干部|女工|孩子|家长|选手|姐妹|志愿者)"
    r"(?=[,，。;、纷都踊参积自为])"
)
# What is built or bought of a fund costs more than some hundreds.
_FUND = lazy(
    r"(?:投资|拨付|拨款|下拨|划拨|划拨专款|拨出专款|专款|专项经费|费用合计|贷款|借款|筹资|筹集资金|出资)(?:资金|经费)?"
    r"(?:共计|合计|共|计|约|近)?\s*$"
)
# 共投入经费12.8元: what a union spends in all has no tenths below a hundred.
_SPENT = lazy(
    r"(?:投入|拨付|下拨|筹集|募集|募捐|追回|挽回|追讨|赔付|理赔|报销|节约|创收|创效|发放|列支|支出|安排)"
    r"(?:[^,，。;、\d]{0,10}(?:资金|经费|款|金|工资|损失|成本|费用?|价值|补贴|补助|津贴|额))?(?:共计|合计|总计|累计|共|达到|达|约|近|为)?\s*$"
)
# 总支出18元, 全年收入4.5元, 补助总额2.1元: no total of a year is that small.
_TOTAL = lazy(
    r"(?:总(?:支出|投入|费用|金额|额|收入|造价|产值)|(?:全年|年|年度|半年|全部)(?:总)?(?:收入|支出|经费|产值|利润|预算))"
    r"(?:共计|合计|共|达到|达|约|近|为|是|仅)?\s*$|(?:共计|合计|总|累计)价值\s*$|价值(?:共计|合计|总计)\s*$"
)
_SMALLEST_TOTAL = 100
_TEN_THOUSAND = 10_000
_NEAR = 12
_DAILY = lazy(
    r"(?:每[人名位户]?每?(?:天|日|餐|顿|晚)|每(?:天|日|餐|顿|晚)每[人名位])"
    r"(?![^,，。;]*(?:营业|产|销|流水|收入|交易|共|总|客))[^,，。;\d]{0,8}$"
)
_MOST_A_DAY = 10_000
# What nobody is charged or given by the ten thousand: 伙食费每生每月260万元.
_SMALL_COST = (
    r"(?:伙食费?|[餐饭菜]费|午餐费|点心费|牛奶费|托管费|保育费|看护费|接送费|交通费|[路车话邮]费|通[讯信]费|体检费|筛查费|会费|门票|票价"
    r"|报名费|书本?费|资料费|材料费|服装费|洗理费|卫生费|[防暑]*降温费|高温费|取暖费|水电费|互助金|[班夜]费|加班费|课时费|[餐饭车]补|餐标|蛋糕券?)"
)
_ONE = (
    r"(?:(?:每|一)(?:个)?(?:人|名|位|户|生|童|孩子?|学生|幼儿|女工|职工)"
    r"(?:每?[月天日年餐次学期季节]+)?|人均|户均)"
)
_CHARGED = lazy(
    rf"{_ONE}[^,，。;\d]{{0,4}}{_SMALL_COST}(?:标准)?(?:为|是|约|共|达|收)*\s*$"
    rf"|{_SMALL_COST}(?:标准)?(?:为|是|按)?{_ONE}(?:收|缴|交|约|为|是)?\s*$"
)
_MOST_CHARGED = 50_000
_GRANTS = lazy(
    r"(?:发放|支付|补发|拨付|领取|送上|送去)[^,，。;\d]{0,8}(?:津贴|慰问金|补助金?|补贴|助学金|救助金)"
    r"(?:共计|合计|总计|共|计|约|近|达)*\s*$"
)
_MOST_A_HEAD = 1_000_000
_OF_ONE = lazy(r"每|人均|户均|日均|平均|均|单价|一张|一份|一个|一次|只花|才花|补|找|余")
_WORKS = lazy(r"建成|建设|改造|新建|修建|扩建|翻修")
_LEAST = 1000
# 投入46元,把女更衣室和淋浴间全部翻新: no room is made for some hundreds.
_FOR_ROOMS = lazy(r"(?:投入|出资|投资|拨款|筹资|拿出|筹集)(?:资金|经费|专款)?(?:共|约|近)?\s*$")
_ROOMS_MADE = lazy(
    r"[,，]?(?:对|把|将|为|用于|新建|改造|建成|翻新|装修)?[^,，。;\d]{0,24}(?:室|间|浴池|宿舍|食堂|楼|厕所|房)"
    r"[^,，。;\d]{0,8}(?:翻新|改造|建成|修缮|装修|扩建|新建|重建|一新)"
)
_PER_PIECE = lazy(
    r"每[张份本条盒袋桶瓶只双支床](?![^,，。;]{0,4}(?:保额|保险|责任))[^,，。;]{0,6}$|面值(?!总)[^,，。;]{0,4}$"
)
_BELOW_ITS_MEAN = lazy(
    r"(?:共|合计|总计|总共|累计|花费|花去|用去|支出|开支|耗资|投入|总额)[^,，。;、\d]{0,4}$"
)
_MEAN = lazy(r"^[,，(](?:平均)?(?:人均|户均|每[人户名位]平均|平均每[人户名位])[^,，。;\d]{0,6}$")
# 保额每份20万元: what an insurance pays, and no price.
_INSURED = lazy(r"保额|保障|保险金|赔付?|理赔|最高|额度")
_MOST_A_PIECE = 100_000
_DRINK = lazy(r"(?:绿豆汤|姜汤|茶水|凉茶|粥|饮料)\s*$")
_PAPER = lazy(r"(?:手册|折页|宣传单|宣传页|宣传资料|宣传品|读本)\s*$")
_POURED = lazy(r"(?:投入|拨付|拨出|筹集|支出|列支|提取|划拨)(?:资金|经费)?\s*$")
_TO_BUILD = lazy(r"^(?:用于|改造|建设|新建|修建|购置|购买|添置|维修|装修|翻新)")
_VISITED = lazy(r"(?:慰问|看望|探望)[^,，。;、\d]{0,6}(?:女职工|职工|女工|矿嫂)\s*$")


def _problem(read: ReadText, reading: Reading, grade: Grade, message: str) -> Problem:
    start, end = reading.start, reading.end
    return Problem(read.text[start:end], start, end, "unit_error", grade, message)


def _of_people(reading: Reading) -> bool:
    came = _SOME.search(reading.before) and _CAME.match(reading.after)
    return bool(came or _PEOPLE_AHEAD.search(reading.before) or _PEOPLE_BEHIND.match(reading.after))


def _too_small(read: ReadText, reading: Reading) -> bool:
    """投资380元建成……: a fund of some hundreds that built something, or that is given in 万元."""
    if reading.claim.unit != "元" or reading.claim.value >= _LEAST or "每" in reading.before:
        return False
    # 共14.756元: no sum in 元 has thousandths.
    thousandths = (reading.claim.value * 100).denominator > 1
    total = reading.claim.value < _SMALLEST_TOTAL and _TOTAL.search(reading.before)
    if thousandths or total:
        return not _OF_ONE.search(reading.before)
    fraction = reading.claim.value.denominator > 1 and reading.claim.value < 100
    if fraction and _SPENT.search(reading.before):
        return not _OF_ONE.search(
            read.plain[max(reading.sentence.start, reading.start - 30) : reading.start]
        )
    if _FOR_ROOMS.search(reading.before) and _ROOMS_MADE.match(read.plain, reading.end):
        return True
    if not _FUND.search(reading.before):
        return False
    works = read.plain[reading.end : reading.end + 24]
    larger = [
        other
        for other in read.around(reading, 0, 0)
        if other.start > reading.end
        and other.kind == "money"
        and re.search(r"平均|均|每", other.before)
        and other.interval.low > reading.interval.high
    ]
    return bool(_WORKS.search(re.split(r"[。;]", works)[0]) or larger or fraction)


_USED = lazy(
    r"(?:[用花](?:了|去)|(?:[住食伙课料训]宿?|资料|交通|培训|住宿|伙食|讲课|场地)费|慰问金|助学金|补助金|救助金)(?:共计|合计|共|为)?\s*$"
)


def _is_below_its_mean(read: ReadText, reading: Reading) -> bool:
    """共花费15元,人均90元: a sum is no less than what falls to one of them."""
    if reading.claim.unit != "元" or not _BELOW_ITS_MEAN.search(reading.before):
        return False
    return not _OF_ONE.search(reading.before) and any(
        other.start > reading.end
        and other.claim.unit == "元"
        and _MEAN.match(other.lead)
        and other.interval.low > reading.interval.high
        for other in read.around(reading, 0, 0)[:_NEAR]
    )


_FUNDER = lazy(
    r"(?:补助|配套|拨付|划拨|下拨|拨款|出资|自筹|承担|列支|支持|筹集|筹措|解决|投入|认捐|捐助)(?:了|资金|经费)?\s*$"
)


_FOR_ONE = lazy(r"每|均|单价|一张|一份|一个|一次|一人|[人户]月|学时|课时")


def _is_of_other_order(read: ReadText, reading: Reading) -> bool:
    """区总补助5元,镇里配套3万元: no fund of some 元 stands beside one of many 万."""
    if reading.claim.unit != "元" or reading.claim.value >= _SMALLEST_TOTAL:
        return False
    if not _FUNDER.search(reading.before):
        return False
    words = read.plain[max(reading.sentence.start, reading.start - 30) : reading.start]
    return not _FOR_ONE.search(words) and any(
        other.kind == "money"
        and other.quantity.scale >= _TEN_THOUSAND
        and _FUNDER.search(other.before)
        for other in read.around(reading, 0, 0)
    )


def _tiny_beside(read: ReadText, reading: Reading) -> bool:
    """住宿费11.6元,伙食费9280元: a sum with tenths beside sums a hundred times as large."""
    if reading.claim.unit != "元" or reading.claim.value >= 100:
        return False
    if reading.claim.value.denominator == 1 or not _USED.search(reading.before):
        return False
    words = read.plain[max(reading.sentence.start, reading.start - 30) : reading.start]
    return not _OF_ONE.search(words) and any(
        other.kind == "money" and other.interval.low > 100 * reading.interval.high
        for other in read.around(reading, 0, 0)
    )


def _too_large(read: ReadText, reading: Reading) -> bool:
    """每人每天8万元; 4名……发放生育津贴3.6亿元: more than anybody is paid."""
    amount = reading.claim.value * reading.quantity.scale
    if amount < _MOST_A_DAY:
        return False
    if _DAILY.search(reading.before):
        return True
    if amount >= _MOST_CHARGED and _CHARGED.search(reading.before):
        return True
    if amount < _MOST_A_HEAD or not _GRANTS.search(reading.before):
        return False
    people = [one for one in read.around(reading, 0, 0) if one.kind in {"person", "household"}]
    return len(people) == 1 and amount >= _MOST_A_HEAD * people[0].interval.high


# 接待女职工阅读5400元, 走访困难女职工家庭23万元: who came or was called on.
_COME_OR_SEEN = lazy(
    r"(?:接待|组织|吸引)[^,，。;、\d]{0,10}(?:阅读|参观|观看|听讲|咨询|体验|来访)(?:女?职工|女工)?\s*$"
    r"|走访(?![^,，。;]*(?:慰问|救助|帮扶|发放|支出|送))[^,，。;、\d]{0,12}(?:家庭|职工|女工)\s*$"
)
_END = lazy(r"\s*(?:[,，。;]|$)")


def _is_dear(reading: Reading) -> bool:
    """每张票价30万元: no form, card or bottle costs that much."""
    priced = _PER_PIECE.search(reading.before) and not _INSURED.search(reading.before)
    return bool(priced) and reading.interval.low >= _MOST_A_PIECE


def _money(read: ReadText, reading: Reading) -> Problem | None:
    if _of_people(reading):
        return _problem(
            read, reading, "wrong", f"人不会以“元”计，文中{quoted(reading)}写错了单位。"
        )
    if _COME_OR_SEEN.search(reading.before) and _END.match(read.plain, reading.end):
        message = f"人和家庭不会以“元”计，文中{quoted(reading)}写错了单位。"
        return _problem(read, reading, "wrong", message)
    small = (_too_small, _tiny_beside, _is_below_its_mean, _is_of_other_order)
    if any(is_small(read, reading) for is_small in small):
        message = f"{quoted(reading)}过小，单位可能应为“万元”。"
        return _problem(read, reading, "wrong", message)
    if _too_large(read, reading):
        return _problem(read, reading, "doubtful", f"{quoted(reading)}过大，单位可能应为“元”。")
    if _is_dear(reading):
        message = f"每件{quoted(reading)}过大，单位可能应为“元”。"
        return _problem(read, reading, "wrong", message)
    return None


def _swapped(read: ReadText, reading: Reading) -> Problem | None:
    """Things to drink in 户, printed matter in 场, people who were visited in 份."""
    unfit = (
        (reading.quantity.scale > 1 and reading.kind in {"person", "household"})
        and bool(_POURED.search(reading.before) and _TO_BUILD.match(reading.after))
    ) or (
        (reading.kind == "household" and _DRINK.search(reading.before))
        or (reading.kind == "session" and _PAPER.search(reading.before))
        or (reading.claim.unit in {"份", "册", "本"} and _VISITED.search(reading.before))
    )
    if (
        not unfit
        or not evidence.is_count(reading)
        or (reading.after.strip(" ,，、;。") and not _TO_BUILD.match(reading.after))
    ):
        return None
    named = reading.before.strip()[-6:]
    message = f"“{named}”不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。"
    return _problem(read, reading, "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Units of money, and of what is given out, that cannot be right where they stand."""
    found = [
        _money(read, reading) if reading.kind == "money" else _swapped(read, reading)
        for reading in read.readings
    ]
    return [problem for problem in found if problem]
