"""Events that two bodies may both have written down: shown side by side, and settled by either."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.collecting.pages.asking import period_of, period_options
from halfsky.components import Crumb, Fact, Filter
from halfsky.figures.periods import Period
from halfsky.org.answers import answer, refused
from halfsky.org.once import Written, new_key
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.doubles import MOST, Held, Reach, are_doubles, doubles
from halfsky.records.registry import registers
from halfsky.records.settling import Pair
from halfsky.records.taking_part import held_jointly
from halfsky.records.values import shown
from halfsky.records.visibility import fetch, open_register, readable
from halfsky.records.writing import VersionConflict, organisation_of

SHOWN = 20  # pairs at a time; the next come when these are answered


@dataclass(frozen=True)
class Side:
    """One of the two records, as far as she may know it."""

    record: Any
    heading: str
    facts: list[Fact]
    url: str  # its page, where she may open it
    is_hers: bool  # whether she may answer for it
    key: str  # of the form that merges it into the other


@dataclass(frozen=True)
class Shown:
    """Two records that may be one."""

    register: Register
    sides: tuple[Side, Side]
    key: str  # of the form that tells them apart

    @property
    def turned(self) -> Iterator[tuple[Side, Side]]:
        """Each side with the other."""
        first, second = self.sides
        yield first, second
        yield second, first


def show_doubles(request: ReaderRequest) -> HttpResponse:
    """The pairs of a period that have not been answered, in her part of the tree."""
    period = period_of(request.GET.get("period", ""))
    found = list(found_for(request.reader, period))
    context = {
        "period": period,
        "filters": [Filter("period", _("期间"), value=period.name, choices=period_options(period))],
        "pairs": in_words(found[:SHOWN], request.reader),
        "count": f"{MOST}+" if len(found) >= MOST else len(found),
        "has_more": len(found) > SHOWN,
        "crumbs": [Crumb(_("可能重复"))],
    }
    return render(request, "collecting/doubles.html", context)


def found_for(
    reader: Reader, period: Period, alone: bool = False
) -> Iterator[tuple[Register, Held, Held]]:
    """Of every register that she writes in; alone: of her own organisations only."""
    for register in held_jointly():
        if reader.can(register.writing):
            reach = Reach.of(reader, register, alone)
            for first, second in doubles(register, reach, period.start, period.last_day):
                yield register, first, second


def in_words(found: list[tuple[Register, Held, Held]], reader: Reader) -> list[Shown]:
    """As the page shows them; records are read a register at a time."""
    wanted: dict[str, set[int]] = {}
    for register, first, second in found:
        wanted.setdefault(register.code, set()).update((first.key, second.key))
    sides: dict[tuple[str, int], Any] = {}
    for code, keys in wanted.items():
        for one in sides_of(registers()[code], keys, reader):
            sides[code, one.record.pk] = one
    return [
        Shown(
            register,
            (sides[register.code, first.key], sides[register.code, second.key]),
            new_key(),
        )
        for register, first, second in found
    ]


def sides_of(register: Register, keys: set[int], reader: Reader) -> Iterator[Side]:
    """What she may know of each."""
    model = register.model
    fields = [model._meta.get_field(name) for name in names_shown(register)]
    related = [one.name for one in fields if one.is_relation]
    hers = set(readable(register, reader).filter(pk__in=keys).values_list("pk", flat=True))
    for record in model._default_manager.filter(pk__in=keys).select_related(*related):
        facts = [fact_of(register, one, record) for one in fields]
        url = record_url(register, record.pk) if record.pk in hers else ""
        holder = organisation_of(register, record)
        may = reader.can_at(register.writing, holder.path)
        yield Side(record, str(holder), facts, url, may, new_key())


def names_shown(register: Register) -> tuple[str, ...]:
    """The columns of an open register's list; of a sensitive one day, title and unit."""
    if register.confidential is Confidentiality.OPEN or register.participants is None:
        return register.columns
    return (register.on, register.organisation, register.participants.titled)


def fact_of(register: Register, field: Any, record: models.Model) -> Fact:
    """A column."""
    return Fact(str(field.verbose_name), shown(register, field, getattr(record, field.name)))


def settle(request: ReaderRequest, code: str, mine: int, other: int) -> HttpResponse:
    """She says what it is: one event, that is the other's, or two."""
    pair = pair_of(request, code, mine, other)
    back = f"{reverse('collecting:doubles')}?period={half_year(pair).name}"

    def act() -> Written:
        if "same" not in request.POST:
            pair.tell_apart(request.reader)
            return Written(_("已记下：不是同一件"), back)
        pair.merge(version(request, "mine"), version(request, "other"), request.reader)
        return Written(_("已并入：{record}").format(record=pair.named(pair.other)), back)

    try:
        return answer(request, act)
    except VersionConflict:
        sentence = _("您打开以后，其中一条被人改过。请返回看过新的内容再答。")
        return refused(request, sentence, HTTPStatus.CONFLICT)


def pair_of(request: ReaderRequest, code: str, mine: int, other: int) -> Pair:
    """Two records that are asked about, of which she may write the first; else 404 or 403."""
    register = registers().get(code)
    if register is None or register.participants is None:
        raise Http404
    open_register(register, request.reader)
    record = fetch(register, request.reader, mine, register.writing)
    if not are_doubles(register, mine, other):
        raise Http404
    beside = register.model._default_manager.get(pk=other)
    return Pair(register, register.participants, record, beside)


def half_year(pair: Pair) -> Period:
    """The period in whose list the pair stood."""
    day: datetime.date = getattr(pair.mine, pair.register.on)
    return Period.half_year_of(day)


def version(request: ReaderRequest, which: str) -> int:
    """The version of a record that she saw."""
    text = request.POST.get(f"version_{which}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
