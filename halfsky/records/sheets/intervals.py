"""Days within the life of an organisation, and one record in force at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.models import DatedRecord, StandingRecord, life_refusal
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.conditions import Candidate, values_at
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Place
from halfsky.records.sheets.verdicts import named

Day = datetime.date | None


class Life:
    """A record's day lies within the life of its organisation."""

    def __init__(self, sheet: Sheet, places: dict[int, Place]) -> None:
        day = "since" if issubclass(sheet.model, StandingRecord) else "date"
        self.name, self.places = day, places
        self.organisation, self.day = sheet.places["organisation"], sheet.places[day]

    def problem(self, row: Candidate) -> str | None:
        """Why the day cannot be; the sentence of the forms."""
        place, day = self.places.get(row[self.organisation]), row[self.day]
        if place is None or day is None:
            return None
        if day >= place.since and (place.until is None or day < place.until):
            return None
        return life_refusal(place.name, place.since, place.until, day)

    def within(self, columns: Sequence[Sequence[Any]]) -> list[bool]:
        """Whether `problem` finds nothing, of each of many rows by their columns."""
        known = self.places.get
        return [
            day is None
            or (place := known(organisation)) is None
            or (place.since <= day and (place.until is None or day < place.until))
            for organisation, day in zip(columns[self.organisation], columns[self.day], strict=True)
        ]


class OneAtATime:
    """An organisation has at most one record in force on a day, in the database and the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.model = sheet.model
        self.at = [sheet.places[name] for name in ("organisation", "since", "until")]
        self.withdrawn = sheet.places["withdrawn_at"]
        self.held: dict[int, dict[int, tuple[Day, Day]]] = {}
        self.replaced: set[int] = set()
        self.taken: dict[int, int] = {}  # by a new row: the organisation

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Read the intervals of a chunk's organisations."""
        wanted = values_at(self.at[0], candidates) - self.held.keys()
        rows = self.model._default_manager.filter(withdrawn_at__isnull=True).order_by("pk")
        for organisation in wanted:
            self.held[organisation] = {}
        for part in parts(list(wanted)):
            found = rows.filter(organisation_id__in=part)
            for owner, organisation, since, until in found.values_list(
                "pk", "organisation_id", "since", "until"
            ):
                if owner not in self.replaced:
                    self.held[organisation][owner] = (since, until)

    def other(self, row: Candidate, own: int | None) -> int | None:
        """Whose interval the row's overlaps (`StandingRecord._refuse_overlap`)."""
        organisation, since, until = (row[place] for place in self.at)
        if organisation is None or since is None:
            return None
        return next(self._overlapping(organisation, since, until, own), None)

    def _overlapping(
        self, organisation: int, since: datetime.date, until: Day, own: int | None
    ) -> Iterator[int]:
        for owner, (begun, ended) in self.held.get(organisation, {}).items():
            if owner == own or not (ended is None or ended > since):
                continue
            if until is None or (begun is not None and begun < until):
                yield owner

    def take(self, row: Candidate, before: Candidate | None, owner: int) -> None:
        """The row was accepted: its interval is in force."""
        organisation, since, until = (row[place] for place in self.at)
        if before is not None:
            self.replaced.add(owner)
            self.held.get(before[self.at[0]], {}).pop(owner, None)
        if row[self.withdrawn] is None:
            self.held.setdefault(organisation, {})[owner] = (since, until)
            if owner < 0:
                self.taken[owner] = organisation

    def forget(self, owners: set[int]) -> None:
        """New rows that are not to be stored after all are not in force."""
        for owner in owners & self.taken.keys():
            del self.held[self.taken.pop(owner)][owner]

    def sentence(self, owner: int, row: Candidate) -> str:
        """With whom the row overlaps."""
        if owner < 0:
            sentence = _("与第{row}行的时间重叠，请先填写前一行的截止日期。")
            return sentence.format(row=named(-owner))
        other = self.model._default_manager.get(pk=owner)
        sentence = _("与{other}（{since}起）的时间重叠，请先填写它的截止日期。")
        return sentence.format(other=other, since=other.since)


def life_of(sheet: Sheet, places: dict[int, Place]) -> Life | None:
    """The rule of life, where the model is one that has it."""
    has_it = issubclass(sheet.model, (DatedRecord, StandingRecord))
    return Life(sheet, places) if has_it else None


def one_at_a_time(sheet: Sheet) -> OneAtATime | None:
    """The rule of one in force, where the model asks for it."""
    asks: Any = issubclass(sheet.model, StandingRecord) and sheet.model.one_at_a_time
    return OneAtATime(sheet) if asks else None
