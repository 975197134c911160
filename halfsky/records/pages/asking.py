"""What a list is asked for, all of it in its address: search, filters, order, columns, page."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, F, Q, QuerySet
from django.db.models.lookups import In
from django.http import QueryDict
from django.utils.translation import gettext as _

from halfsky.org.acts import below_path
from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Employer, Organisation
from halfsky.org.reader import Reader, Unsought
from halfsky.records.declaration import Register
from halfsky.records.sheets.cells import Refused, as_day
from halfsky.records.sheets.columns import natural_field
from halfsky.records.sheets.models import ImportedRow
from halfsky.records.visibility import readable

LONGEST_TEXT = 60
MOST_WORDS = 5
LAST_PAGE = 2000
# Columns of every record that a list may show; the others of its bookkeeping it does not.
WHO_AND_WHEN = ("entered_at", "entered_by")
NOT_SHOWN = ("id", "version", "withdrawn_at", "withdrawn_because")


@dataclass(frozen=True)
class Asked:
    """What the address says; whatever it says wrongly is passed over."""

    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)  # values of filters
    unit: str = ""  # the code of an organisation, with all below it
    since: datetime.date | None = None
    last: datetime.date | None = None
    withdrawn: bool = False
    batch: int = 0  # one of her own imports
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than everything."""
        days = (self.since, self.last)
        parts = (self.text, self.chosen, self.unit, *days, self.withdrawn, self.batch)
        return any(parts)


def asked_of(register: Register, query: QueryDict) -> Asked:
    """Reads an address; only declared fields can be filtered and sorted by (security.md T05)."""
    listed = [name for name in query.getlist("column") if name in offered_columns(register)]
    sort = query.get("sort", "")
    return Asked(
        text=query.get("q", "").strip()[:LONGEST_TEXT],
        chosen={
            name: query.get(name, "")
            for name in register.filters
            if query.get(name) in values_of(register, name)
        },
        unit=query.get("unit", "").partition(" ")[0][:40],
        since=day_of(query.get("from", "")),
        last=day_of(query.get("to", "")),
        withdrawn=query.get("withdrawn") == "1",
        batch=number_of(query.get("batch", "")),
        sort=sort if sort.removeprefix("-") in sortable(register) else "",
        columns=tuple(dict.fromkeys(listed)) or tuple(register.columns),
        page=page_of(query.get("page", "")),
    )


def day_of(text: str) -> datetime.date | None:
    """A day of the address, if it is one."""
    try:
        return as_day(text[:20]) if text.strip() else None
    except Refused:
        return None


def page_of(text: str) -> int:
    """A page's number; the first if it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1


def number_of(text: str) -> int:
    """The number of an import; 0 if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def values_of(register: Register, name: str) -> dict[str, str]:
    """What a filter offers, as the address writes it."""
    model_field = register.model._meta.get_field(name)
    if isinstance(model_field, BooleanField):
        return {"1": _("是"), "0": _("否")}
    choices: Any = getattr(model_field, "flatchoices", ())
    return {str(value): str(label) for value, label in choices}


def offered_columns(register: Register) -> list[str]:
    """The columns that a list can show: those declared, then the others that are no secret."""
    others = [
        one.name
        for one in register.model._meta.concrete_fields
        if (one.editable or one.name in WHO_AND_WHEN)
        and not isinstance(one, EncryptedField)
        and one.name not in NOT_SHOWN
    ]
    return [*register.columns, *(name for name in others if name not in register.columns)]


def sortable(register: Register) -> dict[str, str]:
    """The columns that a list can be sorted by, with the path that does it."""
    found = {}
    for name in register.columns:
        model_field: Any = register.model._meta.get_field(name)
        if not isinstance(model_field, EncryptedField):
            found[name] = f"{name}__{name_of(model_field)}" if model_field.is_relation else name
    return found


def name_of(model_field: Any) -> str:
    """The column by which the rows behind a reference are put in order."""
    if model_field.related_model in (Organisation, Employer):
        return "name"
    return natural_field(model_field.related_model)


def rows(register: Register, reader: Reader, asked: Asked) -> QuerySet[Any]:
    """The records asked for, within what she may read."""
    found = readable(register, reader).filter(withdrawn_at__isnull=not asked.withdrawn)
    for name, value in asked.chosen.items():
        is_flag = isinstance(register.model._meta.get_field(name), BooleanField)
        found = found.filter(**{name: value == "1" if is_flag else value})
    if asked.text:
        found = found.filter(mentions(register, reader, asked.text))
    if asked.unit:
        found = found.filter(below(register, reader, asked.unit))
    if asked.batch:
        found = found.filter(pk__in=records_of_batch(register, reader, asked.batch))
    if asked.since:
        found = found.filter(**{f"{register.on}__gte": asked.since})
    if asked.last:
        found = found.filter(**{f"{register.on}__lte": asked.last})
    return in_order(register, found, asked)


def records_of_batch(register: Register, reader: Reader, batch: int) -> QuerySet[Any]:
    """What one of her own imports wrote."""
    mine = {"batch__made_by": reader.person, "batch__register": register.code}
    return ImportedRow.objects.filter(batch=batch, **mine).values("record")


def some_rows(
    register: Register, reader: Reader, asked: Asked, first: int, count: int
) -> list[Any]:
    """Some of them with what they refer to: keys first, so that what is shown chooses no index."""
    found = rows(register, reader, asked).values_list("pk", flat=True)
    keys = list(found[first : first + count])
    shown = register.model._default_manager.select_related(*references(register, asked))
    by_key = shown.in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]


def mentions(register: Register, reader: Reader, text: str) -> Q:
    """Records in whose searched fields each word of a text stands."""
    every = Q()
    for word in text.split()[:MOST_WORDS]:
        one = mentioning(register, word)
        if reader.reaches_a_whole_tree:
            # One pass over the table, whatever its order: rows by the day would be read one by one.
            found = register.model._default_manager.filter(one).order_by().values("pk")
            one = Q(In(Unsought(F("pk")), found))
        every &= one
    return every


def mentioning(register: Register, word: str) -> Q:
    """Where a word stands; names behind a reference are sought among the few referred to."""
    found = Q(pk__in=())
    for path in register.search:
        name, _step, behind = path.partition("__")
        if behind:
            referred: Any = register.model._meta.get_field(name).related_model
            named = referred._default_manager.filter(**{f"{behind}__icontains": word})
            found |= Q(**{f"{name}__in": named.values("pk")})
        else:
            found |= Q(**{f"{path}__icontains": word})
    return found


def below(register: Register, reader: Reader, code: str) -> Q:
    """Records of one organisation within her reach, and of all below it."""
    top = Organisation.objects.filter(reader.organisations(), code=code).first()
    return below_path(top.path, register.organisation_prefix) if top else Q(pk__in=())


def references(register: Register, asked: Asked) -> list[str]:
    """The references that are shown, to be read along with the records."""
    meta = register.model._meta
    return [name for name in asked.columns if meta.get_field(name).is_relation]


def in_order(register: Register, found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """The newest first, unless a column is asked for; what has no day yet stands on top."""
    if asked.sort:
        path = F(sortable(register)[asked.sort.removeprefix("-")])
        return found.order_by(path.desc() if asked.sort[0] == "-" else path.asc(), "-pk")
    if register.model._meta.get_field(register.on).null:
        return found.order_by(F(register.on).desc(nulls_first=True), "-pk")
    return found.order_by(f"-{register.on}", "-pk")
