"""A number that points back at what was counted, and is none that was counted: 18期… 这16期培训班.

Another rule (again.py) is content with a slip of the pen and needs the deed; here any number will
do, because the words (这, 上述, 全部, 到会的, 951名女职工全部…) leave no other group, the things
are called by the same name, and no sum or difference of the numbers before it is that many.
"""

from __future__ import annotations

from collections.abc import Sequence

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.conflicts.beyond_all import plainly
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_THESE = lazy(
    r"(?:(?<!那)[这那](?:[支个批群些套场期])?(?!天|年|时|里)|上述|(?<![\u4e00-\u9fff])以上|前述|该批|现有)(?:的)?$"
    r"|(?:参训|参赛|到会|参会|与会|受检|参检|受助|受表彰|入托|入园|入营|入班|报到|参加(?:这|本|当|此)[\u4e00-\u9fff]{1,6})的(?:这)?$"
)
_ALL = lazy(r"(?:全部|全体|所有)(?:的)?$")
# 把全校24个女工小组…: all there are, where it is said before how many there are.
_WIDE = lazy(r"(?<![占在居为是])全(?:[市县区校院局镇乡园矿厂]|街道?|系统|集团|公司)(?:的)?$")
_THERE_ARE = lazy(r"共有?|现有|总数|下设|[设建]有|已[建设]|建立|组建|建成|合计|达到?")
# 在今年38间的基础上再建12间: what there is already, which something is added to.
_BASE = lazy(r"在(?!每)[^,，。;]{0,14}$")
_BASED = lazy(r"^[^,，。;\d]{0,12}(?:的)?基础[上之]")
# 对两节期间走访过的168户, 全年共举办的4场: those of which it was told.
_WHICH = lazy(r"(?:走访|慰问|看望|培训|举办|开展|救助|资助|帮扶|签订|表彰|受理|接待)过的$")
# 951名女职工全部…: the things are known that a clause begins with.
_TOPIC = lazy(
    r"^[\u4e00-\u9fff]{2,10}?(?:全部|全都|(?<!平)均(?![数值])|都|人人|个个|悉数|无一|一致|如期|圆满|顺利|纷纷)"
)
# 占全部400家的六成: the whole that a share is of.
_OF_SHARE = lazy(r"占(?:了|到|去)?(?:全部|全体|所有|现有|上述)(?:的)?$")
_OPENS = lazy(r"^[\s“\"]*$")
# Of some only, so that all may be more.
_SOME = lazy(r"试点|首批|先行|先在|其中|部分|率先|已[有在建]|新增|[仅只]|抽|获|评出|选")
_ELSEWHERE = lazy(r"去年|上年|往年|上届|计划|目标|力争|拟|其余|另")
_NOT_NOW = frozenset({"last_year", "upper_level"})
_APART = frozenset({"last_year", "plan", "upper_level"})
_HAN = lazy(r"[^\u4e00-\u9fff]")
# 首批入托的45名 is all of those only where the first batch was told of.
_FIRST_BATCH = lazy(r"[首头][批期轮]|第一[批期轮]")
_REACH = 240
# Numbers so many sentences apart may be one sum.
_NEAR = 2
_LEAST = 5
_MOST, _SUMMED = 60, 24
# A difference this many times over is of two things.
_FACTOR = 2


def _earlier(read: ReadText, pointed: Reading) -> list[Reading]:
    """What was counted before it in the like of its unit, the nearest last."""
    found = [
        one
        for one in read.readings
        if one.start < pointed.start
        and evidence.is_count(one)
        and (evidence.same_unit(one, pointed) or evidence.kin(one, pointed))
    ]
    return found[-_MOST:]


def _sums(numbers: Sequence[Reading], named: list[Reading], pointed: Reading) -> bool:
    """Whether two of the numbers, near each other and one of the group, or some that follow each
    other, make it or leave it; of a whole page some two always would."""
    whole = pointed.interval
    for at, one in enumerate(numbers):
        for other in numbers[at + 1 :]:
            if other.sentence.index - one.sentence.index > _NEAR:
                break
            if one not in named and other not in named:
                continue
            both = (
                one.interval + other.interval,
                one.interval - other.interval,
                other.interval - one.interval,
            )
            if any(made.meets(whole) for made in both):
                return True
        for end in range(at + 3, min(len(numbers), at + 8) + 1):
            if total([it.interval for it in numbers[at:end]]).meets(whole):
                return True
    return False


def _alike(one: Reading, pointed: Reading) -> int:
    """By how much the two count things of one name, also of one character: 186节, 这168节课."""
    words = plainly(_HAN.sub("", _NAME_ENDS.split(pointed.after)[0] or pointed.after)[:8])
    said = plainly(_HAN.sub("", one.lead[-16:])) + "\x00" + plainly(_HAN.sub("", one.after[:10]))
    if _ONE_CHARACTER.match(pointed.after) and one.claim.unit == pointed.claim.unit:
        return int(words[0] in said)
    named = bigrams(words)
    return len((named - _OF_ALL or named) & bigrams(said))


_NAME_ENDS = lazy(r"全部|全都|[均都]|人人|个个|悉数|无一")
# Whom everything in such a text is of.
_OF_ALL = frozenset({"女职", "职工", "女工"})
_ONE_CHARACTER = lazy(r"^[\u4e00-\u9fff](?:的|[,，。;]|$)")
# 送了210顿 … 你们这230顿热饭: a measure word that says by itself what is counted.
_OF_MANY_THINGS = frozenset("个名位人家户件项次条份处起场期对笔篇间支张万元天年月日岁小时分钟")


def _only_one_of_unit(earlier: list[Reading], pointed: Reading) -> list[Reading]:
    """The number told before in a unit of its own, if there is but one."""
    unit = pointed.claim.unit
    like = [one for one in earlier if one.claim.unit == unit and unit not in _OF_MANY_THINGS]
    like = [one for one in like if _IN_ALL.search(one.lead)] or like
    return like if len({one.claim.value for one in like}) == 1 else []


# 9名成员, 至今没有增减 … 这支11人的队伍: the body is pointed at, and its members were counted.
_BODY = lazy(
    r"^的(?:队伍|团队|小队|班子|班组|小组|集体|乐队|合唱队|小分队|服务队|[\u4e00-\u9fff]{1,4}队)"
)
_IN_ALL = lazy(r"(?:一共|总共|共|合计|共计|总计)有?$")
_MEMBERS = lazy(r"成员|人员组成|人组成|共有队员|队员共")
_GREW = lazy(r"增至|扩|壮大|发展[到为成]|新加入|又加入|新增|补充|退出|调[走离]|加盟")


def _members(read: ReadText, earlier: list[Reading], pointed: Reading) -> list[Reading]:
    """The members told before of the body that is pointed at."""
    if not _BODY.match(pointed.after):
        return []
    like = [one for one in earlier if _MEMBERS.search(one.lead[-8:] + one.after[:6])]
    if len({one.claim.value for one in like}) != 1:
        return []
    return [] if _GREW.search(read.plain[like[0].end : pointed.start]) else like


def _exact(one: Reading) -> float:
    return float(one.claim.value * one.quantity.scale)


def _digits(one: Reading) -> list[str]:
    return sorted(str(one.claim.value))


def _how(pointed: Reading) -> str:
    """these, all, wide or topic: how the words point back; empty where they do not."""
    before = pointed.before.rstrip(' “"')
    if _OF_SHARE.search(before):
        return ""
    if _THESE.search(before) or _WHICH.search(before):
        return "these"
    if _BASE.search(before) and _BASED.match(pointed.after):
        return "these"
    if _ALL.search(before):
        return "all"
    if _WIDE.search(before):
        return "wide"
    return (
        "topic" if _OPENS.match(before.removeprefix("目前")) and _TOPIC.match(pointed.after) else ""
    )


def _same_group(one: Reading, pointed: Reading, how: str) -> bool:
    """Whether the number before is of the group that is pointed at."""
    if one.claim.mode in _APART or one.kind != pointed.kind:
        return False
    if one.kind in evidence.OF_ONE_UNIT and not evidence.same_unit(one, pointed):
        return False
    low, high = sorted((_exact(one), _exact(pointed)))
    if high > low * _FACTOR:
        return False
    if how == "topic":
        return one.claim.unit == pointed.claim.unit or _digits(one) == _digits(pointed)
    if how == "wide":
        return bool(_THERE_ARE.search(one.lead[-14:]))
    fewer = one.interval.high < pointed.interval.low
    return how == "these" or not (fewer and _SOME.search(one.before + one.after[:8]))


def _contradicted(read: ReadText, pointed: Reading) -> Reading | None:
    """The number told before of the group that is pointed at."""
    how = _how(pointed)
    if not how or pointed.claim.mode in _NOT_NOW or pointed.claim.value < _LEAST:
        return None
    earlier = _earlier(read, pointed)
    if not earlier or any(one.interval.meets(pointed.interval) for one in earlier):
        return None
    named = [one for one in earlier if _alike(one, pointed)]
    if how == "these" and not named:
        named = _only_one_of_unit(earlier, pointed) or _members(read, earlier, pointed)
    if _FIRST_BATCH.search(pointed.before) and not _FIRST_BATCH.search(
        read.plain[max(0, pointed.sentence.start - _REACH) : pointed.sentence.start]
    ):
        return None
    if (
        not named
        or _ELSEWHERE.search(pointed.lead[-24:])
        or _sums(earlier[-_SUMMED:], named, pointed)
    ):
        return None
    same = [one for one in reversed(named) if _same_group(one, pointed, how)]
    return max(same, key=lambda one: _alike(one, pointed), default=None)


def find(read: ReadText) -> list[Problem]:
    """Numbers that point back at a group and are not its number."""
    found = []
    for reading in read.readings:
        if not evidence.is_count(reading):
            continue
        one = _contradicted(read, reading)
        if one is not None:
            message = f"前文说的是{quoted(one)}，这里回指同一批却成了{quoted(reading)}。"
            found.append(evidence.finding(read, "contradiction", "wrong", [one, reading], message))
    return found
