"""All are said to be done, and elsewhere some of the same are not: 全部办结 beside 尚有3件未办结.

Decided by deed and thing: what was done to all must be what is not done to some, of one group and
one time. Which deeds are one, and how one says that they are not done, is data (`all_done.toml`).
"""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check import evidence
from halfsky.summary.check.all_said import All, alls, deeds, deeds_in, han
from halfsky.summary.check.evidence import bigrams, quoted
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem
from halfsky.summary.check.wording import load

_NOT = lazy(
    r"(?:尚未|暂未|仍未|还未|未能|没能|没有能|还没有?|没有|没来|没|未(?![来婚成]|必|满(?!意))|"
    r"不(?=[达合满]))(?:来|能|被|曾|完全|得到|按期|及时|参加)?(?P<deed>[\u4e00-\u9fff]{1,14})"
)
_LEFT_OVER = lazy(
    r"(?:尚有|还有|仍有|余下的?|剩余的?|剩下的?|还剩|尚余|[还仍]余|剩)[^,，。;\d]{0,10}$"
)
_REST = lazy(rf"(?:{_LEFT_OVER.pattern})|(?:其余|另|余)的?$")
# These point back: what is counted is of the group named before.
_DEFINITE = lazy(r"上述|这[批些里\d]|该批|其中|其余|余下|剩下|剩余|里头|当中|前述|本次|年内计划")
_EARLIER = lazy(r"去年|上年|前年|往年|上届|上季|上次|头轮|初[验查次]|首次|当初|原先|此前")
_OTHERS = lazy(r"另(?!一方面)|旁听|新(?:收|近|到|招|来|入职|成立|注册|开)|刚|外(?:单位|市|县)")
_LATER = lazy(r"其中|补|后|最终|至此|复[验查]|目前|现已")
# What names no group ahead of a number.
_EMPTY = lazy(
    r"目前|截[至止].*|现在|的|里头?|中|因[\u4e00-\u9fff]*|[对把将]|有|却|但|然而|眼下|下月|下年|"
    r"明年|来年|下一步|要|抓紧|做好|年内|当前|年底|月底|最后|其间|实际|台账|上|"
    r"记录|记载"
)
_ENDS_TOPIC = lazy(r"[,，;:]|尚|还|仍|未|没|不|其余|余下|剩|正在|结转|挂账|遗留")
# How many sentences on the rest may stand, and within how many it is near.
_FAR = 24
_NEAR = 3


@cache
def _opposites() -> dict[str, re.Pattern[str]]:
    return {one: guarded(other) for one, other in load("all_done.toml")["opposites"].items()}


def _window(reading: Reading) -> tuple[str, str]:
    """The words of a number ahead of it and behind it; those behind run on till the next number."""
    behind = reading.after
    if not _NOT.search(reading.before + behind):
        behind = re.split(r"[;。]", reading.tail)[0][:40]
        if behind == reading.tail[:40] and reading.end + len(reading.tail) < reading.sentence.end:
            # The last clause leads to the next number and is told of that one.
            behind = re.split(r"[,，、](?=[^,，、]*$)", behind)[0]
    return reading.before, behind


def _denied(every: All, words: str) -> int:
    """How surely words after 未 or 没有 deny the deed: 0 to 4."""
    shared = bigrams(words) & bigrams(han(every.deed)) if every.deed else set()
    if shared:
        return 4 if len(shared) > 2 else 3
    if len(bigrams(words) & bigrams(every.told)) > 2:
        return 3
    same = deeds_in(words[:8]) & every.deeds
    return 2 if same or (every.rate and set(words[:4]) & set(every.deed[-2:])) else 0


def _deed_left(every: All, ahead: str, behind: str) -> int:
    """How surely the words say that what was done to all was not done to these: 0 to 4."""
    both = f"{ahead}\x00{behind}"
    if every.sort:
        opposite = _opposites().get(every.sort)
        return 3 if opposite and opposite.search(both) else 0
    none = han(every.none)[:4]
    if none and re.search(rf"(?<![无没零一]){re.escape(none)}", both):
        return 3
    denied = [_denied(every, found["deed"]) for found in _NOT.finditer(both)]
    if any(deeds()[at].left.search(both) for at in every.deeds):
        denied.append(2)
    if not denied and _LEFT_OVER.search(ahead):
        return 2 if deeds_in(behind) & every.deeds else 1
    return max(denied, default=0)


def _thing(every: All, reading: Reading) -> int:
    """How surely the number counts some of the same things: 0 to 5."""
    words = every.words
    lead = every.read.plain[max(reading.sentence.start, reading.start - 60) : reading.start]
    noun = han(re.sub(r"^[的余多]", "", reading.after))[:6]
    noun = noun or re.sub(r"[的有]+$", "", han(reading.before)).split("的")[-1][-4:]
    behind = bigrams(han(reading.after)[:14])
    return sum(
        (
            any(evidence.same_unit(reading, one) for one in every.counts[-3:]),
            bool(_DEFINITE.search(lead)) or _again(every, reading),
            len(noun) > 1 and (noun[:2] in words or len(bigrams(noun) & bigrams(words)) > 1),
            bool(every.none) and reading.kind == "case" and every.none in reading.before,
            len(behind & bigrams(every.told)) > 1 and noun[:2] not in words,
        )
    )


def _again(every: All, reading: Reading) -> bool:
    """Whether a number named before is said again ahead of this one: 26件中收费的4件."""
    earlier = [*every.counts, *every.read.around(reading, 1, 0)]
    return any(
        every.end < one.start < reading.start
        and one.sentence.index == reading.sentence.index
        and any(
            whole.start < one.start
            and one.claim.value == whole.claim.value
            and evidence.same_unit(one, whole)
            for whole in earlier
        )
        for one in earlier
    )


def _words_left(every: All) -> re.Pattern[str]:
    """What says of itself that a thing is not done: 收费, 结转, 缺席."""
    words = [deeds()[at].left.pattern for at in sorted(every.deeds)]
    if every.none:
        words.append(re.escape(han(every.none)[:4]))
    if every.sort in _opposites():
        words.append(_opposites()[every.sort].pattern)
    return lazy("|".join(words) or r"(?!)")


def _unknown_topic(every: All, reading: Reading) -> bool:
    """小微企业里还有4家: of a group not named before."""
    plain = every.read.plain
    start = max(reading.clause[0], reading.start - 60)
    said = plain[max(reading.sentence.start, every.end, reading.start - 40) : reading.start]
    if _DEFINITE.search(said) or _again(every, reading):
        return False
    ahead = _ENDS_TOPIC.split(plain[start : reading.start])[0]
    topic = han(_EMPTY.sub("", _words_left(every).split(ahead)[0]))
    if len(topic) < 3:
        return False
    pairs = bigrams(topic)
    return len(pairs & bigrams(plain[every.opens : start])) * 2 <= len(pairs)


def _of_others(every: All, reading: Reading) -> bool:
    """Whether other numbers show that it is left of another group or of a wider one."""
    known = [
        one
        for one in (*every.counts, *every.read.around(reading, 1, 0))
        if one.start < reading.start and evidence.same_unit(one, reading)
    ]
    whole = every.whole(reading)
    all_of = whole.claim.value if whole else None
    if any(_names_group(every, one, reading, all_of) for one in known):
        return True
    for at, wider in enumerate(known):
        rest = wider.claim.value - reading.claim.value
        done = [place for place, one in enumerate(known) if one.claim.value == rest > 0]
        beside = at + 1 in done and at + 2 == len(known) and wider.start > every.end
        beyond = not every.rate and all_of is not None and wider.claim.value > all_of
        if done and (beside or beyond):
            return True
    return False


def _names_group(every: All, one: Reading, reading: Reading, all_of: object) -> bool:
    """判决的9件中…正在执行5件, 其余7件…其中2件: the number before is of a group of its own."""
    if one.start <= every.end or one.claim.value <= reading.claim.value:
        return False
    if one.claim.value == all_of:
        return False
    named = re.search(r"[\u4e00-\u9fff]的\s*$", one.before) and re.match(
        r"[\u4e00-\u9fff]", one.after
    )
    return bool(named) or bool(re.search(r"其余|另", one.before))


def _can_be_left(every: All, reading: Reading, ahead: str, behind: str) -> bool:
    """Whether the number may be of the same group and time at all."""
    if not evidence.is_count(reading) or reading.claim.value <= 0 or reading.kind == "money":
        return False
    if reading.claim.mode in {"last_year", "upper_level"}:
        return False
    if _OTHERS.search(ahead + behind[:12]) or _EARLIER.search(reading.lead[-30:]):
        return False
    wholes = [one for one in every.counts if evidence.same_unit(one, reading)]
    if not wholes:
        return True
    if reading.claim.value == wholes[-1].claim.value and not ahead.endswith("的"):
        return bool(re.search(r"[中里内]|有", behind[:12]))
    return any(reading.interval.low <= whole.interval.high for whole in wholes)


def _is_left(every: All, reading: Reading) -> bool:
    """Whether a number is of the same things, left undone."""
    ahead, behind = _window(reading)
    if not _can_be_left(every, reading, ahead, behind):
        return False
    deed = _deed_left(every, ahead, behind)
    if not deed or _unknown_topic(every, reading) or _of_others(every, reading):
        return False
    if reading.claim.mode == "plan" and deed < 2 and not re.search(r"余下|剩", ahead):
        return False
    apart = reading.sentence.index - every.sentence.index
    thing = _thing(every, reading)
    if apart == 0:
        return deed + thing >= 2
    if apart <= _NEAR and reading.sentence.paragraph == every.sentence.paragraph:
        return thing > 0 and deed + thing >= 3
    return deed >= 2 and (thing >= 2 or deed + thing >= 5)


def _left_behind(every: All) -> Reading | None:
    """What a later sentence, or the rest of this one, says is not done."""
    for index in range(every.sentence.index, every.sentence.index + _FAR):
        for reading in every.read.groups.get(index, ()):
            if reading.start < every.end:
                continue
            if every.rate and evidence.is_portion(reading):
                # What is left from here on is left of another rate.
                return None
            if _is_left(every, reading):
                return reading
    return None


def _counted_less(every: All) -> Reading | None:
    """发放问卷500份,回收率100%,…收回的463份: fewer than all, by the count of the same deed."""
    if not every.rate:
        return None
    for index in range(every.sentence.index, every.sentence.index + _NEAR + 1):
        for reading in every.read.groups.get(index, ()):
            whole = every.whole(reading)
            if reading.start < every.end or whole is None or reading.claim.mode != "result":
                continue
            done = re.search(r"([\u4e00-\u9fff]{2})(?:的|了)?\s*$", reading.before)
            less = reading.interval.high < whole.interval.low
            same = done and set(done[1]) == set(every.deed[-2:])
            if less and same and evidence.slipped(reading.interval, whole.interval):
                return reading
    return None


_AIM = lazy(r"(?:计划|任务|目标|应)[^,，。;\d]{0,6}$")
_MADE = lazy(r"^[,，]?(?:实际|已|只|仅|共)?(?:完成|建成|实现|培训|举办|签订|走访)?了?$")


def _short_of_target(every: All) -> Reading | None:
    """以上5项任务全部达到目标 beside 母婴室任务6家,完成5家."""
    said = every.read.plain[max(every.sentence.start, every.start - 40) : every.end + 12]
    if not re.search(r"任务|指标|目标", said) or not re.match(
        r"[^,，]{0,4}(?:完成|达)", every.deed
    ):
        return None
    near = [
        one
        for index in range(every.sentence.index - 1, every.sentence.index + 2)
        for one in every.read.groups.get(index, ())
        if one.sentence.paragraph == every.sentence.paragraph
    ]
    for at in range(len(near) - 1):
        aim, made = near[at : at + 2]
        told = _AIM.search(aim.before) and _MADE.match(made.lead)
        if told and evidence.same_unit(aim, made) and made.interval.high < aim.interval.low:
            return made
    return None


def _left_ahead(every: All) -> Reading | None:
    """立案17件,已办复12件,其余5件…,办复率达100%: the sum shows that the rate is of all."""
    counts = [one for one in every.counts if one.sentence.index == every.sentence.index]
    if not every.rate or len(counts) < 3:
        return None
    whole, done, rest = counts[-3:]
    if whole.claim.value != done.claim.value + rest.claim.value:
        return None
    ahead, behind = _window(rest)
    if not _REST.search(ahead) and not _NOT.search(ahead + behind):
        return None
    between = every.read.plain[done.end : every.start]
    return rest if evidence.same_unit(whole, rest) and not _LATER.search(between) else None


def _problem(every: All, reading: Reading) -> Problem:
    said = re.sub(r"\s+", "", every.read.text[every.start : every.end])
    message = f"文中说“{said}”，却又说有{quoted(reading)}不是这样。"
    start, end = min(every.start, reading.start), max(every.end, reading.end)
    if every.sentence.index != reading.sentence.index:
        start, end = reading.start, reading.end
    return Problem(every.read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """What is said of all and denied of some; each number once."""
    found: dict[int, Problem] = {}
    for every in alls(read):
        left = None if every.planned else _left_behind(every) or _counted_less(every)
        left = left or _left_ahead(every) or _short_of_target(every)
        if left:
            found.setdefault(left.end, _problem(every, left))
    return list(found.values())
