"""What was sent to be worked on, and what comes of it: encrypted, in the data folder, for a while.

Written and read block by block, for a folder of returned workbooks may be large. Every block says
its place and whether it is the last, so that none can be missing.
"""

import datetime
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from halfsky.org.encryption import decrypt_bytes, encrypt_bytes

NAME_BYTES = 16
BLOCK = 1 << 20
PLACE_BYTES, LENGTH_BYTES = 4, 4


class Damaged(Exception):
    """A kept file is not as it was written."""


def folder() -> Path:
    """Where they lie, outside of everything that is served."""
    return Path(settings.DATA) / "tasks"


def keep(blocks: Iterable[bytes]) -> str:
    """Write a file; the name it is found by."""
    stored = secrets.token_hex(NAME_BYTES)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder() / stored
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            place = 0
            for block in in_blocks(blocks):
                file.write(sealed(place, block))
                place += 1
            file.write(sealed(place, b""))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored


def keep_file(path: Path) -> str:
    """Take a file in; the name it is found by."""
    with path.open("rb") as file:
        return keep(iter(lambda: file.read(BLOCK), b""))


def in_blocks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Parts of any size, cut to ours; none is empty."""
    for part in parts:
        for start in range(0, len(part), BLOCK):
            yield part[start : start + BLOCK]


def sealed(place: int, block: bytes) -> bytes:
    """A block with its place, encrypted; an empty one is the end."""
    content = encrypt_bytes(place.to_bytes(PLACE_BYTES, "big") + block)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def read(stored: str) -> Iterator[bytes]:
    """The blocks again; raises `FileNotFoundError`, `Damaged`."""
    with (folder() / stored).open("rb") as file:
        place = 0
        while head := file.read(LENGTH_BYTES):
            content = decrypt_bytes(file.read(int.from_bytes(head, "big")))
            if int.from_bytes(content[:PLACE_BYTES], "big") != place:
                raise Damaged(stored)
            place += 1
            if len(content) == PLACE_BYTES:
                return
            yield content[PLACE_BYTES:]
    raise Damaged(stored)


def write_to(stored: str, path: Path) -> None:
    """The file in plain, where a program needs one; the caller takes it away again."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for block in read(stored):
            file.write(block)


def forget(stored: str) -> None:
    """Take it away."""
    if stored:
        (folder() / stored).unlink(missing_ok=True)


def forget_older(moment: datetime.datetime) -> None:
    """Take away what a process left behind that died in between."""
    if folder().is_dir():
        for path in folder().iterdir():
            if path.stat().st_mtime < moment.timestamp():
                path.unlink(missing_ok=True)
