"""`halfsky people load ROSTER`: organisations and accounts from a table, with first passwords."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from halfsky.commands.errors import Failure
from halfsky.commands.language import _
from halfsky.commands.output import write_json, write_table

if TYPE_CHECKING:
    from halfsky.org.roster import Loaded

HELP = _("按名册建组织和账号，印出初始口令")
NEEDS_DATABASE = True
FAULTS_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and how the accounts are printed."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    load = acts.add_parser("load", help=_("读入 .csv 或 .xlsx 名册；有一处不对就一行也不建"))
    load.add_argument(
        "roster", type=Path, metavar="ROSTER", help=_("栏目：姓名、角色、组织编码、手机")
    )
    load.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Load the roster and print each account's first password, which is kept nowhere."""
    from halfsky.org.roster import RosterRefused, load

    try:
        made = load(rows_of(arguments.roster))
    except RosterRefused as refused:
        shown = list(refused.sentences[:FAULTS_SHOWN])
        if more := len(refused.sentences) - FAULTS_SHOWN:
            shown += [_("还有{count}处。").format(count=more)] if more > 0 else []
        raise Failure(" ".join(shown)) from None
    if arguments.format == "json":
        write_json([content_of(one) for one in made])
        return 0
    rows = [
        (
            one.person.username,
            one.person.name,
            str(one.role.label),
            one.organisation.name,
            one.password,
        )
        for one in made
    ]
    write_table((_("账号"), _("姓名"), _("角色"), _("单位"), _("初始口令")), rows)
    return 0


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first page, read in a child process as every sheet is."""
    from halfsky.records.sheets.reading import FileRefused, Page, Reader

    if not path.is_file():
        raise Failure(_("没有这个文件：{file}").format(file=path))
    rows: list[tuple[int, list[str]]] = []
    pages = 0
    with Reader() as reader:
        try:
            for part in reader.read(path):
                pages += isinstance(part, Page)
                if isinstance(part, Page) or pages > 1:
                    continue
                numbered = zip(part.numbers, part.cells, strict=True)
                rows += [(number, [text_of(cell) for cell in cells]) for number, cells in numbered]
        except FileRefused as refused:
            raise Failure(str(refused)) from None
    return rows


def text_of(cell: object) -> str:
    """A cell as text: a telephone number that a spreadsheet took for a number, a day."""
    from halfsky.records.sheets.cells import DAY_MARK

    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).removeprefix(DAY_MARK)


def content_of(one: "Loaded") -> dict[str, str]:
    """An account as JSON."""
    return {
        "username": one.person.username,
        "name": one.person.name,
        "role": str(one.role.value),
        "organisation": one.organisation.code,
        "password": one.password,
    }
