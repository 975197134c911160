"""Households and persons mixed up: 459户,其中女职工235人; 64户,占女职工1830人的3.5%."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText


def _persons_of_households(read: ReadText) -> list[Problem]:
    """459户，其中女职工235人: the part counts people, the whole households."""
    found = []
    for group in read.by_sentence().values():
        for at, part in enumerate(group[1:], 1):
            whole = _owner([one for one in group[:at] if not _bracketed(read, one, part)])
            divided = "其中" in part.lead or (
                whole and (_shared(group, at, whole) or _among_homes(whole, part))
            )
            if part.kind != "person" or not divided or _OF_A_FAMILY.search(part.lead):
                continue
            if whole is None or whole.kind != "household" or whole.claim.mode == "plan":
                continue
            message = f"总数以户计（{quoted(whole)}），其中却以人计（{quoted(part)}），口径不一。"
            found.append(evidence.finding(read, "unit_error", "doubtful", [whole, part], message))
    return found


_SHARE_OF = lazy(
    r"^[户家庭]{0,2}[,，](?:约|均)?占[^,，。;\d]{0,10}"
    r"(?:职工|工人|女工|会员|员工|教师|医护|护士|护工|干部|人员|骑手|[\u4e00-\u9fff]员|[\u4e00-\u9fff]工)(?:总数|总人数|人数)?$"
)


def _homes_of_persons(read: ReadText) -> list[Problem]:
    """64户,占全镇女职工1830人的3.5%: homes are no share of heads."""
    found = []
    for group in read.by_sentence().values():
        for homes, heads, share in zip(group, group[1:], group[2:], strict=False):
            kinds = (homes.kind, heads.kind, share.kind) == ("household", "person", "percent")
            if kinds and _SHARE_OF.match(heads.lead.strip()) and share.lead.strip() == "的":
                message = f"{quoted(homes)}以户计，{quoted(heads)}以人计，不能相比，口径不一。"
                found.append(
                    evidence.finding(read, "unit_error", "doubtful", [homes, heads], message)
                )
    return found


# 75户家庭,其中未成年子女92名: who belongs to a family is counted by heads.
_OF_A_FAMILY = lazy(r"(?:子女|孩子|未成年人)(?:共有|共|有)?\s*$|^(?:独居|空巢|孤寡)")


def _bracketed(read: ReadText, whole: Reading, part: Reading) -> bool:
    """46户,涉及51人(5户为双职工),其中28人: what brackets close is no whole."""
    between = read.plain[whole.end : part.start]
    return ")" in between and "(" not in between.split(")", 1)[0]


def _shared(group: list[Reading], at: int, whole: Reading) -> bool:
    """140户,女职工91人,占65%: the share is of the households."""
    part, share = group[at], group[at + 1] if at + 1 < len(group) else None
    if share is None or whole is not group[at - 1] or not re.match(r"[,，]占", share.lead):
        return False
    stated, computed = evidence.percent(share), evidence.ratio(part, whole)
    return stated is not None and computed is not None and computed.meets(stated)


_IN_HOMES = lazy(r"^(?:[\u4e00-\u9fff]{0,6}家庭)?(?:里|中|当中|之中|内)")
_OF_A_HOME = lazy(
    r"(?:夫妻(?:双方|都|均|同)[^,，。;]*的|父母(?:双亡|离异)的|家[中里][^,，。;]*的|(?:租房|无房)(?:住)?的"
    r"|(?:双职工|单亲|低保|困难|重组|失独|留守|多子女|独生子女)(?:家庭|户)|享受低保的"
    r"|有[^,，。;]{1,8}(?:子女|孩子|老人|病人|学生)的)(?:共?有|共|是|占)?$"
)


def _among_homes(whole: Reading, part: Reading) -> bool:
    """26户家庭里,夫妻双方都在本院的11人: what is told of homes is counted in them."""
    if not _IN_HOMES.match(whole.after) or part.interval.low > whole.interval.high:
        return False
    return bool(_OF_A_HOME.search(part.before.rstrip()))


def _owner(earlier: list[Reading]) -> Reading | None:
    for reading in reversed(earlier):
        if reading.kind in {"person", "attendance", "household"}:
            return reading
    return None


def find(read: ReadText) -> list[Problem]:
    """Persons told as some of so many homes, and homes as a share of so many persons."""
    return _persons_of_households(read) + _homes_of_persons(read)
