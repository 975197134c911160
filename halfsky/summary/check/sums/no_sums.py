"""What looks like a list and its sum and is none: 总数由7间增加到11间, 其余散在景区."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from halfsky.summary.check.clues import counted_twice, evidence
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# 占代表总数25人, 总数由7间增加到11间: no sum of what stands before.
NO_TOTAL = lazy(
    r"占[^,，。;]*总[数额]|总[数额量]?[^,，。;]{0,6}[由从]|连同|算上|去[掉重]|剔除|扣除|[,，]与[^,，。;]{1,6}合计|一人多[项种]"
    r"|前[几两二三四五六七八九十\d]{1,2}[批次期届轮年]|按人头|[报选修]了?[两几多][门项个种样班]"
)
_RATE = lazy(r"每|标准|按|各|给予|奖励|不等|分别(?:奖|给|发)")
# 第二轮比第一轮多14人
_AGAINST = lazy(r"(?:比|较)(?:[^,，。;]|(?<=\d),(?=\d)){1,16}[增减多少]")
_THAN, _BY = lazy(r"[比较][^,，。;\d]{0,8}$"), lazy(r"[增减多少][加了出]?$")
_OTHERS = lazy(
    r"^[,，;]?(?:还|另)有[一1]处在|^[,，;。(]?(?![^,，;。(]{0,8}[没无未])[^,，;。(]{0,6}(?:其余|其他|其它|还有|另有|余下)(?![^,，。;]{0,6}\d)|^[^,，。;]{0,3}[,，]?等"
)
_UNREAD_ONE = lazy(
    r"一(?:个|名|支|项|家|位|人|件|场|次|期|户|间|处|篇|枚|本|份|条|块|票|对|队|辆|只|台|副|幅|套)"
)
_RANGE = lazy(r"^[至到~—-]$")
_FROM, _TO = (
    lazy(r"[由从][^,，。;\d]{0,8}$"),
    lazy(r"^(?![\u4e00-\u9fff]{0,2}[组构]成)[\u4e00-\u9fff]{0,4}[到至为成]"),
)
_LABEL = lazy(r"[^,，。;\d\s][:：][\s]*$|[(][^()]{1,6}[)][:：]?\s*$")
_OPENED = lazy(r"年初|期初|原有|月初|上年|去年|上月")
# 年初180副,一季度购入100副: what there was, and what came.
_CAME_IN = lazy(r"[购领买补进收][入进来]|新[增添购收进]|入库|到货|增加")
_NET = lazy(r"净[增减加少]{1,2}[^,，。;\d]{0,4}$")
_TOGETHER = lazy(r"相加|合计|共计|加起来|(?:因此|所以|这样)[^,，。;]*共")
_MOVED = lazy(r"(?:年初|期初|月初).*(?:离职|退出|调出|注销|撤销|减)")
_ROUND = lazy(r"[预初复决]赛|[初复终]审|[初复]选|入围|晋级|获奖|授奖")
_DROPPED = lazy(r"淘汰|刷[下掉]|落选|未")
_SORTED = lazy(r"按[^,，。;:]{1,8}分(?:布)?[,:]?[\u4e00-\u9fff]{1,6}$")
_OF_THIS_YEAR = lazy(r"其中(?:今年|本年|本月|本季|上半年|下半年|新)")
# 前三批各35人,末批28人: it stands for more than it says.
APIECE = lazy(r"[两三四五六七八九十][\u4e00-\u9fff]{1,4}各[选派推有走访]{0,2}$")
_OWN_NOUN = lazy(r"[\u4e00-\u9fff]{2,}(?:合计|共计|总计|一共|共)$")
_SUM_NOUN = lazy(r"^(?:两项|两者|上述|以上|前后|全年|总共|[三四五六七八九十]项)")
_SUM = lazy(r"共|合计|全年|收入|总|相加")
_MANY_TIMES, _FAR = 2, 16


# 一组11人,二组10人
_NUMBERED = lazy(r"[一二三四五六甲乙丙丁东南西北][\u4e00-\u9fff]$")


def are_in_a_row(one: Reading, other: Reading) -> bool:
    """Whether the two are told of the first and the second of the same things."""
    first, second = _NUMBERED.search(one.before), _NUMBERED.search(other.before)
    return bool(first and second) and one.before[-1:] == other.before[-1:]


def is_row(whole: Reading, first: Reading) -> bool:
    """冲压车间:46人 and, in the next line, 焊装车间:72人: two rows of a table."""
    rows = "\n" in first.lead and "其中" not in first.lead
    return rows and bool(_LABEL.search(whole.lead) and _LABEL.search(first.lead))


def is_movement(whole: Reading, parts: Sequence[Reading], opening: str) -> bool:
    """会员48人,年初41人,新入9人, or 净增35个,其中新建47个,撤并12个: an account, and no list."""
    if _MOVED.search("".join(one.before for one in parts)) or _are_rounds(parts):
        return True
    if _OPENED.search(whole.lead) and all(_CAME_IN.search(one.before) for one in parts):
        return True
    if _NET.search(whole.before) or any(_goes_to(one) for one in (whole, *parts)):
        return True
    return opening == "bare" and any(_OPENED.search(one.lead) for one in parts)


def _are_rounds(parts: Sequence[Reading]) -> bool:
    """通过初审126项,提交终审60项,授奖45项: what is left after each round."""
    if any(_DROPPED.search(one.before) for one in parts):
        return False
    return sum(bool(_ROUND.search(one.before)) for one in parts) > 1


# 乳腺81人,宫颈42人(6人两项均有): the same people are counted twice.
_SHARED = lazy(
    r"一[人户]?[^,，。;]{0,3}(?:可患|可占|多项|可兼)|[占患][了有]?两[样种项]|加起来超过"
    r"|[人名户](?:不分男女|男女[都不][有限])|[(][^()]*(?:也是|均有|都有|重复|重叠|交叉|兼|同时|两项)|[,，](?:含|有)重复"
    r"|[,，](?:有人兼|[^,，。;]{0,6}(?:有?交叉|重叠|兼[任有两]))"
)


def may_overlap(read: ReadText, whole: Reading, last: Reading) -> bool:
    """致困原因可多选: one and the same is counted several times."""
    shared = _SHARED.search(read.plain, last.start, last.end + 24)
    return bool(shared) or counted_twice.is_said_of(read.plain, whole.start, last.end)


def _goes_to(one: Reading) -> bool:
    """由5条升到8条: what it was, and not one of a list."""
    return bool(_FROM.search(one.before) and _TO.match(one.tail))


def is_summed(part: Reading) -> bool:
    """两者相加119场: what other parts make, and no part itself."""
    return bool(_TOGETHER.search(part.before))


def is_sorted(whole: Reading) -> bool:
    """按岗位分:运行118人,检修61人: the first is an item, and not the whole of the others."""
    return bool(_SORTED.search(whole.lead))


def is_of_this_year(first: Reading, whole: Reading, others: Sequence[Reading] = ()) -> bool:
    """13家全部签订,其中今年续签8家、新签2家: the rest did so in earlier years.

    With others, whether these make the whole, whatever was done this year.
    """
    made = not others or (len(others) > 1 and evidence.comes_out(whole, others))
    return made and bool(_OF_THIS_YEAR.search(first.lead))


def is_another(earlier: list[Reading], listed: list[Reading], whole: Reading) -> bool:
    """Whether the numbers before a total are told of something else than it.

    员工1480人,自有612人,导购868人。女员工合计1169人: they make what is told ahead of them.
    冠军2000元1名,亚军1500元1名,奖金总额…: so much for so many. 12家,12家共14间: told twice.
    """
    own = _OWN_NOUN.search(whole.before) and not _SUM_NOUN.search(whole.before)
    ahead = [one for one in earlier if one.start < listed[0].start]
    alike = [one for one in ahead if evidence.same_unit(one, whole)]
    if own and any(evidence.comes_out(one, listed) for one in alike):
        return True
    if _are_prizes(earlier, listed) or _is_part_itself(listed, whole):
        return True
    if is_account(listed, whole):
        return True
    if any(one.interval.low > whole.interval.high for one in listed) and ";" in listed[-1].lead:
        return True  # 误餐0.29万元;冠军1000元,两名共2000元
    last, before = listed[-1], listed[-2]
    again = last.claim.value == before.claim.value and last.clause == whole.clause
    return again or any(evidence.comes_out(whole, [one, last]) for one in alike)


def _is_part_itself(listed: list[Reading], whole: Reading) -> bool:
    """到会2180人,主会场350人,分会场合计1830人: with the others it makes the first."""
    first, *others = listed
    return bool(others) and evidence.comes_out(first, [*others, whole])


# 清理破损43册, 支出合计7.84万元: what went is added to nothing that came.
_WENT = lazy(
    r"(?:清理|报废|核销|破损|损耗|淘汰|发出|领[走出用]|借出|退[回出]|赠[出送])[\u4e00-\u9fff]{0,4}$"
)
_SPENT = lazy(r"(?:支出|开支|花费|用去|支付)(?:合计|共计|总计|一共|共)$")
_RECEIVED = lazy(r"余额|结余|结转|拨[入付款来]|补助|收入|入账|捐赠|赞助")


def is_account(listed: Sequence[Reading], whole: Reading) -> bool:
    """Whether the numbers are what was there, what came and what went, and no list of a sum."""
    if _SPENT.search(whole.before) and any(_RECEIVED.search(one.before) for one in listed):
        return True
    went = sum(bool(_WENT.search(one.before)) for one in listed)
    return 0 < went < len(listed)


def _are_prizes(earlier: list[Reading], listed: list[Reading]) -> bool:
    """Whether right behind each of the amounts stands for how many it is."""
    behind = [
        two for one, two in pairwise(earlier) if one in listed and two.lead.strip() in {"", "的"}
    ]
    return len(behind) == len(listed) and listed[0].kind == "money"


_WOMEN = lazy(r"女(?P<who>[\u4e00-\u9fff]{2,4}?)(?:合计|共计|总计|一共|总共|共)(?:有|为)?$")


def is_of_women(listed: Sequence[Reading], whole: Reading) -> bool:
    """在编教职工218人,外聘26人,女教职工合计151人: the women among those that were told."""
    found = _WOMEN.search(whole.before)
    less = total([one.interval for one in listed]).low > whole.interval.high
    return bool(found and less) and any(
        found["who"] in one.before and "女" not in one.before for one in listed if found
    )


def repeats_or_divides(listed: Sequence[Reading]) -> bool:
    """有女工的7个,这7个点…; 持证83人,初级36人、中级31人、高级16人: told twice, or of the first."""
    pairs = pairwise(listed)
    if any(one.claim.value == two.claim.value and "这" in two.lead for one, two in pairs):
        return True
    first, *others = listed
    divided = "其中" in first.lead and len(others) > 1
    return divided and evidence.comes_out(first, others)


def is_told(summed: Interval, later: list[Reading], last: Reading) -> bool:
    """全年签订89家: whether what the parts make is told behind them as their sum."""
    return any(
        summed.meets(one.interval) and bool(_SUM.search(one.before))
        for one in later
        if one.sentence.index == last.sentence.index
    )


# 空白交回的也算收回: some are told without a number, however far behind.
_CAME_BACK, _BLANK, _FAR_BEHIND = lazy(r"[收回]回"), lazy(r"空白|未填|没填|白卷"), 60


def leaves_blanks(read: ReadText, whole: Reading, last: Reading) -> bool:
    """Whether some of the forms that came back tell nothing."""
    behind = read.plain[last.end : last.end + _FAR_BEHIND].split("\n")[0]
    return bool(_CAME_BACK.search(whole.before) and _BLANK.search(behind))


def leaves_others(read: ReadText, last: Reading) -> bool:
    """其余由街道转来, 还有壮族: some are left without a number."""
    return bool(_OTHERS.search(read.plain[last.end : last.end + _FAR].split("\n")[0]))


def are_rates(listed: list[Reading], reading: Reading) -> bool:
    """本科5000元、专科3000元发放,共10万元: what each gets, and what all of them got."""
    summed = total([part.interval for part in listed])
    if reading.kind != "money" or summed.high * _MANY_TIMES >= reading.interval.low:
        return False
    return any(_RATE.search(part.lead) for part in listed) or all(
        part.claim.value * part.quantity.scale % 100 == 0 for part in listed
    )


def no_list(read: ReadText, earlier: list[Reading], listed: list[Reading], whole: Reading) -> bool:
    """Whether the numbers before a total are no list of it, or what is told between makes it."""
    visits = whole.kind == "attendance"
    alike = [
        one
        for one in earlier
        if evidence.same_unit(one, whole) or (visits and one.kind == "person")
    ]
    if any(evidence.comes_out(whole, alike[at:]) for at in range(len(alike) - 1)):
        return True
    if any(_RANGE.match(one.lead.strip()) or _goes_to(one) for one in listed):
        return True
    pairs = pairwise(listed)
    if any(_THAN.search(one.lead) and _BY.match(two.lead) for one, two in pairs):
        return True  # 比去年的4720小时多240小时
    if any(_AGAINST.search(one.before) or _NET.search(one.before) for one in listed) or are_rates(
        listed, whole
    ):
        return True
    # 国家级一个 is not always read as a number.
    unread = len(_UNREAD_ONE.findall(read.plain, listed[0].sentence.start, whole.start))
    missing = whole.interval.middle - total([one.interval for one in listed]).middle
    if missing > 0 and leaves_others(read, whole):
        return True
    return whole.interval.exact and 0 < missing <= unread
