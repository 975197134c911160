"""What adjustments add to each organisation's own records (decisions 20)."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from halfsky.figures.declaration import (
    AnyMeasure,
    Distinct,
    Question,
    end_of_day,
    known_entries,
)
from halfsky.figures.engine import Engine
from halfsky.figures.models import Adjustment, AdjustmentKind
from halfsky.figures.periods import ONE_DAY, Period
from halfsky.figures.queries import grouped_queries, read_things, read_totals

# How far an open-ended adjustment reaches when two are compared.
FOREVER = datetime.date.max

Place = tuple[str, int]  # a figure's code and an organisation


@dataclass(frozen=True)
class Approved:
    """An adjustment that counts."""

    id: int  # of two totals for one stretch the later entry holds, on any engine
    organisation: int
    declared: bool
    since: datetime.date
    until: datetime.date
    value: int

    def contains(self, other: "Approved") -> bool:
        """Whether the other's stretch lies within its own."""
        return self.since <= other.since and other.until <= self.until


def read_adjustments(
    question: Question, engine: Engine, within: Collection[int] | None
) -> dict[str, list[Approved]]:
    """Approved adjustments of the organisations asked for by figure code, in one query."""
    rows = Adjustment.objects.filter(known_entries(question), approved(question)).values_list(
        "figure", "pk", "organisation_id", "kind", "since", "until", "value"
    )
    found: dict[str, list[Approved]] = defaultdict(list)
    for figure, id, organisation, kind, since, until, value in engine.run(rows):
        if within is None or organisation in within:
            declared = kind == AdjustmentKind.DECLARED
            found[figure].append(
                Approved(id, organisation, declared, since, until or FOREVER, int(value))
            )
    return found


def adjustments_counted(
    measure: AnyMeasure, question: Question, within: Collection[int]
) -> list[Adjustment]:
    """The rows themselves, for a page: who added what to a figure, and why."""
    rows = Adjustment.objects.filter(
        known_entries(question), approved(question), figure=measure.code
    ).select_related("organisation", "entered_by", "approved_by")
    return [
        row
        for row in rows.order_by("organisation__code", "since", "pk")
        if row.organisation_id in within and counts(measure, as_approved(row), question)
    ]


def as_approved(row: Adjustment) -> Approved:
    """An adjustment's row as it is reckoned with."""
    declared = row.kind == AdjustmentKind.DECLARED
    return Approved(
        row.pk, row.organisation_id, declared, row.since, row.until or FOREVER, row.value
    )


def approved(question: Question) -> Q:
    """A second person has approved; by the day asked for, where one is."""
    if question.entered_by is None:
        return Q(approved_by__isnull=False, approved_at__isnull=False)
    return Q(approved_by__isnull=False, approved_at__lt=end_of_day(question.entered_by))


def counts(measure: AnyMeasure, adjustment: Approved, question: Question) -> bool:
    """Whether an adjustment belongs to what is asked; a flow's is never split."""
    if measure.semantics == "as_of":
        return adjustment.since <= question.last_day < adjustment.until
    if measure.semantics == "cumulative":
        return adjustment.until <= question.period.until
    return question.period.contains(adjustment.since, adjustment.until)


def standing_totals(measure: AnyMeasure, declared: Iterable[Approved]) -> list[Approved]:
    """The declared totals of one organisation that hold, where several touch one another.

    A stock's or a cumulative total is replaced by the next; of flows the longest stretch holds.
    """
    if measure.semantics == "during":
        kept: list[Approved] = []
        for total in sorted(declared, key=lambda one: (one.since - one.until, -one.id)):
            if all(total.until <= one.since or one.until <= total.since for one in kept):
                kept.append(total)
        return kept
    latest: Callable[[Approved], tuple[datetime.date, int]] = (
        (lambda one: (one.since, one.id))
        if measure.semantics == "as_of"
        else (lambda one: (one.until, one.id))
    )
    return sorted(declared, key=latest)[-1:]


def adds_to(measure: AnyMeasure, supplement: Approved, totals: list[Approved]) -> bool:
    """Whether a supplement still adds, or a declared total already contains it."""
    if measure.semantics == "as_of":
        return not totals
    if measure.semantics == "cumulative":
        return all(total.until < supplement.until for total in totals)
    return not any(total.contains(supplement) for total in totals)


def own_adjustments(
    measures: Iterable[AnyMeasure],
    adjustments: dict[str, list[Approved]],
    question: Question,
    engine: Engine,
) -> dict[Place, int]:
    """What adjustments add to the own records of each organisation, by figure."""
    added: dict[Place, int] = defaultdict(int)
    replaced: dict[Period, list[tuple[AnyMeasure, int]]] = defaultdict(list)
    for measure in measures:
        counting = [
            one for one in adjustments.get(measure.code, ()) if counts(measure, one, question)
        ]
        for organisation, found in by_organisation(counting).items():
            totals = standing_totals(measure, [one for one in found if one.declared])
            supplements = [
                one for one in found if not one.declared and adds_to(measure, one, totals)
            ]
            added[measure.code, organisation] += sum(one.value for one in [*supplements, *totals])
            for total in totals:
                replaced[stretch(measure, total, question)].append((measure, organisation))
    for period, standing in replaced.items():
        inner = replace(question, period=period, definition_day=question.defined_on)
        values = recorded(standing, inner, engine)
        for measure, organisation in standing:
            added[measure.code, organisation] -= values[measure.code, organisation]
    return added


def by_organisation(adjustments: Iterable[Approved]) -> dict[int, list[Approved]]:
    """The adjustments of each organisation."""
    found: dict[int, list[Approved]] = defaultdict(list)
    for adjustment in adjustments:
        found[adjustment.organisation].append(adjustment)
    return found


def recorded(
    standing: Collection[tuple[AnyMeasure, int]], question: Question, engine: Engine
) -> dict[Place, int]:
    """What the records give for a stretch, once for all totals declared for it."""
    measures = {measure.code: measure for measure, _organisation in standing}.values()
    within = {organisation for _measure, organisation in standing}
    values: dict[Place, int] = defaultdict(int)
    for query in grouped_queries(measures):
        totals, _reported = read_totals(query, question, engine, within)
        for organisation, by_code in totals.items():
            for code, (value, _records) in by_code.items():
                values[code, organisation] += value
    for measure in measures:
        if isinstance(measure, Distinct):
            for organisation, things in read_things(measure, question, engine, within).items():
                values[measure.code, organisation] += len(things)
    return values


def stretch(measure: AnyMeasure, total: Approved, question: Question) -> Period:
    """The period whose records a declared total stands for."""
    if measure.semantics == "during":
        return Period(total.since, total.until)
    if measure.semantics == "cumulative":
        return Period(total.until - ONE_DAY, total.until)
    return question.period
