"""Where a text says that all of something is done: 全部办结, 无一漏检, 签订率100%, 人手一份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.passages import Sentence
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

_ALL = guarded(
    r"(?:全部|全都|都|均)(?:为|是|由)(?P<kind>已婚)"
    r"|(?:全部|全面(?=完成)|全都|全数|全员|悉数|统统|都已|(?<![人户平年月日场家次间件期份])均(?!值|衡|等|摊)|"
    r"(?<![安健完齐])全(?=[签办检查有发交免])|(?<!一)个个|人人|件件|家家|户户|张张|样样|条条|封封|起起|笔笔|项项|一律|事事|"
    r"(?<=[\u4e00-\u9fff])都(?=领|拿到|持证|参[加保训检]|签|办[结理完妥好]|体?检查?|完成|通过|建[成立起好]|落实|到[位场会岗]|"
    r"装[上好]|配[上备齐]|兑现|发[到放]|走[到访]|休[完足了]|答复|整改|改[完好]|续|收到|启用|用上)|如数(?=[\u4e00-\u9fff])|"
    r"已(?:经)?逐[一条件户项个人](?=[\u4e00-\u9fff])|逐[条件户项](?=落实|兑现|走访|办结|整改|答复|回复|签)|一个不[落少]地?|无一例外地?|应收尽收|应[保建签]尽)(?P<deed>[^,，。;:、(\n\d]{1,16})"
    r"|(?:无一|没有一)(?:[人例家户件项名个起条封宗间所处笔]的?(?=[\u4e00-\u9fff]{2}))?"
    r"(?P<none>[^,，。;:、(\d\n]{2,8})"
    r"|没有(?P<none_left>遗留|拖欠|返工|缺[席课考])|[无没](?:有人|人)(?P<nobody>缺[席课考勤])"
    r"|(?P<nought>[\u4e00-\u9fff]{2})0[起例件](?!\d)"
    r"|(?P<rate>[\u4e00-\u9fff]{2,4})率(?:均|都)?(?:已)?(?:为|达到?|是|保持)?:?\s*"
    r"(?:100%|百分之百)"
    r"|(?:100%|百分之百)的?(?P<hundred>[\u4e00-\u9fff]{2,6})"
    r"|(?P<each>人手一[份条册本套件副个张双把只盒包顶])"
    r"|(?P<missed>一[个户人家件份名封处]不[落漏少缺]|不[落漏]下?一[个户人家件份名封处])"
    r"|(?P<covered>(?<!不是)全覆盖)"
    r"|占[^,，。;\d]{0,10}(?P<share>100%|百分之百)"
    r"|(?P<covers>覆盖|惠及)[^,，。;\d]{0,8}(?:100%|百分之百)"
    r"|应(?P<due>[到检签参])[^,，。;\d]{0,6}(?P<number>\d+)[\u4e00-\u9fff]{1,2}[,，、;]\s?实际?(?P=due)(?P=number)(?!\d)"
    r"|(?P<zero>[\u4e00-\u9fff]{2,4})(?:均|都)?(?:为|是)零"
    r"|零(?P<nil>投诉|违章|事故|上访|拖欠|缺勤|缺席|差评|违纪|退件|积压)"
    r"|一[次起例件](?P<never>[\u4e00-\u9fff]{2,6})[也都](?:没有?|未)"
    r"|(?P<reach>覆盖|走访|[走跑讲访看]遍)了?(?:全部|所有)(?=\d|[\u4e00-\u9fff]{2,6}[,，。;])"
    r"|(?P<round>[走跑讲访看]遍)了?(?=[,，。;\d])"
    r"|[为给对向][^,，。;\d]{0,8}(?:全部|全体|所有)的?\d+[\u4e00-\u9fff]{1,12}?"
    r"(?P<given>(?:发放|发|办理?|投保|安排|组织|配[备发]|购买|送去|送上|建立|开展)了[^,，。;\d]{1,10})"
    r"|(?<!\d)(?P<got>\d+)(?P<counted>[件起条个项封处份名人])[^。;\d]{0,20}?"
    r"(?P<equal>办结|答复|整改|调解(?:成功)?|处[理置]|结案|解决|落实|回复|体检|参检|完成)(?:了)?(?P=got)(?P=counted)"
    r"|(?P<cleared>清零|销号)(?![率\d])"
    r"|清一色都?是(?P<sort>[\u4e00-\u9fff]{2})"
)
_LOOSE_RATE = lazy(r"满意|合格|及格|优秀|出勤|准确|知晓|达标|好评|优良|参与|使用|公开|通过|正确")
# 全部为一线女职工 says what they are, 全部为女职工办理 what was done.
_NO_DEED = lazy(
    r"^(?:为(?!.*(?:[办建配签购减发做]|安排|提供|开展|安装))|都?是|由|来自|属|系|从|靠|用于|集中|"
    r"在(?!岗)|按(?!规定|期|时)|尚未|没|未)|的有?$|^[有会]$"
)
# 9人,其中怀孕4人、哺乳5人,全部…: the whole is parted, and all of it meant.
_PARTED = lazy(
    r"其中[^,，;。\d]{1,8}\d+[^,，;。、\d]{1,3}、[^,，;。、]{1,12}[,，]$"
    r"|(?:其他|其余|其它)[^,，;。\d]{0,4}\d+[^,，;。\d]{1,3}[,，](?:已经?)?$"
)
_NOT_YET = lazy(
    r"力争|确保|争取|计划|(?<![模虚])拟(?![表推聘录任命提发])|应(?!急)|须|务必|要求|承诺|^.{0,6}(?:将|要)|目标|除.{1,16}外|基本|大多|"
    r"不是|并非|没有?(?:能|做到)|未(?:能|做到)|如果"
)
_EXCEPTED = lazy(r"除[^,，。;]{1,16}外[,，][^,，。;]{0,24}$")
_TOOK_PART = lazy(r"^(?:已|都)?参[加与]了?(?=[^,，]{0,8}(?:测试|考试|考核|[竞比]赛|演练|鉴定))")
_NOW = lazy(r"(?:已经?|均已|都已)$")
_OPEN_DEED = lazy(r"^(?:落实|兑现|办到|到位|享受|实现|做[到完了好]|完成)")
# 无一遗漏: what was done is told ahead of it.
_MISSED = lazy(r"(?:遗漏|例外|空白|掉队|缺漏|落下|漏下)地?")
_HAN = lazy(r"[^\u4e00-\u9fff]")
_NONES = ("none", "none_left", "nobody", "nought", "zero", "nil", "never")
# 无一人未安置 denies twice: all are; 全部落实21条,部分落实2条 parts them.
# 破损率为零的有8人: those of whom it is true.
_WHO_HAVE_NONE = lazy(r"^的(?!好|成|目|要|标|底)")
_DENIALS = ("未", "不", "没")
_IN_PART = lazy(r"^[^。;\n]{0,10}[,，、]部分")
_MOST_COUNTS = 12
_REACH = 240


def han(words: str) -> str:
    """The Chinese characters of `words`."""
    return _HAN.sub("", words)


class Deed(NamedTuple):
    """What means that a thing is done, and what without 未 or 没 means that it is not."""

    done: re.Pattern[str]
    left: re.Pattern[str]


@cache
def deeds() -> list[Deed]:
    found = load("all_done.toml")["deeds"]
    return [Deed(lazy(one["done"]), lazy(one["left"] or r"(?!)")) for one in found]


def deeds_in(words: str) -> frozenset[int]:
    """Which deeds the words name."""
    return frozenset(at for at, deed in enumerate(deeds()) if deed.done.search(words))


@dataclass(frozen=True)
class All:
    """One place where all is said to be done; `none` is what befell none of them (缺课)."""

    read: ReadText
    start: int
    end: int
    sentence: Sentence
    deed: str
    none: str
    sort: str
    rate: bool
    planned: bool
    loose: bool

    @cached_property
    def deeds(self) -> frozenset[int]:
        return deeds_in(self.deed or self.none)

    @cached_property
    def counts(self) -> list[Reading]:
        """The counts ahead, the nearest last: one of them is how many all are."""
        index = self.sentence.index
        found = [
            one
            for place in (index - 1, index)
            for one in self.read.groups.get(place, ())
            if (one.start < self.end or self._ends_at(one))
            and one.sentence.paragraph == self.sentence.paragraph
            and evidence.is_count(one)
            and one.claim.value > 0
        ]
        return found[-_MOST_COUNTS:]

    def _ends_at(self, one: Reading) -> bool:
        """Whether the deed leads to the number: 全部发到|96名."""
        return bool(self.deed) and one.start == self.end

    def whole(self, like: Reading) -> Reading | None:
        """How many all are: the count of such things nearest ahead."""
        return next((one for one in reversed(self.counts) if evidence.same_unit(one, like)), None)

    @cached_property
    def opens(self) -> int:
        """Where what is known of the group begins: a sentence ahead, in the same paragraph."""
        index, start = self.sentence.index, self.sentence.start
        before = self.read.sentences[index - 1] if index else self.sentence
        if before.paragraph == self.sentence.paragraph:
            start = before.start
        return max(start, self.start - _REACH)

    @cached_property
    def words(self) -> str:
        """What the group is called, and what was done."""
        return self.read.plain[self.opens : min(self.sentence.end, self.end + 12)]

    @cached_property
    def told(self) -> str:
        """The words of its sentence up to its end: of what thing the deed is."""
        start = max(self.sentence.start, self.start - 40)
        return han(self.read.plain[start : self.end])


def _deed(found: re.Match[str], ahead: str) -> str:
    """What was done, with its object where the word alone says little (人人落实)."""
    if found["each"]:
        return "领" + han(ahead)[-14:]
    if found["due"]:
        return str(load("all_done.toml")["due"][found["due"]])
    named = ("deed", "hundred", "reach", "round", "given", "equal", "cleared", "rate", "covers")
    deed: str = next((found[name] for name in named if found[name]), "")
    missed = _MISSED.match(found["none"] or "")
    if missed:
        deed = han(found["none"][missed.end() :])
    if not deed and (missed or found["missed"] or found["covered"] or found["share"]):
        return han(ahead)[-18:]
    # 参加达标测试: they took part, whether or not they passed.
    took = _TOOK_PART.match(deed)
    if took:
        return took.group()
    if _OPEN_DEED.match(deed):
        deed += han(re.split(r"[,，;:。]", ahead)[-1])[-10:]
    return deed


# 158人,应参加体检158人: so many were due, and not done.
_DUE = lazy(r"应(?![急届聘邀])|拟|计划|需|须|待|将|打算|准备|安排")
_BY_THEN = lazy(r"(?:届时|到时)[^,，。;]{0,12}$")


def _is_meant(found: re.Match[str], ahead: str) -> bool:
    """Whether it is told as done, of a group that is no part of another (其中)."""
    clause = re.split(r"[,，;:。]", ahead)[-1]
    if _EXCEPTED.search(ahead):
        return False
    if _IN_PART.match(found.string[found.end() : found.end() + 16]):
        return False
    if found["zero"] and _WHO_HAVE_NONE.match(found.string[found.end() : found.end() + 2]):
        return False
    if _NOT_YET.search(clause) and not _NOW.search(clause):
        return False
    segment = re.split(r"[;。]", ahead)[-1]
    if "其中" in segment and not _PARTED.search(segment):
        return False
    if found["equal"] and _DUE.search(found.group()):
        return False
    return not (found["deed"] and (_NO_DEED.search(found["deed"]) or _names_some(found)))


_OF_THOSE = lazy(r"的[\u4e00-\u9fff]{0,6}$")


def _names_some(found: re.Match[str]) -> bool:
    """全部合格的车间8个, 四项全部兑现的只有24家, “全员轮训”: these name some, or a name."""
    rest = found.string[found.end() : found.end() + 2]
    said = found["deed"]
    return bool(
        ("”" in said and "“" not in said) or (_OF_THOSE.search(said) and rest[:1].isdigit())
    )


def alls(read: ReadText) -> Iterator[All]:
    """Every place of the text that says so, in order."""
    at = 0
    for found in _ALL.finditer(read.plain):
        while at + 1 < len(read.sentences) and read.sentences[at].end <= found.start():
            at += 1
        sentence = read.sentences[at]
        ahead = read.plain[max(sentence.start, found.start() - 40) : found.start()]
        if not _is_meant(found, ahead):
            continue
        planned = found.start() >= sentence.plan_from or bool(_BY_THEN.search(ahead))
        none = next((found[it] for it in _NONES if found[it]), "")
        deed = _deed(found, ahead)
        if none[:1] in _DENIALS:
            deed, none = none.lstrip("".join(_DENIALS)), ""
        if _MISSED.match(none):
            none = ""
        yield All(
            read,
            found.start(),
            found.end(),
            sentence,
            deed,
            none,
            found["sort"] or found["kind"] or "",
            bool(found["rate"] or found["hundred"] or found["share"] or found["covers"]),
            planned and not re.search(r"已|目前|现", ahead[-16:]),
            bool(_LOOSE_RATE.search(found["rate"] or "")),
        )
