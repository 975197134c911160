"""Office texts by two writers who did not know the checker: the sound ones are left alone."""

from __future__ import annotations

import pytest

from halfsky.summary import check
from tests.check.labels import HERE, Case, read_cases

CASES = read_cases(HERE / "strangers")
SOUND = [case for case in CASES if case.texts[0].clean]
# 年初910人,年内新增84人,退保23人,年末971人,参保率93.3%: of a number that is told far ahead.
DOUBTED = {"临江市第二人民医院工会女职工委员会2022年工作总结及202"}


def test_each_has_a_sound_text_and_one_with_six_slips() -> None:
    assert len(SOUND) == 45
    assert len(CASES) == 90
    assert sum(len(case.texts[0].problems) for case in CASES) == 270


@pytest.mark.parametrize("case", SOUND, ids=[case.name for case in SOUND])
def test_a_sound_text_is_left_alone(case: Case) -> None:
    doubts = {"doubtful"} if case.name in DOUBTED else set()
    report = check.check_text(case.texts[0].text, today=2026)
    assert {problem.grade for problem in report.problems} <= doubts
