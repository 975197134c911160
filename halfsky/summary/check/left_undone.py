"""Whether a number counts some of those things which all are said to be done, left undone.

What was done to all must be what is not done to these, of one group and one time.
"""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check import evidence
from halfsky.summary.check.all_said import All, deeds, deeds_in, han
from halfsky.summary.check.evidence import bigrams
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading
from halfsky.summary.check.wording import load

NOT = lazy(
    r"(?:尚未|暂未|仍未|还未|未能|没能|没有能|还没有?|没有|没来|没|未(?![来婚成]|必|满(?!意))|"
    r"不(?=[达合满]))(?:来|能|被|曾|完全|得到|按期|及时|参加)?(?P<deed>[\u4e00-\u9fff]{1,14})"
)
LEFT_OVER = lazy(
    r"(?:尚有|还有|仍有|余下的?|剩余的?|剩下的?|还剩|尚余|[还仍]余|剩)[^,，。;\d]{0,10}$"
)
# These point back: what is counted is of the group named before.
_DEFINITE = lazy(
    r"上述|所[收办接受]|(?:登记|备案|受理|接访|立案)的|这[批些里\d]|该批|其中|其余|余下|剩下|剩余|里头|当中|前述|本次|年内计划"
)
_EARLIER = lazy(r"去年|上年|前年|往年|上届|上季|上次|头轮|初[验查次]|首次|当初|原先|此前")
_OTHERS = lazy(r"另(?!一方面)|旁听|新(?:收|近|到|招|来|入职|成立|注册|开)|刚|外(?:单位|市|县)")
# What names no group ahead of a number.
_EMPTY = lazy(
    r"目前|截[至止].*|现在|的|里头?|中|因[\u4e00-\u9fff]*|[对把将]|有|却|但|然而|眼下|下月|下年|"
    r"明年|来年|下一步|要|抓紧|做好|年内|当前|年底|月底|最后|其间|实际|台账|上|"
    r"记录|记载|所收|收到|登记|所有|反映|工作中|显示|另|会后|给"
)
# To answer is not yet to solve.
_ANSWERED = lazy(r"^回|[答回][复访应]|反馈")
# 余下8项都是…完成的, 剩下的19份送给…: what is left over was done, or is to spare.
SPARE = lazy(
    r"^[^,，。;]{0,4}(?:都|均|全|由|也|已(?!建))|送[给到]|留[给作在]|赠|富余|备用|入库|兜底|共用"
)
_PERIODS = lazy(r"上半年|下半年|[一二三四]季度|\d+月份")
_NEXT_TOPIC = lazy(
    r"[;。](?:[^,，。;\d]{2,6}(?=(?:方面|任务|工作|一项)[,，:])|\d{1,2}[.、][^,，。;\d]{2,8}?(?=目标|任务|[,，。;\d]))"
)
# 三分场还有14名: a place within the group that all were.
_WITHIN = lazy(r"(?:[^小]队|分场|车间|[\u4e00-\u9fff][科室部组班]|分会|支部)$")
_ENDS_TOPIC = lazy(r"[,，;:]|尚|还|仍|未|没|不|其余|余下|剩|正在|结转|挂账|遗留")
# How many sentences on the rest may stand, and within how many it is near.
NEAR = 3


@cache
def _opposites() -> dict[str, re.Pattern[str]]:
    return {one: guarded(other) for one, other in load("all_done.toml")["opposites"].items()}


def window(reading: Reading) -> tuple[str, str]:
    """The words of a number ahead of it and behind it; those behind run on till the next number."""
    behind = reading.after
    if not NOT.search(reading.before + behind):
        behind = re.split(r"[;。]", reading.tail)[0][:40]
        if reading.tail == behind and "中" in behind and not re.search(r"[,，、]", behind):
            # 45名司机中违章的3名: it is the next number that is told of.
            behind = behind.split("中")[0]
        if behind == reading.tail[:40] and reading.end + len(reading.tail) < reading.sentence.end:
            # The last clause leads to the next number and is told of that one.
            behind = re.split(r"[,，、](?=[^,，、]*$)", behind)[0]
    return reading.before, behind


# Who the group is says nothing of what was done.
_GROUP = lazy(r"女(?:教)?职工|女会员|女工|职工|员工|企业|单位|工会")


def _pairs(words: str) -> set[str]:
    """The words by twos, without who the group is."""
    return set().union(*(bigrams(part) for part in _GROUP.split(words)))


def _denied(every: All, words: str) -> int:
    """How surely words after 未 or 没有 deny the deed: 0 to 4."""
    if _ANSWERED.search(every.deed) and not _ANSWERED.search(words):
        return 0
    shared = _pairs(words) & _pairs(han(every.deed)) if every.deed else set()
    if shared:
        return 4 if len(shared) > 2 else 3
    if len(bigrams(words) & bigrams(every.told)) > 2:
        return 3
    same = bool(deeds_in(words[:8]) & every.deeds)
    # 补发了加班费, 一分未|发: one character is all that is said of it.
    same = same or (0 < len(words) < 3 and words[0] in han(every.deed)[:4].replace("到", ""))
    return 2 if same or (every.rate and set(words[:4]) & set(every.deed[-2:])) else 0


_NONE_OF = lazy(r"(?:没有?|[无未零不]|杜绝)(?:一?[笔件起个人例次户家])?\x00?$")


def _says_left(every: All, words: str) -> bool:
    """Whether a word says by itself that it is not done: 结转, 待办; but not 没有一笔逾期."""
    for at in every.deeds:
        for found in deeds()[at].left.finditer(words):
            answered = found.group() == "暂不" and _ANSWERED.search(every.deed)
            if not answered and not _NONE_OF.search(words[: found.start()]):
                return True
    return False


def deed_left(every: All, ahead: str, behind: str) -> int:
    """How surely the words say that what was done to all was not done to these: 0 to 4."""
    both = f"{ahead}\x00{behind}"
    if every.sort:
        opposite = _opposites().get(every.sort)
        return 3 if opposite and opposite.search(both) else 0
    none = han(every.none)[:4]
    if none and re.search(rf"(?<![无没零一]){re.escape(none)}", both):
        return 3
    denied = [_denied(every, found["deed"]) for found in NOT.finditer(both)]
    if _says_left(every, both):
        denied.append(2)
    if not denied and LEFT_OVER.search(ahead) and not SPARE.search(behind):
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
    if len(topic) < 3 or (_WITHIN.search(topic) and not _WITHIN.search(every.told)):
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
    if _beside_sum(every, reading, known) or _of_other_deed(every, reading, known):
        return True
    for at, wider in enumerate(known):
        rest = wider.claim.value - reading.claim.value
        done = [place for place, one in enumerate(known) if one.claim.value == rest > 0]
        beside = at + 1 in done and at + 2 == len(known) and wider.start > every.end
        beside = beside or (max(done, default=0) > at and _of_other_things(every, wider))
        beyond = not every.rate and all_of is not None and wider.claim.value > all_of
        if done and (beside or beyond):
            return True
    return False


_STILL_LEFT = lazy(r"尚|仍|还[有没未]|至今")
_LEFT_WORD = lazy(r"遗留|结转")
_REST_OR_NOT = lazy(r"余下|剩余|剩下|其余|未")


def _planned(every: All, reading: Reading, words: str) -> bool:
    """Whether it is only told as work to come, and not as left of the same things."""
    if reading.claim.mode != "plan" or _STILL_LEFT.search(words):
        return False
    left = _says_left(every, _LEFT_WORD.sub("", words))
    return not ((left or _REST_OR_NOT.search(words)) and every.whole(reading))


def _elsewhere(every: All, reading: Reading) -> bool:
    """Whether the number is told of another time or under another heading."""
    between = every.read.plain[every.end : reading.start]
    first, second = (
        set(_PERIODS.findall(words))
        for words in (every.read.plain[every.opens : every.start], between)
    )
    if first and second and not first & second:
        return True
    topics = _NEXT_TOPIC.findall(between[max(0, reading.sentence.start - every.end - 1) :])
    return bool(topics) and not bigrams(han(topics[-1])) & bigrams(every.words)


def _of_other_things(every: All, wider: Reading) -> bool:
    """接待来访66件,办结64件 behind 问题全部整改: a number of what was not named before."""
    noun = _pairs(han(wider.before)[-6:]) | _pairs(han(wider.after)[:6])
    return wider.start > every.end and not noun & bigrams(every.words)


def _of_other_deed(every: All, reading: Reading, known: list[Reading]) -> bool:
    """立案的24项全部答复,落实20项,还有4项: the rest is of another deed than all were."""
    whole = every.whole(reading)
    last = known[-1] if known else None
    if whole is None or last is None or last.start < every.end:
        return False
    makes = last.claim.value + reading.claim.value == whole.claim.value
    return makes and not bigrams(han(last.before)) & bigrams(han(every.deed))


def _beside_sum(every: All, reading: Reading, known: list[Reading]) -> bool:
    """57名中,怀孕6名、哺乳9名,全部离岗,还有42名: all of two parts, the rest is the others."""
    parts = [one for one in known if one.end <= every.start][-2:]
    wider = [one.claim.value for one in known if one not in parts]
    return len(parts) == 2 and sum(p.claim.value for p in parts) + reading.claim.value in wider


def _names_group(every: All, one: Reading, reading: Reading, all_of: object) -> bool:
    """判决的9件中…正在执行5件, 其余7件…其中2件: the number before is of a group of its own."""
    if one.start <= every.end or one.claim.value <= reading.claim.value:
        return False
    if one.claim.value == all_of:
        return False
    between = every.read.plain[every.end : one.start]
    if ";" in between and re.search(r"剩|余", reading.before):
        return True
    named = re.search(r"[\u4e00-\u9fff]的\s*$", one.before) and re.match(
        r"[\u4e00-\u9fff]", one.after
    )
    return bool(named) or bool(re.search(r"其余|另", one.before))


def is_of_others(every: All, reading: Reading, words: str) -> bool:
    """Whether it is told of others; 已挂牌8个,另两个尚未挂牌 makes up the ten that all were."""
    found = _OTHERS.search(words)
    if not found or found.group() != "另":
        return bool(found)
    whole = every.whole(reading)
    done = [one.claim.value for one in every.read.around(reading, 1, 0) if one.end < reading.start]
    made_up = whole and whole.claim.value - reading.claim.value in done
    return not made_up and not re.search(r"另[有外]?[^,，。;]{0,6}\x00?.{0,8}没", words)


def _can_be_left(every: All, reading: Reading, ahead: str, behind: str) -> bool:
    """Whether the number may be of the same group and time at all."""
    if not evidence.is_count(reading) or reading.claim.value <= 0 or reading.kind == "money":
        return False
    if reading.claim.mode in {"last_year", "upper_level"}:
        return False
    if is_of_others(every, reading, ahead + behind[:12]) or _EARLIER.search(reading.lead[-30:]):
        return False
    wholes = [one for one in every.counts if evidence.same_unit(one, reading)]
    if not wholes:
        return True
    if reading.claim.value == wholes[-1].claim.value and not ahead.endswith("的"):
        return bool(re.search(r"[中里内]|有", behind[:12]))
    return any(reading.interval.low <= whole.interval.high for whole in wholes)


_AFTERWARDS = lazy(r"补考|复[检查考]|整改后|返工|首[次考检]|初[次考检]")


def _denies_rate(every: All, words: str) -> bool:
    """合格率100% beside 不合格: such a rate is often rounded, and made better afterwards."""
    denied = re.search(rf"[不未没非][有能]?{every.deed[-2:]}", words)
    return bool(denied) and not _AFTERWARDS.search(every.words + words)


def is_left(every: All, reading: Reading) -> bool:
    """Whether a number is of the same things, left undone."""
    ahead, behind = window(reading)
    if not _can_be_left(every, reading, ahead, behind):
        return False
    deed = deed_left(every, ahead, behind)
    if not deed or _unknown_topic(every, reading) or _of_others(every, reading):
        return False
    if _planned(every, reading, ahead + behind) or _elsewhere(every, reading):
        return False
    apart = reading.sentence.index - every.sentence.index
    if every.loose and (apart > 1 or not _denies_rate(every, ahead + behind)):
        return False
    thing = _thing(every, reading)
    if apart == 0:
        return deed + thing >= 2
    if apart <= NEAR and reading.sentence.paragraph == every.sentence.paragraph:
        return thing > 0 and deed + thing >= 3
    still = bool(_STILL_LEFT.search(ahead[-12:] + behind))
    return deed >= 2 and (thing >= 2 or deed + thing >= 5 - still)
