"""The second factor: asked for by the gate where a post asks for it, so there is no way past."""

import base64
import datetime
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from halfsky.org.models import AuditEntry, ParameterValue, Person, Post
from halfsky.org.roles import Role
from halfsky.org.signin.second_factor import (
    RecoveryCode,
    code_at,
    digest,
    has_second_factor,
    new_secret,
    remove,
    set_up,
    step_now,
    verify,
)
from tests.cast import Cast
from tests.factories import FOUNDED
from tests.site.doors import Pass, give_password, is_in, knock, let_pass, mei

__all__ = ["let_pass", "mei"]
pytestmark = pytest.mark.django_db
STEP = datetime.timedelta(seconds=30)
CARD = r"<code>([0-9]{4} [0-9]{4})<"


@pytest.fixture
def lin(people: dict[str, Person]) -> Person:
    """An officer of the city with a password; her post asks for a second factor."""
    return give_password(people["lin"])


def enrol(person: Person) -> tuple[str, list[str]]:
    """Her secret and her recovery codes; the code of the half minute before is used up."""
    secret = new_secret()
    codes = set_up(person, secret, code_at(secret, step_now() - 1))
    assert codes
    return secret, codes


def now_of(secret: str) -> str:
    """What her telephone shows."""
    return code_at(secret, step_now())


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_it_gives_the_codes_of_rfc_6238(seconds: int, code: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_at(secret, seconds // 30) == code


def test_a_post_that_asks_for_it_opens_nothing_before(lin: Person) -> None:
    client = Client()
    knock(client, "lin")
    for address in ("/", "/account/", "/check/", "/account/password/", "/receipts/ABC/"):
        assert client.get(address)["Location"].startswith("/account/second-factor/?next=/")
    assert "工作" not in client.get("/account/second-factor/").content.decode()


def test_she_sets_it_up_at_her_first_log_in(lin: Person) -> None:
    client = Client()
    knock(client, "lin")
    page = client.get("/account/second-factor/").content.decode()
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert found
    secret = found[1].replace(" ", "")
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 422
    before = client.session.session_key
    answer = client.post(
        "/account/second-factor/", {"code": f" {now_of(secret)[:3]} {now_of(secret)[3:]}"}
    )
    assert len(re.findall(CARD, answer.content.decode())) == 10
    assert client.session.session_key != before
    assert is_in(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM org_secondfactor")
        assert secret not in str(cursor.fetchall())


def test_it_is_asked_for_at_the_next_log_in(lin: Person) -> None:
    secret, _codes = enrol(lin)
    client = Client()
    knock(client, "lin")
    assert client.get("/account/")["Location"] == "/login/code/?next=/account/"
    assert client.get("/account/second-factor/")["Location"].startswith("/login/code/")
    form = {"code": now_of(secret), "next": "/account/"}
    assert client.post("/login/code/", form)["Location"] == "/account/"
    assert is_in(client)
    done = AuditEntry.objects.filter(kind="sign_in", key=str(lin.pk)).values_list(
        "action", flat=True
    )
    assert list(done) == ["signed_in"]


def test_a_code_works_once(lin: Person, let_pass: Pass) -> None:
    secret, _codes = enrol(lin)
    code = now_of(secret)
    assert verify(lin, code) == "code"
    assert verify(lin, code) is None
    let_pass(STEP)  # the code would still count now
    assert verify(lin, code) is None
    assert verify(lin, now_of(secret)) == "code"
    assert verify(lin, code_at(secret, step_now() - 1)) is None


def test_the_code_of_the_set_up_works_no_more(lin: Person) -> None:
    secret = new_secret()
    code = code_at(secret, step_now())
    assert set_up(lin, secret, code)
    assert verify(lin, code) is None


def test_a_code_ends(lin: Person, let_pass: Pass) -> None:
    secret, _codes = enrol(lin)
    code = now_of(secret)
    let_pass(STEP * 3)
    assert verify(lin, code) is None


def test_digits_may_be_typed_full_width(lin: Person) -> None:
    secret, _codes = enrol(lin)
    wide = now_of(secret).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert verify(lin, f" {wide} ") == "code"


def test_a_recovery_code_works_once(lin: Person) -> None:
    _secret, codes = enrol(lin)
    client = Client()
    knock(client, "lin")
    assert client.post("/login/code/", {"code": codes[0]}).status_code == 302
    assert is_in(client)
    assert verify(lin, codes[0]) is None
    assert verify(lin, codes[1].replace(" ", "-")) == "recovery code"
    assert RecoveryCode.objects.filter(person=lin, used_at=None).count() == 8
    assert codes[2].replace(" ", "") not in str(list(RecoveryCode.objects.values()))


def test_codes_cannot_be_guessed(lin: Person) -> None:
    secret, _codes = enrol(lin)
    client = Client()
    knock(client, "lin")
    heard = [client.post("/login/code/", {"code": "000000"}).status_code for _n in range(11)]
    assert heard == [422] * 10 + [429]
    again = Client()
    knock(again, "lin")
    assert again.post("/login/code/", {"code": now_of(secret)}).status_code == 429
    assert not is_in(again)


def test_the_code_of_another_is_wrong(lin: Person, mei: Person) -> None:
    enrol(lin)
    hers, _codes = enrol(mei)
    assert verify(lin, now_of(hers)) is None


def test_a_grass_roots_officer_may_but_need_not(mei: Person, let_pass: Pass) -> None:
    client = Client()
    knock(client, "mei")
    assert is_in(client)
    secret, _codes = enrol(mei)
    assert is_in(client)
    other = Client()
    knock(other, "mei")
    assert not is_in(other)
    let_pass(STEP)
    other.post("/login/code/", {"code": now_of(secret)})
    assert other.post("/account/second-factor/off/").status_code == 302
    assert not has_second_factor(mei)


def test_who_must_have_it_cannot_turn_it_off(lin: Person) -> None:
    secret, _codes = enrol(lin)
    client = Client()
    knock(client, "lin")
    client.post("/login/code/", {"code": now_of(secret)})
    assert client.post("/account/second-factor/off/").status_code == 403
    assert has_second_factor(lin)


def test_a_new_post_asks_for_it_from_the_next_request(mei: Person, cast: Cast) -> None:
    client = Client()
    knock(client, "mei")
    assert is_in(client)
    Post.objects.create(person=mei, organisation=cast.east, role=Role.TOWN_OFFICER, since=FOUNDED)
    assert client.get("/account/")["Location"].startswith("/account/second-factor/")


def test_touching_it_asks_for_the_password_again(mei: Person, let_pass: Pass) -> None:
    client = Client()
    knock(client, "mei")
    let_pass(datetime.timedelta(minutes=11))
    again = client.get("/account/second-factor/")["Location"]
    assert again == "/login/again/?next=/account/second-factor/"
    form = {"current": "Peach-garden-7", "next": "/account/second-factor/"}
    before = client.session.session_key
    assert client.post("/login/again/", form)["Location"] == "/account/second-factor/"
    assert client.session.session_key != before
    assert client.get("/account/second-factor/").status_code == 200


def test_an_officer_can_take_it_away_when_the_telephone_is_gone(lin: Person) -> None:
    enrol(lin)
    assert remove(lin)
    client = Client()
    knock(client, "lin")
    assert client.get("/")["Location"].startswith("/account/second-factor/")


def test_the_sample_city_does_not_ask_and_says_so(lin: Person) -> None:
    ParameterValue.objects.create(code="sample_city", since=FOUNDED, value=1)
    client = Client()
    knock(client, "lin")
    page = client.get("/account/")
    assert page.status_code == 200
    assert "演示库" in page.content.decode()


def test_nothing_but_the_mark_of_the_sample_city_lets_her_off(lin: Person) -> None:
    root = Path(__file__).resolve().parents[2] / "halfsky"
    named = [path.name for path in root.rglob("*.py") if "IN_SAMPLE" in path.read_text("utf-8")]
    assert sorted(named) == ["entrance.py", "menu.py", "owing.py"]


# ---- a printed card instead of a telephone -----------------------------------------------------


def print_card(username: str) -> tuple[Client, list[str]]:
    """A first log-in by somebody who has no telephone, and the codes on the page for print."""
    client = Client()
    knock(client, username)
    answer = client.post("/account/second-factor/", {"card": "1"})
    assert answer.status_code == 200
    return client, re.findall(CARD, answer.content.decode())


def reasons(person: Person) -> list[str]:
    """What the trail says of her account."""
    kept = AuditEntry.objects.filter(kind="org.person", key=str(person.pk))
    return list(kept.order_by("sequence").values_list("reason", flat=True))


def test_a_card_does_without_a_telephone(lin: Person) -> None:
    client, codes = print_card("lin")
    assert len(set(codes)) == 40
    assert is_in(client)
    assert reasons(lin) == ["印登录码卡，40个码"]
    stored = str(list(RecoveryCode.objects.values()))
    assert not any(code.replace(" ", "") in stored for code in codes)
    again = Client()
    page = knock(again, "lin").content.decode()
    assert "没有划掉的码" in page
    assert "验证器" not in page
    assert not is_in(again)
    assert again.post("/login/code/", {"code": "0000 000"}).status_code == 422
    assert again.post("/login/code/", {"code": codes[7]}).status_code == 302
    assert is_in(again)
    assert "还剩39个码" in again.get("/account/").content.decode()
    other = Client()
    knock(other, "lin")
    assert other.post("/login/code/", {"code": codes[7]}).status_code == 422
    assert not is_in(other)


def test_a_card_that_is_used_up_lets_nobody_in(lin: Person) -> None:
    print_card("lin")
    RecoveryCode.objects.update(used_at=timezone.now())
    client = Client()
    knock(client, "lin")
    assert client.get("/account/second-factor/")["Location"].startswith("/login/code/")
    assert client.post("/account/second-factor/", {"card": "1"}).status_code == 302
    assert not is_in(client)


def test_a_card_that_runs_out_is_renewed_and_the_old_one_is_void(
    lin: Person, let_pass: Pass
) -> None:
    _first, codes = print_card("lin")
    assert all(verify(lin, code) for code in codes[:35])
    client = Client()
    knock(client, "lin")
    page = client.post("/login/code/", {"code": codes[35]}, follow=True).content.decode()
    assert "只剩4个码" in page
    let_pass(datetime.timedelta(minutes=11))
    assert "/login/again/" in client.post("/account/recovery-codes/")["Location"]
    client.post("/login/again/", {"current": "Peach-garden-7"})
    new = re.findall(CARD, client.post("/account/recovery-codes/").content.decode())
    assert len(new) == 40
    assert not any(has_left(lin, code) for code in codes)
    assert reasons(lin)[-1] == "更换登录码卡，40个码"


def has_left(person: Person, code: str) -> bool:
    """Whether a code of hers can still be used."""
    found = digest(code.replace(" ", ""))
    return RecoveryCode.objects.filter(person=person, digest=found, used_at=None).exists()


def test_a_telephone_takes_the_place_of_the_card(lin: Person) -> None:
    _client, codes = print_card("lin")
    enrol(lin)
    assert not any(has_left(lin, code) for code in codes)
    assert RecoveryCode.objects.filter(person=lin).count() == 10
