"""Going to practise, emptying what was practised, and coming back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.models import NothingToReport
from halfsky.org.answers import answer
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.once import Written
from halfsky.org.practice import KIND, PRACTISING, is_practising, make_practice
from halfsky.org.reader import ReaderRequest
from halfsky.records.practice import empty_practice, entered_in_practice


def begin_practice(request: ReaderRequest) -> HttpResponse:
    """From now on she is at the practice organisation, which is made where it is not there yet."""

    def act() -> Written:
        make_practice(request.reader)
        return Written(_("开始练习"), reverse("home"))

    answered = answer(request, act)
    request.session[PRACTISING] = True
    return answered


def end_practice(request: ReaderRequest) -> HttpResponse:
    """Back to her own organisation."""
    request.session.pop(PRACTISING, None)
    return redirect("home")


def clear_practice(request: ReaderRequest) -> HttpResponse:
    """Withdraw what she entered there; nothing else is within her reach now."""
    reader = request.reader
    if not is_practising(reader):
        raise PermissionDenied

    def act() -> Written:
        records = empty_practice(reader)
        answers = NothingToReport.objects.filter(entered_in_practice(reader, "organisation__"))
        answers.update(withdrawn_at=timezone.now(), withdrawn_because=_("清空练习"))
        place = reader.posts[0].organisation
        deed = Deed(Action.WITHDRAWN, KIND, str(place), place, after={"records": records})
        write_down(reader, deed)
        return Written(_("已清空练习：{count}条").format(count=records), reverse("home"))

    return answer(request, act)
