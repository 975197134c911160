"""Which two counts a rate speaks of: 组建率 is 已建 over 应建, not whatever stands nearest."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading
from halfsky.summary.check.text.wording import load

_WHOLE = lazy(
    r"应|共有|现有|总|受理|接到|收到|接待|发放|发出|全部|需|提出|征集|提交|登记|在册|参赛|参加|报名|符合|邀请|抽查|检查|建档|排查"
)
_TARGET = lazy(r"目标|任务|计划|指标|应完成|下达")


# 查出异常216人 is what a screening found, not who was screened.
_FOUND = lazy(r"查出|检出|发现|异常|患病")
_BARE_SUM = lazy(r"[,，、]?(?:两项|三项)?(?:共计|合计|总计|总共|一共|累计|共)有?")
_BULLET = lazy(r"[◆◇●○■□▲★☆|\t]")
_OWN_RATE = lazy(r"[\u4e00-\u9fff]{2}率")


@cache
def _marks() -> dict[str, str]:
    marks: dict[str, str] = load("words.toml")["rate_marks"]
    return marks


def unexplained(name: str, here: list[Reading]) -> bool:
    """Rates such as 满意率 that no counts need to explain, unless the text counts just that."""
    word = next((loose for loose in load_loose() if loose in name), "")
    counted = word and any(word in reading.before + reading.lead[-6:] for reading in here)
    return bool(word and not counted) or name.endswith("概")


@cache
def load_loose() -> list[str]:
    """Words of rates that come from polls or impressions."""
    words: list[str] = load("words.toml")["loose_rates"]
    return words


def marks_of(name: str) -> str:
    return "".join(marks for root, marks in _marks().items() if root in name[-6:])


def _does(marks: str, name: str, reading: Reading) -> bool:
    """Whether a number's clause says what the rate counts: 建 for 组建率, 建成 for 建成率."""
    action = action_of(reading)
    if marks and _FOUND.search(action) and not _FOUND.search(name):
        return False
    if "建" in marks and re.search(r"成立|设立", action):
        return True
    if not marks:
        return all(letter in action for letter in name[-2:])
    return any(mark in action for mark in marks)


def is_whole(reading: Reading) -> bool:
    """Whether its clause says that a count is of all there are or ought to be."""
    return bool(_WHOLE.search(action_of(reading)))


def action_of(reading: Reading) -> str:
    """The words of a number's own clause: what was done to how many."""
    before = _BULLET.split(reading.before)[-1]
    after = _OWN_RATE.split(_BULLET.split(reading.after)[0])[0]
    return before[-12:] + after[:10]


def pair_of(name: str, candidates: list[Reading]) -> tuple[Reading, Reading] | None:
    """The part and the whole that a rate's own word (组建 → 建) points at; None when unsure."""
    if "同步" in name and len(candidates) >= 2:
        return _in_step(candidates)
    marks = marks_of(name)
    best: tuple[int, Reading, Reading] | None = None
    for part in candidates:
        if not _does(marks, name, part):
            continue
        wholes = [
            *evidence.larger(part, candidates),
            *[other for other in candidates if _asked(other, part)],
            *[other for other in candidates if _due_and_smaller(other, part)],
        ]
        alone = sum(whole.kind == part.kind for whole in wholes) == 1
        for whole in wholes:
            first = whole is candidates[0] and all(
                other.interval.high <= whole.interval.high and "应" not in action_of(other)
                for other in wholes
            )
            score = (
                first + 2 * (alone and whole.kind == part.kind) + _pair_score(part, whole, marks)
            )
            if best is None or score > best[0]:
                best = (score, part, whole)
    if best is None or best[0] < 4:
        return _one_of(candidates)
    return best[1], best[2]


def _in_step(candidates: list[Reading]) -> tuple[Reading, Reading] | None:
    """综合合同3410份,专项合同3186份,同步签订率…: the second of the last two, of the first."""
    whole, part = candidates[-2:]
    alike = whole.claim.unit == part.claim.unit and whole.sentence.index == part.sentence.index
    return (part, whole) if alike and whole.interval.high >= part.interval.low else None


def _one_of(candidates: list[Reading]) -> tuple[Reading, Reading] | None:
    """318名参训人员中,…156人: two counts, the second out of the first."""
    if len(candidates) != 2:
        return None
    whole, part = candidates
    within = re.search(r"^[^,，。;]{0,12}中$", whole.after.strip(",，"))
    same = whole.kind == part.kind and whole.sentence.index == part.sentence.index
    fits = whole.interval.high >= part.interval.low
    return (part, whole) if within and same and fits else None


def _asked(whole: Reading, part: Reading) -> bool:
    """对1309名女职工问卷调查,收回1024份: a form for each of the people asked."""
    forms = "问卷" in whole.words and part.kind == "document"
    return forms and whole.kind == "person" and whole.interval.high >= part.interval.low


def _due_and_smaller(whole: Reading, part: Reading) -> bool:
    return (
        "应" in action_of(whole)
        and "应" not in action_of(part)
        and evidence.kin(whole, part)
        and whole.interval.high < part.interval.low
    )


def _pair_score(part: Reading, whole: Reading, marks: str) -> int:
    action, base = action_of(part), action_of(whole)
    score = 0
    score += 2 if part.kind == whole.kind or _asked(whole, part) else 0
    score += 2 if re.search(r"已|完成|实|共?签|办|成功", action) and "应" not in action else 0
    score += 3 if "应" in base else 2 if _WHOLE.search(base) else 0
    score += 1 if part.sentence.index == whole.sentence.index else 0
    score -= 4 if "应" in action or _TARGET.search(action) else 0
    score -= 3 if re.search(r"其中|未|尚|剩", base[:4]) and "应" not in base else 0
    score -= 2 if whole.start > part.start and "应" not in base and "共" not in base else 0
    score -= 5 if whole.start > part.start and _BARE_SUM.fullmatch(whole.lead.strip()) else 0
    score -= 3 if "去年" in whole.before or "同期" in whole.before else 0
    return score
