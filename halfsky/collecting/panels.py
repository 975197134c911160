"""What collecting adds to the pages of the floors below."""

from typing import Any

from django.utils.translation import gettext as _

from halfsky.collecting.pages.remarks import thread_url
from halfsky.collecting.remarks import may_send_back, remarks_on, takes_remarks
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register
from halfsky.records.writing import organisation_of


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
