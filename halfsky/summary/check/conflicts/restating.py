"""One thing stated twice: the same deed, object, place and time with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.statements import COMMON, EMPTY, Statement, deeds_named
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText


def _common_suffix(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]


def _common_prefix(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]


def _common_head(one: str, other: str) -> str:
    """女职工 of 一线女职工 and 女职工分布在9个班组."""
    found = COMMON.match(other)
    return found.group() if found and found.group() in one[:8] else ""


def _hinged(ahead: str, behind: str) -> str:
    """The longest end of `ahead` that begins `behind`."""
    for size in range(min(len(ahead), len(behind), 16), 1, -1):
        if behind.startswith(ahead[-size:]):
            return ahead[-size:]
    return ""


class _Shared(NamedTuple):
    """What two statements both count; `rests` qualify it where it stands before the number."""

    thing: str
    rests: tuple[str, str]


def _shared(one: Statement, other: Statement) -> _Shared:
    """The longest object that stands next to both numbers."""
    found = [
        (_common_suffix(one.ahead.removesuffix("的"), other.ahead.removesuffix("的")), True, True),
        (_hinged(one.ahead, other.behind), True, False),
        (_hinged(other.ahead, one.behind), False, True),
        (_common_prefix(one.behind, other.behind), False, False),
        (_common_head(one.behind, other.behind), False, False),
    ]
    thing, first, second = max(found, key=lambda item: len(item[0]))
    if len(thing) < 4 and one.named == other.named != "" and other.sums_up:
        return _Shared(one.named, ("", ""))
    size = len(thing)
    rest_one = one.ahead.removesuffix("的") if first else ""
    rest_other = other.ahead.removesuffix("的") if second else ""
    rest_one, rest_other = (rest[: max(0, len(rest) - size)] for rest in (rest_one, rest_other))
    return _Shared(thing, (rest_one, rest_other))


Scope = Literal["same", "part", "whole", "other"]


def _joined(*scopes: Scope) -> Scope:
    """The scope that follows from several: a part in time of a part in place is a part."""
    kinds = set(scopes) - {"same"}
    if len(kinds) > 1 or "other" in kinds:
        return "other"
    return kinds.pop() if kinds else "same"


def _alike(one: Statement, other: Statement, shared: _Shared) -> bool:
    """Whether the two speak of the same deed done to the same object."""
    thing = shared.thing
    if _BEYOND_BOUND.search(other.ahead) and not _BEYOND_BOUND.search(one.ahead):
        return False
    if len(_FILLERS.sub("", thing)) < 2 or not _FILLERS.sub("", _without_deeds(thing)):
        return False
    if one.deeds and other.deeds and not one.deeds & other.deeds:
        return False
    if _transposed(one, other):
        return bool(EMPTY.sub("", thing)) and not (one.deeds and other.deeds - one.deeds)
    if not other.definite and not other.sums_up:
        return _worded_alike(one, other)
    if other.definite:
        if one.deeds & other.deeds or _told_alike(one, other, thing):
            return True
        return len(thing) >= 3 and not COMMON.fullmatch(thing) and _same_people(one, other)
    return len(thing) >= 4 and not COMMON.fullmatch(thing)


# 得分在85分以下的两个项目部: those beyond a bound are a group of their own.
_BEYOND_BOUND = lazy(
    r"(?:[分岁元年级人月天时%\d]以[上下内外]|超过|不[足到满]\d|[低高]于)[^,，。;]{0,8}的$"
)


def _same_agent(one: Statement, other: Statement, shared: _Shared) -> bool:
    """文艺队演出28场, 文艺队一年来的38场演出: one deed of one body, held so many times."""
    session = other.reading.kind == "session" and other.definite
    if not session or not shared.thing or _without_deeds(shared.thing):
        return False
    agent = EMPTY.sub("", other.ahead)
    return len(agent) > 2 and _held(agent, one.context)


def _told_alike(one: Statement, other: Statement, thing: str) -> bool:
    """Whether what follows the object is the same in both: 进行了两癌筛查, 享受了两癌筛查."""
    tails = [statement.behind.removeprefix(thing) for statement in (one, other)]
    pairs = [evidence.bigrams(re.sub(r"[^\u4e00-\u9fff]", "", tail)) for tail in tails]
    common = len(pairs[0] & pairs[1])
    return common >= 3 and 2 * common >= min(len(pairs[0]), len(pairs[1]))


def _same_people(one: Statement, other: Statement) -> bool:
    """Whether 封校值守的18名女教师 are those told of before: only if 值守 was told of them."""
    if other.reading.kind != "person" or not other.ahead.endswith("的"):
        return True
    said = EMPTY.sub("", other.ahead)
    return not said or _held(said, one.context)


_FILLERS = lazy(
    r"我[市县区矿院校厂局]|[全本][市县区矿院校厂镇局]|各级|工会(?:组织)?(?=举|开|组|签|发)|截至|目前|到|虽然|已经|已|共计|合计|累计|共|现有|现|有|了|的"
    r"|今年以来|今年|本年|上半年|下半年|全年|一年来|年|月|底|末|[\d,，、;:]"
)


def _transposed(one: Statement, other: Statement) -> bool:
    """126 and 162: the same digits in another order are hardly two numbers of one thing."""
    digits = [str(statement.reading.claim.value) for statement in (one, other)]
    same_unit = one.reading.claim.unit == other.reading.claim.unit
    return same_unit and len(digits[0]) > 1 and sorted(digits[0]) == sorted(digits[1])


def _worded_alike(one: Statement, other: Statement) -> bool:
    """Whether the two clauses differ in nothing but fillers such as 全市, 共, 已."""
    words = [_FILLERS.sub("", statement.ahead + statement.behind) for statement in (one, other)]
    return len(words[0]) >= 5 and words[0] == words[1]


def _qualified(one: Statement, other: Statement, shared: _Shared) -> Scope:
    """困难女职工 is a part of 女职工: what else stands before the object, and on which side."""
    contexts = (other.context, one.context)
    narrower = [
        bool(left) and not _held(left, context)
        for left, context in zip(map(_qualifier, shared.rests), contexts, strict=True)
    ]
    if all(narrower):
        return "other"
    return "part" if narrower[0] else "whole" if narrower[1] else "same"


def _qualifier(rest: str) -> str:
    """What narrows the object: the words between its deed and itself (慰问|困难|女职工)."""
    # 征集到的 and 受表彰的 say what was done, not which of them.
    if rest.endswith("的"):
        return ""
    rest = re.sub(r".*中(?:有|的|,|，)?$", "", rest)
    after_deed = max((rest.rfind(word) + len(word) for word in deeds_named(rest)), default=0)
    left = EMPTY.sub("", rest[after_deed:])
    # In a text on women workers everything is theirs.
    return "" if COMMON.fullmatch(left) else left


def _without_deeds(words: str) -> str:
    for word in deeds_named(words):
        words = words.replace(word, "")
    return words


def _held(left: str, context: str) -> bool:
    if len(left) == 1:
        return left in context
    pairs = evidence.bigrams(left)
    return sum(pair in context for pair in pairs) * 2 >= len(pairs)


def _timed(one: Statement, other: Statement) -> Scope:
    if one.years and other.years and not one.years & other.years:
        return "other"
    spans, theirs = one.spans, other.spans
    if spans == theirs or other.related:
        return "same"
    if not theirs and (other.whole_year or other.reading.claim.cumulative):
        return "part"
    if not theirs and one.reading.sentence.paragraph == other.reading.sentence.paragraph:
        return "same"
    return "whole" if not spans and one.whole_year else "other"


def _placed(one: Statement, other: Statement) -> Scope:
    places, theirs = one.places, other.places
    if one.upper != other.upper:
        return "other"
    if places == theirs:
        return "same"
    if not theirs:
        together = one.reading.sentence.paragraph == other.reading.sentence.paragraph
        return "same" if other.definite and together else "part"
    return "whole" if not places else "other"


_NEW = lazy(r"新(?:签|建|设|增|办|开|成立|发展|招|聘|评|吸收|入|添)")


def _summed(one: Statement, other: Statement) -> Scope:
    """What this year brought is a part of all there is."""
    new, again = bool(_NEW.search(one.ahead)), bool(_NEW.search(other.ahead))
    if new != again and not other.definite:
        return "part" if new else "whole"
    if one.reading.claim.cumulative == other.reading.claim.cumulative:
        return "same"
    return "whole" if one.reading.claim.cumulative else "part"


def _more_than_all(one: Statement, other: Statement) -> bool:
    """培训2720人次, though 全年培训只有2270人次: any part would be less than the year's all."""
    visits = one.reading.kind == other.reading.kind == "attendance"
    if not visits or "全年" not in other.reading.before + other.reading.lead[-12:]:
        return False
    if not one.deed_told or one.deed_told != other.deed_told:
        return False
    here = _placed(one, other) in {"same", "part"} and not one.reading.claim.cumulative
    first, second = one.reading.interval, other.reading.interval
    return here and first.low > second.high and evidence.slipped(first, second)


def _contradicts(one: Statement, other: Statement) -> bool:
    (low, high), (least, most) = one.bounds, other.bounds
    first, second = one.reading.interval, other.reading.interval
    if (low <= most and least <= high) or not evidence.slipped(first, second):
        return False
    scope = _joined(_placed(one, other), _summed(one, other), _timed(one, other))
    if scope == "other" and not one.deed_told:
        return False
    if _more_than_all(one, other):
        return True
    shared = _shared(one, other)
    if not _alike(one, other, shared) and not _same_agent(one, other, shared):
        return False
    scope = _joined(scope, _qualified(one, other, shared))
    if scope != "other" and _transposed(one, other):
        return True
    if scope == "part":
        return first.low > second.high
    if scope == "whole":
        return second.low > first.high
    return scope == "same"


def _comparable(one: Statement, other: Statement) -> bool:
    if one.reading.claim.unit == other.reading.claim.unit:
        return one.sort == other.sort
    return one.sort == other.sort and evidence.same_unit(one.reading, other.reading)


def _tells(one: Statement, other: Statement) -> bool:
    """Whether an earlier number of whatever thing has the same value."""
    (low, high), (least, most) = one.bounds, other.bounds
    return low <= most and least <= high and _comparable(one, other)


def _check(
    read: ReadText, earlier: list[Statement], found: Sequence[int], other: Statement
) -> Problem | None:
    """The nearest earlier statement of the same thing, if its value is another."""
    for place in found:
        one = earlier[place]
        apart = one.reading.sentence.index != other.reading.sentence.index
        if not (apart and one.plain and _comparable(one, other)) or not _contradicts(one, other):
            continue
        told = any(_tells(between, other) for between in earlier[-_REACH:])
        told = told or _adds_up(earlier, one, other) or _one_denied(one, other)
        return None if told else _differs(read, one.reading, other.reading)
    return None


_SUMMED_UP = lazy(r"共|累计|合计|下来|全年|半年|线上线下|[这全][\u4e00-\u9fff]?$")


def _adds_up(earlier: list[Statement], one: Statement, other: Statement) -> bool:
    """半年共缝补814件 after 二季度418件, 一季度396件: the later number is the sum of both."""
    if not re.search(
        r"共|累计|合计|下来|全年|半年|线上线下|[这全][\u4e00-\u9fff]?$", other.reading.lead
    ):
        return False
    summed = (
        one.reading.interval + third.reading.interval
        for third in earlier[-_REACH:]
        if third is not one and _comparable(third, other)
    )
    return any(both.meets(other.reading.interval) for both in summed)


_DENIED = lazy(r"没有|未(?!来)|尚缺|缺少")


def _one_denied(one: Statement, other: Statement) -> bool:
    """没有覆盖到的3个社区 is not what 覆盖38个 counted."""
    denied = [bool(_DENIED.search(it.reading.before)) for it in (one, other)]
    return denied[0] != denied[1]


def _differs(read: ReadText, one: Reading, other: Reading) -> Problem:
    message = f"同一件事前文是{quoted(one)}，这里是{quoted(other)}。"
    return evidence.finding(read, "contradiction", "wrong", [one, other], message)


_REACH = 200


_Index = dict[tuple[str, ...], list[int]]
_MOST_ASKED = 24


def _near(index: _Index, statement: Statement, size: int) -> list[int]:
    """Places of the latest statements that may be of the same thing, the latest first."""
    found = {
        at
        for sign in statement.sought
        for at in index.get((*statement.sort, *sign), ())[-_MOST_ASKED:]
        if at >= size - _REACH
    }
    return sorted(found, reverse=True)[:_MOST_ASKED]


def _restated(read: ReadText) -> Iterator[Problem]:
    earlier: list[Statement] = []
    index: _Index = {}
    for reading in read.readings:
        if not (evidence.is_count(reading) or evidence.is_portion(reading)):
            continue
        statement = Statement(read, reading)
        if statement.plain:
            problem = _check(read, earlier, _near(index, statement, len(earlier)), statement)
            if problem:
                yield problem
        for sign in statement.signs:
            index.setdefault((*statement.sort, *sign), []).append(len(earlier))
        earlier.append(statement)


def find(read: ReadText) -> list[Problem]:
    """Things stated twice with values that cannot both be true."""
    return list(_restated(read))
