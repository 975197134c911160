"""Nothing left, nobody missing, nothing new: and elsewhere some of it.

经费全部用完,没有结余 beside 结余2万元; 无一缺席,会议全勤 beside 因出差未到会的委员;
没有新增 beside 新增3间; 每镇至少1间 beside 枫岭0间.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_SPENT = guarded(
    r"(?:经费|资金|款项?|补助|金|万?元)[^,，。;\n]{0,6}(?:全部|已经?)(?:用完|花完|支出完|用光|花光)"
)
_BALANCE = lazy(r"(?:结余|剩余|节余|余额|尚余|没花完的?|未用完的?|结转下年|结存)[^,，。;\d]{0,6}$")
_OTHER_MONEY = lazy(r"上级|其中|往年|上年|去年|年初|期初|上期|累计|历年|原有|本级|此前")
_NOBODY = guarded(
    r"(?:无一[人名]?|无人|没有一?[人名]?)(?:缺席|请假|缺课|缺勤|掉队)|(?:会议|全体|委员"
    r"|代表|每次)全勤"
    r"|(?:委员|代表|成员|人员|学员|女工|教师|[名人],|[名人]，)(?:们)?(?:全部|全员|悉数"
    r"|全都)(?:到会|出席"
    r"|参会|到齐)|(?:全部|全员|悉数)(?:到会|出席)(?=[,，。;]|$)"
)
_ABSENT = guarded(
    r"(?:因[^,，。;\n]{1,8}?)?(?:未能?|没有?能?)(?:到会|出席|参会|到场)的?(?P<who>委员"
    r"|代表|成员|学员|女职工|女工|同志|人员|有|是)?[^,，。;\n]{2,}"
    r"|因[^,，。;\n]{1,8}?(?:请假|缺席)的?[^,，。;\n]{2,}|请假的?(?:委员|代表|成员|学员"
    r"|女职工|有|是)[^,，。;\n]{2,}"
    r"|[\u4e00-\u9fff、]{2,12}因[^,，。;\n]{1,6}?(?:请假|缺席|未到会?|未能?出席)"
    r"|缺席的?(?:委员|代表|成员|学员|女职工|有|是)[^,，。;\n]{2,}"
)
_ANOTHER = lazy(
    r"上次|上期|上届|去年|上年|此前|以往|往年|除|没有?人|无人|列席|若|如果|如有|应当|须|需"
    r"|一律|制度|规定|不得|另一|下次|第[二三四五六]"
)
_NOT_NEW = guarded(
    r"(?:没有|[未无没]|不再)(?:再)?(?:新增|新建|新设|增加"
    r"|增设)(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=[,，。;、]|$)"
)
_EACH_HAS = guarded(
    r"每[个一]?[\u4e00-\u9fff]{1,5}?(?:至少|不少于|都|均)[\u4e00-\u9fff]{0,4}?(?:有|建成?"
    r"|设|配|办|拥有)?了?(?:\d{1,2}|[一两三])(?P<unit>[个间名处场期家所次套支人])"
)
_NOUGHT = guarded(r"[\u4e00-\u9fff]{1,8}(?<![\d.])0(?P<unit>[个间名处场期家所次套支人])")
_UNBROKEN = guarded(
    r"(?:从未|从不|从没|没有|未曾|不曾)(?:间断|中断|停办|停过|断过)(?:过)?|年年不断"
    r"|无一间断|月月不断|从未缺席过"
)
_BROKEN = lazy(
    r"(?:停办|停了|中断|断了|暂停|取消|没有(?:举办|开办|开展|办成?)|未(?:举办|开办|开展"
    r"|办成?))了?[^,，。;\n]{0,8}"
)
_CARRIED_ON = lazy(
    r"线上|改[为到在]|除|如果|即使|即便|哪怕|虽|补办|补上|报告|讲座|直播|计划|其他|不|延期"
)
_PERIODS = lazy(
    r"上半年|下半年|[一二三四]季度|\d月|去年|上年|明年|计划|拟|年初|以后|后来|暗访|期间|此后|截至"
)
_FAR, _SENTENCES = 200, 6


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _clause(read: ReadText, at: int) -> str:
    """The words of the clause ahead of `at`."""
    return re.split("[,，。;:\n]", read.plain[max(0, at - 30) : at])[-1]


def _around(read: ReadText, at: int) -> Iterator[Reading]:
    """The numbers of the sentences around."""
    here = next((one.index for one in read.sentences if one.start <= at < one.end), None)
    if here is not None:
        for index in range(here - _SENTENCES, here + _SENTENCES + 1):
            yield from read.groups.get(index, ())


def _between(read: ReadText, found: re.Match[str], one: Reading, message: str) -> Problem:
    start, end = min(found.start(), one.start), max(found.end(), one.end)
    return _problem(read, start, end, message)


def _money(read: ReadText) -> Iterator[Problem]:
    """没有结余 beside 结余2万元."""
    for spent in _SPENT.finditer(read.plain):
        if _OTHER_MONEY.search(_clause(read, spent.start()) + spent.group()):
            continue
        for one in _around(read, spent.start()):
            left = one.kind == "money" and one.claim.value > 0 and one.claim.mode == "result"
            told = left and _BALANCE.search(one.lead[-14:])
            if told and not _OTHER_MONEY.search(_clause(read, one.start)):
                message = f"文中说“{spent.group()}”，却结余{quoted(one)}。"
                yield _between(read, spent, one, message)
                break


def _people(read: ReadText) -> Iterator[Problem]:
    """无一缺席 beside 因出差未到会的委员何佩、钟意."""
    for nobody in _NOBODY.finditer(read.plain):
        stop = read.plain.find("\n", nobody.end())
        stop = min(stop if stop >= 0 else len(read.plain), nobody.end() + _FAR)
        if _ANOTHER.search(_clause(read, nobody.start())):
            continue
        absent = _ABSENT.search(read.plain, nobody.end(), stop)
        if absent and not _ANOTHER.search(read.plain[nobody.end() : absent.end()]):
            message = f"文中说“{nobody.group()}”，又说“{absent.group()}”。"
            yield _problem(read, nobody.start(), absent.end(), message)


def _new(read: ReadText) -> Iterator[Problem]:
    """没有新增母婴室 beside 新增母婴室3间."""
    for none in _NOT_NEW.finditer(read.plain):
        noun = bigrams(none["noun"])
        if _PERIODS.search(_clause(read, none.start())):
            continue
        for one in _around(read, none.start()):
            clause = _clause(read, one.start)
            new = re.search(r"新[增建设]|增[加设]", clause) and one.claim.mode == "result"
            named = noun & (bigrams(clause) | bigrams(one.after[:8]))
            if new and named and one.claim.value > 0 and not _PERIODS.search(clause):
                yield _between(read, none, one, f"文中说“{none.group()}”，却有{quoted(one)}。")
                break


def _unbroken(read: ReadText) -> Iterator[Problem]:
    """从未间断 beside 停办一年."""
    for said in _UNBROKEN.finditer(read.plain):
        stop = read.plain.find("\n", said.end())
        stop = min(stop if stop >= 0 else len(read.plain), said.end() + _FAR)
        broken = _BROKEN.search(read.plain, said.end(), stop)
        if broken and not _CARRIED_ON.search(
            read.plain[max(said.end(), broken.start() - 24) : broken.end() + 12]
        ):
            message = f"文中说“{said.group()}”，又说“{broken.group()}”。"
            yield _problem(read, said.start(), broken.end(), message)


def _each(read: ReadText) -> Iterator[Problem]:
    """每镇至少1间 beside 枫岭0间."""
    for each in _EACH_HAS.finditer(read.plain):
        stop = read.plain.find("\n", each.end())
        stop = min(stop if stop >= 0 else len(read.plain), each.end() + _FAR)
        nought = _NOUGHT.search(read.plain, each.end(), stop)
        if nought and nought["unit"] == each["unit"] and not _wanted(read, each):
            message = f"文中说“{each.group()}”，却有“{nought.group()}”。"
            yield _problem(read, each.start(), nought.end(), message)


def _wanted(read: ReadText, each: re.Match[str]) -> bool:
    """Whether it is a demand: 要求每镇至少1间."""
    words = _clause(read, each.start())
    return bool(re.search(r"要求|应|须|要|力争|确保|目标|计划|规定|标准|按照?", words))


def find(read: ReadText) -> list[Problem]:
    """What there is said to be none of, and some of it; one finding of each place."""
    found: list[Problem] = []
    for rule in (_money, _people, _new, _each, _unbroken):
        for problem in rule(read):
            if all(problem.end <= other.start or other.end <= problem.start for other in found):
                found.append(problem)
    return found
