"""So many announced, and more or fewer numbered off: 做了四件事:第一…第二…第三….

Also those named of so many more (由4个增至6个,新增的为A、B、C), and courses beyond the last
(拟办3期, and 第四期 in the annex).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_NUMBER = r"(?:\d{1,2}|[二两三四五六七八九十])"
_ORDER = "一二三四五六七八九十"
_KIND = (
    r"(?:[个项条件点类大]?(?:大?事情?|实事|好事|工作|措施|问题|做法|建议|方面|任务|要求|特点"
    r"|经验|办法|不足|打算|意见|变化|亮点|短板|难题|环节|步骤|规定|决定|事项|内容|举措|体会"
    r"|原因|困难|倡议))"
)
_ANNOUNCED = guarded(
    rf"(?P<number>{_NUMBER})(?:[个项条件点类大桩样]){_KIND}?(?P<rest>[^。;:\n]{{0,16}}):\s?"
    rf"(?P<first>第一|一是|其一|①|[(]1[)])"
)
_ELSE = lazy(r"其中|余|等|左右|以上|比如|例如|之一|各")
_LISTS = {
    "第一": tuple(f"第{one}" for one in _ORDER),
    "一是": tuple(f"{one}是" for one in _ORDER),
    "其一": tuple(f"其{one}" for one in _ORDER),
    "①": tuple("①②③④⑤⑥⑦⑧⑨⑩"),
    "(1)": tuple(f"({one})" for one in range(1, 11)),
}
_GOES_ON = lazy(r"\.{3}|…|此外|同时|最后|另外|还有|再有|再者|其余|其他")
_RISEN = guarded(
    rf"由(?:原来的?|去年的?|上年的?)?(?P<from>{_NUMBER})[个间家处名人支所]?(?:增[加至到]+"
    rf"|增加为|扩[大展]?[到至为]|发展[到至为])(?P<to>{_NUMBER})[个间家处名人支所]"
    r"[^。;\n]{0,6}?[,，](?:其中)?(?:今年|本年|当年)?(?:新增|增加|增设|新设"
    r"|新建)的(?:分别)?(?:为|是"
    r"|有)(?P<names>[^,，。;\d\n]{2,80})"
)
_CLOSED = lazy(rf"(?:这|等)?{_NUMBER}[个间家处名人支所].*$|共?{_NUMBER}[个间家处]?$")
_COURSES = guarded(
    rf"(?:拟办|举办|开办|办|分|共|共?开|开设|开展|安排|组织|设)(?:了|成|为"
    rf"|作)?(?P<number>{_NUMBER})(?P<kind>期|批|轮|组|班|场|季|阶段|讲|课)(?![次第])"
)
_MORE = lazy(
    r"加[办开设场期]|增[办开加设]|追加|延[长期]|另|补[办开]|去年|上年|往年|明年|下一?[年步]|届"
)
_MOST, _WIDE = 10, 1200


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _runs(plain: str, marks: tuple[str, ...], start: int, stop: int) -> tuple[int, int]:
    """How many of the marks follow each other, and where the last one ends."""
    at = start
    for number, mark in enumerate(marks):
        found = plain.find(mark, at, stop)
        if found < 0:
            return number, at
        at = found + len(mark)
    return len(marks), at


def _miscounted(read: ReadText, found: re.Match[str], listed: int) -> str:
    """六件 were announced, and 5件 are listed."""
    unit = read.plain[found.end("number") : found.end("number") + 1]
    return f"文中说是“{found['number']}{unit}”，逐一列出的却是{listed}{unit}，个数对不上。"


def _things(read: ReadText) -> Iterator[Problem]:
    """做了四件事:第一,…;第二,…;第三,…."""
    plain = read.plain
    for found in _ANNOUNCED.finditer(plain):
        number = value(found["number"].replace("两", "二"))
        clause = re.split("[,，。;\n]", plain[max(0, found.start() - 12) : found.start()])[-1]
        if _ELSE.search(clause + found["rest"]) or number < 2:
            continue
        ends = plain.find("\n", found.end())
        stop = min(ends if ends >= 0 else len(plain), found.end() + _WIDE)
        marks, first = _LISTS[found["first"]], found.start("first")
        listed, last = _runs(plain, marks, first, stop)
        if _runs(plain, marks, first, first + _WIDE)[0] == number:
            continue
        if listed == number or listed < 2 or abs(listed - number) > 2:
            continue
        tail = re.split(r"[。\n]", plain[last : min(stop, last + 300)])[0]
        if listed < number and _GOES_ON.search(plain[found.end() : stop]):
            continue
        message = _miscounted(read, found, listed)
        yield _problem(read, found.start("number"), last + len(tail), message)


def _names(read: ReadText) -> Iterator[Problem]:
    """由4个增至6个,新增的为急诊科、儿科、血透室."""
    for found in _RISEN.finditer(read.plain):
        more = value(found["to"]) - value(found["from"])
        names = _CLOSED.sub("", found["names"])
        named = len(re.split("[、和及与]", names))
        closed = len(names.split("、"))
        if more > 0 and not closed <= more <= named and "等" not in names:
            message = f"增加了{more}个，列出的却是{closed}个。"
            yield _problem(read, found.start("from"), found.end(), message)


def _courses(read: ReadText) -> Iterator[Problem]:
    """拟办3期, and a fourth one."""
    for found in _COURSES.finditer(read.plain):
        number, kind = value(found["number"].replace("两", "二")), found["kind"]
        if not 2 <= number < _MOST:
            continue
        marks = tuple(f"第{one}{kind}" for one in _ORDER)
        listed, last = _runs(read.plain, marks, found.end(), len(read.plain))
        if not number < listed <= number + 2:
            continue
        if _MORE.search(read.plain[max(0, found.start() - 12) : last]):
            continue
        message = f"说的是{number}{kind}，后面却有第{_ORDER[listed - 1]}{kind}。"
        yield _problem(read, found.start("number"), last, message)


# 分三个赛区,东部赛区、西部赛区、南部赛区、北部赛区各…: each name ends as the kind does.
_SORTED = guarded(
    rf"(?:分|设|有|由)[为成在]?(?P<number>{_NUMBER})个(?P<noun>[\u4e00-\u9fff]{{2,4}}?)[,，:]"
    r"(?P<names>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){1,8})"
)
# 四个街道中,东街、西街、南街、北街、中街均….
_OF_WHICH = guarded(
    rf"(?<![第\d])(?P<number>{_NUMBER})[个家名位](?P<noun>[\u4e00-\u9fff]{{1,6}}?)(?:之?中|里)[,，]"
    r"(?P<names>[\u4e00-\u9fff]{1,8}(?:、[\u4e00-\u9fff]{1,8}){1,8}?)(?=均|都|全|已)"
)
_WINNERS = guarded(
    rf"奖(?P<number>{_NUMBER})[名个][,，]?(?:分别)?由(?P<names>[\u4e00-\u9fff]{{2,8}}(?:、"
    rf"[\u4e00-\u9fff]{{2,8}}?){{1,8}})(?:获得|夺得|摘得|包揽|荣获|捧得)"
)


def _named(read: ReadText) -> Iterator[Problem]:
    """Names that are more or fewer than the kind they are said to be of."""
    for pattern in (_SORTED, _OF_WHICH, _WINNERS):
        for found in pattern.finditer(read.plain):
            names, number = found["names"].split("、"), value(found["number"].replace("两", "二"))
            if pattern is _SORTED:
                tail = found["noun"][-2:]
                last = names[-1].find(tail)
                if not all(name.endswith(tail) for name in names[:-1]) or last < 0:
                    continue
            fewer = len(names) < number and pattern is _OF_WHICH
            joined = any(word in names[-1] for word in "和与及等")
            if len(names) != number and not fewer and not joined and abs(len(names) - number) < 3:
                message = _miscounted(read, found, len(names))
                yield _problem(read, found.start("number"), found.end(), message)


def find(read: ReadText) -> list[Problem]:
    """Lists numbered off, or named, in another number than was announced."""
    rules = (_things, _names, _courses, _named)
    return [problem for rule in rules for problem in rule(read)]
