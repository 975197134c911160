"""What pickers offer: in reach, with the power asked, twenty at most, the best first."""

import datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from halfsky.org.acts import dissolve
from halfsky.org.kinds import OrganisationKind
from tests import factories as make
from tests.cast import Cast, founded
from tests.site.conftest import As

pytestmark = pytest.mark.django_db


def offered(browsing: As, name: str, **asked: str) -> list[str]:
    return [one["value"] for one in answer(browsing, name, "org:choices", **asked)]


def answer(browsing: As, name: str, route: str, **asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browsing(name).get(reverse(route), asked).json()["results"]
    return found


def test_it_offers_the_nearest_while_nothing_is_typed(cast: Cast, browsing: As) -> None:
    assert offered(browsing, "wu")[:3] == ["east", "fed", "pottery"]
    assert offered(browsing, "mei") == ["textile"]
    assert offered(browsing, "qian") == []


def test_it_asks_for_two_characters(cast: Cast, browsing: As) -> None:
    assert offered(browsing, "wu", q="锦") == offered(browsing, "wu")


@pytest.mark.parametrize("text", ["锦云", "jyfz", "text", "云 纺织"])
def test_it_finds_by_name_initials_and_code(cast: Cast, browsing: As, text: str) -> None:
    assert offered(browsing, "lin", q=text) == ["textile"]


def test_it_puts_the_exact_code_first(cast: Cast, browsing: As) -> None:
    founded(cast.city, "a-mine", "mine旁联合工会", OrganisationKind.JOINT)

    assert offered(browsing, "lin", q="mine")[0] == "mine"


def test_it_keeps_to_her_reach(cast: Cast, browsing: As) -> None:
    assert offered(browsing, "wu", q="西岭") == []
    assert set(offered(browsing, "he", q="西岭")) == {"west", "market", "mine"}


def test_it_keeps_to_where_she_has_the_power(cast: Cast, browsing: As) -> None:
    assert "textile" in offered(browsing, "mei", power="write_open")
    assert offered(browsing, "mei", power="arrange_tree") == []
    unknown = browsing("mei").get(reverse("org:choices"), {"power": "everything"})
    assert unknown.status_code == HTTPStatus.NOT_FOUND


def test_it_leaves_out_the_dissolved_unless_asked(cast: Cast, browsing: As) -> None:
    dissolve(cast.pottery, datetime.date(2022, 3, 1))

    assert offered(browsing, "wu", q="陶瓷") == []
    assert offered(browsing, "wu", q="陶瓷", ended="1") == ["pottery"]


def test_it_offers_twenty_at_most_and_tells_them_apart(cast: Cast, browsing: As) -> None:
    for place in range(30):
        founded(cast.east, f"more{place}", "同名工会", OrganisationKind.SINGLE)

    found = answer(browsing, "lin", "org:choices", q="同名")

    assert len(found) == 20
    assert found[0]["note"].endswith(" · 东溪镇总工会")


def test_it_offers_employers_of_her_unions(cast: Cast, browsing: As) -> None:
    coverage = make.CoverageFactory.create(
        organisation=cast.textile, employer__name="锦云纺织有限公司"
    )
    code = coverage.employer.credit_code

    for text in ("锦云", "jyfz", code[:6]):
        found = answer(browsing, "mei", "org:employer_choices", q=text)
        assert [one["value"] for one in found] == [code], text
    assert answer(browsing, "cao", "org:employer_choices", q="锦云") == []


def test_it_asks_for_an_account(cast: Cast, client: Any) -> None:
    assert client.get(reverse("org:choices")).status_code == HTTPStatus.FOUND
