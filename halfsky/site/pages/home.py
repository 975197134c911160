"""Home: what is mine to do, what changed, where my unit stands. Nothing to set up."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from halfsky.collecting.pages.doubles import found_for
from halfsky.figures.headlines import headlines
from halfsky.figures.kept import Keeping
from halfsky.figures.unreported import unreported
from halfsky.org.audit.news import News, news_for
from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.signin.entrance import previous_sign_in
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.drafting import Kept, drafts_of
from halfsky.records.duties import duties_of
from halfsky.records.exports.works import works_of
from halfsky.records.registry import registers
from halfsky.records.visibility import may_enter
from halfsky.setup.settling import is_to_be_set_up
from halfsky.site.beginning import first_steps

DUTIES_SHOWN, NEWS_SHOWN, ENTRIES_SHOWN = 8, 8, 6
NEWS_LASTS = datetime.timedelta(days=7)  # on her first visit, and after a long absence


@dataclass(frozen=True)
class Change:
    """A line of what changed since she was here."""

    news: News
    register: Register

    @property
    def url(self) -> str:
        """The record, or the list where there were several."""
        if self.news.times == 1 and self.news.key.isdigit():
            return record_url(self.register, int(self.news.key))
        return reverse("records:list", args=[self.register.code])


@dataclass(frozen=True)
class Unfinished:
    """A draft and the form that it is offered in."""

    label: Label
    url: str
    saved_at: datetime.datetime


def show_home(request: ReaderRequest) -> HttpResponse:
    """Everything at a glance; what is empty is left out, and all of it empty says what to do."""
    reader = request.reader
    today = timezone.localdate()
    keeping = Keeping.begin()
    context: dict[str, Any] = {
        "today": today,
        "duties": duties_of(reader, today, DUTIES_SHOWN, keeping.run),
        "exports": works_of(reader),
        "drafts": [unfinished(one) for one in drafts_of(reader)],
        "changes": changes_for(reader, previous_sign_in(request)),
        "entries": entries_of(reader),
        "is_empty_tree": is_to_be_set_up(reader),
        "headlines": headlines(reader, keeping),
        "standing": unreported(reader, keeping),
        "first_steps": first_steps(reader, previous_sign_in(request) is None),
    }
    standing = context["standing"]
    # Above a whole city there is too much to go through for a first page: there it is in the menu.
    if standing and standing.organisation.tier is not Tier.FEDERATION:
        context["doubles"] = len(list(found_for(reader, standing.period, alone=True)))
    return render(request, "home.html", context)


def unfinished(one: Kept) -> Unfinished:
    """A draft of a new record leads to the empty form, another to the record's."""
    if one.record is None:
        url = reverse("records:add", args=[one.register.code])
    else:
        url = record_url(one.register, one.record, "edit")
    return Unfinished(one.label, url, one.saved_at)


def changes_for(reader: Reader, since: datetime.datetime | None) -> list[Change]:
    """What others did in the registers that she may read; sealed ones are not told of."""
    earliest = timezone.now() - NEWS_LASTS
    open_to_her = {
        code: one
        for code, one in registers().items()
        if reader.can(one.reading) and not one.is_sealed
    }
    found = news_for(reader, open_to_her, max(since or earliest, earliest))
    return [Change(one, open_to_her[one.kind]) for one in found[:NEWS_SHOWN]]


def entries_of(reader: Reader) -> list[Register]:
    """The registers that an officer of her tier enters most: what she has to report of."""
    home = reader.home(Power.WRITE_OPEN, Power.WRITE_SENSITIVE, Power.HANDLE_CASES)
    if home is None:
        return []
    tier = Organisation.objects.get(pk=home).tier
    open_to_her = [one for one in registers().values() if may_enter(one, reader)]
    hers = [one for one in open_to_her if tier in one.reported_by]
    return (hers or open_to_her)[:ENTRIES_SHOWN]
