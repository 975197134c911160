"""Nothing of a kind, and elsewhere some of it: 没有发生一起投诉 beside 受理的5起女职工投诉."""

from __future__ import annotations

import re

from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EVENTS = (
    "职业病|信访|来信|来访|投诉|工伤(?:事故)?|事故|争议|纠纷|上访|举报|违章|中暑|差评|异议"
    "|退件|案件"
    "|欠薪|拖欠"
)
_UNITS = "起件例宗次份张人名户笔"
_NONE = guarded(
    rf"(?:没有|未|从未|无)(?:发生|出现|收到|发现|接到|产生)?过?(?:任何)?一(?P<unit>[{_UNITS}])"
    r"(?P<what>[\u4e00-\u9fff]{2,10})(?=[,，。;:、”]|$)"
    r"|(?:没有|从?未|[无没])(?:发生|出现|收到|发现|接到|新发|新增)过?(?:任何)?"
    rf"(?P<what2>[\u4e00-\u9fff]{{0,6}}?(?:{_EVENTS}))(?=[,，。;:、”]|$)"
    rf"|(?:无人|没人|没有人)(?P<what5>{_EVENTS}|退出|受伤|掉队|离职|辞职|受罚)(?=[,，。;:、”]|$)"
    r"|(?:无一|没有一)(?P<who>[人名户家例起件])(?P<what4>[\u4e00-\u9fff]{2,8})(?=[,，。;:、”]|$)"
    rf"|(?:全年|今年|本年度?|年内|一年来)(?P<what6>[\u4e00-\u9fff]{{0,8}}?(?:{_EVENTS}))(?:数|量)?(?:均|都)?(?:为|是|保持|归)零(?=[,，。;:、”]|$)"
    rf"|(?:实现|保持|做到|,|，|、)零(?P<what3>{_EVENTS})(?=[,，。;:、”]|$)"
)
_ANOTHER_TIME = lazy(
    r"去年|上年|前年|往年|历年|此前|以前|过去|减少|下降|由|从|其他|其它|[比较]|避免|预防"
    r"|防止|假如|如果|每"
)
_NO_STATEMENT = lazy(r"力争|确保|争取|要求|目标|计划|承诺|保证|应|须|如果")
# 有两个社区全年没有发生纠纷: so many of them.
_OF_SOME = lazy(
    r"(?:有|其中|另|中)(?:[一二三四五六七八九十两几\d]+)[个家户支间处名位所座条片栋][^,，。;]{0,10}$"
)
_OF_OTHERS = lazy(r"协助|兄弟|外单位|其他|邻|另外|另有")
_ALIKE = {"起": "件", "例": "件", "宗": "件", "名": "人"}
_FAR = 6


def _unit(one: str) -> str:
    return _ALIKE.get(one, one)


def _units(none: re.Match[str]) -> set[str]:
    """In what the things are counted of which there is none."""
    if none["what5"]:
        return {"人", "件", "条", "次"}
    return {_unit(none["unit"] or none["who"] or "件")}


# 女职工权益类投诉: in a text on women workers, all complaints that there are.
_OF_ALL = lazy(
    r"^(?:我?[市县区厂矿校院局]?|全[市县区厂矿校院局])(?:女?职工|女工)?(?:的)?(?:合法)?(?:劳动)?(?:权益)?(?:各?类|方面)?的?"
)


def _what(none: re.Match[str]) -> str:
    """Of what there is none."""
    named = ("what", "what2", "what3", "what4", "what5")
    return next((none[it] for it in named if none[it]), _OF_ALL.sub("", none["what6"] or ""))


def _is_of_its_kind(words: str, what: str) -> bool:
    """女职工与本局的劳动争议 for 女职工劳动争议: its last words, and whose they are."""
    tail = what[-4:] if len(what) > 5 else what
    return len(what) > len(tail) and words.endswith(tail) and what[: -len(tail)] in words


def _tells(one: Reading, what: str) -> bool:
    """Whether the number counts such things: 不满意|2份, 5起|女职工投诉."""
    ahead = re.sub(r"[^\u4e00-\u9fff]+$", "", one.before).rstrip("的有")
    behind = re.match(r"^(?:的)?([\u4e00-\u9fff]{2,10})", one.after)
    noun = behind[1] if behind else ""
    named = noun and (noun.startswith(what) or what.startswith(noun[:4]))
    if named or ahead.endswith(what) or (len(what) > 4 and ahead.endswith(what[:-2])):
        return True
    midway = what.startswith("中途") and ahead.endswith(what[-2:])
    return midway or _is_of_its_kind(ahead, what)


def _problem(read: ReadText, none: re.Match[str]) -> Problem | None:
    here = next((one for one in read.sentences if one.start <= none.start() < one.end), None)
    if here is None or none.start() >= here.plan_from:
        return None
    ahead = read.plain[max(here.start, none.start() - 24) : none.start()]
    if _NO_STATEMENT.search(ahead) or _OF_SOME.search(ahead):
        return None
    for index in range(here.index - _FAR, here.index + _FAR + 1):
        for one in read.groups.get(index, ()):
            alike = _unit(one.claim.unit) in _units(none)
            some = alike and one.claim.value > 0 and one.claim.mode == "result"
            told = some and _tells(one, _what(none))
            others = (
                _ANOTHER_TIME.search(one.lead[-30:])
                or _OF_OTHERS.search(one.lead[-30:])
                or _OF_OTHERS.search(read.plain[none.end() : one.start])
            )
            if told and not others:
                return _told(read, none, one)
    return None


def _told(read: ReadText, none: re.Match[str], one: Reading) -> Problem:
    message = f"文中说“{none.group()}”，却有{quoted(one)}。"
    start, end = min(none.start(), one.start), max(none.end(), one.end)
    about = frozenset({one.start})
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Things of which there is said to be none, and a number of them."""
    found = (_problem(read, none) for none in _NONE.finditer(read.plain))
    return [problem for problem in found if problem]
