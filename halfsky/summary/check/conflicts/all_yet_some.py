"""Every one is said to be done, and further on some are counted that are not, in other words.

户户都进了门 beside 两户敲了半天没人应; 昨天已全数发到各分会 beside 三家的9箱还堆在门口.

all_done.py asks what the numbers count and whether they fit, near by; this asks for the same
measure word and for what says by itself that the deed was not done (`all_and_some.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import load

_MEASURES = "具根顶幅扇瓶桶副篇枚卷匹罐捆行户个件份名人位家间处条封堂张台把只枚双床箱盒包套册本起笔项宗所座场次期班节棵株口路趟车辆栋层面镇村乡店组站点岗线桌盏块门科队页票艘架部对"
_UNIT = f"[{_MEASURES}]"
_EVERY = lazy(
    r"全部(?!门)|全都|全数|全员|悉数|统统|通通|一律|无一例外|百分之百|(?<![\d.])100%|全覆盖|[均都][已全]"
    r"|(?<![人户平年月日场家次间件期份])均(?![^,，;。]{0,2}[\d衡等摊])"
    r"|(?<=[\u4e00-\u9fff])都(?!是|市|会区|能|不|没|未|对|差|在|可|要|有人|说|知|认为|觉|希|想|愿|很|挺|比|来自|由|算|叫)"
    r"|(?<![健安完齐不未没])全(?=[签到查交领走发还收参办穿改放做])|人手一|应[\u4e00-\u9fff](?:尽|全)|人人|份份"
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
# 另有17家: others, of the same measure.
_OTHERS_TOO = lazy(r"(?:另有|另外|还有)[^,，。;\n\d]{0,14}?$")
_BESIDES = lazy(r"另(?!一方面)[有外]?[^,，。;\n\d]{0,14}$")
_OWN_DENIAL = lazy(r"(?:没|未)[^,，;。]{1,8}的")
_TOGETHER = lazy(r"(?:一?共|合计|总共|共计)[^,，;。]{1,10}")
# 应到61人,实到61人.
_DUE = lazy(
    r"应[到检签参交][^,，;。\d]{0,6}(\d+)[^,，;。\d]{1,3}[,，、]实际?[到检签参交][^,，;。\d]{0,4}\1(?!\d)"
)
# 11月6日 阴: the next day of a diary.
_DATED = lazy(r"\s*\d{1,2}月\d{1,2}日\s*[晴阴雨雪多小大]?\s*[。\n]?$")
# What is done by its end stands ahead of the word.
_ENDED = lazy(r"百|100|完毕|[齐遍]$")
_REST = lazy(r"余下|其余|剩下|剩余")
_CLAUSE = lazy(r"[^,，;。:\n!?]+[,，;。:\n!?]?")
_NOT_SAID = lazy(
    r"力争|确保|争取|计划|(?<![模虚])拟|必?须|务必|要求|承诺|目标|除|基本|大多|不是|并非|如果|应当|均应|都应|将|没有?全|未全|不全|若|[未才]能|"
    r"不[都全]|其中|近百|一致|一般多|两个数|需(?!要指|要说)要?|完成(?:100%|百分之百)|怎么又|[来到手领]的都|[年月季]底之?前|[“\"](?:全员|全部|全覆盖)[^”\"]{0,6}[”\"]"
)
_NUMBER = lazy(
    rf"(?<![\d.初月])(?P<place>第)?(?:(?P<digits>\d+)|(?P<words>[一二两三四五六七八九十]{{1,3}}))(?P<number>号)?[多来几余]?(?P<of>个)?(?P<unit>{_UNIT})(?!月|小时|工作日|星期|季|年|次|以[上下内]|及以)(?P<person>(?<=个)(?:大姐|大嫂|姐妹|女|职工|学员|会员|同志|孩子|阿姨))?"
)
_ALIKE = {"名": "人", "位": "人", "家": "户", "封": "件", "起": "件", "宗": "件", "笔": "件"}
_ALIKE |= {"条": "件", "项": "件"}
_OTHERWISE = lazy(
    r"要是|假如|假设|倘|万一|哪怕|即使|名单[之以]?外|旧[^\W\dA-Za-z_]{1,4}的|年初|当初|原来|原本|一开始|开始时|整改前|自查时|头一[天回次]|第一[天次回轮]|刚[刚才]?来|"
    r"除[^,，;。]{1,20}外|此前|原先|去年|上年|上[次季届]|往年|起初|首[次轮]|初[验检查]|外[单来聘]|不[在含计属]|不算|不列入|新[入招来近收]|"
    r"另[一]?批|第二批|明年|[补重][办签发领检考做交齐送装测查]了?完?|[已现均][于在]?[^,，;。]{0,8}(?:完成|办结|到位|结清|补)|之前|"
    r"男|复[查检验]|当时|改为|换成|代[领签收]|如有|凡|退休|离职|备用|库存|留[作给]|又[有来报收增]|部分|\n[^\n]{0,4}\d+月\d+日|方面[,，:]|其余[^,，;。]{0,6}[户个件份名人位家间处条]"
)
_NUMBERED = frozenset("队班组科部线点层节期场车店站门页路")
# The next sentence tells that they were done after all, or that they are no part of all.
_AFTER_ALL = lazy(
    r"(?:次日|第二天|随后|后来|当[晚天日]|隔[天日]|事后|[周月]末|[周月]底|过后|之后|又|再|到\d+[日号])[^。;\n]{0,24}?(?:补(?:了|[办签发领检考做交送装测查][了完齐好上]|上|齐)|[都全][^。;\n]{0,8}(?:了|完|齐|清|到)|完成|办结|到位)"
    r"|不[在含计算属]|名单[之以]?外|不是[^。;\n]{0,6}(?:名单|范围|名册|本)|本来就|原本|[均都]已补|补[齐办签发领检考做交送装测查][完了齐好]|已[全都]?补"
)
# 人人拿到了证书 beside 4本没人来领.
_HANDED = frozenset("本份张件套双只盒包箱册顶枚")
_UNCLAIMED = lazy(r"(?:没|无|未)人?[来认]?[领取]")
_NEXT = 48
_FARTHEST, _BEFORE, _AROUND, _REACH, _CLAUSES_BACK = 600, 200, 60, 160, 2


@dataclass(frozen=True)
class Deed:
    """A deed: what tells that it was done, and what that it was not."""

    done: re.Pattern[str]
    left: re.Pattern[str]


@cache
def _deeds() -> list[Deed]:
    return [
        Deed(lazy(one["done"]), lazy(one["left"])) for one in load("all_and_some.toml")["deeds"]
    ]


# 全刷完了 beside 没刷: any verb that says that something came to its end.
_VERB = lazy(
    r"([^\W\dA-Za-z_])(?:完|好|上了|齐|遍|掉|妥|毕|光)(?!成|善|全|处|事|备|人|年|岁|心|转)"
)
_NO_VERB = frozenset("不没未都也已是有能会可就才得还最很更较完良友美正爱只")


@cache
def _by_its_verb(verb: str) -> Deed:
    left = (
        rf"(?:未|没有?|没能|没来得及)[^,，;:。]{{0,3}}?{verb}(?!意)"
        if verb not in _NO_VERB
        else r"(?!)"
    )
    return Deed(lazy(rf"{verb}(?:完|好|齐|遍)"), lazy(left))


@dataclass(frozen=True)
class Count:
    """How many of what measure, and where it ends."""

    value: int
    unit: str
    start: int
    end: int
    pieces: bool


_ONE_OF_ALL = lazy(r"[也都]?[不没]|也|都")
_DIGITS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def _in_words(words: str) -> int:
    if "十" not in words:
        return _DIGITS[words] if len(words) == 1 else 0
    tens, _, ones = words.partition("十")
    return _DIGITS.get(tens, 0 if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _unit(word: str) -> str:
    return _ALIKE.get(word, word)


def _counts(plain: str, start: int, end: int) -> list[Count]:
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


@dataclass(frozen=True)
class Clause:
    start: int
    end: int
    words: str

    @property
    def closes(self) -> bool:
        """Whether a sentence ends with it."""
        return self.words.rstrip(" \t")[-1:] in "。\n!?"


def _clauses(plain: str) -> list[Clause]:
    return [Clause(*one.span(), one.group()) for one in _CLAUSE.finditer(plain)]


@dataclass(frozen=True)
class Every:
    """A place that says that every one was done: of which measures, and which deeds."""

    plain: str
    clause: Clause
    words: str

    @cached_property
    def deeds(self) -> list[Deed]:
        known = [one for one in _deeds() if one.done.search(self.words)]
        return known + [_by_its_verb(one[1]) for one in _VERB.finditer(self.words)]

    @cached_property
    def wholes(self) -> dict[str, int]:
        """How many all are, of each measure that stands near; nought where only its word does."""
        start = max(0, self.clause.start - _REACH)
        start = max(start, self.plain.rfind("\n", start, self.clause.start) + 1)
        together = _TOGETHER.match(self.plain, self.clause.end)
        end = together.end() if together else self.clause.end
        counts = _counts(self.plain, start, end)
        found = {"个": one.value for one in counts if one.pieces and one.value > 1}
        found |= {one.unit: one.value for one in counts if one.value > 1}
        named = re.search(rf"({_UNIT})\1|[无没有]*一({_UNIT})", self.clause.words)
        if named:
            found.setdefault(_unit(named[1] or named[2]), 0)
        return found


def _everys(plain: str, clauses: list[Clause]) -> Iterator[Every]:
    for at, clause in enumerate(clauses):
        every, missed = _EVERY.search(clause.words), _NONE_MISSED.search(clause.words)
        if every and _NAMES_SOME.search(clause.words, every.start()):
            every = None
        if missed and _NAMES_SOME.match(clause.words, missed.end()):
            missed = None
        ahead = clauses[at - 1].words if at and not clauses[at - 1].closes else ""
        due = _DUE.search(ahead + clause.words) if clause.words[:1] == "实" else None
        if not (every or missed or due) or _NOT_SAID.search(ahead + clause.words):
            continue
        ended = every and _ENDED.search(every.group())
        words = clause.words[0 if ended else every.start() :] if every else ""
        words = _TOOK_PART.sub("参加", words)
        bare = len(clause.words) < 8 and not any(deed.done.search(words) for deed in _deeds())
        if missed or due or bare:
            words = ahead + clause.words
        yield Every(plain, clause, words)


def _of_others(every: Every, left: Count) -> bool:
    """Whether other numbers show that it is left of a group that is not all of these."""
    plain, whole, end = every.plain, every.wholes.get(left.unit, 0), every.clause.end
    like = [
        one
        for one in _counts(plain, max(0, every.clause.start - _BEFORE), left.start)
        if one.unit == left.unit
    ]
    if any(one.start >= end and _OTHERS_TOO.search(plain, end, one.start) for one in like):
        return True
    if _of_the_next(plain, like, every, left):
        return True
    makes_up = any(one.start >= end and one.value + left.value == whole for one in like)
    if _BESIDES.search(plain, end, left.start) and not makes_up:
        return True
    if whole and any(one.value == whole + left.value for one in like):
        return True
    return any(
        wider.value == done.value + left.value and wider.value != whole
        for at, done in enumerate(like)
        for wider in like[:at]
    )


def _of_the_next(plain: str, like: list[Count], every: Every, left: Count) -> bool:
    """普通岗21个,3个不达标: of the number right ahead, which is of a group of its own."""
    whole = every.wholes.get(left.unit, 0)
    wider = [one for one in like if one.start >= every.clause.end]
    if not wider or wider[-1].value <= left.value:
        return False
    last = wider[-1]
    near = re.fullmatch(r"[^,，;。\n]{0,4}[,，]?[^,，;。\n]{0,8}", plain[last.end : left.start])
    return bool(near) and last.value != whole and last.value + left.value != whole


_ONLY = lazy(
    r"(?:只有|仅有|只是|仅|(?<!不)只|才有)[\u4e00-\u9fff]{0,2}$|^实(?:际|[到检签交领参])[\u4e00-\u9fff]{0,4}$|[了过的](?:人|户|家|份)?(?:只有|仅有|才)$"
)


def _fewer(every: Every, clause: Clause) -> Count | None:
    """有岗的只有3个门: fewer than all, by the deed itself."""
    if not any(deed.done.search(clause.words) for deed in every.deeds):
        return None
    for one in _counts(every.plain, clause.start, clause.end):
        only = _ONLY.search(every.plain[clause.start : one.start])
        if only and 0 < one.value < every.wholes.get(one.unit, 0):
            return one
    return None


def _some(every: Every, clauses: list[Clause], at: int) -> Count | None:
    """The number of those that a clause says the deed was not done to."""
    clause = clauses[at]
    if not any(deed.left.search(clause.words) for deed in every.deeds):
        return _fewer(every, clause)
    stretches = [clause]
    if _REST.search(clause.words) and not _counts(every.plain, clause.start, clause.end):
        return None
    for before in reversed(clauses[max(0, at - _CLAUSES_BACK) : at]):
        if before.start < every.clause.end or before.closes:
            break
        stretches.append(before)
    for stretch in stretches:
        own = _OWN_DENIAL.search(stretch.words)
        if stretch is not clause and own and not any(d.left.search(own[0]) for d in every.deeds):
            continue
        for one in _counts(every.plain, stretch.start, stretch.end):
            whole = every.wholes.get(one.unit)
            if one.unit in _HANDED and _UNCLAIMED.search(clause.words):
                whole = every.wholes.get("人", whole)
            if whole is not None and one.value and (not whole or one.value < whole):
                return one
    return None


def _sentence(every: Every, clauses: list[Clause], at: int, since: int) -> str:
    """The words around a clause, in its sentence."""
    first = at
    while first and not clauses[first - 1].closes and clauses[first - 1].start >= since:
        first -= 1
    last = at
    while last + 1 < len(clauses) and not clauses[last].closes:
        last += 1
    start, end = clauses[first].start, clauses[last].end
    return every.plain[
        max(start, clauses[at].start - _AROUND) : min(end, clauses[at].end + _AROUND)
    ]


def _left(every: Every, clauses: list[Clause], at: int) -> Count | None:
    for place in range(at, len(clauses)):
        clause = clauses[place]
        if clause.start - every.clause.end > _FARTHEST:
            return None
        if _DATED.match(clause.words):
            return None
        some = _some(every, clauses, place)
        if some is None:
            continue
        around = _sentence(every, clauses, place, every.clause.end)
        after = every.plain[clause.end : clause.end + _NEXT]
        if _OTHERWISE.search(around) or _AFTER_ALL.search(after) or _of_others(every, some):
            continue
        return some
    return None


# 总结里说, 一栏打了勾: it is told again, of what stands before.
_TOLD_AGAIN = lazy(
    r"(?:总结|总评|报告|简报|材料|通报|会上|汇报|发言|台账|附[表页]|表上|册[上尾]|结尾|末尾|稿|主任|主席|主持人|负责人|同志|记录|日志|展板|结论|自评)"
    r"[^,，。;\n]{0,14}(?:[说称讲写道念:记]|指出|载明|介绍|宣布|表示|写明|显示|补了)|一栏|又[说称写报记]|打了[勾√]|结论[:是]|上报|对外"
)
_BY_NOW = lazy(
    r"目前|现[已在]|最终|最后[^,，。;]{0,4}(?:都|全)|随后|后来|之后|至此|已经?[补改]|补[办签发领检考做交齐送装测查]|终于|月底|年底|次日|第二天|再[次度]|复[查检验]|到了?\d+月|[今昨]天|经[过督]|春节前|到位了"
)


def _told_before(every: Every, clauses: list[Clause], at: int) -> Count | None:
    """5名没有拿到…表上“46名全部领到”一栏打了勾: those left stand first, and all are told again."""
    opens = at
    while opens and not clauses[opens - 1].closes:
        opens -= 1
    closes = at
    while closes + 1 < len(clauses) and not clauses[closes].closes:
        closes += 1
    sentence = every.plain[clauses[opens].start : clauses[closes].end]
    if not _TOLD_AGAIN.search(sentence) or _BY_NOW.search(sentence):
        return None
    named = {
        one.unit: one.value
        for one in _counts(every.plain, clauses[opens].start, every.clause.end)
        if one.value > 1
    }
    for place in range(opens - 1, -1, -1):
        clause = clauses[place]
        if every.clause.start - clause.end > _FARTHEST:
            return None
        if not any(deed.left.search(clause.words) for deed in every.deeds):
            continue
        around = _sentence(every, clauses, place, 0)
        if _OTHERWISE.search(around):
            continue
        for stretch in (
            (clause, clauses[place - 1]) if place and not clauses[place - 1].closes else (clause,)
        ):
            for one in _counts(every.plain, stretch.start, stretch.end):
                if one.value and one.value < named.get(one.unit, 0):
                    return one
    return None


def find_in(plain: str) -> Iterator[tuple[Every, Count]]:
    clauses = _clauses(plain)
    places = {clause.start: at for at, clause in enumerate(clauses)}
    for every in _everys(plain, clauses):
        if every.deeds and every.wholes:
            at = places[every.clause.start]
            left = _left(every, clauses, at + 1) or _told_before(every, clauses, at)
            if left:
                yield every, left


def _problem(read: ReadText, every: Every, left: Count) -> Problem:
    said = every.clause.words.strip(" \n,，;。:!?")
    message = f"文中说“{said}”，却又说有{read.text[left.start : left.end]}不是这样。"
    start, end = every.clause.start, left.end
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Some left of what every one is said to be; each number once."""
    found: dict[int, Problem] = {}
    for every, left in find_in(read.plain):
        found.setdefault(left.end, _problem(read, every, left))
    return list(found.values())
