"""The few figures of her own organisation that an officer sees first, for the page of her work."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.figures.comparison import Comparison
from halfsky.figures.declaration import Ratio
from halfsky.figures.disclosure import Disclosed, Disclosure
from halfsky.figures.kept import Keeping
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power

MOST = 6


@dataclass(frozen=True)
class Headline:
    """A figure as a tile shows it."""

    label: Label
    value: str
    unit: str
    note: str
    url: str


def headlines(reader: Reader, keeping: Keeping, most: int = MOST) -> list[Headline]:
    """One figure a section, of the latest half-year with records; none where nothing is told."""
    home = reader.home(Power.READ_FIGURES)
    if home is None:
        return []
    period = keeping.latest_half_year()
    disclosure = Disclosure(reader, keeping.some)
    now = {one.figure.code: one for one in disclosure.all(keeping.report(period, home))}
    chosen = [now[code] for code in first_of_sections(now)][:most]
    codes = [one.figure.code for one in chosen]
    before = keeping.report(period.last_year, home, codes=codes) if codes else None
    organisation = Organisation.objects.get(pk=home)
    query = urlencode({"org": organisation.code, "period": period.name})
    return [
        headline(one, disclosure.of(before, one.figure.code), query)
        for one in chosen
        if before is not None
    ]


def first_of_sections(now: dict[str, Disclosed]) -> Iterator[str]:
    """The first rate of each section that says something, else its first figure that does."""
    by_section: dict[str, list[Disclosed]] = {}
    for one in now.values():
        if one.fact is not None and not one.fact.is_empty and not one.figure.target_of:
            by_section.setdefault(one.figure.section, []).append(one)
    for found in by_section.values():
        rates = [one for one in found if isinstance(one.figure, Ratio)]
        yield (rates or found)[0].figure.code


def headline(now: Disclosed, before: Disclosed, query: str) -> Headline:
    """A tile, with what has changed in a year."""
    unit = "%" if now.shown.endswith("%") else now.figure.unit
    value = now.shown.removesuffix(unit)
    if value == now.shown:  # 11.02万元 keeps its own unit
        unit = ""
    note = ""
    if now.fact and before.fact:
        comparison = Comparison(now.fact, before.fact)
        if comparison.is_possible:
            note = _("比上年同期{growth}").format(growth=comparison.growth)
    url = f"{reverse('figures:fact', args=[now.figure.code])}?{query}"
    return Headline(now.figure.name, value, unit, note, url)
