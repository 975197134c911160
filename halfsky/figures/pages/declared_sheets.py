"""A whole table of declared totals: looked at, mended, confirmed, approved, taken back."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.components import Cell, Column, Crumb, Fact, Row, Table, Tone
from halfsky.figures import adjusting
from halfsky.figures.facts import MONEY
from halfsky.figures.models import DeclaredSheet, SheetState
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.grid import Box, Line
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.figures.sheets import declaring
from halfsky.figures.sheets.declarable import Declarable
from halfsky.figures.sheets.grid import Grid
from halfsky.figures.sheets.typed import Checked, Judge, TypedCell
from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power

SHEETS_A_PAGE = 50
CELLS_SHOWN = 600
TONES: dict[str, Tone] = {"checked": "notice", "declared": "warning", "approved": "good"}


class SourceForm(forms.Form):
    """Where the numbers come from."""

    words = forms.CharField(
        label=gettext_lazy("来源"),
        max_length=120,
        help_text=gettext_lazy("例如：各工会报来的纸质报表、电话"),
    )
    told_by = forms.CharField(
        label=gettext_lazy("谁报的"), max_length=40, help_text=gettext_lazy("例如：各工会女工委员")
    )
    told_on = forms.DateField(
        label=gettext_lazy("哪天报的"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def source(self) -> declaring.Source:
        """As it is kept."""
        data = self.cleaned_data
        return declaring.Source(data["words"], data["told_by"], data["told_on"])


def readable_sheets(reader: Reader) -> QuerySet[DeclaredSheet]:
    """Those of organisations where she may declare."""
    here = reader.organisations(Power.ADJUST_FIGURES, prefix="organisation__")
    return DeclaredSheet.objects.filter(here).select_related(
        "organisation", "made_by", "declared_by", "approved_by"
    )


def found_sheet(request: ReaderRequest, key: int) -> DeclaredSheet:
    """One that she may see; any other does not exist."""
    sheet = readable_sheets(request.reader).filter(pk=key).first()
    if sheet is None or not declaring.may_see(request.reader, sheet):
        raise Http404
    return sheet


def grid_of(request: ReaderRequest, sheet: DeclaredSheet) -> Grid:
    """The grid that it was checked against, as it is now."""
    asked = Asked(request.reader, sheet.organisation, Period(sheet.since, sheet.until))
    return Grid(asked, sheet.section, sheet.level)


def list_sheets(request: ReaderRequest) -> HttpResponse:
    """The latest first."""
    shown, page = page_of(request, readable_sheets(request.reader).order_by("-pk"), SHEETS_A_PAGE)
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("篇章")),
        Column(_("期间"), is_short=True),
        Column(_("状态"), is_short=True),
        Column(_("格数"), is_numeric=True),
        Column(_("填报")),
    ]
    context = {
        "crumbs": [Crumb(_("数据"), reverse("figures:table")), Crumb(_("数据填报表"))],
        "table": Table(_("数据填报表"), columns, [row_of(sheet) for sheet in shown]),
        "page": page,
        "is_empty": not shown,
    }
    return render(request, "figures/declared_sheets.html", context)


def row_of(sheet: DeclaredSheet) -> Row:
    """One sheet of the list."""
    section = apps.get_app_config(sheet.section).verbose_name
    cells = (
        Cell(sheet.organisation.name),
        Cell(section),
        Cell(Period(sheet.since, sheet.until).label),
        Cell(sheet.get_state_display(), tone=TONES.get(sheet.state, ""), is_badge=True),
        Cell(sheet.cells),
        Cell(sheet.made_by or "", note=f"{timezone.localtime(sheet.made_at):%Y-%m-%d %H:%M}"),
    )
    return Row(cells, url=reverse("figures:declared_sheet", args=[sheet.pk]))


# ---- one sheet ---------------------------------------------------------------------------------


def show_sheet(request: ReaderRequest, key: int) -> HttpResponse:
    """What would be declared and what is wrong; a mended cell is judged anew."""
    sheet = found_sheet(request, key)
    if request.method != "POST":
        return render_sheet(request, sheet)
    grid = grid_of(request, sheet)
    checked = mended(request, grid, Checked.loaded(sheet.content))

    def act() -> Written:
        declaring.keep_again(sheet, checked)
        said = _("已重新核对：{count}格有变动，{bad}处要改").format(
            count=len(checked.changed), bad=checked.refused
        )
        return Written(said, reverse("figures:declared_sheet", args=[key]))

    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)


def mended(request: ReaderRequest, grid: Grid, checked: Checked) -> Checked:
    """The cells as they were typed now; with `drop` without the bad ones."""
    judge, nodes, is_dropped = Judge(grid), grid.report.tree.nodes, "drop" in request.POST
    known = {measure.code for measure in grid.measures}
    for cell in checked.cells:
        if (cell.is_bad and is_dropped) or cell.figure not in known:
            continue
        text = request.POST.get(box_name(cell), cell.text)
        judge.cell(nodes[cell.organisation], cell.figure, text)
    for place, row in enumerate([] if is_dropped else checked.lost):
        who = request.POST.get(f"lost|{place}", row.who).strip()[:120]
        judge.row(row.line, [who], row.texts)
    judge.checked.unused = checked.unused
    return judge.checked


def box_name(cell: TypedCell) -> str:
    """What a cell's field is called."""
    return f"{cell.organisation}|{cell.figure}"


def render_sheet(
    request: ReaderRequest, sheet: DeclaredSheet, form: SourceForm | None = None, key: str = ""
) -> HttpResponse:
    """The page of one sheet, by how far it is."""
    checked = Checked.loaded(sheet.content)
    is_open = sheet.state == SheetState.CHECKED
    grid = grid_of(request, sheet)
    is_hers = request.reader.person is not None and sheet.declared_by == request.reader.person
    is_waiting = sheet.state == SheetState.DECLARED
    section = apps.get_app_config(sheet.section).verbose_name
    initial = {"told_on": timezone.localdate()}
    context = {
        "sheet": sheet,
        "section": section,
        "period": Period(sheet.since, sheet.until),
        "tone": TONES.get(sheet.state, ""),
        "crumbs": [
            Crumb(_("数据填报表"), reverse("figures:declarations")),
            Crumb(_("第{number}号").format(number=sheet.pk)),
        ],
        "facts": list(facts_of(sheet)),
        "checked": checked,
        "bad_lines": list(lines_of(checked, grid, is_bad=True)) if is_open else [],
        "table": table_of(checked, grid),
        "more": max(0, len(checked.changed) - CELLS_SHOWN),
        "back_url": grid.asked.url("grid", section=sheet.section, level=sheet.level),
        "is_open": is_open,
        "may_declare": is_open and not checked.refused and bool(checked.changed),
        "form": form or SourceForm(initial=initial),
        "may_approve": is_waiting and not is_hers,
        "waits_for_another": is_waiting and is_hers,
        "may_take_back": sheet.state in (SheetState.DECLARED, SheetState.APPROVED),
        "submission_key": key or new_key(),
        "drop_key": new_key(),
        "declare_key": key or new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "figures/declared_sheet.html", context, status=status)


def facts_of(sheet: DeclaredSheet) -> Iterator[Fact]:
    """Who brought it how, who declared and approved it when."""
    at = "%Y-%m-%d %H:%M"
    yield Fact(_("来自"), sheet.way, note=_("共{count}格").format(count=sheet.cells))
    yield Fact(_("填报"), sheet.made_by or "", note=f"{timezone.localtime(sheet.made_at):{at}}")
    if sheet.declared_at:
        note = f"{timezone.localtime(sheet.declared_at):{at}}"
        yield Fact(_("申报"), sheet.declared_by or "", note=note)
        yield Fact(_("来源"), sheet.source)
    if sheet.approved_at:
        note = f"{timezone.localtime(sheet.approved_at):{at}}"
        yield Fact(_("批准"), sheet.approved_by or "", note=note)
    if sheet.undone_at:
        yield Fact(_("撤销"), f"{timezone.localtime(sheet.undone_at):{at}}")


def lines_of(checked: Checked, grid: Grid, is_bad: bool) -> Iterator[Line]:
    """The bad cells by organisation, to be mended where they stand."""
    by_organisation: dict[int, list[TypedCell]] = {}
    for cell in checked.cells:
        if cell.is_bad == is_bad:
            by_organisation.setdefault(cell.organisation, []).append(cell)
    for id, cells in by_organisation.items():
        yield Line(grid.report.tree.nodes[id], [box_of(cell) for cell in cells])


def box_of(cell: TypedCell) -> Box:
    """A bad cell with its sentence."""
    figure = figures()[cell.figure]
    return Box(
        name=box_name(cell),
        label=f"{figure.name}（{figure.unit}）",
        text=cell.text,
        known=cell.was,
        problem=cell.problem,
        is_money=figure.unit == MONEY,
    )


def table_of(checked: Checked, grid: Grid) -> Table:
    """What would be declared, or was: beside what was known and the period before."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("指标")),
        Column(_("现有"), is_numeric=True),
        Column(_("申报"), is_numeric=True),
        Column(grid.earlier.period.label, is_numeric=True),
    ]
    rows = []
    for cell in checked.changed[:CELLS_SHOWN]:
        node = grid.report.tree.nodes[cell.organisation]
        measure: Declarable = figures()[cell.figure]  # type: ignore[assignment]
        before = grid.cell(measure, node).before_text
        rows.append(
            Row(
                (
                    Cell(node.name),
                    Cell(f"{measure.name}（{measure.unit}）"),
                    Cell(cell.was or _("未报")),
                    Cell(cell.text, note=cell.note),
                    Cell(before or "—"),
                )
            )
        )
    return Table(_("申报的数"), columns, rows)


# ---- acts --------------------------------------------------------------------------------------


def declare_sheet(request: ReaderRequest, key: int) -> HttpResponse:
    """Confirmed, with the source: all cells become declared totals."""
    sheet = found_sheet(request, key)
    form = SourceForm(request.POST)
    if not form.is_valid():
        return render_sheet(request, sheet, form, request.POST.get(FIELD, ""))

    def act() -> Written:
        count = declaring.declare(sheet, grid_of(request, sheet), form.source())
        return written(_("已申报{count}格，待另一个人批准").format(count=count), key)

    return done(request, act)


def approve_sheet(request: ReaderRequest, key: int) -> HttpResponse:
    """A second person approves all of it."""
    sheet = found_sheet(request, key)

    def act() -> Written:
        count = declaring.approve(sheet, request.reader)
        return written(_("已批准{count}格").format(count=count), key)

    return done(request, act)


def take_back_sheet(request: ReaderRequest, key: int) -> HttpResponse:
    """All of it at once."""
    sheet = found_sheet(request, key)

    def act() -> Written:
        count = declaring.take_back(sheet, request.reader)
        return written(_("已撤销{count}格").format(count=count), key)

    return done(request, act)


def written(said: str, key: int) -> Written:
    """What happened, and back to the sheet."""
    return Written(said, reverse("figures:declared_sheet", args=[key]))


def done(request: ReaderRequest, act: Callable[[], Written]) -> HttpResponse:
    """Once, or the sentence why not."""
    try:
        return answer(request, act)
    except adjusting.Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)
