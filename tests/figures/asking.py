"""Short ways to ask for a fact in tests."""

import datetime

from halfsky.figures.drill import Behind, records_behind
from halfsky.figures.engine import Engine
from halfsky.figures.facts import Fact
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import Report, compute
from halfsky.org.models import Organisation

H1 = Period.parse("2022H1")
SESSIONS = "education.training_sessions"
ATTENDANCES = "education.training_attendances"
CONTRACTS = "rights.special_contracts"
VISITED = "rights.employers_visited"
SCREENED = "rights.women_screened"


def ask(
    code: str,
    organisation: Organisation | None = None,
    period: Period | str = H1,
    *,
    own: bool = False,
    entered_by: datetime.date | None = None,
    engine: Engine | None = None,
) -> Fact:
    """One figure of an organisation; of the root without one."""
    return ask_all([code], organisation, period, entered_by=entered_by, engine=engine).fact(
        code, own=own
    )


def ask_all(
    codes: list[str],
    organisation: Organisation | None = None,
    period: Period | str = H1,
    *,
    entered_by: datetime.date | None = None,
    engine: Engine | None = None,
) -> Report:
    """Some figures of an organisation and of everything below it."""
    asked = Period.parse(period) if isinstance(period, str) else period
    top = organisation.pk if organisation else None
    return compute(asked, top, entered_by=entered_by, engine=engine, codes=codes)


def behind(
    code: str, organisation: Organisation | None = None, period: Period | str = H1
) -> list[Behind]:
    """The records of a figure (of a ratio its numerator's)."""
    report = ask_all([code], organisation, period)
    return records_behind(measures_of(figures()[code])[0], report)
