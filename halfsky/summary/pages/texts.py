"""Texts handed to the checker's page: read within limits, and kept nowhere."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.figures.periods import Period, PeriodError
from halfsky.summary import check
from halfsky.summary.check.conversion import office

Sent: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 20
LARGEST_FILE = 10 * 1024 * 1024
MOST_CHARACTERS = 200_000  # all texts together: some seconds of one core
ACCEPTED = ".docx,.txt,.doc,.wps"


def what_is_read() -> str:
    """Which files the page takes; those of the old kind only where LibreOffice reads them."""
    if office():
        return _(".docx、.doc、.wps 或 .txt，可以放几份：一份只核对，几份还会互相比、汇成一张表。")
    return _(".docx 或 .txt，可以放几份：一份只核对，几份还会互相比、汇成一张表。")


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        """The files that were sent; none where none was."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in sent]


class TextsForm(forms.Form):
    """A text pasted in, or files; and the period of the records to compare with."""

    text = forms.CharField(
        label=gettext_lazy("粘贴文字"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    documents = FilesField(label=gettext_lazy("文件"), required=False, allow_empty_file=True)
    period = forms.CharField(label=gettext_lazy("期间"), required=False)

    def clean_period(self) -> Period | None:
        """The period that is named; none where none is."""
        try:
            return Period.parse(self.cleaned_data["period"]) if self.data.get("period") else None
        except PeriodError as unknown:
            raise forms.ValidationError(str(unknown)) from None

    def clean(self) -> dict[str, Any]:
        """The texts by name, under `texts`; files that cannot be read, with why, under `unread`.

        One of those keeps nobody from the others: it is an error only where nothing can be read.
        """
        cleaned = super().clean() or {}
        files: list[Sent] = cleaned.get("documents") or []
        if len(files) > MOST_FILES:
            self.add_error("documents", _("一次最多{most}个文件。").format(most=MOST_FILES))
            return cleaned
        read_files, unread = read_all(files)
        texts = [*self._pasted(cleaned), *read_files]
        if not texts and not self.errors:
            self._refuse(unread)
        if sum(len(text) for _name, text in texts) > MOST_CHARACTERS:
            sentence = _("文字太多，一次最多{most}字，请分几次核对。")
            self.add_error("documents", sentence.format(most=MOST_CHARACTERS))
        cleaned["texts"], cleaned["unread"] = texts, unread
        return cleaned

    def _refuse(self, unread: list[tuple[str, str]]) -> None:
        """Nothing came, or nothing of it can be read."""
        if not unread:
            self.add_error("documents", _("请放入文件，或者粘贴一段文字。"))
        for name, reason in unread:
            self.add_error("documents", f"{name}：{reason}")

    def _pasted(self, cleaned: dict[str, Any]) -> list[tuple[str, str]]:
        text = (cleaned.get("text") or "").replace("\r\n", "\n")
        return [(_("粘贴的文字"), text)] if text.strip() else []


def read_all(files: Iterable[Sent]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Name and text of every file that can be read; of the others name and reason."""
    texts, unread = [], []
    for file in files:
        try:
            texts.append((str(file.name), read(file)))
        except check.Unreadable as reason:
            unread.append((str(file.name), str(reason)))
    return texts, unread


def read(file: Sent) -> str:
    """The text of one file; raises Unreadable with a sentence."""
    if (file.size or 0) > LARGEST_FILE:
        raise check.Unreadable(_("文件超过10MB，太大了。"))
    return check.read_bytes(file.read(), str(file.name))
