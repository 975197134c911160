"""`halfsky records FIGURE`: exactly the records that a figure counts."""

import argparse
from typing import Any

from halfsky.commands.asking import (
    add_reading,
    add_scope,
    asked_day,
    asked_figure,
    asked_language,
    asked_organisation,
    asked_period,
)
from halfsky.commands.language import _
from halfsky.commands.output import write_csv, write_json, write_table

HELP = _("一个指标背后的记录")
NEEDS_DATABASE = True
HEADINGS = (_("编号"), _("日期"), _("组织"), _("记录"), _("数额"))

CSV_HEADINGS = ("id", "date", "organisation", "name", "label", "amount")


def csv_row(entry: dict[str, Any]) -> list[str]:
    """One entry; a sealed one shows only that it exists."""
    organisation = entry.get("organisation", {})
    return [
        *(str(entry["id"]), entry["date"], organisation.get("code", "")),
        *(organisation.get("name", ""), entry.get("label", ""), str(entry.get("amount", ""))),
    ]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which figure, of which organisation and period."""
    parser.add_argument("figure", metavar="FIGURE", help=_("指标编码，如 rights.complaints"))
    add_scope(parser)
    parser.add_argument(
        "--part",
        choices=("numerator", "denominator"),
        default="numerator",
        help=_("比率的哪一部分"),
    )
    add_reading(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compute the scope, walk the same conditions again, write what they let through."""
    from halfsky.figures.declaration import Ratio
    from halfsky.figures.drill import records_behind
    from halfsky.figures.registry import part_of_ratio
    from halfsky.figures.report import compute

    figure = asked_figure(arguments.figure)
    measure = part_of_ratio(figure, arguments.part) if isinstance(figure, Ratio) else figure
    report = compute(
        asked_period(arguments.period),
        asked_organisation(arguments.org),
        entered_by=asked_day(arguments.entered_by),
        codes=[],
    )
    with asked_language(arguments.format):
        entries = [entry.to_json() for entry in records_behind(measure, report)]
    if arguments.format == "json":
        top = {"code": report.top.code, "name": report.top.name}
        heading = {"organisation": top, "period": report.period.name, "figure": figure.code}
        write_json({**heading, "records": entries})
        return 0
    rows = [
        (
            str(entry["id"]),
            entry["date"],
            entry.get("organisation", {}).get("name", _("（保密）")),
            entry.get("label", ""),
            str(entry.get("amount", "")),
        )
        for entry in entries
    ]
    if arguments.format == "csv":
        write_csv(CSV_HEADINGS, [csv_row(entry) for entry in entries])
    else:
        print(
            _("{organisation} {period} {figure}：{number}条").format(
                organisation=report.top.name,
                period=report.period.label,
                figure=figure.label,
                number=len(rows),
            )
        )
        write_table(HEADINGS, rows, right=(4,))
    return 0
