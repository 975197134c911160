"""`halfsky summary`: compose the half-year summary as Word, HTML or text."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from halfsky.commands.asking import add_scope, asked_organisation, asked_period
from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.summary.document import Summary

HELP = _("写出半年或全年的工作总结（.docx、.html、.txt）")
NEEDS_DATABASE = True
ENDINGS = (".docx", ".html", ".txt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of whom, for when, into which file."""
    add_scope(parser)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help=_("写到的文件"))
    parser.add_argument("--outline", metavar="CODE", help=_("提纲；不写则按组织层级选用"))


def run(arguments: argparse.Namespace) -> int:
    """Compose, then write the file whole or not at all."""
    from halfsky.summary.compose import NoOutline, compose

    out: Path = arguments.out
    if out.suffix.lower() not in ENDINGS:
        raise WrongUse(
            _("不认识文件类型“{ending}”，可写 {known}。").format(
                ending=out.suffix, known="、".join(ENDINGS)
            )
        )
    period = asked_period(arguments.period)
    organisation = asked_organisation(arguments.org)
    try:
        write(compose(period, organisation, arguments.outline), out)
    except NoOutline as refusal:
        raise WrongUse(str(refusal)) from None
    print(_("已写出 {file}").format(file=out))
    return 0


def write(summary: "Summary", out: Path) -> None:
    """One file, by its ending."""
    from halfsky.summary.docx import write_docx
    from halfsky.summary.files import replace_file
    from halfsky.summary.html import render_html
    from halfsky.summary.txt import render_text

    try:
        if out.suffix.lower() == ".docx":
            write_docx(summary, out)
        else:
            render = render_html if out.suffix.lower() == ".html" else render_text
            replace_file(out, render(summary).encode())
    except OSError as error:
        raise Failure(
            _("不能写入 {file}：{reason}。").format(file=out, reason=error.strerror or error)
        ) from None
