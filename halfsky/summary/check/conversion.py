"""The text of an old word processor's file, by way of LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from halfsky.summary.check.docx import docx_text
from halfsky.summary.check.files import Unreadable

_CONVERSION_SECONDS = 120


def office() -> str | None:
    """The command of LibreOffice; none where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(content: bytes, suffix: str) -> str:
    """The text of the file's bytes; Unreadable where it cannot be converted."""
    program = office()
    if program is None:
        raise Unreadable(f"{suffix} 是旧格式，本机没有安装 LibreOffice，请另存为 .docx 再来。")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(content)
        command = [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_CONVERSION_SECONDS, check=True)
            return docx_text((Path(folder) / "source.docx").read_bytes())
        except (subprocess.SubprocessError, OSError):
            raise Unreadable(f"{suffix} 文件转换不了，请另存为 .docx 再来。") from None
