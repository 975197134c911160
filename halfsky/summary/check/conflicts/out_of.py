"""More out of a group than the group has: 386名女职工中参保412名; 这些孩子里,拿到奖的有81个."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_IN = ("中", "里")
# 96名孩子里有105名: what has been counted is parted at once.
_AT_ONCE = lazy(
    r"^(?:余|多)?(?P<noun>[\u4e00-\u9fff“”]{0,14}?)(?:之中|当中|中(?![心控学小层级等])|里面|里)"
    r"[,，]?(?P<which>[^,，。;:、]{0,16})$"
)
# 这些有孩子的家庭里,由老人代为照看的301户: the group is named, its number stands ahead.
_NAMED = lazy(
    r"(?:^|[,，。;:])(?:在|从|而|今年的)?(?P<these>这[些批]|上述|以上|全部|登记的|报名的)?"
    r"(?P<noun>[\u4e00-\u9fff]{2,16}?)(?:之中|当中|中(?![心控学小层级等])|里面|里)[,，]?(?:有)?"
    r"(?P<which>[^。;:]{1,24})$"
)
# 年中, 手中, 集中, 夜里, 家里, 车间里: no group.
_NO_GROUP = lazy(
    r"(?:[年月期手集当其空心途城镇高初夜家镜眼活动赛会工作过程检查调查统计总结报告表册"
    r"间店厂矿校院园室库场站区车])$|一年|日子|计划|目标|在|[评竞]比$"
)
_PEOPLE = lazy(r"(?:职工|女工|员工|工人|民工|临时工|合同工|专家|作家|画家|户家|代表|社工|义工)$")


def _no_group(noun: str) -> bool:
    """Whether the words name a time, a place or work, and nobody: 年中, 车间里, 工作中."""
    return bool(_NO_GROUP.search(noun)) and not _PEOPLE.search(noun)


# 评出“金牌房嫂”11名; 房嫂中,外来务工的95名: all of them, and not those that were awarded.
_AWARDED = lazy(r"评[出为选]|授予|命名|表彰|[“\"]|[金银]牌|优秀|先进|标兵")
_APART = lazy(r"另|再|又|其余|每|均|人次|比|较|增|减|去年|上年|合计|共计|累计|总计|全[市县厂公]")
_NO_WHOLE = lazy(r"[每第]|其中|平均|增加|减少|新增|另|超过|只有$|没|未|不|尚|还")


_THING = lazy(r"^(?P<noun>[\u4e00-\u9fff]{2,8})")


def _of_others(whole: Reading, part: Reading) -> bool:
    """16家里有23个孩子: another unit, and what it counts is named and is something else."""
    thing = _THING.match(part.after)
    if thing is None or whole.kind == part.kind == "person":
        return False
    return not evidence.bigrams(thing["noun"]) & evidence.bigrams(whole.before + whole.after[:12])


def _is_more(whole: Reading, part: Reading) -> bool:
    same = whole.claim.unit == part.claim.unit
    alike = same or (evidence.same_unit(whole, part) and not _of_others(whole, part))
    if not alike or whole.claim.mode != part.claim.mode:
        return False
    # 男记者22人;…女记者里跑一线的24人
    if "男" in whole.words and "女" in part.lead and "男" not in part.before:
        return False
    return part.interval.low > whole.interval.high and evidence.slipped(
        part.interval, whole.interval, evidence.EXCESS
    )


def _problem(read: ReadText, whole: Reading, part: Reading) -> Problem:
    message = f"从{quoted(whole)}里数出{quoted(part)}，部分比整体还多。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


def _at_once(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """The part stands right behind its whole."""
    found = _AT_ONCE.match(part.lead)
    if not found or _no_group(found["noun"]) or _APART.search(found["which"]):
        return None
    if _NO_WHOLE.search(whole.before[-6:]) or not _is_more(whole, part):
        return None
    return _problem(read, whole, part)


_IS = lazy(r"(?:共有?|一共|总共|为|有|达到?|现有|总数|人数)+$")


def _is_named(noun: str, whole: Reading) -> bool:
    """Whether people stand right beside their number: 女职工|94名, but not 女职工委员|94名."""
    if not _PEOPLE.search(noun):
        return True
    return _IS.sub("", whole.before.strip()).endswith(noun[-2:]) or noun[-2:] in whole.after[:6]


def _named_before(read: ReadText, part: Reading) -> Problem | None:
    """The part is of a group whose number was told a little before."""
    found = _NAMED.search(part.lead)
    if not found or _no_group(found["noun"]) or _APART.search(found["which"]):
        return None
    pairs = evidence.bigrams(found["noun"].replace("建会", "建工会"))
    for whole in reversed(evidence.before(read, part, 2)):
        if not evidence.same_unit(whole, part):
            continue
        if whole.interval.high >= part.interval.low:
            return None
        said = whole.before[-16:] + "\x00" + whole.after[:12]
        same = len(pairs & evidence.bigrams(said)) * 2 >= len(pairs)
        if not (same and _is_named(found["noun"], whole)) and not found["these"]:
            continue
        if _AWARDED.search(whole.before) and not _AWARDED.search(part.lead):
            continue
        if _NO_WHOLE.search(whole.before) or not _is_more(whole, part):
            return None
        return _problem(read, whole, part)
    return None


_NEXT_OF_LIST = lazy(r"^[、,，](?P<which>[^,，。;:、\d]{0,14})的$")


def _listed_out_of(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """166人中持有会计证的9人、法律证的182人: each of the list is some of the first."""
    part = group[at]
    first = at
    while first > 1 and (step := _NEXT_OF_LIST.match(group[first].lead)):
        if _APART.search(step["which"]):
            return None
        first -= 1
    whole, opening = group[first - 1], _AT_ONCE.match(group[first].lead)
    if first == at or not opening or not evidence.is_count(whole):
        return None
    if _no_group(opening["noun"]) or _APART.search(opening["which"]):
        return None
    if _NO_WHOLE.search(whole.before[-6:]) or not _is_more(whole, part):
        return None
    return _problem(read, whole, part)


def find(read: ReadText) -> list[Problem]:
    """Parts that are named as taken out of a group, and are more than the group."""
    found = []
    for group in read.groups.values():
        for at, part in enumerate(group):
            listed = evidence.is_count(part) and at > 1 and _listed_out_of(read, group, at)
            found += [listed] if listed else []
            if not any(word in part.lead for word in _IN) or not evidence.is_count(part):
                continue
            whole = group[at - 1] if at else None
            problem = whole and evidence.is_count(whole) and _at_once(read, whole, part)
            problem = problem or _named_before(read, part)
            if problem:
                found.append(problem)
    return found
