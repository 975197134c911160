"""The figure sheet: organisations by figures, typed in, pasted, or sent as a workbook."""

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Choice, Crumb, Page, Tab
from halfsky.figures import adjusting
from halfsky.figures.facts import MONEY
from halfsky.figures.pages.asking import Asked, asked_by
from halfsky.figures.pages.choosing import chooser_of, way_up
from halfsky.figures.pages.records import page_number
from halfsky.figures.pages.sheets import taken_away
from halfsky.figures.pages.unit_rows import DIRECTLY, GRASSROOTS
from halfsky.figures.sheets import declaring
from halfsky.figures.sheets.declarable import Declarable, sections_declared
from halfsky.figures.sheets.grid import Grid, GridRow
from halfsky.figures.sheets.grid_book import Sent, judge_sent, read_sent, write_grid
from halfsky.figures.sheets.typed import Checked, Judge, pasted_rows, take_rows
from halfsky.org.answers import answer, refused
from halfsky.org.kinds import Tier
from halfsky.org.limits import Exhausted, Purpose, spend
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.tree import Node
from halfsky.records.sheets.reading import LIMITS, FileRefused, Reader

ROWS_A_PAGE = 60
FIELDS_A_PAGE = 800  # Django takes a thousand fields of one form
SALT = "figure grid"
LATE_SHOWN, MOST_FILES = 60, 100


@dataclass(frozen=True)
class Box:
    """One cell of the grid as the page shows it."""

    name: str
    label: str
    text: str
    column: str = ""
    before: str = ""
    known: str = ""  # what it was, where that has to be said
    problem: str = ""
    note: str = ""
    is_open: bool = True
    is_money: bool = False
    is_waiting: bool = False


@dataclass(frozen=True)
class Line:
    """One organisation of the grid."""

    node: Node
    boxes: list[Box]


def show_grid(request: ReaderRequest) -> HttpResponse:
    """The grid with what is known; what was typed, pasted or sent is checked and kept."""
    asked = asked_by(request, Power.ADJUST_FIGURES)
    grid = Grid(asked, section_of(request), level_of(request, asked))
    if request.method != "POST":
        return render_grid(request, grid, new_key())
    try:
        way, checked = checked_of(request, grid)
    except Exhausted as exhausted:
        return refused(request, str(exhausted), HTTPStatus.TOO_MANY_REQUESTS)
    except (FileRefused, adjusting.Refused) as why:
        return render_grid(request, grid, request.POST.get(FIELD, ""), str(why))
    if not checked.cells and not checked.lost:
        said = _("没有与现有数不同的格子：空着的和没改过的都不算。")
        if checked.unused:
            said += _("没有用到的列：{columns}。").format(columns="、".join(checked.unused))
        return render_grid(request, grid, request.POST.get(FIELD, ""), said)

    def act() -> Written:
        sheet = declaring.keep(grid, checked, way)
        said = _("已核对：{count}格有变动，{bad}处要改").format(
            count=sheet.cells, bad=sheet.refused
        )
        return Written(said, reverse("figures:declared_sheet", args=[sheet.pk]))

    return answer(request, act)


def checked_of(request: ReaderRequest, grid: Grid) -> tuple[str, Checked]:
    """What came in, by whichever of the three ways, held against what is known."""
    if files := request.FILES.getlist("file"):
        spend(Purpose.CHECK, request.reader.person.pk if request.reader.person else 0)
        return sent_by(files), judged(grid, files)
    if "pasted" in request.POST:
        judge = Judge(grid)
        take_rows(judge, pasted_rows(request.POST["pasted"]))
        return _("粘贴"), judge.checked
    judge = Judge(grid, shown_of(request))
    for node in rows_of(grid, page_number(request.GET.get("page", ""))):
        for measure in grid.measures:
            judge.cell(node, measure.code, request.POST.get(name_of(node, measure), ""))
    return _("逐格填写"), judge.checked


def sent_by(files: Sequence[Any]) -> str:
    """The name of the workbook, or how many there were."""
    if len(files) == 1:
        return str(files[0].name)[:200]
    return _("{name}等{count}个文件").format(name=str(files[0].name)[:100], count=len(files))


def judged(grid: Grid, files: Sequence[Any]) -> Checked:
    """All that came back, as one: what two files say differently of one cell is a fault."""
    if len(files) > MOST_FILES:
        raise FileRefused(_("一次最多{count}个文件。").format(count=MOST_FILES))
    judge = Judge(grid)
    for file in files:
        try:
            judge_sent(judge, sent_of(file))
        except FileRefused as why:
            raise FileRefused(f"{file.name}：{why}" if len(files) > 1 else str(why)) from None
    return judge.checked


def sent_of(file: "UploadedFile[bytes]") -> Sent:
    """The rows of an uploaded workbook."""
    if (file.size or 0) > LIMITS.bytes:
        raise FileRefused(
            _("文件超过{megabytes}MB，请拆成几个文件。").format(megabytes=LIMITS.bytes // 1_000_000)
        )
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        path = Path(folder) / "sent"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        return read_sent(path, reader)


def shown_of(request: ReaderRequest) -> Mapping[str, Mapping[str, str]]:
    """What the page had shown, as it was signed."""
    try:
        shown: dict[str, dict[str, str]] = signing.loads(request.POST.get("shown", ""), salt=SALT)
    except signing.BadSignature:
        raise adjusting.Refused(_("这一页已经过期，请刷新后再填。")) from None
    return shown


def name_of(node: Node, measure: Declarable) -> str:
    """What a cell's field is called."""
    return f"{node.code}|{measure.code}"


def rows_of(grid: Grid, number: int) -> list[Node]:
    """The organisations of one page."""
    size = page_size(grid)
    return grid.nodes[(number - 1) * size : number * size]


def page_size(grid: Grid) -> int:
    """As many rows as one form may bring."""
    return min(ROWS_A_PAGE, FIELDS_A_PAGE // max(1, len(grid.measures)))


def section_of(request: ReaderRequest) -> str:
    """The section asked for; the first one else."""
    known = sections_declared()
    asked = request.GET.get("section", "")
    return asked if asked in known else known[0]


def level_of(request: ReaderRequest, asked: Asked) -> str:
    """Of a federation the towns, of a town its unions, if nothing else is asked for."""
    level = request.GET.get("level", "")
    if level in (DIRECTLY, GRASSROOTS):
        return level
    return DIRECTLY if asked.organisation.tier is Tier.FEDERATION else GRASSROOTS


# ---- shown -------------------------------------------------------------------------------------


def render_grid(request: ReaderRequest, grid: Grid, key: str, error: str = "") -> HttpResponse:
    """The page; what was typed stays where it was refused as a whole."""
    asked, number = grid.asked, page_number(request.GET.get("page", ""))
    rows = [grid.row(node) for node in rows_of(grid, number)]
    shown = {row.node.code: row.shown for row in rows}
    typed = request.POST if error and "shown" in request.POST else {}
    late = grid.late
    more = {"section": grid.section, "level": grid.level}
    context = {
        "asked": asked,
        "grid": grid,
        "crumbs": [Crumb(_("数据"), asked.url("table")), *way_up(asked, grid.report.tree, "grid")],
        # Each organisation speaks for itself alone here: there is no other scope to choose.
        "chooser": replace(chooser_of(asked, grid.report.tree, "grid"), scope=[]),
        "kept": [Choice(grid.section, "section"), Choice(grid.level, "level")],
        "sections": section_tabs(asked, grid),
        "levels": level_tabs(asked, grid),
        "lines": [line_of(row, typed) for row in rows],
        "shown": signing.dumps(shown, salt=SALT, compress=True),
        "page": page_links(asked, grid, number),
        "late": [
            Crumb(node.name, asked.url("grid", org=node.code, section=grid.section))
            for node in late[:LATE_SHOWN]
        ],
        "late_count": len(late),
        "late_more": max(0, len(late) - LATE_SHOWN),
        "workbook_url": asked.url("grid_download", **more),
        "action": asked.url("grid", page=number, **more),
        "submission_key": key,
        "paste_key": new_key(),
        "file_key": new_key(),
        "error": error,
        "pasted": request.POST.get("pasted", ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "figures/grid.html", context, status=status)


def line_of(row: GridRow, typed: Mapping[str, str]) -> Line:
    """A row to be typed over."""
    boxes = []
    for cell in row.cells:
        name = name_of(row.node, cell.measure)
        box = Box(
            name=name,
            label=f"{row.node.name} {cell.measure.name}",
            text=typed.get(name, cell.text),
            column=f"{cell.measure.name}（{cell.measure.unit}）",
            before=cell.before_text,
            is_open=cell.is_open,
            is_money=cell.measure.unit == MONEY,
            is_waiting=cell.waiting is not None,
        )
        boxes.append(box)
    return Line(row.node, boxes)


def section_tabs(asked: Asked, grid: Grid) -> Iterator[Tab]:
    """The sections to choose from."""
    for one in sections_declared():
        label = apps.get_app_config(one).verbose_name
        url = asked.url("grid", section=one, level=grid.level)
        yield Tab(label, url, one == grid.section)


def level_tabs(asked: Asked, grid: Grid) -> list[Tab]:
    """Directly below, or all grass-roots unions."""
    labels = {DIRECTLY: _("直接下级"), GRASSROOTS: _("全部基层工会")}
    return [
        Tab(label, asked.url("grid", section=grid.section, level=level), level == grid.level)
        for level, label in labels.items()
    ]


def page_links(asked: Asked, grid: Grid, number: int) -> Page | None:
    """From page to page, where there is more than one."""
    size, total = page_size(grid), len(grid.nodes)
    if total <= size and number == 1:
        return None

    def url(place: int) -> str:
        return asked.url("grid", section=grid.section, level=grid.level, page=place)

    first = (number - 1) * size
    return Page(
        number,
        first + 1,
        min(total, first + size),
        url(number - 1) if number > 1 else "",
        url(number + 1) if total > first + size else "",
        total,
    )


def download_grid(request: ReaderRequest) -> HttpResponseBase:
    """The same as a workbook, with all its organisations."""
    asked = asked_by(request, Power.ADJUST_FIGURES)
    grid = Grid(asked, section_of(request), level_of(request, asked))
    section = apps.get_app_config(grid.section).verbose_name
    title = _("{unit} {period} {section}数据填报表").format(
        unit=asked.organisation.name, period=asked.period.label, section=section
    )
    file = io.BytesIO()

    def make() -> int:
        write_grid(grid, title, file)
        return len(grid.nodes)

    return taken_away(request, asked, title, "xlsx", file, make)
