"""Votes that are not as many as voted: 到会21人,赞成17票、反对2票、弃权4票."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import sums
from halfsky.summary.check.sums.no_sums import leaves_blanks
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# What is ticked, by the words beside the number; 不同意 is looked for before 同意.
_CHOICES = {
    "against": lazy(r"反对|不同意|不赞成|否决|不满意"),
    "withheld": lazy(r"弃权|没举手?"),
    "spoilt": lazy(r"废票|废卷|无效|作废|空白票"),
    "middling": lazy(r"基本满意|比较满意|较满意|一般"),
    "best": lazy(r"(?:非常|很|十分)满意"),
    "valid": lazy(r"有效"),
    "for": lazy(r"赞成|同意|得票|满意"),
}
# What leaves no ballot out.
_WHOLE_SETS = ({"for", "against", "withheld"}, {"valid", "spoilt"}, {"for", "middling", "against"})
_KINDS = {"vote", "person", "document"}
# Those who voted, or the ballots that came in; and who was merely called.
_VOTED = lazy(
    r"实到|到会|出席|在场|收回|收票|回票|回卷|回收|有效|投票|投了票|表决|全体|举手|发出|发票|发放|参会|与会|全部有效"
)
_NOT_ALL = lazy(
    r"应到|列席|请假|缺席|作废|无效|女代表|其中|党员|得票|增补|候选|当选|差额|等额|人选|名单"
)
_SENTENCES = 3
_ANY = lazy(r"赞成|同意|满意|无效|作废|废[票卷]|票")


def _choice(one: Reading) -> str:
    """What was ticked, by the words next to the number."""
    for words in (one.before[-7:], one.after[:5]):
        found = [name for name, marks in _CHOICES.items() if marks.search(words)]
        if found:
            return found[0]
    return ""


def _count(group: list[Reading], at: int) -> list[Reading]:
    """The votes of one ballot that begin at group[at], each choice once."""
    votes: list[Reading] = []
    ticked: set[str] = set()
    for one in group[at:]:
        choice = _choice(one) if one.kind in _KINDS else ""
        if choice in ticked or not (choice or evidence.is_portion(one)):
            break
        if choice:
            ticked.add(choice)
            votes.append(one)
    return votes if ticked & {"for", "valid"} and len(ticked) > 1 else []


def _voters(read: ReadText, votes: list[Reading]) -> list[Reading]:
    """Numbers of those who may have voted, ahead of the votes and right behind them."""
    near = evidence.before(read, votes[0], _SENTENCES) + evidence.behind(read, votes[-1])[:1]
    told = [
        one
        for one in near
        if one.kind in _KINDS
        and one not in votes
        and _VOTED.search(one.before[-8:] + one.after[:6])
        and not _NOT_ALL.search(one.before[-8:] + one.after[:3])
        and one.claim.approx is None
    ]
    # Valid ballots and spoilt ones are those that came in, whoever was there.
    return told if _choice(votes[0]) != "valid" else [one for one in told if "收" in one.before]


def _check(read: ReadText, votes: list[Reading]) -> Problem | None:
    """Votes that nobody can have cast, or that are missing where every choice is told."""
    voters = _voters(read, votes)
    made = total([one.interval for one in votes])
    others = [one.interval for one in evidence.behind(read, votes[-1])[:2]]
    ways = [made, *(made + other for other in others)]
    if not voters or any(way.meets(one.interval) for way in ways for one in voters):
        return None
    most = max(reversed(voters), key=lambda one: one.interval.high)
    if made.low > most.interval.high:
        return _finding(read, most, votes)
    least = min(reversed(voters), key=lambda one: one.interval.high)
    ticked = {_choice(one) for one in votes}
    told = any(needed <= ticked for needed in _WHOLE_SETS)
    if told and made.high < least.interval.low and not leaves_blanks(read, least, votes[-1]):
        return _finding(read, least, votes)
    return None


def _finding(read: ReadText, whole: Reading, votes: list[Reading]) -> Problem | None:
    if not sums.near(tuple(votes), whole, *sums.FIFTH):
        return None
    made = calculated.equals_sum(votes, whole)
    message = f"{sums.sum_text(votes)}{made}，文中{quoted(whole)}，对不上。"
    involved = sorted([whole, *votes], key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


_ONE_EACH = lazy(
    r"(?:每人|每票|每名[\u4e00-\u9fff]{2,4})(?:只能|限|只|各)?(?:投|选|填)?(?:1|一)(?:票|张|人|个|项)|单选投票"
)
_NO_NAME = lazy(r"收回|回收|有效|发出|共|合计|总计|每|其中|投|选票|多|少|差|比|超|过半")


def _tally(read: ReadText, group: list[Reading]) -> Problem | None:
    """任桂香11票,储小兰7票,韦丽5票, where each of 21 had one vote."""
    told = read.plain[max(0, group[0].sentence.start - _TOLD_BEFORE) : group[-1].sentence.end]
    if not _ONE_EACH.search(told):
        return None
    votes = [one for one in group if one.kind == "vote" and not _NO_NAME.search(one.before)]
    voters = _voters(read, votes) if len(votes) > 1 else []
    made = total([one.interval for one in votes])
    if not voters or any(made.meets(one.interval) for one in voters):
        return None
    most = max(reversed(voters), key=lambda one: one.interval.high)
    full = re.search(r"(?:没有|无|没)[^,，。;]{0,4}弃权", told)
    if made.low > most.interval.high or (full and made.high < most.interval.low):
        return _finding(read, most, votes)
    return None


_TOLD_BEFORE = 120


def find(read: ReadText) -> list[Problem]:
    """Ballots whose votes are more, or fewer, than those who voted."""
    if not _ANY.search(read.plain):
        return []
    found = []
    for group in read.groups.values():
        done = -1
        for at in range(len(group) - 1):
            votes = _count(group, at)
            if votes and votes[0].start > done:
                done = votes[-1].start
                found.append(_check(read, votes))
        if done < 0:
            found.append(_tally(read, group))
    return [problem for problem in found if problem]
