"""What a page of figures was asked for: whose, when, own or with all below, known by when."""

import datetime
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.declaration import AnyFigure
from halfsky.figures.disclosure import Disclosure, organisation_in_reach
from halfsky.figures.kept import Keeping
from halfsky.figures.periods import Period, PeriodError
from halfsky.figures.registry import figures
from halfsky.figures.report import Report
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power

# The parameters that every page of figures carries along.
ORGANISATION, PERIOD, OWN, ENTERED_BY = "org", "period", "own", "entered_by"
FREE = "free"  # a period of one's own, by two days


@dataclass(frozen=True)
class Asked:
    """One question of a reader; every link of the page is made from it."""

    reader: Reader
    organisation: Organisation
    period: Period
    own: bool = False
    entered_by: datetime.date | None = None
    refusal: str = ""  # what could not be read of the question
    keeping: Keeping = field(default_factory=Keeping.begin, repr=False)

    @property
    def parameters(self) -> dict[str, str]:
        """As they stand in an address; what is usual is left out."""
        found = {ORGANISATION: self.organisation.code, PERIOD: self.period.name}
        if self.own:
            found[OWN] = "1"
        if self.entered_by:
            found[ENTERED_BY] = self.entered_by.isoformat()
        return found

    def url(self, route: str, *arguments: str, **more: object) -> str:
        """The address of a page of figures that asks the same."""
        extra = {name: str(value) for name, value in more.items() if value not in ("", None)}
        query = urlencode(self.parameters | extra)
        return f"{reverse(f'figures:{route}', args=arguments)}?{query}"

    def of(self, organisation: Organisation) -> "Asked":
        """The same of another organisation."""
        return replace(self, organisation=organisation)

    def during(self, period: Period) -> "Asked":
        """The same of another period."""
        return replace(self, period=period)

    def report(
        self,
        codes: list[str] | None = None,
        period: Period | None = None,
        entered_by: datetime.date | None = None,
    ) -> Report:
        """The figures asked for, or the same of another period."""
        return self.keeping.report(
            period or self.period,
            self.organisation.pk,
            entered_by=entered_by or self.entered_by,
            codes=codes,
        )

    def disclosure(self) -> Disclosure:
        """What the reader may have of it."""
        return Disclosure(self.reader, self.keeping.some)


def asked_by(request: ReaderRequest, power: Power = Power.READ_FIGURES) -> Asked:
    """The question of a request; of her own organisation and the latest half-year without one."""
    keeping = Keeping.begin()
    organisation = asked_organisation(request, power)
    period, refusal = asked_period(request, keeping)
    entered_by, refused_day = asked_day(request, ENTERED_BY)
    return Asked(
        request.reader,
        organisation,
        period,
        request.GET.get(OWN) == "1",
        entered_by,
        refusal or refused_day,
        keeping,
    )


def asked_organisation(request: ReaderRequest, power: Power) -> Organisation:
    """The one named by its code, within her reach; without a name her own."""
    if code := request.GET.get(ORGANISATION, ""):
        return organisation_in_reach(request.reader, code, power)
    home = request.reader.home(power)
    if home is None:
        raise Http404
    return Organisation.objects.get(pk=home)


def asked_period(request: HttpRequest, keeping: Keeping) -> tuple[Period, str]:
    """A named period or two days; where they cannot be read, the latest and a sentence."""
    text = request.GET.get(PERIOD, "")
    if text == FREE or (not text and request.GET.get("since")):
        text = f"{request.GET.get('since', '')}..{request.GET.get('last', '')}"
    if text:
        try:
            return Period.parse(text), ""
        except PeriodError as unknown:
            return keeping.latest_half_year(), str(unknown)
    return keeping.latest_half_year(), ""


def asked_day(request: HttpRequest, name: str) -> tuple[datetime.date | None, str]:
    """A day of the address, none where it is not one."""
    text = request.GET.get(name, "")
    if not text:
        return None, ""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None, _("不认识日期“{text}”，请写成 2022-07-05。").format(text=text)
    if day > timezone.localdate():
        return None, _("{day} 还没有到，按今天为止计算。").format(day=day)
    return day, ""


def asked_figure(code: str) -> AnyFigure:
    """The figure of an address."""
    figure = figures().get(code)
    if figure is None:
        raise Http404
    return figure
