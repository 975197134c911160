"""What a finding says it calculated is what a calculator shows for the numbers it prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from halfsky.summary.check import check_text
from tests.check.labels import HERE, read_cases
from tests.check.recalculating import Calculation, calculations, fault


def messages(text: str) -> list[str]:
    return [problem.message for problem in check_text(text).problems]


def calculated(folder: str, step: int) -> Iterator[tuple[str, Calculation]]:
    for case in read_cases(HERE / folder)[::step]:
        for item in case.texts:
            for message in messages(item.text):
                for one in calculations(message):
                    yield message, one


@pytest.mark.parametrize(("folder", "step", "least"), [("labelled", 1, 150), ("learnt", 20, 50)])
def test_every_result_is_that_of_the_numbers_beside_it(folder: str, step: int, least: int) -> None:
    told = list(calculated(folder, step))
    assert len(told) >= least
    assert [f"{message}（{wrong}）" for message, one in told if (wrong := fault(one))] == []


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [
        ("8.1万元÷135名＝600元", False),
        ("8.1万元÷135名＝596.29元", True),
        ("（864万元－720万元）÷720万元＝20%", False),
        ("389家÷420家≈92.62%", False),
        ("389家÷420家＝92.61%", True),
        ("389家÷420家≈92.61%", True),
        ("18件÷20件≈90%", True),
        ("9名×600元×10＝5.4万元", False),
        ("三分之一＋四分之一＝58%", True),
        ("16间×1.5万元＝23.2至25.2万元", True),
    ],
)
def test_it_tells_a_wrong_result_from_a_right_one(formula: str, wrong: bool) -> None:
    [one] = calculations(f"{formula}，对不上。")
    assert bool(fault(one)) is wrong


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "为135名女职工发放津贴8.1万元，人均800元。",
            "8.1万元÷135名＝600元，文中平均800元，对不上。",
        ),
        (
            "发放助学金10.5万元，资助学生35名，人均2000元。",
            "10.5万元÷35名＝3000元，文中平均2000元，对不上。",
        ),
        (
            "全年赔付39万元，26人次受益，人均2.5万元。",
            "39万元÷26人次＝1.5万元，文中平均2.5万元，对不上。",
        ),
        (
            "今年投入864万元，比上年的720万元增长22%。",
            "（864万元－720万元）÷720万元＝20%，文中增长22%，对不上。",
        ),
        (
            "改建母婴室16间，每间补助1.5万元，共34万元。",
            "16间×1.5万元＝24万元，文中34万元，对不上。",
        ),
        (
            "应建会420家，已建会389家，建会率97%。",
            "389家÷420家≈92.62%，文中97%，截尾为92%，四舍五入为93%，都对不上。",
        ),
        ("收到建议20件，办结18件，办结率95%。", "18件÷20件＝90%，文中95%，应为90%。"),
        ("下发问卷270份，收回215份，回收率89%。", "215份÷270份≈79.63%，文中89%，"),
    ],
)
def test_it_prints_what_the_printed_numbers_make(text: str, message: str) -> None:
    [told] = messages(text)
    assert told.startswith(message)
