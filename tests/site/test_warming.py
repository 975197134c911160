"""After a start the first page of figures is as quick as the next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from halfsky.figures.kept import STORE
from halfsky.org.tree import TreeError
from halfsky.site.warming import warm
from tests.cast import Cast
from tests.figures.world import fill
from tests.site.conftest import As


def test_it_computes_what_the_first_page_would_wait_for(cast: Cast, browsing: As) -> None:
    fill(cast)
    browser = browsing("lin")
    STORE.clear()
    warm()
    with CaptureQueriesContext(connection) as first:
        browser.get("/figures/")
    with CaptureQueriesContext(connection) as second:
        browser.get("/figures/")
    asked = {query["sql"] for query in first.captured_queries}
    assert not any("education_training" in sql for sql in asked)
    assert len(first) == len(second)


@pytest.mark.django_db
def test_it_has_nothing_to_compute_before_the_first_organisation() -> None:
    with pytest.raises(TreeError):
        warm()
