"""The reader that a link is: it writes open records at one unit, and reads nothing."""

import datetime
from dataclasses import dataclass

from halfsky.org.models import Organisation
from halfsky.org.reader import HeldPost, Reader
from halfsky.org.roles import Power, Role


@dataclass(frozen=True)
class LinkPost(HeldPost):
    """Not a post that anybody holds: exactly one power at exactly one organisation."""

    @property
    def powers(self) -> frozenset[Power]:
        """Adding to open registers."""
        return frozenset({Power.WRITE_OPEN})

    def reaches(self, path: str) -> bool:
        """This unit alone, nothing below it."""
        return bool(self.path) and path == self.path


def link_reader(organisation: Organisation, on: datetime.date) -> Reader:
    """Whoever comes with a link for an organisation."""
    post = LinkPost(Role.GRASSROOTS_OFFICER, organisation.pk, organisation.path)
    return Reader(None, (post,), on)
