"""Acts on a whole table of declared totals: kept for a look, declared, approved, taken back."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.adjusting import Refused, interval_of, may_adjust, write_down_all
from halfsky.figures.models import Adjustment, AdjustmentKind, DeclaredSheet, SheetState
from halfsky.figures.pages.asking import Asked
from halfsky.figures.registry import figures
from halfsky.figures.sheets.declarable import Declarable
from halfsky.figures.sheets.grid import Grid
from halfsky.figures.sheets.typed import Checked, TypedCell
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.audit.snapshot import snapshot
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader

MOST_CELLS = 20_000
WAITS = datetime.timedelta(days=30)  # for somebody to declare it, as imports do
SAID_MOST = 10  # cells that a refusal names


@dataclass(frozen=True)
class Source:
    """Where the numbers come from: how, from whom, when."""

    words: str
    told_by: str
    told_on: datetime.date

    @property
    def sentence(self) -> str:
        """As each adjustment keeps it."""
        said = _("{day} {who}：{words}")
        return said.format(day=self.told_on, who=self.told_by, words=self.words)[:200]


def keep(grid: Grid, checked: Checked, way: str) -> DeclaredSheet:
    """What was checked, until somebody confirms it; it counts nowhere."""
    if len(checked.cells) > MOST_CELLS:
        raise Refused(_("一次最多{count}格，请分几次。").format(count=MOST_CELLS))
    asked = grid.asked
    return DeclaredSheet.objects.create(
        organisation=asked.organisation,
        section=grid.section,
        level=grid.level,
        since=asked.period.start,
        until=asked.period.until,
        way=way,
        made_by=asked.reader.person,
        content=checked.dumped(),
        cells=len(checked.changed),
        refused=checked.refused,
    )


def keep_again(sheet: DeclaredSheet, checked: Checked) -> None:
    """The same sheet after somebody has mended it."""
    claimed = DeclaredSheet.objects.filter(pk=sheet.pk, state=SheetState.CHECKED).update(
        content=checked.dumped(), cells=len(checked.changed), refused=checked.refused
    )
    if not claimed:
        raise Refused(_("这张表已经申报，不能再改。"))


def purge() -> None:
    """Take away what was kept for a look and nobody has declared; nothing refers to it."""
    late = timezone.now() - WAITS
    DeclaredSheet.objects.filter(state=SheetState.CHECKED, made_at__lt=late).delete()


def declare(sheet: DeclaredSheet, grid: Grid, source: Source) -> int:
    """Every changed cell becomes a declared total, all of them or none; how many there are."""
    reader = grid.asked.reader
    checked = Checked.loaded(sheet.content)
    if checked.refused or not checked.changed:
        raise Refused(_("表里还有没改好的格子，或没有要申报的数。"))
    with transaction.atomic():
        _claim(sheet, SheetState.CHECKED, state=SheetState.DECLARED, source=source.sentence,
               declared_by=reader.person, declared_at=timezone.now())  # fmt: skip
        refuse_moved(grid, checked)
        rows = [adjustment_of(cell, grid, sheet, source) for cell in checked.changed]
        Adjustment.objects.bulk_create(rows)
        write_down_all(Action.ADDED, [(row, {}) for row in rows], reader)
        write_down(reader, deed_of(Action.IMPORTED, sheet, len(rows)))
    return len(rows)


def refuse_moved(grid: Grid, checked: Checked) -> None:
    """What was looked at must still be so: nothing is declared against a number nobody has seen."""
    nodes, measures = grid.report.tree.nodes, {one.code: one for one in grid.measures}
    for cell in checked.changed:
        measure, node = measures.get(cell.figure), nodes.get(cell.organisation)
        if measure is None or node is None or not grid.may(measure, node):
            raise PermissionDenied
        if grid.cell(measure, node).text != cell.was:
            said = _("核对以后“{unit}”的“{figure}”有变动，请重新核对。")
            raise Refused(said.format(unit=node.name, figure=measure.name))


def adjustment_of(cell: TypedCell, grid: Grid, sheet: DeclaredSheet, source: Source) -> Adjustment:
    """One cell as a declared total (decision 8)."""
    measure: Declarable = figures()[cell.figure]  # type: ignore[assignment]
    since, until = interval_of(measure, grid.period)
    return Adjustment(
        figure=cell.figure,
        organisation_id=cell.organisation,
        kind=AdjustmentKind.DECLARED,
        since=since,
        until=until,
        value=cell.value or 0,
        reason=_("数据填报表第{number}号").format(number=sheet.pk),
        source=source.sentence,
        entered_by=grid.asked.reader.person,
        sheet=sheet,
    )


def approve(sheet: DeclaredSheet, reader: Reader) -> int:
    """The second person's word for all that still waits; how many there are."""
    if sheet.declared_by_id == (reader.person.pk if reader.person else None):
        raise Refused(_("自己申报的表要由另一个人批准。"))
    now = timezone.now()
    with transaction.atomic():
        _claim(sheet, SheetState.DECLARED, state=SheetState.APPROVED,
               approved_by=reader.person, approved_at=now)  # fmt: skip
        waiting = list(sheet.adjustments.filter(approved_at=None, withdrawn_at=None))
        refuse_without_right(reader, waiting)
        _change(waiting, reader, Action.STEPPED, "", approved_by=reader.person, approved_at=now)
        write_down(reader, deed_of(Action.STEPPED, sheet, len(waiting)))
    return len(waiting)


def take_back(sheet: DeclaredSheet, reader: Reader) -> int:
    """The whole table, until something else has touched one of its numbers; how many there were."""
    because = _("整表撤销")
    with transaction.atomic():
        _claim(sheet, SheetState.DECLARED, SheetState.APPROVED,
               state=SheetState.UNDONE, undone_at=timezone.now())  # fmt: skip
        rows = list(sheet.adjustments.select_related("organisation"))
        refuse_without_right(reader, rows)
        refuse_touched(sheet, rows)
        _change(rows, reader, Action.WITHDRAWN, because,
                withdrawn_at=timezone.now(), withdrawn_because=because)  # fmt: skip
        write_down(reader, deed_of(Action.UNDONE, sheet, len(rows)))
    return len(rows)


def refuse_touched(sheet: DeclaredSheet, rows: list[Adjustment]) -> None:
    """Name the cells that were withdrawn one by one, or declared anew since."""
    places = {(row.organisation_id, row.figure, row.since, row.until) for row in rows}
    later = Adjustment.objects.filter(
        organisation__in={row.organisation_id for row in rows},
        figure__in={row.figure for row in rows},
        kind=AdjustmentKind.DECLARED,
        pk__gt=max(row.pk for row in rows),
        withdrawn_at__isnull=True,
    ).exclude(sheet=sheet)
    newer = {(one.organisation_id, one.figure, one.since, one.until) for one in later} & places
    touched = [
        row
        for row in rows
        if row.withdrawn_at or (row.organisation_id, row.figure, row.since, row.until) in newer
    ]
    if touched:
        said = "、".join(
            f"{row.organisation.name}“{figures()[row.figure].name}”" for row in touched[:SAID_MOST]
        )
        sentence = _("{cells}后来又有改动，不能整表撤销，请逐条处理。")
        raise Refused(sentence.format(cells=said))


def refuse_without_right(reader: Reader, rows: list[Adjustment]) -> None:
    """Forbidden to who may not adjust every one of them."""
    places = {(row.figure, row.organisation_id) for row in rows}
    organisations = Organisation.objects.in_bulk({row.organisation_id for row in rows})
    for code, id in places:
        if not may_adjust(reader, figures()[code], organisations[id]):  # type: ignore[arg-type]
            raise PermissionDenied


def _claim(sheet: DeclaredSheet, *states: SheetState, **changes: object) -> None:
    """One statement looks at the state and writes: of two at once one finds it."""
    if not DeclaredSheet.objects.filter(pk=sheet.pk, state__in=states).update(**changes):
        raise Refused(_("这张表已经办过这一步，请刷新后再看。"))
    sheet.refresh_from_db()


def _change(
    rows: list[Adjustment], reader: Reader, action: Action, reason: str, **changes: object
) -> None:
    """The same change of many rows, each in the trail."""
    before = {row.pk: snapshot(row) for row in rows}
    keys = list(before)
    for first in range(0, len(keys), 500):
        part = Adjustment.objects.filter(pk__in=keys[first : first + 500])
        part.update(version=F("version") + 1, **changes)
    fresh = Adjustment.objects.filter(sheet=rows[0].sheet_id) if rows else []
    changed = [(row, before[row.pk]) for row in fresh if row.pk in before]
    write_down_all(action, changed, reader, reason)


def deed_of(action: Action, sheet: DeclaredSheet, cells: int) -> Deed:
    """The table as a whole in the trail."""
    after = {"cells": cells, "section": sheet.section, "since": str(sheet.since)}
    kind = DeclaredSheet._meta.label_lower
    return Deed(action, kind, str(sheet.pk), sheet.organisation_id, after=after)


def may_see(reader: Reader, sheet: DeclaredSheet) -> bool:
    """Whether all of a table is hers to look at: of its own cells, those she might declare."""
    checked = Checked.loaded(sheet.content)
    codes = {cell.figure for cell in checked.cells}
    return all(
        may_adjust(reader, figures()[code], sheet.organisation)  # type: ignore[arg-type]
        for code in codes
        if code in figures()
    )


def asked_again(sheet: DeclaredSheet, asked: Asked) -> Grid:
    """The grid that the sheet was checked against, as it is now."""
    return Grid(asked, sheet.section, sheet.level)
