"""零报告: the answer that there was nothing to report, for one's own organisation and a period."""

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.figures import adjusting
from halfsky.figures.disclosure import Wall, wall
from halfsky.figures.models import NothingToReport
from halfsky.figures.pages.adjustments import version_of
from halfsky.figures.pages.asking import Asked, asked_by
from halfsky.figures.registry import figures, measures_of
from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.declaration import Register
from halfsky.records.registry import registers


@dataclass(frozen=True)
class Silent:
    """A register in which the organisation has to report, and has not."""

    code: str
    label: object


def answer_nothing(request: ReaderRequest) -> HttpResponse:
    """What is still open, and the answer that there was nothing."""
    asked = asked_by(request, Power.WRITE_OPEN)
    if not adjusting.is_own(asked.reader, asked.organisation):
        raise PermissionDenied
    silent = silent_registers(asked)
    if request.method != "POST":
        return show_form(request, asked, silent, new_key())
    # What was answered meanwhile is no mistake: the same form sent twice gives one receipt.
    known = {register.code for register in due_registers(asked)}
    chosen = [code for code in request.POST.getlist("register") if code in known]
    if not chosen:
        error = _("请至少选一项没有发生的工作。")
        return show_form(request, asked, silent, request.POST.get(FIELD, ""), error)

    def act() -> Written:
        adjusting.answer_nothing(asked.reader, asked.organisation, asked.period, chosen)
        said = _("已作零报告：{organisation} {period}，{count}项").format(
            organisation=asked.organisation, period=asked.period.label, count=len(chosen)
        )
        return Written(said, asked.url("nothing"))

    return answer(request, act)


def show_form(
    request: ReaderRequest, asked: Asked, silent: list[Silent], key: str, error: str = ""
) -> HttpResponse:
    """The registers still open, and the answers given."""
    answers = NothingToReport.objects.filter(
        organisation=asked.organisation,
        withdrawn_at__isnull=True,
        since__lt=asked.period.until,
        until__gt=asked.period.start,
    ).order_by("register")
    context = {
        "asked": asked,
        "crumbs": [Crumb(_("数据"), asked.url("table")), Crumb(_("零报告"))],
        "silent": silent,
        "answers": [(one, name_of(one.register), new_key()) for one in answers],
        "submission_key": key,
        "error": error,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "figures/nothing.html", context, status=status)


def name_of(code: str) -> object:
    """A register by its code; without a code all of them."""
    register = registers().get(code)
    return register.label if register else _("全部登记册")


def due_registers(asked: Asked) -> list[Register]:
    """Registers with figures in which organisations of this tier have to report."""
    with_figures = {
        measure.register.code: measure.register
        for figure in figures().values()
        for measure in measures_of(figure)
    }
    return [
        register
        for register in with_figures.values()
        if asked.organisation.tier in register.reported_by
        and not register.looks_ahead
        and register.organisation_prefix
    ]


def silent_registers(asked: Asked) -> list[Silent]:
    """Those without record and answer; of a walled one nothing is told but the answer."""
    due = due_registers(asked)
    report = asked.report(
        [
            figure.code
            for figure in figures().values()
            if any(measure.register in due for measure in measures_of(figure))
        ]
    )
    node = report.tree.nodes[asked.organisation.pk]
    answered = {
        one.register
        for one in NothingToReport.objects.filter(
            organisation=asked.organisation,
            withdrawn_at__isnull=True,
            since__lte=asked.period.start,
            until__gte=asked.period.until,
        )
    }
    found = []
    for register in due:
        measure = next(
            one for one in figures().values() if measures_of(one)[0].register is register
        )
        is_open = wall(measure, asked.reader, node) is Wall.NONE
        standing = report.own_standings[(register.code,)].get(node.id)
        is_silent = standing is not None and not standing.reported
        if "" not in answered and register.code not in answered and (is_silent or not is_open):
            found.append(Silent(register.code, register.label))
    return found


def take_back_nothing(request: ReaderRequest, key: int) -> HttpResponse:
    """There was something after all."""
    one = get_object_or_404(NothingToReport.objects.select_related("organisation"), pk=key)
    if not request.reader.reaches(one.organisation.path):
        raise Http404

    def act() -> Written:
        adjusting.take_back(one, version_of(request), request.reader)
        said = _("已撤回零报告：{what}").format(what=name_of(one.register))
        return Written(said, f"{reverse('figures:nothing')}?org={one.organisation.code}")

    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)
