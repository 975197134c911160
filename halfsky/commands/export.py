"""`halfsky export REGISTER|figures --out F.xlsx`: records to be edited, or a table of figures."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from halfsky.commands.asking import asked_period, asked_register, asked_top, asked_workbook
from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _

if TYPE_CHECKING:  # read after Django is set up
    from django.db.models import QuerySet

    from halfsky.figures.pages.asking import Asked
    from halfsky.figures.sheets.writing import FigureTable
    from halfsky.records.declaration import Register

HELP = _("把一个登记册导出为表格，改好后可以再导入；或导出指标数据表")
NEEDS_DATABASE = True
FIGURES = "figures"
MASKED = _(
    "超过{most}行，身份证号、姓名等已打码。"
    "完整号码要在网页上申请，另一个人批准后加 --request 写出。"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register, of whom, and where to; or which figures."""
    parser.add_argument(
        "register",
        metavar="REGISTER|figures",
        help=_("登记册的编码，如 trainings；figures 为指标数据表"),
    )
    parser.add_argument("--org", metavar="CODE", help=_("组织编码；不写为最上级组织"))
    parser.add_argument(
        "--request",
        type=int,
        metavar="NUMBER",
        help=_("已批准的导出申请的号，写出完整号码"),
    )
    parser.add_argument("--period", metavar="2022H1", help=_("数据表的期间；不写为最近半年"))
    parser.add_argument(
        "--by-unit", choices=("children", "grassroots"), help=_("数据表按直接下级或基层工会分列")
    )
    parser.add_argument("--section", metavar="SECTION", help=_("分列的数据表只要这个板块的指标"))
    parser.add_argument(
        "--out", required=True, metavar="F.xlsx", help=_("写到这个 .xlsx 或 .csv 文件")
    )


def run(arguments: argparse.Namespace) -> int:
    """Stream the records into the file, and write down that they went out."""
    if arguments.register == FIGURES:
        return export_figures(arguments)
    from django.utils import translation

    from halfsky.org.audit.chain import Deed, write_down
    from halfsky.org.audit.models import Action
    from halfsky.records.exports.models import ALONE_AT_MOST
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
    is_open = is_open_at_terminal(register, records, arguments.request)
    export = export_workbook if out.suffix == ".xlsx" else export_text
    with translation.override("zh-hans"):
        number = export(out, scope, records, is_open=is_open)
    after = {"rows": number, "digest": digest_of(out), "in_full": is_open}
    if arguments.request:
        after["request"] = arguments.request
    write_down(None, Deed(Action.EXPORTED, register.code, organisation=scope.top, after=after))
    print(_("导出{number}条，写到 {file}。").format(number=number, file=out))
    if not is_open:
        print(MASKED.format(most=ALONE_AT_MOST))
    return 0


def is_open_at_terminal(register: "Register", records: "QuerySet[Any]", number: int | None) -> bool:
    """Whether secrets go out in full: of a large confidential list only by a second person's word.

    Whoever sits at the machine has the database and its key; the rule keeps full numbers from
    leaving by a slip, and the trail says who let them.
    """
    from halfsky.records.declaration import Confidentiality
    from halfsky.records.exports.models import ALONE_AT_MOST, ExportRequest
    from halfsky.records.sheets.children.sheets import rows_beside

    if number is not None:
        approved = ExportRequest.objects.filter(register=register.code, in_full=True)
        found = approved.filter(pk=number).first()
        if found is None or not found.holds:
            sentence = _("没有第{number}号已批准、未过期、要完整号码的“{register}”导出申请。")
            raise Failure(sentence.format(number=number, register=register.label))
        return True
    if register.confidential is Confidentiality.OPEN:
        return True
    keys = list(records.values_list("pk", flat=True)[: ALONE_AT_MOST + 1])
    return len(keys) + rows_beside(register, keys) <= ALONE_AT_MOST


def export_figures(arguments: argparse.Namespace) -> int:
    """The table that the page gives, as the city office may have it."""
    from django.utils import translation

    from halfsky.figures.operator import asked_at_terminal
    from halfsky.figures.pages.sheets import taken
    from halfsky.figures.sheets.writing import write
    from halfsky.org.audit.chain import write_down
    from halfsky.records.sheets.staging import digest_of

    out = Path(asked_workbook(arguments.out, ".xlsx", ".csv"))
    asked = asked_at_terminal(asked_top(arguments.org), asked_period(arguments.period))
    with translation.override("zh-hans"):
        table = table_of(asked, arguments)
        with out.open("wb") as file:
            write(table, out.suffix[1:], file)
    write_down(None, taken(asked, table.title, table.written, digest_of(out)))
    print(_("导出{number}行，写到 {file}。").format(number=table.written, file=out))
    return 0


def table_of(asked: "Asked", arguments: argparse.Namespace) -> "FigureTable":
    """Of the organisation itself, or of those below it."""
    from halfsky.figures.pages.sheets import codes_of, unit_table, units_table
    from halfsky.figures.pages.units import sections_with_figures
    from halfsky.figures.registry import figures

    known = sections_with_figures()
    if arguments.section and arguments.section not in known:
        sentence = _("没有板块“{code}”，可写 {known}。")
        raise WrongUse(sentence.format(code=arguments.section, known="、".join(known)))
    if not arguments.by_unit:
        return unit_table(asked)
    codes = codes_of(arguments.section) if arguments.section else list(figures())
    return units_table(asked, codes, arguments.by_unit)
