"""One for each, and more or fewer than there are of them: 73名,人手一份,共采购65份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.picked import OF_A_PLACE
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_THING = r"(?P<thing>[份册本条套件副个张双把只盒包顶枚支瓶袋床箱台桶部面档卡证表牌策码])"
_GIVEN = (
    r"(?:均|都|各|分别|统一|只)?(?:发放|配发|发给?|赠送?|领取?到?|得到?|送上?|配备?|持有?|获赠"
    r"|订阅?)?了?"
)
_NOT_OF = r"(?![半个]?(?:[天周季次]|日(?!用)|月(?!饼)|年(?![货夜画]))|[个名]?人[^\u4e00-\u9fff]?)"
_MARKS = (
    (
        "person",
        guarded(
            rf"人手(?:一|1){_THING}"
            rf"|(?:每人|人均|一人(?!一次)|每[名位](?:女?职工|女工|姐妹|教师|护士|学员|代表"
            rf"|会员|孩子|儿童)?){_GIVEN}"
            rf"(?P<noun>(?!不|近|约|超|多)[\u4e00-\u9fff]{{0,6}}?)(?:一"
            rf"|1){_THING.replace('thing', 'thing2')}{_NOT_OF}"
        ),
    ),
    (
        "household",
        guarded(
            rf"(?:每户|一户|户均|每家){_GIVEN}(?P<noun>(?!不|近|约|超|多)[\u4e00-\u9fff]{{0,6}}?)"
            rf"(?:一|1){_THING.replace('thing', 'thing2')}{_NOT_OF}"
        ),
    ),
)
_ALL = (
    r"一?共计?|合计|总计|总共|累计|全部|实际|采购|订购|购置?|购买|印制?|印发|发出|发放"
    r"|送出|领取|领|制作|定做|定制|做好?|备好?|准备"
    r"|发|赠送?|送上?|配发|配备|到货|签领|入库|按人头|了|已|均|都|各?方|本次|此次|这次"
    r"|统一|为此|工会|厂里|单位"
)
_TOTAL = lazy(rf"(?:{_ALL})[^,，。;\d]{{0,12}}$")
_FUNCTION = lazy(_ALL)
# What explains more or fewer, or is told of others.
_EXPLAINED = lazy(
    r"备[用份]|多[备印做订购发余出]|[还尚又]多|富余|有余|剩|余下|余量|另[有外给行发送]|另\d|机动"
    r"|留[存作给]|库存|(?<!没有)(?<!未)补[发送订印]|以[外及]|除|不含|其余"
    r"|[两三四五]种|两类|分别|或|任选|自愿|不少于|至少|至多|最多|一般|原则|应(?!急)|要求"
    r"|须(?!知)|每[月天日周季年次期]|两[份套件本]|(?<![\d.])[2-9][份套件本册条]"
    r"|没有?领|未领|缺|差|不够|不足|退|换|家属|裁判|工作人员|都有|散发|陆续|新增"
    r"|(?<!送)上年|去年|双胞胎"
)
_PART = lazy(r"其中|另|还|又|再|余|剩|每|均|计划|原|去年|上年|库存|备|第")
# 一人一档 is counted in 份, 一户一卡 in 张.
_COUNTED = {
    "档": "份个册",
    "卡": "张个",
    "证": "本张个",
    "表": "份张",
    "牌": "个块",
    "策": "份个",
    "码": "个",
}
_OVER = lazy(r"还|多|剩|余|另|空|闲|停")
_CHILD = lazy(r"[娃孩]|小朋友|宝宝|婴儿|幼儿|老人|家属")
_FAR, _SENTENCES = 120, 2
_MOST, _BESIDE, _LEAST = 3, Fraction(3, 2), 2
_NOUGHTS = {10, 100, 1000, 10000}
_OTHER = lazy(r"[^\u4e00-\u9fff]")
_BOUGHT = lazy(r"采购|购|印|订|定[制做]|制作|做|准备|备")
_NONE_LEFT = lazy(
    r"[一无][个份双件条套册]?不?(?:剩|多)余?|发完|没有(?:多余|剩余?)|无(?:多余|剩余?)|不剩|不多不少"
    r"|正好|恰好|悉数发|全部发"
)


class _Mark(NamedTuple):
    """Where it is said that each has one, of whom and of what."""

    start: int
    end: int
    kind: str
    thing: str


def _marks(read: ReadText) -> Iterator[_Mark]:
    for kind, pattern in _MARKS:
        for found in pattern.finditer(read.plain):
            named = found.groupdict()
            thing = named.get("thing") or named["thing2"]
            yield _Mark(found.start(), found.end(), kind, thing)


def _near(read: ReadText, mark: _Mark) -> list[Reading]:
    """The counts of its sentence and of those around it, in its paragraph."""
    here = next((one for one in read.sentences if one.start <= mark.start < one.end), None)
    if here is None or mark.start >= here.plan_from:
        return []
    return [
        one
        for index in range(here.index - _SENTENCES, here.index + _SENTENCES + 1)
        for one in read.groups.get(index, ())
        if one.sentence.paragraph == here.paragraph
        and one.claim.mode == "result"
        and not one.claim.approx
        and not mark.start <= one.start < mark.end
    ]


def _is_all(read: ReadText, mark: _Mark, one: Reading) -> bool:
    """Whether the number is all of those things: 共采购65份, 防寒服11件,每人1件."""
    clause = re.split(r"[,，。;:\n]", one.lead)[-1]
    units = _COUNTED.get(mark.thing, mark.thing)
    if one.claim.unit.removeprefix("万") not in units or _PART.search(clause):
        return False
    if mark.thing in _COUNTED and mark.thing not in clause + one.after[:6]:
        return False
    if 0 <= mark.start - one.end <= 2:
        return True
    if not _TOTAL.search(clause):
        return False
    noun = re.match(r"[\u4e00-\u9fff]{0,8}", one.after)
    named = evidence.bigrams(_FUNCTION.sub("", clause)) | evidence.bigrams(noun[0] if noun else "")
    around = read.plain[max(0, mark.start - 40) : mark.end + 14]
    return not named or bool(named & evidence.bigrams(_OTHER.sub("", around)))


def _tellings(those: list[Reading]) -> set[int]:
    """The numbers of people told, and what any two or all of them make or leave."""
    values = [int(evidence.exact(one)) for one in those]
    pairs = list(combinations(values, 2))
    return {*values, sum(values), *map(sum, pairs), *(abs(one - other) for one, other in pairs)}


def _is_spare(read: ReadText, number: Reading, whole: Reading) -> bool:
    """17台,15名,一人一台,还有2台停着: so many as are too many are told of."""
    behind = read.around(whole, 0, 1)
    gap = whole.interval - number.interval
    return gap.low > 0 and any(
        one.claim.unit == whole.claim.unit and one.interval.meets(gap) and _OVER.search(one.lead)
        for one in behind
        if one.start > max(number.end, whole.end)
    )


def _children(near: list[Reading], mark: _Mark) -> list[Reading]:
    """带娃来的有6人,娃娃一共7个: who came along had one too."""
    along = [one for one in near if mark.kind == "person" and one.claim.unit == "个"]
    return [one for one in along if _CHILD.search(one.words)]


def _whole(ahead: list[Reading], given: Fraction) -> Reading:
    """Of the numbers of people told the one that is nearest in value: the others are parts."""
    return min(ahead, key=lambda one: abs(evidence.exact(one) - given))


def _is_odd(mark: _Mark, have: Fraction, whole: Reading, around: str) -> bool:
    """Whether the two are one number told twice, and nothing is said of others or of a reserve."""
    given = evidence.exact(whole)
    ratio = max(have, given) / min(have, given)
    if ratio > (_BESIDE if 0 <= mark.start - whole.end <= 2 else _MOST):
        return False
    # 共印430册: more may be bought than are given, if it is not said that none were left.
    bought = _BOUGHT.search(whole.lead[-12:]) and not _NONE_LEFT.search(around)
    return not (given > have and bought) and not _EXPLAINED.search(_NONE_LEFT.sub("", around))


# 人手一副;组织健步走,386人参加: what is told behind the semicolon is another deed.
_ANOTHER_DEED = lazy(
    r"^[^,，。;\d]{0,6}[;。][^。;]{0,4}(?:组织|举[办行]|开展|召开|承办|参加)[^。;]*$"
)


def _of_another_deed(read: ReadText, mark: _Mark, one: Reading) -> bool:
    """Whether a number of people belongs to what was held afterwards."""
    between = read.plain[mark.end : one.start]
    return one.start > mark.end and _ANOTHER_DEED.search(between) is not None


def _problem(read: ReadText, mark: _Mark) -> Problem | None:
    near = _near(read, mark)
    those = [one for one in near if one.kind == mark.kind and one.claim.value >= _LEAST]
    those = [one for one in those if not _of_another_deed(read, mark, one)]
    copies = [one for one in near if abs(one.start - mark.start) <= _FAR]
    copies = [one for one in copies if _is_all(read, mark, one)]
    if not those or len(copies) != 1:
        return None
    given = evidence.exact(copies[0])
    number, whole = _whole(those, given), copies[0]
    have = evidence.exact(number)
    start, end = min(number.start, whole.start), max(number.end, whole.end, mark.end)
    behind = re.split(r"[。;\n]", read.plain[end : end + 24])[0]
    around = read.plain[max(number.sentence.start, start - 20) : end] + behind
    by_noughts = max(have, given) / min(have, given) in _NOUGHTS
    if _is_spare(read, number, whole) or OF_A_PLACE.search(around):
        return None  # 第七名往后每人一条: not all of them
    if given in _tellings([*those, *_children(near, mark)]) or not (
        by_noughts or _is_odd(mark, have, whole, around)
    ):
        return None
    each = "户" if mark.kind == "household" else "人"
    message = f"{quoted(number)}每{each}一{mark.thing}，不会是{quoted(whole)}。"
    about = frozenset({number.start, whole.start})
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Things of which each has one, in another number than there are people or households."""
    if "一" not in read.plain and "1" not in read.plain:
        return []
    found = (_problem(read, mark) for mark in _marks(read))
    return list({problem.end: problem for problem in found if problem}.values())
