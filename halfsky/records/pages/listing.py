"""The list of a register as its page shows it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, DateField, IntegerField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import (
    Applied,
    Cell,
    Choice,
    Column,
    Filter,
    Page,
    Row,
    Sorted,
    Table,
    with_query,
)
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.models import MoneyField
from halfsky.records.pages.asking import Asked, offered_columns, sortable, values_of
from halfsky.records.values import shown

PAGE = 50
WITHIN = "within"  # the picker of organisations that may be read


def title_column(register: Register, names: tuple[str, ...]) -> str:
    """The column that a record goes by: its longest text that is always filled in."""
    texts = [
        field
        for field in map(register.model._meta.get_field, names)
        if isinstance(field, CharField) and not field.choices and not field.blank
    ]
    if texts:
        return max(texts, key=lambda field: field.max_length or 0).name
    return register.organisation if register.organisation in names else names[0]


def table_of(register: Register, records: list[Any], asked: Asked, query: QueryDict) -> Table:
    """The records as a table whose rows lead to them."""
    fields = [register.model._meta.get_field(name) for name in asked.columns]
    title = title_column(register, asked.columns)
    columns = [column_of(register, field, title, asked, query) for field in fields]
    return Table(str(register.label), columns, [row_of(register, one, fields) for one in records])


def column_of(register: Register, field: Any, title: str, asked: Asked, query: QueryDict) -> Column:
    """A column, with the addresses that sort by it."""
    label = str(field.verbose_name)
    if isinstance(field, MoneyField):
        label = _("{label}（元）").format(label=label)
    url, direction = order_of(register, field, asked, query)
    return Column(
        label,
        is_numeric=isinstance(field, IntegerField) and not field.choices,
        is_title=field.name == title,
        is_short=isinstance(field, DateField),
        sort_url=url,
        sorted=direction,
    )


def order_of(register: Register, field: Any, asked: Asked, query: QueryDict) -> tuple[str, Sorted]:
    """The address that sorts by a column, and how the list is sorted by it now."""
    if field.name not in sortable(register):
        return "", ""
    now = asked.sort or f"-{register.on}"
    if now == field.name:
        return with_query(query, sort=f"-{field.name}", page=None), "ascending"
    if now == f"-{field.name}":
        return with_query(query, sort=field.name, page=None), "descending"
    first = f"-{field.name}" if isinstance(field, DateField) else field.name
    return with_query(query, sort=first, page=None), ""


def row_of(register: Register, record: Any, fields: list[Any]) -> Row:
    """A record as a row."""
    cells = [cell_of(register, record, field) for field in fields]
    return Row(cells, url=record_url(register, record.pk))


def cell_of(register: Register, record: Any, field: Any) -> Cell:
    """One value; a state as a badge."""
    text = shown(register, field, getattr(record, field.name))
    if register.workflow is not None and field.name == register.workflow.field:
        is_open = bool(register.workflow.open_to(record))
        return Cell(text, is_badge=True, tone="notice" if is_open else "good")
    return Cell(text)


def page_of(found: list[Any], asked: Asked, query: QueryDict) -> Page:
    """Where this page stands; one row more than fits tells that there is another."""
    first = (asked.page - 1) * PAGE
    count = min(len(found), PAGE)
    previous = with_query(query, page=asked.page - 1) if asked.page > 1 else ""
    following = with_query(query, page=asked.page + 1) if len(found) > PAGE else ""
    return Page(asked.page, first + 1, first + count, previous, following)


def filters_of(register: Register, reader: Reader, asked: Asked) -> Iterator[Filter]:
    """The questions over the list."""
    if not is_alone(register, reader):
        source = reverse("records:choices", args=[register.code, WITHIN])
        named = name_of_unit(reader, asked.unit)
        yield Filter("unit", _("组织"), "unit", asked.unit if named else "", named, source=source)
    for name in register.filters:
        choices = [
            Choice(value, label, value == asked.chosen.get(name))
            for value, label in values_of(register, name).items()
        ]
        yield Filter(
            name, label_of(register, name), value=asked.chosen.get(name, ""), choices=choices
        )
    since = asked.since.isoformat() if asked.since else ""
    last = asked.last.isoformat() if asked.last else ""
    yield Filter("from", label_of(register, register.on), "date", since)
    yield Filter("to", _("至"), "date", last)
    gone = [Choice("1", _("只看已撤回"), asked.withdrawn)]
    yield Filter("withdrawn", _("撤回"), value="1" if asked.withdrawn else "", choices=gone)


def label_of(register: Register, name: str) -> str:
    """What a field is called."""
    field: Any = register.model._meta.get_field(name)
    return str(field.verbose_name)


def is_alone(register: Register, reader: Reader) -> bool:
    """Whether there is one organisation only that she may ask about."""
    reached = Organisation.objects.filter(reader.organisations(register.reading))
    return len(reached.values_list("pk", flat=True)[:2]) < 2


def name_of_unit(reader: Reader, code: str) -> str:
    """What an organisation within reach is called."""
    if not code:
        return ""
    found = Organisation.objects.filter(reader.organisations(), code=code)
    return found.values_list("name", flat=True).first() or ""


def applied_of(filters: list[Filter], asked: Asked, query: QueryDict) -> Iterator[Applied]:
    """The filters that are on, each with the list without it."""
    if asked.text:
        label = _("含“{text}”").format(text=asked.text)
        yield Applied(label, with_query(query, q=None, page=None))
    if asked.batch:
        label = _("第{number}批导入").format(number=asked.batch)
        yield Applied(label, with_query(query, batch=None, page=None))
    for one in filters:
        if one.value:
            chosen = next((c.label for c in one.choices if c.is_chosen), one.shown or one.value)
            text = _("{filter}：{value}").format(filter=one.label, value=chosen)
            yield Applied(text, with_query(query, **{one.name: None}, page=None))


def column_choices(register: Register, asked: Asked) -> list[Choice]:
    """The columns that can be shown, those that are shown marked."""
    return [
        Choice(name, label_of(register, name), name in asked.columns)
        for name in offered_columns(register)
    ]


def kept(query: QueryDict, *names: str) -> list[Choice]:
    """What a form of the page sends along unseen: parameters of the address."""
    return [Choice(value, name) for name in names for value in query.getlist(name)]
