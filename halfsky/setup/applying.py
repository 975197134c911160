"""Writes a decided draft in one transaction and in bulk, keeping what it made for the way back."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action, AuditHead
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import (
    Coverage,
    Edge,
    Employer,
    FormerName,
    Organisation,
    Person,
)
from halfsky.org.reader import Reader
from halfsky.records.sheets.bulk import new_keys
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.women_organisations import (
    Form,
    Seat,
    Selection,
    Term,
    WomenOrganisation,
)
from halfsky.registers.organising.women_organisations import Role as SeatRole
from halfsky.setup.bodies import Body
from halfsky.setup.details import Details, first
from halfsky.setup.draft import Draft
from halfsky.setup.known import NUMBERS
from halfsky.setup.models import State, Workbook
from halfsky.setup.posting import accounts_for, officers_of, posts_for
from halfsky.setup.preview import additions, counts_of, is_covered
from halfsky.setup.towns import Town
from halfsky.setup.words import Word

ROWS_A_BATCH = 500
REASON = "setup"
AnyModel = TypeVar("AnyModel", bound=Model)


class SetupRefused(Exception):
    """Nothing is written; the sentence says why and what to do."""


def apply(workbook: Workbook, draft: Draft, reader: Reader | None) -> None:
    """All of it or nothing; a workbook that is open, once."""
    if not draft.is_decided:
        raise SetupRefused(_("还有问题没有回答，请先答完。"))
    with transaction.atomic():
        opened = Workbook.objects.filter(pk=workbook.pk, state=State.OPEN)
        if not opened.update(state=State.APPLIED, applied_at=timezone.now()):
            raise SetupRefused(_("这个工作簿已经建立过，或已经撤回。"))
        writing = Writing(draft, reader)
        writing.write()
        counts = [vars(count) for count in counts_of(draft)]
        root, made = draft.known.root.key, {name: len(keys) for name, keys in writing.made.items()}
        write_down(
            reader,
            Deed(
                Action.IMPORTED,
                "setup.workbook",
                str(workbook.pk),
                root,
                None,
                {"made": made, "changed": len(writing.changed)},
                reason=workbook.file_name[:200],
            ),
        )
        workbook.made, workbook.changed = writing.made, writing.changed
        workbook.counts = counts
        workbook.sequence = AuditHead.objects.get(pk=1).sequence
        workbook.content = ""  # people's names and telephones: they are where they belong now
        workbook.save(update_fields=["content", "made", "changed", "counts", "sequence"])
    workbook.refresh_from_db()


@dataclass
class Writing:
    """One draft on its way into the database."""

    draft: Draft
    reader: Reader | None
    made: dict[str, list[int]] = field(default_factory=dict)
    changed: list[list[Any]] = field(default_factory=list)  # model, key, columns before
    organisations: dict[int, Organisation] = field(default_factory=dict)  # by town or body

    @property
    def person(self) -> Person | None:
        """Who enters it all."""
        return self.reader.person if self.reader else None

    @property
    def today(self) -> datetime.date:
        """The day of the writing."""
        return self.reader.on if self.reader else timezone.localdate()

    def write(self) -> None:
        """Parents before children."""
        self.codes = set(self.draft.known.codes)  # a draft may be written again, where this fails
        self.root = Organisation.objects.select_for_update().get(pk=self.draft.known.root.key)
        self._towns()
        self._unions()
        self._former_names()
        self._employers()
        self._head_counts()
        self._women_organisations()
        self._officers()

    def _officers(self) -> None:
        """Accounts first, then posts."""
        wanted = list(officers_of(self.draft, self.organisations, self.parent_of))
        people = self.save(accounts_for(wanted, set(self.draft.known.usernames)))
        self.save(posts_for(wanted, people, self.today))

    def save(self, rows: list[AnyModel]) -> list[AnyModel]:
        """Insert rows and remember their keys."""
        if rows:
            model = type(rows[0])
            model._default_manager.bulk_create(rows, ROWS_A_BATCH)
            keys = [int(row.pk) for row in rows]
            self.made.setdefault(model._meta.label_lower, []).extend(keys)
        return rows

    def change(self, row: Model, **values: Any) -> None:
        """Set columns, keeping what they were."""
        before = {name: stored(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.changed.append([row._meta.label_lower, row.pk, before])

    # ---- the tree --------------------------------------------------------------------------

    def _towns(self) -> None:
        towns = [town for town in self.draft.towns if town.is_new]
        code = numbered("T{:02d}", self.codes)
        made = [self._organisation(town.name, town.kind, town.since, code=code()) for town in towns]
        self._found(made, [self.root] * len(made))
        self.organisations |= {id(town): one for town, one in zip(towns, made, strict=True)}

    def _organisation(
        self, name: str, kind: OrganisationKind, since: datetime.date, **fields: str
    ) -> Organisation:
        return Organisation(name=name, kind=kind, since=since, entered_by=self.person, **fields)

    def _found(self, made: list[Organisation], parents: list[Organisation]) -> None:
        """With paths and edges, in two statements a batch."""
        keys = new_keys(Organisation, len(made)) if made else []
        for one, key, parent in zip(made, keys, parents, strict=True):
            one.pk = key
            one.path = f"{parent.path}{key:08x}"
        self.save(made)
        edges = [
            Edge(
                organisation=one,
                parent=parent,
                since=max(one.since, parent.since),
                reason=_("启用时按名册建立"),
            )
            for one, parent in zip(made, parents, strict=True)
        ]
        self.save(edges)

    def _unions(self) -> None:
        known = Organisation.objects.in_bulk([b.key for b in self.draft.unions if b.key])
        fresh = [body for body in self.draft.unions if body.key is None]
        codes: dict[str, Callable[[], str]] = {}
        made, parents = [], []
        for body in fresh:
            details, parent = self.draft.details[id(body)], self.parent_of(body.town)
            code = self._own_code(details)
            if not code:
                format_ = parent.code + "-{:03d}" if parent.pk != self.root.pk else "U{:04d}"
                taken = self.codes
                code = codes.setdefault(format_, numbered(format_, taken))()
            fields = {"code": code, "credit_code": body.code, "approval_number": details.approval}
            made.append(self._organisation(body.name, details.kind, details.since, **fields))
            parents.append(parent)
        self._found(made, parents)
        self.organisations |= {id(body): one for body, one in zip(fresh, made, strict=True)}
        for body in self.draft.unions:
            if body.key:
                self.organisations[id(body)] = known[body.key]
                if added := additions(self.draft, body):
                    version = known[body.key].version + 1
                    self.change(known[body.key], **added, version=version)

    def parent_of(self, town: Town | None) -> Organisation:
        """A town's organisation; the root where there is none."""
        if town is None or town.is_root:
            return self.root
        if id(town) not in self.organisations:
            assert town.known is not None
            self.organisations[id(town)] = Organisation.objects.get(pk=town.known.key)
        return self.organisations[id(town)]

    def _own_code(self, details: Details) -> str:
        """The federation's own number of the union, if an address can carry it and it is free."""
        taken = self.codes
        number = details.number
        if not number.isascii() or not number.replace("-", "").isalnum() or len(number) < 3:
            return ""
        if number.casefold() in taken:
            return ""
        taken.add(number.casefold())
        return number

    def _former_names(self) -> None:
        rows = []
        for town in self.draft.towns:
            kept = {*town.known.former} if town.known else set()
            place = self.parent_of(town)
            rows += [
                FormerName(organisation=place, name=name, until=max(self.today, place.since))
                for name in dict.fromkeys(town.former)
                if name not in kept and name != place.name
            ]
        for body in self.draft.unions:
            name = first(body.lines, lambda line: line.name(Word.FORMER))
            known = self.draft.known.organisations.get(body.key or 0)
            if name and name != body.name and not (known and name in known.former):
                place = self.organisations[id(body)]
                until = max(self.today, place.since)
                rows.append(FormerName(organisation=place, name=name[:120], until=until))
        self.save(rows)

    # ---- employers -------------------------------------------------------------------------

    def _employers(self) -> None:
        fresh = [body for body in self.draft.employers if body.key is None]
        made = self.save(
            [
                Employer(
                    credit_code=body.code,
                    name=body.name,
                    category=self.draft.categories[id(body)],
                )
                for body in fresh
            ]
        )
        keys = {id(body): row.pk for body, row in zip(fresh, made, strict=True)}
        self.save(
            [
                Coverage(
                    organisation=self._covering(union),
                    employer_id=employer.key or keys[id(employer)],
                    since=self._covering(union).since,
                    entered_by=self.person,
                )
                for union, employer in self.draft.coverages
                if not is_covered(self.draft, union, employer)
            ]
        )

    def _covering(self, union: Body) -> Organisation:
        """A union that only the employers' rows name may be in the database alone."""
        if id(union) not in self.organisations and union.key:
            self.organisations[id(union)] = Organisation.objects.get(pk=union.key)
        return self.organisations[id(union)]

    # ---- what hangs on a union -------------------------------------------------------------

    def _head_counts(self) -> None:
        rows, known = [], self.draft.known.counts
        followed = HeadCount.objects.in_bulk([key for key, _since, _numbers in known.values()])
        for body in self.draft.unions:
            details = self.draft.details[id(body)]
            if not details.numbers or details.counted_on is None:
                continue
            if stored_count := known.get(body.key or 0):
                key, since, numbers = stored_count
                if numbers == details.numbers or since >= details.counted_on:
                    continue
                last = followed[key]
                self.change(last, until=details.counted_on, version=last.version + 1)
            rows.append(
                HeadCount(
                    organisation=self.organisations[id(body)],
                    since=details.counted_on,
                    entered_by=self.person,
                    **dict(zip(NUMBERS, details.numbers, strict=True)),
                )
            )
        self.save(rows)

    def _women_organisations(self) -> None:
        known = self.draft.known.bodies
        said = [
            (self.organisations[id(body)], self.draft.details[id(body)])
            for body in self.draft.unions
            if self.draft.details[id(body)].form and body.key not in known
        ]
        made = self.save(
            [
                WomenOrganisation(
                    organisation=one,
                    form=details.form,
                    since=details.formed_on,
                    entered_by=self.person,
                )
                for one, details in said
            ]
        )
        held = [
            (body, details, details.term)
            for body, (_one, details) in zip(made, said, strict=True)
            if details.term
        ]
        terms = self.save(
            [
                Term(
                    women_organisation=body,
                    number=term.number,
                    since=term.since,
                    until=term.until,
                )
                for body, _details, term in held
            ]
        )
        self.save(
            [
                Seat(
                    term=term,
                    holder=details.chair,
                    role=role_of_seat(details),
                    selection=Selection.ELECTED,
                    since=term.since,
                )
                for term, (_body, details, _said) in zip(terms, held, strict=True)
                if details.chair
            ]
        )


def role_of_seat(details: Details) -> SeatRole:
    """Who heads it."""
    return SeatRole.CHAIR if details.form == Form.COMMITTEE else SeatRole.COMMISSIONER


def numbered(format_: str, taken: set[str]) -> Callable[[], str]:
    """The next free code of a form, each time it is asked."""
    at = 0

    def following() -> str:
        nonlocal at
        while True:
            at += 1
            code = format_.format(at)
            if code.casefold() not in taken:
                taken.add(code.casefold())
                return code

    return following


def stored(value: Any) -> Any:
    """A column's value as JSON."""
    return value.isoformat() if isinstance(value, datetime.date) else value
