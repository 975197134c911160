"""`GET /healthz` says what must be mended, to anybody and without details."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from halfsky.org.audit.chain import Deed, tail_is_whole, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.site import health

pytestmark = pytest.mark.django_db


class Usage(NamedTuple):
    """What the disk says."""

    free: int


@pytest.fixture(autouse=True)
def _some_deeds(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    for number in range(30):
        write_down(None, Deed(next(iter(Action)), "test", str(number)))


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def test_all_is_well(client: Client) -> None:
    status, state = ask(client)
    assert status == 200
    assert sorted(state) == ["audit_ok", "db", "disk_free", "ready", "version"]


def test_a_database_that_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[str]:
        raise DatabaseError("password=secret")

    monkeypatch.setattr(health, "pending_migrations", fail)
    status, state = ask(client)
    assert status == 503
    assert (state["ready"], state["db"]) == (False, False)
    assert "secret" not in str(state)


def test_a_database_of_an_older_version(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "pending_migrations", lambda: ["records.0009"])
    assert ask(client)[0] == 503


def test_a_disk_that_is_nearly_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("halfsky.site.health.shutil.disk_usage", lambda _path: Usage(1024))
    status, state = ask(client)
    assert status == 503
    assert (state["ready"], state["disk_free"]) == (False, 1024)


def test_a_trail_whose_newest_entry_was_changed(client: Client) -> None:
    newest = AuditEntry.objects.order_by("-sequence").first()
    assert newest
    AuditEntry.objects.filter(pk=newest.pk).update(key="another")
    status, state = ask(client)
    assert status == 503
    assert state["audit_ok"] is False


def test_a_trail_whose_newest_entry_was_cut_off() -> None:
    assert tail_is_whole()
    newest = AuditEntry.objects.order_by("-sequence").first()
    assert newest
    AuditEntry.objects.filter(pk=newest.pk).delete()
    assert not tail_is_whole()


def test_a_trail_without_entries() -> None:
    AuditEntry.objects.all().delete()
    assert not tail_is_whole()
