"""Whether a number counts some of those things which all are said to be done, left undone.

What was done to all must be what is not done to these, of one group and one time.
"""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.conflicts.all_said import All, deeds, deeds_in, han
from halfsky.summary.check.conflicts.other_groups import (
    DEFINITE,
    again,
    completes_another,
    is_of_others,
    of_others,
    only_answered,
    opposites,
    pairs_of,
    unknown_topic,
)
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading

NOT = lazy(
    r"(?:尚未|暂未|仍未|还未|未能|没能|没有能|还没有?|没有|没来|没|未(?![来婚成]|必|满(?!意))|"
    r"不(?=[达合满]))(?:来|能|被|曾|完全|得到|按期|及时|参加)?(?P<deed>[\u4e00-\u9fff]{1,14})"
)
LEFT_OVER = lazy(
    r"(?:尚有|还有|仍有|余下的?|剩余的?|剩下的?|还剩|尚余|[还仍]余|剩)[^,，。;\d]{0,10}$"
)
_EARLIER = lazy(r"去年|上年|前年|往年|上届|上季|上次|头轮|初[验查次]|首次|当初|原先|此前")
# 余下8项都是…完成的, 剩下的19份送给…: what is left over was done, or is to spare.
SPARE = lazy(
    r"^[^,，。;]{0,4}(?:都|均|全|由|也|已(?!建))|送[给到]|存[放入在]|[交退]回|归还|转[赠交送]|留[给作在]|赠|富余|备用|入库|兜底|共用"
)
_PERIODS = lazy(r"上半年|下半年|[一二三四]季度|\d+月份")
NEXT_TOPIC = lazy(
    r"[;。](?:[^,，。;\d]{2,6}(?=(?:方面|任务|工作|一项)[,，:])|\d{1,2}[.、][^,，。;\d]{2,8}?(?=目标|任务|[,，。;\d]))"
)
# How many sentences on the rest may stand, and within how many it is near.
NEAR = 3
# 1个因为没有教师,一天也没有开过: why is told before what.
_WHY = lazy(r"^[^,，。;]{0,8}?(?:因|由于)[^,，。;]*")


# “一般”的36家,没有自评为“差”的: there is none of that sort.
_NOBODY = lazy(
    r"[,，]没有(?!的)[^,，。;\d]{1,14}[“\"][^,，。;\d]{1,6}[”\"][^,，。;\d]{0,2}的(?=[。;,，]|$)"
)
_LONGEST = 56


def window(reading: Reading) -> tuple[str, str]:
    """The words of a number ahead of it and behind it; those behind run on till the next number."""
    behind = reading.after
    if _NOBODY.match(reading.tail):
        return _ahead(reading), ""
    if not NOT.search(reading.before + _WHY.sub("", behind)):
        behind = re.split(r"[;。]", reading.tail)[0][:_LONGEST]
        if reading.tail == behind and "中" in behind and not re.search(r"[,，、]", behind):
            # 45名司机中违章的3名: it is the next number that is told of.
            behind = behind.split("中")[0]
        if (
            behind == reading.tail[:_LONGEST]
            and reading.end + len(reading.tail) < reading.sentence.end
        ):
            # The last clause leads to the next number and is told of that one.
            behind = re.split(r"[,，、](?=[^,，、]*$)", behind)[0]
    return _ahead(reading), behind


def _ahead(reading: Reading) -> str:
    """The words ahead of a number, with names before it: 尚未建立的北河、曲水|两个社区."""
    clause = re.split(r"[,，;:。]", reading.lead)[-1]
    return (
        clause[-_LONGEST:] if "、" in clause and clause.endswith(reading.before) else reading.before
    )


# 6名女职工退休,没有新进人员: what there is none of is others.
_OTHERS_NOT = lazy(
    r"(?:新(?:进|来|招|增|入职|加入|录用|聘)|其[他它]|别的|外[来聘])[的]?[\u4e00-\u9fff]"
)


def denies(every: All, words: str) -> int:
    """How surely words after 未 or 没有 deny the deed: 0 to 4."""
    if only_answered(every, words) or _OTHERS_NOT.match(words):
        return 0
    shared = pairs_of(words) & pairs_of(han(every.deed)) if every.deed else set()
    if shared:
        return 4 if len(shared) > 2 else 3
    if len(pairs_of(words) & pairs_of(every.told)) > 2:
        return 3
    same = bool(deeds_in(words[:8]) & every.deeds)
    # 补发了加班费, 一分未|发: one character is all that is said of it.
    same = same or (0 < len(words) < 3 and words[0] in han(every.deed)[:4].replace("到", ""))
    return 2 if same or (every.rate and set(words[:4]) & set(every.deed[-2:])) else 0


_STILL_TO_DO = lazy(
    r"(?:明年|下年|来年|下一步|下半年|下季度|今后)[^,，。;]{0,6}(?:余|剩)[^,，。;]{0,4}$"
)
_NONE_OF = lazy(r"(?:没有?|[无未零不]|杜绝)(?:一?[笔件起个人例次户家])?\x00?$")


def _says_left(every: All, words: str) -> bool:
    """Whether a word says by itself that it is not done: 结转, 待办; but not 没有一笔逾期."""
    for at in every.deeds:
        for found in deeds()[at].left.finditer(words):
            answered = found.group() == "暂不" and only_answered(every, "")
            if not answered and not _NONE_OF.search(words[: found.start()]):
                return True
    return False


def deed_left(every: All, ahead: str, behind: str) -> int:
    """How surely the words say that what was done to all was not done to these: 0 to 4."""
    both = f"{ahead}\x00{behind}"
    if every.sort:
        opposite = opposites().get(every.sort)
        return 3 if opposite and opposite.search(both) else 0
    none = han(every.none)[:4]
    if none and re.search(rf"(?<![无没零一]){re.escape(none)}", both):
        return 3
    denied = [denies(every, found["deed"]) for found in NOT.finditer(both)]
    if _says_left(every, both):
        denied.append(2)
    spare = SPARE.search(behind) and not _STILL_TO_DO.search(ahead)
    if not denied and LEFT_OVER.search(ahead) and not spare:
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
            bool(DEFINITE.search(lead)) or again(every, reading),
            len(noun) > 1 and (noun[:2] in words or len(bigrams(noun) & bigrams(words)) > 1),
            bool(every.none) and reading.kind == "case" and every.none in reading.before,
            len(behind & bigrams(every.told)) > 1 and noun[:2] not in words,
            len(pairs_of(han(reading.before)) & pairs_of(words)) > 2,
        )
    )


# 尚有14名未办理,经督促,已于8月|补办: all were done in the end.
_DONE_LATER = lazy(
    r"(?:已|随后|随即|后来|之后|后又|当[天场日]|次日|事后|其后|[周月]后)[^,，。;]{0,12}?"
    r"(?:补[办上齐检签发考做完报交]|全[部都]|完成|完毕|结清|办[妥结好]|改[好完]|解决|到位)"
)


def done_later_in(behind: str) -> bool:
    """Whether words behind tell that it was done by now."""
    done = _DONE_LATER.search(behind)
    return done is not None and not NOT.search(behind[done.start() :])


def _done_later(every: All, reading: Reading) -> bool:
    """Whether what was left is told as done by now, in the same sentence."""
    return done_later_in(
        every.read.plain[reading.end : min(reading.sentence.end, reading.end + 80)]
    )


_STILL_LEFT = lazy(r"尚|仍|还[有没未]|至今")
_LEFT_WORD = lazy(r"遗留|结转")
_REST_OR_NOT = lazy(r"余下|剩余|剩下|其余|未")


def _planned(every: All, reading: Reading, words: str) -> bool:
    """Whether it is only told as work to come, and not as left of the same things."""
    if reading.claim.mode != "plan" or _STILL_LEFT.search(words):
        return False
    left = _says_left(every, _LEFT_WORD.sub("", words))
    return not ((left or _REST_OR_NOT.search(words)) and every.whole(reading))


# 机关应建188个,全部建成;非公应建432个,已建400个: the next row has its own shortfall.
_NEXT_ROW = lazy(
    r"^[;。][^;。]*?应[^,，。;\d]{0,6}(?P<due>\d+)[\u4e00-\u9fff]{1,2}[,，][^,，。;\d]{0,6}(?P<done>\d+)"
)


def _next_row_short(every: All, one: Reading) -> bool:
    """Whether the rows behind that of the word tell of fewer done than were due."""
    between = every.read.plain[every.end : one.start]
    at = between.find(";")
    while at >= 0:
        row = _NEXT_ROW.match(between[at:])
        if row and int(row["done"]) < int(row["due"]):
            return True
        at = between.find(";", at + 1)
    return False


# 九月并入了新分厂: those that joined afterwards are not of those that all were.
_JOINED = lazy(r"并入|划[入归转]|接[收管]|合并进|[转归移]入了?(?!下|明|来|[后档库账])")
_BESIDES = lazy(r"除[^,，。;]{1,24}外[,，]?(?:还|另|也|又)?有?[^,，。;\d]{0,8}$")


def _elsewhere(every: All, reading: Reading) -> bool:
    """Whether the number is told of another time or under another heading."""
    between = every.read.plain[every.end : reading.start]
    if _JOINED.search(between) or _BESIDES.search(between) or _next_row_short(every, reading):
        return True
    first, second = (
        set(_PERIODS.findall(words))
        for words in (every.read.plain[every.opens : every.start], between)
    )
    if first and second and not first & second:
        return True
    topics = NEXT_TOPIC.findall(between[max(0, reading.sentence.start - every.end - 1) :])
    return bool(topics) and not bigrams(han(topics[-1])) & bigrams(every.words)


# 全部进了仓库登记,…铺了28床,剩12床; 工装柜里剩19套: what is left of a stock.
_STOCKED = lazy(r"入库|仓库|登记|入账|入册|验收|到货|收到|清点")
_USED = lazy(r"领[用走取]|[用铺穿吃喝卖装送]了|用[掉去]|发[了出]|消耗|售出|支[了出]")
_KEPT_IN = lazy(r"(?:[柜库架]|库房|仓库|箱子|抽屉|冰箱|账)[里中上内]")
_LEFT_OF_STOCK = lazy(r"(?:剩|余|存)[^,，。;\d]{0,4}$")


def _is_stock(every: All, reading: Reading) -> bool:
    """Whether it is what is left of things after some were used, or of those kept somewhere."""
    ahead = every.read.plain[max(every.end, reading.sentence.start) : reading.start]
    if not _LEFT_OF_STOCK.search(reading.before) or NOT.search(reading.before + reading.after):
        return False
    taken = _STOCKED.search(every.deed) and _USED.search(ahead)
    return bool(taken or _KEPT_IN.search(ahead))


def _can_be_left(every: All, reading: Reading, ahead: str, behind: str) -> bool:
    """Whether the number may be of the same group and time at all."""
    if not evidence.is_count(reading) or reading.claim.value <= 0 or reading.kind == "money":
        return False
    if reading.claim.mode in {"last_year", "upper_level"} or _is_stock(every, reading):
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
    if not deed or unknown_topic(every, reading) or of_others(every, reading):
        return False
    if _planned(every, reading, ahead + behind) or _elsewhere(every, reading):
        return False
    if _done_later(every, reading) or completes_another(every, reading):
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
