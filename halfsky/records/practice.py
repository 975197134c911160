"""Emptying the practice organisation: what was entered there is withdrawn."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.records.registry import registers


def entered_in_practice(reader: Reader, prefix: str) -> Q:
    """What is there: hers, for the city office everybody's."""
    here = Q(**{f"{prefix}is_practice": True}, withdrawn_at__isnull=True)
    return here if Role.CITY_OFFICE in reader.roles else here & Q(entered_by=reader.person)


def empty_practice(reader: Reader) -> int:
    """Take it out of the lists and figures of the practice organisation; how many records."""
    emptied = 0
    for register in registers().values():
        if not register.made_by:
            rows = register.model._default_manager.filter(
                entered_in_practice(reader, register.organisation_prefix)
            )
            emptied += rows.update(
                withdrawn_at=timezone.now(),
                withdrawn_because=_("清空练习"),
                version=F("version") + 1,
            )
    return emptied
