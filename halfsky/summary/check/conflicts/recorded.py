"""All that was done, told again with another number in a record: 共走访36户 … 日志里写:入户26家.

The record (日志, 附表, 名册, 结算说明) or who sums up (闭幕词, 主任说) tells the same by the usual
other words for the deed: 走访 and 入户, 发放 and 送出, 听课 and 听众.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.conflicts.again import explained
from halfsky.summary.check.conflicts.beyond_all import names_thing, noun_of_both, wider
from halfsky.summary.check.conflicts.retold import is_of_another
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

_RECORD = lazy(
    r"(?:值班记录|记录|照片|日志|日记|台账|流水|明细|附[表件注页]|统计表|[月周季年]报|签到[簿表册本]|点名册|花名册|名册|登记[簿表本]|结算(?:说明|单)|说明"
    r"|月结单|领条|回执|回单|上报|信息|材料|通稿|简报|报告|总结|小结|汇报|纪要|公告|公示|红榜|红纸|光荣榜|横幅|海报|展板|述职|结业式|闭幕词|开幕词"
    r"|主持人|主任|主席|院长|校长|经理|队长|班长|站长|组长|会计|出纳|库管|保管员|账[上本单]|工资单|结尾|末尾|文末|最后)"
)
_TELLS = lazy(
    r"^[^。;\n]{0,12}?(?:写|记|载|列|登|注明|显示|说|讲|报|称|念|提到|反映|统计|:|“|里|上|中|加起来|[(])[^。;\n]{0,34}$"
)
_IN_ALL = lazy(
    r"共|总计|合计|累计|全部|全体|走[完遍]|跑[完遍]|到了|先后|前后|总数|都|[一三四五六七八九十]处|全"
)
_LIMITS = lazy(
    r"其中|另|新增|还有|未|没|尚|剩|余|第|每|均|上月|当[日天月]|上周|去年|上年|往年|比|超|增|减|计划|目标|应|拟|只|仅|有的|部分|多|少|差|缺"
    r"|临时|男|党员|困难|退|补|再|又|以上|以下|至少|最|前|线上|现场|网上|首|至|评|选|优|签|获"
)
_PLANNED = lazy(r"要点|计划|方案|目标|通知|上年|去年|往年|历年|年初|原定|定的")
_THIS = lazy(r"本月|本周|本季|当季")
_OF_ANYTHING = frozenset({"个", "项", "种"})
_SPAN = 60
_NEAR = 1.6
_FEWEST = 4
_BACK = 14


@cache
def _deeds() -> list[re.Pattern[str]]:
    """Words that tell one deed, of told_again.toml."""
    return [re.compile(row) for row in load("told_again.toml")["deeds"]]


def _record(read: ReadText, other: Reading) -> str:
    """The words from the record to the number it tells."""
    ahead = read.plain[max(other.sentence.start, other.start - _SPAN) : other.start]
    for found in reversed(list(_RECORD.finditer(ahead))):
        if _TELLS.match(ahead[found.end() :]):
            return ahead[found.start() :]
    return ""


def _clause(one: Reading) -> str:
    return (
        re.split(r"[,，;。:“”\"(]", one.lead)[-1] + "|" + re.split(r"[,，;。、]", one.after)[0][:8]
    )


_NO_NAME = lazy(
    r"共有?|总共|一共|合计|总计|累计|算起来|算下来|合起来|加起来|全部|总数|[有为是达到了]|[^\u4e00-\u9fff]"
)


def _whole_clause(read: ReadText, one: Reading) -> str:
    """The clause of a number, or its sentence so far where the clause names nothing: ,共65人."""
    clause = _clause(one)
    if _NO_NAME.sub("", clause):
        return clause
    return read.plain[max(one.sentence.start, one.start - _SPAN) : one.start] + clause


def _same_deed(read: ReadText, one: Reading, other: Reading) -> bool:
    first, second = _whole_clause(read, one), _record(read, other) + _clause(other)
    return any(deed.search(first) and deed.search(second) for deed in _deeds())


def _same_thing(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether both count one thing by its name or by the deed."""
    noun = noun_of_both(one, other)
    if one.claim.unit in _OF_ANYTHING and one.after[:2] not in _record(read, other) + other.after:
        return False
    if _same_deed(read, one, other) and (noun or other.claim.unit not in _OF_ANYTHING):
        return True
    return (
        len(noun) > 1
        and names_thing(noun)
        and not (wider(one, other, noun) or wider(other, one, noun))
    )


def _alike(one: Reading, other: Reading) -> bool:
    if one.kind == other.kind == "person" or {one.kind, other.kind} <= {
        "household",
        "organisation",
    }:
        return one.quantity.scale == other.quantity.scale
    return one.kind == other.kind and evidence.same_unit(one, other)


def _near(one: Reading, other: Reading) -> bool:
    low, high = sorted((one.interval, other.interval), key=lambda it: it.low)
    return high.low <= low.high * _NEAR


def _is_retold(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether the first tells all of it, and the second the same again, otherwise."""
    if one.sentence.index == other.sentence.index or not _alike(one, other):
        return False
    if one.interval.meets(other.interval) or not _near(one, other):
        return False
    if one.claim.mode != "result" or one.claim.approx:
        return False
    if one.kind == "attendance" and not (
        _IN_ALL.search(_clause(one)) and _IN_ALL.search(_clause(other))
    ):
        return False
    if _LIMITS.search(_clause(one)):
        return False
    before = read.plain[one.sentence.start : one.start]
    this = _THIS.search(_clause(other))
    if _PLANNED.search(before) or (this and this.group() not in before):
        return False
    return _same_thing(read, one, other) and not is_of_another(read, one, other)


def _retold(read: ReadText) -> Iterator[Problem]:
    counts = [one for one in read.readings if evidence.is_count(one)]
    for at, other in enumerate(counts):
        if other.interval.high < _FEWEST or other.claim.mode != "result" or other.claim.approx:
            continue
        before = counts[max(0, at - _BACK) : at]
        like = [one for one in before if _alike(one, other)]
        if not like or any(one.interval.meets(other.interval) for one in like):
            continue
        if not _record(read, other) or _LIMITS.search(_clause(other)) or explained(like, other):
            continue
        told = [one for one in like if _is_retold(read, one, other)]
        if len({one.claim.value for one in told}) == 1:
            message = f"同一件事前文是{quoted(told[-1])}，这里是{quoted(other)}。"
            yield evidence.finding(read, "contradiction", "wrong", [told[-1], other], message)


def find(read: ReadText) -> list[Problem]:
    """Records that tell otherwise what was told of all."""
    return list(_retold(read))
