"""Encrypted fields: what the database sees, and the key that lies beside it."""

import base64
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from halfsky.org.encryption import decrypt, encrypt, make_key, person_key, read_key
from halfsky.registers.assistance.hardship_files import HardshipFile
from tests import factories as make

NUMBER = "330213199001010025"


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_it_gives_back_what_it_was_given(text: str) -> None:
    assert decrypt(encrypt(text)) == text


def test_it_never_writes_the_same_twice() -> None:
    written = {encrypt(NUMBER) for _ in range(5)}
    assert len(written) == 5
    assert not any(NUMBER in one for one in written)


@pytest.mark.parametrize("part", [2, 3])
def test_it_refuses_what_was_tampered_with(part: int) -> None:
    parts = encrypt(NUMBER).split(":")
    changed = bytearray(base64.b64decode(parts[part]))
    changed[0] ^= 1
    parts[part] = base64.b64encode(changed).decode()
    with pytest.raises(InvalidTag):
        decrypt(":".join(parts))


def test_it_refuses_another_installations_key(settings: Settings, tmp_path: Path) -> None:
    written = encrypt(NUMBER)
    settings.FIELD_KEY_FILE = tmp_path / "other.key"
    make_key(settings.FIELD_KEY_FILE)
    with pytest.raises(InvalidTag):
        decrypt(written)


def test_it_makes_a_key_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "field.key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(read_key(path)) == 32


def test_it_never_overwrites_a_key(tmp_path: Path) -> None:
    path = tmp_path / "field.key"
    make_key(path)
    before = path.read_text()
    make_key(path)
    assert path.read_text() == before


def test_it_makes_a_different_key_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_key(tmp_path / name)
    assert read_key(tmp_path / "one") != read_key(tmp_path / "two")


def test_it_says_what_to_do_about_a_missing_key(settings: Settings, tmp_path: Path) -> None:
    settings.FIELD_KEY_FILE = tmp_path / "gone.key"
    with pytest.raises(ImproperlyConfigured, match="请从密钥备份恢复") as refusal:
        encrypt(NUMBER)
    assert str(settings.FIELD_KEY_FILE) in str(refusal.value)


def test_it_says_what_to_do_about_a_damaged_key(settings: Settings, tmp_path: Path) -> None:
    settings.FIELD_KEY_FILE = tmp_path / "damaged.key"
    settings.FIELD_KEY_FILE.write_text("not a key")
    with pytest.raises(ImproperlyConfigured, match="请从密钥备份恢复"):
        encrypt(NUMBER)


@pytest.mark.django_db
def test_it_keeps_names_and_numbers_out_of_the_database() -> None:
    file = make.HardshipFileFactory.create(holder="陈秀兰", identity_number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder, identity_number FROM assistance_hardshipfile")
        (row,) = cursor.fetchall()
    assert all(cell.startswith("aesgcm:") for cell in row)
    read = HardshipFile.objects.get(pk=file.pk)
    assert (read.holder, read.identity_number) == ("陈秀兰", NUMBER)


@pytest.mark.django_db
def test_it_leaves_empty_empty() -> None:
    file = make.HardshipFileFactory.create(identity_number="")
    assert HardshipFile.objects.get(pk=file.pk, identity_number="").identity_number == ""


def test_it_tells_a_person_again_without_telling_who(settings: Settings, tmp_path: Path) -> None:
    key = person_key(NUMBER)
    assert key == person_key(NUMBER) != person_key("330213198506150045")
    assert (len(key), NUMBER in key) == (32, False)
    settings.FIELD_KEY_FILE = tmp_path / "other.key"
    make_key(settings.FIELD_KEY_FILE)
    assert person_key(NUMBER) != key
