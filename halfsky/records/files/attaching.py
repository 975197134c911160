"""Attaching files to a record, and taking one off, in one transaction with the trail."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Entry
from halfsky.org.reader import Reader
from halfsky.records.attachments import Attachment
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.files import store
from halfsky.records.files.accepting import MEGABYTE, Accepted, Unacceptable, accept
from halfsky.records.writing import organisation_of, refuse_elsewhere

MOST_FILES = 30  # of a record
LARGEST_TOTAL = 100 * MEGABYTE  # of a record


def attached(register: Register, record: Entry) -> QuerySet[Attachment]:
    """The files of a record that have not been taken off, in the order in which they came."""
    found = Attachment.objects.filter(register=register.code, record=record.pk)
    return found.filter(withdrawn_at__isnull=True).select_related("entered_by").order_by("pk")


def attach(
    register: Register, record: Entry, files: "Sequence[UploadedFile[bytes]]", reader: Reader
) -> list[Attachment]:
    """Take files: all of them or none; raises `Unacceptable`."""
    refuse_elsewhere(register, record, reader)
    accepted = [accept(file) for file in files]
    refuse_too_much(register, record, accepted)
    is_encrypted = register.confidential is not Confidentiality.OPEN
    stored: list[str] = []
    try:
        with transaction.atomic():
            for one in accepted:
                stored.append(store.store(one.content, is_encrypted=is_encrypted))
            rows = [
                row_of(register, record, one, name, reader, is_encrypted)
                for one, name in zip(accepted, stored, strict=True)
            ]
            Attachment.objects.bulk_create(rows)
            write_down(
                reader,
                *(deed(Action.ATTACHED, register, record, row.name, "") for row in rows),
            )
            return rows
    except BaseException:
        for name in stored:
            with suppress(OSError):
                store.forget(name)
        raise


def refuse_too_much(register: Register, record: Entry, files: Sequence[Accepted]) -> None:
    """So many files, so many bytes a record."""
    there = attached(register, record)
    if len(files) + there.count() > MOST_FILES:
        raise Unacceptable(_("一条记录最多30个附件，请先撤下用不着的。"))
    total = there.aggregate(total=Sum("size"))["total"] or 0
    if total + sum(len(one.content) for one in files) > LARGEST_TOTAL:
        raise Unacceptable(_("一条记录的附件合计最多100MB，请先撤下用不着的。"))


def row_of(
    register: Register,
    record: Entry,
    file: Accepted,
    stored: str,
    reader: Reader,
    is_encrypted: bool,
) -> Attachment:
    """The row beside the bytes."""
    return Attachment(
        register=register.code,
        record=record.pk,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        stored=stored,
        is_encrypted=is_encrypted,
        entered_by=reader.person,
    )


def detach(
    register: Register, record: Entry, attachment: Attachment, reader: Reader, reason: str
) -> None:
    """Take a file off; row and bytes stay for whoever has to look into it."""
    refuse_elsewhere(register, record, reader)
    with transaction.atomic():
        attachment.withdrawn_at, attachment.withdrawn_because = timezone.now(), reason
        attachment.save(update_fields=["withdrawn_at", "withdrawn_because"])
        write_down(reader, deed(Action.DETACHED, register, record, attachment.name, reason))


def deed(action: Action, register: Register, record: Entry, name: str, reason: str) -> Deed:
    """What was done with a file, for the trail."""
    return Deed(
        action=action,
        kind=register.code,
        key=str(record.pk),
        organisation=organisation_of(register, record).pk,
        after={"attachment": name},
        reason=reason,
    )
