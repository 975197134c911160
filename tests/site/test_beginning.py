"""The first day: an installation with one organisation says on every page what comes first."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from halfsky.figures.latest import latest_half_year
from halfsky.figures.periods import Period
from halfsky.org.first_run import begin
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.roles import Role
from halfsky.records.registry import registers
from halfsky.site.policy import RULES
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
FOUNDED = datetime.date(2020, 1, 1)
# A table with rows, a form, a choice to make, or a sentence that says what to do.
SAYS_SOMETHING = re.compile(
    r"empty-state|<tbody>\s*<tr|class=\"(?:tree|work-list|facts|notice|help-things)|"
    r"<form[^>]*method=\"post\""
)
NOT_WALKED = {"logout", "healthz", "audit_download", "receipt"}


@pytest.fixture
def han() -> Person:
    """Whoever made the first account."""
    root = {"name": "云川市总工会", "code": "city", "kind": "local_federation"}
    return begin(root, FOUNDED, "韩梅", "han", "x")


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def officer(role: Role) -> Person:
    person: Person = PersonFactory.create()
    root = Organisation.objects.get(code="city")
    Post.objects.create(person=person, organisation=root, role=role, since=FOUNDED)
    return person


def test_it_leads_from_the_first_account_to_the_first_record(han: Person) -> None:
    first = browser_of(han).get("/").content.decode()
    assert "给同事开账号" in first
    lin = officer(Role.CITY_OFFICE)
    assert "给同事开账号" not in browser_of(han).get("/").content.decode()
    page = browser_of(lin).get("/").content.decode()
    assert "给同事开账号" not in page
    assert reverse("setup:overview") in page
    tree = browser_of(lin).get("/organisations/").content.decode()
    assert reverse("org:found") + "?under=city" in tree
    assert "看一页帮助" in page
    assert "看一页帮助" not in browser_of(han).get("/").content.decode()  # no officer


def test_it_means_the_present_while_there_are_no_records(han: Person) -> None:
    assert latest_half_year() == Period.half_year_of(timezone.localdate())


@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, *(Role.CITY_OFFICE, Role.LEADER)])
def test_it_leaves_no_page_bare(role: Role, han: Person) -> None:
    browser = browser_of(han if role is Role.SECURITY_ADMINISTRATOR else officer(role))
    bare = []
    for url in addresses():
        answer = browser.get(url)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        main = answer.content.decode().partition("<main")[2]
        if not SAYS_SOMETHING.search(main):
            bare.append(url)
    assert bare == []


def addresses() -> list[str]:
    """Every page without an argument, and the list of every register."""
    found = [reverse("records:list", args=[code]) for code in registers()]
    for name, rule in RULES.items():
        if "GET" in rule.methods and name not in NOT_WALKED:
            try:
                found.append(reverse(name))
            except NoReverseMatch:
                continue
    return found
