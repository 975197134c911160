"""Which passwords are refused, and how the others are kept."""

import datetime

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

import halfsky.settings as ours
from halfsky.org.models import ParameterValue, Person, Post
from halfsky.org.passwords import first_password, is_too_old
from halfsky.org.roles import Role
from tests.cast import Cast
from tests.factories import FOUNDED, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(cast: Cast) -> Person:
    """林晓 of the textile union."""
    person = PersonFactory.create(username="jinyun07", name="林晓", mobile="13912345678")
    role = Role.GRASSROOTS_OFFICER
    Post.objects.create(person=person, organisation=cast.textile, role=role, since=FOUNDED)
    return person


def codes(password: str, person: Person | None = None) -> set[str]:
    """Why a password is refused."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return {one.code or "" for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password", ["Peach-garden-7", "春天来了，桃花开了 7", "x9!" + "长" * 100, "aB3 " * 32]
)
def test_it_takes_a_good_one(lin: Person, password: str) -> None:
    assert codes(password, lin) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab3!efghi", "too_short"),
        ("aB3!" * 33, "too_long"),
        ("peachgarden", "too_plain"),
        ("peachgarden7", "too_plain"),
        ("1391234-5678", "digits"),
        ("２０２２０６３０９９", "digits"),
        ("Password123", "password_too_common"),
        ("Gonghui@2022", "local_word"),
        ("banBianTian-88", "local_word"),
        ("半边天2022!", "local_word"),
        ("工会女工2022!a", "local_word"),
        ("LinXiao#1990", "local_word"),
        ("xiaolin!2022", "local_word"),
        ("林晓林晓2022!a", "local_word"),
        ("Aa!13912345678", "local_word"),
        ("Aa!12345678", "local_word"),
        ("锦云纺织厂2022!", "local_word"),
        ("Jinyun07!a", "password_too_similar"),
    ],
)
def test_it_refuses_what_is_guessed_first(lin: Person, password: str, code: str) -> None:
    assert code in codes(password, lin)


def test_a_sentence_may_speak_of_the_union(lin: Person) -> None:
    assert codes("我们工会明年去看3次桃花!", lin) == set()


def test_the_locality_may_ask_for_length_alone(lin: Person) -> None:
    assert "too_plain" in codes("peach garden in spring", lin)
    ParameterValue.objects.create(code="password_complexity", since=FOUNDED, value=False)
    assert codes("peach garden in spring", lin) == set()
    assert "too_short" in codes("peach", lin)


def test_the_locality_may_ask_for_no_rotation(lin: Person) -> None:
    assert not is_too_old(lin)
    lin.password_changed_at = timezone.now() - datetime.timedelta(days=89)
    assert not is_too_old(lin)
    lin.password_changed_at = timezone.now() - datetime.timedelta(days=90)
    assert is_too_old(lin)
    ParameterValue.objects.create(code="password_rotation_days", since=FOUNDED, value=0)
    assert not is_too_old(lin)


def test_it_hashes_by_argon2id_as_owasp_asks(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS  # the tests' own are cheap
    stored = make_password("Peach-garden-7")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_it_renews_an_old_hash_at_the_log_in(lin: Person) -> None:
    lin.password = PBKDF2PasswordHasher().encode("Peach-garden-7", "salt", 1000)
    lin.save()
    assert lin.check_password("Peach-garden-7")
    lin.refresh_from_db()
    assert lin.password.startswith("argon2$")
    assert check_password("Peach-garden-7", lin.password)


def test_a_first_password_can_be_read_out() -> None:
    found = {first_password() for _time in range(100)}
    assert len(found) == 100
    assert not set("".join(found)) & set("01loiIO")
    assert all(len(one) == 19 for one in found)
