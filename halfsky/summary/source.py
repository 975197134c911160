"""TOML files whose mistakes can be told with the line they stand on."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class OutlineError(Exception):
    """A mistake in a file of outlines or sentences, with the line it stands on."""

    def __init__(self, place: "Place", message: str) -> None:
        super().__init__(f"{place}：{message}")


@dataclass(frozen=True)
class Place:
    """A line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return _("{file} 第{line}行").format(file=self.file, line=self.line)


@dataclass(frozen=True)
class Table:
    """A table of a file; tomllib tells no lines, so its keys are looked for below its head."""

    file: str
    lines: tuple[str, ...]
    data: dict[str, Any]
    path: str = ""
    start: int = 0  # the line of its head, from 0

    def place(self, key: str = "") -> Place:
        """Where a key stands; the table's head where there is none."""
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
        below = range(self.start + bool(self.path), len(self.lines))
        found = (number for number in below if key and pattern.match(self.lines[number]))
        return Place(self.file, next(found, self.start) + 1)

    def mistake(self, key: str, message: str) -> OutlineError:
        """The error to raise about a key."""
        return OutlineError(self.place(key), message)

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads."""
        for key in self.data:
            if key not in known:
                message = _("不认识 {key}，可写 {known}。")
                raise self.mistake(key, message.format(key=key, known="、".join(known)))

    def text(self, key: str, default: str | None = None) -> str:
        """A text; an error where it is missing and has no default."""
        found = self.data.get(key, default)
        if found is None:
            raise self.mistake("", _("缺少 {key}。").format(key=key))
        if not isinstance(found, str):
            raise self.mistake(key, _("{key} 应是引号里的文字。").format(key=key))
        return found

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Several texts."""
        found = self.data.get(key, default)
        if found is None:
            raise self.mistake("", _("缺少 {key}。").format(key=key))
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.mistake(key, _("{key} 应是文字的列表。").format(key=key))
        return tuple(found)

    def chosen(self, key: str, found: Collection[str], known: Collection[str]) -> None:
        """Refuse what is not among the known."""
        for one in found:
            if one not in known:
                message = _("{key} 里的 {one} 不认识，可写 {known}。")
                known_names = "、".join(known)
                raise self.mistake(key, message.format(key=key, one=one, known=known_names))

    def tables(self, name: str) -> list["Table"]:
        """The tables `[[path.name]]` in order."""
        found = self.data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.mistake(name, _("{name} 应写成 [[{name}]]。").format(name=name))
        path = f"{self.path}.{name}" if self.path else name
        starts = list(islice(self._heads(path), len(found)))
        starts += [self.start] * (len(found) - len(starts))
        return [
            Table(self.file, self.lines, data, path, start)
            for data, start in zip(found, starts, strict=True)
        ]

    def _heads(self, path: str) -> Iterator[int]:
        pattern = re.compile(rf"\s*\[\[\s*{re.escape(path)}\s*\]\]")
        for number in range(self.start, len(self.lines)):
            if pattern.match(self.lines[number]):
                yield number


def read_file(path: Path) -> Table:
    """The whole of a file."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        return Table(name, tuple(text.splitlines()), tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = AT_LINE.search(str(error))
        raise OutlineError(Place(name, int(found[1]) if found else 1), str(error)) from None
