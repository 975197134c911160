"""What is known of one unit for a form and a period: sums and numbers of records, no list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from halfsky.collecting.forms import is_state, whole_numbers
from halfsky.figures.coverage import Answers
from halfsky.figures.declaration import SEMANTICS_LABELS, AnyMeasure, Measure, Question
from halfsky.figures.engine import OrmEngine
from halfsky.figures.facts import Fact
from halfsky.figures.periods import Period
from halfsky.figures.queries import records_known, reporting_time
from halfsky.figures.registry import figures
from halfsky.figures.report import Computation, Report
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation
from halfsky.org.parameters import Parameters
from halfsky.org.tree import Node, Tree
from halfsky.records.declaration import Register


@dataclass(frozen=True)
class Line:
    """A number with its name."""

    label: str
    shown: str
    note: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of one register."""

    register: Register
    records: int
    is_nothing: bool  # the unit has said that there is nothing to report
    facts: tuple[Fact, ...] = ()
    state: Any = None  # the record in force, where one holds until the next

    @property
    def lines(self) -> list[Line]:
        """For the page."""
        if self.state is not None:
            numbers = whole_numbers(self.register)
            return [
                Line(str(one.verbose_name), str(getattr(self.state, one.name))) for one in numbers
            ]
        return [Line(str(fact.figure.name), fact.shown, note_of(fact)) for fact in self.facts]

    @cached_property
    def totals(self) -> dict[str, tuple[str, str, int]]:
        """By figure: label, unit and value of what can be corrected as a whole."""
        if is_state(self.register) or not self.records:
            return {}
        return {
            fact.figure.code: (str(fact.figure.name), fact.figure.unit, fact.amount)
            for fact in self.facts
            if not fact.is_money
        }


def note_of(fact: Fact) -> str:
    """Which kind of time, where it is not the period's."""
    return "" if fact.semantics == "during" else str(SEMANTICS_LABELS[fact.semantics])


def known_of(
    asked: Sequence[Register], organisation: Organisation, period: Period, with_facts: bool = True
) -> list[Known]:
    """All registers of a form; without facts only who has records and who said there are none."""
    question = Question(period, Parameters.on(period.last_day))
    answers = Answers.read(question, OrmEngine())
    counted = [one for one in asked if not is_state(one)]
    facts = facts_of(counted, organisation, period) if with_facts else {}
    return [
        Known(
            register,
            records=reporting(register, organisation, question).count(),
            is_nothing=answers.covers(register, organisation.pk),
            facts=facts.get(register.code, ()),
            state=reporting(register, organisation, question).first()
            if is_state(register) and whole_numbers(register)
            else None,
        )
        for register in asked
    ]


def reporting(register: Register, organisation: Organisation, question: Question) -> Any:
    """The unit's records that show that it has reported."""
    records = records_known(register, register.organisation, question, [organisation.pk])
    return records.filter(reporting_time(register, question))


def facts_of(
    asked: Sequence[Register], organisation: Organisation, period: Period
) -> dict[str, tuple[Fact, ...]]:
    """The unit's own figures by register."""
    measures = {register.code: measures_on(register) for register in asked}
    codes = [one.code for found in measures.values() for one in found]
    if not codes:
        return {}
    report = own_report(organisation, period, codes)
    return {
        register: tuple(report.fact(one.code, organisation.pk, own=True) for one in found)
        for register, found in measures.items()
    }


def own_report(organisation: Organisation, period: Period, codes: Sequence[str]) -> Report:
    """The figures of one unit alone, without reading the tree: 1,548 ask on the same day."""
    kind = OrganisationKind(organisation.kind)
    node = Node(
        organisation.pk,
        organisation.code,
        organisation.name,
        kind,
        organisation.since,
        organisation.until,
        organisation.heir_id,
    )
    question = Question(period, Parameters.on(period.last_day))
    report = Report(question, Tree([node], {node.id: None}), node, [node.id])
    computation = Computation(report, OrmEngine(), [figures()[code] for code in codes])
    computation.within = {node.id}  # it would take a tree of one for the whole
    computation.run()
    return report


def measures_on(register: Register) -> list[AnyMeasure]:
    """The figures added up from a register; no rates."""
    return [
        one for one in figures().values() if isinstance(one, Measure) and one.register is register
    ]
