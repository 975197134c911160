"""Who sets up, and which workbook she means."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb, Step
from halfsky.org import first_run
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.setup.models import State, Workbook

LISTED = ("content", "made", "changed", "answers")


def root_for(reader: Reader, *powers: Power) -> Organisation:
    """The root, where she has the powers at the root itself."""
    top = first_run.root()
    if top is None:
        raise Http404
    if not all(reader.can_at(power, top.path) for power in powers):
        raise PermissionDenied
    return top


def fetch(request: ReaderRequest, key: int) -> Workbook:
    """A workbook; whoever arranges the whole tree sees all of them."""
    root_for(request.reader, Power.ARRANGE_TREE)
    workbook = Workbook.objects.select_related("made_by").filter(pk=key).first()
    if workbook is None:
        raise Http404
    return workbook


def crumbs(*last: Crumb) -> list[Crumb]:
    """From the overview on."""
    return [Crumb(_("启用设置"), reverse("setup:overview")), *last]


def book_crumbs(workbook: Workbook, *last: Crumb) -> list[Crumb]:
    """From a workbook on."""
    return crumbs(Crumb(workbook.file_name, book_url(workbook)), *last)


def book_url(workbook: Workbook) -> str:
    """Its page."""
    return reverse("setup:workbook", args=[workbook.pk])


def steps_of(workbook: Workbook, is_matched: bool, is_decided: bool) -> list[Step]:
    """How far it is: columns, questions, applied."""
    if workbook.state != State.OPEN:
        return []
    done = [True, is_matched, is_matched and is_decided, False]
    labels = (_("上传"), _("对栏目"), _("答问题"), _("建立"))
    at = done.index(False)
    return [
        Step(label, "done" if place < at else "current" if place == at else "coming")
        for place, label in enumerate(labels)
    ]
