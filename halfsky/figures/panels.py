"""On an organisation's page: the way to its figures."""

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.figures.pages.asking import ORGANISATION
from halfsky.org.models import Organisation
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.org.roles import Power


def figures_panel(reader: Reader, organisation: Organisation) -> Panel | None:
    """The table of figures, and the same unit by unit."""
    if not reader.can_at(Power.READ_FIGURES, organisation.path):
        return None
    query = f"?{ORGANISATION}={organisation.code}"
    links = [
        (_("数据总表"), reverse("figures:table") + query),
        (_("各下级对比"), reverse("figures:units") + query),
    ]
    return Panel(_("数据"), "figures/organisation_figures.html", {"links": links}, is_beside=True)
