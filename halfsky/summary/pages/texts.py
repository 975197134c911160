"""Texts handed to the checker's page: read within limits, and kept nowhere."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.summary import check

Sent: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 20
LARGEST_FILE = 10 * 1024 * 1024
MOST_CHARACTERS = 200_000  # all texts together: some seconds of one core
ACCEPTED = ".docx,.txt,.doc,.wps"


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
    """A text pasted in, or files."""

    text = forms.CharField(
        label=gettext_lazy("粘贴文字"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    documents = FilesField(label=gettext_lazy("文件"), required=False)

    def clean(self) -> dict[str, Any]:
        """The texts by name, under `texts`; every file that cannot be read is said."""
        cleaned = super().clean() or {}
        files: list[Sent] = cleaned.get("documents") or []
        if len(files) > MOST_FILES:
            self.add_error("documents", _("一次最多{most}个文件。").format(most=MOST_FILES))
            return cleaned
        texts = [*self._pasted(cleaned), *self._read(files)]
        if not texts and not self.errors:
            self.add_error("documents", _("请放入文件，或者粘贴一段文字。"))
        if sum(len(text) for _name, text in texts) > MOST_CHARACTERS:
            sentence = _("文字太多，一次最多{most}字，请分几次核对。")
            self.add_error("documents", sentence.format(most=MOST_CHARACTERS))
        cleaned["texts"] = texts
        return cleaned

    def _pasted(self, cleaned: dict[str, Any]) -> list[tuple[str, str]]:
        text = (cleaned.get("text") or "").replace("\r\n", "\n")
        return [(_("粘贴的文字"), text)] if text.strip() else []

    def _read(self, files: Iterable[Sent]) -> list[tuple[str, str]]:
        texts = []
        for file in files:
            try:
                texts.append((str(file.name), read(file)))
            except check.Unreadable as reason:
                self.add_error("documents", f"{file.name}：{reason}")
        return texts


def read(file: Sent) -> str:
    """The text of one file; raises Unreadable with a sentence."""
    if (file.size or 0) > LARGEST_FILE:
        raise check.Unreadable(_("文件超过10MB，太大了。"))
    return check.read_bytes(file.read(), str(file.name))
