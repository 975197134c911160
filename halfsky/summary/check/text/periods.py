"""Which years a text is about, and which words make a mention history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import guarded, lazy

_YEAR = guarded(r"(?<!\d)((?:19|20)\d\d)\s?(?:年度|学年|年)")
_CHINESE_YEAR = guarded(r"(二[〇零○]|一九)([〇零○一二三四五六七八九]{2})年")
_DIGITS = "〇一二三四五六七八九"
FOUNDING = lazy(
    r"^[^。]{0,4}(?:以来|起|成立|创办|创建|建立|立项|投产|开办|始|颁布|出台|修订|施行|实施|印发|至今|起步|召开的|被评|被授|荣获|获|国务院|劳动部|修正|公布|发布)"
)
_OWN = lazy(
    r"(?:今年[(]?)?(?P<year>(?:19|20)\d\d)\s?年(?:度)?(?=上半年|下半年|全年|[,，]|(?<![》][(]\d{4}年)[)]|工作|以来|[一二三四]季度|第[一二三四]季度|女职工|工会|年终|总结|1\s?[-~至—]\s?\d{1,2}月|[上中下]旬)"
)
_SPAN = lazy(
    r"(?<!\d)((?:19|20)\d\d)\s?年?\s?(?:度|初|\d{1,2}月)?\s?[-~至到]{1,2}\s?((?:19|20)\d\d)\s?年"
)
_FIRST = lazy(r"^\s*(?:今年[(]?|在|截至|截止)?(?P<year>(?:19|20)\d\d)\s?年")
_THIS_YEAR = lazy(r"今年[(](?P<year>(?:19|20)\d\d)年?[)]")
# 在2021年庆祝建党百年时成立的: the first year named is when something began.
_BEGUN = lazy(r"^[^,，。;\n]{0,40}(?:时|成立|创[办建]|组建|设立|建[立成]|开办|起步|始)")
_SUMMARY = lazy(r"总结|汇报|报告|述职|综述|简报|小结|情况|工作")
_TERM = lazy(r"(?:^|[\n。]|过去|本届)[^,，。\n]{0,8}?([三四五])年来?(?=[,，])")
_TERM_TITLE = lazy(r"换届|届[^,，。]{0,16}(?:工作)?报告|代表大会|五年")


# The last year of a text that may also be of any later year than its first.
OPEN = 2100
OF_ITSELF = "本文"


@dataclass(frozen=True)
class Period:
    """The years a text is about; `last` is the one it speaks from, `told_by` what says so."""

    first: int
    last: int
    told_by: str = OF_ITSELF

    @property
    def is_stated(self) -> bool:
        """Whether the text itself says which years they are."""
        return self.told_by == OF_ITSELF

    def __str__(self) -> str:
        if self.last == OPEN:
            return f"{self.first}（或以后）"
        return f"{self.last}" if self.first == self.last else f"{self.first}至{self.last}"


def years_of(text: str) -> list[tuple[int, int, int]]:
    """Years named in a normalised text: year, start, end."""
    found = [(int(m[1]), m.start(), m.end()) for m in _YEAR.finditer(text)]
    for m in _CHINESE_YEAR.finditer(text):
        word = (m[1] + m[2]).replace("零", "〇").replace("○", "〇")
        found.append((int("".join(str(_DIGITS.index(c)) for c in word)), m.start(), m.end()))
    return sorted(found, key=lambda item: item[1])


def period(plain: str) -> Period | None:
    """The years a text is about: from its title, else from its opening words."""
    title = plain.lstrip().split("\n", 1)[0][:60]
    title = "" if "。" in title and not re.search(r"总结|汇报|报告", title) else title
    span = _SPAN.search(title)
    titled = span and _SUMMARY.search(title) and not years_of(title[: span.start()])
    if span and titled and int(span[1]) < int(span[2]) <= int(span[1]) + 6:
        return Period(int(span[1]), int(span[2]))
    year = _titled(title) or _opened(plain[:240])
    opening = _SPAN.match(plain.lstrip())
    if opening and year == int(opening[2]) and 0 < year - int(opening[1]) <= 6:
        return Period(int(opening[1]), year)
    if year is None:
        return None
    return Period(year - _term(title, plain[:400]), year)


_IN_BRACKETS = lazy(r"^\s*[【(\[](?P<title>[^】)\]\n]{4,40})[】)\]]")
_FIRST_CLAUSE = lazy(
    r"^(?:各位[^,，。;\n\d]{1,8}|[^,，。;\n\d]{2,16}女(?:职工|工|教师|教职工|会员|医护|员工|社员)\d+[人名])[,，](?P<year>(?:19|20)\d\d)年(?!\s?[-~至到底末初前起]|以[来前后])(?P<told>[^,，。;\n]{0,24})"
)


# 机务段女职委2023年5月动员……: who did it, when, and what; no other year is named.
_WHO_AND_WHEN = lazy(
    r"^\s*(?!.{0,16}(?:自|从|比|较|到|至|截|早|原|曾|成立|《))[\u4e00-\u9fff“”·]{2,24}?"
    r"(?:工会|总|[委小]?组|委员会|[女委]?工委|女职委|女工部|公司|集团|[厂院校所局社站队部科处行店矿段园中馆库]|中心)"
    r"(?P<year>(?:19|20)\d\d)年(?:[上下]半年|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|初)?|[一二三四五六七八九十]{1,2}月|度|全年|[春夏秋冬][季天]?|暑期)"
    r"(?P<told>[^,，。;\n]{0,24})"
)


def opening_period(plain: str) -> Period | None:
    """The period, where need be from a title in brackets or the only year that the text names."""
    found = period(plain)
    if found:
        return found
    bracketed = _IN_BRACKETS.match(plain)
    named = years_of(bracketed["title"]) if bracketed else []
    if len(named) == 1:
        return Period(named[0][0], named[0][0])
    first = _FIRST_CLAUSE.match(plain) or _WHO_AND_WHEN.match(plain)
    years = {year for year, _, _ in years_of(plain)}
    if (
        first
        and len(years) == 1
        and not re.search(r"现在|如今|目前|至今", plain)
        and not _FOUNDED.search(first["told"])
    ):
        return Period(int(first["year"]), int(first["year"]))
    return None


def period_of_file(name: str) -> Period | None:
    """2019年工作总结.docx: of that year, or of the one before, at whose end it was written."""
    named = {year for year, _, _ in years_of(normalise(PurePath(name).name))}
    if len(named) != 1:
        return None
    (year,) = named
    return Period(year - 1, year, "文件名")


_FOUNDED = lazy(
    r"成立|创[办建立]|组建|建立|建成|设立|立项|投产|开办|起步|始|颁布|出台|修订|施行|实施|印发|获评|荣获|换届|入职|参加工作|进厂|毕业|入党|当选"
)


def period_year(plain: str) -> int | None:
    """The year a text speaks from; None when it names none."""
    named = period(plain)
    return named.last if named else None


def _term(title: str, opening: str) -> int:
    """How many years before its last one a report of a term of office reaches."""
    if not _TERM_TITLE.search(title):
        return 0
    found = _TERM.search(opening)
    if found:
        return "零一二三四五".index(found[1])
    # Where the text begins without a title, its first words name no term.
    return 0 if re.search(r"[,，:]", title) else 5


def _titled(title: str) -> int | None:
    if re.search(r"[。]", title) and not re.search(r"总结|汇报|报告", title):
        return None
    if not _SUMMARY.search(title) and not re.search(r"计划|打算|思路|要点", title):
        return None
    found = years_of(title)
    if re.search(r"计划|打算|思路|要点", title) and len(found) > 1:
        return found[0][0]
    own = [year for year, start, _ in found if not FOUNDING.match(title[start + 5 :])]
    return own[0] if own and _SUMMARY.search(title) else None


def _opened(opening: str) -> int | None:
    span = _SPAN.match(opening.lstrip())
    if span:
        return int(span[2])
    match = _FIRST.match(opening)
    now = _THIS_YEAR.search(opening)
    if match and now and int(match["year"]) < int(now["year"]) and _BEGUN.match(opening):
        return int(now["year"])
    if match and not FOUNDING.match(opening[match.end() :]):
        return int(match["year"])
    match = _OWN.search(opening)
    if match and not re.search(
        r"(?:自|从|比|较|与|成立于|建于|始于|[回遥]望|回[顾首想溯]|追溯|倒回|回到|早在|想起|记得)\s?$",
        opening[: match.start()],
    ):
        return int(match["year"])
    return None


_HISTORY = lazy(
    r"以来|回顾|曾|历史|当年(?!的?(?:计划|度|工作|学习|重点|任务|新|目标|预算))|那年|获得过|荣获过|(?<![\d多余讲说谈学抓做想问唱写聊])起$|历程|历届|往届|前身|成果|常态|长效|之后|结束|过后|期间(?:成立|建立|创办)"
    r"|^[”\"]?(?:期间|时|中|里)?(?:成立|组建|创办|建立|形成|开设|设立|诞生|留下|积累|总结|提炼|培育)的|^[”\"]?时的?(?:合影|留影|照片|旧照)"
    r"|^[”\"]?代表(?!大会)|废止|失效|取代|替代|平稳转段|[后前]$|三年(?:来|间)?$"
)
_HISTORY_BEFORE = lazy(
    r"(?<!来)自(?![查评我主觉愿治身己行办筹编发动强信律费学然])|曾|回顾|历史|当年|废止|取代|替代|代替|原《?[“\"]?$|原有?《?$|旧版?的?《?$|原版《?$|早在|巩固|后疫情|经历|(?<!享)受$"
)
# 厂史馆陈列的横幅, 老照片: what is kept of its time.
_KEPT = lazy(
    r"(?:老|旧)(?:照片|相册|横幅|锦旗|奖状|标语|物件|报纸|海报|展板)|旧照|陈列|展柜|收藏|珍藏|[厂校院矿局县村史]史[馆室册]|[厂校院矿局县村]志(?![愿向士])|年鉴|档案里|墙上还挂"
)
# 谈起汶川地震时捐款的往事, 参加过援鄂医疗队, 北京奥运村路社区: told of, or the name of a place.
_TOLD_OF = lazy(
    r"(?:谈起|说起|讲起|提起|聊起|忆起?|回忆了?|追忆|参加过|去过|经历过|参与过|亲历|服务过|支援过|奋战过|对比|比较)[^,，。;\n]{0,10}$"
    r"|(?:闲置|废弃|停用|腾空|拆除|拆掉|原来)(?:的|了)$"
)
_A_TALE = lazy(
    r"^[^,，。;\n]{0,10}(?:往事|旧事|录像|纪录片|旧址|原址|火炬手|冠军|归来|凯旋|纪念馆|纪念碑|图片展|为什么被|为何被)|^展(?:览|[,，。])"
    r"|^[》”]?[与和同][^,，。;\n]{1,14}的(?:不同|区别|差别|异同)|^原(?:副|局长|主任|书记|科长|处长|干部|职工)"
    r"|^会?(?:村(?=路|社区|小区|街)|路|大道|公园|林|广场|社区|街道|小学|中学)"
)
_PRESENT = lazy(r"今年|本年|当前|正在|启动")


def historic(plain: str, start: int, end: int) -> bool:
    """Whether a mention looks back: 以来, 曾, 当年, or what has been replaced since."""
    after = re.split(r"[,，。;\n]", plain[end : end + 14])[0]
    head = re.split(r"[。;\n]", plain[max(0, start - 40) : start])[-1]
    if _PRESENT.search(head[-14:]) and "取代" not in after and "废止" not in after:
        return False
    told = _TOLD_OF.search(head) or _A_TALE.match(plain[end : end + 30])
    return bool(
        told
        or _HISTORY.search(after)
        or _HISTORY_BEFORE.search(head[-12:])
        or _KEPT.search(head[-24:])
    )


def of_its_own_year(plain: str, start: int, first: int, last: int) -> bool:
    """Whether the sentence dates the mention itself: 2008年抗冰救灾时成立的……."""
    head = re.split(r"[。;\n]", plain[max(0, start - 40) : start])[-1]
    named = years_of(head)
    return bool(named) and first <= named[-1][0] <= last


_TO_COME = lazy(r"^[^,，。;\n]{0,6}(?:即将(?:到来|来临|召开|开幕|举行|举办)|倒计时)")
_COMING = lazy(
    r"即将(?:在[\u4e00-\u9fff]{2,4})?(?:到来|来临|召开|开幕|举行|举办)的(?:(?:19|20)\d\d年)?$"
)


def said_to_come(plain: str, start: int, end: int) -> bool:
    """抓住2019年建国70周年即将到来的契机: the year beside it makes no history of it."""
    return bool(
        _TO_COME.match(plain[end : end + 16]) or _COMING.search(plain[max(0, start - 20) : start])
    )
