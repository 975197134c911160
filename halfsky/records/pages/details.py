"""A record as its page shows it: facts, stages, buttons, rows beside it, related records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Fact, Row, Step, Tab, Table
from halfsky.org.encryption import EncryptedField
from halfsky.org.labels import Label
from halfsky.records.addresses import record_url
from halfsky.records.children import model_of, related, rows_of
from halfsky.records.declaration import Child, Register
from halfsky.records.files.attaching import attached
from halfsky.records.models import MoneyField
from halfsky.records.pages.listing import cell_of, title_column
from halfsky.records.pages.opening import Opened
from halfsky.records.registry import register_of, registers
from halfsky.records.sheets.columns import editable_fields
from halfsky.records.values import as_text, shown
from halfsky.records.visibility import readable
from halfsky.records.workflow import Transition, Workflow

RELATED = 10  # so many related records are shown


@dataclass(frozen=True)
class RecordFact(Fact):
    """A field of a record; a masked one can be shown in full by who may."""

    reveal_url: str = ""


def facts_of(opened: Opened, revealed: str = "") -> list[RecordFact]:
    """What the record says, in the order of its form."""
    register = opened.register
    stamped = register.workflow.stamped if register.workflow else set()
    state = {register.workflow.field} if register.workflow else set()
    found = []
    for field in editable_fields(register.model):
        if field.name in state or (
            field.name in stamped and not getattr(opened.record, field.name)
        ):
            continue
        found.append(fact_of(opened, field, revealed))
    return found


def fact_of(opened: Opened, field: Any, revealed: str) -> RecordFact:
    """One field."""
    value = getattr(opened.record, field.name)
    label = str(field.verbose_name)
    if isinstance(field, EncryptedField) and value:
        if field.name == revealed:
            return RecordFact(label, value, note=_("已记入审计"))
        url = reveal_url(opened, field.name) if opened.may_reveal else ""
        return RecordFact(label, shown(opened.register, field, value), reveal_url=url)
    text = shown(opened.register, field, value)
    if isinstance(field, MoneyField) and text:
        text = _("{yuan}元").format(yuan=text)
    return RecordFact(label, text, url=url_of(opened, field, value))


def reveal_url(opened: Opened, name: str) -> str:
    """Where a masked field is shown in full."""
    key = opened.page("record").rstrip("/").rpartition("/")[2]
    return reverse("records:reveal", args=[opened.register.code, key, name])


def url_of(opened: Opened, field: Any, value: Any) -> str:
    """The page of a record that a field names, where she may read it."""
    register = register_of(field.related_model) if field.is_relation and value else None
    if register is None or register.made_by:
        return ""
    may = readable(register, opened.reader).filter(pk=value.pk).exists()
    return record_url(register, value.pk) if may else ""


def entry_facts(record: Any) -> list[Fact]:
    """Who entered it and when, and whether it was withdrawn."""
    found = [
        Fact(_("录入人"), str(record.entered_by or "")),
        Fact(_("录入时间"), as_text(record.entered_at)),
        Fact(_("版本"), record.version),
    ]
    if record.withdrawn_at:
        found.append(Fact(_("撤回时间"), as_text(record.withdrawn_at)))
        found.append(Fact(_("撤回原因"), record.withdrawn_because))
    return found


def tabs_of(opened: Opened, current: str) -> list[Tab]:
    """Content, attachments, history; of a sealed record who handles it."""
    count = attached(opened.register, opened.record).count()
    tabs = [
        Tab(_("内容"), opened.url, current == "record"),
        Tab(_("附件"), opened.page("attachments"), current == "attachments", count or None),
        Tab(_("历史"), opened.page("history"), current == "history"),
    ]
    if opened.register.is_sealed:
        tabs.append(Tab(_("承办人"), opened.page("handlers"), current == "handlers"))
    return tabs


# ---- the workflow --------------------------------------------------------------------------


@dataclass(frozen=True)
class Button:
    """A step that leads on from where the record stands."""

    id: str
    label: Label
    url: str
    reasons: list[Label]
    is_first: bool = False


def buttons_of(opened: Opened) -> list[Button]:
    """The steps that are open; a grey one says what is missing."""
    workflow = opened.register.workflow
    if workflow is None or not opened.may_write or opened.record.withdrawn_at:
        return []
    return [
        Button(
            f"step-{step.code}",
            step.label,
            step_url(opened, step),
            [] if step.asks else step.unmet(opened.record),
            is_first=place == 0,
        )
        for place, step in enumerate(workflow.open_to(opened.record))
    ]


def step_url(opened: Opened, step: Transition) -> str:
    """The page that asks for the day of a step."""
    key = opened.url.rstrip("/").rpartition("/")[2]
    return reverse("records:step", args=[opened.register.code, key, step.code])


def stages_of(register: Register, record: Any) -> list[Step]:
    """The stages behind the record with their days, where it stands, and the usual way on."""
    workflow = register.workflow
    if workflow is None:
        return []
    labels = dict(workflow.states)
    now = getattr(record, workflow.field)
    behind = list(passed(workflow, record))
    unknown = [(state, "") for state in gone_by(workflow, now, {state for state, _day in behind})]
    before = [
        Step(str(labels[state]), "done", day) for state, day in [*unknown, *behind] if state != now
    ]
    since = next((day for state, day in reversed(behind) if state == now), "")
    ahead = [Step(str(labels[state])) for state in coming(workflow, now)]
    return [*before, Step(str(labels[now]), "current", since), *ahead]


def passed(workflow: Workflow, record: Any) -> Iterator[tuple[str, str]]:
    """The states that steps led to, with the day of each, in the order of the days.

    Of steps that stamp the same column only the one that led to where the record stands is known.
    """
    stamps = [step.stamps for step in workflow.transitions]
    now = getattr(record, workflow.field)
    found = []
    for step in workflow.transitions:
        day = getattr(record, step.stamps)
        if day is not None and (stamps.count(step.stamps) == 1 or step.target == now):
            found.append((day, step.target))
    seen = set()
    for day, state in sorted(found, key=lambda one: one[0]):
        if state not in seen:
            seen.add(state)
            yield state, day.isoformat()


def gone_by(workflow: Workflow, now: str, known: set[str]) -> list[str]:
    """States that the record went through on a day that is not known any more."""
    road = workflow.road or (workflow.initial,)
    furthest = [road.index(state) for state in {now, *known} if state in road]
    passed_by = road[: max(furthest, default=1)]
    return [state for state in passed_by if state not in known | {now}]


def coming(workflow: Workflow, now: str) -> tuple[str, ...]:
    """What usually comes next."""
    if now not in workflow.road:
        return ()
    return workflow.road[workflow.road.index(now) + 1 :]


# ---- beside the record ---------------------------------------------------------------------


def row_tables(register: Register, record: Any) -> list[Table]:
    """The rows beside the record, a table a kind."""
    return [
        table for child in register.children if (table := row_table(register, child, record)).rows
    ]


def row_table(register: Register, child: Child, record: Any) -> Table:
    """Rows of one kind."""
    model = model_of(register, child)
    fields = [model._meta.get_field(name) for name in child.fields]
    columns = [Column(str(field.verbose_name), is_title=not n) for n, field in enumerate(fields)]
    above = above_of(register, child)
    if above is not None:
        columns.insert(0, Column(above[1]))
    rows = []
    for row in rows_of(register, child, record):
        cells = [Cell(shown(register, field, getattr(row, field.name))) for field in fields]
        if above is not None:
            cells.insert(0, Cell(getattr(getattr(row, above[0]), child.named_by)))
        rows.append(Row(cells))
    return Table(str(child.label), columns, rows, is_dense=True)


def above_of(register: Register, child: Child) -> tuple[str, str] | None:
    """Of rows below rows: the key to the one above, and what its naming field is called."""
    if not child.named_by:
        return None
    key = related(register.model, child.relation)[-1].field
    return key.name, str(key.related_model._meta.get_field(child.named_by).verbose_name)


@dataclass(frozen=True)
class Related:
    """Records of another register that name this one."""

    label: str
    table: Table
    has_more: bool


def related_of(opened: Opened) -> list[Related]:
    """The latest of each register that refers to the record, as far as she may read them."""
    if opened.register.made_by:
        return []  # nearly everything refers to an organisation; its own page leads on
    found = []
    for register in registers().values():
        for field in register.model._meta.concrete_fields:
            if field.is_relation and field.related_model is opened.register.model:
                found.append(related_table(opened, register, field.name))
    return [one for one in found if one.table.rows]


def related_table(opened: Opened, register: Register, name: str) -> Related:
    """The latest records of one register."""
    if not (register.is_sealed or opened.reader.can(register.reading)):
        return Related("", Table("", [], []), False)
    columns = tuple(column for column in register.columns if column != name)
    fields = [register.model._meta.get_field(column) for column in columns]
    title = title_column(register, columns)
    known = [field.name for field in fields if field.is_relation]
    rows = readable(register, opened.reader).filter(**{name: opened.record.pk})
    rows = rows.filter(withdrawn_at__isnull=True).select_related(*known)
    latest = list(rows.order_by(f"-{register.on}", "-pk")[: RELATED + 1])
    table = Table(
        str(register.label),
        [Column(str(f.verbose_name), is_title=f.name == title) for f in fields],  # type: ignore[union-attr]
        [
            Row([cell_of(register, one, f) for f in fields], url=record_url(register, one.pk))
            for one in latest[:RELATED]
        ],
    )
    return Related(str(register.label), table, len(latest) > RELATED)
