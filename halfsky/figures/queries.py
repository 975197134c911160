"""Grouped queries: one a register and grouping key, and one a distinct figure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.db.models import Sum as SumOf

from halfsky.figures.declaration import (
    AnyMeasure,
    Distinct,
    Question,
    Sum,
    known_entries,
    last_day_of,
)
from halfsky.figures.engine import Engine
from halfsky.figures.periods import ONE_DAY
from halfsky.org.models import in_force
from halfsky.records.declaration import Register

# An IN list beyond this many organisations costs more than reading them all.
FEW_ORGANISATIONS = 500

# Per organisation and figure code, where there are records: the value and their number.
Totals = dict[int, dict[str, tuple[int, int]]]
Things = dict[int, set[Any]]


@dataclass(frozen=True)
class GroupedQuery:
    """All additive figures of a register for one grouping key."""

    register: Register
    organisation: str
    measures: tuple[AnyMeasure, ...]

    @property
    def tells_who_reported(self) -> bool:
        """Whether its rows also say which organisations have records in the period."""
        return self.organisation == self.register.organisation


def grouped_queries(measures: Iterable[AnyMeasure]) -> list[GroupedQuery]:
    """One query a register and grouping key, whatever the number of figures."""
    groups: dict[tuple[Register, str], list[AnyMeasure]] = defaultdict(list)
    for measure in measures:
        if not isinstance(measure, Distinct) or measure.head_count:
            groups[measure.register, measure.organisation].append(measure)
    return [GroupedQuery(*key, tuple(group)) for key, group in groups.items()]


def records_known(
    register: Register, organisation: str, question: Question, within: Collection[int] | None
) -> QuerySet[Any]:
    """The records of a register that a question may see, before any figure's condition."""
    records = register.model._default_manager.filter(known_entries(question))
    if within is not None and len(within) <= FEW_ORGANISATIONS:
        records = records.filter(**{f"{organisation}__in": list(within)})
    return records


def any_of(conditions: Iterable[Q]) -> Q:
    """Records that one of the conditions lets through."""
    return reduce(or_, dict.fromkeys(conditions))


def additive_queryset(
    query: GroupedQuery, question: Question, within: Collection[int] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows of (organisation, reported, value and number of records of each figure in turn)."""
    reported = reporting_time(query.register, question)
    times = [measure.time(question) for measure in query.measures]
    records = records_known(query.register, query.organisation, question, within)
    aggregates = {"reported": CountOf("pk", filter=reported)}
    for place, measure in enumerate(query.measures):
        condition = measure.condition(question)
        aggregates[f"value_{place}"] = value_aggregate(measure, condition)
        aggregates[f"records_{place}"] = records_aggregate(measure, condition)
    rows: QuerySet[Any, tuple[Any, ...]] = (
        records.filter(any_of([reported, *times]))
        .order_by()
        .values(query.organisation)
        .annotate(**aggregates)
        .values_list(query.organisation, *aggregates)
    )
    return rows


def summed_field(measure: AnyMeasure) -> str:
    """The column that a figure sums: its field, or its head-counts."""
    if isinstance(measure, Sum):
        return measure.field
    return measure.head_count if isinstance(measure, Distinct) else ""


def value_aggregate(measure: AnyMeasure, condition: Q) -> Any:
    """What the database adds up."""
    field = summed_field(measure)
    return SumOf(field, filter=condition) if field else CountOf("pk", filter=condition)


def records_aggregate(measure: AnyMeasure, condition: Q) -> Any:
    """How many records it adds up; for head-counts how many persons they stand for."""
    if isinstance(measure, Distinct):
        return value_aggregate(measure, condition)
    return CountOf(summed_field(measure) or "pk", filter=condition)


def distinct_queryset(
    measure: Distinct, question: Question, within: Collection[int] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows of different (organisation, thing) pairs."""
    records = records_known(measure.register, measure.organisation, question, within)
    found = records.filter(measure.condition(question), **{f"{measure.thing}__isnull": False})
    return found.order_by().values_list(measure.organisation, measure.thing).distinct()


def read_totals(
    query: GroupedQuery,
    question: Question,
    engine: Engine,
    within: Collection[int] | None = None,
) -> tuple[Totals, set[int]]:
    """Value and records of each figure by organisation, and the organisations that reported."""
    codes = [measure.code for measure in query.measures]
    totals: Totals = {}
    reported: set[int] = set()
    for organisation, has_records, *cells in engine.run(additive_queryset(query, question, within)):
        # Rows of any engine pass int(): SUM gives Decimal, long or None.
        totals[organisation] = {
            code: (int(value), int(records))
            for code, value, records in zip(codes, cells[::2], cells[1::2], strict=True)
            if records
        }
        if has_records and query.tells_who_reported:
            reported.add(organisation)
    return totals, reported


def read_things(
    measure: Distinct,
    question: Question,
    engine: Engine,
    within: Collection[int] | None = None,
) -> Things:
    """The different things of every organisation."""
    things: Things = defaultdict(set)
    for organisation, thing in engine.run(distinct_queryset(measure, question, within)):
        things[organisation].add(thing)
    return things


def reporting_time(register: Register, question: Question) -> Q:
    """When a record shows that its organisation has reported."""
    last_day = last_day_of(register, register.on, question)
    if register.is_standing:
        return in_force(last_day, register.on.removesuffix("since"))
    start = question.period.start
    return Q(**{f"{register.on}__gte": start, f"{register.on}__lt": last_day + ONE_DAY})


def participants_queryset(
    register: Register, question: Question, within: Collection[int] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Units that took part in what others held in the period: what they did is known by that."""
    unit = "participants__organisation"
    records = records_known(register, unit, question, within)
    found = records.filter(reporting_time(register, question), **{f"{unit}__isnull": False})
    return found.order_by().values_list(unit).distinct()


def reporting_queryset(
    register: Register, question: Question, within: Collection[int] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Organisations that have records of a register in the period."""
    records = records_known(register, register.organisation, question, within)
    found = records.filter(reporting_time(register, question))
    return found.order_by().values_list(register.organisation).distinct()
