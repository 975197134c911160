"""Whether a number is told of others than those which all are said to be done.

By what the number counts (新建的, 小微企业里), or by what it makes with the numbers around it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.conflicts.all_said import All, deeds, deeds_in, han
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading
from halfsky.summary.check.text.wording import load

# These point back: what is counted is of the group named before.
DEFINITE = lazy(
    r"上述|所[收办接受]|(?:登记|备案|受理|接访|立案)的|这[批些里\d]|该批|其中|其余|余下|剩下|剩余|里头|当中|前述|本次|年内计划"
)
_OTHERS = lazy(
    r"另(?!一方面)|旁听|新(?:收|近|到|招|来|入职|成立|注册|开|建|设|增|加|提)|刚|外(?:单位|市|县)"
)
# What names no group ahead of a number.
_EMPTY = lazy(
    r"目前|截[至止].*|现在|的|里头?|中|因[\u4e00-\u9fff]*|[对把将]|有|却|但|然而|眼下|下月|下年|"
    r"明年|来年|下一步|要|抓紧|做好|年内|当前|年底|月底|最后|其间|实际|台账|上|"
    r"记录|记载|所收|收到|登记|所有|反映|工作中|显示|另|会后|给|家中无人|无人应答"
)
# 走访宿舍时,女工委发现|仍有4名: who says so is not whom it is said of.
_REPORTED = lazy(
    r"^[^的]{0,14}(?:发现|反馈|显示|记载|载明|[写注标]明|说明?|表明|通报|反映|坦言|称|报告|函告|统计|督促|责成|推动|帮助|指导|"
    r"抽查时?|核对时?|检查时?|回访时?|台账[中里上]|系统里|名单[中里上]|附件[中里]|附表[中里]|清单[中里上]|记录[中里])"
)
# To answer is not yet to solve.
_ANSWERED = lazy(r"^回|[答回][复访应]|回音|有说法|反馈")
_SETTLED = lazy(r"办[结理妥]|解决|落实|整改|化解|处理")


def only_answered(every: All, words: str) -> bool:
    """Whether all were answered and the words are not of answering."""
    only = _ANSWERED.search(every.deed) and not _SETTLED.search(every.deed)
    return bool(only) and not _ANSWERED.search(words)


# 三分场还有14名: a place within the group that all were.
_WITHIN = lazy(r"(?:[^小]队|分场|车间|[\u4e00-\u9fff](?:[科室部班]|(?<!小)组)|分会|支部)$")
_ENDS_TOPIC = lazy(r"[,，;:]|尚|还|仍|未|没|不|其余|余下|剩|正在|结转|挂账|遗留")


@cache
def opposites() -> dict[str, re.Pattern[str]]:
    return {one: guarded(other) for one, other in load("all_done.toml")["opposites"].items()}


# Who the group is says nothing of what was done.
_GROUP = lazy(r"女(?:教)?职工|女会员|女工|职工|员工|企业|单位|工会")


def pairs_of(words: str) -> set[str]:
    """The words by twos, without who the group is."""
    return set().union(*(bigrams(part) for part in _GROUP.split(words)))


def again(every: All, reading: Reading) -> bool:
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
    if every.sort in opposites():
        words.append(opposites()[every.sort].pattern)
    return lazy("|".join(words) or r"(?!)")


def unknown_topic(every: All, reading: Reading) -> bool:
    """小微企业里还有4家: of a group not named before."""
    plain = every.read.plain
    start = max(reading.clause[0], reading.start - 60)
    said = plain[max(reading.sentence.start, every.end, reading.start - 40) : reading.start]
    if DEFINITE.search(said) or again(every, reading):
        return False
    ahead = _ENDS_TOPIC.split(plain[start : reading.start])[0]
    topic = han(_EMPTY.sub("", _REPORTED.sub("", _words_left(every).split(ahead)[0])))
    if len(topic) < 3 or (_WITHIN.search(topic) and not _WITHIN.search(every.told)):
        return False
    if _parallel(every, reading):
        return True
    if _same_noun(every, reading) or _same_container(every, reading, topic):
        return False
    pairs = bigrams(topic)
    return len(pairs & bigrams(plain[every.opens : start])) * 2 <= len(pairs)


_PLACE = lazy(
    r"(?P<name>[\u4e00-\u9fff]{2})(?P<sort>车间|分厂|分公司|社区|街道|片区|工区|镇|乡|站|班|队|科|校|院|厂)"
    r"(?:的?(?:女职工|女工|女员工|女教师|职工|员工))$"
)


def _parallel(every: All, reading: Reading) -> bool:
    """喷花车间女工|22名 beside 搪烧车间女工|63名: the others of two such places."""
    whole = every.whole(reading)
    place, own = _PLACE.search(reading.before), _PLACE.search(whole.before) if whole else None
    return bool(place and own and place["sort"] == own["sort"] and place["name"] != own["name"])


_EVERYBODY = lazy(r"^(?:女(?:教)?职工|女会员|会员|女工|女员工|职工|员工|企业|单位|工会|女性)")


def _same_noun(every: All, reading: Reading) -> bool:
    """Whether both numbers count the same by name: 63处隐患 … 六号楼三层的8处隐患."""
    noun = han(reading.after[:6])
    if len(noun) < 2 or _EVERYBODY.search(noun):
        return False
    like = (one for one in every.counts if evidence.same_unit(one, reading))
    return any(noun[:2] in han(one.after[:14]) for one in like)


_PLAIN = lazy(r"女(?:教)?职工|女工|所有|全部|这些|今年|本年度?|全年|立项|建档")


def _same_container(every: All, reading: Reading, topic: str) -> bool:
    """8项课题 … 女职工课题里还有2项: the same things by name, not narrowed by another word."""
    noun = topic[-2:]
    if _EVERYBODY.search(noun) or _PLAIN.sub("", topic[:-2]):
        return False
    like = (one for one in every.counts if evidence.same_unit(one, reading))
    return any(noun in han(one.after[:8]) for one in like)


def _all_of(every: All, reading: Reading) -> set[Fraction]:
    """How many all are; of 236户,其中本地151户、外地85户 also the whole that is parted."""
    like = [one for one in every.counts if evidence.same_unit(one, reading)]
    whole = like[-1:]
    sentence = [one for one in like if one.sentence.index == every.sentence.index]
    for first, second in pairwise(sentence):
        if "其中" in every.read.plain[first.end : second.start]:
            whole.append(first)
    return {one.claim.value for one in whole}


def of_others(every: All, reading: Reading) -> bool:
    """Whether other numbers show that it is left of another group or of a wider one."""
    known = [
        one
        for one in (*every.counts, *every.read.around(reading, 1, 0))
        if one.start < reading.start and evidence.same_unit(one, reading)
    ]
    all_of = _all_of(every, reading)
    if any(_names_group(every, one, reading, all_of) for one in known):
        return True
    if _beside_sum(every, reading, known) or _of_other_deed(every, reading, known):
        return True
    for at, wider in enumerate(known):
        rest = wider.claim.value - reading.claim.value
        done = [
            place
            for place, one in enumerate(known)
            if one.claim.value == rest > 0 and not _listed(every, wider, one)
        ]
        beside = at + 1 in done and at + 2 == len(known) and wider.start > every.end
        beside = beside or (max(done, default=0) > at and _of_other_things(every, wider))
        beyond = not every.rate and bool(all_of) and wider.claim.value > max(all_of)
        if done and wider.claim.value not in all_of and (beside or beyond):
            return True
    return False


def _of_other_things(every: All, wider: Reading) -> bool:
    """接待来访66件,办结64件 behind 问题全部整改: a number of what was not named before."""
    noun = pairs_of(han(wider.before)[-6:]) | pairs_of(han(wider.after)[:6])
    return wider.start > every.end and not noun & bigrams(every.words)


def _listed(every: All, one: Reading, other: Reading) -> bool:
    """三期待遇类11件、其他7件: parts of one list, not a whole and what was done of it."""
    return "、" in every.read.plain[one.end : other.start]


# 24处已建成,19处经验收挂牌: to be judged good comes after being done.
_JUDGED = lazy(r"验收|挂牌|授牌|命名|达标|评定|获评|星级|示范")


# 件件有回音,已改18条,剩下的1条: an answer is not yet the thing done.
_CARRIED_OUT = lazy(r"已[改办结整落解采]")


def _of_other_deed(every: All, reading: Reading, known: list[Reading]) -> bool:
    """立案的24项全部答复,落实20项,还有4项: the rest is of another deed than all were."""
    whole = every.whole(reading)
    last = known[-1] if known else None
    if whole is None or last is None or last.start < every.end:
        return False
    makes = last.claim.value + reading.claim.value == whole.claim.value
    if bigrams(han(reading.before + reading.after)) & bigrams(han(every.deed)):
        return False
    said = last.before + last.after[:8]
    if makes and _JUDGED.search(said) and not _JUDGED.search(every.deed):
        return True
    told = pairs_of(han(said)) & pairs_of(han(every.deed)) or _same_deed(every, said)
    # 9人脱困,还有28人: nothing is said of the rest but that it is the rest.
    if makes and only_answered(every, said) and _CARRIED_OUT.search(last.before):
        return True
    bare = len(han(last.after)) > 1 and not han(reading.after)
    return makes and (bare or bool(deeds_in(said))) and not told


def _same_deed(every: All, words: str) -> bool:
    """Whether words name the deed by another verb: 办结 by 处理, but not 答复 by 落实."""
    return bool(deeds_in(words) & every.deeds) and not only_answered(every, words)


def _beside_sum(every: All, reading: Reading, known: list[Reading]) -> bool:
    """57名中,怀孕6名、哺乳9名,全部离岗,还有42名: all of two parts, the rest is the others."""
    parts = [one for one in known if one.end <= every.start][-2:]
    wider = [
        one.claim.value
        for one in known
        if one not in parts and re.match(r".{0,8}[中里]", one.after)
    ]
    return len(parts) == 2 and sum(p.claim.value for p in parts) + reading.claim.value in wider


def _names_group(every: All, one: Reading, reading: Reading, all_of: set[Fraction]) -> bool:
    """判决的9件中…正在执行5件, 其余7件…其中2件: the number before is of a group of its own."""
    if one.start <= every.end or one.claim.value <= reading.claim.value:
        return False
    if one.claim.value in all_of or one.claim.value + reading.claim.value in all_of:
        return False
    between = every.read.plain[every.end : one.start]
    if ";" in between and re.search(r"剩|余", reading.before):
        return True
    named = re.search(r"[\u4e00-\u9fff]的\s*$", one.before) and re.match(
        r"[\u4e00-\u9fff]", one.after
    )
    return bool(named) or bool(re.search(r"其余|另", one.before))


def completes_another(every: All, one: Reading) -> bool:
    """分院472人…全部纳入;分院参保451人,尚有21人: what is left belongs to a group told before."""
    near = [other for other in every.read.around(one, 2, 0) if evidence.same_unit(other, one)]
    between = [other for other in near if every.end <= other.start < one.start]
    sums = {other.claim.value + one.claim.value for other in between}
    all_of = _all_of(every, one)
    before = {other.claim.value for other in near if other.start < every.end}
    return bool(all_of and (before - all_of) & sums)


_OTHER_SORT = lazy(r"(?:未|没有?|不)(?P<sort>[\u4e00-\u9fff]{2})的$")


def _other_sort(every: All, reading: Reading) -> bool:
    """38名结业学员人人领到证书, 未结业的|4名: the others than those who all were."""
    other, whole = _OTHER_SORT.search(reading.before), every.whole(reading)
    if not other or not whole:
        return False
    said = every.read.plain[every.opens : every.end]
    if re.search(rf"[为对给向]{other['sort']}(?:者|人员|的)", said):
        return True  # 对参检者发放手册,人手一本。未参检的40人
    return other["sort"] in whole.after[:4] and other["sort"] not in every.deed


# 未办结的3件|均非女职工提案: told of others by name.
_NOT_OURS = lazy(
    r"^[,，]?(?:均|都|全|皆)?(?:非|不属于?|不是|并非)(?!常)[\u4e00-\u9fff]|^[,，]?[均都]?与[^,，。;]{1,8}无关"
)


# 还有派遣工9人,不在本厂统计: those who are not of the group by contract or by count.
_NOT_COUNTED = lazy(
    r"^[^。;\d]{0,24}?(?:不(?:在|列入|计入|纳入|归入|属于?|归|算)(?:[^,，。;]{0,8}(?:统计|范围|之列|名册|编制|管|内)|本)"
    r"|(?:会籍|编制|合同|关系|户口|名册)[^,，。;]{0,4}(?:在|属于?|归)(?!本|我))"
)
_HIRED_ELSEWHERE = lazy(r"劳务派遣|派遣[工制人]|外包|借[调用]来?|挂靠|实习生|返聘|见习|寄宿")


def _is_not_counted(every: All, reading: Reading, words: str) -> bool:
    """Whether they are hired by others and were not named before, or are said not to count."""
    hired = _HIRED_ELSEWHERE.search(words)
    known = every.read.plain[every.opens : every.end]
    return bool(_NOT_COUNTED.match(reading.tail)) or bool(hired and hired.group() not in known)


def is_of_others(every: All, reading: Reading, words: str) -> bool:
    """Whether it is told of others; 已挂牌8个,另两个尚未挂牌 makes up the ten that all were."""
    found = _OTHERS.search(words)
    if _other_sort(every, reading) or _NOT_OURS.search(reading.after):
        return True
    if _is_not_counted(every, reading, words):
        return True
    known = every.read.plain[every.opens : every.end]
    if "男" in words and "男" not in known and "女" in known:
        return True
    if not found or found.group() != "另":
        return bool(found)
    done = [one.claim.value for one in every.read.around(reading, 1, 0) if one.end < reading.start]
    like = (one for one in every.counts if evidence.same_unit(one, reading))
    made_up = any(one.claim.value - reading.claim.value in done for one in like)
    return not made_up and not re.search(r"另[有外]?[^,，。;]{0,6}\x00?.{0,8}没", words)
