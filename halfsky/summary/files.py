"""Files replaced whole or not at all."""

import os
import secrets
import stat
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader finds the old file or the new one, never a half.

    An OSError (full disk, missing or read-only folder) is passed on and leaves nothing behind.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        # A pipe or a device such as /dev/null must be written to, not replaced by a file.
        target.write_bytes(data)
        return
    beside = target.parent / f".halfsky-{secrets.token_hex(8)}.tmp"
    try:
        _write_through(beside, data, _mode(target))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int | None:
    """Rights of the file that is replaced: a private summary stays private."""
    return stat.S_IMODE(target.stat().st_mode) if target.is_file() else None


def _write_through(path: Path, data: bytes, mode: int | None) -> None:
    with path.open("xb") as file:
        if mode is not None:
            path.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
