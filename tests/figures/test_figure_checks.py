"""A figure that cannot be right stops every command, with an id, a sentence and a remedy."""

from typing import Any

import pytest
from django.db.models import Q

from halfsky.figures.checks import messages_of_all, messages_of_sections
from halfsky.figures.declaration import AnyFigure, Count, Distinct, Figure, Ratio, Sum
from halfsky.figures.registry import figures
from halfsky.records.registry import all_declared
from halfsky.registers.assistance.aid_payments import aid_payments
from halfsky.registers.education import trainings as trainings_module
from halfsky.registers.education.trainings import trainings
from halfsky.registers.rights.screenings import screenings
from halfsky.registers.rights.special_contracts import special_contracts


def count(code: str = "education.one", **fields: Any) -> Count:
    return Count(**{"code": code, "register": trainings, "label": "一", "unit": "期", **fields})


def sum_of(code: str = "education.sum", **fields: Any) -> Sum:
    sound = {"register": trainings, "label": "和", "unit": "人次", "field": "women_attending"}
    return Sum(**{"code": code, **sound, **fields})


def distinct(**fields: Any) -> Distinct:
    sound = {"register": screenings, "label": "人", "unit": "人", "thing": "roster__person_key"}
    return Distinct(**{"code": "rights.distinct", **sound, **fields})


def ratio(**fields: Any) -> Ratio:
    sound = {
        "label": "率",
        "unit": "%",
        "numerator": "education.one",
        "denominator": "education.two",
    }
    return Ratio(**{"code": "education.rate", **sound, **fields})


def found(*declared: AnyFigure) -> list[str | None]:
    messages = list(messages_of_all(declared))
    assert all(message.msg and message.hint for message in messages)
    return [message.id for message in messages]


def test_it_accepts_sound_figures() -> None:
    two = count("education.two", where=Q(kind="law", organisation__kind__in=["single"]))
    assert found(count(), two, sum_of(), distinct(head_count="women"), ratio()) == []


def test_it_refuses_a_code_used_twice() -> None:
    (message,) = messages_of_all([count(), count()])
    assert message.id == "figures.E001"
    assert message.msg == "指标编码 education.one 用了两次。"


def test_it_refuses_a_code_of_another_section(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = count("rights.one")
    monkeypatch.setattr(trainings_module, "stray", stray, raising=False)
    assert stray in all_declared(Figure)
    (message,) = messages_of_sections()
    assert message.id == "figures.E002"
    assert message.msg == "指标 rights.one 的编码应以所在篇章 education. 开头。"


@pytest.mark.parametrize(
    "figure",
    [
        sum_of(register=special_contracts, field="employers_covered__id"),
        count(register=screenings, on="roster__screening__date"),
        count(register=special_contracts, at="employers_covered__employer"),
        count(register=screenings, where=Q(roster__person_key="x")),
        count(register=screenings, where=Q(kind="x") & ~Q(Q(roster__pk__gt=1) | Q(women=2))),
        sum_of(register=screenings, field="women", where=lambda question: Q(roster__pk=1)),
    ],
)
def test_it_refuses_to_count_across_a_one_to_many_relation(figure: AnyFigure) -> None:
    assert found(figure) == ["figures.E003"]


@pytest.mark.parametrize(
    "figure",
    [
        count(on="held_on"),
        count(at="town"),
        sum_of(field="men_attending"),
        distinct(thing="roster__name"),
        distinct(thing="kind__name"),
        distinct(head_count="men"),
        count(where=Q(sort="law")),
        count(where=Q(organisation__town="east")),
    ],
)
def test_it_refuses_a_path_that_leads_nowhere(figure: AnyFigure) -> None:
    assert found(figure) == ["figures.E004"]


@pytest.mark.parametrize(
    "figure",
    [
        sum_of(unit="元"),
        sum_of(register=aid_payments, field="amount", unit="人"),
        sum_of(register=aid_payments, field="amount", unit="万元"),
    ],
)
def test_it_counts_money_and_only_money_in_yuan(figure: AnyFigure) -> None:
    assert found(figure) == ["figures.E005"]


@pytest.mark.parametrize(
    "parts",
    [
        {"numerator": "education.none"},
        {"denominator": "education.none"},
        {"numerator": "education.rate"},
    ],
)
def test_it_refuses_a_rate_of_what_is_not_declared(parts: dict[str, str]) -> None:
    assert found(count(), count("education.two"), ratio(**parts)) == ["figures.E006"]


@pytest.mark.parametrize(
    "other",
    [
        count("education.two", unit="人次"),
        count("education.two", register=special_contracts, semantics="as_of"),
    ],
)
def test_it_refuses_to_divide_unlike_units_and_times(other: Count) -> None:
    messages = list(messages_of_all([count(), other, ratio()]))
    assert [message.id for message in messages] == ["figures.E007"]
    assert "只有同一单位、同一口径的数才能相除" in str(messages[0].hint)


@pytest.mark.parametrize("whole", [[], [count("education.two", unit="人")]])
def test_it_refuses_a_part_of_another_unit_than_its_whole(whole: list[Count]) -> None:
    assert found(*whole, count(part_of="education.two")) == ["figures.E008"]


@pytest.mark.parametrize(
    "figure",
    [
        count(semantics="as_of"),
        count(register=special_contracts, semantics="as_of", on="signed_on"),
    ],
)
def test_it_refuses_a_stock_without_an_interval(figure: AnyFigure) -> None:
    assert found(figure) == ["figures.E009"]


def test_it_finds_every_declared_figure_sound() -> None:
    assert found(*figures().values()) == []
