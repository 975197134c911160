"""What floors above add to an organisation's page, each under the reader's rights."""

import datetime

import pytest
from django.urls import reverse

from halfsky.registers.organising.women_organisations import (
    Form,
    Role,
    Seat,
    Selection,
    Term,
    WomenOrganisation,
)
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
FOUNDED = datetime.date(2020, 3, 1)


def page(browsing: As, name: str, code: str) -> str:
    return browsing(name).get(reverse("org:organisation", args=[code])).content.decode()


def test_it_leads_to_the_registers_she_reads_there(cast: Cast, browsing: As) -> None:
    trainings = reverse("records:list", args=["trainings"]) + "?unit=textile"
    files = reverse("records:list", args=["hardship_files"]) + "?unit=textile"
    sealed = reverse("records:list", args=["complaints"])

    shown = {name: page(browsing, name, "textile") for name in ("lin", "mei", "fang")}

    assert all(trainings in one for one in shown.values())
    assert files in shown["lin"]
    assert files not in shown["mei"]
    assert all(f"{sealed}?" not in one for one in shown.values())


def test_it_leads_to_the_figures(cast: Cast, browsing: As) -> None:
    address = reverse("figures:table") + "?org=textile"

    assert address in page(browsing, "mei", "textile")
    assert address not in page(browsing, "shen", "textile")  # administrators see none


def test_it_tells_the_terms_of_the_women_workers_committee(cast: Cast, browsing: As) -> None:
    body = make.WomenOrganisationFactory.create(
        organisation=cast.textile, form=Form.COMMITTEE, since=FOUNDED
    )
    assert isinstance(body, WomenOrganisation)
    term = Term.objects.create(
        women_organisation=body, number=2, since=FOUNDED, until=datetime.date(2025, 3, 1)
    )
    Seat.objects.create(
        term=term, holder="梅玲", role=Role.CHAIR, selection=Selection.ELECTED, since=FOUNDED
    )

    shown = page(browsing, "mei", "textile")

    assert "第2届" in shown
    assert "主任：梅玲" in shown
    assert "2025-03-01" in shown
    assert "第2届" not in page(browsing, "shen", "textile")
