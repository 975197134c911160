"""The unit-by-unit tables as sheets: a workbook or comma-separated text."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from halfsky.figures.declaration import Ratio
from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked, asked_by, asked_figure
from halfsky.figures.pages.unit_rows import Unit, Units
from halfsky.figures.pages.units import level_of, section_of, shows
from halfsky.figures.pages.wording import coverage_of, is_unreported
from halfsky.figures.registry import figures
from halfsky.org.reader import ReaderRequest

Value = str | int | float | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A text beginning with one of these is a formula to some spreadsheet (security.md T19).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Sheet:
    """A title, a head, rows, and who took it when."""

    title: str
    head: list[str]
    rows: list[list[Value]]
    mark: str


def download_units(request: ReaderRequest, kind: str) -> HttpResponse:
    """One figure of every organisation below, or those of a section."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    asked = asked_by(request)
    code = request.GET.get("figure", "")
    if code:
        codes = [asked_figure(code).code]
    else:
        section = section_of(request)
        codes = [one for one, figure in figures().items() if figure.section == section]
    sheet = sheet_of(asked, codes, Units(asked, codes, level_of(request)).all)
    content = as_workbook(sheet) if kind == "xlsx" else as_text(sheet)
    response = HttpResponse(content, XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    name = iri_to_uri(f"{sheet.title}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def sheet_of(asked: Asked, codes: Sequence[str], units: list[Unit]) -> Sheet:
    """What both kinds of file hold; what may not be told unit by unit is not in it."""
    kept = [place for place in range(len(codes)) if shows(units, place)]
    head = [_("编码"), _("单位")]
    for place in kept:
        head += heads_of(codes[place])
    rows: list[list[Value]] = [
        [
            unit.node.code,
            unit.node.name,
            *(cell for place in kept for cell in cells_of(unit.now(place))),
        ]
        for unit in units
    ]
    person = asked.reader.person
    mark = _("{name}（{account}）于{time}从半边天导出").format(
        name=person.name if person else "",
        account=person.username if person else "",
        time=f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )
    what = figures()[codes[0]].name if len(codes) == 1 else _("分单位数据")
    title = f"{asked.organisation.name} {asked.period.label} {what}"
    if asked.entered_by:
        title += _("（{day}为止录入）").format(day=asked.entered_by)
    return Sheet(title, head, rows, mark)


def heads_of(code: str) -> Iterator[str]:
    """The columns of a figure: of a rate its parts too; then who has not reported."""
    figure = figures()[code]
    yield f"{figure.name}（{figure.unit}）"
    if isinstance(figure, Ratio):
        yield str(figures()[figure.numerator].name)
        yield str(figures()[figure.denominator].name)
    yield _("未报家数")


def cells_of(one: Disclosed) -> Iterator[Value]:
    """Numbers as numbers; what is silent or not shown in words."""
    fact = one.fact
    is_known = fact is not None and not is_unreported(one)
    if isinstance(one.figure, Ratio):
        # As printed, not the long quotient: a sheet must not round 97.97 up to 98.
        yield one.shown
        yield fact.amount if fact else None
        yield fact.denominator if fact else None
    else:
        yield one.value if is_known else (_("未报") if fact else one.shown)
    coverage = coverage_of(one)
    yield coverage.silent if coverage else None


def as_workbook(sheet: Sheet) -> bytes:
    """Text is written as text whatever it begins with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(_("分单位"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, sheet.mark)
    for column, text in enumerate(sheet.head):
        page.write_string(2, column, text, bold)
    for place, row in enumerate(sheet.rows, start=3):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(place, column, value)
            elif value is not None:
                page.write_number(place, column, value)
    page.set_column(1, 1, 28)
    page.set_column(2, max(2, len(sheet.head) - 1), 12)
    page.freeze_panes(3, 2)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer(f"&L{sheet.mark}&R&P/&N")
    book.close()
    return buffer.getvalue()


def as_text(sheet: Sheet) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([sheet.title])
    writer.writerow([sheet.mark])
    writer.writerow([harmless(text) for text in sheet.head])
    for row in sheet.rows:
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
