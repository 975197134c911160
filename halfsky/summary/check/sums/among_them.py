"""What those told before are made up of, named again: 女性61人;女性中管理人员14人、工人49人."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, counted_twice, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.families import crossing
from halfsky.summary.check.clues.parts import PER_HEAD, alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.closed_lists import NOTHING_ELSE
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OPENS = lazy(
    r"(?:^|[,，;。:])\s?(?:这些|这批|上述|在|全部|所有)?(?P<who>[\u4e00-\u9fff]{2,7}?)(?:当)?[中里][,，]?(?:有)?(?P<name>[\u4e00-\u9fff]{1,8})$"
)
_GOES_ON = lazy(r"^[^,，。;\d]{0,2}[、和及][\u4e00-\u9fff]{1,10}$")
_ELSE = lazy(
    r"[应这该前后年]|其中|另|每|均|比|较|占|共|累计|去年|已|未|获|持|达|超|还|又|最|新增|党员|以上|以下|参加|报|愿|有的|喜欢|患|检出|只|才"
)
_PEOPLE = lazy(r"(?:人员|的人|职工|同志|名单|对象)$")
_SENTENCES, _FEWEST, _MOST, _NEAR, _BEHIND = 2, 2, 8, 2, 24


def _named(who: str, like: list[Reading], at: int) -> Reading | None:
    """The number of those that are named again."""
    core = _PEOPLE.sub("", who) or who
    if len(core) < _FEWEST:
        return None
    index = like[at].sentence.index
    near = [
        one
        for one in like[max(0, at - _MOST) : at]
        if index - one.sentence.index <= _SENTENCES and not PER_HEAD.search(one.before)
    ]
    named = [one for one in near if one.before.endswith(core) or one.after.startswith(core)]
    return named[-1] if len(named) == 1 and named[0] is near[-1] else None


def _run(like: list[Reading], at: int) -> list[Reading]:
    run = [like[at]]
    for one in like[at + 1 : at + _MOST]:
        if not _GOES_ON.match(one.lead) or _ELSE.search(one.lead):
            break
        run.append(one)
    return run


def _is_near(made: Interval, stated: Interval) -> bool:
    return made.middle <= stated.middle * _NEAR and stated.middle <= made.middle * _NEAR


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    opened = _OPENS.search(like[at].lead)
    if not opened or _ELSE.search(opened["name"]):
        return None
    whole, run = _named(opened["who"], like, at), _run(like, at)
    if whole is None or len(run) < _FEWEST or any(one.claim.approx for one in (whole, *run)):
        return None
    made = total([one.interval for one in run])
    closed = NOTHING_ELSE.search(read.plain[run[-1].end : run[-1].end + _BEHIND].split("\n")[0])
    less = made.high < whole.interval.low
    if made.meets(whole.interval) or (less and not closed) or not _is_near(made, whole.interval):
        return None
    if any(one.interval.low >= whole.interval.low for one in run):
        return None
    twice = counted_twice.is_said_of(read.plain, whole.start, run[-1].end)
    if twice or crossing([opened["name"], *(one.before for one in run[1:])]):
        return None
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals_sum(run, whole)}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *run], message)


def find(read: ReadText) -> list[Problem]:
    """Those told before whose parts are more than they are."""
    found = (
        _check(read, like, at)
        for like in alike_by_paragraph(read)
        for at in range(1, len(like) - 1)
    )
    return [problem for problem in found if problem]
