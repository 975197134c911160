"""One worker in a data folder: whoever holds the lock works, the others stand by."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[bytes]) -> bool:
        """Take the lock, or say that somebody has it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Take the lock, or say that somebody has it; it ends with the process, however it ends."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def path() -> Path:
    """The file that is locked; what stands in it means nothing."""
    return Path(settings.DATA) / "worker.lock"


@contextmanager
def held() -> Iterator[bool]:
    """The lock, while it can be had; whether it could."""
    with path().open("ab") as file:
        yield try_lock(file)


def is_worker_there() -> bool:
    """Whether somebody works in this data folder."""
    with held() as got:
        return not got
