"""A number of things announced, and then named one by one: 3家单位为…:A、B、C、D."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_NUMBER = (
    r"(?<![\d.一二三四五六七八九十百千万第每各余近约])"
    r"(?P<number>\d{1,2}|[二两三四五六七八九]|[二三]?十[一二三四五六七八九]?)\s?"
)
_UNIT = r"(?P<unit>个|名|位|人|家|户|处|间|所|门|支|座|条|块|类|镇|乡|县|区|村|街道)"
# 其中, 各, 来自 and the like say that what follows is no list of all.
_PARTIAL = lazy(
    r"其中|各|每|来自|分布|涉及|包括|比如|例如|主要|如下要求|以上|左右|余|多[人名家个]"
    r"|首批|[前后]\d|分为|分成|以下|共计|不含|另有"
)
_INTRODUCED = (
    r"(?:[\u4e00-\u9fff]{0,4}(?:分别|依次)(?:为|是|叫|有)?|[她他它]们(?:分别)?是"
    r"|(?:具体)?(?:名单|名录|名称)(?:如下|是|为)"
    r"|(?:这|即|就是)[\u4e00-\u9fff\d]{0,6}是)"
)
_ANNOUNCED = lazy(
    _NUMBER
    + _UNIT
    + rf"(?P<noun>[^,，。;:、\n\d—]{{0,16}})(?:[,，]?\s?{_INTRODUCED})?\s?(?P<colon>:|-{{2}})\s?"
)
_FOLLOWED = lazy(_NUMBER + _UNIT + rf"(?P<noun>[^,，。;:、\n\d—]{{0,16}})[,，]?\s?{_INTRODUCED}\s?")
_LATER = guarded(
    rf"(?<=[,，。;\n]){_INTRODUCED}\s?[:]\s?"
    r"|(?<=\d[个名位人家户处间所])共[^,，。;:、]{1,12}:"
)
# 3人(甲、乙、丙): all of them in brackets.
_IN_BRACKETS = guarded(
    rf"{_NUMBER}{_UNIT}(?P<noun>[^,，。;:、\n\d—()]{{0,12}})"
    rf"[(](?:{_INTRODUCED}:?)?(?P<names>[^(){{}}\n\d:;,，。]{{2,80}})[)]"
)
_SOME = lazy(r"[含如等某]|包括|其中|以上|以下|不|第")
# 覆盖情况(单位:家、人): in what the table counts.
_UNITS_AHEAD = lazy(r"[(〔\[](?:计量)?单位$")
_COUNTED = lazy(_NUMBER + _UNIT)
_STOPS = lazy(r"[。;!?\n]|$")
# 镇名 女职工(人) 女会员(人): the columns of a table, each with what it counts in.
_HEADINGS = lazy(
    r"[(](?:人次?|名|个|家|户|件|份|元|万元|场次?|%|岁|期|间|处)[)]|^[\u4e00-\u9fff]{1,4}(?:名称?|位|别|号)\s[^\n]*(?:率|数|合计)"
)
_BRACKETED = lazy(r"[(〔\[][^()〔\[\]〕]{0,40}[)\]〕]")
_QUOTED = lazy(r"[“\"《‘][^”\"》’\n]{1,24}[”\"》’]")
_OPEN_END = lazy(r"等|…|\.{3}|及其他|之类|诸如")
_ROLE = lazy(
    r"^(?:常务)?(?:正|副)?(?:主任|主席|会长|组长|队长|秘书长|理事长|主编|委员|成员|理事"
    r"|干事|编辑|队员|组员)(?:委员)?(?:为|是|由)?[:\s]?(?=[\u4e00-\u9fff])"
)
_TAKES = lazy(r"(?:任|担任|为|当选)(?:常务)?副?(?:主任|主席|会长|组长|队长|委员|成员)(?:委员)?$")
_JOINED = lazy(r"(?<=[\u4e00-\u9fff”\)]{2})(?:和|以及|及|与|、)(?=[\u4e00-\u9fff“]{2})")
# What a name never has in it: deeds and full statements.
_NO_NAME = lazy(
    r"\d|[的了吗呢吧]|是|有|在|为(?!民)|将|已|应|要|不|开展|加强|举办|组织(?!部|科)|完善"
    r"|健全|提高|推动|落实|认真|进一步|积极|负责|参加|占"
)
_ANOTHER = lazy(
    r"[^,，。;、:]{0,12}(?:\d{1,2}|[一二两三四五六七八九十])[个名位人家户][^,，。;、:]{0,12}:"
)
# What the named did, behind the last name.
_DID = lazy(r"(?:荣获|获得|获评|获|被评|被授|被|入选|当选|分别|同志).*$")
_GOES_ON = lazy(r"\s?(?:以及|还有|加上|另|和|及|外加)")
_SAYS = lazy(r"\s?(?:欢迎|由|共|总|并|现|她们|他们|它们|请|涉及|覆盖|受|主|负责|服务|惠及|带动)")
_CLAUSE = lazy("[,，。;、\n]")
LONGEST, MOST = 14, 30


@dataclass(frozen=True)
class _Roster:
    """Where the announcement begins and the names end, what was announced, and how many came."""

    start: int
    end: int
    number: int
    least: int
    most: int

    @property
    def broken(self) -> bool:
        """Off by a name or two: what is further off is no list of these."""
        off = self.least - self.number if self.number < self.least else self.number - self.most
        return 0 < off <= max(1, min(2, self.number // 3))


def _value(printed: str) -> int:
    found = numerals(printed)
    return int(found[0].value) if found else 0


def _hidden(words: str) -> str:
    """The words with what stands in brackets or quotes made one plain name, length kept."""
    words = _BRACKETED.sub(lambda found: "\x00" * len(found.group()), words)
    return _QUOTED.sub(lambda found: "“" + "名" * (len(found.group()) - 2) + "”", words)


def _names(clause: str) -> list[str] | None:
    """The names of one clause; None where it holds anything that is no name."""
    between = r"、" if "、" in clause else r"(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})"
    items = [item.replace("\x00", "").strip() for item in re.split(between, clause.strip())]
    if any(not 0 < len(item) <= LONGEST or _NO_NAME.search(item) for item in items):
        return None
    return items


_OWN_NUMBER = lazy(r"^(?P<number>[一两二三四五六七八九十]{1,3})[个名位人家户处间所门支座条块]")


def _own_numbers(items: list[str]) -> int:
    """How many they are by numbers of their own: 两家石材点、一家苗圃和一家快递网点."""
    each = [one for item in items for one in _JOINED.split(item)]
    told = [found for one in each if (found := _OWN_NUMBER.match(one))]
    return sum(_value(found["number"]) for found in told) if len(told) == len(each) else 0


def _how_many(items: list[str]) -> tuple[int, int]:
    """At least and at most: 和 may join two names or stand inside one; “甲”“乙” are two."""
    told = _own_numbers(items)
    if told:
        return told, told
    quoted = sum(max(0, item.count("“") - 1) for item in items)
    joined = sum(len(_JOINED.findall(item)) for item in items)
    return len(items) + quoted, len(items) + quoted + joined


def _by_role(clauses: list[str]) -> tuple[int, int, int] | None:
    """主任甲,副主任乙、丙,委员…: least, most, and how many clauses name somebody."""
    least = most = taken = 0
    for clause in clauses:
        bare = clause.replace("\x00", "").strip()
        if not (_ROLE.search(bare) or _TAKES.search(bare)):
            break
        items = _names(_TAKES.sub("", _ROLE.sub("", bare)))
        if items is None or any(len(item) > 4 for item in items):
            return None
        few, many = _how_many(items)
        least, most, taken = least + few, most + many, taken + 1
    return (least, most, taken) if taken > 1 else None


def _listed(read: ReadText, at: int) -> tuple[int, int, int] | None:
    """End, least and most of the names that begin at `at`; None where no plain list does."""
    stop = _STOPS.search(read.plain, at)
    end = min(stop.start() if stop else at, at + 400)
    # 一等奖2名:甲、乙;二等奖3名:…: another announcement behind a semicolon, not more names.
    if read.plain[end : end + 1] == ";" and not _ANOTHER.match(read.plain, end + 1):
        return None
    if _HEADINGS.search(read.plain[at:end]):
        return None
    words = _hidden(read.plain[at:end])
    if _OPEN_END.search(words):
        return None
    clauses = re.split("[,，]", words)
    roles = _by_role(clauses)
    if roles:
        least, most, taken = roles
        return at + len(",".join(clauses[:taken])), least, most
    return _first_clause(at, clauses)


def _first_clause(at: int, clauses: list[str]) -> tuple[int, int, int] | None:
    first = _DID.sub("", clauses[0])
    items = _names(first)
    if items is None or len(items) < 2:
        return None
    behind = clauses[1] if len(clauses) > 1 else ""
    # A list that goes on behind the comma is none that can be counted.
    if _GOES_ON.match(behind) or ("、" in behind and not _SAYS.match(behind) and _names(behind)):
        return None
    least, most = _how_many(items)
    return at + len(first), least, most


def _announced(read: ReadText) -> Iterator[_Roster]:
    """5个分公司,依次是…; 9人:…"""
    for pattern in (_ANNOUNCED, _FOLLOWED):
        for found in pattern.finditer(read.plain):
            ahead = read.plain[max(0, found.start() - 8) : found.start()]
            if (
                _UNITS_AHEAD.search(found["noun"])
                or _PARTIAL.search(found["noun"])
                or _PARTIAL.search(re.split("[,，。;、\n]", ahead)[-1])
            ):
                continue
            listed = _listed(read, found.end())
            if listed:
                end, least, most = listed
                yield _Roster(found.start("number"), end, _value(found["number"]), least, most)


def _announced_before(read: ReadText) -> Iterator[_Roster]:
    """4间共24万元:…; 共5处,每处补助8000元。它们是:…"""
    for found in _LATER.finditer(read.plain):
        listed = _listed(read, found.end())
        if listed is None:
            continue
        end, least, most = listed
        ahead = max(0, found.start() - 80, read.plain.rfind("\n", 0, found.start()) + 1)
        counted = [
            one
            for one in _COUNTED.finditer(read.plain, ahead, found.end())
            if not _PARTIAL.search(read.plain[max(ahead, one.start() - 2) : one.start()])
        ]
        values = [_value(one["number"]) for one in counted]
        if counted and not any(least <= value <= most for value in values):
            yield _Roster(counted[-1].start("number"), end, values[-1], least, most)


def _bracketed(read: ReadText) -> Iterator[_Roster]:
    """市五一巾帼标兵3人(甲、乙、丙、丁)."""
    for found in _IN_BRACKETS.finditer(read.plain):
        ahead = read.plain[max(0, found.start() - 3) : found.start()]
        items = _names(_hidden(found["names"]))
        if items is None or len(items) < 2 or _SOME.search(found["names"] + ahead):
            continue
        least, most = _how_many(items)
        yield _Roster(found.start("number"), found.end(), _value(found["number"]), least, most)


_PLACES = (
    r"个?[\u4e00-\u9fff]{0,2}?(?:镇|乡|县|区|村|街道|社区|厂|矿|车间|班组|分会|"
    r"分公司|部门|单位|企业|学校|医院|园区|站点|公司|支部|小组|工作组|工作室|系统|行业"
    r"|片区|科室|项目部)"
)
_CLOSED = guarded(
    rf"(?P<names>[^,，。;:!?\n\d、]{{1,24}}(?:、[^,，。;:!?\n\d、]{{1,{LONGEST}}}){{1,{MOST}}}?)"
    rf"(?:(?P<open>等)\s?(?P<n1>\d{{1,2}}|[二两三四五六七八九十])\s?(?:家|个|名|位|人|户|处|所|间)"
    rf"|(?P<n2>[两三四五六七八九十]|\d{{1,2}}(?=个))(?P<what>{_PLACES})"
    rf"|[(](?:共|计|合计|总共)\s?(?P<n3>\d{{1,2}}|[二两三四五六七八九十])\s?(?:家|个|名|位"
    rf"|人|户|处|所|间)[)])"
)


def _numbered(found: re.Match[str], items: list[str]) -> bool:
    """运转一车间、运转二车间、运转四车间: the number is the last one's name."""
    noun = (found["what"] or "")[-2:]
    return bool(noun) and any(re.search(rf"[一二三四五六七八九十\d]{noun}", one) for one in items)


def _named_before(read: ReadText) -> Iterator[_Roster]:
    """A、B、C三镇; A、B、C、D等3家, where 等 may stand for more but never for fewer."""
    for found in _CLOSED.finditer(read.plain):
        items = [item.replace("\x00", "").strip() for item in _hidden(found["names"]).split("、")]
        tail = items[1:]
        if len(items) < 3 or any(_NO_NAME.search(item) or not item for item in tail):
            continue
        if any(_JOINED.search(item) for item in items[:-1]) or _numbered(found, items):
            continue
        least, most = _how_many(items)
        number = _value(found["n1"] or found["n2"] or found["n3"])
        if (found["open"] or found["names"].endswith("等")) and number > least:
            continue
        head = re.sub(r"^.*[在到对向为由从让将把了给:]", "", items[0])
        start = found.end("names") - len(found["names"]) + len(items[0]) - len(head)
        yield _Roster(start, found.end(), number, least, most)


def find(read: ReadText) -> list[Problem]:
    """Lists of names that are one or two longer or shorter than they were announced."""
    found: dict[int, Problem] = {}
    every = (_announced, _announced_before, _named_before, _bracketed)
    for roster in (one for told in every for one in told(read)):
        if roster.broken and 1 < roster.number <= MOST:
            quote = read.text[roster.start : roster.end]
            message = f"文中说有{roster.number}个，逐一列出的却是{roster.least}个，个数对不上。"
            found.setdefault(
                roster.end,
                Problem(quote, roster.start, roster.end, "contradiction", "wrong", message),
            )
    return list(found.values())
