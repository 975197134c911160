"""What a name that says little alone belongs to: 实检 to 应检女职工, 覆盖企业 to the contracts."""

from __future__ import annotations

from collections.abc import Sequence

from halfsky.summary.check.collating.statement import Statement, group_of
from halfsky.summary.check.report import Claim
from halfsky.summary.check.text.patterns import lazy

# 覆盖企业: of a contract, of an organisation, of a lecture.
_COVERAGE = r"(?:共|合计|累计)?(?:覆盖|涉及|惠及)(?:企业|单位|用人单位|女?(?:职工|工|会员))?"
_COVERED = lazy(_COVERAGE)
_ALL_TOLD = lazy(r"(?:共|合计|累计)(?=覆盖|涉及|惠及)")
# What is done with the first of a list is done with the people after it too.
_DONE = lazy(r"(?:共|合计|累计)?(?P<deed>覆盖|涉及|惠及|服务|慰问|走访|帮扶|救助|培训|表彰)")
_PEOPLE = lazy(r"女?(?:职工|工|会员|员工|教职工|干部)|农民工|群众")
_ORDINAL = lazy(r"第[一二三四五六七八九十\d]")
# Says nothing without what it is told of.
OF_ANYTHING = lazy(
    r"(?:人均|户均|平均|每|占|比|较|同比|环比).*|增加到|增至|上升到|提高到|发展到"
    rf"|{_COVERAGE}"
    r"|(?:分别)?(?:减少|增加|增长|下降|上升|提高|降低|新增|其余|其他|剩余?|完成|合计|总计|共计|总数)"
    r"|.{0,2}率"
)
SHORT = 3


def stands_alone(
    name: str, is_part: bool, listed: bool, here: list[Statement], claim: Claim
) -> bool:
    """Whether a name is one without what it is told of."""
    little = len(name) < SHORT and not listed
    if OF_ANYTHING.fullmatch(name) or little or (is_part and len(name) <= SHORT):
        return False
    same = bool(here) and here[-1].claim.unit == claim.unit
    return len(name) > SHORT or not same or listed


def topic_of(here: list[Statement], claim: Claim, is_part: bool, name: str) -> str:
    """What a name that says little belongs to: its whole, else what the sentence counted last."""
    kind = group_of(claim)
    if is_part or name.startswith("占"):
        counts = [one for one in here if group_of(one.claim) not in {"percent", "money"} - {kind}]
        wholes = [one for one in counts or here if name.startswith("占") or not one.is_part]
        return wholes[-1].name if wholes else ""
    last = here[-1] if here else None
    if last and last.topic and last.is_relative and group_of(last.claim) == kind:
        return last.topic
    is_thing = not OF_ANYTHING.fullmatch(name)
    # 工资3.8万元, 加班费0.8万元: the one is not part of the other.
    named = [one for one in here if not one.topic and not (is_thing and _is_sibling(one))]
    alike = [one for one in named if group_of(one.claim) == kind]
    counted = [one for one in named if group_of(one.claim) != "money"]
    told = next((group[-1].name for group in (alike, counted, named) if group), "")
    return told or (here[-1].topic if here else "")


def _is_sibling(one: Statement) -> bool:
    """第一期 beside 第二期, 工资 beside 加班费."""
    short_sum = len(one.name) <= SHORT and group_of(one.claim) == "money"
    return short_sum or bool(_ORDINAL.match(one.name))


def done_with(name: str, last: Statement | None) -> str:
    """覆盖企业3752家、女职工11万人: these are not all women, but those who are covered."""
    done = _DONE.match(last.name) if last and _PEOPLE.fullmatch(name) else None
    return f"{done['deed']}{name}" if done else name


def is_coverage(name: str) -> bool:
    """Whether it says of something only whom it covers."""
    return bool(_COVERED.fullmatch(name))


def covered_by(
    name: str, here: Sequence[Statement], before: Sequence[Statement]
) -> tuple[str, str]:
    """The name without 合计, and the contracts that cover: all of them for 合计, else the last."""
    all_told = _ALL_TOLD.match(name)
    if "覆盖" not in name:
        return (name[all_told.end() :] if all_told else name), ""
    pool = before if all_told or not here else here
    contracts = [
        one
        for one in pool
        if one.kind == "document" and one.mode == "result" and not one.is_part and not one.topic
    ]
    topic = contracts[0 if all_told else -1].name if contracts else ""
    return (name[all_told.end() :] if all_told else name), topic
