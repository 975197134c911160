"""Takes a whole import back, until anything else has touched one of its records."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.reader import Reader
from halfsky.records.sheets import bulk
from halfsky.records.sheets.applying import (
    ImportRefused,
    Storing,
    refuse_elsewhere,
    stale_sentence,
    withdrawn_because,
)
from halfsky.records.sheets.children.storing import Stale, StoringChildren
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.keeping import StagedRow, chunks_of
from halfsky.records.sheets.models import ImportBatch, State
from halfsky.records.sheets.references import parts


def undo(batch: ImportBatch, sheet: Sheet, reader: Reader | None) -> None:
    """Take a whole import back; refused once anything else has touched one of its records."""
    with transaction.atomic():
        applied = ImportBatch.objects.filter(pk=batch.pk, state=State.APPLIED)
        if not applied.update(state=State.UNDONE, undone_at=timezone.now()):
            raise ImportRefused(_("这一批没有导入，或已经撤销，不用再撤。"))
        refuse_elsewhere(batch, sheet, reader)
        refuse_touched(batch, sheet)
        try:
            Undoing(batch, sheet, reader).undo()
        except Stale:
            raise ImportRefused(stale_sentence()) from None
    batch.refresh_from_db()


def refuse_touched(batch: ImportBatch, sheet: Sheet) -> None:
    """Name the rows whose records have been changed or used since."""
    rows = list(batch.rows.order_by("row").values_list("row", "record", "version"))
    touched: set[int] = set()
    for part in parts(rows):
        numbers = {record: row for row, record, _version in part}
        versions = dict(
            sheet.model._default_manager.filter(pk__in=numbers).values_list("pk", "version")
        )
        touched |= {row for row, record, version in part if versions.get(record) != version}
        touched |= {numbers[record] for record in used_elsewhere(sheet, list(numbers))}
    if touched:
        shown = "、".join(map(str, sorted(touched)[:10]))
        sentence = _("第{rows}行的记录后来又有改动，不能整批撤销，请逐条处理。")
        raise ImportRefused(sentence.format(rows=shown))


def used_elsewhere(sheet: Sheet, records: Sequence[int]) -> set[int]:
    """Which of some records another row refers to; the rows kept with them do not count."""
    found: set[int] = set()
    own = {child.relation for child in sheet.register.children}
    for relation in sheet.model._meta.related_objects:
        if relation.get_accessor_name() in own:
            continue
        rows = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__in": records}
        )
        found.update(rows.values_list(relation.field.name, flat=True))
    return found


class Undoing(Storing):
    """One batch on its way out of the register."""

    def undo(self) -> None:
        """Withdraw what was added, change back what was changed, the last first."""
        if self.batch.beside:
            StoringChildren(self).take_back()
        added = dict(self.batch.rows.filter(version=1).values_list("row", "record"))
        for part in parts(list(added.values())):
            records = self.model._default_manager.filter(pk__in=part, version=1)
            records.update(
                withdrawn_at=self.now, withdrawn_because=withdrawn_because(self.batch), version=2
            )
        if added:
            self.write_down(self._undone(sorted(added.values())))
        for chunk in chunks_of(self.batch, self.sheet, "-number"):
            self._change_back(chunk.changed()[::-1])

    def write_down(self, *deeds: Deed) -> None:
        """Its guard is the version of each record; what was written since is no hindrance."""
        write_down(self.reader, *deeds)

    def _undone(self, records: Sequence[int]) -> Deed:
        after = {"batch": self.batch.pk, "withdrawn": list(records)}
        organisation = self.batch.organisation_id
        key = f"batch {self.batch.pk}"
        return Deed(Action.UNDONE, self.batch.register, key, organisation, None, after)

    def _change_back(self, rows: Sequence[StagedRow]) -> None:
        if not rows:
            return
        changes = ((row.record or 0, (row.version or 0) + 1, self._values(row, 0)) for row in rows)
        for asked, found in bulk.update(self.model, changes):
            if asked != found:
                raise ImportRefused(stale_sentence())
        self.write_down(*(self._back(row) for row in rows))

    def _back(self, row: StagedRow) -> Deed:
        deed = self._deed(row)
        return Deed(
            *(Action.UNDONE, deed.kind, deed.key, deed.organisation, deed.after, deed.before),
            reason=withdrawn_because(self.batch),
        )
