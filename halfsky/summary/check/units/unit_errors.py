"""Units that are doubled, swapped or impossible."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import expand, load
from halfsky.summary.check.units import (
    comes_out_as,
    counted,
    counters,
    deeds,
    doubled_units,
    given_together,
    head_nouns,
    homes_and_heads,
    named_one_by_one,
    paid_in,
    points_in_percent,
    rates_above,
    run_together,
    same_digits,
    size_slips,
    spans_of_time,
    told_of,
    under_labels,
    units_beside,
    unlike_units,
)


def _problem(read: ReadText, grade: Grade, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "unit_error", grade, message)


@cache
def _objects() -> list[tuple[re.Pattern[str], frozenset[str], str]]:
    rules = load("words.toml")["objects"]
    return [
        (guarded(expand(rule["object"])), frozenset(rule["units"]), rule["name"]) for rule in rules
    ]


def _swapped(read: ReadText, reading: Reading) -> Problem | None:
    """A number whose object, next to it, is never counted in its unit (资金30人)."""
    if reading.kind in {"fold", "point", "score", "number", "fraction"} or not evidence.is_count(
        reading
    ):
        return None
    spent = reading.kind == "money" and _is_spending(read, reading)
    if spent or head_nouns.tells_how_often(reading):
        return None
    # 每万名女职工4.6件 is a frequency; 为女职工办十件实事 counts what follows.
    if re.search(r"每[万千百]|专场慰问", reading.before) or _COUNTS_AFTER.match(reading.after):
        return _swapped_after(read, reading)
    named = reading.before.strip()
    for pattern, units, name in _objects():
        if not pattern.search(named) or reading.kind in units:
            continue
        if _counts_another(read, reading, name) or not counted.by(read, reading, name):
            continue
        if not reading.after.startswith(("的", "女", "职")):
            message = (
                f"“{name}”不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。"
            )
            return _problem(read, "wrong", reading.start, reading.end, message)
    return _swapped_after(read, reading)


_SPARED = lazy(r"减|免|代|垫|补缴|退还|资助|报销")
_PER = lazy(r"(?:每|平均|各)[^,，。;]{0,10}$")


def _counts_another(read: ReadText, reading: Reading, name: str) -> bool:
    """57批89人, 慰问金3人、3,000元, 捐款428人,合计…元: who gave or got stands beside how much."""
    beside = [other for other in read.around(reading, 0, 0) if 0 < other.start - reading.end <= 16]
    people = reading.kind in {"person", "household", "attendance"}
    if name == "赔付":
        # 赔付63份 counts policies (31.2万份 is money); 借出310副,赔偿2副 counts what was lent.
        alike = [one for one in read.around(reading, 0, 0) if one.start < reading.start]
        return any(one.claim.unit == reading.claim.unit for one in alike) or (
            reading.kind == "document" and reading.quantity.scale == 1
        )
    if name == "活动":
        # 健步走52人,讲座47人: of each how many came.
        return people and sum(one.kind == reading.kind for one in read.around(reading, 0, 0)) > 2
    if name == "费用":
        return people and bool(_SPARED.search(reading.before))
    if name == "单位":
        return bool(_PER.search(reading.before))
    if name in {"职工", "女职工"}:
        went = reading.kind == "attendance" and reading.after.startswith(("参", "听", "受"))
        return went or counted.is_taught(reading) or (bool(beside) and not reading.tail)
    if name != "资金":
        return False
    return reading.claim.unit in {"条", "项"} or (
        people and any(one.kind == "money" for one in beside)
    )


_COUNTS_AFTER = lazy(r"(?:实事|好事|大事|作品|活动|项目|任务|建议|提案|问题|心愿)")
_SPENDING = lazy(
    r"支出|经费|投入|资金|花费|预算|拿出|开支|用于|出资|费用|拨款|慰问|救助|帮扶|补助|资助|列支"
)


def _is_spending(read: ReadText, reading: Reading) -> bool:
    """Whether money is accounted for: its items are deeds (健康讲座3.5万元, 慰问女职工8万元)."""
    words = read.plain[max(reading.sentence.start, reading.start - 80) : reading.start]
    others = [other for other in read.around(reading, 0, 0) if other.kind == "money"]
    listed = len(others) > 1 and not reading.lead.rstrip().endswith(":")
    return listed or (bool(_SPENDING.search(words)) and not reading.lead.rstrip().endswith(":"))


_AFTER = [
    (
        guarded(
            r"^(?:余|多)?(?:先进|优秀|模范|示范|标兵|巾帼)*(?:女职工)?(?:集体|班组|组织|文明岗|标兵岗|示范岗|工作室|母婴室|小屋|书屋|驿站|托管班)(?=[,，。;、受获被荣]|$)"
        ),
        {"person", "money", "attendance", "household", "couple", "document"},
        "集体",
    ),
    (
        guarded(r"^(?:余|多)?(?:就业|工作|用工)?岗位(?=[,，。;、]|$)"),
        {"money", "session", "household", "document", "couple", "case"},
        "岗位",
    ),
    (
        guarded(
            r"^(?:余|多)?(?:宣传|学习|普法)?(?:资料|手册|折页|图书|书籍|倡议书|问卷|调查问卷|征文|论文|作品)(?=[,，。;、]|$)"
        ),
        {"person", "money", "attendance", "household", "session", "organisation", "couple"},
        "材料",
    ),
    (
        guarded(
            r"^(?:余|多)?(?:志愿|志愿者|服务|宣传|文艺|代表|参赛)*(?:服务)?(?:队伍|队|分队|代表队)(?=[,，。;、参]|$)"
        ),
        {"money", "household", "document", "session", "couple", "case"},
        "队伍",
    ),
    (
        guarded(
            r"^(?:余|多|的)?(?:名)?(?:困难|患病|单亲|优秀|一线|在职|外来)?(?:女职工|职工|女会员|会员|学员|妇女|代表|委员|女工)(?=[,，。;、]|$)"
        ),
        {"money", "session", "organisation", "document", "case", "item", "place", "percent_"},
        "职工",
    ),
    (
        guarded(r"^(?:余|多)?(?:企业|公司|用人单位|基层工会)(?=[,，。;、]|$)"),
        {"money", "session", "person", "attendance", "document", "case"},
        "单位",
    ),
    (
        guarded(r"^(?:余|多)?(?:慰问金|资金|补助款|助学金|善款|奖金|救助金)(?=[,，。;、]|$)"),
        {"person", "attendance", "session", "organisation", "household", "case"},
        "钱款",
    ),
    (
        guarded(r"^(?:余|多)?(?:讲座|培训班|座谈会|联谊会|宣讲|读书会|分享会)(?=[,，。;、]|$)"),
        {"person", "money", "household", "attendance", "document"},
        "活动",
    ),
]


_OPEN = lazy(r"\s*[\d一二三四五六七八九十两]|、[^,，。;、]{1,12}(?:、[^,，。;、]{1,12}){0,3}会")


def _closed(read: ReadText, reading: Reading) -> bool:
    """Whether the clause ends with what is counted: not 四期学员264名, 5次企业、女工见面会."""
    return _OPEN.match(read.plain, reading.end + len(reading.after.rstrip("、,，"))) is None


# 跑了62次企业: how often one went there; 抽样300人问卷: who was asked.
_WENT = lazy(r"[跑去走到下进访](?:了|过)$")
_SAMPLED = lazy(r"(?:抽样|抽取|抽选|抽查|随机抽?|选取|组织|邀请)(?:了)?$")


def _goes_or_asks(reading: Reading) -> bool:
    """Whether the number tells how often one went to what follows, or how many were asked."""
    if reading.claim.unit in head_nouns.TIMES:
        return head_nouns.tells_how_often(reading) or _WENT.search(reading.before) is not None
    if reading.claim.unit == "家" and reading.after.startswith("会员"):
        return True  # 商会的135家会员
    asked = reading.kind == "person" and reading.after.startswith(("问卷", "调查问卷"))
    return asked and _SAMPLED.search(reading.before) is not None


def _swapped_after(read: ReadText, reading: Reading) -> Problem | None:
    if reading.kind == "document" and "合同" in reading.words:
        return None
    if _goes_or_asks(reading):
        return None
    # 4类女职工: kinds may be told of anything.
    if reading.claim.unit in {"类", "种"}:
        return None
    for pattern, barred, name in _AFTER:
        if reading.kind in barred and pattern.search(reading.after) and _closed(read, reading):
            message = (
                f"“{name}”不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。"
            )
            return _problem(read, "wrong", reading.start, reading.end, message)
    return None


def _impossible(read: ReadText, reading: Reading) -> Problem | None:
    """A rate in 家, a rate without its sign, half a person."""
    claim = reading.claim
    lead = reading.before[-16:]
    if (
        re.search(
            expand(
                r"(?:组建|覆盖|签订|建会|入会|参保|办结|结案|成功|满意|合格|回收|采纳|普查|筛查|参检|履约|整改|完成)率(?:也|均|都|已|达到|达|为|是|约|在|到|:)*$"
            ),
            lead,
        )
        and reading.kind
        not in {
            "percent",
            "tenth",
            "fraction",
            "permille",
            "number",
            "point",
            "fold",
        }
        and not reading.after.startswith(("里", "中", "当中"))
    ):
        message = f"比率应以百分比计，文中{quoted(reading)}的单位可能写错。"
        return _problem(read, "wrong", reading.start, reading.end, message)
    unsaid = not claim.unit and reading.kind == "number" and claim.value <= 100
    if unsaid and not _stands_alone(read, reading):
        message = f"文中{quoted(reading)}后面缺少百分号或单位。"
        return _problem(read, "doubtful", reading.start, reading.end, message)
    return _half_person(read, reading)


_WITHOUT_UNIT = lazy(r"(?:(?:倍率|系数|指数|比值)(?:约|为|达|是|到|至)*|[表图])\s*$")


# 比例是5比3比2, 1∶3∶4
_TO_ANOTHER = lazy(r"\s*(?:比|[:∶/])\s*[\d一二三四五六七八九]")


def _stands_alone(read: ReadText, reading: Reading) -> bool:
    """Whether a number needs no unit: a factor, one side of a ratio, the cell of a table."""
    factor = _WITHOUT_UNIT.search(reading.before[-16:])
    return bool(factor or _TO_ANOTHER.match(read.plain, reading.end) or _in_table(read, reading))


def _in_table(read: ReadText, reading: Reading) -> bool:
    """Whether the number fills a cell of a table, or opens a line of one as the row's number."""
    line = read.plain.rfind("\n", 0, reading.start) + 1
    before = read.plain[line : reading.start].rstrip(" ")
    return before.endswith(("\t", "|")) or (
        not before
        and bool(re.match(r"[ \t|]+[\u4e00-\u9fff]", read.plain[reading.end : reading.end + 8]))
    )


# 万人信访量由36件降到25.5件: what falls to one, or to ten thousand, need not be whole.
_NOT_WHOLE = lazy(
    r"均|每|率|密度|折合|系数|(?<![\d.])[百千万]人|(?<![\d第十百])一(?:名|个|位|人|户|天|班|组)"
)
_MEANS_BACK = 2


def _half_person(read: ReadText, reading: Reading) -> Problem | None:
    countable = {
        "person",
        "household",
        "attendance",
        "case",
        "document",
        "couple",
        "team",
    }
    if reading.kind not in countable or reading.quantity.scale > 1:
        return None
    earlier = read.plain[max(reading.sentence.start, reading.start - 80) : reading.start]
    if reading.claim.value.denominator == 1 or _NOT_WHOLE.search(earlier):
        return None
    if any(other.claim.value.denominator > 1 for other in _alike(read, reading)):
        return None
    message = f"{quoted(reading)}不是整数，可能漏了“万”或小数点写错。"
    return _problem(read, "wrong", reading.start, reading.end, message)


def _alike(read: ReadText, reading: Reading) -> list[Reading]:
    """The numbers of the kind in its sentence, and of the unit in those before: 人均31.3件。…."""
    near = [one for one in read.around(reading, _MEANS_BACK, 0) if one is not reading]
    return [
        one
        for one in near
        if one.kind == reading.kind
        and (one.sentence.index == reading.sentence.index or one.claim.unit == reading.claim.unit)
    ]


_OF_BUSINESS = lazy(r"产值|销售|存款|贷款|授信|业绩|揽储|营业|营收|利润|生产率|保额|保障")
_AVERAGE = lazy(r"(?:人均|户均|平均每[人户名])[^,，。;\d]{0,8}$")
_PER_ONE = lazy(
    r"(?:每[人名位户生童孩台件套]|人均|户均|各(?:奖励|发|补助|慰问))"
    r"(?![^,，。;]*(?:共|合计|总|保费|赔|金额|累计|投入|支出|产|贷|授信|销售|保额|保障|额度|营收|存款|业绩))[^,，。;\d]{0,14}$"
)


_HEADS = {"person", "household", "organisation", "number"}
_ROUNDED = Fraction(1, 20)


def _comes_of_sum(read: ReadText, reading: Reading) -> bool:
    """收入1416万元,12名…人均118万元: a sum told by the heads it is told of makes just that."""
    if not _AVERAGE.search(reading.before):
        return False
    each = evidence.exact(reading)
    near = read.around(reading, 2, 0)
    sums = [one for one in near if one.kind == "money" and one.start < reading.start]
    heads = [one for one in near if one.kind in _HEADS and one.claim.value > 1]
    return any(
        abs(evidence.exact(whole) - each * head.claim.value) <= whole_size * _ROUNDED
        for whole in sums
        if (whole_size := evidence.exact(whole)) > each
        for head in heads
    )


def _mixed_money(read: ReadText) -> list[Problem]:
    """万元 where 元 is meant: a standard per head no fund could pay."""
    found = []
    for reading in read.readings:
        if reading.kind != "money" or not _PER_ONE.search(reading.before):
            continue
        words = read.plain[max(reading.sentence.start, reading.start - 80) : reading.start]
        if reading.claim.value * reading.quantity.scale > 900_000 and not _OF_BUSINESS.search(
            words
        ):
            if _comes_of_sum(read, reading):
                continue
            message = f"每人（户）{quoted(reading)}过大，单位可能应为“元”。"
            found.append(_problem(read, "doubtful", reading.start, reading.end, message))
    return found


def find(read: ReadText) -> list[Problem]:
    """Units that cannot be right where they stand."""
    problems = doubled_units.find(read) + homes_and_heads.find(read) + _mixed_money(read)
    for reading in read.readings:
        problem = _impossible(read, reading) or _swapped(read, reading)
        if problem:
            problems.append(problem)
    told = {problem.end for problem in problems}
    for finder in (
        counters.find,
        units_beside.find,
        same_digits.find,
        paid_in.find,
        head_nouns.find,
        told_of.find,
        unlike_units.find,
        size_slips.find,
        spans_of_time.find,
        deeds.find,
        given_together.find,
        comes_out_as.find,
        run_together.find,
        under_labels.find,
        rates_above.find,
        named_one_by_one.find,
        points_in_percent.find,
    ):
        more = [problem for problem in finder(read) if problem.end not in told]
        told |= {problem.end for problem in more}
        problems += more
    return problems
