"""When a session ends, by itself and by somebody's will."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from halfsky.org.models import AuditEntry, Device, Person, Post, Session
from halfsky.org.signin.entrance import previous_sign_in
from halfsky.site.policy import RULES, Rule, Scope
from tests.site.doors import Pass, is_in, knock, let_pass, mei

__all__ = ["let_pass", "mei"]
pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def hers(mei: Person) -> Client:
    """A browser in which she has signed in."""
    client = Client()
    knock(client, "mei")
    return client


def test_it_ends_after_half_an_hour_without_work(hers: Client, let_pass: Pass) -> None:
    let_pass(28 * MINUTE)
    assert is_in(hers)
    let_pass(28 * MINUTE)
    assert is_in(hers)
    let_pass(30 * MINUTE)
    assert not is_in(hers)
    assert not Session.objects.exists()


def test_it_ends_after_twelve_hours_of_work(hers: Client, let_pass: Pass) -> None:
    for _time in range(12 * 3 - 1):
        let_pass(20 * MINUTE)
        assert is_in(hers)
    let_pass(20 * MINUTE)
    assert not is_in(hers)


def test_what_a_page_asks_by_itself_is_no_work(
    hers: Client, let_pass: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "home", Rule(Scope.OWN, is_polled=True))
    for _time in range(3):
        let_pass(10 * MINUTE)
        hers.get("/")
    assert not is_in(hers)


def test_it_says_why_it_ended_and_leads_back(hers: Client, let_pass: Pass) -> None:
    let_pass(31 * MINUTE)
    asked = hers.get("/account/?tab=1")
    assert asked["Location"] == "/login/?next=/account/%3Ftab%3D1&ended=1"
    assert "没有操作" in hers.get(asked["Location"]).content.decode()


def test_who_was_never_in_hears_nothing_of_an_end(db: None) -> None:
    assert Client().get("/account/")["Location"] == "/login/?next=/account/"


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(db: None) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://testserver/registers/x/?q=1"}
    answer = Client().get("/account/", headers=headers)
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/login/?next=/registers/x/%3Fq%3D1"


def test_signing_in_makes_a_new_session(mei: Person) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    before = session.session_key
    client.cookies["session"] = str(before)
    knock(client, "mei")
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_leaves_nothing(hers: Client, mei: Person) -> None:
    stolen = hers.cookies["session"].value
    answer = hers.post("/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(hers)
    thief = Client()
    thief.cookies["session"] = stolen
    assert not is_in(thief)
    told = AuditEntry.objects.filter(kind="sign_in", key=str(mei.pk))
    assert [entry.action for entry in told] == ["signed_in", "signed_out"]
    assert hers.get("/logout/").status_code == 405


def test_closing_an_account_counts_from_the_next_request(hers: Client, mei: Person) -> None:
    Person.objects.filter(pk=mei.pk).update(is_active=False)
    assert hers.get("/account/").status_code == 302
    assert hers.get("/").status_code == 302


def test_a_post_that_ends_counts_from_the_next_request(hers: Client, mei: Person) -> None:
    assert "基层女工干部" in hers.get("/account/").content.decode()
    Post.objects.filter(person=mei).update(until=timezone.localdate())
    assert "基层女工干部" not in hers.get("/account/").content.decode()


def test_a_reset_password_ends_every_session(hers: Client, mei: Person) -> None:
    mei.set_password("Another-one-9")
    mei.save()
    assert not is_in(hers)


def test_she_sees_her_devices_and_ends_one_of_them(hers: Client, mei: Person) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0")
    knock(phone, "mei")
    page = hers.get("/account/").content.decode()
    assert "微信 · 安卓手机" in page
    assert str(phone.session.session_key) not in page
    device = Device.objects.get(person=mei, name__startswith="微信")
    assert hers.post(f"/account/devices/{device.pk}/end/").status_code == 302
    assert not is_in(phone)
    assert is_in(hers)
    assert not Device.objects.filter(pk=device.pk).exists()


def test_she_ends_all_others(hers: Client, mei: Person) -> None:
    others = [Client(), Client()]
    for client in others:
        knock(client, "mei")
    hers.post("/account/devices/end-others/")
    assert is_in(hers)
    assert not any(map(is_in, others))


def test_a_device_of_another_does_not_exist(hers: Client, people: dict[str, Person]) -> None:
    other = Device.objects.create(person=people["cao"], digest="x", name="Edge")
    foreign = hers.post(f"/account/devices/{other.pk}/end/")
    missing = hers.post("/account/devices/999999/end/")
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
    assert foreign.status_code == 404


def test_it_keeps_when_she_had_signed_in_before(mei: Person, let_pass: Pass) -> None:
    first = timezone.now()
    knock(Client(), "mei")
    let_pass(HOUR)
    client = Client()
    knock(client, "mei")
    request = type("Request", (), {"session": client.session})()
    before = previous_sign_in(request)
    assert before
    assert abs(before - first) < MINUTE


def test_one_line_of_activity_a_minute_is_enough(
    hers: Client, let_pass: Pass, django_assert_num_queries: object
) -> None:
    before = Session.objects.get().active_at
    is_in(hers)
    assert Session.objects.get().active_at == before
    let_pass(MINUTE)
    is_in(hers)
    assert Session.objects.get().active_at > before
