"""Nothing of a kind, and elsewhere some of it: 没有发生一起投诉 beside 受理的5起女职工投诉."""

from __future__ import annotations

import re

from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_UNITS = "起件例宗次份张人名户笔"
_NONE = guarded(
    rf"(?:没有|未|从未|无)(?:发生|出现|收到|发现|接到|产生)?过?(?:任何)?一(?P<unit>[{_UNITS}])"
    r"(?P<what>[\u4e00-\u9fff]{2,10})(?=[,，。;:、”]|$)"
)
_ANOTHER_TIME = lazy(
    r"去年|上年|前年|往年|历年|此前|以前|过去|减少|下降|由|从|其他|其它|[比较]|避免|预防|防止|假如|如果|每"
)
_NO_STATEMENT = lazy(r"力争|确保|争取|要求|目标|计划|承诺|保证|应|须|如果")
_ALIKE = {"起": "件", "例": "件", "宗": "件", "名": "人"}
_FAR = 6


def _unit(one: str) -> str:
    return _ALIKE.get(one, one)


def _tells(one: Reading, what: str) -> bool:
    """Whether the number counts such things: 不满意|2份, 5起|女职工投诉."""
    ahead = re.sub(r"[^\u4e00-\u9fff]+$", "", one.before)
    behind = re.match(r"^(?:的)?([\u4e00-\u9fff]{2,10})", one.after)
    noun = behind[1] if behind else ""
    named = noun and (noun.startswith(what) or what.startswith(noun[:4]))
    return bool(named) or ahead.endswith(what) or (len(what) > 4 and ahead.endswith(what[:-2]))


def _problem(read: ReadText, none: re.Match[str]) -> Problem | None:
    here = next((one for one in read.sentences if one.start <= none.start() < one.end), None)
    if here is None or none.start() >= here.plan_from:
        return None
    if _NO_STATEMENT.search(read.plain[max(here.start, none.start() - 24) : none.start()]):
        return None
    for index in range(here.index - _FAR, here.index + _FAR + 1):
        for one in read.groups.get(index, ()):
            some = _unit(one.claim.unit) == _unit(none["unit"]) and one.claim.value > 0
            told = some and one.claim.mode == "result" and _tells(one, none["what"])
            if told and not _ANOTHER_TIME.search(one.lead[-30:]):
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
