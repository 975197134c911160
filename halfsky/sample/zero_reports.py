"""The answer "nothing to report" in the sample city, and who stays silent."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from halfsky.figures.coverage import due_organisations
from halfsky.figures.declaration import Question
from halfsky.figures.models import NothingToReport
from halfsky.figures.periods import Period
from halfsky.figures.queries import reporting_queryset
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation
from halfsky.org.parameters import Parameters
from halfsky.org.tree import Node, read_nodes
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.sample.context import City, entered_at, save
from halfsky.sample.education import silent_towns
from halfsky.sample.targets import SILENT_UNIONS

TRAININGS = "trainings"
ALL_REGISTERS = ""


def make_zero_reports(city: City) -> None:
    """Whoever has no records says so, but for some unions and, on trainings, two towns."""
    nodes = read_nodes()
    for name in SILENT_UNIONS:
        rng = city.rng(f"zero reports/{name}")
        question = Question(Period.parse(name), Parameters({}))
        missing = missing_registers(nodes, question)
        for silent in silent_unions(rng, nodes, missing, SILENT_UNIONS[name]):
            del missing[silent]
        for town in silent_towns(city):
            missing[town.pk].discard(TRAININGS)
        save(answers(city, rng, question.period, missing))


def missing_registers(nodes: list[Node], question: Question) -> dict[int, set[str]]:
    """The registers that each organisation has to report and has no records of."""
    missing: dict[int, set[str]] = {}
    for register in registers().values():
        reported = reported_by(register, question)
        for organisation in due_organisations(register.reported_by, nodes, question) - reported:
            missing.setdefault(organisation, set()).add(register.code)
    return missing


def reported_by(register: Register, question: Question) -> set[int]:
    """Organisations with records of a register in the period."""
    return {row[0] for row in reporting_queryset(register, question, None)}


def events_of(tier: Tier) -> set[str]:
    """Registers of what happens on days that a tier has to keep."""
    return {
        code
        for code, register in registers().items()
        if tier in register.reported_by and not register.is_standing
    }


def silent_unions(
    rng: Random, nodes: Iterable[Node], missing: dict[int, set[str]], count: int
) -> list[int]:
    """Unions with no record of anything that happened and no answer either."""
    events = events_of(Tier.GRASSROOTS)
    able = sorted(
        (node.code, node.id)
        for node in nodes
        if node.tier is Tier.GRASSROOTS and events <= missing.get(node.id, set())
    )
    return [id for _code, id in rng.sample(able, count)]


def answers(
    city: City, rng: Random, period: Period, missing: dict[int, set[str]]
) -> list[NothingToReport]:
    """One answer for all registers where nothing happened, else one a register."""
    events = [events_of(tier) for tier in (Tier.GRASSROOTS, Tier.MIDDLE)]
    rows = []
    code_of = dict(Organisation.objects.values_list("pk", "code"))
    for organisation, codes in sorted(missing.items()):
        nothing_happened = any(of_tier <= codes for of_tier in events)
        for code in [ALL_REGISTERS] if nothing_happened else sorted(codes):
            rows.append(
                NothingToReport(
                    organisation_id=organisation,
                    register=code,
                    since=period.start,
                    until=period.until,
                    entered_by=city.officer_at(code_of[organisation]),
                    entered_at=entered_at(rng, period.last_day - timedelta(days=3)),
                )
            )
    return rows
