"""`halfsky import REGISTER F.xlsx`: a filled-in workbook, stored as a whole or not at all."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from halfsky.commands.asking import asked_register, asked_top, asked_workbook
from halfsky.commands.errors import Failure
from halfsky.commands.language import _
from halfsky.commands.output import write_table

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.records.declaration import Register
    from halfsky.records.sheets.columns import Sheet
    from halfsky.records.sheets.models import ImportBatch
    from halfsky.records.sheets.reading import Reader
    from halfsky.records.sheets.scope import Scope

HELP = _("导入一张填好的表：全部核对，没有错误才导入")
NEEDS_DATABASE = True
SHOWN = 20
PAGE_SAID = _("{page}：新增{new}，修改{changed}，不变{unchanged}，有错{refused}，冲突{conflict}。")
PAGE_COUNTS = ("new", "changed", "unchanged", "refused", "conflict")
HEADINGS = (_("行"), _("列"), _("问题"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which register, which file, and whether anything is to be stored."""
    parser.add_argument("register", metavar="REGISTER", help=_("登记册的编码，如 trainings"))
    parser.add_argument(
        "file", metavar="F.xlsx", help=_(".xlsx、.xls 或 .csv 文件，或装着它们的文件夹、.zip")
    )
    parser.add_argument("--org", metavar="CODE", help=_("只导入这个组织（含下级）的记录"))
    parser.add_argument("--dry-run", action="store_true", help=_("只核对，不导入"))
    parser.add_argument("--errors", metavar="OUT.xlsx", help=_("把标出错误的表写到这个文件"))


def run(arguments: argparse.Namespace) -> int:
    """Check every row; store them all if none is wrong, else say what is."""
    from django.utils import translation

    from halfsky.records.sheets.applying import ImportRefused, apply
    from halfsky.records.sheets.columns import sheet_of
    from halfsky.records.sheets.reading import FileRefused, Reader
    from halfsky.records.sheets.scope import scope_of
    from halfsky.records.sheets.staging import AlreadyImported, stage

    register = asked_register(arguments.register)
    errors = asked_workbook(arguments.errors, ".xlsx") if arguments.errors else ""
    scope, path = scope_of(register, asked_top(arguments.org)), Path(arguments.file)
    if path.is_dir() or path.suffix.lower() == ".zip":
        return import_many(scope, path, errors, arguments.dry_run)
    if not path.is_file():
        raise Failure(_("没有文件 {file}。").format(file=path))
    sheet = sheet_of(register)
    # What is written into her workbook speaks her language, not the terminal's.
    with translation.override("zh-hans"), Reader() as reader:
        try:
            batch = stage(scope, path, path.name, reader)
            print_counts(batch, register)
            if not batch.is_sound:
                return say_problems(batch, sheet, path, errors, reader)
            if not arguments.dry_run:
                apply(batch, sheet, None)
                print(_("已导入，批次 {number}。").format(number=batch.pk))
        except AlreadyImported as already:
            when = f"{already.batch.applied_at:%Y-%m-%d %H:%M}"
            sentence = _("这个文件已于 {when} 导入（批次 {number}），没有重复导入。")
            print(sentence.format(when=when, number=already.batch.pk))
        except (FileRefused, ImportRefused) as refused:
            raise Failure(str(refused)) from None
    return 0


def import_many(scope: "Scope", source: Path, errors: str, dry_run: bool) -> int:
    """A folder or zip of returned workbooks: what is sound goes in, what is wrong is reported."""
    from django.utils import timezone, translation

    from halfsky.records.sheets.applying import ImportRefused, apply
    from halfsky.records.sheets.columns import sheet_of
    from halfsky.records.sheets.consolidating import READY, consolidate, write_report
    from halfsky.records.sheets.reading import FileRefused, Reader
    from halfsky.records.sheets.staging import AlreadyImported

    if not source.exists():
        raise Failure(_("没有文件 {file}。").format(file=source))
    with translation.override("zh-hans"), Reader() as reader:
        try:
            found = consolidate(scope, source, reader, timezone.localdate())
            sound = len(found.of(READY))
            sentence = _("来件{files}个，可导入{sound}个，未报{missing}个组织。")
            numbers = {"files": len(found.files), "sound": sound, "missing": len(found.missing)}
            print(sentence.format(**numbers))
            print_counts(found.batch, scope.register)
            if errors:
                write_report(found, Path(errors))
                print(_("来件情况已写到 {file}。").format(file=errors))
            if found.batch.writes and not dry_run:
                apply(found.batch, sheet_of(scope.register), None)
                print(_("已导入，批次 {number}。").format(number=found.batch.pk))
        except AlreadyImported:
            print(_("这些文件已经导入过，没有重复导入。"))
            return 0
        except (FileRefused, ImportRefused) as refused:
            raise Failure(str(refused)) from None
    return 0 if sound == len(found.files) else 1


def print_counts(batch: "ImportBatch", register: "Register") -> None:
    """What would become of the rows."""
    sentence = _("新增{new}，修改{changed}，不变{unchanged}，有错{refused}，冲突{conflicts}。")
    counts = ("new", "changed", "unchanged", "refused", "conflicts")
    print(sentence.format(**{name: getattr(batch, name) for name in counts}))
    for relation, page in batch.beside.items():
        child = next(one for one in register.children if one.relation == relation)
        every = {name: page.get(name, 0) for name in PAGE_COUNTS}
        print(PAGE_SAID.format(page=child.label, **every))
    if batch.layout.get("unknown"):
        names = "、".join(batch.layout["unknown"])
        print(_("没有用到的列：{names}。").format(names=names))


def say_problems(
    batch: "ImportBatch", sheet: "Sheet", path: Path, errors: str, reader: "Reader"
) -> int:
    """The first problems on the terminal, all of them in her workbook."""
    from halfsky.records.sheets.children.keeping import rows_of as children_of
    from halfsky.records.sheets.children.sheets import child_sheets
    from halfsky.records.sheets.keeping import rows_of
    from halfsky.records.sheets.marking import write_marked
    from halfsky.records.sheets.verdicts import Verdict

    rows: list[tuple[str, ...]] = [
        (
            str(row.number),
            sheet.columns[problem.column].heading if problem.column >= 0 else "",
            problem.sentence,
        )
        for row in rows_of(batch, sheet, Verdict.REFUSED, Verdict.CONFLICT)
        for problem in row.problems
    ]
    for page in child_sheets(sheet.register):
        rows += [
            (
                f"{page.child.label} {row.number}",
                page.columns[problem.column].heading if problem.column >= 0 else "",
                problem.sentence,
            )
            for row in children_of(batch, page, Verdict.REFUSED, Verdict.CONFLICT)
            for problem in row.problems
        ]
    write_table(HEADINGS, rows[:SHOWN], right=(0,))
    if len(rows) > SHOWN:
        print(_("……共{number}处，用 --errors 可全部写进表格。").format(number=len(rows)))
    if errors:
        write_marked(batch, sheet, path, Path(errors), reader)
        print(_("标出错误的表已写到 {file}。").format(file=errors))
    raise Failure(_("没有导入：请改好全部错误后再导入。"))
