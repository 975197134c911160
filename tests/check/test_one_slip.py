"""One slip is told once, and what else in the text says which number is wrong is named."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text


def messages(text: str) -> list[str]:
    return [problem.message for problem in check_text(text).problems]


def test_a_total_that_is_wrong_blames_no_rate_of_it() -> None:
    text = (
        "单位\t女职工(人)\t会员(人)\t入会率(%)\n机关\t120\t114\t95.0\n纺织厂\t360\t351\t97.5\n"
        "学校\t90\t90\t100.0\n卫生院\t70\t68\t97.1\n合计\t640\t633\t97.3\n"
    )
    assert messages(text) == [
        "“会员(人)”一栏：114＋351＋90＋68＝623，合计为633，对不上；"
        "把633人改成623人，97.3%也对得上。"
    ]


def test_a_cell_that_is_wrong_is_told_by_its_column_and_its_row_once() -> None:
    text = (
        "单位\t女职工(人)\t会员(人)\t入会率(%)\n机关\t120\t114\t95.0\n纺织厂\t360\t531\t97.5\n"
        "学校\t90\t90\t100.0\n卫生院\t70\t68\t97.1\n合计\t640\t623\t97.3\n"
    )
    [message] = messages(text)
    assert message.endswith("合计为623，对不上；把531人改成351人，97.5%也对得上。")


def test_more_than_all_is_not_told_again_as_a_rate() -> None:
    assert messages("今年应检女职工1320人，实检1348人，受检率94.5%。") == [
        "前一步只有1320人，后一步却有1348人，不会比前一步多。"
    ]


def test_a_whole_less_than_its_part_is_no_reason_to_blame_another_rate() -> None:
    text = (
        "街道下辖11个社区，辖区企业342户，其中规模以上38户，小微企业394户。"
        "已建工会组织152个，覆盖企业389户，覆盖率90%。"
    )
    assert messages(text) == [
        "其中的394户比总数342户还多；38户＋394户＝432户，把342户改成432户，90%也对得上。"
    ]


def test_a_mean_in_the_wrong_unit_does_not_blame_the_total() -> None:
    text = "全年发放女职工创业贷款326笔，金额4890万元，笔均15元。"
    assert messages(text) == ["4890万元÷326笔＝150000元，文中平均15元，对不上。"]


def test_points_told_in_percent_are_told_once() -> None:
    assert messages("参加测试164人，达标率85.98%，比上年的81.2%提高4.78%。") == [
        "85.98%到81.2%相差的是百分点，4.78%应以“个百分点”计。"
    ]


def test_a_rate_that_is_wrong_does_not_blame_the_points_it_gained() -> None:
    text = "参加三项测试的女员工164人，合格141人，合格率75.40%，比上年的81.2%提高4.78个百分点。"
    assert messages(text) == [
        "141人÷164人≈85.98%，文中75.40%，对不上；把75.40%改成85.98%，4.78个百分点也对得上。"
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "半年来，发展新会员364人，其中女会员196人。\n"
            "今年上半年女职工新入会169人，去年同期140人，增长40%。",
            "前文是196人，按196人算，40%正好对得上。",
        ),
        (
            "母婴室三年新建90间，2023年末共有206间，比2020年末的126间增长71.4%。",
            "126间＋90间＝216间，按216间算，71.4%正好对得上。",
        ),
    ],
)
def test_the_other_telling_that_makes_a_growth_come_out_is_named(text: str, named: str) -> None:
    [message] = messages(text)
    assert message.endswith(f"，对不上；{named}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "走访慰问困难女职工64户，每户800元，共发慰问金5.12元。",
            "64户×800元＝5.12万元，文中5.12元，单位（元、万元、亿元）可能写错。",
        ),
    ],
)
def test_a_unit_given_away_by_a_product_shows_the_product(text: str, message: str) -> None:
    assert messages(text) == [message]


def test_a_decrease_of_a_table_has_its_sign() -> None:
    text = (
        "项目\t本年\t上年\t增减%\n走访\t400\t380\t5.3\n来访\t50\t62\t-24.0\n"
        "调解\t90\t100\t-10.0\n培训\t312\t260\t20.0\n讲座\t66\t60\t10.0\n"
    )
    [message] = [one for one in messages(text) if "来访" in one]
    assert "（50－62）÷62≈-19.35%，表中-24.0，对不上" in message


def test_two_rates_that_ask_for_different_numbers_put_nothing_right() -> None:
    table = (
        "2022年体检情况\n单位\t应检\t实检\t检查率\n甲镇\t120\t110\t91.7%\n乙镇\t80\t76\t98%\n"
        "丙镇\t60\t30\t50%\n合计\t260\t218\t83.1%\n"
    )
    messages = [problem.message for problem in check_text(table, today=2026).problems]
    assert not any("也对得上" in message for message in messages)
    assert any("76人÷80人＝95%" in message for message in messages)
    assert any("110＋76＋30＝216" in message for message in messages)
