"""`halfsky export REGISTER --out F.xlsx`: the records of a register, to be edited and imported."""

import argparse
from pathlib import Path

from halfsky.commands.asking import asked_register, asked_top, asked_workbook
from halfsky.commands.errors import Failure
from halfsky.commands.language import _

HELP = _("把一个登记册导出为表格，改好后可以再导入")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register, of whom, and where to."""
    parser.add_argument("register", metavar="REGISTER", help=_("登记册的编码，如 trainings"))
    parser.add_argument("--org", metavar="CODE", help=_("组织编码；不写为最上级组织"))
    parser.add_argument(
        "--out", required=True, metavar="F.xlsx", help=_("写到这个 .xlsx 或 .csv 文件")
    )


def run(arguments: argparse.Namespace) -> int:
    """Stream the records into the file, and write down that they went out."""
    from django.utils import translation

    from halfsky.org.audit.chain import Deed, write_down
    from halfsky.org.audit.models import Action
    from halfsky.records.sheets.exporting import export_text, export_workbook
    from halfsky.records.sheets.scope import scope_of
    from halfsky.records.sheets.staging import digest_of

    register = asked_register(arguments.register)
    if register.is_sealed:
        sentence = _("“{register}”是密封的，只有承办人能看自己承办的记录，不能整册导出。")
        raise Failure(sentence.format(register=register.label))
    out = Path(asked_workbook(arguments.out, ".xlsx", ".csv"))
    scope = scope_of(register, asked_top(arguments.org))
    records = scope.records.filter(withdrawn_at=None).order_by(register.on, "pk")
    export = export_workbook if out.suffix == ".xlsx" else export_text
    with translation.override("zh-hans"):
        number = export(out, scope, records)
    after = {"rows": number, "digest": digest_of(out)}
    write_down(None, Deed(Action.EXPORTED, register.code, organisation=scope.top, after=after))
    print(_("导出{number}条，写到 {file}。").format(number=number, file=out))
    return 0
