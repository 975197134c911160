"""Things counted in a unit they never have: 观众1.2万幅, 讲座4吨, 每份保费60份."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load
from halfsky.summary.check.units import head_nouns

_ENDS = lazy(r"\s*(?:左右|以上|有余|余|多)?[\s,，、;:()]*$")
_EDGE = " \t\n\x00,，、;:()"
_LONGEST = 6
_FEW = 100
_MOST_TOLD = 12


class _Thing(NamedTuple):
    never: frozenset[str]
    only: frozenset[str]
    unless: re.Pattern[str]
    behind: bool
    few_yuan: bool
    verbs: re.Pattern[str] | None

    def bars(self, reading: Reading) -> bool:
        """Whether the thing is never counted as `reading` counts it."""
        if self.few_yuan and reading.quantity.unit == "元" and reading.claim.value < _FEW:
            return True
        unit = _bare_unit(reading)
        return unit in self.never or bool(self.only and unit and unit not in self.only)


@cache
def _things() -> dict[str, list[_Thing]]:
    """The things of counters.toml by name."""
    table = load("counters.toml")
    things: dict[str, list[_Thing]] = {}
    for row in table["thing"]:
        never, only = (
            frozenset(
                unit for word in row.get(key, ()) for unit in table["groups"].get(word, [word])
            )
            for key in ("never", "only")
        )
        thing = _Thing(
            never,
            only,
            lazy(row["unless"]),
            row.get("behind", False),
            row.get("few_yuan", False),
            lazy(rf"(?:{row['verbs']})[^,，。;、:\d]{{0,12}}$") if "verbs" in row else None,
        )
        for name in row["names"]:
            things.setdefault(name, []).append(thing)
    return things


def _bare_unit(reading: Reading) -> str:
    return reading.quantity.unit.lstrip("百千万亿")


def _ahead(reading: Reading) -> str | None:
    """The thing whose name stands right before a number that ends its clause."""
    if not _ENDS.match(reading.after):
        return None
    named = head_nouns.led_up_to(reading.before[-24:]).rstrip('”"')
    for length in range(min(_LONGEST, len(named)), 1, -1):
        if named[-length:] in _things():
            return named[-length:]
    return None


def _behind(reading: Reading) -> str | None:
    """The thing whose name alone follows the number up to the end of its clause."""
    after = reading.after.strip(_EDGE).removeprefix("的")
    return after if after in _things() else None


def _has_number_behind(read: ReadText, reading: Reading) -> bool:
    """二所|女工|129人: the thing has its number right behind it."""
    end = reading.end + len(reading.after.rstrip())
    return any(one.start == end for one in read.around(reading, 0, 0))


def _is_no_count(reading: Reading) -> bool:
    """Whether the thing before the number names an award, or what somebody neglected."""
    return head_nouns.is_award(reading) or head_nouns.is_lapse(reading, reading.before.rstrip())


def _misfit(read: ReadText, reading: Reading) -> Problem | None:
    ahead = _ahead(reading)
    behind = None if ahead else _behind(reading)
    name = ahead or behind
    if name is None or (ahead and _is_no_count(reading)):
        return None
    if head_nouns.tells_how_often(reading):
        return None
    if behind and head_nouns.numbers_a_place(reading) and _has_number_behind(read, reading):
        return None
    of_many = _one_of_many(read, reading)
    words = reading.before[-24:].removesuffix(name)
    for thing in _things()[name]:
        if not thing.bars(reading) or (behind and not thing.behind):
            continue
        if thing.unless.search(words.replace(name, "")) or (of_many and not thing.only):
            continue
        if ahead and thing.verbs and not thing.verbs.search(words):
            continue
        return _problem(read, reading, f"“{name}”不会以“{reading.claim.unit}”计")
    return None


def _one_of_many(read: ReadText, reading: Reading) -> bool:
    """教师18篇,学生30篇: of each how many, of a thing that was named before."""
    alike = [
        other
        for other in read.around(reading, 0, 0)
        if other is not reading and other.quantity.unit == reading.quantity.unit != "元"
    ]
    return any(
        (other.start < reading.start and not _of_its_own(reading, other))
        or any(thing.bars(other) for thing in _things().get(_ahead(other) or "", ()))
        for other in alike
    )


def _of_its_own(reading: Reading, other: Reading) -> bool:
    """座谈会4场,出席者98场: what has its own name before it and is less is no whole."""
    named = _things().get(_ahead(other) or "", [])
    proper = bool(named) and not any(thing.bars(other) for thing in named)
    return proper and other.claim.value < reading.claim.value


def _problem(read: ReadText, reading: Reading, why: str) -> Problem:
    message = f"{why}，文中{quoted(reading)}的单位可能写错。"
    return evidence.misfit(read, reading, message)


_GIVEN_EACH = lazy(
    r"(?:每人|每位|人手|每名[\u4e00-\u9fff]{1,6}?|每户)(?:都|均|可|各|再)?"
    r"(?:领取|领到|发放|发给|获赠|赠送|配发|得到|收到|奖励|补贴|补助|分发|派发)"
    r"(?![^,，。;]{0,10}(?:名额|岗位|工位|助手|保姆|师傅))[^,，。;\d]{0,10}$"
)
_PRICE_EACH = lazy(
    r"(?:每[份人户件张名位家盒场期亩本台辆套斤]|人均|户均)[^,，。;\d]{0,6}"
    r"(?:保费|费用|保额|单价|价格|票价|餐费|学费|造价|成本|工资|慰问金|奖金|金额|助学金|救助金)"
    r"(?:标准)?(?:为|是|约|达|仅|只|共)?$"
)
_FEE_EACH = lazy(
    r"(?:收费|费用?|经费|补贴|补助|津贴|奖励|工资|标准)[,，]?(?:为|按|是)?"
    r"(?:人均|户均|每[\u4e00-\u9fff]{1,3}?(?:每[\u4e00-\u9fff]{1,2})?)(?:约|为|是|达|共)?$"
    r"|(?:保险|互助金|慰问金|红包|押金|会费|捐款)(?:标准)?[,，]?每人(?:约|为|是)?$"
    r"|每[人名组户家场次期班个份位](?:收费|收取|缴费|交费|花费)$|每次[^,，。;、\d]{1,10}花费$"
)
_OF_ITSELF = lazy(r"每([场人名户家组件份台])$")
_NO_FEE = {
    *("人", "名", "位", "人次", "户", "家", "场", "场次", "期", "节", "堂", "讲"),
    *("起", "宗", "例", "条", "支", "对"),
}
_GRANT_EACH = lazy(
    r"(?:每[份人户件张名位家]|人均|户均)(?:[^,，。;\d]{0,4})(?:补助|补贴|奖励|津贴|资助)(?:标准)?(?:为|是|约|达)?$"
)
_LIVING = {"person", "household", "attendance", "organisation"}
_MANY = _LIVING | {"document", "case", "session", "couple", "team", "place"}


def _each(read: ReadText, reading: Reading) -> Problem | None:
    """每人领取纪念品1名, 每份保费60份: what each gets or costs is no person and no form."""
    if not any(word in reading.before[-24:] for word in ("每", "人手", "均")):
        return None
    if not _ENDS.match(reading.after):
        return None
    before = reading.before[-30:].rstrip()
    given = reading.kind in {"person", "household", "organisation"} and _GIVEN_EACH.search(before)
    if given or _is_coin_for_goods(reading):
        return _problem(read, reading, "每人所得不会以“" + reading.claim.unit + "”计")
    if (reading.kind in _MANY and _PRICE_EACH.search(before)) or (
        reading.kind in _LIVING and _GRANT_EACH.search(before)
    ):
        return _problem(read, reading, "每份（人、户）的钱数应以“元”计")
    fee = _bare_unit(reading) in _NO_FEE or (
        reading.claim.unit in {"天", "次"} and _is_large(reading)
    )
    if fee and _FEE_EACH.search(reading.lead[-30:].rstrip()):
        return _problem(read, reading, "每人（次、班）的钱数应以“元”计")
    itself = _OF_ITSELF.search(before)
    if itself and itself[1] == reading.claim.unit and _is_large(reading):
        return _problem(read, reading, f"每{itself[1]}的数不会以“{itself[1]}”计")
    return None


_EACH_GETS = lazy(
    r"(?:每[人位名户]|人手)[都均各可再也]?[发领送赠配](?:放|给|到|得|了|取|上|一律)*[^,，。;、\d]{1,8}[\u4e00-\u9fff]"
    r"(?<![金款券卡费补贴钱包餐值奖助薪资利酬价票贺物品])$"
)
_COINS = 10


def _is_coin_for_goods(reading: Reading) -> bool:
    """每人发护腰带1元: what each gets is a piece, and no price of it."""
    coins = reading.quantity.unit == "元" and reading.claim.value < _COINS
    return bool(coins and _EACH_GETS.search(reading.before[-30:].rstrip()))


def _is_large(reading: Reading) -> bool:
    """More than a frequency: 每人每月300天, 每组收费150次."""
    return reading.claim.value > 31


_GIVEN = lazy(r"(?:送去|送上|发放|赠送|配发|派发)[^,，。;\d]{1,14}(?<![金款券卡费补贴钱包餐价值])$")
_NOT_IN_ALL = lazy(r"每|价值|各|人均|标准|单价|一份|一张|红包|面值|补|奖")
_IN_ALL = lazy(r"^[,，](?:共|共计|合计|总计|一共)$")


def _given(read: ReadText, reading: Reading) -> Problem | None:
    """为58名女骑手送去冰袖58元: less than a hundred 元 is no gift to many."""
    if (
        reading.quantity.unit != "元"
        or reading.claim.value >= _FEW
        or not _ENDS.match(reading.after)
    ):
        return None
    words = read.plain[max(reading.sentence.start, reading.start - 40) : reading.start]
    if not _GIVEN.search(reading.lead.rstrip()) or _NOT_IN_ALL.search(words):
        return None
    return _problem(read, reading, "送出的东西不会一共只值几十元")


_ONE_MORE = lazy(r"^\s*、[\u4e00-\u9fff]{1,8}(?<![金款券卡费补贴钱包餐价值])$")
_TO_GIVE = lazy(r"(?:送去|送上|送出|赠送|配发|派发|发放)[^,，。;、\d]{1,10}$")
_ENDS_ITEM = lazy(r"[\s,，、。;]*$")


def _given_beside(read: ReadText, group: list[Reading]) -> list[Problem]:
    """发放棉衣420件、热水壶420元: what is given with the one is counted as it is."""
    found = []
    for first, second in pairwise(group):
        things = evidence.is_count(first) and first.kind not in {*_LIVING, "money"}
        if (
            things
            and second.quantity.unit == "元"
            and _TO_GIVE.search(first.before)
            and _ONE_MORE.match(second.lead)
            and _ENDS_ITEM.match(second.after)
        ):
            found.append(_problem(read, second, "一并送出的东西不会以“元”计"))
    return found


_PIECES = {"副", "双", "条", "件", "套", "顶", "把", "只", "盒", "箱", "袋", "瓶", "床", "支"}


def _pieces_of(group: list[Reading]) -> set[Fraction]:
    """How many pieces each count of people makes of what every one of them gets."""
    people = [one.claim.value for one in group if one.kind in _LIVING]
    each = [one.claim.value for one in group if _bare_unit(one) in _PIECES]
    return {heads * pieces for heads in people for pieces in each if pieces < heads}


def _pieces_in_money(read: ReadText, group: list[Reading]) -> list[Problem]:
    """285名……每人手套2双、护膝1副,计手套570万元、护膝285副: what is told apart is in pieces."""
    if len(group) > _MOST_TOLD:
        return []
    return [
        _problem(read, first, "与之并列的东西是论件数的")
        for first, second in pairwise(group)
        if first.kind == "money"
        and _bare_unit(second) in _PIECES
        and _ONE_MORE.match(second.lead)
        and first.claim.value in _pieces_of(group)
    ]


def _altogether(read: ReadText, group: list[Reading]) -> list[Problem]:
    """每人礼包1份,共267公里: all of it is counted as one of it."""
    odd = {
        unit
        for word in ("land", "meetings", "cases")
        for unit in load("counters.toml")["groups"][word]
    }
    found = []
    for one, whole in pairwise(group):
        each = re.search(r"每[人户家位名][^,，。;\d]{0,8}$|人手[^,，。;\d]{0,6}$", one.before)
        if (
            each
            and _IN_ALL.match(whole.lead.strip())
            and _bare_unit(whole) in odd - {one.quantity.unit}
        ):
            found.append(_problem(read, whole, f"每人（户）以“{one.claim.unit}”计的东西"))
    return found


_FALLEN = lazy(
    r"(?:下降|减少|降低|降幅|缩减|压缩|减幅)(?:幅度)?(?:了|达到|达|为|约|近|超过|超)*\s*$"
)


def _beyond(read: ReadText, reading: Reading) -> Problem | None:
    """下降150%: nothing falls by more than all of it."""
    if reading.kind != "percent" or reading.claim.value <= 100:
        return None
    if not _FALLEN.search(reading.before[-10:]):
        return None
    message = f"下降、减少不会超过100%，文中{quoted(reading)}。"
    return evidence.misfit(read, reading, message)


_FAR = lazy(
    r"全国|全省|全球|全网|播放|点击|浏览|阅读|观看|收看|直播|线上|客流|旅客|乘客|客运|运送|曝光|话题|全自治区|人口|收看"
)
# More than any city's union ever counts.
_MOST = {
    "person": 10**7,
    "attendance": 10**7,
    "household": 10**7,
    "organisation": 10**6,
    "session": 10**6,
    "couple": 10**6,
}


# What is done for one person at a time.
_ONE_BY_ONE = lazy(r"(?:发展|慰问|走访|表彰|资助|救助|看望|帮扶)[^,，。;、\d]{0,12}$")


def _too_many(read: ReadText, reading: Reading) -> Problem | None:
    """培训女职工1200万人次: 万 stands behind a number that was counted out already."""
    most = _MOST.get(reading.kind)
    if most is None or reading.quantity.scale == 1:
        return None
    if reading.kind == "person" and _ONE_BY_ONE.search(reading.before):
        most //= 10
    if reading.interval.low < most:
        return None
    words = read.plain[max(reading.sentence.start, reading.start - 80) : reading.end + 20]
    if reading.claim.mode == "upper_level" or _FAR.search(words):
        return None
    named = f"{quoted(reading)}过大，“万”字可能是多写的。"
    return evidence.misfit(read, reading, named, "doubtful")


_MOVED = lazy(r"[,，](?:比|较)[^,，。;、\d]{2,8}(?:提高|上升|升高|下降|降低|回落)(?:了)?\s*$")
_OF_A_RATE = lazy(r"(?:率|占比|比例|比重)(?:为|达到|达|是|已|约|到|至)*\s*$")


def _rates_moved(read: ReadText, group: list[Reading]) -> list[Problem]:
    """参练率91%,比去年提高4.5名: a rate rises by points."""
    return [
        _problem(read, moved, "比率的升降应以百分点计")
        for rate, moved in pairwise(group)
        if rate.kind == "percent"
        and (moved.kind in _MANY or moved.kind == "money")
        and _OF_A_RATE.search(rate.before)
        and _MOVED.search(moved.lead)
        and _ENDS_ITEM.match(moved.after)
    ]


def find(read: ReadText) -> list[Problem]:
    """Numbers whose unit does not go with the thing they count."""
    found = []
    for reading in read.readings:
        problem = _beyond(read, reading) or _too_many(read, reading)
        if problem is None and evidence.is_count(reading):
            problem = _each(read, reading) or _misfit(read, reading) or _given(read, reading)
        if problem:
            found.append(problem)
    for group in read.by_sentence().values():
        found += _altogether(read, group) + _given_beside(read, group) + _rates_moved(read, group)
        found += _pieces_in_money(read, group)
    return found
