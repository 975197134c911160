"""What collecting adds to the pages of the floors below."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.collecting.forms import label_of
from halfsky.collecting.models import Link
from halfsky.collecting.pages.making import is_unit, state_of
from halfsky.collecting.pages.remarks import thread_url
from halfsky.collecting.remarks import may_send_back, remarks_on, takes_remarks
from halfsky.org.models import Organisation
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.declaration import Register
from halfsky.records.writing import organisation_of

LINKS_SHOWN = 3


def links_panel(reader: Reader, organisation: Organisation) -> Panel | None:
    """On a unit's page, for who looks after it: its latest links, and where to make one."""
    if not reader.can_at(Power.MANAGE_OFFICERS, organisation.path) or not is_unit(organisation):
        return None
    links = Link.objects.filter(organisation=organisation).prefetch_related("replies")
    rows = [
        (link, state_of(link), label_of(link.form))
        for link in links.order_by("-entered_at", "-pk")[:LINKS_SHOWN]
    ]
    content = {
        "rows": rows,
        "behalf_url": reverse("collecting:behalf", args=[organisation.code]),
    }
    url = f"{reverse('collecting:make')}?at={organisation.code}"
    template = "collecting/links_panel.html"
    return Panel(_("填报链接"), template, content, url, _("制作填报链接"), is_beside=True)


def remarks_panel(reader: Reader, register: Register, record: Any) -> Panel | None:
    """The words on a record; for who may send it back also where to do so."""
    if not takes_remarks(register):
        return None
    thread = list(remarks_on(register, record.pk))
    may_ask = may_send_back(reader, organisation_of(register, record))
    if not thread and not may_ask:
        return None
    action = _("答复") if thread else _("退回或提意见")
    url = thread_url(register, record.pk)
    return Panel(_("意见"), "collecting/remarks_panel.html", {"thread": thread}, url, action)
