"""Things in units their last word rules out: 缝补工装1240碗, 发表论文17双, 34份女队员."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load, unit_kinds
from halfsky.summary.check.units.paid_in import is_paid_for

_LEADING_UP = lazy(
    r"(?:共计|合计|共有|一共|总共|共|总计|累计|达到|达|近|约|为|是|超过|突破|逾|现有|已有|有|总数|(?<![压会设统温])计|多达|已达|仅|只|各|了|[:\s])+$"
)
_ENDS = lazy(r"\s*(?:左右|以上|有余|余|多)?\s*(?:[,，、;:()。\n]|$)")
_EDGE = ' ”"》)“，,、:;('
_LONGEST = 6
_REACH, _SHORT = 30, 2
# 缺少照片6间, 参加各级劳动竞赛6240人: rooms that lack them, people who came.
_OF_OTHERS = lazy(r"缺少|缺[^勤席]|参加|参与|改进|[跑走行骑]|高于|低于|[比较超差]")
# 最远的距公司1700公里, 离县城40分钟: how far off it lies.
_HOW_FAR = lazy(r"距(?!离员)|相隔|相去|(?<![脱撤调分隔])离(?![退职岗婚休任校异])")
_FAR_MEASURES = {"lengths", "hours"}
# 月行驶里程,女司机班组10900公里: what is measured was named before whose it is.
_MEASURED = {
    "lengths": lazy(r"里程|行程|路程|行驶|路线|长度|步行|骑行|巡线|巡护"),
    "hours": lazy(r"时长|工时|学时|课时|用时|时间"),
    "weights": lazy(r"产量|重量|采摘量|收购量|总重"),
    "areas": lazy(r"面积"),
}
# The kinds of heads.toml that are handed out, put up or used up.
GOODS = frozenset(
    (
        *("穿戴用品", "巾毯", "帽盔", "手套鞋袜", "杯壶", "伞", "衣服", "汤水饮料", "日用品"),
        *("膏霜", "洗涤用品", "设备", "电器", "桌椅床柜", "灯", "轮椅", "小工具", "垫", "棚亭"),
        *("笔", "绳"),
    )
)
# 未戴安全帽5起, 不系安全带3人次: the lapse is counted, not the thing.
_LAPSE = lazy(
    r"(?:[未没不忘漏误乱拒](?:有|按规定|正确|规范)?|摘[下掉]?|违规)(?:佩戴?|配戴?|[戴穿系带挂锁关扎持]上?|着装?|着|使用|签字?|张贴|更换|检查|清理|配备|设)[^,，。;、\d]{0,8}$"
)
# 休息室改造和夜班班车两项, 增设更衣室一件: the deeds are counted, not the thing.
_DEEDS = {"项", "件", "个", "条", "种", "类"}
# 走访困难女职工两次, 全年十七趟病房: how often it was done, told in words.
TIMES = {"次", "趟", "回", "遍"}


@dataclass(frozen=True)
class Kind:
    """One class of things by their last words, and the units such a thing is counted in.

    `fits` before a number (论文17篇), `direct` behind it (17篇论文); a deed of `made` right before
    the thing (发表论文) fixes the sense, so that the units of `loosely` fit no more.
    """

    name: str
    fits: frozenset[str]
    direct: frozenset[str]
    loosely: frozenset[str]
    made: re.Pattern[str] | None
    never: frozenset[str]

    def takes(self, unit: str, words: str) -> bool:
        """Whether such a thing may stand before a number of `unit`, with `words` before it."""
        if not _within(unit, self.fits):
            return False
        fixed = self.made is not None and self.made.search(words)
        return not (fixed and _within(unit, self.loosely))


def _within(unit: str, units: frozenset[str]) -> bool:
    """Whether the unit is one of them, or 次 of one of them (盏次, 户次)."""
    return unit in units or (len(unit) > 1 and unit.endswith("次") and unit[:-1] in units)


def units(words: str) -> frozenset[str]:
    """The units named one by one or by the groups of heads.toml."""
    groups: dict[str, str] = load("heads.toml")["units"]
    return frozenset(unit for word in words.split() for unit in groups.get(word, word).split())


_MEASURES = ("weights", "volumes", "lengths", "areas", "power", "hours", "money")


@cache
def _measures() -> dict[str, str]:
    return {unit: group for group in _MEASURES for unit in units(group)}


def measure(unit: str) -> str | None:
    """The group of measuring units that `unit` belongs to, if any."""
    return _measures().get(unit)


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of heads.toml by the last words of their names."""
    found: dict[str, Kind] = {}
    for row in load("heads.toml")["kind"]:
        kind = Kind(
            row["name"],
            units(row["fits"]) - units(row.get("never", "")),
            units(row.get("direct", "")),
            units(row.get("loosely", "")),
            lazy(rf"(?:{row['made']})[^,，。;、:\d]{{0,10}}$") if "made" in row else None,
            units(row.get("never", "")),
        )
        found.update(dict.fromkeys(row["heads"].split(), kind))
    return found


def head(words: str) -> str | None:
    """The longest last word of `words` that heads.toml names."""
    for length in range(min(_LONGEST, len(words)), 1, -1):
        if words[-length:] in kinds():
            return words[-length:]
    return None


def bare_unit(reading: Reading) -> str:
    """The unit without its magnitude and brackets: 场 of 万场(次), but 千米 of 千米; 元 of 块."""
    unit = re.sub(r"[()/·]", "", reading.quantity.unit.lstrip("百万亿"))
    if unit == "块" and reading.kind == "money":
        return "元"
    return unit if unit in unit_kinds() else unit.lstrip("千")


def closes(read: ReadText, reading: Reading) -> bool:
    """Whether the number ends its clause: what it counts stands before it."""
    return _ENDS.match(read.plain, reading.end) is not None


def led_up_to(words: str) -> str:
    """The words before a number without 共, 达 and the like."""
    return _LEADING_UP.sub("", words[-_REACH:])


def named(reading: Reading) -> str:
    """The same without the marks around them."""
    return led_up_to(reading.before).strip(_EDGE)


def _problem(read: ReadText, reading: Reading, thing: str) -> Problem:
    message = f"“{thing}”不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。"
    return evidence.misfit(read, reading, message)


def in_words(reading: Reading) -> bool:
    return not reading.claim.quote[:1].isdigit()


# 代购药品57单: orders; 调解达成协议58起: cases that were settled by one.
_SERVED_BY_ORDER = lazy(r"代[购买办领取送]|跑腿|网购|下单|配送|派送")
_SETTLED = lazy(r"(?:达成|促成|签订?)[^,，。;]{0,6}协议(?:书)?(?:的)?(?:有|共)?$")
# 女职工3214人次捐款: they did so as often.
_TOOK_PART = lazy(
    r"[^,，。;\d]{0,4}?(?:捐|参[加与赛训]|领|申[领请]|投[保票]|报名|听|到[场课会]|接受|享受|受益|报销)"
)
_CASES = {"起", "件", "例", "宗", "桩"}


def _counts_deeds(reading: Reading) -> bool:
    if reading.claim.unit == "人次" and _TOOK_PART.match(reading.after):
        return True
    if reading.claim.unit == "单":
        return bool(_SERVED_BY_ORDER.search(reading.before))
    return reading.claim.unit in _CASES and bool(_SETTLED.search(reading.before))


def tells_how_often(reading: Reading) -> bool:
    """Whether it tells how often something was done, whatever is named beside it."""
    return (in_words(reading) and reading.claim.unit in TIMES) or _counts_deeds(reading)


def _told_before(read: ReadText, reading: Reading, kind: Kind) -> bool:
    """Whether this unit was counted in just before: of each how many of a thing named once.

    Goods are never told so of what they are not counted in: 清沟1.8公里,发绿豆汤2公里.
    """
    if kind.name in GOODS and bare_unit(reading) in kind.never - units("meetings"):
        return False
    if tells_how_often(reading) or (in_words(reading) and reading.claim.unit in _DEEDS):
        return True
    return any(
        other.start < reading.start and other.quantity.unit == reading.quantity.unit
        for other in read.around(reading, 1, 0)
    )


def _told_apart(read: ReadText, reading: Reading) -> bool:
    """教职工26幅、家属14幅: of each how many of a thing that the sentence names before."""
    return any(
        other.start > reading.end and other.quantity.unit == reading.quantity.unit
        for other in read.around(reading, 0, 0)
    ) and bool(reading.tail[:1] == "、")


def is_award(reading: Reading) -> bool:
    """评选“金手套”9名: what stands in marks names an award, of which winners are counted."""
    return _AWARDED.search(reading.before) is not None


_FOR_SOMEBODY = lazy(r"每[人户名位班组家队]")


def _is_for_each(words: str, last: str) -> bool:
    """Whether so many come to each of the things, which are not counted themselves."""
    if kinds()[last].name in GOODS and _FOR_SOMEBODY.search(words):
        return False
    return re.search(rf"每[一个所家间]?.{{0,4}}{last}$", words) is not None


def _lies_there(reading: Reading, kind: Kind, words: str) -> bool:
    """Whether the thing is a place that something was sent to, or that is so far off."""
    if kind.name in _PLACES and _SENT_THERE.search(words):
        return True
    far = measure(bare_unit(reading)) in _FAR_MEASURES
    return far and _HOW_FAR.search(words) is not None


def _is_measured(read: ReadText, reading: Reading, last: str) -> bool:
    """Whether the sentence named before what is measured, and the thing only says of whom."""
    named_before = _MEASURED.get(measure(bare_unit(reading)) or "")
    words = read.plain[reading.sentence.start : reading.start - len(last)]
    return named_before is not None and named_before.search(words) is not None


def _has_its_number(read: ReadText, reading: Reading, last: str) -> bool:
    """三个书架共900册, 五十六名女工代表五十六碗: the thing was counted right before."""
    words = led_up_to(reading.lead)
    start = reading.start - len(reading.lead)
    alone = words.endswith(last) and words.isalpha() and len(words) <= len(last) + _SHORT
    return alone and any(
        one.end == start and kinds()[last].takes(bare_unit(one), "")
        for one in read.around(reading, 0, 0)
    )


def is_lapse(reading: Reading, words: str) -> bool:
    """Whether cases or persons are counted of whom the thing tells what they neglected."""
    return reading.kind in {"case", "person", "attendance", "session"} and bool(
        _LAPSE.search(words)
    )


def _is_of_another(read: ReadText, reading: Reading, last: str) -> bool:
    """Whether the thing right before the number is not what it counts."""
    return (
        tells_its_unit(read, reading)
        or _has_its_number(read, reading, last)
        or _is_measured(read, reading, last)
        or is_paid_for(read, reading)
        or is_lapse(reading, named(reading))
    )


# 四件套: what each gets, and no number of sets.
_A_SET = lazy(r"^[一二三四五六七八九十两]件套")
_OF_HOUSES = frozenset("栋楼村户店校班站间")


def tells_its_unit(read: ReadText, reading: Reading) -> bool:
    """进楼栋宣讲64栋; 母婴室23间…应检276间次: the words tell what is counted so."""
    unit = reading.claim.unit
    if _A_SET.match(reading.claim.quote) or (unit in _OF_HOUSES and unit in reading.lead[-8:]):
        return True
    return unit.endswith("次") and any(
        one.claim.unit == unit[:-1] for one in read.around(reading, 1, 0)
    )


def _misfit_before(read: ReadText, reading: Reading) -> Problem | None:
    """缝补工装1240碗: the thing stands right before a number that ends its clause."""
    if not closes(read, reading):
        return None
    words = named(reading)
    last = head(words)
    if last is None:
        return None
    kind = kinds()[last]
    if kind.takes(bare_unit(reading), words.removesuffix(last)):
        return None
    if is_award(reading) or _is_of_another(read, reading, last):
        return None
    if _lies_there(reading, kind, words):
        return None
    if _is_for_each(words, last):  # 平均每个阅读点300册
        return None
    if _OF_OTHERS.search(words) or _told_before(read, reading, kind) or _told_apart(read, reading):
        return None
    return _problem(read, reading, last)


_MODIFIERS = (
    "困难|单亲|患病|大病|一线|在职|在岗|退休|待岗|下岗|失业|农村|外来|年轻|青年|优秀|先进|获奖|参赛|参训|新入职|新|老|男|女|住院|怀孕"
    "|孕期|产后|术后|留守|贫困|受灾|基层|专职|兼职|专业|护理|医务|资深|志愿|夜班|哺乳期|特困|生病|残疾|代表"
    "|专题|健康|心理|普法|法律|安全|业务|技能|宣传|学习|专项|集体"
)
_DOES = (
    "参加|参与|参训|参赛|参检|报名|接受|获得|获|取得|走进|走上|走完|来到|到场|出席|受|考取|考上|实现|通过|完成|加入|入选|当选"
    "|在|均|都|全部|已|正|积极|踊跃|纷纷|自愿|主动|现场|一起|共同|先后|因|由|从|进入|登台|上台|表演|聆听|听讲|观看|领到|领取|签|得到|享受"
    "|上岗|就业|结业|转岗|办理|做了|作了|免费|体检|投保|组成"
)
_MOVING = {"人", "队伍"}
# 12期学员结业, but not 980场女员工参加.
# 收菜送食堂3800斤, 留给敬老院300公斤
_AWARDED = lazy(r"[评选授获][^,，。;]{0,8}[“\"][^,，。;]{1,12}[”\"]\s*$")
_PLACES = {"场所", "单位"}
_SENT_THERE = lazy(r"[送运寄交捐]|[给与往予]|留到|分到")
_EVENTS = {"场", "场次", "届", "晚", "节", "课", "遍"}


@cache
def _behind() -> re.Pattern[str]:
    names = sorted((name for name, kind in kinds().items() if kind.direct), key=len, reverse=True)
    return re.compile(
        rf"(?:余|多)?的?(?:{_MODIFIERS}){{0,3}}(?P<head>{'|'.join(names)})们?(?P<does>{_DOES})?"
    )


# 回收426份,有4份|家长在外地: those that are missing, and of whom.
_MISSING = lazy(r"(?:有|其余|另外?|剩下?|余下?|其中|缺)的?\s*$")


def _is_missing(read: ReadText, reading: Reading) -> bool:
    """Whether the unit was counted in just before, and what follows tells of these."""
    return _MISSING.search(reading.lead) is not None and any(
        other.start < reading.start and other.quantity.unit == reading.quantity.unit
        for other in read.around(reading, 0, 0)
    )


def _fills_cell(read: ReadText, reading: Reading) -> bool:
    """36户 28800元 单亲母亲 14户: spaces on both sides part the cells of a row."""
    before = read.plain[max(0, reading.start - 1) : reading.start]
    behind = read.plain[reading.end - 1 : reading.end + 1]
    return before.isspace() and any(mark.isspace() for mark in behind)


# 二所, 四部, 三车间: which of the places it is.
_NUMBERED = {"部", "所", "队", "厂", "科", "班", "组", "站", "矿", "院", "处", "区", "中队", "车间"}


def numbers_a_place(reading: Reading) -> bool:
    """Whether 二所 may be the name of a place, and no number of places."""
    return reading.quantity.chinese and bare_unit(reading) in _NUMBERED


def _is_counted_behind(read: ReadText, reading: Reading, match: re.Match[str]) -> bool:
    """二所女工129人, 40小时的姐妹13名: the thing has its number right behind it."""
    if not numbers_a_place(reading) and not match.group().startswith("的"):
        return False
    kind = kinds()[match["head"]]
    return any(
        one.start == reading.end + match.end() and kind.takes(bare_unit(one), "")
        for one in read.around(reading, 0, 0)
    )


def _misfit_behind(read: ReadText, reading: Reading) -> Problem | None:
    """34份女队员, 16元队伍: the unit stands right before what it cannot count."""
    match = _behind().match(reading.after)
    if match is None or not bare_unit(reading) or _fills_cell(read, reading):
        return None
    if tells_how_often(reading) or (in_words(reading) and reading.claim.unit == "部"):
        return None
    if match["does"] is not None and _is_missing(read, reading):
        return None
    if _is_counted_behind(read, reading, match):
        return None
    kind = kinds()[match["head"]]
    takes_part = match["does"] is not None and kind.name in _MOVING
    if _within(bare_unit(reading), kind.direct - (_EVENTS if takes_part else set())):
        return None
    at_end = _ENDS.match(reading.after, match.end())
    if not (at_end if match["does"] is None else takes_part):
        return None
    return _problem(read, reading, match["head"])


def find(read: ReadText) -> list[Problem]:
    """Numbers whose unit the last word of what they count rules out."""
    found = []
    for reading in read.readings:
        if evidence.is_count(reading) or reading.kind == "point":
            problem = _misfit_before(read, reading) or _misfit_behind(read, reading)
            if problem:
                found.append(problem)
    return found
