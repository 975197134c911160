"""More who are both than are the one or the other: 女党员28名,女高工22名,既是党员又是高工的25名."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_BOTH = lazy(
    r"既[^,，。;\d]{1,16}(?:又|也)[^,，。;\d]{1,16}$|(?:两[项种室类证门个科]|两者|双)(?:都"
    r"|均|全|兼)[^,，。;\d]{1,12}$"
    r"|兼(?:有|具|备)两[^,，。;\d]{1,8}$|同时(?:具备|拥有|持有|符合|患有"
    r"|参加了?)[^,，。;\d]{1,20}(?:两|和|与|、)[^,，。;\d]{0,12}$"
)
_OTHERS = lazy(r"累计|去年|上年|计划|目标|其中|另|还|不|未|没")


_SOUND, _UNSOUND = lazy(r"合格|正常|达标|健康"), lazy(r"异常|问题|超标|偏[高低]|可疑|患|病")


def _problem(read: ReadText, one: Reading, other: Reading, both: Reading) -> Problem | None:
    if not _BOTH.search(both.lead[-40:]) or _OTHERS.search(both.lead + other.lead):
        return None
    if len({reading.claim.unit for reading in (one, other, both)}) > 1:
        return None
    if _SOUND.search(both.before) and _UNSOUND.search(one.lead[-16:] + other.lead):
        return None  # 听力异常9人,视力不达标11人,两项全合格57人
    least = min((one, other), key=lambda reading: reading.interval.high)
    if both.interval.low <= least.interval.high:
        return None
    message = f"两样都是的{quoted(both)}，多于其中一样的{quoted(least)}。"
    return evidence.finding(read, "contradiction", "wrong", [one, other, both], message)


_EVERY = lazy(
    r"(?:^|[,，;。])\s?(?:上述|以上|这|上面|前述)?(?P<many>[三四五六3-6])[项种样条类门个]"
    r"(?:指标|条件|内容|制度|标准|要求|都?)?"
    r"(?:均|都|全部|全都?|同时|皆|齐)(?!正常)[^,，;。\d]{1,12}$"
)
_NO_PART = lazy(r"报名|缺考|应[到检参有]|实[到检际]|共|总|异常|偏|患|到检|符合条件")
_MANY = {sign: number for number, sign in enumerate("三四五六", 3)}
_EVERY_WORD = lazy(r"[三四五六3-6][项种样条类门个][^,，。;\d]{0,4}(?:均|都|全|同时|皆|齐)")
_FEW = lazy(r"有的|分别|未|没|不|只")


def _of_all(read: ReadText, counts: list[Reading], at: int) -> Problem | None:
    """签订41家,调岗44家,有场所29家,体检39家,四项均达标的34家: more than have a place."""
    every = counts[at]
    clause = every.lead[-30:]
    found = _EVERY.search(clause)
    if not found or _FEW.search(found.group()) or _OTHERS.search(every.lead):
        return None
    many = _MANY.get(found["many"]) or int(found["many"])
    ahead = [one for one in counts[max(0, at - 2 * many) : at] if one.kind == every.kind][-many:]
    whole = counts[max(0, at - 2 * many - 2) : at]
    if len(ahead) < many or any(one.claim.unit != every.claim.unit for one in ahead):
        return None
    least = min(ahead, key=lambda reading: reading.interval.high)
    told = any(one.interval.meets(every.interval) for one in whole if one not in ahead)
    leads = "".join(one.lead for one in ahead)
    if every.interval.low <= least.interval.high or told:
        return None
    if _OTHERS.search(leads) or _NO_PART.search(leads):
        return None
    message = f"{found['many']}项都是的{quoted(every)}，多于其中一项的{quoted(least)}。"
    return evidence.finding(read, "contradiction", "wrong", [*ahead, every], message)


def _groups(read: ReadText) -> list[list[Reading]]:
    """The counts of each sentence with those of the sentence ahead in its paragraph."""
    groups = []
    for index, group in read.groups.items():
        before = read.groups.get(index - 1, [])
        joined = [one for one in before if one.sentence.paragraph == group[0].sentence.paragraph]
        groups.append([one for one in (*joined, *group) if evidence.is_count(one)])
    return groups


def find(read: ReadText) -> list[Problem]:
    """Those in two groups that outnumber one of the groups."""
    found = []
    for group in read.groups.values():
        counts = [reading for reading in group if evidence.is_count(reading)]
        for at in range(2, len(counts)):
            problem = _problem(read, *counts[at - 2 : at + 1])
            if problem:
                found.append(problem)
    if not _EVERY_WORD.search(read.plain):
        return found
    more = (_of_all(read, counts, at) for counts in _groups(read) for at in range(3, len(counts)))
    return found + list({problem.end: problem for problem in more if problem}.values())
