"""Stores the rows of further pages with their records, and takes them back with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F, ProtectedError

from halfsky.org.audit.chain import Deed
from halfsky.org.audit.models import Action
from halfsky.org.audit.snapshot import kept
from halfsky.records.sheets import bulk
from halfsky.records.sheets.candidates import PersonValues, blank_value, key_place
from halfsky.records.sheets.children.keeping import StagedChild, chunks_of
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.models import ImportedChild, ImportedRow
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.verdicts import Verdict

if TYPE_CHECKING:
    from halfsky.records.sheets.applying import Storing

Said = dict[int, tuple[dict[str, Any], dict[str, Any]]]  # by record: before and after


class Stale(Exception):
    """What was checked does not hold any more."""


class StoringChildren:
    """The rows of one batch, after its records."""

    def __init__(self, storing: Storing) -> None:
        self.storing, self.batch = storing, storing.batch
        self.records: dict[int, int] = {}  # by the row of a new record: its key
        self.made: dict[int, int] = {}  # by the number of a new row: its key
        self.claimed: dict[int, int] = {}  # records that are there, and the row that names each

    def store(self) -> None:
        """Rows before the rows below them; what changes before what is new."""
        for sheet in child_sheets(self.storing.sheet.register):
            for chunk in chunks_of(self.batch, sheet):
                self._claim(chunk)
                self._change([row for row in chunk if row.verdict is Verdict.CHANGED], sheet)
            for chunk in chunks_of(self.batch, sheet):
                self._add([row for row in chunk if row.verdict is Verdict.NEW], sheet)

    def _claim(self, rows: Sequence[StagedChild]) -> None:
        """A record whose rows change is another version of it, as when they are typed in."""
        for row in rows:
            if row.record <= 0 or row.record in self.claimed:
                continue
            self.claimed[row.record] = row.record_row
            if row.is_carried:  # its own row has done it
                continue
            model = self.storing.model
            mine = model._default_manager.filter(pk=row.record, version=row.version)
            if not mine.update(version=F("version") + 1):
                raise Stale
            ImportedRow.objects.create(
                batch=self.batch,
                row=row.record_row,
                record=row.record,
                version=row.version + 1,
            )

    def _change(self, rows: Sequence[StagedChild], sheet: ChildSheet) -> None:
        said: Said = defaultdict(lambda: ({}, {}))
        for row in rows:
            before, after = written(row, sheet, row.before), written(row, sheet, row.values)
            changed = {name: value for name, value in after.items() if before[name] != value}
            if not sheet.model._default_manager.filter(pk=row.row).update(**changed):
                raise Stale
            old, new = said[row.record]
            for name in changed:
                put(old, sheet, row.row, name, before[name])
                put(new, sheet, row.row, name, after[name])
        self._write_down(said)

    def _add(self, rows: Sequence[StagedChild], sheet: ChildSheet) -> None:
        if not rows:
            return
        self._find_new([-row.record for row in rows if row.record < 0])
        keys = bulk.new_keys(sheet.model, len(rows))
        bulk.insert(sheet.model, self._by_field(keys, rows, sheet))
        said: Said = defaultdict(lambda: ({}, {}))
        fresh, beside = [], []
        for key, row in zip(keys, rows, strict=True):
            self.made[row.number] = key
            if row.record < 0:
                fresh.append([self.records[-row.record], key])
                continue
            beside.append(self._imported(sheet, row.record, key))
            for name, value in written(row, sheet, row.values).items():
                put(said[row.record][1], sheet, key, name, value)
        ImportedChild.objects.bulk_create(beside)
        self._write_down(said)
        if fresh:
            self._write_added(sheet, fresh)

    def _find_new(self, numbers: Iterable[int]) -> None:
        """Which record each row became."""
        wanted = sorted({number for number in numbers if number not in self.records})
        for part in parts(wanted):
            rows = self.batch.rows.filter(row__in=part).values_list("row", "record")
            self.records.update(rows)

    def _imported(self, sheet: ChildSheet, record: int, key: int) -> ImportedChild:
        relation = sheet.child.relation
        return ImportedChild(batch=self.batch, relation=relation, record=record, child=key)

    def _by_field(
        self, keys: Sequence[int], rows: Sequence[StagedChild], sheet: ChildSheet
    ) -> list[Iterable[Any]]:
        """A value for every field of the model, by column."""
        by_field: list[Iterable[Any]] = [bulk.same(blank_value(field)) for field in sheet.fields]
        by_field[sheet.places[sheet.model._meta.pk.name]] = keys
        by_field[sheet.places[sheet.key.name]] = [self._above(row, sheet) for row in rows]
        for place, column in enumerate(sheet.own):
            by_field[sheet.places[column.name]] = [row.values[place] for row in rows]
        person = key_place(sheet)
        if person is not None:
            at = [column.name for column in sheet.own].index("identity_number")
            by_field[person] = [PersonValues(row.values[at]).derived() for row in rows]
        return by_field

    def _above(self, row: StagedChild, sheet: ChildSheet) -> int:
        """The key of what a row is under: its record, or the row above it.

        Rows are numbered page by page: the second term and the second record are both 2.
        """
        if row.above > 0:
            return row.above
        is_below_a_row = "__" in sheet.child.relation
        return self.made[-row.above] if is_below_a_row else self.records[-row.above]

    # ---- the trail ---------------------------------------------------------------------

    def _write_down(self, said: Said) -> None:
        """A line a record, as when its rows are typed in."""
        deeds = [
            self._deed(record, old or None, new, Action.CHANGED)
            for record, (old, new) in said.items()
        ]
        if deeds:
            self.storing.write_down(*deeds)

    def _deed(
        self, record: int, before: dict[str, Any] | None, after: dict[str, Any], action: Action
    ) -> Deed:
        batch = self.batch
        return Deed(
            *(action, batch.register, str(record), batch.organisation_id, before, after),
            reason=batch.file_name,
        )

    def _write_added(self, sheet: ChildSheet, added: list[list[int]]) -> None:
        """Of new records: which record has which rows."""
        after = {"batch": self.batch.pk, "rows": sheet.child.relation, "added": added}
        key = f"batch {self.batch.pk}"
        deed = Deed(
            *(Action.IMPORTED, self.batch.register, key, self.batch.organisation_id, None, after),
            reason=self.batch.file_name,
        )
        self.storing.write_down(deed)

    # ---- taking back -------------------------------------------------------------------

    def take_back(self) -> None:
        """What was added beside records that were there goes; what was changed is changed back."""
        said: Said = defaultdict(lambda: ({}, {}))
        for sheet in reversed(child_sheets(self.storing.sheet.register)):
            self._remove(sheet, said)
            for chunk in chunks_of(self.batch, sheet):
                self._change_back(chunk[::-1], sheet, said)
        deeds = [self._deed(record, old, new, Action.UNDONE) for record, (old, new) in said.items()]
        if deeds:
            self.storing.write_down(*deeds)
        self._unclaim(said)

    def _remove(self, sheet: ChildSheet, said: Said) -> None:
        added = ImportedChild.objects.filter(batch=self.batch, relation=sheet.child.relation)
        records = dict(added.values_list("child", "record"))
        for part in parts(list(records)):
            rows = sheet.model._default_manager.filter(pk__in=part)
            for row in rows:
                for column in sheet.own:
                    value = getattr(row, column.field.attname)
                    put(said[records[row.pk]][0], sheet, row.pk, column.name, value)
            try:
                rows.delete()
            except ProtectedError:
                raise Stale from None

    def _change_back(self, rows: Sequence[StagedChild], sheet: ChildSheet, said: Said) -> None:
        for row in rows:
            if row.verdict is not Verdict.CHANGED:
                continue
            before, after = written(row, sheet, row.before), written(row, sheet, row.values)
            changed = {name: value for name, value in before.items() if after[name] != value}
            if not sheet.model._default_manager.filter(pk=row.row).update(**changed):
                raise Stale
            for name in changed:
                put(said[row.record][0], sheet, row.row, name, after[name])
                put(said[row.record][1], sheet, row.row, name, before[name])

    def _unclaim(self, said: Said) -> None:
        """The records whose own rows had not changed are another version once more."""
        own = self.storing.changed_records() if said else set()
        for part in parts([record for record in said if record not in own]):
            model = self.storing.model
            model._default_manager.filter(pk__in=part).update(version=F("version") + 1)


def written(row: StagedChild, sheet: ChildSheet, values: Sequence[Any]) -> dict[str, Any]:
    """The values of a row's own fields, and of a person the key that follows."""
    found = {column.field.attname: value for column, value in zip(sheet.own, values, strict=True)}
    if row.person is not None:
        found["person_key"] = row.person[0 if values is row.before else 1]
    return found


def put(said: dict[str, Any], sheet: ChildSheet, key: int | None, name: str, value: Any) -> None:
    """One field of a row, as the trail keeps it."""
    field = sheet.model._meta.get_field(name)
    if field.name not in sheet.child.fields:  # a key that follows from what is said
        return
    said[f"{sheet.child.relation}.{key}.{field.name}"] = kept(field, value)
