"""Forms of others: sent in once, bound to figures and confirmed, then filled each period."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Cell, Choice, Column, Crumb, Row, Table
from halfsky.figures import adjusting
from halfsky.figures.facts import MONEY
from halfsky.figures.models import TheirForm
from halfsky.figures.pages.adjustments import version_of
from halfsky.figures.pages.asking import Asked, asked_by
from halfsky.figures.pages.choosing import chooser_of
from halfsky.figures.pages.sheets import taken_away
from halfsky.figures.registry import figures
from halfsky.figures.sheets import their_forms
from halfsky.figures.sheets.binding import (
    TEN_THOUSAND,
    Binding,
    Time,
    chosen_figures,
    label_of_figure,
)
from halfsky.figures.sheets.filling import Filled, Filler, fill, other_period
from halfsky.figures.sheets.form_reading import MOST_BYTES
from halfsky.org.answers import answer, refused
from halfsky.org.limits import Exhausted, Purpose, spend
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.sheets.reading import FileRefused

FORMS_A_PAGE = 50
LEFT_SHOWN = 100


@dataclass(frozen=True)
class Line:
    """A cell of the form as the page asks what it means."""

    number: int
    binding: Binding
    chosen: str
    times: list[Choice]
    units: list[Choice]
    error: str = ""


def readable_forms(reader: Reader) -> QuerySet[TheirForm]:
    """Those of organisations that she reports for."""
    here = reader.organisations(Power.WRITE_OPEN, prefix="organisation__")
    forms = TheirForm.objects.filter(here, withdrawn_at__isnull=True)
    return forms.select_related("organisation", "entered_by", "confirmed_by")


def found_form(request: ReaderRequest, key: int) -> TheirForm:
    """One that she may see; any other does not exist."""
    form = readable_forms(request.reader).filter(pk=key).first()
    if form is None:
        raise Http404
    return form


def list_forms(request: ReaderRequest) -> HttpResponse:
    """The forms there are, and a new one taken in."""
    asked = asked_by(request, Power.WRITE_OPEN)
    if request.method != "POST":
        return render_forms(request, asked, new_key())
    file = request.FILES.get("file")
    try:
        if not isinstance(file, UploadedFile):
            raise FileRefused(_("请先选择表样文件。"))
        content = read_upload(file)
        spend(Purpose.CHECK, request.reader.person.pk if request.reader.person else 0)
        with their_forms.as_files(content) as (source, _out):
            bound = their_forms.propose(asked, source)
    except Exhausted as exhausted:
        return refused(request, str(exhausted), HTTPStatus.TOO_MANY_REQUESTS)
    except FileRefused as why:
        return render_forms(request, asked, request.POST.get(FIELD, ""), str(why))

    def act() -> Written:
        name = str(file.name).rsplit("/", 1)[-1].removesuffix(".xlsx")
        form = their_forms.take_in(asked.reader, asked.organisation, name, content, bound)
        known = sum(bool(one.figure) for one in bound)
        said = _("已收下表样：{known}格对上了指标，{rest}格没有").format(
            known=known, rest=len(bound) - known
        )
        return Written(said, reverse("figures:form", args=[form.pk]))

    return answer(request, act)


def read_upload(file: "UploadedFile[bytes]") -> bytes:
    """What was sent, if it is no larger than a form."""
    if (file.size or 0) > MOST_BYTES:
        raise FileRefused(_("表样超过2MB，请删去与填报无关的内容。"))
    return b"".join(file.chunks())


def render_forms(request: ReaderRequest, asked: Asked, key: str, error: str = "") -> HttpResponse:
    """The list with the place for a new one."""
    shown, page = page_of(request, readable_forms(request.reader).order_by("-pk"), FORMS_A_PAGE)
    columns = [
        Column(_("表样"), is_title=True),
        Column(_("单位")),
        Column(_("状态"), is_short=True),
        Column(_("格数"), is_numeric=True),
        Column(_("收下")),
    ]
    context = {
        "asked": asked,
        "crumbs": [Crumb(_("数据"), asked.url("table")), Crumb(_("上级报表"))],
        "table": Table(_("上级报表"), columns, [row_of(form) for form in shown]),
        "is_empty": not shown,
        "page": page,
        "action": asked.url("forms"),
        "submission_key": key,
        "errors": [error] if error else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "figures/their_forms.html", context, status=status)


def row_of(form: TheirForm) -> Row:
    """One form of the list."""
    is_confirmed = form.confirmed_at is not None
    state = Cell(
        _("可以填") if is_confirmed else _("待核对"),
        tone="good" if is_confirmed else "warning",
        is_badge=True,
    )
    known = sum(bool(one.figure) for one in their_forms.bindings_of(form))
    cells = (
        Cell(form.name),
        Cell(form.organisation.name),
        state,
        Cell(f"{known}/{len(form.bindings)}"),
        Cell(form.entered_by or "", note=f"{timezone.localtime(form.entered_at):%Y-%m-%d}"),
    )
    return Row(cells, url=reverse("figures:form", args=[form.pk]))


# ---- one form ----------------------------------------------------------------------------------


def show_form(request: ReaderRequest, key: int) -> HttpResponse:
    """What each cell means, to be confirmed or corrected; then the way to the filled form."""
    form = found_form(request, key)
    bindings = their_forms.bindings_of(form)
    if request.method != "POST":
        return render_form(request, form, bindings, {})
    corrected, errors = corrected_by(request, bindings)
    if errors:
        return render_form(request, form, corrected, errors)

    def act() -> Written:
        their_forms.confirm(request.reader, form, version_of(request), corrected)
        said = _("已核对表样“{name}”，可以填了").format(name=form.name)
        return Written(said, reverse("figures:form", args=[key]))

    return done(request, act)


def corrected_by(
    request: ReaderRequest, bindings: list[Binding]
) -> tuple[list[Binding], dict[int, str]]:
    """The bindings as a person has chosen them, and what could not be read."""
    found, errors = [], {}
    known = chosen_figures()
    times = {time.value for time in Time}
    for number, one in enumerate(bindings):
        text = request.POST.get(f"figure|{number}", "").strip()
        code = known.get(text, text if text in figures() else "")
        if text and not code:
            errors[number] = _("没有这项指标，请从列表里选。")
        time = request.POST.get(f"time|{number}", one.time)
        is_money = bool(code) and figures()[code].unit == MONEY
        unit = request.POST.get(f"unit|{number}", one.unit)
        why_not = "" if code else one.why_not or _("不填")
        found.append(
            replace(
                one,
                figure=code,
                time=time if time in times else one.time,
                unit=TEN_THOUSAND if unit == TEN_THOUSAND and is_money else "",
                why_not=why_not,
            )
        )
    return found, errors


def render_form(
    request: ReaderRequest, form: TheirForm, bindings: list[Binding], errors: dict[int, str]
) -> HttpResponse:
    """The page of one form."""
    asked = asked_for_form(request, form)
    lines = list(lines_of(bindings, errors))
    filled = Filler(asked, bindings).filled() if form.confirmed_at and not errors else Filled()
    tree = asked.keeping.ground(asked.period.last_day).tree
    chooser = chooser_of(asked, tree, "form", str(form.pk))
    context = {
        "form": form,
        "asked": asked,
        "chooser": replace(chooser, scope=[], below=[]),
        "crumbs": [Crumb(_("上级报表"), reverse("figures:forms")), Crumb(form.name)],
        "bound": [line for line in lines if line.chosen or line.error],
        "unbound": [line for line in lines if not line.chosen and not line.error],
        "figures": list(chosen_figures()),
        "is_confirmed": form.confirmed_at is not None,
        "other_period": other_period(bindings, asked.period),
        "written": len(filled.fillings),
        "left": filled.left[:LEFT_SHOWN],
        "filled_url": asked.url("form_download", str(form.pk)),
        "has_errors": bool(errors),
        "submission_key": request.POST.get(FIELD, "") or new_key(),
        "away_key": new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "figures/their_form.html", context, status=status)


def asked_for_form(request: ReaderRequest, form: TheirForm) -> Asked:
    """For whom and when it is to be filled: its own organisation where none is named."""
    if request.GET.get("org"):
        return asked_by(request)
    if not request.reader.can_at(Power.READ_FIGURES, form.organisation.path):
        raise PermissionDenied
    return asked_by(request).of(form.organisation)


def lines_of(bindings: list[Binding], errors: dict[int, str]) -> Iterator[Line]:
    """A line a cell."""
    for number, one in enumerate(bindings):
        figure = figures().get(one.figure)
        yield Line(
            number,
            one,
            label_of_figure(figure) if figure else "",
            [Choice(time.value, time.label, time.value == one.time) for time in Time],
            [Choice("", MONEY, not one.unit), Choice(TEN_THOUSAND, TEN_THOUSAND, bool(one.unit))]
            if figure and figure.unit == MONEY
            else [],
            errors.get(number, ""),
        )


def download_filled(request: ReaderRequest, key: int) -> HttpResponseBase:
    """The same workbook with the numbers in it."""
    form = found_form(request, key)
    if form.confirmed_at is None:
        return refused(request, _("这张表样还没有核对，请先核对再填。"), HTTPStatus.CONFLICT)
    asked = asked_for_form(request, form)
    title = f"{form.name} {asked.organisation.name} {asked.period.label}"
    file = io.BytesIO()

    def make() -> int:
        with their_forms.as_files(their_forms.content_of(form)) as (source, out):
            filled = fill(asked, their_forms.bindings_of(form), source, out)
            file.write(out.read_bytes())
        return len(filled.fillings)

    try:
        return taken_away(request, asked, title, "xlsx", file, make)
    except FileRefused as why:
        return refused(request, str(why), HTTPStatus.UNPROCESSABLE_ENTITY)


def put_form_away(request: ReaderRequest, key: int) -> HttpResponse:
    """It is offered no longer."""
    form = found_form(request, key)

    def act() -> Written:
        their_forms.put_away(request.reader, form, version_of(request))
        return Written(_("已移走表样“{name}”").format(name=form.name), reverse("figures:forms"))

    return done(request, act)


def done(request: ReaderRequest, act: Callable[[], Written]) -> HttpResponse:
    """Once, or the sentence why not."""
    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)
