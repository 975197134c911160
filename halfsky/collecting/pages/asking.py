"""What the pages of the officers above are asked: which form, which period, below whom."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.collecting.forms import form_choices, label_of, registers_of
from halfsky.collecting.silence import Silence, registers_asked
from halfsky.components import Choice, Filter
from halfsky.figures.latest import latest_half_year
from halfsky.figures.periods import Period, PeriodError
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import find
from halfsky.records.declaration import Register

DEADLINE_IN = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Asking:
    """The question that an address asks."""

    top: Organisation
    form: str
    period: Period

    @property
    def label(self) -> str:
        """What the form is called."""
        return label_of(self.form)

    @cached_property
    def registers(self) -> list[Register]:
        """What it asks for, of whichever tier has to report it."""
        found = (one for tier in Tier for one in registers_of(self.form, tier))
        return list(dict.fromkeys(found))

    def silence(self, request: ReaderRequest) -> Silence:
        """Who has not reported, below the top."""
        return Silence(registers_asked(request.reader, self.registers), self.period, self.top)

    def query(self, **more: str) -> str:
        """The same question in another page's address."""
        return "?" + urlencode({"form": self.form, "period": self.period.name, **more})

    def url(self, route: str, **more: str) -> str:
        """Another page that is asked the same."""
        return reverse(f"collecting:{route}") + self.query(**more)


def asking_of(request: ReaderRequest, power: Power) -> Asking:
    """By the address; below her own organisation where it names none within her reach."""
    code = request.GET.get("at", "")
    if code:
        top = find(request.reader, code, power)
    else:
        home = Organisation.objects.filter(pk__in=[request.reader.home(power)]).first()
        if home is None:
            raise Http404
        top = home
    form = request.GET.get("form", "")
    if form not in dict(form_choices()):
        raise Http404
    return Asking(top, form, period_of(request.GET.get("period", "")))


def period_of(text: str) -> Period:
    """The period that a text names; the latest half-year without one."""
    try:
        return Period.parse(text) if text else latest_half_year()
    except PeriodError:
        raise Http404 from None


def filters_of(asking: Asking) -> list[Filter]:
    """The form and the period."""
    return [
        Filter("form", _("填报内容"), value=asking.form, choices=form_options(asking.form)),
        Filter(
            "period", _("期间"), value=asking.period.name, choices=period_options(asking.period)
        ),
    ]


def form_options(form: str) -> list[Choice]:
    """What can be asked for."""
    return [Choice(value, label, value == form) for value, label in form_choices()]


def period_options(chosen: Period) -> list[Choice]:
    """The half-years around the chosen period, their years, quarters and months."""
    half = Period.half_year_of(chosen.start)
    year = Period.parse(str(half.start.year))
    offered: Sequence[Period] = (
        half.following,
        half,
        year,
        *parts(half, 3),
        *parts(half, 1),
        half.shifted(-6),
        year.last_year,
        chosen,
    )
    return [Choice(one.name, one.label, one == chosen) for one in dict.fromkeys(offered)]


def parts(half: Period, months: int) -> list[Period]:
    """The quarters or months of a half-year, the latest first."""
    first = (half.start.month - 1) // months + 1
    places = range(first, first + 6 // months)
    return [Period.of_months(half.start.year, months, place) for place in reversed(places)]


def deadline_of(text: str, today: datetime.date) -> datetime.date:
    """A day still to come; a week from now without one."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return today + DEADLINE_IN
    return day if day >= today else today + DEADLINE_IN


def telephones(numbers: Sequence[str]) -> str:
    """Numbers side by side."""
    return "、".join(filter(None, numbers)) or _("没有登记")
