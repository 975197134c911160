"""Sizes that nothing can have: 满意率达97.6个百分点, 每节45小时, 每人大米10吨, 平均年龄320岁."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.units import head_nouns

_LEVEL = lazy(
    r"(?:满意|办结|签订|签约|合格|覆盖|组建|入会|参检|受检|普查|筛查|回收|知晓|出勤|参训|参与|持证|结案|建会|履约|整改|优良|完成|参保|投保|到课|及格|优秀|参赛|续签|采纳|就业|录取|通过|好评)"
    r"(?:率|度|面)(?:达到|达|为|是|均为|保持在|约为|约)?\s*$"
)
_SHARE = lazy(r"占[^,，。;\d提增升上降减超低比多差]{0,14}$")
_LEAST_LEVEL = 20
_SQUARE_KILOMETRES = guarded(r"\d+(?:[.]\d+)?万?平方(?:公里|千米)")
_ROOM = lazy(
    r"(?:室|房|屋|间|厅|馆|楼|中心|小家|之家|驿站|书吧|食堂|基地|教室|车间|展区|阵地)[^。;]{0,24}$"
)
_LAND = lazy(
    r"市|县|镇|辖区|流域|保护区|林区|牧区|海域|湿地|湖|新区|开发区|景区|岛|面积达?[^,，。;]*市"
)
_GIVEN_EACH = lazy(
    r"(?:每[人户名位家]|人均|户均|人手|各)[^,，。;\d]{0,12}(?:米|面|面粉|大米|油|肉|鱼|菜|水果|苹果|鸡蛋|白糖|红糖|月饼|粽子|茶叶|绿豆|西瓜|点心)\s*$"
)
_GIVING = lazy(r"发|送|赠|慰问|领|分|配|供应")
_LESSON = lazy(r"每(?:节|堂|课|讲)(?:课)?(?:约|为|是|讲)?\s*$")
_DAY = lazy(r"每[天日](?![^,，。;]*(?:共|合计|累计|总|人均|全)).{0,10}$")
_WALKED = lazy(r"(?:每[天日]|日均|每人每天)[^,，。;\d]{0,10}(?:步行|行走|健步走|走|步)\s*$")
_LONGEST_LESSON, _LONGEST_DAY, _LONGEST_WALK = 8, 24, 100
_IN_PARTS = lazy(r"(?:^|[,，、。;]|[\u4e00-\u9fff])分(?:成|为)?\s*$")
_DONE_IN_PARTS = lazy(
    r"^(?:组织|进行|开展|安排|轮训|轮流|赴|举办|实施|参加|走访|慰问|推进|完成|前往|培训|疗休养|疗养|体检)"
)
_NO_PARTS = {
    "条",
    "份",
    "名",
    "位",
    "户",
    "家",
    "件",
    "篇",
    "册",
    "幅",
    "本",
    "张",
    "辆",
    "吨",
    "斤",
    "公里",
    "亩",
    "平方米",
    "碗",
    "桶",
    "床",
    "间",
    "双",
    "对",
}
_YIELD = lazy(
    r"(?:亩产|单产|总产(?!假)|(?<!今)(?<!去)[年月日]产(?!假)|产量|(?:^|[,，;、])(?:共|累计)?产[纱布煤棉茶奶蛋粮钢丝绸毯瓷盐糖油鞋衣])[^,，。;\d]{0,4}$"
)
_NO_YIELD = {"person", "attendance", "household", "organisation", "session", "couple"}


def _is_level(read: ReadText, reading: Reading) -> str | None:
    """满意率达97.6个百分点: a level is told in percent, only a difference in points."""
    if reading.kind != "point" or reading.claim.value < _LEAST_LEVEL:
        return None
    is_level = _LEVEL.search(reading.before) or _SHARE.search(reading.before)
    return "比率的高低应以“%”计" if is_level else None


def _is_no_gift(read: ReadText, reading: Reading) -> str | None:
    """每人发放大米10吨."""
    if reading.quantity.unit != "吨" or not _GIVEN_EACH.search(reading.before):
        return None
    return "每人（户）所得的食品不会以“吨”计" if _GIVING.search(reading.before) else None


def _is_too_long(read: ReadText, reading: Reading) -> str | None:
    """每节45小时, 每天步行300公里."""
    value = reading.claim.value
    if reading.quantity.unit == "小时":
        if value > _LONGEST_LESSON and _LESSON.search(reading.before):
            return "一节课没有这么长"
        if value > _LONGEST_DAY and _DAY.search(reading.before):
            return "一天只有24小时"
    walked = reading.quantity.unit in {"公里", "千米"} and value > _LONGEST_WALK
    return "一天走不了这么远" if walked and _WALKED.search(reading.before) else None


def _is_no_part(read: ReadText, reading: Reading) -> str | None:
    """分4条组织女职工疗休养: what is done in parts is done 批 by 批."""
    if reading.claim.unit not in _NO_PARTS or not _DONE_IN_PARTS.match(reading.after):
        return None
    return "分几次、几批做的事不会这样计" if _IN_PARTS.search(reading.before) else None


def _is_no_yield(read: ReadText, reading: Reading) -> str | None:
    """亩产籽棉410人."""
    if reading.kind not in _NO_YIELD or not _YIELD.search(reading.before):
        return None
    return "产量不会这样计" if head_nouns.closes(read, reading) else None


_CHECKS: tuple[Callable[[ReadText, Reading], str | None], ...] = (
    _is_level,
    _is_no_gift,
    _is_too_long,
    _is_no_part,
    _is_no_yield,
)


def _rooms_too_large(read: ReadText) -> Iterator[Problem]:
    """活动中心面积260平方公里."""
    for match in _SQUARE_KILOMETRES.finditer(read.plain):
        words = lazy("[。;\n]").split(read.plain[max(0, match.start() - 40) : match.start()])[-1]
        if _ROOM.search(words) and not _LAND.search(words):
            yield _problem(read, match.start(), match.end(), "房间、场所没有这么大")


def _problem(read: ReadText, start: int, end: int, why: str) -> Problem:
    quote = read.text[start:end]
    message = f"{why}，文中“{quote}”可能写错。"
    return Problem(quote, start, end, "unit_error", "wrong", message)


# 9600人,其中1.06万人 is no slip of 万 but a contradiction.
_FAR_LESS = 2000
_WHOLE_PEOPLE = lazy(
    r"(?:职工|会员|员工|教师|代表|学员|人员|教职工|居民|村民|党员)[^,，。;\d]{0,4}$"
)
_PART = lazy(r"^(?:余|左右)?[,，;(]\s*其中[^,，。;\d]{1,10}$")


def _ten_thousand_too_many(read: ReadText) -> Iterator[Problem]:
    """在册职工3260人,其中女职工412万人: without 万 the part fits into the whole."""
    for group in read.by_sentence().values():
        for whole, part in pairwise(group):
            people = whole.kind == part.kind == "person"
            if not people or whole.quantity.scale > 1 or part.quantity.scale != 10_000:
                continue
            named = _WHOLE_PEOPLE.search(whole.before) and _PART.match(part.lead)
            if named and part.claim.value <= whole.claim.value < part.claim.value * _FAR_LESS:
                yield _problem(
                    read, part.start, part.end, f"部分比总数{quoted(whole)}还多，“万”字可能多写了"
                )


_OUTLAY = lazy(
    r"(?:投入|出资|投资|拨付|拨款|斥资|耗资|筹资|筹措|列支)(?:资金|经费|专项资金|专项经费|专款|工会经费)?(?:共计|合计|共|约|近)?\s*$"
)
_FOR_MANY = lazy(r"^[,，]?\s*(?:用于)?(?:为|给|组织|安排|对)")
_APIECE = lazy(r"每|人均|户均|各|只|仅|一张|一份|单价|再")
_SMALL = 100


def _too_small_for_many(read: ReadText) -> Iterator[Problem]:
    """投入30元,为462名女职工做了检查: less than one 元 a head."""
    for group in read.by_sentence().values():
        for money, people in pairwise(group):
            small = money.claim.unit == "元" and money.claim.value < _SMALL
            if not small or people.kind not in {"person", "household", "attendance"}:
                continue
            if not _OUTLAY.search(money.before) or _APIECE.search(money.before):
                continue
            if _FOR_MANY.match(people.lead) and people.claim.value >= money.claim.value:
                yield _problem(read, money.start, money.end, "这笔钱过小，单位可能应为“万元”")


def find(read: ReadText) -> list[Problem]:
    """Numbers too large or too small for what they measure, or in a unit of another order."""
    found = []
    for reading in read.readings:
        why = next(filter(None, (check(read, reading) for check in _CHECKS)), None)
        if why:
            found.append(_problem(read, reading.start, reading.end, why))
    return [
        *found,
        *_rooms_too_large(read),
        *_ten_thousand_too_many(read),
        *_too_small_for_many(read),
    ]
