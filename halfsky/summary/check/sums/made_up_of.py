"""All there is, and right behind it what it is made up of: 来稿143篇,机关36篇,学校58篇,….

Nothing but a name stands before each of the parts, and nothing says that some are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from halfsky.summary.check.clues import calculated, counted_twice, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.families import crossing, family
from halfsky.summary.check.clues.parts import PER_HEAD, alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.came_and_went import sign_of
from halfsky.summary.check.sums.closed_lists import NOTHING_ELSE
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NAME = lazy(
    r"^\s?[,，、;。:(]?\s?(?:其中|分别(?:是|为)|即|按[^,，。;:\d]{1,8})?[,，:]?(?:和|及|与)?(?P<name>[^,，、;。:()]{1,12}?)(?:各?有|为|的|是|:)?$"
)
_ELSE = lazy(
    r"聘请|请来|另|各|又|还|再|比(?!赛|武)|较|增|减|去年|上年|同期|每|均|平均|最|余(?!下)|未(?!见|婚|成年|来)|不(?!足|到|满|含)|尚|计划|目标|任务|(?<!岁)以上的?$|覆盖|涉及|参与|受益|惠及|服务|超|历年|以来|重复|兼|交叉|损|年初|期初|剔|(?<!离)退(?!休)|调(?!解|度)|转|无|领|用(?!工|户)|累计|合计|共|总(?:计|数|额|量|共|人|支出|收入|的)|办结|整改|已|获|占|约|率|查出|检出|表彰|新[增建招]|改建|通过|录取|当选|达标|合格|优秀|(?<![支主保扶坚])持|评|晋|结业|毕业|发放|慰问(?=[^,，。;]{3})|帮扶|资助|走访|(?<![\d十第])一[人户家位名]$|由$|[添升降]到$|加起来|相加|差额|候选|选委员"
)
_OTHERS = lazy(
    r"等(?=[,，。;、]|$)|还有|另|其他|其余|其它|余下|若干|个别|部分|不等|兼|重复|重叠|重合|交叉|多选|双|同时|都(?!受|进行|已|经|拿|收|发|签|到)|有人|几项|两三|两[样项]|按[两二三]类|既[是有在]|又是|之外|不全|大多|多为|主要"
)
_NO_WHOLE = lazy(
    r"其中|比|较|去年|上年|同期|每|均|平均|目标|计划|任务|最|以上|增|减|另|占|率|约|限|由$|从$|应[到检查筛参]|包[括含]|分别|帮助|我们用"
)
_STAGE = lazy(
    r"[后前]$|(?<!新)就业|创业|带动|去重|去掉|当中|中$|发现|^异常|复查|^(?:里|中(?![级学班年层小型期]))"
)
# 初赛3114人,复赛622人,决赛160人: the same people again; but not where some dropped out.
_ROUND, _DROPPED = lazy(r"[预初复决]赛|[海初复]选$|进入|入围|晋级"), lazy(r"淘汰|落选|未")
_ANEW = lazy(r"^[;。][^;。]{0,4}(?:看|按|分|就|从)")
# 帮扶5600万元, 培训2700万元: what money went to.
_PURPOSE = lazy(r"(?:帮扶|慰问|资助|走访|救助)$")
# 企业32篇,入选文集的有40篇: what follows is told of all of them.
_TOLD_OF_ALL = lazy(
    r"^[,，;。](?:[^,，。;]{0,8}[,，])?[^,，。;]{0,6}(?:入选|聘请|请来|获|评[出选]|占|持证|党员|年底|结业|合格|最[大小高]|年纪|职称|学历|大专|本科|考核|平均)"
)
_SAID_ALL = lazy(r"共|总|在册|全")
_LONGEST, _MOST_LEFT_OUT = 12, 3


# 126名 are made up of 44人 and 82人, and 2万元 of 8000元 and 12000元.
_OF_ANY_UNIT = {"money", "person"}


def _sort(one: Reading) -> str:
    return one.kind if one.kind in _OF_ANY_UNIT else one.claim.unit


def _last_clause(lead: str) -> str:
    """参加操作赛,甲班: what is said of the whole ends at the last mark."""
    marks = [at for at, sign in enumerate(lead) if sign in ",，;。:(、" and at < len(lead) - 1]
    return lead[marks[-1] :] if marks else lead


def _is_item(one: Reading, whole: Reading, last: Reading) -> bool:
    lead = one.lead if last is not whole else _last_clause(one.lead)
    found = _NAME.match(lead)
    if _TOLD_OF_ALL.search(one.lead) and "其中" not in one.lead:
        return False
    same = one.claim.unit == whole.claim.unit or one.kind == whole.kind in _OF_ANY_UNIT
    return bool(
        found and same and not one.claim.approx and one.claim.mode == whole.claim.mode
    ) and not _ELSE.search(_PURPOSE.sub("", lead.replace("其中", "")))


def _run(read: ReadText, like: list[Reading], at: int) -> list[Reading]:
    """The named numbers of the like right behind the whole, with only shares between."""
    whole, run = like[at], list[Reading]()
    for one in like[at + 1 : at + 1 + _LONGEST]:
        last = run[-1] if run else whole
        between = [
            r
            for r in read.around(one, 1, 0)
            if last.start < r.start < one.start and not evidence.is_portion(r)
        ]
        gap = one.sentence.index - last.sentence.index
        first_gap = 1 if not run else run[0].sentence.index - whole.sentence.index
        if (
            not _is_item(one, whole, last)
            or gap > first_gap
            or (between and run)
            or one.interval.low >= whole.interval.high
        ):
            break
        run.append(one)
    return run


def _is_first(like: list[Reading], at: int) -> bool:
    """Whether no number of the like stands before it in its sentence: it is no item."""
    if at == 0 or like[at - 1].sentence.index != like[at].sentence.index:
        return True
    return at + 1 < len(like) and "其中" in like[at + 1].lead


def _ends(read: ReadText, whole: Reading, run: list[Reading], following: Reading | None) -> bool:
    """Whether nothing of the like goes on behind the run."""
    if not run:
        return False
    behind = read.plain[run[-1].end : run[-1].end + 24].split("\n")[0]
    between = read.plain[max(whole.end, run[0].sentence.start) : run[-1].end]
    if _OTHERS.search(NOTHING_ELSE.sub("", behind)) or _OTHERS.search(between):
        return False
    if following is not None and (
        ";" in following.lead or "各" in following.before or _TOLD_OF_ALL.search(following.lead)
    ):
        return True
    return (
        following is None
        or following.start - run[-1].end > 24
        or following.sentence.index != run[-1].sentence.index
    )


def _names(run: list[Reading]) -> list[str]:
    leads = [_last_clause(run[0].lead), *(one.lead for one in run[1:])]
    return [found["name"] for lead in leads if (found := _NAME.match(lead))]


def _are_rounds(names: list[str]) -> bool:
    return any(map(_ROUND.search, names)) and not any(map(_DROPPED.search, names))


def _moves(run: list[Reading]) -> bool:
    """脱困41户,新入28户,期末359户: an account of what came and went is no list."""
    return {1, -1} <= {sign_of(one) for one in run}


def _cross(whole: Reading, names: list[str]) -> bool:
    """Whether one of those that are counted may be in several of the parts."""
    return whole.kind in {"person", "attendance"} and crossing(names)


def _part_all(names: list[str]) -> bool:
    """Whether the names part any whole: men and women, one age and the other."""
    counted, complete = family(names)
    said = "".join(names)
    bands = "以上" in said and "以下" in said
    return bands or (complete and counted == len(names)) or all("岁" in name for name in names)


def _explained(read: ReadText, whole: Reading, run: list[Reading], made: Interval) -> bool:
    least = finest([*run, whole])
    stated = told_to(whole, least)
    amounts = [told_to(one, least) for one in run]
    if len(run) <= 8 and not _part_all(_names(run)):
        for size in range(2, len(run)):
            if any(total(list(some)).meets(stated) for some in combinations(amounts, size)):
                return True
    # the first may be all there is of the others
    parted = any(one.lead[:1] != "、" for one in run[1:])
    if parted and total(amounts[1:]).meets(amounts[0]):
        return True
    near = [
        told_to(one, least)
        for one in read.around(whole, 2, 2)
        if one is not whole and one not in run and evidence.kin(one, whole)
    ]
    return any(
        made.meets(one)
        or (made + one).meets(stated)
        or (stated + one).meets(made)
        or (made + stated).meets(one)
        for one in near
    )


def _lists(read: ReadText, like: list[Reading], at: int) -> Iterator[list[Reading]]:
    """The list behind a whole, and the next one that parts it anew: 从工龄看,…."""
    whole, run = like[at], _run(read, like, at)
    place = at + len(run) + 1
    following = like[place] if place < len(like) else None
    if _is_first(like, at) and _ends(read, whole, run, following):
        yield run
    if len(run) > 1 and following and _ANEW.search(following.lead):
        again = _run(read, [whole, *like[place:]], 0)
        behind = like[place + len(again)] if place + len(again) < len(like) else None
        if _ends(read, whole, again, behind):
            yield again


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    whole = like[at]
    per = _NO_WHOLE.search(whole.before[-10:]) or PER_HEAD.search(whole.before[-8:])
    if per or whole.claim.approx:
        return None
    found = (_check_list(read, whole, run) for run in _lists(read, like, at) if len(run) > 2)
    return next((problem for problem in found if problem), None)


def _check_list(read: ReadText, whole: Reading, run: list[Reading]) -> Problem | None:
    names = _names(run)
    if run[0].lead.startswith("、") or any(_STAGE.search(name) for name in names):
        return None  # 培训6.2万元、体检4.1万元: the first is itself an item
    if any("其中" in one.lead for one in run[1:]) or _goes_by_pairs(run, names):
        return None
    if len(set(names)) < len(names) or _cross(whole, names):
        return None
    if _moves(run) or _are_rounds(names):
        return None
    least = finest([*run, whole])
    made, stated = total([told_to(one, least) for one in run]), told_to(whole, least)
    if made.meets(stated) or not _is_near(made, stated) or _explained(read, whole, run, made):
        return None
    if made.low > stated.high and counted_twice.is_said_of(read.plain, whole.start, run[-1].end):
        return None
    if made.low < stated.low and not _is_whole_list(read, whole, run, made, stated):
        return None
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals_sum(run, whole)}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *run], message)


def _goes_by_pairs(run: list[Reading], names: list[str]) -> bool:
    """非公企业17家,建有小屋5家;国有企业7家,建有6家: a whole and its part, twice."""
    return any(
        ";" in one.lead and at + 1 < len(names) and names[0].startswith(names[at + 1])
        for at, one in enumerate(run)
        if at
    )


def _is_whole_list(
    read: ReadText, whole: Reading, run: list[Reading], made: Interval, stated: Interval
) -> bool:
    """Whether a list that makes less than its whole is not just some of it."""
    behind = read.plain[run[-1].end : run[-1].end + 30].split("\n")[0]
    if NOTHING_ELSE.search(behind) or _part_all(_names(run)):
        return True
    many = len(run) > _MOST_LEFT_OUT or bool(_SAID_ALL.search(whole.before))
    return many and "其中" not in run[0].lead and made.high * 10 >= stated.low * 9


def _is_near(made: Interval, stated: Interval) -> bool:
    return made.low * 4 <= stated.high * 5 and stated.low * 4 <= made.high * 5


def find(read: ReadText) -> list[Problem]:
    """Lists right behind a whole that do not make it up."""
    found = (
        _check(read, like, at)
        for like in alike_by_paragraph(read, _sort)
        for at in range(len(like) - 3)
    )
    return [problem for problem in found if problem]
