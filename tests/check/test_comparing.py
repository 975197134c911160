"""Claims against stored figures: agrees, differs, or cannot tell."""

from __future__ import annotations

from fractions import Fraction

import pytest

from halfsky.summary import check

FIGURES = [
    check.StoredFigure("organising.unions", "基层工会", "家", Fraction(1548), "1548家", "as_of"),
    check.StoredFigure("rights.money_recovered", "追回损失", "元", Fraction(110200), "11.02万元"),
    check.StoredFigure(
        "organising.formation_rate", "女职工组织组建率", "%", Fraction(9707, 100), "97%", "as_of"
    ),
    check.StoredFigure("rights.employers_visited", "走访企业", "家", Fraction(78), "78家"),
]


def verdicts(text: str) -> list[str]:
    report = check.compare_report(check.check_text(text), check.against(FIGURES), FIGURES)
    return [claim.verdict for claim in report.claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市共有基层工会1548家。", "agrees"),
        ("全市共有基层工会1584家。", "differs"),
        ("共追回损失11.02万元。", "agrees"),
        ("共追回损失11.2万元。", "differs"),
        ("女职工组织组建率达97%。", "agrees"),
        ("女职工组织组建率达98.5%。", "differs"),
        ("走访企业70多家。", "agrees"),
        ("东河镇走访企业12家。", "cannot_tell"),
        ("3月份走访企业20家。", "cannot_tell"),
        ("去年走访企业66家。", "cannot_tell"),
        ("下一步计划走访企业120家。", "cannot_tell"),
        ("举办趣味运动会3场。", "cannot_tell"),
    ],
)
def test_it_compares_by_alias_unit_scope_and_time(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


def test_it_explains_a_mismatch() -> None:
    report = check.check_text("全市共有基层工会1584家。")
    compared = check.compare_report(report, check.against(FIGURES), FIGURES)
    problem = compared.problems[-1]
    assert (problem.kind, problem.grade) == ("database_mismatch", "wrong")
    assert "1548家" in problem.message


def test_it_compares_nothing_unasked() -> None:
    report = check.check_text("全市共有基层工会1584家。")
    assert {claim.verdict for claim in report.claims} == {"not_compared"}


def test_it_does_not_compare_another_year_with_the_figure_of_this_one() -> None:
    visited = check.StoredFigure(
        "rights.employers_visited", "走访企业", "家", Fraction(78), "78家", "during", "2022年上半年"
    )
    text = "2021年上半年走访企业66家。2022年上半年走访企业66家。"

    report = check.compare_report(check.check_text(text), check.against([visited]), [visited])

    assert [claim.verdict for claim in report.claims] == ["cannot_tell", "differs"]


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        ("2022年上半年", "截至6月底，走访企业78家。", "agrees"),
        ("2022年上半年", "截至2022年6月30日，走访企业87家。", "differs"),
        ("2022年上半年", "1-6月，走访企业87家。", "differs"),
        ("2022年上半年", "6月，走访企业12家。", "cannot_tell"),
        ("2022年上半年", "截至3月底，走访企业30家。", "cannot_tell"),
        ("2022年上半年", "全年走访企业160家。", "cannot_tell"),
        ("2022年下半年", "下半年走访企业78家。", "agrees"),
        ("2022年下半年", "上半年走访企业70家。", "cannot_tell"),
        ("2022年", "截至12月底，走访企业78家。", "agrees"),
        ("2022年", "全年走访企业87家。", "differs"),
        ("2022年", "截至6月底，走访企业40家。", "cannot_tell"),
        ("2022年", "上半年走访企业40家。", "cannot_tell"),
    ],
)
def test_it_compares_only_what_is_of_the_whole_period(
    period: str, text: str, expected: str
) -> None:
    visited = check.StoredFigure(
        "rights.employers_visited", "走访企业", "家", Fraction(78), "78家", period_label=period
    )
    report = check.compare_report(check.check_text(text), check.against([visited]), [visited])
    assert [claim.verdict for claim in report.claims] == [expected]
