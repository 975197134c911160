"""Lists: what they show, find and put in order, by their address alone."""

import datetime
import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.declaration import Register
from halfsky.records.pages.asking import Asked, rows
from halfsky.records.registry import registers
from tests import factories as make
from tests.cast import Cast
from tests.records.pages.who import writer_of
from tests.registers.test_every_register import each_register, factory_of
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).parents[2] / "query_counts.json"
TRAININGS = "/registers/trainings/"


@pytest.fixture
def filled(cast: Cast) -> None:
    """Trainings of two kinds in both towns."""
    for number, unit in enumerate((cast.textile, cast.mine, cast.east, cast.west)):
        make.TrainingFactory.create(
            organisation=unit,
            topic=f"培训{number}",
            kind="law" if number % 2 else "safety",
            date=datetime.date(2022, 1 + number, 10),
            women_attending=10 * number,
        )


def topics(client: Client, query: str = "") -> list[str]:
    """The topics listed, from top to bottom."""
    text = client.get(TRAININGS + query).content.decode()
    return [
        part.split("<")[0]
        for part in text.split('class="row-link"')[1:]
        for part in (part.partition(">")[2],)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [3, 2, 1, 0]),
        ("?q=培训2", [2]),
        ("?q=锦云", [0]),
        ("?kind=law", [3, 1]),
        ("?unit=west", [3, 1]),
        ("?from=2022-02-01&to=2022年3月31日", [2, 1]),
        ("?sort=women_attending", [0, 1, 2, 3]),
        ("?sort=-women_attending", [3, 2, 1, 0]),
        ("?withdrawn=1", []),
        # What is no filter, no column and no value is passed over.
        ("?sort=organisation__credit_code&id__gt=1&kind=none&from=morgen&page=zwei", [3, 2, 1, 0]),
    ],
)
def test_it_lists_what_the_address_asks_for(
    filled: None, browsing: As, query: str, expected: list[int]
) -> None:
    assert topics(browsing("lin"), query) == [f"培训{number}" for number in expected]


def test_it_lists_what_is_within_reach(filled: None, browsing: As) -> None:
    assert topics(browsing("he")) == ["培训3", "培训1"]
    assert topics(browsing("he"), "?unit=east") == []
    assert topics(browsing("he"), "?q=锦云") == []


def test_it_goes_from_page_to_page_without_counting(cast: Cast, browsing: As) -> None:
    for number in range(60):
        make.TrainingFactory.create(organisation=cast.city, topic=f"第{number}期")
    client = browsing("lin")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        first = topics(client)
    assert len(first) == 50
    assert not any("COUNT(" in query["sql"] for query in captured)
    second = topics(client, "?page=2")
    assert len(second) == 10
    assert not set(first) & set(second)


def test_it_shows_the_columns_that_were_chosen(filled: None, browsing: As) -> None:
    text = browsing("lin").get(f"{TRAININGS}?column=topic&column=hours").content.decode()
    assert 'data-label="学时"' in text
    assert 'data-label="层级"' not in text


@pytest.mark.parametrize("who", ["lin", "zhou"])
def test_it_says_what_to_do_first_where_nothing_is(browsing: As, who: str) -> None:
    text = browsing(who).get(TRAININGS).content.decode()
    assert "还没有登记" in text
    assert ("登记第一条" in text) == (who == "lin")


def test_it_masks_persons_in_every_list(
    cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    number = make.identity_number(3)
    file = make.HardshipFileFactory.build(organisation=cast.textile, identity_number=number)
    writing.add(registers()["hardship_files"], file, readers["jin"])
    query = "?column=number&column=holder&column=identity_number"
    text = browsing("jin").get(f"/registers/hardship_files/{query}").content.decode()
    assert number not in text
    assert "陈秀兰" not in text


@pytest.mark.parametrize(
    ("typed", "found"),
    [("锦", []), ("锦云", ["textile"]), ("jyfz", ["textile"]), ("text", ["textile"]), ("西岭", [])],
)
def test_a_picker_finds_by_name_initials_and_code_within_reach(
    browsing: As, cast: Cast, typed: str, found: list[str]
) -> None:
    url = reverse("records:choices", args=["trainings", "organisation"])
    results = browsing("wu").get(url, {"q": typed}).json()["results"]
    assert [one["note"] for one in results] == found


def test_a_picker_is_for_who_may_write(browsing: As, cast: Cast) -> None:
    url = reverse("records:choices", args=["trainings", "organisation"])
    assert browsing("zhou").get(url, {"q": "锦云"}).status_code == 403
    other = reverse("records:choices", args=["trainings", "entered_by"])
    assert browsing("lin").get(other, {"q": "林晓"}).status_code == 404


@each_register
def test_it_asks_as_many_queries_for_many_rows_as_for_few(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    client = browsing(writer_of(register))
    url = reverse("records:list", args=[register.code])
    counts = []
    for wanted in (3, 30):
        if register.model is not type(cast.city) and not register.is_sealed:
            for number in range(wanted):
                add_one(register, cast, number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= json.loads(COUNTS.read_text())[f"records:list {register.code}"]


def add_one(register: Register, cast: Cast, number: int) -> None:
    """A record of a union of its own, where a union has one at a time."""
    if getattr(register.model, "one_at_a_time", False):
        factory_of(register.model).create()
        return
    factory_of(register.model).create(**{register.organisation: cast.organisations[number % 11]})


def test_it_stays_within_the_readers_own_tree(filled: None, browsing: As) -> None:
    elsewhere = make.OrganisationFactory.create(code="elsewhere", name="别市总工会")
    make.TrainingFactory.create(organisation=elsewhere, topic="培训9")
    assert topics(browsing("lin")) == ["培训3", "培训2", "培训1", "培训0"]
    assert topics(browsing("lin"), "?q=培训9") == []


@pytest.mark.once  # PostgreSQL plans by what it has counted
def test_it_finds_a_citys_latest_by_the_day_and_sorts_nothing_else(
    readers: dict[str, Reader],
) -> None:
    trainings = registers()["trainings"]
    plan = rows(trainings, readers["lin"], Asked()).values_list("pk")[:51].explain()
    assert re.search(r"(SCAN|SEARCH) education_training USING INDEX \w+_date_\w+", plan), plan
    searched = rows(trainings, readers["lin"], Asked(text="安全")).values_list("pk")[:51].explain()
    assert re.search(r"(SCAN|SEARCH) education_training USING INDEX \w+_date_\w+", searched)
