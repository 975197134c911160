"""What an officer's own organisation has to report of and has not, in the latest half-year."""

from dataclasses import dataclass

from halfsky.figures.declaration import Measure
from halfsky.figures.kept import Keeping
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.figures.report import Report
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.declaration import Register
from halfsky.records.registry import registers


@dataclass(frozen=True)
class Unreported:
    """Whose reports are asked for, of which period, and the registers still silent."""

    organisation: Organisation
    period: Period
    registers: list[Register]


def unreported(reader: Reader, keeping: Keeping) -> Unreported | None:
    """Of the organisation of her own post; None where she has no figures."""
    home = reader.home(Power.READ_FIGURES)
    if home is None:
        return None
    period = keeping.latest_half_year()
    silent = silent_registers(keeping.report(period, home), reader)
    return Unreported(Organisation.objects.get(pk=home), period, silent)


def silent_registers(report: Report, reader: Reader) -> list[Register]:
    """The registers that the top of the report has to report of itself and she may write in."""
    found = {
        figure.register.code
        for figure in figures().values()
        if isinstance(figure, Measure)
        and reader.can(figure.register.writing)
        and report.fact(figure.code, own=True).coverage.silent
    }
    return [register for code, register in registers().items() if code in found]
