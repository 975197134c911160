"""Accounts and posts in the browser: who may do what to whom, and all of it written down."""

import datetime
import re
import secrets
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from halfsky.org import limits
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.models import Person, Post
from halfsky.org.people import new_username
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.org.signin.entrance import PROVED
from halfsky.records.assignments import Assignment
from halfsky.records.drafts import Draft
from halfsky.records.registry import registers
from halfsky.records.writing import add
from tests import factories as make
from tests.cast import Cast
from tests.people import reader
from tests.site.conftest import As
from tests.site.doors import RIGHT, give_password

pytestmark = pytest.mark.django_db
DONE, FORBIDDEN, ABSENT = HTTPStatus.SEE_OTHER, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
AUGUST = "2026-08-01"


def post(browsing: As, name: str, route: str, args: tuple[Any, ...] = (), /, **sent: str) -> Any:
    sent = {"submission_key": secrets.token_urlsafe(24), "reason": "岗位调整", **sent}
    return browsing(name).post(reverse(f"org:{route}", args=args), sent)


def account(browsing: As, name: str, person: Person, act: str) -> int:
    return int(post(browsing, name, "account", (person.pk, act)).status_code)


def deeds() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=Action.ACCOUNT_CHANGED).order_by("sequence"))


# ---- who may do what to whom -------------------------------------------------------------------

# Rows do, columns are done to; letters: D done, F forbidden, N does not exist for her.
TO_WHOM = ("mei", "cao", "wu", "luo", "fang", "lin", "han", "xu")
MANAGE = {  # reset: everything she holds must be hers to give
    "lin": "DDDDDFFF",  # the city's office: all but administrators, and not herself
    "wu": "DNFFNNNN",  # the eastern town's officer: her unions' officers only
    "he": "NDNNNNNN",  # the western town's
    "han": "DDDDDDFD",  # the security administrator: everybody but herself
    "xu": "FFFFFFFF",  # the system administrator closes and unlocks only
    "shen": "FFFFFFFF",
    "mei": "FFFFFFFF",
    "zhou": "FFFFFFFF",
}
CLOSE = {**MANAGE, "xu": "DDDDDDRF"}  # R: refused, she is the last security administrator
LETTERS = {"D": DONE, "F": FORBIDDEN, "N": ABSENT, "R": REFUSED}


@pytest.mark.once
@pytest.mark.parametrize(("act", "table"), [("reset", MANAGE), ("close", CLOSE)])
@pytest.mark.parametrize("name", MANAGE)
def test_an_account_is_changed_by_those_above_it(
    cast: Cast, people: dict[str, Person], browsing: As, act: str, table: dict[str, str], name: str
) -> None:
    for whom, letter in zip(TO_WHOM, table[name], strict=True):
        before = len(deeds())
        client = browsing(name)
        sent = {"submission_key": secrets.token_urlsafe(24), "reason": "离职"}
        address = reverse("org:account", args=[people[whom].pk, act])

        answer = client.post(address, sent)

        assert answer.status_code == LETTERS[letter], (name, whom)
        assert len(deeds()) == before + (letter == "D"), (name, whom)


GIVE = {  # an account with this role, at this organisation, by whom
    ("grassroots_officer", "textile"): {"lin": "D", "wu": "D", "he": "R", "han": "D"},
    ("grassroots_officer", "mine"): {"lin": "D", "wu": "R", "he": "D", "han": "D"},
    ("town_officer", "east"): {"lin": "D", "wu": "R", "he": "R", "han": "D"},
    ("case_handler", "city"): {"lin": "D", "wu": "R", "he": "R", "han": "D"},
    ("city_office", "city"): {"lin": "D", "wu": "R", "han": "D"},
    ("audit_administrator", "city"): {"lin": "R", "wu": "R", "han": "D"},
    ("security_administrator", "city"): {"lin": "R", "xu": "F", "shen": "F", "han": "D"},
}


@pytest.mark.parametrize(("role", "place"), GIVE)
def test_a_role_is_given_by_those_whose_it_is_to_give(
    cast: Cast, people: dict[str, Person], browsing: As, role: str, place: str
) -> None:
    for name, letter in GIVE[role, place].items():
        asked = {"name": "新人", "role": role, "organisation": place, "since": AUGUST}
        invited = post(browsing, name, "invite", **asked)
        assert invited.status_code == LETTERS[letter], name
        appointed = post(browsing, name, "appoint", (people["qian"].pk,), **asked)
        if name == "han":  # others do not know who has never held a post
            assert appointed.status_code == DONE
    made = Post.objects.filter(person__name="新人")
    assert made.count() == list(GIVE[role, place].values()).count("D")


def test_nobody_changes_her_own_posts(cast: Cast, people: dict[str, Person], browsing: As) -> None:
    for name in ("lin", "wu", "han"):
        own = Post.objects.get(person=people[name])
        key = people[name].pk
        sent = {"role": own.role, "organisation": own.organisation.code, "since": AUGUST}
        answers = [
            post(browsing, name, "appoint", (key,), **sent),
            post(browsing, name, "end_post", (key, own.pk), until=AUGUST),
            post(browsing, name, "hand_over", (key, own.pk), on=AUGUST, name="新人"),
            post(browsing, name, "account", (key, "close")),
        ]
        statuses = {answer.status_code for answer in answers}
        assert statuses <= {FORBIDDEN, ABSENT}, (name, statuses)
    assert not deeds()


def test_the_last_security_administrator_stays(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    refused = post(browsing, "xu", "account", (people["han"].pk, "close"))
    assert "最后一位安全管理员" in refused.content.decode()

    asked = {"name": "新管理员", "role": "security_administrator", "organisation": "city"}
    assert post(browsing, "han", "invite", since="2020-01-01", **asked).status_code == DONE
    assert account(browsing, "xu", people["han"], "close") == DONE


def test_the_list_shows_those_she_looks_after(cast: Cast, browsing: As) -> None:
    shown = {name: browsing(name).get(reverse("org:people")) for name in ("wu", "lin", "xu", "mei")}

    assert shown["mei"].status_code == FORBIDDEN
    town = shown["wu"].content.decode()
    assert "梅玲" in town
    assert "曹艳" not in town
    assert "钱芳" not in shown["lin"].content.decode()  # never held a post
    assert "钱芳" in shown["xu"].content.decode()


@pytest.mark.parametrize(
    "path", ["?q=meil", "?q=ml", "?q=梅", "?q=mei", "?role=grassroots_officer"]
)
def test_the_list_is_searched(
    cast: Cast, people: dict[str, Person], browsing: As, path: str
) -> None:
    people["mei"].username = "meiling"
    people["mei"].save()

    shown = browsing("wu").get(reverse("org:people") + path).content.decode()

    assert "梅玲" in shown
    assert "罗芳" not in shown


# ---- a first password --------------------------------------------------------------------------


def test_a_first_password_is_shown_once_and_kept_nowhere(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    client = browsing("wu")
    sent = {
        "submission_key": secrets.token_urlsafe(24),
        "name": "秦岚",
        "mobile": "19900001111",
        "role": "grassroots_officer",
        "organisation": "toys",
        "since": "2022-01-01",
    }
    answer = client.post(reverse("org:invite"), sent)
    kept = str(dict(client.session))
    first = client.get(answer.headers["Location"])
    again = client.get(answer.headers["Location"])

    made = Person.objects.get(username="qinlan")
    password = first.context["password"]
    assert made.check_password(password)
    assert password in first.content.decode()
    assert first.headers["Cache-Control"] == "no-store"
    assert password not in again.content.decode()
    assert password not in kept
    assert password not in str([entry.after for entry in deeds()])
    assert made.must_change_password
    assert made.password_until is not None
    assert made.password_until <= timezone.now() + datetime.timedelta(hours=72)
    assert reader(made).roles == {Role.GRASSROOTS_OFFICER}


def test_pressed_twice_there_is_one_account_and_one_slip(cast: Cast, browsing: As) -> None:
    client = browsing("wu")
    sent = {
        "submission_key": secrets.token_urlsafe(24),
        "name": "秦岚",
        "role": "grassroots_officer",
        "organisation": "toys",
        "since": "2022-01-01",
    }
    first, second = (client.post(reverse("org:invite"), sent) for _press in range(2))

    assert first.headers["X-Receipt"] == second.headers["X-Receipt"]
    assert Person.objects.filter(name="秦岚").count() == 1
    assert client.get(reverse("org:slip")).context["password"]


def test_a_username_is_the_name_in_pinyin(cast: Cast) -> None:
    assert new_username("秦岚") == "qinlan"
    Person.objects.create(username="qinlan", name="秦岚")
    Person.objects.create(username="qinlan2", name="秦澜")
    assert new_username("秦兰") == "qinlan3"
    assert new_username("𠮷") == "user"


# ---- closed at once, opened again --------------------------------------------------------------


def test_a_closed_account_loses_its_next_request(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    hers: Client = browsing("mei")
    assert hers.get(reverse("org:organisations")).status_code == HTTPStatus.OK

    assert account(browsing, "wu", people["mei"], "close") == DONE

    answer = hers.get(reverse("org:organisations"))
    assert answer.status_code == HTTPStatus.FOUND
    assert "login" in answer.headers["Location"]
    held = Post.objects.get(person=people["mei"])
    assert held.until == timezone.localdate()
    [deed] = deeds()
    assert (deed.actor, deed.key, deed.reason) == (
        people["wu"],
        str(people["mei"].pk),
        "岗位调整",
    )


def test_a_reopened_account_needs_a_new_password_and_new_posts(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    hers: Client = browsing("mei")
    hers.get(reverse("org:organisations"))
    account(browsing, "wu", people["mei"], "close")

    assert account(browsing, "wu", people["mei"], "reopen") == DONE

    people["mei"].refresh_from_db()
    assert people["mei"].must_change_password
    assert reader(people["mei"], timezone.localdate()).posts == ()
    assert hers.get(reverse("org:organisations")).status_code == HTTPStatus.FOUND


def test_a_reset_ends_her_sessions(cast: Cast, people: dict[str, Person], browsing: As) -> None:
    hers: Client = browsing("mei")
    hers.get(reverse("org:organisations"))

    account(browsing, "wu", people["mei"], "reset")

    assert hers.get(reverse("org:organisations")).status_code == HTTPStatus.FOUND


def test_who_has_tried_too_often_is_let_in_again(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    for _try in range(10):
        limits.spend(Purpose.SIGN_IN, "mei", about="mei")
    with pytest.raises(Exhausted):
        limits.spend(Purpose.SIGN_IN, "mei", about="mei")
    page = browsing("wu").get(reverse("org:person", args=[people["mei"].pk])).content.decode()
    assert "已锁定" in page

    assert account(browsing, "wu", people["mei"], "unlock") == DONE

    limits.spend(Purpose.SIGN_IN, "mei", about="mei")


def test_first_passwords_are_not_given_without_end(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    for _reset in range(limits.LIMITS[Purpose.RESET].times):
        limits.spend(Purpose.RESET, people["wu"].pk)

    answer = post(browsing, "wu", "account", (people["mei"].pk, "reset"))

    assert answer.status_code == REFUSED
    assert "试得太多了" in answer.content.decode()
    assert not deeds()


# ---- posts -------------------------------------------------------------------------------------


def test_a_post_ends_on_a_day(cast: Cast, people: dict[str, Person], browsing: As) -> None:
    held = Post.objects.get(person=people["mei"])

    early = post(browsing, "wu", "end_post", (people["mei"].pk, held.pk), until="2001-01-01")
    assert early.status_code == REFUSED
    assert "不能早于开始日期" in early.content.decode()
    post(browsing, "wu", "end_post", (people["mei"].pk, held.pk), until="2022-07-06")

    assert reader(people["mei"], datetime.date(2022, 7, 5)).posts
    assert not reader(people["mei"], datetime.date(2022, 7, 6)).posts


def test_a_post_is_given_once(cast: Cast, people: dict[str, Person], browsing: As) -> None:
    asked = {"role": "grassroots_officer", "organisation": "textile", "since": AUGUST}
    again = post(browsing, "wu", "appoint", (people["mei"].pk,), **asked)
    assert "已经有这个岗位" in again.content.decode()


def test_a_post_goes_over_with_what_was_open(
    cast: Cast, people: dict[str, Person], readers: dict[str, Reader], browsing: As
) -> None:
    complaint = make.ComplaintFactory.build(
        organisation=cast.city, respondent=make.EmployerFactory.create()
    )
    add(registers()["complaints"], complaint, readers["fang"])
    Draft.objects.create(person=people["fang"], register="complaints", content="{}")
    held = Post.objects.get(person=people["fang"])
    page = browsing("lin").get(reverse("org:hand_over", args=[people["fang"].pk, held.pk]))
    assert "在办1件、草稿1份" in page.content.decode()

    answer = post(
        browsing, "lin", "hand_over", (people["fang"].pk, held.pk), on=AUGUST, successor="deng"
    )

    assert answer.status_code == DONE
    hers, mine = Assignment.objects.order_by("pk")
    day = datetime.date.fromisoformat(AUGUST)
    assert (hers.person, hers.until) == (people["fang"], day)
    assert (mine.person, mine.since, mine.until) == (people["deng"], day, None)
    assert Draft.objects.get().person == people["deng"]
    held.refresh_from_db()
    assert held.until == day
    assert reader(people["deng"], day).roles == {Role.CASE_HANDLER}
    assert {deed.after["act"] for deed in deeds() if deed.after} == {"appoint", "end_post"}


def test_a_successor_may_be_somebody_new(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    held = Post.objects.get(person=people["mei"])
    address = (people["mei"].pk, held.pk)
    nobody = post(browsing, "wu", "hand_over", address, on=AUGUST)
    assert nobody.status_code == REFUSED

    answer = post(browsing, "wu", "hand_over", address, on=AUGUST, name="秦岚")

    assert answer.headers["Location"] == reverse("org:slip")
    made = Post.objects.get(person__username="qinlan")
    assert (made.organisation, made.role) == (cast.textile, Role.GRASSROOTS_OFFICER)


def test_an_act_on_an_account_asks_again_who_she_is_and_loses_nothing(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    give_password(people["wu"])
    client = browsing("wu")
    session = client.session
    session[PROVED] = (timezone.now() - datetime.timedelta(minutes=11)).isoformat()
    session.save()
    key = people["mei"].pk
    for route, args in (("account", (key, "close")), ("invite", ()), ("appoint", (key,))):
        address = reverse(f"org:{route}", args=args)
        assert client.get(address)["Location"].startswith("/login/again/"), route
    address = reverse("org:account", args=(key, "close"))
    sent = {"submission_key": secrets.token_urlsafe(24), "reason": "已经离职，手续办完"}
    page = client.post(address, sent)
    assert page.status_code == HTTPStatus.UNAUTHORIZED
    assert Person.objects.get(pk=key).is_active
    held = re.search(r'name="held" value="([^"]+)"', page.content.decode())
    assert held
    wrong = client.post("/login/again/", {"current": "x", "held": held[1]})
    assert held[1] in wrong.content.decode()
    resumed = client.post("/login/again/", {"current": RIGHT, "held": held[1]})
    assert "已经离职，手续办完" in resumed.content.decode()
    assert client.post(address, sent).status_code == DONE
    assert not Person.objects.get(pk=key).is_active
