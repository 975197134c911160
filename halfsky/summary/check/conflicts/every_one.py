"""Where a text says that every one was done: of which measure word, how many, and which deeds.

户户都进了门, 33人一个不少, 均已交齐,无一缺漏, 应到61人,实到61人.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import load

_MEASURES = (
    "支具根顶幅扇瓶桶副篇枚卷匹罐捆行户个件份名人位家间处条封堂张台把只双床箱盒包套册本"
    "起笔项宗所座场次期班节棵株口路趟车辆栋层面镇村乡店组站点岗线桌盏块门科队页票艘架部对"
)
_UNIT = f"[{_MEASURES}]"
_EVERY = lazy(
    r"全部(?!门)|全都|全数|全员|悉数|统统|通通|一律|无一例外|百分之百|(?<![\d.])100%|全覆盖|[均都][已全]"
    r"|(?<![人户平年月日场家次间件期份])均(?![^,，;。]{0,2}[\d衡等摊])"
    r"|(?<=[\u4e00-\u9fff])都(?!是|市|会区|能|不|没|未|对|差|在|可|要|有人|说|知|认为|觉|希|想|愿|很|挺|比|来自|由|算|叫)"
    r"|(?<![健安完齐不未没])全(?=[签到查交领走发还收参办穿改放做检测装拿送])|人手一|[天处样回年月周]{2}有|应[\u4e00-\u9fff](?:尽|全)|人人|份份"
    rf"|(?P<m>{_UNIT})(?P=m)(?![户人])|[走跑看讲查访]遍|完毕|[收选到交走配]齐"
)
_NONE_MISSED = lazy(
    rf"(?:无一|没有?一?{_UNIT}?|未)(?:[^,，;。]{{0,2}})?(?:遗漏|缺漏|漏[下掉]?|落[下]?(?![实户地成])|掉队|例外|空白|绕过)"
    rf"|一{_UNIT}(?:也|都)?(?:不|没有?)[落漏少剩短差缺欠丢留拉]"
    rf"|没有?[漏落](?!实|户|地)下?[哪任]?[何一]?{_UNIT}?|不[漏落]一{_UNIT}"
)
_NAMES_SOME = lazy(
    r"的[^,，;。]{0,8}(?:\d|[一二两三四五六七八九十]+[户个件份名人位家间处条])|的[^,，;。\d]{2,8}[,，]?$|的[^,，;。\d]{2,8}[,，]?(?=\d)"
)
# 参加测试: they took part, whether or not they passed.
_TOOK_PART = lazy(r"参[加与]了?[^,，;。]{0,8}?(?:测试|考试|考核|[竞比]赛|演练|鉴定|答题|测评)")
_TOGETHER = lazy(r"(?:一?共|合计|总共|共计)[^,，;。]{1,10}")
# What is done by its end stands ahead of the word.
_ENDED = lazy(r"百|100|完毕|[齐遍]$")
# 没有一间不看: all were looked at.
_NONE_NOT = lazy(
    rf"(?:没有一{_UNIT}|无一{_UNIT}?)[^,，;。]{{0,3}}?(?:不|没|未)([^\W\dA-Za-z_])(?=[^\W\dA-Za-z_]{{0,4}}[,，;。])"
)
# 应到61人,实到61人.
_DUE = lazy(
    r"应[到检签参交][^,，;。\d]{0,6}(\d+)[^,，;。\d]{1,3}[,，、]实际?[到检签参交][^,，;。\d]{0,4}\1(?!\d)"
)
_CLAUSE = lazy(r"[^,，;。:\n!?]+[,，;。:\n!?]?")
_NOT_SAID = lazy(
    r"力争|确保|争取|计划|(?<![模虚])拟|必?须|务必|要求|承诺|目标|除|基本|大多|不是|并非|如果|应当|均应|都应|将|没有?全|未全|不全|若|[未才]能|"
    r"每[年月季两][^,，;。]{0,3}(?:体检|检查|轮|一)|不[都全]|其中|近百|一致|一般多|两个数|需(?!要指|要说)要?|完成(?:100%|百分之百)|怎么又|[来到手领]的都|[年月季]底之?前|[“\"](?:全员|全部|全覆盖)[^”\"]{0,6}[”\"]"
)
_NUMBER = lazy(
    rf"(?<![\d.初月])(?P<place>第)?(?:(?P<digits>\d{{1,9}})|(?P<words>[一二两三四五六七八九十]{{1,3}}))(?P<number>号)?[多来几余]?(?P<of>个)?(?P<unit>{_UNIT})(?!月|小时|工作日|星期|季|年|次|以[上下内]|及以)(?P<person>(?<=个)(?:大姐|大嫂|姐妹|女|职工|学员|会员|同志|孩子|阿姨))?"
)
_ALIKE = {"名": "人", "位": "人", "家": "户", "封": "件", "起": "件", "宗": "件", "笔": "件"}
_ALIKE |= {"条": "件", "项": "件"}
_NUMBERED = frozenset("队班组科部线点层节期场车店站门页路")
# 女职工签字率100%: of people, though nobody says of how many.
_RATE_OF_PEOPLE = lazy(
    r"(?:职工|女工|员工|会员|代表|委员|教师|护士|学员|队员|选手|干部|骨干|民警|人员|姐妹)[^,，;。:]{2,4}率[^,，;。:]{0,4}(?:100%|百分之百)"
)
_REACH = 160


class Deed(NamedTuple):
    """A deed: what tells that it was done, and what that it was not; `broad` for many of a kind."""

    done: re.Pattern[str]
    left: re.Pattern[str]
    broad: bool = False


@cache
def known_deeds() -> list[Deed]:
    return [
        Deed(lazy(one["done"]), lazy(one["left"]), "broad" in one)
        for one in load("all_and_some.toml")["deeds"]
    ]


# 全刷完了 beside 没刷: any verb that says that something came to its end.
_VERB = lazy(
    r"([^\W\dA-Za-z_])(?:完|好|上了|齐|遍|掉|妥|毕|光)(?!成|善|全|处|事|备|人|年|岁|心|转)"
)
_NO_VERB = frozenset("不没未都也已是有能会可就才得还最很更较完良友美正爱只")


@cache
def _by_its_verb(verb: str) -> Deed:
    left = (
        rf"(?:未|没有?|没能|没来得及)[^,，;:。]{{0,3}}?{verb}(?!意)|(?:[在待])补?{verb}(?!完|好)"
        if verb not in _NO_VERB
        else r"(?!)"
    )
    return Deed(lazy(rf"{verb}(?:完|好|齐|遍)"), lazy(left))


# 100%调离站岗 beside 未调离的: the very word is denied.
_TWO_CHARACTERS = lazy(
    r"(?:100%|百分之百|全部|全都|全员|悉数|一律|都|均|人人|个个|件件|户户|家家)(?:地|都|已经?|得到|进行|实[行现施]|完成|做到|予以)?"
    r"(?P<verb>(?![为是由来从在按有没未不以把将被给对向已])(?:[^\W\dA-Za-z_]{2}))"
)


@cache
def _by_its_word(verb: str) -> Deed:
    left = rf"(?:未能?|没有?能?|暂不|不曾|还没)(?:被|得到|及时|按[时期])?{verb}(?!意)"
    return Deed(lazy(rf"[^未没不]{verb}了?$"), lazy(left))


class Count(NamedTuple):
    """How many of what measure, and where it ends."""

    value: int
    unit: str
    start: int
    end: int
    pieces: bool


_ONE_OF_ALL = lazy(r"[也都]?[不没]|也|都")


def _in_words(words: str) -> int:
    """What a numeral says; nought for 两三, which is some."""
    found = numerals(words) if len(words) == 1 or "十" in words else []
    return int(found[0].value) if len(found) == 1 else 0


def _unit(word: str) -> str:
    return _ALIKE.get(word, word)


def counts_in(plain: str, start: int, end: int) -> list[Count]:
    """The counts of a stretch; of 第3户 one."""
    found = []
    for one in _NUMBER.finditer(plain, start, end):
        value = int(one["digits"]) if one["digits"] else _in_words(one["words"])
        none_of_all = plain[max(0, one.start() - 2) : one.start()].endswith(("没有", "无", "没"))
        if one["words"] == "一" and (none_of_all or _ONE_OF_ALL.match(plain, one.end("unit"))):
            continue
        if one["words"] not in {None, "两"} and one["unit"] in _NUMBERED and not one["of"]:
            continue  # 二队, 三班: by their number
        value = 1 if one["place"] or one["number"] else value
        unit = "人" if one["person"] else _unit(one["unit"])
        found.append(Count(value, unit, one.start(), one.end("unit"), bool(one["of"])))
    return found


def parts_in(like: list[Count]) -> dict[int, int]:
    """Where numbers begin that make up one told ahead, and that one: 57件,…22、14、12、9."""
    found: dict[int, int] = {}
    for first in range(1, len(like)):
        told = {one.value for one in like[:first]}
        for end in range(first + 2, len(like) + 1):
            summed = sum(one.value for one in like[first:end])
            if summed in told:
                found |= {one.start: summed for one in like[first:end]}
    return found


class Clause(NamedTuple):
    start: int
    end: int
    words: str

    @property
    def closes(self) -> bool:
        """Whether a sentence ends with it."""
        return self.words.rstrip(" \t")[-1:] in "。\n!?"


def clauses_of(plain: str) -> list[Clause]:
    return [Clause(*one.span(), one.group()) for one in _CLAUSE.finditer(plain)]


# 比上年少了6件: by how many, and not how many.
_BY_HOW_MANY = lazy(r"(?:[多少增减]|增加|减少|上升|下降|超出?)[了出]?$")


def _all_of(counts: list[Count], last: Count) -> int:
    """How many all are whose last part is told: 14件,其中…6件、…5件、…3件,全部办结."""
    like = [one for one in counts if one.unit == last.unit and one.value > 1]
    return parts_in(like).get(last.start, last.value)


@dataclass(frozen=True)
class Every:
    """A place that says that every one was done: of which measures, and which deeds."""

    plain: str
    clause: Clause
    words: str

    @cached_property
    def deeds(self) -> list[Deed]:
        known = [one for one in known_deeds() if one.done.search(self.words)]
        ended = [_by_its_verb(one[1]) for one in _VERB.finditer(self.words)]
        return known + ended + [_by_its_word(one["verb"]) for one in self._named()]

    def _named(self) -> Iterator[re.Match[str]]:
        """The deeds of two characters behind a word for all: 100%调离, 都安排了."""
        return _TWO_CHARACTERS.finditer(self.clause.words)

    @cached_property
    def wholes(self) -> dict[str, int]:
        """How many all are, of each measure that stands near; nought where only its word does."""
        start = max(0, self.clause.start - _REACH)
        start = max(start, self.plain.rfind("\n", start, self.clause.start) + 1)
        together = _TOGETHER.match(self.plain, self.clause.end)
        end = together.end() if together else self.clause.end
        counts = [
            one
            for one in counts_in(self.plain, start, end)
            if not _BY_HOW_MANY.search(self.plain, start, one.start)
        ]
        pieces = [one.value for one in counts if one.pieces and one.value > 1]
        found = {"个": pieces[-1]} if pieces else {}
        found |= {one.unit: _all_of(counts, one) for one in counts if one.value > 1}
        named = re.search(rf"({_UNIT})\1|[无没有]*一({_UNIT})", self.clause.words)
        if named:
            found.setdefault(_unit(named[1] or named[2]), 0)
            if named[1] == "个":
                found.setdefault("人", 0)
        if _RATE_OF_PEOPLE.search(self.clause.words):
            found.setdefault("人", 0)
        return found


def _said_ahead(plain: str, clause: Clause, ahead: str) -> str:
    """The clause ahead without what narrows nothing: 承诺实事8项, 其中9件、5件、4件 of eighteen."""
    counts = counts_in(plain, max(0, clause.start - _REACH), clause.start)
    last = counts[-1:] if "其中" in ahead else []
    like = [one for one in counts if last and one.unit == last[0].unit]
    parted = any(one.start in parts_in(like) for one in last)
    return ahead.replace("承诺", "").replace("其中", "" if parted else "其中")


def everys(plain: str, clauses: list[Clause]) -> Iterator[Every]:
    for at, clause in enumerate(clauses):
        every, missed = _EVERY.search(clause.words), _NONE_MISSED.search(clause.words)
        if every and _NAMES_SOME.search(clause.words, every.start()):
            every = None
        if missed and _NAMES_SOME.match(clause.words, missed.end()):
            missed = None
        ahead = clauses[at - 1].words if at and not clauses[at - 1].closes else ""
        due = _DUE.search(ahead + clause.words) if clause.words[:1] == "实" else None
        none = _NONE_NOT.search(clause.words)
        if not (every or missed or due or none):
            continue
        if _NOT_SAID.search(_said_ahead(plain, clause, ahead) + clause.words):
            continue
        ended = every and _ENDED.search(every.group())
        words = clause.words[0 if ended else every.start() :] if every else ""
        words = _TOOK_PART.sub("参加", words)
        bare = len(clause.words) < 8 and not any(deed.done.search(words) for deed in known_deeds())
        if missed or due or bare:
            words = ahead + clause.words
            words = words.replace(missed.group(), "") if missed else words
        if none:
            words = "{0}遍{0}完{0}到{0}好".format(none[1])
        yield Every(plain, clause, words)
