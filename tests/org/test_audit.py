"""The trail: every act is in it, and it shows when it was touched."""

import pytest

from halfsky.org.audit.chain import Deed, current_head, verify, write_down
from halfsky.org.audit.models import Action, AuditEntry, AuditHead
from halfsky.org.audit.snapshot import difference, snapshot
from halfsky.org.reader import Reader
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail() -> list[AuditEntry]:
    """Five entries."""
    return [write_down(None, Deed(Action.ADDED, "trainings", str(n)))[0] for n in range(1, 6)]


def test_it_is_whole_when_untouched(trail: list[AuditEntry]) -> None:
    verdict = verify(current_head())
    assert (verdict.is_whole, verdict.sequence) == (True, 5)


def test_it_is_whole_when_empty() -> None:
    assert verify().is_whole


def test_it_detects_a_changed_row(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(sequence=3).update(reason="别的原因")
    assert (verify().is_whole, verify().sequence) == (False, 3)


def test_it_detects_a_deleted_row(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(sequence=2).delete()
    assert (verify().is_whole, verify().sequence) == (False, 2)


def test_it_detects_a_cut_tail(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(sequence__gte=4).delete()
    assert (verify().is_whole, verify().sequence) == (False, 4)


def test_it_detects_swapped_rows(trail: list[AuditEntry]) -> None:
    for sequence, key in ((2, "3"), (3, "2")):
        AuditEntry.objects.filter(sequence=sequence).update(key=key)
    assert verify().sequence == 2


def test_it_detects_an_inserted_row(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.create(
        sequence=6, at=trail[0].at, action=Action.ADDED, kind="trainings", seal="f" * 64
    )
    assert (verify().is_whole, verify().sequence) == (False, 6)


def test_it_detects_a_chain_rolled_back_by_the_head_kept_elsewhere(
    trail: list[AuditEntry],
) -> None:
    kept = current_head()
    AuditEntry.objects.filter(sequence=5).delete()
    AuditHead.objects.update(sequence=4, seal=trail[3].seal)
    assert verify().is_whole  # alone it cannot tell
    assert (verify(kept).is_whole, verify(kept).sequence) == (False, 5)


def test_it_says_who(readers: dict[str, Reader]) -> None:
    (entry,) = write_down(readers["wu"], Deed(Action.READ, "complaints", "7"), address="10.0.0.8")
    assert (entry.actor, entry.address) == (readers["wu"].person, "10.0.0.8")


def test_it_keeps_no_plaintext_of_an_encrypted_column() -> None:
    file = make.HardshipFileFactory.create(holder="陈秀兰")
    kept = snapshot(file)
    assert "陈秀兰" not in str(kept)
    assert file.identity_number not in str(kept)
    assert difference(kept, snapshot(file)) == ({}, {})
    file.holder = "陈秀英"
    assert set(difference(kept, snapshot(file))[1]) == {"holder"}
