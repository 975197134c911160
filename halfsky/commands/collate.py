"""`halfsky collate`: the figures of several texts side by side in one workbook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from halfsky.commands.check import read_all, refuse_overwriting
from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _
from halfsky.summary import check
from halfsky.summary.check.collating import collate
from halfsky.summary.check.workbook import write_workbook

HELP = _("把几份总结里的数字汇总成一张表")
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The texts and the workbook to write."""
    formats = _(".txt 或 .docx 文件，装有 LibreOffice 时还有 .doc、.wps；- 读标准输入")
    parser.add_argument("files", nargs="+", metavar="FILE", help=formats)
    parser.add_argument("--out", required=True, metavar="T.xlsx", help=_("写到这个表格文件"))
    parser.epilog = _("退出码：0 写好了；1 有文件读不出或写不进、没有读出数字；2 用法不对。")


def run(arguments: argparse.Namespace) -> int:
    """Reads every text, matches their figures, writes the workbook."""
    if not arguments.out.endswith(".xlsx"):
        raise WrongUse(_("--out 后面要写 .xlsx 文件名。"))
    refuse_overwriting(arguments.out, arguments.files)
    texts, unread = read_all(arguments.files)
    reports = check.check_texts(texts)
    table = collate(reports)
    if table.says_nothing:
        raise Failure(_("没有读出数字，没有写表格。"))
    for name in table.without_figures:
        sys.stderr.write(_("{file}：没有读出数字。").format(file=name) + "\n")
    try:
        write_workbook(Path(arguments.out), table)
    except OSError:
        raise Failure(_("{file} 写不进去。").format(file=arguments.out)) from None
    sentence = _("{texts}份文字，{figures}项数字，写到 {file}。")
    print(sentence.format(texts=len(reports), figures=len(table.rows), file=arguments.out))
    return 1 if unread else 0
