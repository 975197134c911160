"""Units written twice or run together: 15人人, 3200碗碗, 320人元."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import unit_kinds

_DOUBLED = guarded(
    r"[\d.]{0,9}\d\s?(?P<whole>(?P<unit>人次|万元|个百分点|人|名|户|家|场|期|件|份|元|%|次|个|起|万)\s?(?P<again>人次|万元|个百分点|人|名|户|家|场|期|件|份|元|%|次|个|起|万))(?![\u4e00-\u9fff]{0,1}[员民庭属口办数])"
)
_WORD_BEGINS = lazy(
    r"名[字额单称录师医家校优老人牌次不册列义声]|名[落副下]|家[家长政居庭电具纺装属访委校教园乡里用务]|件件(?=[都有])|个个|户户|人人|户[主外籍型]|期[刊间末]"
    r"|场[地所馆景]|元[旦宵素月]|次[日年]|份额|人[员民才口群工事物均流力社选手心气缘格性情脉声家]"
)
_MEANT = {
    "人次",
    "场次",
    "期次",
    "件次",
    "户次",
    "家次",
    "万人",
    "万名",
    "万户",
    "万家",
    "万份",
    "万件",
    "万个",
    "万元",
    "万次",
    "万人次",
    "万场",
    "万期",
    "个家",
    "名人",
    "次人",
    "家人",
}


# 走了365户|家: one goes to so many homes; 走访职工365户家 has one unit too many.
_WENT_TO = lazy(r"[走跑进串访去登到]了$")
_OF_ALL = lazy(r"[都皆均必全有见过达落到]")


# 签了64个名: names were written down, so many of them.
_WROTE_DOWN = lazy(r"[签点留写署报起](?:了|下|上|满|过)\s?[\d.]*$")


def _are_names(plain: str, match: re.Match[str]) -> bool:
    """Whether 名 is no unit but the name that somebody signed."""
    ahead = plain[max(0, match.start() - 8) : match.start("whole")]
    return match["whole"] == "个名" and bool(_WROTE_DOWN.search(ahead))


def _are_gone_to(plain: str, match: re.Match[str]) -> bool:
    """Whether somebody went to so many 户 of what 家 begins to name."""
    ahead = plain[max(0, match.start() - 2) : match.start()]
    return match["unit"] + match["again"] == "户家" and bool(_WENT_TO.search(ahead))


def _one_and_all(plain: str, match: re.Match[str]) -> bool:
    """19封封封有回音, 8期期期有考核: the unit said twice once more means all of them."""
    unit = match["unit"]
    return plain.startswith(unit, match.end()) and bool(
        _OF_ALL.match(plain, match.end() + len(unit))
    )


def _problem(read: ReadText, start: int, end: int, message: str) -> Problem:
    return Problem(read.text[start:end], start, end, "unit_error", "wrong", message)


def _doubled(read: ReadText) -> list[Problem]:
    found = []
    for match in _DOUBLED.finditer(read.plain):
        unit, again = match["unit"], match["again"]
        if (
            unit + again in _MEANT
            or (unit == "万" and not again.startswith("万"))
            or (unit == "%" and again not in {"%", "个百分点"})
        ):
            continue
        if again == "个" and read.plain[match.end() : match.end() + 1] in set(
            "人体性百别案中头位子"
        ):
            continue
        if (unit, again) in {("个", "人"), ("名", "人"), ("人", "家"), ("期", "人"), ("场", "人")}:
            continue
        if unit != again and not _writes_two(unit, again):
            continue
        # 427个名字, 2人名额, 2家家长: the second is the first character of a word.
        if _WORD_BEGINS.match(read.plain, match.start("again")) or _one_and_all(read.plain, match):
            continue
        if _are_names(read.plain, match) or _are_gone_to(read.plain, match):
            continue
        message = f"单位“{match['whole']}”写重或写混了，应只留一个。"
        found.append(_problem(read, match.start(), match.end(), message))
    return found


_REDUPLICATED = set("人个家户件次场项条天年月日期本份句张对点分班组队面处门成类步")


# 3支支队, 2节节目, 5套套餐: the second is the first character of a word.
_A_WORD = lazy(
    r"支[队部]|节[目能假日约]|台[式账阶]|套[餐装]|座[椅谈]|盒[饭装]|袋[装子]|桶[装]|瓶[装子]|所[属有在]|处[理长室]|讲[座师]"
    r"|位[于置列]|批[发次]|笔[记试]|例[会外]|款[式项待]|把[手关握]|副[主会处]|包[子装括]|首[届次席]|部[门分]|篇[章幅]"
    r"|幅[度员]|页[面]|封[面装存]|册[子页]|版[面本]|集[体团中]|门[诊店]|岗[位前]|组[织长员]|段[长位]|段[落]|块[状]|束[缚]"
)


@cache
def _same_twice() -> re.Pattern[str]:
    forms = [form for form in unit_kinds() if len(form) == 1 and form not in _REDUPLICATED]
    return re.compile(
        rf"[\d.]{{0,9}}\d\s?(?P<unit>[{''.join(forms)}])(?P=unit)(?![\u4e00-\u9fff]?[员民庭属口办数])"
    )


def _stuttered(read: ReadText) -> list[Problem]:
    """3200碗碗: a unit that is never written twice."""
    found = []
    for match in _same_twice().finditer(read.plain):
        if _A_WORD.match(read.plain, match.start("unit") + 1) or _one_and_all(read.plain, match):
            continue
        message = f"单位“{match['unit']}”写重了，应只留一个。"
        if not _DOUBLED.match(read.plain, match.start()):
            found.append(_problem(read, match.start(), match.end(), message))
    return found


# 5600人次次, 15名名学员, 9对对: said twice where nothing is left to say of all of them.
_TWICE_AT_END = guarded(
    r"[\d.]{0,9}\d\s?(?P<whole>(?:人|场|件|批|期|户|家)次次(?![之于要序年月日到都在不全满有])|(?P<unit>[对分件户家场次项条天点班组队门本份张句])(?P=unit)(?=[,，。;、)]))"
    r"|[\d.]{0,9}\d\s?(?P<names>名名)(?![字额单称师医家校优老人牌次])"
)


def _twice_at_end(read: ReadText) -> list[Problem]:
    """9对对: a unit that may be said twice (对对都有), but not at the end of a clause."""
    return [
        _problem(
            read,
            match.start(),
            match.end(),
            f"单位“{match['whole'] or match['names']}”写重了，应只留一个。",
        )
        for match in _TWICE_AT_END.finditer(read.plain)
    ]


# 元人, 人%: a unit of money or a sign of percent beside one of people, homes or firms.
_CLASH = guarded(
    r"\d[\d.]*\s?(?P<whole>(?:[人名户家份批场]次?元(?![旦宵素月])|万?元(?:名(?![师校医家优])|户(?![外主口籍])|份(?!额)"
    r"|家(?![庭长政居访电具纺装属教园乡里用务])|%)|%(?:万?元|名(?![师校医家优])|户(?![外主口籍])"
    r"|家(?![庭长政居访电具纺装属教园乡里用务])|人(?![员民才口群工事均]))|[人名户家份]次?%))"
)


def _clashing(read: ReadText) -> list[Problem]:
    """320人元, 85%人: two units of different things."""
    return [
        _problem(read, match.start(), match.end(), f"单位“{match['whole']}”写混了，应只留一个。")
        for match in _CLASH.finditer(read.plain)
    ]


# 36件名, 2场元: a second unit at the end of what is counted; 320人份 is one unit.
_TWO_UNITS = guarded(
    r"\d\s?(?P<whole>个(?:项|名|户|件|期|份|条|场|支|对)|(?:双|条|套|箱|盒|袋|瓶|册)人|(?:场次?|期|件|次|个|起|对|支|间|台|辆|本|条|项|双|箱|盒|套|张|篇|处)(?:万?元|名|户))(?=[,，。;、)])"
)


def _run_on(read: ReadText) -> list[Problem]:
    """36件名: a unit that the next row of a table left behind."""
    return [
        _problem(read, match.start(), match.end(), f"单位“{match['whole']}”写混了，应只留一个。")
        for match in _TWO_UNITS.finditer(read.plain)
        if not _are_names(read.plain, match)
    ]


def _writes_two(unit: str, again: str) -> bool:
    pairs = {
        "元万元",
        "万元元",
        "人名",
        "家户",
        "户家",
        "家个",
        "个家",
        "人人次",
        "人次人",
        "名人次",
        "元人",
        "件起",
        "起件",
        "份件",
        "户人",
        "人户",
        "名个",
        "个名",
        "场家",
        "次场",
        "%个百分点",
        "个百分点%",
        "万元万",
        "万万元",
    }
    return unit + again in pairs


def find(read: ReadText) -> list[Problem]:
    """Units that stand where one unit too many was typed."""
    found = _doubled(read) + _stuttered(read) + _clashing(read)
    told = {problem.start for problem in found}
    more = _run_on(read) + _twice_at_end(read)
    return found + [problem for problem in more if problem.start not in told]
