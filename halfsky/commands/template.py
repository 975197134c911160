"""`halfsky template REGISTER --out F.xlsx`: the workbook that a person fills in."""

import argparse
from pathlib import Path

from halfsky.commands.asking import asked_registers, asked_top, asked_workbook
from halfsky.commands.language import _

HELP = _("做一张登记册（或一个板块全部登记册）的填写表")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register or section, for whom, and where to."""
    parser.add_argument("register", metavar="REGISTER", help=_("登记册或板块的编码，如 trainings"))
    parser.add_argument("--org", metavar="CODE", help=_("组织编码；不写为最上级组织"))
    parser.add_argument("--out", required=True, metavar="F.xlsx", help=_("写到这个表格文件"))


def run(arguments: argparse.Namespace) -> int:
    """Make it from the declarations and the organisations within reach."""
    from django.utils import timezone, translation

    from halfsky.records.sheets.scope import scope_of
    from halfsky.records.sheets.template import write_template

    registers = asked_registers(arguments.register)
    out = asked_workbook(arguments.out, ".xlsx")
    top = asked_top(arguments.org)
    scopes = [scope_of(register, top) for register in registers]
    with translation.override("zh-hans"):  # who fills it in is not who sits at the terminal
        titles = write_template(Path(out), scopes, timezone.localdate())
    print(_("填写表已写到 {file}：{titles}。").format(file=out, titles="、".join(titles)))
    return 0
