"""What she typed is not lost when her session was over."""

import datetime
import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from halfsky.org.models import Person
from halfsky.site import urls
from halfsky.site.policy import RULES, Rule, Scope
from tests.site.doors import RIGHT, Pass, give_password, knock, let_pass, mei

__all__ = ["let_pass", "mei"]
pytestmark = pytest.mark.django_db
TEXT = "三八节普法讲座，到场女职工86人"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def accept(request: HttpRequest) -> HttpResponse:
    """A page that takes a form."""
    return HttpResponse("|".join(request.POST.getlist("topic")) + str(request.user))


@pytest.fixture(autouse=True)
def form_page() -> Iterator[None]:
    """A form at /test/."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("test/", accept, name="test")])
        patch.setitem(RULES, "test", Rule(Scope.RECORD, methods=("GET", "POST")))
        clear_url_caches()
        yield
    clear_url_caches()


def hidden(answer: HttpResponse) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(HIDDEN.findall(answer.content.decode()))


@pytest.fixture
def late(mei: Person, let_pass: Pass) -> tuple[Client, HttpResponse]:
    """She pressed save after half an hour; what she was answered."""
    client = Client()
    knock(client, "mei")
    let_pass(datetime.timedelta(minutes=31))
    file = SimpleUploadedFile("a.txt", b"x")
    form = {"topic": [TEXT, '"<b>'], "submission_key": "k" * 20, "photo": file}
    page = {"Referer": "http://testserver/account/?page=2"}
    answer: HttpResponse = client.post("/test/", form, headers=page)  # type: ignore[assignment]
    return client, answer


def test_it_comes_back_after_the_log_in(late: tuple[Client, HttpResponse]) -> None:
    client, answer = late
    assert answer.status_code == 401
    assert "没有操作" in answer.content.decode()
    kept = hidden(answer)
    assert kept["next"] == "/account/?page=2"
    resumed = knock(client, "mei", RIGHT, {"held": kept["held"], "next": kept["next"]})
    page = resumed.content.decode()
    assert resumed.status_code == 200
    assert TEXT in page
    assert "&quot;&lt;b&gt;" in page
    assert "附件没有留住" in page
    assert 'action="/test/"' in page
    assert hidden(resumed)["submission_key"] == "k" * 20


def test_it_survives_a_wrong_password(late: tuple[Client, HttpResponse]) -> None:
    client, answer = late
    again = knock(client, "mei", "wrong", {"held": hidden(answer)["held"]})
    assert hidden(again)["held"] == hidden(answer)["held"]


def test_it_is_nobody_elses(late: tuple[Client, HttpResponse], people: dict[str, Person]) -> None:
    client, answer = late
    give_password(people["cao"])
    other = knock(client, "cao", RIGHT, {"held": hidden(answer)["held"]})
    assert other.status_code == 302


def test_a_forged_one_is_nothing(mei: Person) -> None:
    assert knock(Client(), "mei", RIGHT, {"held": "x:y:z"}).status_code == 302


def test_passwords_are_not_carried(mei: Person, let_pass: Pass) -> None:
    client = Client()
    knock(client, "mei")
    let_pass(datetime.timedelta(minutes=31))
    answer = client.post("/account/password/", {"new": "Secret-thing-9"})
    assert answer.status_code == 302
    assert "Secret" not in answer["Location"]


def test_a_page_older_than_the_log_in_may_be_sent_with_one_press(mei: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mei)
    ours = client.post("/test/", {"topic": TEXT}, headers={"Origin": "http://testserver"})
    theirs = client.post("/test/", {"topic": TEXT}, headers={"Origin": "http://evil.example"})
    nobodys = client.post("/test/", {"topic": TEXT})
    assert [one.status_code for one in (ours, theirs, nobodys)] == [403] * 3
    assert TEXT in ours.content.decode()
    assert TEXT not in theirs.content.decode() + nobodys.content.decode()
