"""Lists that the text itself calls complete: 分布在三个标段:架梁124名、制板207名、拌和站165名.

It says of how many parts the whole is made and names as many, or that there is nothing besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# 分三类, 编入五个支部, 用在四处, 由四项构成, 分属两个厂区.
_INTO = lazy(
    r"(?:分(?:为|成|作|布在|布于|属|在|设|散在|到|别来自|别为)?|编[入为成]|用[在于]|花在|由|来自|集中在|涉及|组成|包括|共|归[为成]?|建了?|散布在|划[为成])"
    r"(?:以下|这|了)?(?P<many>[两二三四五六七八九十\d]{1,2})(?:大|小)?(?P<things>个|类|处|块|种|项|档|组|批|队|支|路|条|部分|方面|轮|期|场|家|级|拨|班|片)"
)
NOTHING_ELSE = lazy(
    r"其[他它余](?:的|方面)?(?:都|全|一概|一律)?(?:没有|为零|为0|全无)|没有(?:其他|其它|别的|别项|流动|遗漏|交叉|重复|重叠|兼)|(?:再|别|并)?无(?:其他|其它|别的|别项|重复|交叉|遗漏)|[之此以]外没有|构成全部|就这[\u4e00-\u9fff两三四五六七八九]|再无他项|不留(?:预备|机动)"
    r"|互不(?:重复|交叉|重叠)|不重复|不交叉|只归一|只[编计记选入]一|已去重|不兼|合起来(?:就是|正好)|这[两三四五六七八九][\u4e00-\u9fff]{1,3}就是|即为全部|均为单选|只能选一"
)
_SHORT, _BEHIND, _LONGEST = 14, 40, 10
_ELSE = lazy(
    r"其中|另|还有|又|比|较|同期|去年|上年|每|均|最|增|减|累计|计划|目标|应|获|新|以上的单位|人均|占|率|多|少|小计|合计|共计|总计"
)
_SEVERAL = lazy(r"多选|兼报|兼项|可选[多几两三]|允许|重复|交叉|重叠|不止一|兼|既[是有属]")
_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _many(words: str) -> int:
    return int(words) if words.isdigit() else _NUMERALS.get(words, 0)


def _runs(group: list[Reading], at: int) -> list[Reading]:
    """The numbers of the like behind group[at] that nothing but a name parts."""
    whole, run = group[at], list[Reading]()
    for one in group[at + 1 : at + 1 + _LONGEST]:
        if _is_count_of_parts(one, whole):
            continue
        if not evidence.same_unit(one, whole) or one.claim.mode != whole.claim.mode:
            break
        if run and (len(one.lead) > _SHORT or _ELSE.search(one.lead)):
            break
        run.append(one)
    return run


def _is_count_of_parts(one: Reading, whole: Reading) -> bool:
    """三个标段, of 506名: how many parts there are."""
    return one.claim.value <= _LONGEST and one.kind != whole.kind


def _announced(read: ReadText, whole: Reading, run: list[Reading]) -> bool:
    """Whether the text says that there are so many parts, ahead of the first of them."""
    start = max(whole.sentence.start, whole.start - 16)
    ahead, between = read.plain[start : whole.start], read.plain[whole.end : run[0].start]
    # 分在三个校区:本部82人: what stands behind the colon is one of the three.
    words = ("" if ":" in ahead else ahead) + "\x00" + between
    return any(_many(found["many"]) == len(run) for found in _INTO.finditer(words))


def _said_closed(read: ReadText, run: list[Reading]) -> bool:
    behind = read.plain[run[-1].end : min(run[-1].end + _BEHIND, len(read.plain))]
    return bool(NOTHING_ELSE.search(behind.split("\n")[0]))


def _explained(read: ReadText, whole: Reading, run: list[Reading], made: Interval) -> bool:
    """Whether what the parts make is told elsewhere, or a part of them makes the whole."""
    least = finest([whole, *run])
    stated = told_to(whole, least)
    near = [one for one in read.around(whole, 2, 2) if one is not whole and one not in run]
    with_it = made + stated
    told = [one.interval for one in near if evidence.is_count(one)]
    if any(made.meets(amount) or with_it.meets(amount) for amount in told):
        return True
    for size in range(2, len(run)):
        if total([told_to(one, least) for one in run[:size]]).meets(stated):
            return True
    behind = [one for one in near if one.start > run[-1].start and evidence.same_unit(one, whole)]
    return any((made + told_to(one, least)).meets(stated) for one in behind[:2])


# 由两家律所承担,一家包20人,一家包18人: the first is one of the two.
_ONE_OF_THEM = lazy(r"一[家处个项所][\u4e00-\u9fff]?$")


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    whole = group[at]
    run = _runs(group, at)
    if len(run) < 2 or whole.claim.approx or PER_HEAD.search(whole.before[-8:]):
        return None
    if _ONE_OF_THEM.search(whole.before):
        return None
    if any(one.claim.approx or one.interval.low >= whole.interval.low for one in run):
        return None
    around = read.plain[max(0, whole.start - 30) : run[-1].end + _BEHIND]
    closed = _announced(read, whole, run) or _said_closed(read, run)
    if not closed or _many_answers(around):
        return None
    least = finest([whole, *run])
    made = total([told_to(one, least) for one in run])
    stated = told_to(whole, least)
    if made.meets(stated) or not _is_near(made, stated) or _explained(read, whole, run, made):
        return None
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals_sum(run, whole)}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *run], message)


def _many_answers(words: str) -> bool:
    """Whether one may be in several of the parts."""
    denied = NOTHING_ELSE.sub("", words)
    return bool(_SEVERAL.search(denied))


def _is_near(made: Interval, stated: Interval) -> bool:
    return made.low * 3 <= stated.high * 4 and stated.low * 3 <= made.high * 4


def _groups(read: ReadText) -> Iterator[list[Reading]]:
    """The counts of each sentence, and of two that follow each other."""
    groups = read.groups
    for index, group in groups.items():
        own = [one for one in group if evidence.is_count(one)]
        following = groups.get(index + 1, [])
        if following and following[0].sentence.paragraph == group[0].sentence.paragraph:
            own += [one for one in following if evidence.is_count(one)][:_LONGEST]
        yield own


def find(read: ReadText) -> list[Problem]:
    """Complete lists that do not make up their whole."""
    found: dict[int, Problem] = {}
    for group in _groups(read):
        for at in range(len(group) - 2):
            problem = _check(read, group, at)
            if problem:
                found.setdefault(group[at].start, problem)
    return list(found.values())
