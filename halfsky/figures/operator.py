"""Who asks at the command line: the operator, who is told what the city office is told."""

from halfsky.figures.pages.asking import Asked
from halfsky.figures.periods import Period
from halfsky.org.models import Organisation
from halfsky.org.reader import HeldPost, Reader
from halfsky.org.roles import Role
from halfsky.org.tree import Tree


def operators_reader(top: Organisation) -> Reader:
    """A reader without an account, at an organisation."""
    return Reader(None, (HeldPost(Role.CITY_OFFICE, top.pk, top.path),))


def asked_at_terminal(organisation: Organisation | None, period: Period) -> Asked:
    """A question of the operator; of the root without an organisation."""
    top = organisation or Organisation.objects.get(pk=Tree.on(period.last_day).root.id)
    return Asked(operators_reader(top), top, period)
