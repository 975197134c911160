"""`halfsky figures`: the figures of an organisation with everything below it."""

import argparse
from typing import TYPE_CHECKING, Any

from halfsky.commands.asking import (
    add_reading,
    add_scope,
    asked_day,
    asked_language,
    asked_organisation,
    asked_period,
)
from halfsky.commands.language import _
from halfsky.commands.output import write_csv, write_json, write_table

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.figures.facts import Fact
    from halfsky.figures.report import Report
    from halfsky.org.tree import Node

HELP = _("一个组织（含下级）的全部指标")
NEEDS_DATABASE = True

HEADINGS = (
    *(_("指标"), _("数值"), _("分子/分母"), _("口径"), _("记录"), _("调整")),
    *(_("应报/已报/未报"), _("编码")),
)
CSV_HEADINGS = (
    *("organisation", "name", "code", "label", "kind", "unit", "semantics", "value"),
    *("numerator", "denominator", "shown", "records", "adjustment", "due", "reported", "silent"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which organisation and period, and how it is read."""
    add_scope(parser)
    parser.add_argument("--own", action="store_true", help=_("只计本级，不含下级"))
    parser.add_argument("--by-unit", action="store_true", help=_("本级和每个下级组织各一份"))
    add_reading(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compute once, write for one organisation or for every one below it."""
    from halfsky.figures.report import compute

    period = asked_period(arguments.period)
    organisation = asked_organisation(arguments.org)
    entered_by = asked_day(arguments.entered_by)
    report = compute(period, organisation, entered_by=entered_by)
    nodes = report.listed() if arguments.by_unit else [report.top]
    writer = {"json": print_json, "csv": print_csv, "table": print_table}[arguments.format]
    with asked_language(arguments.format):
        writer(report, nodes, arguments)
    return 0


def print_json(report: "Report", nodes: "list[Node]", arguments: argparse.Namespace) -> None:
    """The contract of decisions 29."""
    if arguments.by_unit:
        organisations = [
            {"organisation": identity(node), "figures": listed(report, node, arguments.own)}
            for node in nodes
        ]
        heading = {"organisation": identity(report.top), "period": report.period.name}
        write_json({**heading, "organisations": organisations})
        return
    period, entered_by = report.period, report.question.entered_by
    write_json(
        {
            "organisation": identity(report.top),
            "period": period.name,
            "start": period.start.isoformat(),
            "end": period.last_day.isoformat(),
            "own": arguments.own,
            "entered_by": entered_by.isoformat() if entered_by else None,
            "figures": listed(report, report.top, arguments.own),
        }
    )


def identity(node: "Node") -> dict[str, str]:
    """Code and name."""
    return {"code": node.code, "name": node.name}


def listed(report: "Report", node: "Node", own: bool) -> list[dict[str, Any]]:
    """Every declared figure."""
    return [fact.to_json() for fact in report.facts(node.id, own)]


def print_csv(report: "Report", nodes: "list[Node]", arguments: argparse.Namespace) -> None:
    """A line a figure and organisation."""
    rows = []
    for node in nodes:
        for figure in listed(report, node, arguments.own):
            figure |= {"organisation": node.code, "name": node.name} | figure["coverage"]
            rows.append(["" if figure[key] is None else str(figure[key]) for key in CSV_HEADINGS])
    write_csv(CSV_HEADINGS, rows)


def print_table(report: "Report", nodes: "list[Node]", arguments: argparse.Namespace) -> None:
    """A block an organisation; of those below only what has happened there."""
    for node in nodes:
        facts = list(report.facts(node.id, arguments.own))
        shown = [fact for fact in facts if not arguments.by_unit or not fact.is_empty]
        scope = _("本级") if arguments.own else _("含下级")
        print(f"\n{node.name}（{node.code}）{report.period.label}（{scope}）")
        if shown:
            write_table(HEADINGS, [table_row(fact) for fact in shown], right=(1, 2, 4, 5, 6))
        else:
            print(_("（没有记录）"))


def table_row(fact: "Fact") -> tuple[str, ...]:
    """One figure as a line of the terminal."""
    from halfsky.figures.declaration import SEMANTICS_LABELS

    entry = fact.to_json()
    is_ratio = entry["denominator"] is not None
    coverage = fact.coverage
    return (
        entry["label"],
        fact.shown,
        f"{entry['numerator']}/{entry['denominator']}" if is_ratio else "",
        str(SEMANTICS_LABELS[fact.semantics]),
        str(fact.records),
        str(entry["adjustment"] or ""),
        f"{coverage.due}/{coverage.reported}/{coverage.silent}",
        entry["code"],
    )
