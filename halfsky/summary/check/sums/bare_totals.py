"""A list and its total right behind, which no word but 全部 or the names of the list announces:
14个乡镇、6个街道、22个县直系统,42个二级工会全部建立; 护理、家政、茶艺3个项目,护理48人、家政36人、
茶艺40人,124名选手同台竞技; 县医院、中医院和11个卫生院,共13家.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import sums
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_JOINED = lazy(r"^[\u4e00-\u9fff]{1,10}(?:、|和|以及|及)$")
_BARE = lazy(r"^[\u4e00-\u9fff]{1,16}[,，](?:这)?$")
_ALL = lazy(
    r"^[\u4e00-\u9fff]{0,8}?(?:全部|全都|无一|悉数|均已|都已|均建|都建|一[个位家]也没)"
    r"|^[\u4e00-\u9fff]{0,6}?[,，](?:全部|全都|无一|悉数|一[个位家]也没|一个不[少落]|均|都)"
)
# What stands in apposition to the list, and is nothing else of which there are about as many.
_OF_THEM = lazy(
    r"^(?:[,，]|(?:全部|全都|都)|[\u4e00-\u9fff]{0,4}?(?:工会|组织|单位|委员会|支部|分会|小组|部门|地[区方]|成员|代表))"
)
_NAMED = lazy(r"(?:^|[,，;:、])\s?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:有|为)?$")
_TOTAL = lazy(r"^[,，]\s?(?:这|共|共计|合计|总共|一共|共有)?$")
_OTHERWISE = lazy(r"其中|另|比|较|去年|上年|各|每|约|近|余|多|分别")
_FEWEST, _NEAR = 2, sums.FIFTH
_SMALL = r"(?:\d{1,2}|[二两三四五六七八九]|[二三]?十[一二三四五六七八九]?)"
_WITH_NAMED = guarded(
    rf"(?:、|和|以及|及)(?P<many>{_SMALL})[所家个](?P<noun>[\u4e00-\u9fff]{{0,6}}?)[,，]"
    rf"(?:共计?|一共|总共|合计|这)(?P<all>{_SMALL})(?P<unit>[所家个])"
)
_CUT, _LONGEST = lazy(r"[^\u4e00-\u9fff、]"), 80
_NO_NAME = lazy(r"[\d一二两三四五六七八九十几多][个家所]|等|各|每|其[他余]|部分")
_ENDS = {"院", "校", "学", "园", "厂", "矿", "局", "司", "村", "站", "所", "镇", "乡"}


def _listed(group: list[Reading], end: int) -> list[Reading]:
    """14个乡镇、6个街道、22个县直系统: the run that ends there."""
    run = [group[end]]
    for at in range(end, 0, -1):
        joined = _JOINED.match(group[at].lead)
        if not joined or not evidence.same_unit(group[at - 1], group[at]):
            break
        run.insert(0, group[at - 1])
    return run


def _with_all(group: list[Reading], at: int) -> list[Reading]:
    """What a total makes sure by 全部."""
    whole = group[at]
    if not (_BARE.match(whole.lead) and _ALL.match(whole.tail)):
        return []
    if not _OF_THEM.match(whole.tail):
        return []
    run = _listed(group, at - 1)
    units = evidence.same_unit(run[-1], whole) or whole.claim.unit in {"位", "个", "家", "名"}
    return run if units else []


def _with_names(read: ReadText, group: list[Reading], at: int) -> list[Reading]:
    """护理48人、家政36人、茶艺40人 where 护理、家政、茶艺 are named ahead."""
    whole = group[at]
    if not _TOTAL.match(whole.lead):
        return []
    run: list[Reading] = []
    for one in reversed(group[:at]):
        if not evidence.same_unit(one, whole) or not _NAMED.search(one.lead):
            break
        run.insert(0, one)
        if not one.lead.startswith("、"):
            break
    names = [found["name"] for one in run if (found := _NAMED.search(one.lead))]
    ahead = read.plain[run[0].sentence.start : run[0].start] if run else ""
    return run if len(run) > _FEWEST and "、".join(names) in ahead else []


def _check(read: ReadText, run: list[Reading], whole: Reading) -> Problem | None:
    told = [*run, whole]
    if any(one.claim.approx or _OTHERWISE.search(one.lead[-12:]) for one in told):
        return None
    summed = total([one.interval for one in run])
    if summed.meets(whole.interval) or any(one.interval.high >= whole.interval.low for one in run):
        return None
    return sums.mismatch(read, whole, tuple(run)) if sums.near(tuple(run), whole, *_NEAR) else None


def _lists(read: ReadText) -> Iterator[Problem | None]:
    for group in read.groups.values():
        for at in range(_FEWEST, len(group)):
            run = _with_all(group, at)
            run = run if len(run) >= _FEWEST else _with_names(read, group, at)
            if run:
                yield _check(read, run, group[at])


def _names(read: ReadText, end: int, noun: str) -> list[str]:
    """The names of a list that ends there; none where one is no name or of another sort."""
    listed = _CUT.split(read.plain[max(0, end - _LONGEST) : end])[-1]
    names = re.split(rf"、|(?<={noun})[和及与]", listed)
    named = all(name[-1:] == noun for name in names) and not _NO_NAME.search(listed)
    return names if named else []


def _of_named(read: ReadText) -> Iterator[Problem]:
    """县医院、中医院和11个卫生院,共13家: those that are named count one each."""
    for found in _WITH_NAMED.finditer(read.plain):
        many, told, noun = value(found["many"]), value(found["all"]), found["noun"][-1:]
        names = _names(read, found.start(), noun) if noun in _ENDS else []
        made = len(names) + many
        if not names or made == told or abs(made - told) > _FEWEST:
            continue
        unit, end = found["unit"], found.end()
        start = found.start() - len("、".join(names))
        summed = f"点名的{len(names)}{unit}＋另外{many}{unit}＝{made}{unit}"
        message = f"{summed}，文中共{told}{unit}，对不上。"
        yield Problem(read.text[start:end], start, end, "sum_mismatch", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Totals that stand behind their lists without a word and are not their sums."""
    if "、" not in read.plain:
        return []
    return [*filter(None, _lists(read)), *_of_named(read)]
