"""The door: guesses are counted by account, nobody is locked out by somebody else."""

import datetime
import re
import statistics
import time

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from halfsky.org import limits
from halfsky.org.models import AuditEntry, Person
from halfsky.org.signin.devices import name_of
from tests.factories import PersonFactory
from tests.site.doors import RIGHT, WRONG, Pass, give_password, is_in, knock, let_pass, mei

__all__ = ["let_pass", "mei"]
pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def answers(count: int, username: str = "mei", address: str = "127.0.0.1") -> list[int]:
    """What so many strangers hear, each at a browser of her own."""
    heard = (knock(Client(), username, WRONG, REMOTE_ADDR=address) for _number in range(count))
    return [answer.status_code for answer in heard]


def body(answer: HttpResponse) -> str:
    """A page without what is random in every page."""
    text = answer.content.decode()
    return re.sub(r'(nonce|name="csrfmiddlewaretoken" value)="[^"]+"', "", text)


def said_about(person: Person) -> list[str]:
    """What the trail has about her signing in, the oldest first."""
    found = AuditEntry.objects.filter(kind="sign_in", key=str(person.pk)).order_by("sequence")
    return [entry.action for entry in found]


def test_it_lets_her_in_and_on_to_where_she_was_going(mei: Person) -> None:
    client = Client()
    asked = client.get("/receipts/ABC/?x=1")
    assert asked["Location"] == "/login/?next=/receipts/ABC/%3Fx%3D1"
    form = {"username": " mei ", "password": RIGHT, "next": "/receipts/ABC/?x=1"}
    assert client.post("/login/", form)["Location"] == "/receipts/ABC/?x=1"
    assert is_in(client)
    assert said_about(mei) == ["signed_in"]


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:1", ""])
def test_it_leads_nowhere_else(mei: Person, wanted: str) -> None:
    form = {"username": "mei", "password": RIGHT, "next": wanted}
    assert Client().post("/login/", form)["Location"] == "/"


def test_it_stops_guessing_after_ten_from_any_number_of_addresses(mei: Person) -> None:
    heard = [
        knock(Client(), "mei", WRONG, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(14)
    ]
    assert heard == [422] * 10 + [429] * 4
    refused = knock(Client(), "mei", RIGHT)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 900
    # Ten guesses and one line that there were too many, however many more came.
    assert said_about(mei) == ["refused"] * 11


def test_an_account_that_does_not_exist_sounds_the_same(mei: Person) -> None:
    assert answers(11, "nobody") == [422] * 10 + [429]
    known, unknown = (body(knock(Client(), name, WRONG)) for name in ("mei", "xei"))
    assert known.replace("mei", "") == unknown.replace("xei", "")


def test_she_gets_in_on_her_known_device_while_a_stranger_guesses(mei: Person) -> None:
    hers = Client()
    knock(hers, "mei")
    hers.post("/logout/")
    assert answers(12)[-1] == 429
    assert knock(hers, "mei", WRONG).status_code == 422
    assert knock(hers, "mei").status_code == 302
    assert is_in(hers)
    assert answers(1) == [429]


def test_a_known_device_has_ten_guesses_of_its_own(mei: Person) -> None:
    hers = Client()
    knock(hers, "mei")
    hers.post("/logout/")
    heard = [knock(hers, "mei", WRONG).status_code for _number in range(11)]
    assert heard == [422] * 10 + [429]


def test_a_device_known_to_another_is_not_known_to_her(
    mei: Person, people: dict[str, Person]
) -> None:
    give_password(people["cao"])
    shared = Client()
    knock(shared, "cao")
    shared.post("/logout/")
    answers(10)
    assert knock(shared, "mei").status_code == 429


def test_it_opens_again_after_a_quarter_of_an_hour(mei: Person, let_pass: Pass) -> None:
    answers(10)
    let_pass(15 * MINUTE)
    assert knock(Client(), "mei").status_code == 302


def test_an_officer_can_unlock_her(mei: Person) -> None:
    answers(11)
    limits.unlock("mei")
    assert knock(Client(), "mei").status_code == 302


def test_a_whole_office_behind_one_address_is_not_blocked(cast: object) -> None:
    password = make_password(RIGHT)
    people = [Person(username=f"u{n}", name="张", password=password) for n in range(1548)]
    Person.objects.bulk_create(people)
    for name in ("u0", "u1", "u2"):
        answers(11, name, "10.1.1.1")
    heard = [
        knock(Client(), f"u{n}", REMOTE_ADDR="10.1.1.1").status_code for n in range(3, 1548, 40)
    ]
    assert set(heard) == {302}


def test_a_closed_account_sounds_like_a_wrong_password(mei: Person) -> None:
    Person.objects.filter(pk=mei.pk).update(is_active=False)
    closed, wrong = knock(Client(), "mei"), knock(Client(), "mei", WRONG)
    assert (closed.status_code, body(closed)) == (wrong.status_code, body(wrong))


def test_every_refusal_takes_the_same_time(mei: Person) -> None:
    give_password(PersonFactory.create(username="closed", is_active=False))
    kinds = {"wrong": ("mei", WRONG), "unknown": ("nobody", WRONG), "closed": ("closed", RIGHT)}
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _round in range(9):
        for kind, (username, password) in kinds.items():
            began = time.perf_counter()
            knock(Client(), username, password)
            times[kind].append(time.perf_counter() - began)
    medians = {kind: statistics.median(taken) for kind, taken in times.items()}
    assert max(medians.values()) < 2 * min(medians.values()), medians


def test_a_first_password_leads_to_a_new_one_and_nowhere_else(mei: Person) -> None:
    mei.must_change_password = True
    mei.save()
    client = Client()
    knock(client, "mei")
    for address in ("/", "/account/", "/receipts/ABC/"):
        assert client.get(address)["Location"].startswith("/account/password/?next=/")
    assert client.get("/account/password/").status_code == 200
    new = {"new": "Autumn leaves 9", "again": "Autumn leaves 9"}
    assert client.post("/account/password/", new).status_code == 302
    assert is_in(client)
    mei.refresh_from_db()
    assert (mei.must_change_password, mei.password_until) == (False, None)


def test_a_first_password_ends(mei: Person, let_pass: Pass) -> None:
    mei.must_change_password = True
    mei.password_until = timezone.now() + datetime.timedelta(hours=72)
    mei.save()
    let_pass(datetime.timedelta(hours=72))
    answer = knock(Client(), "mei")
    assert answer.status_code == 422
    assert "72小时" in answer.content.decode()


def test_an_old_password_must_be_changed_first(mei: Person, let_pass: Pass) -> None:
    Person.objects.filter(pk=mei.pk).update(password_changed_at=timezone.now())
    let_pass(datetime.timedelta(days=90))
    client = Client()
    knock(client, "mei")
    assert client.get("/")["Location"] == "/account/password/?next=/"


def test_changing_it_asks_for_the_present_one_and_ends_the_others(mei: Person) -> None:
    here, there = Client(), Client()
    knock(here, "mei")
    knock(there, "mei")
    new = {"new": "Autumn leaves 9", "again": "Autumn leaves 9"}
    assert here.post("/account/password/", new).status_code == 422
    assert here.post("/account/password/", {**new, "current": WRONG}).status_code == 422
    before = here.session.session_key
    assert here.post("/account/password/", {**new, "current": RIGHT}).status_code == 302
    assert here.session.session_key != before
    assert is_in(here)
    assert not is_in(there)
    assert knock(Client(), "mei", RIGHT).status_code == 422
    assert knock(Client(), "mei", "Autumn leaves 9").status_code == 302


def test_guessing_the_present_one_is_limited_too(mei: Person) -> None:
    client = Client()
    knock(client, "mei")
    guesses = [
        client.post("/account/password/", {"current": WRONG, "new": "x", "again": "x"})
        for _number in range(11)
    ]
    assert "试得太多了" not in guesses[9].content.decode()
    assert "试得太多了" in guesses[10].content.decode()


def test_a_password_is_in_no_page_and_no_trail(mei: Person) -> None:
    page = knock(Client(), "mei", WRONG).content.decode()
    trail = str(list(AuditEntry.objects.values()))
    assert WRONG not in page + trail


def test_it_makes_no_account_of_its_own(db: None) -> None:
    call_command("migrate", verbosity=0)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/111 MicroMessenger/8.0", "微信 · 安卓手机"),
        ("", "浏览器"),
    ],
)
def test_it_names_a_device_as_people_do(agent: str, name: str) -> None:
    assert name_of(agent) == name
