"""What the numbers of a row make together, in whatever words: 东井215双,西井168双,…统共580双.

No total need be called one: 三场下来, 全镇, 一总 and 名册写着 sum up what stands before them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import counted_twice, evidence
from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.families import crossing
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.no_sums import is_account
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NUMERAL = "[两三四五六七八九十]"
TOGETHER = lazy(
    r"[合总统拢共汇](?:计|共|和|数|额|量|起来|为|成|算|拢)|之和|相加|累[加计]|加总|加[起在]来?|加在一起|凑起来|凑[成齐够]|[统拢一通]共|共(?!同|有制|青|享|建|产|和|识)"
    r"|(?:^|[,，。;])(?:以上|上述|前述)$|总(?!工会|公司|部|院|站|厂|是|体|务|经理|结|校|装|包|监|台|支)[\u4e00-\u9fff]{0,4}$|[一半]?[年季月周天][度内]?(?:下来|收官)|下来$|收官|整[期年季月周个]"
    rf"|前后$|(?<!第){_NUMERAL}(?:大|个|家|所|支|间|处)?(?:项|块|笔|类|部分|方面|宗|样|种|个|处|地|镇|场|批|期|次|轮|级|季|节点|站|路|组|班|队|夜|晚|天|社区|街道|单位|系统|片区?|点|科室|车间|矿|厂|校区?|学校|县|区|园区?|院|岛|条线|段)(?:[^,，。;\d]{{0,6}}|[,，](?:价值|计|合计|共|金额|支出|折合|开支)[^,，。;\d]{{0,4}})$"
)
_WHOLE_OF = lazy(
    r"全(?!国|省|总|勤|员|年度|脱|职|面|程|优)[\u4e00-\u9fff]{1,2}(?P<what>[\u4e00-\u9fff]{0,8})$"
)
_PERIOD = lazy(r"[季月周]|学期|半年")
# 三项共54支队、446人次: both are told in one breath.
_AND = lazy(r"^[\u4e00-\u9fff]?[、,，和及与][^,，。;\d]{0,5}$")
_SPAN = lazy(
    r"(?:^|[,，。;])(?:[一二三四]季度|[上下]?半年|[上下]?学期|一周|一个?月|一季|一年)[\u4e00-\u9fff]{0,6}$"
)
_MANY = lazy(rf"(?<![第\d])(?P<many>{_NUMERAL})(?:大|个|家|所|支|间|处)?[\u4e00-\u9fff]")
_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_WRITTEN = lazy(
    r"(?:写[的了着成]|印[着的]|报[了的出]|记[成着的]|登记|填[的了]|公布|名册|出库单|报[账销]单|卡本|票根|里程表|蒸了|箱子?里|落款)[^,，。;\d]{0,6}$"
)
_APIECE = lazy(r"(?:均|平均每[\u4e00-\u9fff]{1,3}|每[\u4e00-\u9fff]{1,3})[\u4e00-\u9fff]{0,2}$")
_NOTHING_ELSE = lazy(
    r"没有(?:其他|其它|别的|别项|遗漏|交叉|重复|重叠|跨|余|多|剩|补|旁)|(?:再|别|并|此外)?[无没](?:其他|其它|别的|别项|别地|重复|交叉|遗漏|买别)|[之此以]外没有|就这[\u4e00-\u9fff]|不重复|不交叉|只归一|每人[限只]|一人[只限一]|全[数部]|不兼|每班|正好|没有|一[\u4e00-\u9fff]没"
)
_ELSE = lazy(
    r"其中|另|累计|比|较|同期|去年|上年|每|均|平均|最|新增|净|余|剩|还有|尚|仍|未|缺|计划|目标|任务|应|预算|标准|率|占|约|超|覆盖|涉及|惠及|受益|获|退|减|多|少|有$|第[一二三四]名|以上|以下|结余|结存|增|重复|兼|交叉|剔|去重|各|都|两[样项者]|含|单独|请假|淘汰|暂缓|不予|转|离|单价|×"
)
_SUBTOTAL = lazy(r"[总合一共]共|[合总共小]计|总数|总额")
_OTHERS = lazy(r"另(?!行)|若干|其他|其余|其它|等$|还有")
_ONE = lazy(r"一(?:个|名|支|项|家|位|人|件|场|次|期|户|间|处|篇|枚|本|份|条|块)")
_NOT_TOTAL = lazy(
    r"[项样种类][全都均]|正常|其中|另|若干|其他|其余|任务|指标|后[两三四五]|变|由|从|年初|原|比|较|同期|去年|上年|每|均|平均|最|余|剩|尚|仍|未|缺|连同|计划|目标|应|预算|标准|率|占|约|超|覆盖|惠及|受益|历年|以来|减|增|至今|评选|评出|表彰|获(?!奖)"
)
_LONG, _FAR, _FARTHEST, _MOST, _MOST_CHOSEN, _LEAST, _BREATH = 14, 26, 60, 12, 8, 3, 7


# 退单最多的月份是12月,71票
_EXTREME = lazy(r"最[多少高低大小]的[^,，。;\d]{0,6}\d+[月季天日周][,，]")


def _is_item(one: Reading, last: Reading) -> bool:
    same = one.claim.unit == last.claim.unit or one.kind == last.kind == "money"
    return same and not one.claim.approx and one.claim.mode == last.claim.mode


def _stops(like: list[Reading], at: int, whole: Reading) -> bool:
    """Whether a number is no item of the row that the whole sums up."""
    one = like[at]
    words = one.before[-12:]
    if like[at + 1].lead[:1] == "、":
        words = words.replace("各", "")
    if _SUBTOTAL.search(whole.lead) or (_WON.search(whole.before) and _PRIZE.search(words)):
        words = words.replace("其中", "")
    listed = "、" in (one.lead[:1], like[at + 1].lead[:1])
    named = listed or one.lead.strip(" ,，")
    most = _EXTREME.search(one.lead[-_FAR:])
    return not (_is_item(one, whole) and named) or bool(most or _ELSE.search(words))


def _run(like: list[Reading], at: int) -> list[Reading]:
    """The items that stand right before a total."""
    run: list[Reading] = []
    for place in range(at - 1, max(-1, at - 1 - _MOST), -1):
        one = like[place]
        if one.interval.high >= like[at].interval.low and len(run) >= _LEAST:
            break
        if _stops(like, place, like[at]):
            return [] if "其中" in one.before and run and ";" not in run[0].lead else run
        if run and (run[0].sentence.index - one.sentence.index > 1 or len(run[0].lead) > _LONG):
            break
        run.insert(0, one)
        if "其中" in one.before or _SUBTOTAL.search(one.lead[-_FAR:]):
            break
    return run


def _undivided(run: list[Reading]) -> list[Reading]:
    """The items without those that are summed up by another of them."""
    least = finest(run) if run else Fraction(1)
    amounts = [told_to(one, least) for one in run]
    for at, one in enumerate(amounts):
        for start in range(at - 1):
            if total(amounts[start:at]).meets(one):
                return _undivided([*run[:start], *run[at:]])
        for end in range(at + 3, len(run) + 1):
            if total(amounts[at + 1 : end]).meets(one):
                return _undivided([*run[: at + 1], *run[end:]])
    return run


def _explained(
    read: ReadText, run: list[Reading], told: list[Reading], whole: Reading, made: Interval
) -> bool:
    """Whether some of the items make the total, or another number near does with them."""
    near = [one for one in read.around(whole, 2, 1) if evidence.same_unit(one, whole)]
    least = finest([*run, whole])
    stated = told_to(whole, least)
    amounts = [told_to(one, least) for one in told]
    for size in range(1, (len(told) if len(told) <= _MOST_CHOSEN else 1) + 1):
        if any(total(list(some)).meets(stated) for some in combinations(amounts, size)):
            return True
    others = [told_to(one, least) for one in near if one not in told and one is not whole]
    return any(
        made.meets(one) or (made + one).meets(stated) or (stated + one).meets(made)
        for one in others
    )


def _in_one_breath(read: ReadText, one: Reading, whole: Reading) -> bool:
    between = read.plain[one.end : whole.start]
    return len(between) <= _BREATH and bool(_AND.match(between))


def _words(read: ReadText, run: list[Reading], whole: Reading) -> str:
    """The words ahead of a total; 三轮 and 六家 in them count what is summed up."""
    start = max(run[-1].end, whole.start - _FAR)
    for one in read.around(whole, 2, 0):
        kinds = one.quantity.chinese and one.claim.value <= _MOST
        if start < one.end <= whole.start and not (kinds or _in_one_breath(read, one, whole)):
            start = one.end
    return read.plain[start : whole.start]


# 一等奖5篇、二等奖10篇、三等奖15篇,获奖心得28篇
_WON = lazy(r"(?:获|得|中)奖[\u4e00-\u9fff]{0,6}$")
_PRIZE = lazy(r"[一二三四特]等奖?(?:的)?$|[金银铜]奖$|(?:优秀|优胜|鼓励|入围|提名|纪念)奖$")


def _are_prizes(run: list[Reading]) -> bool:
    """Whether each is of a prize of its own: none of them sums up others."""
    return all(_PRIZE.search(one.before) for one in run)


def _is_total(read: ReadText, whole: Reading, run: list[Reading]) -> bool:
    """Whether the words say that all of the row is told."""
    words = _words(read, run, whole)
    behind = read.plain[whole.end : whole.end + 24].split("\n")[0]
    if (
        whole.start - run[-1].end > _FARTHEST
        or _NOT_TOTAL.search(words)
        or _OTHERS.search(behind[:14])
    ):
        return False
    if TOGETHER.search(words) or (_WON.search(words) and _are_prizes(run)):
        return True
    if _SPAN.search(words) and all(_PERIOD.search(one.lead) for one in run):
        return True
    found = _WHOLE_OF.search(words)
    if found:
        said, timed = found["what"], found.group().startswith(("全年", "全学", "全季", "全月"))
        opening = read.plain[max(0, run[0].start - 40) : run[-1].end]
        if timed and all(_PERIOD.search(one.lead) for one in run):
            return True
        return (not said and not timed) or bool(bigrams(said) & bigrams(opening))
    return bool(_WRITTEN.search(words) and _NOTHING_ELSE.search(behind))


def _is_off_by_one(
    read: ReadText, run: list[Reading], whole: Reading, made: Interval, stated: Interval
) -> bool:
    """国家级一个 may not have been read as a number."""
    words = read.plain[run[0].sentence.start : whole.start]
    return abs(made.middle - stated.middle) <= len(_ONE.findall(words))


def _is_of_all(read: ReadText, whole: Reading, told: list[Reading], run: list[Reading]) -> bool:
    """Whether a total is told near its row, and of as many as the row has."""
    if len(run) < 2 or not _is_total(read, whole, run):
        return False
    words = _words(read, run, whole)
    many = {_NUMERALS[found["many"]] for found in _MANY.finditer(words)}
    if many and not many & {len(run), len(told)}:
        return False
    farthest = 2 if many else 1
    between = [one for one in read.around(whole, 2, 0) if run[-1].start < one.start < whole.start]
    return len(between) <= farthest >= whole.sentence.index - run[-1].sentence.index


# 派6人参加电器公司的第二期,该6人已计入76人: told of again.
_TOLD_ALREADY = lazy(
    r"(?:该|这|上述|前述|那)\d|(?:已|均|都|一并)(?:计|算|含|列|统计|包括|包含)[入在进]|不(?:再|另)(?:重复)?[计算列]"
)


def _is_told_twice(read: ReadText, told: list[Reading], whole: Reading, more: bool) -> bool:
    """Whether some are told again in another of the numbers, as the text says."""
    start = told[0].start
    again = bool(_TOLD_ALREADY.search(read.plain[start : whole.start]))
    return again or (more and counted_twice.is_said_of(read.plain, start, whole.end))


# 61、33、47人 where 33 was not read as a number.
_UNREAD = lazy(r"(?:^|、)\s?\d+\s?、")


def _is_product(read: ReadText, whole: Reading) -> bool:
    """12名能手,共带徒36名,人均3名: so many for each of those told before."""
    near = [one for one in read.around(whole, 0, 0) if evidence.is_count(one) and one is not whole]
    behind = [one for one in near if one.start > whole.end and _APIECE.search(one.before)]
    behind = [one for one in behind if one.claim.value > 1]
    ahead = [one for one in near if one.start < whole.start]
    return any(evidence.multiplies(whole, one, each) for each in behind[:1] for one in ahead)


def _is_another_row(read: ReadText, run: list[Reading], whole: Reading) -> bool:
    """Whether a row of a table is told under others: its columns are summed, not its cells."""
    lines = read.plain[run[0].start : whole.start].split("\n")
    return len(lines) > 1 and "\t" in lines[-1] and "\t" in lines[0]


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    whole = like[at]
    told = _run(like, at)
    if whole.claim.approx or len(told) < _LEAST:
        return None
    if max(one.interval.high for one in told) >= whole.interval.low:
        return None
    run = told if _are_prizes(told) else _undivided(told)
    if not _is_of_all(read, whole, told, run) or any(_UNREAD.search(r.lead) for r in told[1:]):
        return None
    least = finest([*run, whole])
    made, stated = total([told_to(one, least) for one in run]), told_to(whole, least)
    if made.meets(stated) or _is_off_by_one(read, run, whole, made, stated):
        return None
    if _is_told_twice(read, told, whole, more=made.low > stated.high) or is_account(run, whole):
        return None
    if (
        _is_product(read, whole)
        or _explained(read, run, told, whole, made)
        or crossing([one.before for one in run])
    ):
        return None
    small, large = sorted((made.middle, stated.middle))
    if large > small * Fraction(3, 2) or _is_another_row(read, run, whole):
        return None
    return evidence.not_the_sum(read, run, whole)


def find(read: ReadText) -> list[Problem]:
    """Totals, in whatever words, that the row before them does not make."""
    found = (
        _check(read, like, at)
        for like in alike_by_paragraph(read)
        for at in range(_LEAST, len(like))
    )
    return [problem for problem in found if problem]
