"""One thing stated twice: the same deed, object, place and time with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from halfsky.summary.check import evidence, passages
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem
from halfsky.summary.check.wording import load

_MARKS = re.compile(r"[“”\"'‘’《》\s\x00]")
_QUOTED = re.compile(r"“([^”\n]{3,16})”")
# What stands between an object and its number, or ahead of a deed, and names nothing.
_LINK = re.compile(
    r"(?:共计|合计|总计|总共|共有|共|累计|先后|已经|已|现有|总数|总人数|人数|总量|达到|达|约|近|超过|超|逾|为|是|有|至今|迄今|"
    r"实际|到账|分别|只有|仅有|才|仅|就|了|过|到|[:,，、;]|不少于|余)+$"
)
_NOUN_OPENS = re.compile(r"^(?:余|多)?(?:的|名|位)?")
_NARROWS = re.compile(
    r"其中|另|又|还|再(?!就业)|第[一二三四]|每|均|去年|上年|同期|计划|目标|应(?!急)|未(?!婚)|尚|剩|余下|首|部分|有的|优秀|代表|仅|比(?![赛武例拼])|较|增(?!强)|减|拟|将|近[三五十]年|历年|新增|不足|超过"
)
_BACK = re.compile(
    r"(?:的|这|上述|以上|该|此次|这批|前述|所有|全部|全体|通过|经过|依托|借助|利用)(?:这|全部|所有|约|近)?$"
)
_KNOWN = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:当?中|的|全部|均|都|已|将|每人)")
_EVERY = re.compile(r"(?:^|[,，、在为对])全(?:公司|系统|街道|集团|[市县区院矿校厂行局镇])$")
_ABOVE = re.compile(r"(?:上述|以上|前述)[\u4e00-\u9fff]{2,8}$")
_OUT_OF = re.compile(r"^[\u4e00-\u9fff“”]{2,14}?(?:中|里|当中|之中)(?:[,，:]|$)")
_SUMS_UP = re.compile(
    r"全年|一年来|半年来|累计|总计|合计|共|至今|实际|总数|综上|总之|全[市县区矿院校厂公]|本年度"
)
_EMPTY = re.compile(
    r"我们|我[市县区省镇矿院校厂会局]?|全[市县区矿院校厂公]司?|本[市县区院校厂年]度?|各级|工会|女职工委员会|女工委|女职委|总工会|县总|市总|区总|我会|经审核|的|了|在|对|从|于|这|上述|以上|该|此次|通过|经过|综上|总之"
    r"|共计|合计|共有|共|累计|总计|已|今年|上半年|下半年|全年|一年来|半年来|以来|年|虽然|但|已经|实际|经|截至|目前|底|末|月|所有|全部|全体|由|次|并|其|也|都|把|将|向|为|给|有|现|自|至今|期间|前夕|我|[a-zA-Z\d,，、;:()]"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:街道|社区|公司|集团|车间|分会|支部|[镇乡厂矿局院校村区县](?!总|工|级|域|委))"
)
# One word for everybody says little about whom.
_COMMON_END = re.compile(r"(?:女职工|职工|女工|女会员|会员|人员)$")
_COMMON = re.compile(r"(?:女职工|职工|女工|女会员|会员|人员|企业|单位|活动|代表)")
_GENERAL_TIMES = frozenset({"今年", "今年以来", "本年度", "先后", "当天", "当日", "日常", "平时"})


@cache
def _deeds() -> list[list[str]]:
    deeds: list[list[str]] = load("words.toml")["deeds"]
    return deeds


@cache
def _deed_of() -> tuple[re.Pattern[str], dict[str, int]]:
    known = {word: at for at, group in enumerate(_deeds()) for word in group}
    return re.compile("|".join(known)), known


def _deeds_in(words: str) -> frozenset[int]:
    """Which deeds the words name; those that mean the same are one."""
    pattern, known = _deed_of()
    return frozenset(known[word] for word in pattern.findall(words))


# 在11月的职代会上 dates the meeting, not what it was told.
_AT_A_MEETING = re.compile(r"[^,，。;:]{0,16}会(?:议)?(?:上|期间)")


# 督查组对我街道 is no name: a place begins behind such a word.
_BEFORE_PLACE = re.compile(r".*[对为在的由到向给把我全本各个]")


def _places(words: str) -> frozenset[str]:
    named = (_BEFORE_PLACE.sub("", word) for word in _PLACE.findall(words))
    return frozenset(word for word in named if len(word) > 2)


@dataclass(frozen=True)
class Statement:
    """A number as a statement: its clause in bare words, its time, its place."""

    read: ReadText
    reading: Reading

    @cached_property
    def ahead(self) -> str:
        """The clause before the number down to its object: 举办玫瑰书香读书分享会."""
        words = _MARKS.sub("", self.reading.before)
        return _LINK.sub("", words)

    @cached_property
    def behind(self) -> str:
        """What follows the number in its clause: 读书分享会录成短视频."""
        return _NOUN_OPENS.sub("", _MARKS.sub("", self.reading.after)).rstrip(",，;、:")

    @cached_property
    def definite(self) -> bool:
        """Whether it points back: 征集到的680条, 全部260名, 在受理的38件中."""
        before = self.reading.before.rstrip(' “"')
        back = _BACK.search(before) or _EVERY.search(before)
        if back and len(self.behind) > 1:
            return True
        return bool(_ABOVE.search(before)) or self.topic

    @cached_property
    def deed_told(self) -> str:
        """The deed right before the number (培训女职工2720人次, 培训2270人次); empty if none."""
        words = _COMMON_END.sub("", self.ahead)
        named = _deeds_named(words)
        return named[-1] if named and words.endswith(named[-1]) else ""

    @cached_property
    def topic(self) -> bool:
        """37名单亲女职工的子女…, 23处驿站中有…: the things are known that a clause begins with."""
        return not _MARKS.sub("", self.reading.before) and bool(_KNOWN.match(self.behind))

    @cached_property
    def related(self) -> bool:
        """督查组提出的11条整改意见: its own words say which are meant, whatever the time."""
        return self.topic or self.reading.before.rstrip(' “"').endswith(("的", "这", "上述"))

    @cached_property
    def tail(self) -> str:
        """The last two characters before the number: a cheap sign of its object."""
        return self.ahead.removesuffix("的")[-2:]

    @cached_property
    def deeds(self) -> frozenset[int]:
        """Deeds named around the number; one that points back is named before it."""
        behind = "" if self.definite else self.behind[:8]
        return _deeds_in(f"{self.ahead} {behind}")

    @cached_property
    def sums_up(self) -> bool:
        return bool(_SUMS_UP.search(self.reading.before + self.reading.lead[-24:]))

    @cached_property
    def named(self) -> str:
        """The quoted name last mentioned in the sentence, of a thing that is held or made."""
        if self.reading.kind not in {"session", "generic", "document", "case"}:
            return ""
        names = _QUOTED.findall(self.reading.lead)
        return names[-1] if names else ""

    @cached_property
    def times(self) -> frozenset[str]:
        """The time words that hold for the number, save those that name all of the time."""
        reading = self.reading
        start = max(reading.sentence.start, reading.start - 120)
        words = _AT_A_MEETING.sub("", self.read.plain[start : reading.clause[1]])
        return passages.times_in(words) - _GENERAL_TIMES

    @cached_property
    def years(self) -> frozenset[str]:
        return frozenset(word[:4] for word in self.times if word[:4].isdigit())

    @cached_property
    def spans(self) -> frozenset[str]:
        """The time words that name less than the year."""
        return frozenset(word for word in self.times if not _YEAR.match(word))

    @cached_property
    def bounds(self) -> tuple[float, float]:
        return float(self.reading.interval.low), float(self.reading.interval.high)

    @cached_property
    def places(self) -> frozenset[str]:
        """The parts of the whole body that the number is of."""
        reading = self.reading
        words = self.read.plain[max(reading.sentence.start, reading.start - 60) : reading.start]
        opening = self.read.openings[reading.sentence.paragraph]
        return _places(words) or _places(opening)

    @cached_property
    def upper(self) -> bool:
        return evidence.upper_words(self.read, self.reading)

    @cached_property
    def context(self) -> str:
        """The sentence around the number without its marks."""
        reading = self.reading
        start = max(reading.sentence.start, reading.start - 120)
        return _MARKS.sub("", self.read.plain[start : min(reading.sentence.end, reading.end + 40)])

    @cached_property
    def sort(self) -> tuple[str, str]:
        """What only the like of can be compared with it."""
        return self.reading.kind, self.reading.claim.mode

    @cached_property
    def signs(self) -> frozenset[tuple[str, str]]:
        """By what it can be found again: the words next to its number, its name, its deed."""
        behind = self.behind[:16]
        signs = {("behind", behind[at : at + 2]) for at in range(len(behind) - 1)}
        signs |= {("tail", self.tail), ("name", self.named), ("deed", self.deed_told)}
        return frozenset(sign for sign in signs if sign[1])

    @cached_property
    def sought(self) -> frozenset[tuple[str, str]]:
        """The signs of an earlier statement that may be of the same thing."""
        behind = self.behind[:16]
        signs = {("tail", behind[at : at + 2]) for at in range(len(behind) - 1)}
        signs |= {("behind", self.tail), ("behind", behind[:2])}
        signs |= {("tail", self.tail), ("name", self.named), ("deed", self.deed_told)}
        return frozenset(sign for sign in signs if len(sign[1]) > 1)

    @cached_property
    def whole_year(self) -> bool:
        return bool(
            re.search(r"全年|一年来|累计|至今", self.reading.before + self.reading.lead[-24:])
        )

    @cached_property
    def plain(self) -> bool:
        """Whether nothing narrows it to another part, time or plan."""
        reading = self.reading
        words = reading.before
        if self.definite:
            words = re.sub(r"[将把]", "", words)
        if words.rstrip().endswith("的"):
            words = re.sub(r"[未应尚将另又还再比较增减]", "", words)
        if reading.claim.mode == "last_year":
            words = re.sub(r"去年|上年|比|较|同期", "", words)
        return reading.claim.mode in {"result", "last_year"} and not _NARROWS.search(words)


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
    found = _COMMON.match(other)
    return found.group() if found and found.group() in one[:8] else ""


def _hinged(ahead: str, behind: str) -> str:
    """The longest end of `ahead` that begins `behind`."""
    for size in range(min(len(ahead), len(behind), 16), 1, -1):
        if behind.startswith(ahead[-size:]):
            return ahead[-size:]
    return ""


@dataclass(frozen=True)
class _Shared:
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
    if len(_FILLERS.sub("", thing)) < 2 or not _FILLERS.sub("", _without_deeds(thing)):
        return False
    if one.deeds and other.deeds and not one.deeds & other.deeds:
        return False
    if _transposed(one, other):
        return bool(_EMPTY.sub("", thing)) and not (one.deeds and other.deeds - one.deeds)
    if not other.definite and not other.sums_up:
        return _worded_alike(one, other)
    if other.definite:
        if one.deeds & other.deeds or _told_alike(one, other, thing):
            return True
        return len(thing) >= 3 and not _COMMON.fullmatch(thing) and _same_people(one, other)
    return len(thing) >= 4 and not _COMMON.fullmatch(thing)


def _same_agent(one: Statement, other: Statement, shared: _Shared) -> bool:
    """文艺队演出28场, 文艺队一年来的38场演出: one deed of one body, held so many times."""
    session = other.reading.kind == "session" and other.definite
    if not session or not shared.thing or _without_deeds(shared.thing):
        return False
    agent = _EMPTY.sub("", other.ahead)
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
    said = _EMPTY.sub("", other.ahead)
    return not said or _held(said, one.context)


_FILLERS = re.compile(
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
    after_deed = max((rest.rfind(word) + len(word) for word in _deeds_named(rest)), default=0)
    left = _EMPTY.sub("", rest[after_deed:])
    # In a text on women workers everything is theirs.
    return "" if _COMMON.fullmatch(left) else left


def _without_deeds(words: str) -> str:
    for word in _deeds_named(words):
        words = words.replace(word, "")
    return words


def _deeds_named(words: str) -> list[str]:
    return _deed_of()[0].findall(words)


def _held(left: str, context: str) -> bool:
    if len(left) == 1:
        return left in context
    pairs = evidence.bigrams(left)
    return sum(pair in context for pair in pairs) * 2 >= len(pairs)


_YEAR = re.compile(r"^(?:\d{4}年度?|全年|本年度)$")


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


def _summed(one: Statement, other: Statement) -> Scope:
    """What this year brought is a part of all there is."""
    if one.reading.claim.cumulative == other.reading.claim.cumulative:
        return "same"
    return "whole" if one.reading.claim.cumulative else "part"


def _more_than_all(one: Statement, other: Statement) -> bool:
    """培训2720人次, though 全年培训只有2270人次: any part would be less than the year's all."""
    visits = one.reading.kind == other.reading.kind == "attendance"
    all_year = re.search(r"全年", other.reading.before + other.reading.lead[-12:])
    if not visits or not all_year or not one.deed_told or one.deed_told != other.deed_told:
        return False
    here = _placed(one, other) in {"same", "part"} and not one.reading.claim.cumulative
    first, second = one.reading.interval, other.reading.interval
    return here and first.low > second.high and evidence.slipped(first, second)


def _contradicts(one: Statement, other: Statement) -> bool:
    scope = _joined(_placed(one, other), _summed(one, other), _timed(one, other))
    if scope == "other" and not one.deed_told:
        return False
    (low, high), (least, most) = one.bounds, other.bounds
    first, second = one.reading.interval, other.reading.interval
    if (low <= most and least <= high) or not evidence.slipped(first, second):
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
        return None if told else _differs(read, one.reading, other.reading)
    return None


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
