"""Pages that show a whole city ask the database as often as those that show a small one."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from halfsky.org.acts import found
from halfsky.org.kinds import OrganisationKind
from tests import factories as make
from tests.cast import Cast
from tests.factories import FOUNDED
from tests.figures import world
from tests.site.conftest import As

COUNTS = Path(__file__).parents[1] / "query_counts.json"
PAGES = {
    "home": "/",
    "figures:table": "/figures/?period=2022H1",
    "figures:units": "/figures/units/?period=2022H1",
    "figures:fact": "/figures/education.training_sessions/?period=2022H1",
    "org:organisations": "/organisations/",
}


def grow(cast: Cast) -> None:
    """Twenty more unions, with something to count in each."""
    for place in range(20):
        names = {"code": f"more{place}", "name": f"云川第{place}厂工会"}
        union = found(cast.east, FOUNDED, kind=OrganisationKind.SINGLE, **names)
        make.TrainingFactory.create(organisation=union)
        make.SpecialContractFactory.create(organisation=union)


def queries(browser: Client, url: str) -> int:
    """How often a page asks once it has been shown."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(url)
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_no_more_for_more_units_and_rows(name: str, browsing: As, cast: Cast) -> None:
    world.fill(cast)
    lin = browsing("lin")
    small = queries(lin, PAGES[name])
    grow(cast)
    large = queries(lin, PAGES[name])
    assert large <= small
    assert small <= json.loads(COUNTS.read_text(encoding="utf-8"))[name]
