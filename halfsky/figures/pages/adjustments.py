"""Adjustments: numbers without records, entered by one person and approved by another."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Fact, Page, Row, Tab, Table, Tone
from halfsky.figures import adjusting
from halfsky.figures.declaration import SEMANTICS_LABELS, Measure
from halfsky.figures.models import Adjustment, DeclaredSheet, SheetState
from halfsky.figures.pages.adjustment_form import AdjustmentForm, ReasonForm
from halfsky.figures.pages.records import page_number
from halfsky.figures.periods import ONE_DAY, Period
from halfsky.figures.registry import figures
from halfsky.figures.rounding import shown_money
from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power

ROWS_A_PAGE = 50
WAITING, COUNTING, WITHDRAWN = "waiting", "approved", "withdrawn"


def list_adjustments(request: ReaderRequest) -> HttpResponse:
    """Waiting for a second person, counting, withdrawn."""
    state = request.GET.get("state", WAITING)
    conditions = {
        # Those of a whole sheet are approved there, together.
        WAITING: Q(withdrawn_at__isnull=True, approved_at__isnull=True, sheet__isnull=True),
        COUNTING: Q(withdrawn_at__isnull=True, approved_at__isnull=False),
        WITHDRAWN: Q(withdrawn_at__isnull=False),
    }
    if state not in conditions:
        raise Http404
    number = page_number(request.GET.get("page", ""))
    first = (number - 1) * ROWS_A_PAGE
    rows = adjusting.readable_adjustments(request.reader).filter(conditions[state]).order_by("-pk")
    found = list(rows[first : first + ROWS_A_PAGE + 1])
    url = reverse("figures:adjustments")
    labels = {WAITING: _("待批准"), COUNTING: _("已批准"), WITHDRAWN: _("已撤回")}
    context = {
        "crumbs": [Crumb(_("数据"), reverse("figures:table")), Crumb(_("调整"))],
        "tabs": [Tab(label, f"{url}?state={one}", one == state) for one, label in labels.items()],
        "table": table_of(found[:ROWS_A_PAGE]),
        "is_empty": not found,
        "page": Page(
            number,
            first + 1,
            first + min(len(found), ROWS_A_PAGE),
            f"{url}?state={state}&page={number - 1}" if number > 1 else "",
            f"{url}?state={state}&page={number + 1}" if len(found) > ROWS_A_PAGE else "",
        ),
        "may_enter": request.reader.can(Power.ADJUST_FIGURES),
        "sheets_waiting": state == WAITING and are_sheets_waiting(request.reader),
    }
    return render(request, "figures/adjustments.html", context)


def are_sheets_waiting(reader: Reader) -> bool:
    """Whether a whole sheet waits for a second person."""
    here = reader.organisations(Power.ADJUST_FIGURES, prefix="organisation__")
    return DeclaredSheet.objects.filter(here, state=SheetState.DECLARED).exists()


def table_of(rows: list[Adjustment]) -> Table:
    """A row an adjustment."""
    columns = [
        Column(_("指标"), is_title=True),
        Column(_("单位")),
        Column(_("时间")),
        Column(_("方式")),
        Column(_("数值"), is_numeric=True),
        Column(_("录入")),
    ]
    return Table(_("调整"), columns, [row_of(one) for one in rows])


def row_of(one: Adjustment) -> Row:
    """One of the list."""
    cells = (
        Cell(figures()[one.figure].name),
        Cell(one.organisation.name),
        Cell(time_of(one)),
        Cell(one.get_kind_display()),
        Cell(value_of(one)),
        Cell(one.entered_by or "", note=f"{one.entered_at:%Y-%m-%d}"),
    )
    return Row(cells, url=reverse("figures:adjustment", args=[one.pk]))


def time_of(one: Adjustment) -> str:
    """For which time it stands, by its figure's kind of time."""
    figure = figures()[one.figure]
    if isinstance(figure, Measure) and figure.semantics == "as_of":
        until = _("，到{day}为止").format(day=one.until) if one.until else ""
        return _("自{day}起").format(day=one.since) + until
    if one.until is None:
        return str(one.since)
    if isinstance(figure, Measure) and figure.semantics == "cumulative":
        return _("到{day}为止累计").format(day=one.until - ONE_DAY)
    return Period(one.since, one.until).label


def value_of(one: Adjustment) -> str:
    """Its number with the figure's unit."""
    unit = figures()[one.figure].unit
    return shown_money(one.value, "truncate") if unit == "元" else f"{one.value}{unit}"


def found_adjustment(request: ReaderRequest, key: int) -> Adjustment:
    """One that she may see; any other does not exist."""
    found = adjusting.readable_adjustments(request.reader).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def show_adjustment(request: ReaderRequest, key: int) -> HttpResponse:
    """One adjustment, with what she may do about it."""
    one = found_adjustment(request, key)
    return render(request, "figures/adjustment.html", context_of(request, one))


def context_of(request: ReaderRequest, one: Adjustment) -> dict[str, object]:
    """What the page of one adjustment shows."""
    figure = figures()[one.figure]
    may = isinstance(figure, Measure) and adjusting.may_adjust(
        request.reader,
        figure,
        one.organisation,
    )
    is_hers = request.reader.person is not None and one.entered_by_id == request.reader.person.pk
    is_waiting = not one.approved_at and not one.withdrawn_at
    tone: Tone = "warning" if is_waiting else "good" if not one.withdrawn_at else ""
    state = _("待批准") if is_waiting else _("已撤回") if one.withdrawn_at else _("已批准")
    semantics = SEMANTICS_LABELS[figure.semantics] if isinstance(figure, Measure) else ""
    facts = [
        Fact(_("指标"), figure.name, note=str(semantics)),
        Fact(_("单位"), one.organisation.name),
        Fact(_("时间"), time_of(one)),
        Fact(one.get_kind_display(), value_of(one)),
        Fact(_("原因"), one.reason),
        Fact(_("来源"), one.source),
        Fact(_("录入"), one.entered_by or "", note=f"{one.entered_at:%Y-%m-%d %H:%M}"),
    ]
    if one.approved_at:
        facts.append(Fact(_("批准"), one.approved_by, note=f"{one.approved_at:%Y-%m-%d %H:%M}"))
    if one.withdrawn_at:
        facts.append(Fact(_("撤回原因"), one.withdrawn_because))
    return {
        "crumbs": [Crumb(_("调整"), reverse("figures:adjustments")), Crumb(figure.name)],
        "one": one,
        "figure": figure,
        "facts": facts,
        "state": state,
        "tone": tone,
        "may_approve": may and is_waiting and not is_hers,
        "waits_for_another": may and is_waiting and is_hers,
        "may_withdraw": may and not one.withdrawn_at,
        "form": ReasonForm(),
        "submission_key": new_key(),
        "withdraw_key": new_key(),
    }


def enter_adjustment(request: ReaderRequest) -> HttpResponse:
    """The form of a new adjustment, and the adjustment made from it."""
    if request.method != "POST":
        initial = {
            "organisation": request.GET.get("org", ""),
            "figure": request.GET.get("figure", ""),
            "period": request.GET.get("period", ""),
        }
        return show_form(request, AdjustmentForm(request.reader, initial=initial), new_key())
    form = AdjustmentForm(request.reader, request.POST)
    if not form.is_valid():
        return show_form(request, form, request.POST.get(FIELD, ""))

    def act() -> Written:
        one = form.adjustment()
        adjusting.enter(one, request.reader)
        said = _("已录入调整：{figure}，待另一个人批准").format(figure=figures()[one.figure].name)
        return Written(said, reverse("figures:adjustment", args=[one.pk]))

    return answer(request, act)


def show_form(request: ReaderRequest, form: AdjustmentForm, key: str) -> HttpResponse:
    """The form, with what is wrong where it was sent."""
    context = {
        "form": form,
        "submission_key": key,
        "crumbs": [Crumb(_("调整"), reverse("figures:adjustments")), Crumb(_("新增"))],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "figures/adjustment_form.html", context, status=status)


def version_of(request: ReaderRequest) -> int:
    """The version that was open; 0 where none was sent, which no row has."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def approve_adjustment(request: ReaderRequest, key: int) -> HttpResponse:
    """A second person approves."""
    one = found_adjustment(request, key)

    def act() -> Written:
        adjusting.approve(one, version_of(request), request.reader)
        return Written(_("已批准调整"), reverse("figures:adjustment", args=[key]))

    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)


def withdraw_adjustment(request: ReaderRequest, key: int) -> HttpResponse:
    """It counts no longer; with a reason."""
    one = found_adjustment(request, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = context_of(request, one)
        if not context["may_withdraw"]:
            raise PermissionDenied
        context |= {"form": form, "withdraw_key": request.POST.get(FIELD, "")}
        return render(
            request, "figures/adjustment.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )

    def act() -> Written:
        reason = form.cleaned_data["reason"]
        adjusting.withdraw(one, version_of(request), request.reader, reason)
        return Written(_("已撤回调整"), reverse("figures:adjustment", args=[key]))

    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)
