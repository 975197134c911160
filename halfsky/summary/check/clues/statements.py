"""A number as a statement: deed, object, time and place, in the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text import passages
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

_MARKS = lazy(r"[“”\"'‘’《》\s\x00]")
_QUOTED = lazy(r"“([^”\n]{3,16})”")
# What stands between an object and its number, or ahead of a deed, and names nothing.
_LINK = lazy(
    r"(?:共计|合计|总计|总共|共有|共|累计|先后|已经|已|现有|总数|总人数|人数|总量|达到|达|约|近|超过|超|逾|为|是|有|至今|迄今|"
    r"实际|到账|分别|只有|仅有|才|仅|就|了|过|到|[:,，、;]|不少于|余)+$"
)
_NOUN_OPENS = lazy(r"^(?:余|多)?(?:的|名|位)?")
_NARROWS = lazy(
    r"其中|另|又|还|再(?!就业)|第[一二三四]|每|均|去年|上年|同期|计划|目标|应(?!急)|未(?!婚)|尚|剩|余下|首|部分|有的|优秀|代表|仅|比(?![赛武例拼])|较|增(?!强)|减|(?<![模虚])拟|将|近[三五十]年|历年|新增|不足|超过"
)
_BACK = lazy(
    r"(?:的|这|上述|以上|该|此次|这批|前述|所有|全部|全体|通过|经过|依托|借助|利用)(?:这|全部|所有|约|近)?$"
)
_KNOWN = lazy(r"[\u4e00-\u9fff]{2,10}?(?:当?中|的|全部|均|都|已|将|每人)")
_EVERY = lazy(r"(?:^|[,，、在为对])全(?:公司|系统|街道|集团|[市县区院矿校厂行局镇])$")
_ABOVE = lazy(r"(?:上述|以上|前述)[\u4e00-\u9fff]{2,8}$")
_OUT_OF = lazy(r"^[\u4e00-\u9fff“”]{2,14}?(?:中|里|当中|之中)(?:[,，:]|$)")
_SUMS_UP = lazy(
    r"全年|一年来|半年来|累计|总计|合计|共|至今|实际|总数|综上|总之|全[市县区矿院校厂公]|本年度"
)
EMPTY = lazy(
    r"我们|我[市县区省镇矿院校厂会局]?|全[市县区矿院校厂公]司?|本[市县区院校厂年]度?|各级|工会|女职工委员会|女工委|女职委|总工会|县总|市总|区总|我会|经审核|的|了|在|对|从|于|这|上述|以上|该|此次|通过|经过|综上|总之"
    r"|共计|合计|共有|共|累计|总计|已|今年|上半年|下半年|全年|一年来|半年来|以来|年|虽然|但|已经|实际|经|截至|目前|底|末|月|所有|全部|全体|由|次|并|其|也|都|把|将|向|为|给|有|现|自|至今|期间|前夕|我|[a-zA-Z\d,，、;:()]"
)
_PLACE = lazy(
    r"[\u4e00-\u9fff]{2,6}(?:街道|社区|公司|集团|车间|分会|支部|[镇乡厂矿局院校村区县](?!总|工|级|域|委))"
)
# One word for everybody says little about whom.
_COMMON_END = lazy(r"(?:女职工|职工|女工|女会员|会员|人员)$")
COMMON = lazy(r"(?:女职工|职工|女工|女会员|会员|人员|企业|单位|活动|代表)")
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
_AT_A_MEETING = lazy(r"[^,，。;:]{0,16}会(?:议)?(?:上|期间)")


# 督查组对我街道 is no name: a place begins behind such a word.
_BEFORE_PLACE = lazy(r".*[对为在的由到向给把我全本各个]")


def places_named(words: str) -> frozenset[str]:
    named = (_BEFORE_PLACE.sub("", word) for word in _PLACE.findall(words))
    return frozenset(word for word in named if len(word) > 2)


_YEAR = lazy(r"^(?:\d{4}年度?|全年|本年度)$")


def deeds_named(words: str) -> list[str]:
    return _deed_of()[0].findall(words)


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
        named = deeds_named(words)
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
        return places_named(words) or places_named(opening)

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
