"""Imports as long work: checking, storing and taking back, done by the worker.

Each may be done twice: a check that was cut off leaves nothing, and a batch is stored once.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.reader import Reader
from halfsky.org.tasks import files
from halfsky.org.tasks.worker import Outcome, TaskRefused, Work
from halfsky.records.registry import registers
from halfsky.records.sheets.applying import ImportRefused, apply
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.consolidating import (
    Consolidation,
    consolidate,
    is_workbook,
    name_in_zip,
)
from halfsky.records.sheets.marking import write_marked
from halfsky.records.sheets.models import ImportBatch, State
from halfsky.records.sheets.purging import forget_rows, keep_changes
from halfsky.records.sheets.reading import FileRefused
from halfsky.records.sheets.reading import Reader as FileReader
from halfsky.records.sheets.scope import Scope, scope_for
from halfsky.records.sheets.staging import AlreadyImported, stage
from halfsky.records.sheets.undoing import undo

if TYPE_CHECKING:
    from halfsky.records.declaration import Register

ENDINGS = (".xlsx", ".xls", ".csv", ".zip")


def batch_url(batch: ImportBatch) -> str:
    """The page of an import."""
    return reverse("records:batch", args=[batch.register, batch.pk])


def ending_of(name: str) -> str:
    """The ending that a file came with, where it is one of ours: its content decides anyway."""
    ending = Path(name).suffix.lower()
    return ending if ending in ENDINGS else ".xlsx"


def scope_of_work(work: Work, register: Register) -> tuple[Reader, Scope]:
    """What she may write now; her posts may have changed since she asked."""
    reader = work.reader()
    if not reader.can(register.writing):
        raise TaskRefused(_("您现在没有登记“{label}”的权限了。").format(label=register.label))
    return reader, scope_for(register, reader)


def check(work: Work) -> Outcome:
    """Check a file as a whole; on to the page that shows what would become of it."""
    register = registers()[work.content["register"]]
    _reader, scope = scope_of_work(work, register)
    name = work.content["name"]
    forget_cut_off(work)
    work.begin(_("正在核对"))
    try:
        with work.folder() as folder, FileReader() as reader:
            path = folder / f"file{ending_of(name)}"
            files.write_to(work.task.file, path)
            batch = stage(scope, path, name, reader, work.task.person, work.progress)
            marked = marked_copy(work, batch, path, folder, reader)
    except FileRefused as refused:
        raise TaskRefused(str(refused)) from None
    except AlreadyImported as already:
        return done_before(work, already.batch)
    ImportBatch.objects.filter(pk=batch.pk).update(file=work.task.file, marked=marked)
    return Outcome(url=batch_url(batch))


def forget_cut_off(work: Work) -> None:
    """A check of hers that did not come to its end: nobody else checks beside this worker."""
    ImportBatch.objects.filter(made_by=work.task.person, state=State.CHECKING).delete()


def marked_copy(
    work: Work, batch: ImportBatch, path: Path, folder: Path, reader: FileReader
) -> str:
    """Her own workbook with what is wrong marked in it, kept; nothing where nothing is wrong."""
    if batch.is_sound:
        return ""
    work.begin(_("正在标出错误"))
    out = folder / "marked.xlsx"
    write_marked(batch, sheet_of(registers()[batch.register]), path, out, reader)
    return files.keep_file(out)


def consolidate_all(work: Work) -> Outcome:
    """Check every workbook of an archive; on to the report."""
    register = registers()[work.content["register"]]
    _reader, scope = scope_of_work(work, register)
    person = work.task.person
    forget_cut_off(work)
    try:
        with work.folder() as folder, FileReader() as reader:
            path, back = folder / "returned.zip", folder / "marked"
            back.mkdir()
            files.write_to(work.task.file, path)
            work.begin(_("正在核对来件"), files_in(path))
            on = timezone.localdate()
            found = consolidate(scope, path, reader, on, person, back, work.progress)
            marked = zipped(back, folder / "marked.zip")
    except FileRefused as refused:
        raise TaskRefused(str(refused)) from None
    except BaseException:
        forget_cut_off(work)
        raise
    ImportBatch.objects.filter(pk=found.batch.pk).update(
        file=work.task.file,
        file_name=work.content["name"][:200],
        marked=marked,
        returned=json.dumps(report_of(found), ensure_ascii=False),
    )
    return Outcome(url=batch_url(found.batch))


def files_in(path: Path) -> int:
    """How many there are, for the progress; what is no archive is refused by who opens it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(is_workbook(name_in_zip(one)) for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return 0


def zipped(folder: Path, out: Path) -> str:
    """The marked copies in one archive, kept; nothing where nothing is wrong."""
    paths = sorted(folder.iterdir())
    if not paths:
        return ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return files.keep_file(out)


def report_of(found: Consolidation) -> dict[str, Any]:
    """What is kept of the report: the files do not stay."""
    lines = [
        {
            "name": one.name,
            "state": one.state,
            "sentence": one.sentence,
            "senders": sorted(one.senders),
            "rows": sum(one.counts.values()),
        }
        for one in found.files
    ]
    return {"files": lines, "missing": [place.id for place in found.missing]}


def done_before(work: Work, batch: ImportBatch) -> Outcome:
    """The same file is in already: her own import is shown, another's is told of."""
    files.forget(work.task.file)
    if batch.made_by == work.task.person:
        return Outcome(url=f"{batch_url(batch)}?again=1")
    when = timezone.localtime(batch.applied_at).strftime("%Y-%m-%d %H:%M")
    raise TaskRefused(_("这个文件已于 {when} 导入过，没有重复导入。").format(when=when))


def batch_of(work: Work) -> ImportBatch:
    """Her batch that the task is about."""
    return ImportBatch.objects.get(pk=work.content["batch"], made_by=work.task.person)


def store(work: Work) -> Outcome:
    """Store a checked batch, whole or not at all."""
    batch = batch_of(work)
    sheet = sheet_of(registers()[batch.register])
    if batch.state == State.CHECKED:
        work.begin(_("正在导入，很快就好"))
        try:
            apply(batch, sheet, work.reader(), work.refuse_ending)
        except ImportRefused as refused:
            raise TaskRefused(str(refused)) from None
        except AlreadyImported as already:
            return done_before(work, already.batch)
    keep_changes(batch)
    return Outcome(url=batch_url(batch))


def take_back(work: Work) -> Outcome:
    """Take a stored batch back, unless something has touched its records."""
    batch = batch_of(work)
    if batch.state == State.APPLIED:
        work.begin(_("正在撤销"))
        try:
            undo(batch, sheet_of(registers()[batch.register]), work.reader())
        except ImportRefused as refused:
            raise TaskRefused(str(refused)) from None
    forget_rows(batch)
    return Outcome(url=batch_url(batch))
