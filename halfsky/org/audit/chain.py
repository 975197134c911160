"""Appends to the trail inside the transaction of the act, and verifies the chain."""

import datetime
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.models import Action, AuditEntry, AuditHead
from halfsky.org.encryption import derived_key
from halfsky.org.reader import Reader

HEAD = 1  # the only row of AuditHead
BEGINNING = "0" * 64
ROWS_A_BATCH = 1000


@dataclass(frozen=True)
class Deed:
    """What is to be written down: what was done to which object, and how it changed."""

    action: Action
    kind: str
    key: str = ""
    organisation: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""


def write_down(reader: Reader | None, *deeds: Deed, address: str = "") -> list[AuditEntry]:
    """Append deeds to the trail, in the transaction of the act itself.

    Without a reader it is the operator at the machine; a reader brings her address along.
    """
    person = reader.person if reader else None
    address = address or (reader.address if reader else "")
    with transaction.atomic():
        head = held_head()
        entries = []
        for deed in deeds:
            entry = AuditEntry(
                sequence=head.sequence + 1,
                at=timezone.now(),
                actor=person,
                address=address,
                action=deed.action,
                kind=deed.kind,
                key=deed.key,
                organisation_id=deed.organisation,
                before=deed.before,
                after=deed.after,
                reason=deed.reason,
            )
            entry.seal = sealed(entry, head.seal)
            head.sequence, head.seal = entry.sequence, entry.seal
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries, ROWS_A_BATCH)
        head.save()
    return entries


def held_head() -> AuditHead:
    """The last link, held: until the transaction ends nobody else writes anything down."""
    AuditHead.objects.get_or_create(pk=HEAD, defaults={"sequence": 0, "seal": BEGINNING})
    return AuditHead.objects.select_for_update().get(pk=HEAD)


def sealed(entry: AuditEntry, before: str) -> str:
    """The seal of a row over its content and the seal before it, under a key of its own."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "address": entry.address,
        "action": str(entry.action),
        "kind": entry.kind,
        "key": entry.key,
        "organisation": entry.organisation_id,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous": before,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hmac.new(derived_key("audit"), text.encode(), "sha256").hexdigest()


@dataclass(frozen=True)
class Verdict:
    """Whether the chain is whole; else the first row that is not as it was written."""

    is_whole: bool
    sequence: int  # of the first bad row; else of the last
    sentence: str


def verify(expected_head: str = "") -> Verdict:
    """Walk the whole chain; `expected_head` is a head kept elsewhere, `sequence:seal`."""
    previous, seals = BEGINNING, {0: BEGINNING}
    wanted, _colon, wanted_seal = expected_head.partition(":")
    last = 0
    for entry in _walk():
        last += 1
        if entry.sequence != last:
            return Verdict(False, last, _("第{sequence}条缺失。").format(sequence=last))
        if not hmac.compare_digest(sealed(entry, previous), entry.seal):
            return Verdict(False, last, _("第{sequence}条被改动。").format(sequence=last))
        previous = entry.seal
        if wanted == str(last):
            seals[last] = previous
    head = AuditHead.objects.filter(pk=HEAD).first()
    if (head.sequence, head.seal) != (last, previous) if head else last:
        return Verdict(False, last + 1, _("第{sequence}条起被截断。").format(sequence=last + 1))
    if expected_head and seals.get(int(wanted)) != wanted_seal:
        sentence = _("与另存的末端（第{sequence}条）不符，链被重写或截断。")
        return Verdict(False, int(wanted), sentence.format(sequence=wanted))
    return Verdict(True, last, _("审计链完整，共{count}条。").format(count=last))


def tail_is_whole(rows: int = 20) -> bool:
    """Whether the newest rows follow each other up to the head; quick, whatever the length."""
    head = AuditHead.objects.filter(pk=HEAD).first()
    newest = list(reversed(AuditEntry.objects.order_by("-sequence")[:rows]))
    if head is None or not newest:
        return head is None and not newest
    previous = newest[0].seal  # of the first one only that it is where it should be
    for entry in newest[1:]:
        if not hmac.compare_digest(sealed(entry, previous), entry.seal):
            return False
        previous = entry.seal
    return (head.sequence, head.seal) == (newest[-1].sequence, previous)


def _walk() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("sequence").iterator(ROWS_A_BATCH)


def current_head() -> str:
    """`sequence:seal` of the last row, to be kept off the machine."""
    head = AuditHead.objects.filter(pk=HEAD).first()
    return f"{head.sequence}:{head.seal}" if head else f"0:{BEGINNING}"


def deeds_about(kind: str, keys: Iterable[str]) -> "list[AuditEntry]":
    """Everything written down about some objects, the latest first."""
    found = AuditEntry.objects.filter(kind=kind, key__in=list(keys))
    return list(found.select_related("actor").order_by("-sequence"))
