"""Reads the rows of a workbook through a child process that can come to no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

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
SHORTEST_PAUSE = 0.01
LIMITS = Limits()
# Files that the child is asked for before they are wanted, and how much their names may be: what it
# has not read yet lies in a pipe of 64 kB, and who writes into a full one waits.
AHEAD, AHEAD_LETTERS = 64, 32_000
PIPE = 1 << 20  # bytes of rows that lie ready, where the system allows it


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
        self.watch: Watch | None = None
        self.asked: deque[Path] = deque()  # what the child reads ahead
        self.coming: deque[Path] = deque()  # what it is asked for next

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def expect(self, paths: Iterable[Path]) -> None:
        """These files are going to be read in this order: the child may begin with them."""
        self.coming = deque(paths)

    def read(self, path: Path) -> Iterator[Page | Rows]:
        """The pages of a file and their rows; raises `FileRefused`, possibly midway."""
        if self.asked and self.asked[0] != path:
            self.stop()
        child, watch = self.started()
        watch.begin(self.waiting)
        finished = False
        try:
            self._ask(child, path)
            for message in self._answers(child, watch):
                if "refused" in message:
                    finished = True
                    raise FileRefused(sentence_of(message["refused"], self.limits))
                yield part_of(message)
            finished = True
        finally:
            watch.end()
            if not finished:
                self.stop()

    def _ask(self, child: subprocess.Popen[str], path: Path) -> None:
        """For the file, unless it was asked for ahead, and for some of those that come."""
        requests = []
        if self.asked:
            self.asked.popleft()
        else:
            requests.append(request_of(path))
            if self.coming and self.coming[0] == path:
                self.coming.popleft()
        if len(self.asked) < AHEAD // 2:
            room = AHEAD_LETTERS - sum(len(request_of(one)) for one in self.asked)
            while self.coming and len(self.asked) < AHEAD and room > 0:
                self.asked.append(self.coming.popleft())
                requests.append(request_of(self.asked[-1]))
                room -= len(requests[-1])
        if requests and child.stdin is not None:
            with suppress(BrokenPipeError):  # how it ended is asked below
                child.stdin.writelines(requests)
                child.stdin.flush()

    def _answers(self, child: subprocess.Popen[str], watch: Watch) -> Iterator[dict[str, Any]]:
        assert child.stdout is not None
        for line in child.stdout:
            message: dict[str, Any] = json.loads(line)
            if "end" in message:
                return
            yield message
        code = child.wait()
        # -24 is SIGXCPU: it had used up the seconds of the processor.
        word = "slow" if watch.is_late or code == -24 else "died"
        raise FileRefused(sentence_of(word, self.limits))

    def started(self) -> tuple[subprocess.Popen[str], Watch]:
        """The child process and who watches it, a new one where there is none alive."""
        # Of one that died while it read ahead the answers lie in the pipe, up to what killed it.
        if self.child is not None and not self.asked and self.child.poll() is not None:
            self.stop()
        if self.child is None or self.watch is None:
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
            widen(self.child.stdout)
            self.watch = Watch(self.child)
        return self.child, self.watch

    def stop(self) -> None:
        """End the child process; what it was asked for ahead is asked for again."""
        if self.watch is not None:
            self.watch.over.set()
        if self.child is None:
            return
        self.child.kill()
        for stream in (self.child.stdin, self.child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):  # it ended before it had read what was asked
                    stream.close()
        self.child.wait()
        self.child = self.watch = None
        self.coming.extendleft(reversed(self.asked))
        self.asked.clear()


class Watch:
    """Kills a child whose answer is late by the clock on the wall.

    One thread for all its files: starting one takes longer than reading a small file.
    """

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.child = child
        self.over, self.lock = threading.Event(), threading.Lock()
        self.due: float | None = None
        self.is_late = False
        self.thread: threading.Thread | None = None

    def begin(self, waiting: float) -> None:
        """A file is waited for from now on."""
        with self.lock:
            self.due = time.monotonic() + waiting
        if self.thread is None:
            self.thread = threading.Thread(target=self._look, args=(waiting,), daemon=True)
            self.thread.start()

    def end(self) -> None:
        """It has been read."""
        with self.lock:
            self.due = None

    def _look(self, waiting: float) -> None:
        """What begins while it sleeps is not late before it wakes."""
        pause = waiting
        while not self.over.wait(max(pause, SHORTEST_PAUSE)):
            with self.lock:
                pause = waiting if self.due is None else self.due - time.monotonic()
                if pause <= 0:
                    self.is_late = True
                    self.child.kill()
                    return


def request_of(path: Path) -> str:
    """One line for the child, which works in another folder."""
    return json.dumps(os.path.abspath(path)) + "\n"


def widen(pipe: IO[str] | None) -> None:
    """Let the child go on reading while its rows are checked; Linux only, and not always there."""
    try:
        import fcntl
    except ImportError:
        return
    if pipe is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


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
