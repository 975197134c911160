"""Reads the rows of a workbook through a child process that can come to no harm."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import Raw

CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True)
class Limits:
    """What a file may cost, checked before and while it is read."""

    bytes: int = 30_000_000
    unpacked: int = 200_000_000
    entries: int = 2_000
    pages: int = 60
    rows: int = 200_000
    columns: int = 300
    cells: int = 4_000_000
    memory: int = 1_000_000_000  # of address space
    seconds: int = 8  # of the processor


WAITING = 60.0  # seconds on the wall, on a machine that is busy with other things
LIMITS = Limits()


@dataclass(frozen=True)
class Page:
    """A worksheet begins; its cells lack that many empty columns on the left."""

    title: str
    left: int = 0


@dataclass(frozen=True)
class Rows:
    """Rows of a page that hold something, with their numbers as the spreadsheet counts."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[Raw]]


class FileRefused(Exception):
    """The file is not read; the sentence says why and what to do."""


class Reader:
    """A child process that reads one file after the other; a new one where it died."""

    def __init__(self, limits: Limits = LIMITS, waiting: float = WAITING) -> None:
        self.limits, self.waiting = limits, waiting
        self.child: subprocess.Popen[str] | None = None
        self.asked: Path | None = None  # what it reads ahead

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def read(self, path: Path, after: Path | None = None) -> Iterator[Page | Rows]:
        """The pages of a file and their rows; raises `FileRefused`, possibly midway.

        The child goes on with the file `after`, which has to be the next one that is read.
        """
        if self.asked not in (None, path):
            self.stop()
        child = self.started()
        late = threading.Event()
        clock = threading.Timer(self.waiting, end_late, (child, late))
        clock.start()
        finished = False
        try:
            for message in self._answers(child, (path, after), late):
                if "refused" in message:
                    finished = True
                    raise FileRefused(sentence_of(message["refused"], self.limits))
                yield part_of(message)
            finished = True
        finally:
            clock.cancel()
            if not finished:
                self.stop()

    def _answers(
        self, child: subprocess.Popen[str], paths: Sequence[Path | None], late: threading.Event
    ) -> Iterator[dict[str, Any]]:
        assert child.stdin is not None
        assert child.stdout is not None
        wanted = [one for one in paths if one is not None and one != self.asked]
        self.asked = paths[-1]
        with suppress(BrokenPipeError):  # how it ended is asked below
            child.stdin.writelines(json.dumps(str(one.resolve())) + "\n" for one in wanted)
            child.stdin.flush()
        for line in child.stdout:
            message: dict[str, Any] = json.loads(line)
            if "end" in message:
                return
            yield message
        code = child.wait()
        # -24 is SIGXCPU: it had used up the seconds of the processor.
        word = "slow" if late.is_set() or code == -24 else "died"
        raise FileRefused(sentence_of(word, self.limits))

    def started(self) -> subprocess.Popen[str]:
        """The child process, a new one where there is none alive."""
        if self.child is not None and self.child.poll() is not None:
            self.stop()  # whatever it was reading ahead is asked for again
        if self.child is None:
            command = [sys.executable, "-I", str(CHILD), json.dumps(asdict(self.limits))]
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env={"PATH": "/usr/bin:/bin"},  # none of the installation's secrets
                cwd="/",
            )
        return self.child

    def stop(self) -> None:
        """End the child process."""
        if self.child is None:
            return
        self.child.kill()
        for stream in (self.child.stdin, self.child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):  # it ended before it had read what was asked
                    stream.close()
        self.child.wait()
        self.child = self.asked = None


def end_late(child: subprocess.Popen[str], late: threading.Event) -> None:
    """The file took too long by the clock on the wall."""
    late.set()
    child.kill()


def part_of(message: dict[str, Any]) -> Page | Rows:
    """One answer of the child process."""
    if "page" in message:
        return Page(message["page"], message["left"])
    return Rows(message["numbers"], message["cells"])


def sentence_of(word: str, limits: Limits) -> str:
    """Why a file is not read, as its owner is told."""
    sentences = {
        "bytes": _("文件超过{megabytes}MB，请拆成几个文件。"),
        "unpacked": _("文件解开后过大，可能不是普通的表格，请另存为一个新的 .xlsx 文件。"),
        "entries": _("文件的内部结构异常，请把内容复制到一个新的 .xlsx 文件。"),
        "pages": _("工作表超过{pages}张，请只保留要导入的。"),
        "rows": _("表格超过{rows}行或内容过多，请拆成几个文件，并删去空白的远处单元格。"),
        "columns": _("表格超过{columns}列，请删去多余的列。"),
        "memory": _("表格占用内存过大，请把要导入的行复制到一个新的 .xlsx 文件。"),
        "slow": _("表格读取时间过长，请拆成几个文件，或另存为一个新的 .xlsx 文件。"),
        "died": _("表格已损坏或占用内存过大，请用 Excel 或 WPS 打开后另存为一个新的 .xlsx 文件。"),
        "broken": _("表格已损坏，不能读取，请用 Excel 或 WPS 打开后另存为一个新的 .xlsx 文件。"),
        "declaration": _(
            "文件含有不允许的 XML 声明，请用 Excel 或 WPS 另存为一个新的 .xlsx 文件。"
        ),
        "external": _("文件链接到别的文件，请在“数据—编辑链接”中断开后再导入。"),
        "macros": _("文件含有宏，请另存为不含宏的 .xlsx 文件。"),
        "password": _("文件有打开密码，请取消密码后再导入。"),
        "ods": _("这是 .ods 文件，请另存为 .xlsx 文件。"),
        "html": _("这是网页格式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx 文件。"),
        "not_a_workbook": _("这不是表格文件，请选 .xlsx、.xls 或 .csv 文件。"),
        "encoding": _(
            "这不是表格文件，或文字编码不认识，请选 .xlsx、.xls 或 UTF-8、GBK 的 .csv 文件。"
        ),
        "empty": _("文件是空的，请重新选择。"),
    }
    sizes = {"rows": limits.rows, "columns": limits.columns, "pages": limits.pages}
    return sentences[word].format(megabytes=limits.bytes // 1_000_000, **sizes)
