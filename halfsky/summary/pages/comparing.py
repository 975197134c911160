"""What a text on the checker's page is compared with: figures that its reader may have, no others.

The doors of the figures' own pages stand before it: `organisation_in_reach` for whose figures, and
`Disclosure` for which of them. A number that she may not know is not compared at all: that it
agrees or differs would tell it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from halfsky.figures.disclosure import Disclosed, organisation_in_reach
from halfsky.figures.kept import Keeping
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.choosing import PeriodGroup, periods_offered, picker_source
from halfsky.figures.pages.wording import LeftOut
from halfsky.figures.periods import Period
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.summary import check
from halfsky.summary.recorded import disclosed_figures, told_of


@dataclass(frozen=True)
class Chooser:
    """The fields that ask whose records, and when; nobody's are chosen at first."""

    organisation: Organisation | None
    periods: list[PeriodGroup]
    picker_source: str


@dataclass(frozen=True)
class Compared:
    """Reports beside the records of one organisation and period."""

    asked: Asked
    disclosed: list[Disclosed]
    plain: Sequence[check.Report]

    @cached_property
    def reports(self) -> list[check.Report]:
        """The reports, every number with its verdict."""
        facts = (one.fact for one in self.disclosed if one.fact)
        return check.compare_reports(self.plain, told_of(facts))

    @property
    def agreeing(self) -> int:
        """How many numbers are as in the records."""
        return self._given("agrees")

    @property
    def differing(self) -> int:
        """How many are not."""
        return self._given("differs")

    @property
    def left_out(self) -> list[LeftOut]:
        """Figures that the texts speak of and that are not hers to know, by the reason."""
        spoken_of = {claim.figure for report in self.plain for claim in report.claims}
        by_reason: dict[str, list[Label]] = {}
        for one in self.disclosed:
            if one.fact is None and one.figure.code in spoken_of:
                by_reason.setdefault(str(one.reason), []).append(one.figure.name)
        return [LeftOut(reason, names) for reason, names in by_reason.items()]

    def _given(self, verdict: str) -> int:
        return sum(claim.verdict == verdict for report in self.reports for claim in report.claims)


def chosen_organisation(request: ReaderRequest) -> Organisation | None:
    """The one to compare with: outside her part 404, without the power 403, as for its figures."""
    code = request.POST.get("org", "").strip()
    return organisation_in_reach(request.reader, code) if code else None


def chooser_of(
    reader: Reader, organisation: Organisation | None, period: Period | None
) -> Chooser | None:
    """The fields, for who may read figures at all."""
    if not reader.can(Power.READ_FIGURES):
        return None
    offered = period or Keeping.begin().latest_half_year()
    return Chooser(organisation, list(periods_offered(offered)), picker_source())


def compare(
    reader: Reader,
    organisation: Organisation,
    period: Period | None,
    reports: Sequence[check.Report],
) -> Compared:
    """The reports set against what a reader may have of an organisation's records."""
    keeping = Keeping.begin()
    when = period or keeping.latest_half_year()
    asked = Asked(reader, organisation, when, keeping=keeping)
    plans = asked.report(period=when.following)
    disclosed = disclosed_figures(asked.disclosure(), asked.report(), plans)
    return Compared(asked, disclosed, reports)
