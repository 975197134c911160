"""The mark of an exported row: which record, which version, and what it said.

A row that still says what was exported has not been edited, whatever has happened on the site
since; a mark that was filled down or mistyped is found out by its last part.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from halfsky.org.encryption import derived_key

MARK = re.compile(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{12})-([0-9a-f]{6})", re.ASCII)
CONTENT_BYTES, CHECK_BYTES, KEY_BYTES = 6, 3, 16


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark of a row says."""

    record: int
    version: int
    content: str


class WrongMark(Exception):
    """The mark was changed by hand, or belongs to another register."""


class Marker:
    """Makes and reads the marks of a register."""

    def __init__(self, code: str) -> None:
        key, stem = derived_key("sheet marks"), f"{code}/".encode()
        sizes = (CONTENT_BYTES, CHECK_BYTES, KEY_BYTES)
        self.begun = {size: hashlib.blake2b(stem, key=key, digest_size=size) for size in sizes}

    def content(self, values: Iterable[Any]) -> str:
        """What a row says, keyed: an identity number cannot be tried out against it."""
        return self._digest(repr(tuple(map(canonical, values))), CONTENT_BYTES)

    def row_key(self, values: tuple[Any, ...]) -> str:
        """What a row of canonical values says, long enough to tell it from every other."""
        return self._digest(repr(values), KEY_BYTES)

    def row_keys(self, rows: Iterable[tuple[Any, ...]]) -> list[str]:
        """The keys of many rows."""
        begun = self.begun[KEY_BYTES].copy
        keys = []
        for row in rows:
            digest = begun()
            digest.update(repr(row).encode())
            keys.append(digest.hexdigest())
        return keys

    def write(self, record: int, version: int, values: Iterable[Any]) -> str:
        """The mark of a record as it is exported."""
        stem = f"{record}-{version}-{self.content(values)}"
        return f"{stem}-{self._digest(stem, CHECK_BYTES)}"

    def read(self, text: str) -> Mark:
        """The mark that a cell holds."""
        match = MARK.fullmatch(text)
        stem = text.rpartition("-")[0]
        if match is None or self._digest(stem, CHECK_BYTES) != match[4]:
            raise WrongMark(text)
        return Mark(int(match[1]), int(match[2]), match[3])

    def _digest(self, text: str, size: int) -> str:
        digest = self.begun[size].copy()
        digest.update(text.encode())
        return digest.hexdigest()


def canonical(value: Any) -> Any:
    """A value as it compares: text without the space around it."""
    return str(value).strip() if isinstance(value, str) else value
