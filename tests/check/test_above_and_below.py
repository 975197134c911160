"""Those above and those below a mean are no more than all, and a sum is of what is reached."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text

CITIES = (
    "全省13个市共创建工作室624个，平均每市48个。\n"
    "签订率全省平均为94.5%，有{above}个市高于平均数，{below}个市低于平均数。"
)


def messages(text: str) -> list[str]:
    return [problem.message for problem in check_text(text).problems]


def test_more_above_and_below_than_there_are() -> None:
    found = messages(CITIES.format(above=9, below=5))
    assert found == ["9个＋5个＝14个，超过文中的13个，对不上。"]


@pytest.mark.parametrize(("above", "below"), [(9, 4), (8, 4)])
def test_as_many_above_and_below_as_there_are(above: int, below: int) -> None:
    assert messages(CITIES.format(above=above, below=below)) == []


def test_means_point_back_at_nothing() -> None:
    assert messages("签订率全省平均为94.5%，有9个市高于平均数，5个市低于平均数。") == []


def test_a_sum_is_that_of_what_is_reached() -> None:
    text = "按应建2000家测算，2024年末已建1930家，2025年需新建30家，达到1950家。"
    assert messages(text) == ["1930家＋30家＝1960家，文中1950家，对不上。"]


def test_a_campaign_in_the_title_of_a_notice_is_not_told_as_of_today() -> None:
    title = "2023年困难职工帮扶工作情况报告\n"
    cited = "按照《关于做好困难职工解困脱困工作的通知》要求，我会2023年走访困难职工40户。"
    assert messages(title + cited) == []


def test_words_that_outlive_their_campaign_are_only_doubted() -> None:
    report = check_text("2023年工作总结\n今年我会继续推进困难职工解困脱困工作。")
    assert [problem.grade for problem in report.problems] == ["doubtful"]
