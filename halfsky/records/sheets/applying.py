"""Stores the rows of a checked file in one transaction, and takes them back as a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, held_head, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.audit.snapshot import kept
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.assignments import Assignment
from halfsky.records.sheets import bulk
from halfsky.records.sheets.candidates import PersonValues, blank_value, key_place
from halfsky.records.sheets.children.storing import Stale, StoringChildren
from halfsky.records.sheets.collector import rarely_collected
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.keeping import Chunk, StagedRow, chunks_of, in_groups, loaded
from halfsky.records.sheets.models import ImportBatch, ImportedRow, State
from halfsky.records.sheets.staging import AlreadyImported, Progress, imported_before, nothing

READING = (Action.READ, Action.REVEALED, Action.EXPORTED)
GROUP = 10  # chunks that are stored at once
ACTS_OF_THE_TREE = (Action.MOVED, Action.MERGED, Action.DISSOLVED)


class ImportRefused(Exception):
    """The import, or its undoing, cannot be done; the sentence says why and what to do."""


@rarely_collected()
def apply(
    batch: ImportBatch, sheet: Sheet, reader: Reader | None, progress: Progress = nothing
) -> None:
    """Store everything that a batch would write, or nothing."""
    if earlier := imported_before(batch.register, batch.digest):
        raise AlreadyImported(earlier)
    storing = Storing(batch, sheet, reader)
    try:
        with storing.prepared(progress), transaction.atomic():
            _claim(batch)
            _refuse_stale(batch)
            refuse_elsewhere(batch, sheet, reader)
            storing.store(progress)
    except (IntegrityError, Stale):
        raise ImportRefused(stale_sentence()) from None
    batch.refresh_from_db()


def _claim(batch: ImportBatch) -> None:
    """Of two who press at once one stores it."""
    if not batch.is_sound:
        raise ImportRefused(_("还有错误或冲突的行，请改好后重新上传。"))
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKED)
    if not waiting.update(state=State.APPLIED, applied_at=timezone.now()):
        raise ImportRefused(_("这一批已经导入或撤销过，请重新上传文件。"))


def _refuse_stale(batch: ImportBatch) -> None:
    """What was checked holds only while nobody has written to the same organisations since."""
    if is_stale(batch):
        raise ImportRefused(stale_sentence())


def is_stale(batch: ImportBatch) -> bool:
    """Whether somebody has written to its organisations since it was checked."""
    touched = Q(organisation=None) | Q(organisation__in=batch.layout["organisations"])
    return written_since(batch.seen, batch.register).filter(touched).exists()


def written_since(seen: int, *kinds: str) -> QuerySet[AuditEntry]:
    """What was written to some registers, or to the tree, after a line of the trail."""
    about = Q(kind__in=kinds) | Q(action__in=ACTS_OF_THE_TREE)
    return AuditEntry.objects.filter(about, sequence__gt=seen).exclude(action__in=READING)


def refuse_elsewhere(batch: ImportBatch, sheet: Sheet, reader: Reader | None) -> None:
    """Her posts may have changed between checking and storing (ASVS 8.3.2)."""
    if reader is None:
        return
    power = sheet.register.writing
    named = set(batch.layout["organisations"])
    reached = Organisation.objects.filter(reader.organisations(power), pk__in=named).count()
    if not reader.can(power) or reached < len(named):
        raise PermissionDenied


def stale_sentence() -> str:
    """Somebody else was faster."""
    return _("核对以后登记册有了变化，请重新上传核对。")


class Storing:
    """One batch on its way into the register."""

    def __init__(self, batch: ImportBatch, sheet: Sheet, reader: Reader | None) -> None:
        self.batch, self.sheet, self.reader = batch, sheet, reader
        self.person = reader.person if reader else None
        self.now = timezone.now()
        self.model = sheet.model
        self.names = [column.name for column in sheet.columns]
        self.key_place = key_place(sheet)
        self.done = 0
        self.is_held = False
        self.ready: tuple[bulk.Prepared, bulk.Prepared] | None = None
        self.row_keys: list[Sequence[str]] = []  # of the prepared rows, by chunk
        self.deeds: list[Deed] = []  # that are written down at the end

    @contextmanager
    def prepared(self, progress: Progress) -> Iterator[None]:
        """On SQLite everything about new rows that can be done before others have to wait."""
        if connection.vendor != "sqlite" or not (self.batch.new and self.batch.is_sound):
            yield
            return
        with bulk.Prepared(self.model) as records, bulk.Prepared(ImportedRow) as rows:
            for chunk in chunks_of(self.batch, self.sheet):
                if chunk.numbers:
                    nothing_yet = [0] * len(chunk.numbers)
                    records.lay_out(self._by_field(nothing_yet, chunk))
                    own = (nothing_yet, bulk.same(self.batch.pk), chunk.numbers, chunk.keys)
                    places = range(rows.number + 1, rows.number + 1 + len(chunk.numbers))
                    rows.lay_out((*own, places, bulk.same(1)))
                    self.row_keys.append(chunk.keys)
                progress(0)
            self.ready = records, rows
            yield

    def store(self, progress: Progress) -> None:
        """What changes first, so that a number given up can be taken again; then what is new."""
        if self.batch.changed:
            for chunk in chunks_of(self.batch, self.sheet):
                self._change(chunk.changed(), progress)
        if self.ready is not None:
            self._move(*self.ready, progress)
        elif self.batch.new:
            self._add_all(progress)
        if self.deeds:
            self.write_down(*self.deeds)
        if self.batch.beside:
            StoringChildren(self).store()

    def write_down(self, *deeds: Deed) -> None:
        """Into the trail, as hers who brought the file.

        From the first line on everybody else waits, so it comes late; what they wrote meanwhile
        counts. On SQLite they wait from the beginning.
        """
        if connection.features.has_select_for_update and not self.is_held:
            held_head()
            _refuse_stale(self.batch)
        self.is_held = True
        write_down(self.reader, *deeds)

    def changed_records(self) -> set[int]:
        """The records that rows of their own change."""
        chunks = chunks_of(self.batch, self.sheet)
        return {row.record or 0 for chunk in chunks for row in chunk.changed()}

    def _report(self, progress: Progress, number: int) -> None:
        self.done += number
        progress(self.done)

    # ---- new records -------------------------------------------------------------------

    def _add_all(self, progress: Progress) -> None:
        """Some chunks at once: the database goes on storing while the next are unfolded."""
        keys = bulk.new_keys(self.model, self.batch.new)
        for group in in_groups(self.batch, GROUP):
            added: list[tuple[Sequence[int], Chunk]] = []
            with bulk.inserting(self.model) as add:
                for staged in group:
                    chunk = loaded(staged.content, self.sheet)
                    own, keys = keys[: len(chunk.numbers)], keys[len(chunk.numbers) :]
                    if chunk.numbers:
                        add(self._by_field(own, chunk))
                        added.append((own, chunk))
            with bulk.inserting(ImportedRow, keyed=False) as add:
                for own, chunk in added:
                    add((bulk.same(self.batch.pk), chunk.numbers, chunk.keys, own, bulk.same(1)))
            for own, chunk in added:
                self._note_added(own, chunk.keys)
                self._report(progress, len(own))

    def _move(self, records: bulk.Prepared, rows: bulk.Prepared, progress: Progress) -> None:
        """The prepared rows, and which record each became."""
        first = records.move() + 1
        rows.move(record=first - 1)
        for row_keys in self.row_keys:
            keys = range(first, first + len(row_keys))
            self._note_added(keys, row_keys)
            self._report(progress, len(row_keys))
            first += len(row_keys)

    def _note_added(self, keys: Sequence[int], row_keys: Sequence[str]) -> None:
        """For the trail: a line a chunk, the records with the keyed digests of their rows."""
        deed = Deed(
            Action.IMPORTED,
            self.batch.register,
            key=f"batch {self.batch.pk}",
            organisation=self.batch.organisation_id,
            after={"batch": self.batch.pk, "added": runs_of(keys), "digests": "".join(row_keys)},
            reason=self.batch.file_name,
        )
        self.deeds.append(deed)
        self._assign(keys)

    def _assign(self, keys: Sequence[int]) -> None:
        """New sealed records are hers who brought them, as they are when typed in."""
        if not (self.sheet.register.is_sealed and self.reader and self.person):
            return
        code, person, since = self.batch.register, self.person, self.reader.on
        Assignment.objects.bulk_create(
            Assignment(register=code, record=key, person=person, assigned_by=person, since=since)
            for key in keys
        )

    def _by_field(self, keys: Sequence[int], chunk: Chunk) -> list[Iterable[Any]]:
        """A value for every field of the model, by column."""
        own = {
            "entered_at": self.now,
            "entered_by": self.person.pk if self.person else None,
            "version": 1,
        }
        by_field: list[Iterable[Any]] = [
            bulk.same(own.get(field.name, blank_value(field))) for field in self.sheet.fields
        ]
        by_field[self.sheet.places[self.model._meta.pk.name]] = keys
        for name, column in zip(self.names, chunk.columns, strict=True):
            by_field[self.sheet.places[name]] = column
        if self.key_place is not None:
            identities = chunk.columns[self.names.index("identity_number")]
            by_field[self.key_place] = [PersonValues(one).derived() for one in identities]
        return by_field

    # ---- changed records ---------------------------------------------------------------

    def _change(self, rows: Sequence[StagedRow], progress: Progress) -> None:
        if not rows:
            return
        changes = ((row.record or 0, row.version or 0, self._values(row, 1)) for row in rows)
        for asked, found in bulk.update(self.model, changes):
            if asked != found:
                raise ImportRefused(stale_sentence())
        records = [row.record or 0 for row in rows]
        versions = [(row.version or 0) + 1 for row in rows]
        self._remember([row.number for row in rows], bulk.same(""), records, versions)
        self.write_down(*(self._deed(row) for row in rows))
        self._report(progress, len(rows))

    def _values(self, row: StagedRow, which: int) -> dict[str, Any]:
        """What a row changes, by field: before (0) or after (1)."""
        values = {self.names[place]: pair[which] for place, pair in row.changes.items()}
        if row.person is not None and row.person[0] != row.person[1]:
            values["person_key"] = row.person[which]
        if row.restores:
            withdrawn = which == 0
            values["withdrawn_at"] = self.now if withdrawn else None
            values["withdrawn_because"] = withdrawn_because(self.batch) if withdrawn else ""
        return values

    def _deed(self, row: StagedRow) -> Deed:
        fields = {name: self.model._meta.get_field(name) for name in self._values(row, 0)}
        before, after = (
            {fields[name].attname: kept(fields[name], value) for name, value in values.items()}
            for values in (self._values(row, 0), self._values(row, 1))
        )
        action = Action.RESTORED if row.restores else Action.CHANGED
        organisation = self.batch.organisation_id
        reason = self.batch.file_name
        return Deed(
            action, self.batch.register, str(row.record), organisation, before, after, reason
        )

    def _remember(
        self,
        numbers: Sequence[int],
        keys: Iterable[str],
        records: Sequence[int],
        versions: Iterable[int],
    ) -> None:
        """Which record each row became."""
        with bulk.inserting(ImportedRow, keyed=False) as add:
            add((bulk.same(self.batch.pk), numbers, keys, records, versions))


def runs_of(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Keys as runs of neighbours, the first and last of each: a long list takes long to store."""
    breaks = [place for place in range(1, len(keys)) if keys[place] != keys[place - 1] + 1]
    ends = zip([0, *breaks], [*breaks, len(keys)], strict=True)
    return [(keys[begin], keys[end - 1]) for begin, end in ends]


def withdrawn_because(batch: ImportBatch) -> str:
    """Why the records of an undone import are withdrawn."""
    return _("撤销导入：{file}").format(file=batch.file_name)[:200]
