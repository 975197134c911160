"""Where the bytes of attachments lie: random names in the data folder, whole or not at all."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from halfsky.org.encryption import decrypt_bytes, encrypt_bytes
from halfsky.records.attachments import Attachment

NAME_BYTES = 16  # 128 bits


def folder() -> Path:
    """The folder of all attachments, outside of everything that is served."""
    return Path(settings.DATA) / "attachments"


def path_of(stored: str) -> Path:
    """Where the bytes of a name lie."""
    return folder() / stored[:2] / stored


def store(content: bytes, *, is_encrypted: bool) -> str:
    """Write the bytes so that they are there before anything refers to them; the name."""
    stored = secrets.token_hex(NAME_BYTES)
    path = path_of(stored)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(encrypt_bytes(content) if is_encrypted else content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    make_durable(path.parent)
    return stored


def make_durable(directory: Path) -> None:
    """The rename itself survives a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(attachment: Attachment) -> bytes:
    """The bytes as they are shown."""
    content = path_of(attachment.stored).read_bytes()
    return decrypt_bytes(content) if attachment.is_encrypted else content


def forget(stored: str) -> None:
    """Take away bytes that nothing refers to: the write around them did not happen."""
    path_of(stored).unlink(missing_ok=True)
