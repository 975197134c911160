"""`halfsky check`: which numbers of a text do not hold."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from halfsky.commands.errors import Failure, WrongUse
from halfsky.commands.language import _
from halfsky.summary import check

HELP = _("核对一份或几份总结里的数字")
NEEDS_DATABASE = False
# What stands under the options: how to read the answer.
MEANING = _(
    "有误：算术上不可能，或者文字里留着空缺。存疑：可能另有口径，请看一眼。\n"
    "退出码：0 核对完了，不管查出什么；1 有文件读不了；2 用法不对。"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the organisation to compare with, and the shape of the answer."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = MEANING
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=_(".txt 或 .docx 文件，装有 LibreOffice 时还有 .doc、.wps；- 读标准输入"),
    )
    parser.add_argument("--org", metavar="CODE", help=_("与这个组织的台账比较"))
    parser.add_argument("--period", metavar="PERIOD", help=_("比较的时期，如 2022H1"))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("输出格式"))
    parser.add_argument("--out", metavar="REPORT.html", help=_("另写一份标好记号的网页"))


def run(arguments: argparse.Namespace) -> int:
    """Checks the files in the order given; 0 whatever is found, 1 where one cannot be read."""
    if arguments.period and not arguments.org:
        raise WrongUse(_("给了 --period，还要用 --org 指明组织。"))
    if arguments.out and not arguments.out.endswith((".html", ".htm")):
        raise WrongUse(_("--out 后面要写 .html 文件名。"))
    refuse_overwriting(arguments.out, arguments.files)
    texts, unread = read_all(arguments.files)
    characters = sum(len(text) for _name, text in texts)
    with uncollected(characters), told_progress(characters) as progress:
        reports = check.check_texts(texts, progress=progress)
    if arguments.org:
        figures = stored_figures(arguments.org, arguments.period)
        reports = check.compare_reports(reports, figures)
    if arguments.out:
        _write_page(arguments.out, reports)
    if arguments.format == "json":
        sys.stdout.write(_as_json(reports, alone=len(arguments.files) == 1) + "\n")
    else:
        sys.stdout.write(check.terminal(reports) + "\n")
    return 1 if unread else 0


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


# Less is checked before anybody wonders.
_LONG = 100_000


@contextmanager
def told_progress(characters: int) -> Iterator[Callable[[int], None] | None]:
    """Tells at a terminal how far a long check has come, on a line that goes away again."""
    if characters <= _LONG or not sys.stderr.isatty():
        yield None
        return
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        sentence = _("已核对{percent}%").format(percent=done * 100 // characters)
        print(f"\r{sentence}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def refuse_overwriting(out: str | None, files: Sequence[str]) -> None:
    """Refuses to write over one of the files that are read."""
    if out and any(name != "-" and _is_same(out, name) for name in files):
        sentence = _("--out 写的 {file} 就是要读的文件，会把它盖掉，请换一个名字。")
        raise WrongUse(sentence.format(file=out))


def _is_same(out: str, name: str) -> bool:
    try:
        return Path(out).samefile(name)
    except (OSError, ValueError):
        return False


def read_all(files: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """Name and text of every file that can be read, and how many cannot.

    Each of those is named on standard error; where none can be read, a Failure names them.
    """
    if list(files).count("-") > 1:
        raise WrongUse(_("标准输入只能读一次。"))
    texts: list[tuple[str, str]] = []
    problems: list[str] = []
    for name in files:
        try:
            texts.append((name, _text_of(name)))
        except check.Unreadable as reason:
            shown = _("标准输入") if name == "-" else name
            problems.append(f"{shown}：{reason}")
    if not texts:
        raise Failure("\nhalfsky: ".join(problems))
    for problem in problems:
        print(f"halfsky: {problem}", file=sys.stderr)
    return texts, len(problems)


def _text_of(name: str) -> str:
    if name != "-":
        return check.read_file(name)
    # Python has none where it is closed.
    content = sys.stdin.buffer.read(check.LARGEST + 1) if sys.stdin else b""
    return check.read_bytes(content)


def _as_json(reports: Sequence[check.Report], alone: bool) -> str:
    """One object for one file, a list with `file` for several."""
    answers = [report.to_json(with_text=_has_offsets_of_its_own(report.name)) for report in reports]
    answer: object = (
        answers[0]
        if alone
        else [{"file": report.name, **its} for report, its in zip(reports, answers, strict=True)]
    )
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _has_offsets_of_its_own(name: str) -> bool:
    """Whether offsets cannot be counted in the file itself, so that the text comes along."""
    return Path(name).suffix.lower() != ".txt"


def _write_page(path: str, reports: Sequence[check.Report]) -> None:
    try:
        Path(path).write_text(check.page(reports), encoding="utf-8")
    except OSError:
        raise Failure(_("{file} 写不进去。").format(file=path)) from None


def stored_figures(organisation: str, period: str | None) -> list[check.StoredFigure]:
    """The computed figures to compare with, all of them: who runs commands may read the records."""
    from halfsky.commands.asking import asked_organisation, asked_period
    from halfsky.commands.entry import with_database

    with with_database():
        from halfsky.summary import recorded

        return recorded.stored_figures(asked_period(period), asked_organisation(organisation))
