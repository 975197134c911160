"""Workbooks as other programs make them, whole or hostile."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from halfsky.records.registry import registers
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.finding import table_of
from halfsky.records.sheets.layouts import Table
from halfsky.records.sheets.reading import Reader

Row = Sequence[Any]


def save(path: Path, *rows: Row) -> Path:
    """A workbook by openpyxl."""
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def save_csv(path: Path, encoding: str, *rows: Row) -> Path:
    """A .csv in an encoding."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def convert(libreoffice: str, path: Path, ending: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    out = folder / "converted"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", ending, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return out / path.with_suffix(f".{ending.partition(':')[0]}").name


def repacked(path: Path, change: Callable[[str, bytes], bytes], added: dict[str, bytes]) -> Path:
    """The same package with its parts changed, and some more in it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
        for name, data in added.items():
            archive.writestr(name, data)
    return path


def table_read(path: Path, code: str = "trainings") -> Table:
    """The table of a register in a file, its rows read to the end."""
    with Reader() as reader:
        table = table_of(sheet_of(registers()[code]), reader, path)
        table.rows = iter(list(table.rows))
    return table


def texts_read(path: Path, code: str = "trainings") -> list[dict[str, str]]:
    """The rows of data as texts by the name of the field; what is empty is left out."""
    sheet = sheet_of(registers()[code])
    table = table_read(path, code)
    places = table.heading.layout.cells
    return [
        {
            column.name: text_of(cells[place])
            for column, place in zip(sheet.columns, places, strict=True)
            if place is not None and text_of(cells[place])
        }
        for rows in table.chunks()
        for cells in rows.cells
    ]
