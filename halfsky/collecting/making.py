"""Making links: for one unit, or for many at once; tokens leave here and are kept nowhere."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.utils import timezone

from halfsky.collecting import tokens
from halfsky.collecting.models import Link
from halfsky.figures.periods import Period
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader

KIND = "link"
# A town has some fifty unions; a page of cards for more is nobody's print job.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Wanted:
    """What links are to be made for."""

    form: str
    period: Period
    deadline: datetime.date


@dataclass(frozen=True)
class Made:
    """A new link with its token, for this once."""

    link: Link
    url: str

    @property
    def square(self) -> str:
        """The address as a QR code: the source of an image."""
        code: Any = segno.make(self.url, error="m", micro=False)
        drawn: str = code.svg_data_uri(border=2, omitsize=True)
        return drawn


def make_links(
    organisations: Sequence[Organisation], wanted: Wanted, reader: Reader, address: str
) -> list[Made]:
    """A link for each, written down; `address` is where a token goes in, `https://…/l/{}/`."""
    made = []
    for organisation in organisations:
        link = Link(
            organisation=organisation,
            form=wanted.form,
            since=wanted.period.start,
            until=wanted.period.until,
            deadline=wanted.deadline,
            number=tokens.new_number(),
            entered_by=reader.person,
        )
        token = tokens.new_token()
        tokens.bind(link, token)
        made.append(Made(link, address.format(token)))
    Link.objects.bulk_create([one.link for one in made])
    write_down(reader, *(deed(one.link, Action.ADDED) for one in made))
    return made


def withdraw(link: Link, reader: Reader, because: str) -> None:
    """From now on it opens nothing."""
    link.withdrawn_at, link.withdrawn_because = timezone.now(), because
    link.save(update_fields=["withdrawn_at", "withdrawn_because"])
    write_down(reader, deed(link, Action.WITHDRAWN, because))


def deed(link: Link, action: Action, reason: str = "") -> Deed:
    """What is written down of a link; nothing that opens it."""
    bound = {
        "form": link.form,
        "since": link.since.isoformat(),
        "until": link.until.isoformat(),
        "deadline": link.deadline.isoformat(),
    }
    return Deed(action, KIND, link.number, link.organisation_id, after=bound, reason=reason)
