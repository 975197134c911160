"""Paragraphs, sentences and clauses of a text, with what each says of time, scope and plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from halfsky.summary.check.text import lists
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.wording import expand

_STOP = guarded(r"[。!?！？\n\r\f]+|(?<=[%\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
_CLAUSE = lazy(r"[,，、;:()（）\t]|(?<=[\u4e00-\u9fff])[ ]+(?=[\u4e00-\u9fff])")
_FORM_CLAUSE = lazy(_CLAUSE.pattern + r"|\n")
_PLAN_HEADING = lazy(
    r"(?:下[一]?(?:步|阶段|半年|年度|年)|明年|今后|来年|20\d\d年|下半年).{0,10}(?:计划|打算|安排|思路|工作|重点|设想|目标|展望|要点)"
    r"|^(?:工作)?(?:计划|打算|思路|努力方向|展望|设想)"
)
_REPORTS = lazy(r"情况|完成|总结|小结|报告|汇报|回顾|述职|自查|进度")
_HEADING = lazy(
    expand(
        r"^\s*(?:[(]?{C}{1,3}[)、.]|第{C}{1,3}[部章节]|{D}{1,2}[、.](?!\d))?\s*(?P<title>[^。]{1,40})$"
    )
)
_NUMBERED_TOP = lazy(expand(r"^\s*{C}{1,3}、"))
_PLAN = lazy(
    r"计划(?=在|于|新|举|开|组|建|培|走|明|投|实|安|慰|发|筛|拟|对|为|再|用|\d|到|下半|全年|年内|完成\d|[一二三四五六七八九十])|力争|(?<![模虚])拟(?!定|订|写)|争取(?![^,，。;]{0,6}(?:资金|经费|专款|补助|项目))|预计|预期|打算|将(?=[^军领士来近]{0,10}(?:举办|开展|新建|走访|组织|建|培训|达|实现|慰问|完成|投入|继续|进一步|发放|覆盖|在|于|对))|确保(?=[^,，]{0,12}达)|目标(?:任务)?(?:是|为)|要(?=达到|建|走访|实现|完成)|下(?:一步|一年)|^\s*下半年[,，]?(?:将|要|继续|重点|计划|拟|我)|明年|来年|年内(?:要|将|力)|到20\d\d年底?[,，]?(?:实现|力争|全|建)"
)
_DONE = lazy(
    r"计划.{0,30}(?:完成|实际|实现)|(?:已|共|累计)(?:完成|实现)|按(?:照)?计划|超额|完成(?:了)?(?:年|全年|年度|目标|计划|任务)"
)
_LAST = lazy(
    r"去年|上年(?!末|底)|上一年|前年|同期|往年|上年度|上一年度|上届|上期|上季度|上月|原来|此前"
)
_AGAINST = lazy(r"(?:比|较|与|同)[^,，。;]*(?:增|减|提高|下降|上升|降低|多|少|持平|提升)")
_UPPER = lazy(r"全国|全省(?!.{0,4}先进)|我国|全球|全世界")
_CUMULATIVE = lazy(
    r"累计|历年|自?(?:\d{4}|xx+|XX+)年(?:以来|起|至今)|[近五三四十两]{1,2}年来|以来(?:累计|共)|建(?:会|矿|校|院|室)以来|历届|迄今|至今|总计(?:已)?建"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its clause bounds; from `plan_from` on it speaks of a plan."""

    index: int
    paragraph: int
    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    plan_from: int
    chapter: int = 0

    @property
    def plan(self) -> bool:
        """Whether any of the sentence speaks of a plan."""
        return self.plan_from < self.end

    def clause_at(self, offset: int) -> tuple[int, int]:
        """The bounds of the clause that holds `offset`."""
        place = bisect_right(self.clauses, offset, key=lambda clause: clause[0])
        return self.clauses[max(0, place - 1)]


def _soft_break(text: str, at: int, line_start: int) -> bool:
    """A line end inside a sentence, as copied from a page with fixed line length."""
    rest = text[at + 1 : at + 6]
    if at - line_start < 18 or not rest or rest[0] in "\n\r \t（(第":
        return False
    if re.match(expand(r"{D}{1,3}[、.)](?!\d)|[一二三四五六七八九十]{1,3}[是、]"), rest):
        return False
    return text[at - 1] not in '。!?:;：；”"）)'


# A line of a form: a label and its number, nothing after it (女会员(人):2119; 3 经费 18.6万元).
_FORM_LINE = lazy(
    r"[ \t]*(?:\d{1,2}[.、\s]\s*)?[^\d\s。;,，|\t][^\d。;,，|\t\n]{1,24}[:\s)]\s*"
    r"\d[\d .]*(?:,\d{3})*\s?[^\d\s。;,，]{0,4}[ ]*(?=\n|$)"
)


def _same_form(text: str, line_start: int, line_end: int) -> bool:
    """Whether the line and the next one are lines of one form, to be read together."""
    return bool(_FORM_LINE.fullmatch(text, line_start, line_end)) and bool(
        _FORM_LINE.match(text, line_end + 1)
    )


_LINES_OF_FORM = 40


def _bounds(text: str) -> list[tuple[int, int, bool]]:
    """Sentence spans; the flag says that a paragraph begins there."""
    spans = []
    start, line_start, fresh, lines = 0, 0, True, 0
    for stop in _STOP.finditer(text):
        broken = "\n" in stop.group() or "\r" in stop.group()
        if stop.group() == "\n" and _soft_break(text, stop.start(), line_start):
            line_start = stop.end()
            continue
        within = stop.group() == "\n" and lines < _LINES_OF_FORM
        if within and _same_form(text, line_start, stop.start()):
            line_start, lines = stop.end(), lines + 1
            continue
        lines = 0
        if text[start : stop.start()].strip():
            spans.append((start, stop.start(), fresh))
            fresh = False
        if broken:
            line_start, fresh = stop.end(), True
        start = stop.end()
    if text[start:].strip():
        spans.append((start, len(text), fresh))
    return spans


def _clauses(text: str, start: int, end: int, held: list[tuple[int, int]]) -> list[tuple[int, int]]:
    cuts = [start]
    form = _FORM_LINE.match(text, start, end)
    for found in (_FORM_CLAUSE if form else _CLAUSE).finditer(text, start, end):
        if not _inside(found.start(), held):
            cuts.append(found.end())
    cuts.append(end)
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _inside(offset: int, held: list[tuple[int, int]]) -> bool:
    place = bisect_right(held, (offset, 1 << 60)) - 1
    return place >= 0 and held[place][0] <= offset < held[place][1]


def sentences(text: str, held: list[tuple[int, int]]) -> list[Sentence]:
    """The sentences of a normalised text; `held` are number spans that no comma may cut."""
    found: list[Sentence] = []
    paragraph = chapter = 0
    planning = False
    for index, (start, end, fresh) in enumerate(_bounds(text)):
        body = text[start:end]
        paragraph += fresh and not lists.goes_on(text, start)
        alone = text[end : end + 1] in {"", "\n", "\r"}
        heading = (
            fresh and alone and len(body.strip()) <= 40 and not re.search(r"[,，].*[,，]", body)
        )
        if heading and _HEADING.match(body):
            chapter += 1
            if _PLAN_HEADING.search(body.strip()) and not _REPORTS.search(body):
                planning = True
            elif _NUMBERED_TOP.match(body):
                planning = False
        plan_from = start if planning else _plan_from(text, start, end)
        clauses = tuple(_clauses(text, start, end, held))
        found.append(Sentence(index, paragraph, start, end, clauses, plan_from, chapter))
    return found


def _plan_from(text: str, start: int, end: int) -> int:
    """Where the first clause of a plan begins; `end` when the sentence plans nothing."""
    planned = _PLAN.search(text, start, end)
    if not planned or _DONE.search(text, start, end):
        return end
    clause = max(text.rfind(mark, start, planned.start() + 1) for mark in ",，;:(")
    return max(start, clause)


def last_year(words: str) -> bool:
    return bool(_LAST.search(words)) and not _AGAINST.search(words)


_SET_IN_LAST = lazy(
    r"(?:^|[。;,，、])(?:去年|上年|上一年|前年)(?:同期|全年|度)?[,，](?!.*今年|.*本年)[^。;]*$"
)


def set_in_last_year(words: str) -> bool:
    """Whether a clause 去年, ahead sets the time of what follows it."""
    return bool(_SET_IN_LAST.search(words))


def upper_level(words: str) -> bool:
    return bool(_UPPER.search(words))


def cumulative(words: str) -> bool:
    return bool(_CUMULATIVE.search(words))


_TIMES = lazy(
    expand(
        r"\d{4}年(?:度|上半年|下半年|{D}{1,2}月份?)?|上半年|下半年|全年|今年(?:以来)?|本年度|[一二三四]季度|{D}{1,2}\s?(?:[-~至、到]\s?{D}{1,2}\s?)?月份?(?:\d{1,2}日)?|春节|元旦|三八|六一|五一|国庆|中秋|端午|暑假|寒假|暑期|寒期|两节|年初|年末|年底|期初|期末|高温|本学期|本月|本季度|当日|当天|先后|平时|日常|三月|五月"
    )
)
_PLACES = lazy(
    r"[\u4e00-\u9fff]{1,6}?(?:街道|社区|公司|集团|[镇乡厂矿局院校村店](?!长|工|级|域|务|所|内|外|里|上|区)|分会|车间|支部|工会联合会|学校|医院|园区|开发区|系统)"
    r"|全市|全县|全区|全省|全国|全矿|全院|全校|全厂|全镇|全系统|各级|各[镇区县基单]|基层|本级|市级|县级|省级|区级|机关|市本级|市直|县直|区直"
)


def times_in(words: str) -> frozenset[str]:
    """The time words of a stretch of text."""
    return frozenset(found.group() for found in _TIMES.finditer(words))


# 截至6月底: what came from the beginning of the year to the end of that month.
_UP_TO = lazy(r"截[至止]到?\s?(?:(?:19|20)\d\d年)?(?P<month>\d{1,2})月份?(?:底|末|30日|31日)")


def spans_in(words: str) -> frozenset[str]:
    """The time words, those up to the end of a month as the months that they take in: 1-6月."""
    whole = {f"1-{found['month']}月" for found in _UP_TO.finditer(words)}
    return times_in(_UP_TO.sub("", words)) | whole


def places_in(words: str) -> frozenset[str]:
    """The bodies and places a stretch of text names."""
    return frozenset(found.group() for found in _PLACES.finditer(words))
