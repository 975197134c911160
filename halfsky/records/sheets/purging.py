"""What is kept of an import no longer than it is needed: the rows and the file that was sent.

Until it is decided all of it; once it is stored only what its changed rows said before, so that
it can be taken back.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from halfsky.org.tasks import files
from halfsky.records.sheets.children.keeping import keep_changes as keep_changed_children
from halfsky.records.sheets.keeping import one_by_one, only_changes
from halfsky.records.sheets.models import ImportBatch, StagedChildren, StagedRows, State
from halfsky.records.sheets.verdicts import Verdict

WAITS = datetime.timedelta(days=30)  # for somebody to confirm


def forget_rows(batch: ImportBatch) -> None:
    """Nothing of it is needed any more."""
    with transaction.atomic():
        StagedRows.objects.filter(batch=batch).delete()
        StagedChildren.objects.filter(batch=batch).delete()
        ImportBatch.objects.filter(pk=batch.pk).update(file="", marked="", returned="")
    forget_files(batch)


def keep_changes(batch: ImportBatch) -> None:
    """It is stored: what its changed rows said before is enough; a chunk at a time."""
    rest = {Verdict.CHANGED.value}
    for chunk in one_by_one(StagedRows.objects.filter(batch=batch)):
        if not chunk.counts.keys() & rest:
            chunk.delete()
        elif chunk.counts.keys() - rest:
            chunk.content = only_changes(chunk.content)
            chunk.counts = {Verdict.CHANGED.value: chunk.counts[Verdict.CHANGED.value]}
            chunk.save(update_fields=["content", "counts"])
    keep_changed_children(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(file="")
    files.forget(batch.file)


def forget_files(batch: ImportBatch) -> None:
    """What was sent, and its marked copy."""
    files.forget(batch.file)
    files.forget(batch.marked)


def give_up(batch: ImportBatch) -> bool:
    """It is not to be stored; whether it still waited."""
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKED)
    is_given_up = bool(waiting.update(state=State.GIVEN_UP))
    if is_given_up:
        forget_rows(batch)
    return is_given_up


def purge() -> None:
    """Give up what nobody has confirmed for a month; finish what was cut off."""
    late = timezone.now() - WAITS
    for batch in ImportBatch.objects.filter(state=State.CHECKED, made_at__lt=late):
        give_up(batch)
    for batch in ImportBatch.objects.filter(made_at__lt=late, state=State.APPLIED).exclude(
        returned=""
    ):
        ImportBatch.objects.filter(pk=batch.pk).update(marked="", returned="")
        files.forget(batch.marked)
    ImportBatch.objects.filter(state=State.CHECKING, made_at__lt=late).delete()
    left = ImportBatch.objects.exclude(state__in=(State.CHECKING, State.CHECKED))
    for batch in left.filter(chunks__isnull=False).exclude(state=State.APPLIED).distinct():
        forget_rows(batch)
    for batch in left.filter(state=State.APPLIED).exclude(file=""):
        keep_changes(batch)
