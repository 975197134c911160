"""`halfsky check`: which numbers of a text do not hold."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _
from halfsky.summary import check

HELP = _("核对一份或几份总结里的数字")
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the organisation to compare with, and the shape of the answer."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=_(".txt 或 .docx 文件；- 读标准输入")
    )
    parser.add_argument("--org", metavar="CODE", help=_("与这个组织的台账比较"))
    parser.add_argument("--period", metavar="PERIOD", help=_("比较的时期，如 2022H1"))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("输出格式"))
    parser.add_argument("--out", metavar="REPORT.html", help=_("另写一份标好记号的网页"))


def run(arguments: argparse.Namespace) -> int:
    """Checks the files in the order given; 0 whatever is found."""
    if arguments.period and not arguments.org:
        raise WrongUse(_("给了 --period，还要用 --org 指明组织。"))
    if arguments.out and not arguments.out.endswith((".html", ".htm")):
        raise WrongUse(_("--out 后面要写 .html 文件名。"))
    texts = read_all(arguments.files)
    with uncollected(sum(len(text) for _name, text in texts)):
        reports = check.check_texts(texts)
    if arguments.org:
        reports = _compared(reports, arguments.org, arguments.period)
    if arguments.out:
        _write_page(arguments.out, reports)
    if arguments.format == "json":
        sys.stdout.write(_as_json(arguments.files, reports) + "\n")
    else:
        sys.stdout.write(check.terminal(reports) + "\n")
    return 0


# A text of one window leaves nothing behind that would be worth looking for.
_SHORT = 20_000


@contextmanager
def uncollected(characters: int) -> Iterator[None]:
    """Spares the collection of rubbish where little is checked: a twentieth of the time."""
    if characters > _SHORT or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read_all(files: Sequence[str]) -> list[tuple[str, str]]:
    """Name and text of every file; a Failure names the first that cannot be read."""
    if list(files).count("-") > 1:
        raise WrongUse(_("标准输入只能读一次。"))
    return [(name, _text_of(name)) for name in files]


def _text_of(name: str) -> str:
    try:
        if name == "-":
            return check.read_bytes(sys.stdin.buffer.read(check.LARGEST + 1))
        return check.read_file(name)
    except check.Unreadable as problem:
        shown = _("标准输入") if name == "-" else name
        raise Failure(f"{shown}：{problem}") from None


def _as_json(files: Sequence[str], reports: Sequence[check.Report]) -> str:
    """One object for one file, a list with `file` for several."""
    if len(reports) == 1:
        answer: object = reports[0].to_json(with_text=_has_offsets_of_its_own(files[0]))
    else:
        answer = [
            {"file": name, **report.to_json(with_text=_has_offsets_of_its_own(name))}
            for name, report in zip(files, reports, strict=True)
        ]
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _has_offsets_of_its_own(name: str) -> bool:
    """Whether offsets cannot be counted in the file itself, so that the text comes along."""
    return Path(name).suffix.lower() != ".txt"


def _write_page(path: str, reports: Sequence[check.Report]) -> None:
    try:
        Path(path).write_text(check.page(reports), encoding="utf-8")
    except OSError:
        raise Failure(_("{file} 写不进去。").format(file=path)) from None


def _compared(
    reports: Sequence[check.Report], organisation: str, period: str | None
) -> list[check.Report]:
    """The reports with verdicts from the records of an organisation."""
    figures = stored_figures(organisation, period)
    compare = check.against(figures)
    return [check.compare_report(report, compare, figures) for report in reports]


def stored_figures(organisation: str, period: str | None) -> list[check.StoredFigure]:
    """The computed figures to compare with: the one seam between the checker and the records."""
    from halfsky.commands.asking import asked_organisation, asked_period
    from halfsky.commands.entry import with_database

    with with_database():
        from halfsky.summary import recorded

        return recorded.stored_figures(asked_period(period), asked_organisation(organisation))
