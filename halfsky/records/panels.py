"""On an organisation's page: the registers that the reader may open, filtered by it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import MenuGroup, MenuItem
from halfsky.org.models import Organisation
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register
from halfsky.records.registry import declared_in, sections


def registers_panel(reader: Reader, organisation: Organisation) -> Panel | None:
    """Every register that she reads there, by section; sealed ones are no organisation's."""
    groups = []
    for section in sections():
        items = [
            item_of(register, organisation)
            for register in declared_in(section, Register)
            if not register.is_sealed and reader.can_at(register.reading, organisation.path)
        ]
        if items:
            groups.append(MenuGroup(section.verbose_name, items))
    if not groups:
        return None
    return Panel(_("登记册"), "records/organisation_registers.html", {"groups": groups})


def item_of(register: Register, organisation: Organisation) -> MenuItem:
    """The list of a register, of this organisation and all below it."""
    url = f"{reverse('records:list', args=[register.code])}?unit={organisation.code}"
    return MenuItem(register.label, url, icon="notebook")
