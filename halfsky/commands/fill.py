"""`halfsky fill FORM.xlsx --out F.xlsx`: somebody else's form with our numbers in it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from halfsky.commands.asking import add_scope, asked_period, asked_top, asked_workbook
from halfsky.commands.errors import Failure
from halfsky.commands.language import _
from halfsky.commands.output import write_table

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.figures.pages.asking import Asked
    from halfsky.figures.sheets.binding import Binding

HELP = _("把上级发来的空表填上数，格式不变")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which form, of whom and when, and where to."""
    parser.add_argument("form", metavar="FORM.xlsx", help=_("上级发来的 .xlsx 空表"))
    add_scope(parser)
    parser.add_argument(
        "--accept", action="store_true", help=_("认可提出的对应关系并记住，以后直接填")
    )
    parser.add_argument("--out", required=True, metavar="F.xlsx", help=_("写到这个表格文件"))


def run(arguments: argparse.Namespace) -> int:
    """Fill what is bound, say what is not."""
    from django.utils import translation

    from halfsky.figures.operator import asked_at_terminal
    from halfsky.figures.pages.sheets import taken
    from halfsky.figures.sheets.filling import fill
    from halfsky.org.audit.chain import write_down
    from halfsky.records.sheets.reading import FileRefused
    from halfsky.records.sheets.staging import digest_of

    form, out = Path(arguments.form), Path(asked_workbook(arguments.out, ".xlsx"))
    asked = asked_at_terminal(asked_top(arguments.org), asked_period(arguments.period))
    try:
        bindings = bound(asked, form, arguments.accept)
        with translation.override("zh-hans"):  # who reads the form is not who sits at the terminal
            done = fill(asked, bindings, form, out)
    except FileRefused as why:
        raise Failure(str(why)) from None
    write_down(None, taken(asked, form.name, len(done.fillings), digest_of(out)))
    print(_("填了{count}格，写到 {file}。").format(count=len(done.fillings), file=out))
    for cell in done.left:
        print(f"  {cell.address} {cell.label}：{cell.why}")
    return 0


def bound(asked: "Asked", form: Path, is_accepted: bool) -> "list[Binding]":
    """What its cells mean, as somebody has confirmed; proposed ones once they are accepted."""
    from halfsky.figures.models import TheirForm
    from halfsky.figures.sheets import their_forms

    content = form.read_bytes()
    kept = TheirForm.objects.filter(
        digest=their_forms.digest_of(content),
        confirmed_at__isnull=False,
        withdrawn_at__isnull=True,
    )
    own = kept.filter(organisation=asked.organisation).order_by("-confirmed_at").first()
    if found := own or kept.order_by("-confirmed_at").first():
        return their_forms.bindings_of(found)
    proposed = their_forms.propose(asked, form)
    if not is_accepted:
        show(proposed)
        raise Failure(_("表样还没有核对过：看过上面的对应，认可就加 --accept，或在网页上改好。"))
    made = their_forms.take_in(asked.reader, asked.organisation, form.stem, content, proposed)
    their_forms.confirm(asked.reader, made, made.version, proposed)
    return proposed


def show(proposed: "list[Binding]") -> None:
    """What each cell would be filled with."""
    from halfsky.figures.registry import figures
    from halfsky.figures.sheets.binding import Time

    headings = (_("格子"), _("行"), _("列"), _("指标"), _("哪一期"))
    rows = [
        (
            *(one.cell.address, one.cell.row_label, one.cell.column_label),
            str(figures()[one.figure].name) if one.figure else f"（{one.why_not}）",
            Time(one.time).label if one.figure else "",
        )
        for one in proposed
    ]
    write_table(headings, rows)
