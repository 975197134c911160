"""What there was, what came and what that makes, told by words that leave no other reading:
已建44间,新建16间,达到60间; 月收入2300元……每月增收800元,月收入达到3100元;
新建15间,加上原来的45间,60间; 年初预算收入120万元……追加10万元,调整后预算收入130万元.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.miswritten import is_miswritten
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_HAD = lazy(
    r"(?:原来?有|原来的?|原先的?|以前的?|已[经有]?建成?|已有|已成立|现有|此前的?|去年的|已建成?的?)(?:的|了)?[\u4e00-\u9fff]{0,6}$"
)
_CAME = (
    r"(?:(?:需|要|再|又|拟|将|计划|今年|年内|明年|新)*(?:新[建增设添办招]|增[建设添加]|添[置建]|加[建设]|扩建|发展|再[建办开设招])"
    r"[\u4e00-\u9fff]{0,6}?)"
)
_ADDED = lazy(rf"^[^,，。;]{{0,6}}[,，;]\s?[^,，。;]{{0,8}}?{_CAME}(?:的|了)?$")
_REACHED = lazy(
    r"^[,，]\s?(?:这样|那样)?(?:就|将|可)?(?:总数|总量|累计|总共|合计|共计?|一共|全[市县区省]|目前)?"
    r"(?:就|将|可|已)?(?:达到?|增[至加]到?|扩大到|发展到|有|为|是)?(?:了)?$"
)
_SAID_REACHED = lazy(r"达|至|到|总|合计|共")
_NEW = lazy(rf"{_CAME}(?:的|了)?$")
_WITH_THE_OLD = lazy(
    r"^[^,，。;\d]{0,12}[,，](?:加上|连同|算上|加)(?:原来?|原先|以前|此前|去年|已|现|老)[\u4e00-\u9fff]{0,4}$"
)
_TOGETHER = lazy(
    r"^[^,，。;\d]{0,6}[,，]\s?(?:现在|如今|目前|全[市县区厂校])?(?:已|就)?(?:总共|一共|共计?|合计|达到?|累计)?(?:有|为|是|建成)?(?:了)?$"
)
_GAIN = lazy(
    r"(?:增收|多收入?|多拿|追加|调增|加薪|涨工?资?|上调|增拨|增发)[^,，。;\d]{0,8}(?:了|的)?$"
)
_NOW = lazy(
    r"^[^,，。;\d]{0,4}[,，]\s?(?:使|令|让)?(?:调整后的?|追加后的?|如今|现在|目前|她的?|家庭)?"
    r"(?P<label>[\u4e00-\u9fff]{2,6}?)(?:就|已|便)?(?:达到?了?|增[至加]到?|提高到|上升到|涨到|为|有|是)$"
)
_VAGUE = lazy(r"每(?!月|年|天)|均|其中|率|占")
_LOST = lazy(r"撤销|撤并|减少|注销|关停|合并|停用|拆除|退[出会]|调减|核减|扣除")
_BACK, _BEHIND, _NEAR = 8, 16, 2.0

Account = tuple[Reading, Reading, Reading]


def _then_new(group: list[Reading], at: int) -> Iterator[Account]:
    """已建1930家,需新建30家,达到1960家."""
    had, came, now = group[at - 2 : at + 1]
    if not (_ADDED.match(came.lead) and _REACHED.match(now.lead)):
        return
    if _HAD.search(had.before) and _SAID_REACHED.search(now.lead):
        yield had, came, now


def _new_and_old(group: list[Reading], at: int) -> Iterator[Account]:
    """新建的15间小屋,加上原来的45间,60间小屋."""
    came, had, now = group[at - 2 : at + 1]
    if _NEW.search(came.before) and _WITH_THE_OLD.match(had.lead) and _TOGETHER.match(now.lead):
        yield had, came, now


def _same_label(read: ReadText, group: list[Reading], at: int) -> Iterator[Account]:
    """月收入2300元……每月增收800元,月收入达到3100元."""
    came, now = group[at - 1 : at + 1]
    found = _NOW.match(now.lead)
    if not found or not _GAIN.search(came.before):
        return
    for had in reversed(_ahead(read, came)):
        if had.before.rstrip("只有约仅为是共的").endswith(found["label"]):
            yield had, came, now
            return


def _ahead(read: ReadText, came: Reading) -> list[Reading]:
    paragraph = came.sentence.paragraph
    around = [one for one in read.around(came, _BACK, 0) if one.start < came.start]
    return [one for one in around if one.sentence.paragraph == paragraph]


def _explained(read: ReadText, account: Account) -> bool:
    """Whether the sum is told with another number beside them, or what came makes it with one."""
    had, came, now = account
    near = [one for one in read.around(now, 2, 0) if evidence.same_unit(one, now)]
    near = [one for one in near if one not in account]
    if _GAIN.search(came.before):
        # 追加10万元: what was there is made up of others, what came is not.
        near = [one for one in near if one.start > came.start or _GAIN.search(one.before)]
    return any(
        evidence.comes_out(now, [one, came])
        or evidence.comes_out(now, [had, one])
        or evidence.comes_out(now, [had, came, one])
        or evidence.comes_out(now, [had, came], [one])
        for one in near
    )


def _is_one_account(read: ReadText, account: Account) -> bool:
    had, came, now = account
    if any(one.claim.approx or _VAGUE.search(one.before) for one in account):
        return False
    alike = evidence.is_count(now) and all(evidence.same_unit(one, now) for one in (had, came))
    return alike and not _LOST.search(read.plain, had.start, now.end + _BEHIND)


def _check(read: ReadText, account: Account) -> Problem | None:
    had, came, now = account
    if not _is_one_account(read, account):
        return None
    least = finest(account)
    made = total([told_to(had, least), told_to(came, least)])
    stated = told_to(now, least)
    near = evidence.slipped(made, stated, _NEAR) or is_miswritten(made, now)
    if made.meets(stated) or not near or _explained(read, account):
        return None
    summed = calculated.equals_sum((had, came), now)
    message = f"{quoted(had)}＋{quoted(came)}{summed}，文中{quoted(now)}，对不上。"
    involved = sorted(account, key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def _accounts(read: ReadText) -> Iterator[Account]:
    for group in read.groups.values():
        for at in range(1, len(group)):
            if at > 1:
                yield from _then_new(group, at)
                yield from _new_and_old(group, at)
            yield from _same_label(read, group, at)


def find(read: ReadText) -> list[Problem]:
    """Numbers that what there was and what came do not make."""
    found = (_check(read, account) for account in _accounts(read))
    return [problem for problem in found if problem]
