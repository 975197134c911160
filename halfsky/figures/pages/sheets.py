"""Tables of figures taken away: a unit's figures, or those of every organisation below it."""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus

from django.apps import apps
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.declaration import AnyFigure, Ratio
from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked, asked_by, asked_figure
from halfsky.figures.pages.history import points_of
from halfsky.figures.pages.table import Line, compared_periods, lines_of
from halfsky.figures.pages.unit_rows import Unit, Units
from halfsky.figures.pages.units import level_of, section_of, shows
from halfsky.figures.pages.wording import coverage_of, growth_text, is_unreported
from halfsky.figures.registry import figures
from halfsky.figures.sheets.writing import (
    LONGEST_NAME,
    TYPES,
    FigureTable,
    Head,
    Value,
    note_of,
    write,
)
from halfsky.org.answers import refused
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.limits import Exhausted, Purpose, spend
from halfsky.org.once import KeyMissing, KeyReused, Written, once
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.origin import address_of

KIND = "figures"  # what the audit trail calls a table of figures


def download_table(request: ReaderRequest, kind: str) -> HttpResponseBase:
    """Every figure of one organisation, as the page shows them."""
    if kind not in TYPES:
        raise Http404
    asked = asked_by(request)
    return sent(request, asked, unit_table(asked), kind)


def download_units(request: ReaderRequest, kind: str) -> HttpResponseBase:
    """One figure of every organisation below, or those of a section."""
    if kind not in TYPES:
        raise Http404
    asked = asked_by(request)
    code = request.GET.get("figure", "")
    codes = [asked_figure(code).code] if code else codes_of(section_of(request))
    return sent(request, asked, units_table(asked, codes, level_of(request)), kind)


def download_history(request: ReaderRequest, code: str, kind: str) -> HttpResponseBase:
    """One figure over the periods that its page draws."""
    if kind not in TYPES:
        raise Http404
    figure = asked_figure(code)
    asked = asked_by(request)
    return sent(request, asked, history_table(asked, figure), kind)


def note_picture(request: ReaderRequest) -> HttpResponse:
    """A drawing was saved as a picture by the page itself."""
    asked = asked_by(request)

    def act() -> Written:
        after = {"picture": request.POST.get("title", "")[:LONGEST_NAME]}
        deed = Deed(Action.EXPORTED, KIND, "", asked.organisation.pk, after=after)
        write_down(request.reader, deed, address=address_of(request))
        return Written(_("图片"), asked.url("table"))

    try:
        once(request, act)
    except (KeyMissing, KeyReused) as why:
        return refused(request, str(why), HTTPStatus.BAD_REQUEST)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def sent(request: ReaderRequest, asked: Asked, table: FigureTable, kind: str) -> HttpResponseBase:
    """The table as a file."""
    # The finished file: 1,700 organisations by 60 figures are one megabyte.
    file = io.BytesIO()

    def make() -> int:
        write(table, kind, file)
        return table.written

    return taken_away(request, asked, table.title, kind, file, make)


def taken_away(
    request: ReaderRequest,
    asked: Asked,
    title: str,
    kind: str,
    file: io.BytesIO,
    make: Callable[[], int],
) -> HttpResponseBase:
    """A file as it is made, counted against her limit and written down."""
    person = request.reader.person
    try:
        spend(Purpose.EXPORT, person.pk if person else 0)
    except Exhausted as exhausted:
        return refused(request, str(exhausted), HTTPStatus.TOO_MANY_REQUESTS)
    rows = make()
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    file.seek(0)
    deed = taken(asked, title, rows, digest)
    write_down(request.reader, deed, address=address_of(request))
    name = f"{file_name(title)}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])


def taken(asked: Asked, title: str, rows: int, digest: str) -> Deed:
    """What is written down of a table that left the house."""
    after = {"rows": rows, "digest": digest, "title": title}
    return Deed(Action.EXPORTED, KIND, "", asked.organisation.pk, after=after)


def file_name(title: str) -> str:
    """A title as a file may be called anywhere."""
    return "".join("-" if sign in '\\/:*?"<>|\r\n\t' else sign for sign in title)[:LONGEST_NAME]


def codes_of(section: str) -> list[str]:
    """The figures of a section."""
    return [code for code, figure in figures().items() if figure.section == section]


def mark_of(asked: Asked) -> str:
    """Who took it and when."""
    time = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    person = asked.reader.person
    if person is None:
        return _("本机操作员于{time}从半边天导出").format(time=time)
    return _("{name}（{account}）于{time}从半边天导出").format(
        name=person.name, account=person.username, time=time
    )


def title_of(asked: Asked, what: object) -> str:
    """Whose figures, of when, which, and known by when."""
    title = f"{asked.organisation.name} {asked.period.label} {what}"
    if asked.own:
        title += _("（本级）")
    if asked.entered_by:
        title += _("（{day}为止录入）").format(day=asked.entered_by)
    return title


# ---- a unit's figures --------------------------------------------------------------------------


def unit_table(asked: Asked) -> FigureTable:
    """What the table of figures shows, idle ones too; what may not be told is not in it."""
    lines = [line for line in lines_of(asked) if not line.now.is_hidden]
    earlier, last_year = compared_periods(asked.period)
    times = [asked.period, *([earlier] if earlier != last_year else []), last_year]
    heads = [
        Head(_("篇章")),
        Head(_("指标"), is_wide=True),
        Head(_("计量单位")),
        *(Head(period.label) for period in times),
        Head(_("比上年同期")),
        *(Head(text) for text in (_("应报"), _("已报"), _("未报"))),
        Head(_("定义"), is_wide=True),
    ]
    return FigureTable(
        title=title_of(asked, _("数据")),
        heads=heads,
        rows=(row_of(line, len(times) == 3) for line in lines),
        mark=mark_of(asked),
        codes=[line.now.figure.code for line in lines],
    )


def row_of(line: Line, has_earlier: bool) -> list[Value]:
    """One figure."""
    figure = line.now.figure
    section = apps.get_app_config(figure.section).verbose_name
    coverage = coverage_of(line.now)
    told = [coverage.due, coverage.reported, coverage.silent] if coverage else [None] * 3
    return [
        *(str(section), str(figure.name), figure.unit),
        number_of(line.now),
        *([number_of(line.before)] if has_earlier else []),
        number_of(line.last_year),
        growth_text(line.now, line.last_year),
        *told,
        note_of(figure),
    ]


def number_of(one: Disclosed) -> Value:
    """A number as a number; what is silent, not shown or a rate in words."""
    if isinstance(one.figure, Ratio):
        # As printed, not the long quotient: a sheet must not round 97.97 up to 98.
        return one.shown
    if one.fact is None:
        return one.shown
    return _("未报") if is_unreported(one) else one.value


def history_table(asked: Asked, figure: AnyFigure) -> FigureTable:
    """A row a period; a number that may not be told in words."""
    points = points_of(asked, figure, asked.disclosure())
    return FigureTable(
        title=title_of(asked, _("{figure}的变化").format(figure=figure.name)),
        heads=[Head(_("期间"), is_wide=True), *heads_of(figure.code)],
        rows=([point.period.label, *cells_of(point)] for point in points),
        mark=mark_of(asked),
        codes=[figure.code],
        fixed=1,
    )


# ---- unit by unit ------------------------------------------------------------------------------


def units_table(asked: Asked, codes: Sequence[str], level: str) -> FigureTable:
    """A row an organisation; what may not be told unit by unit is not in it."""
    units = Units(asked, codes, level).all
    kept = [place for place in range(len(codes)) if shows(units, place)]
    heads = [Head(_("编码")), Head(_("单位"), is_wide=True)]
    for place in kept:
        heads += heads_of(codes[place])
    what = figures()[codes[0]].name if len(codes) == 1 else _("分单位数据")
    return FigureTable(
        title=title_of(asked, what),
        heads=heads,
        rows=(unit_row(unit, kept) for unit in units),
        mark=mark_of(asked),
        codes=[codes[place] for place in kept],
    )


def unit_row(unit: Unit, kept: Sequence[int]) -> list[Value]:
    """One organisation."""
    cells = (cell for place in kept for cell in cells_of(unit.now(place)))
    return [unit.node.code, unit.node.name, *cells]


def heads_of(code: str) -> Iterator[Head]:
    """The columns of a figure: of a rate its parts too; then who has not reported."""
    figure = figures()[code]
    yield Head(f"{figure.name}（{figure.unit}）", code)
    if isinstance(figure, Ratio):
        for part in (figure.numerator, figure.denominator):
            yield Head(str(figures()[part].name), part)
    yield Head(_("未报家数"))


def cells_of(one: Disclosed) -> Iterator[Value]:
    """The number, of a rate its parts, and who is silent."""
    yield number_of(one)
    if isinstance(one.figure, Ratio):
        yield one.fact.amount if one.fact else None
        yield one.fact.denominator if one.fact else None
    coverage = coverage_of(one)
    yield coverage.silent if coverage else None
