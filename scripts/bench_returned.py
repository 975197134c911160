"""1,548 returned workbooks of 30 rows taken in at once: HalfSky, and a loop of pandas and openpyxl.

.venv-bench/bin/python scripts/bench_returned.py [--files 1548]

HalfSky reads them in its child process, checks every row by the rules of the forms, tells who has
not sent and keeps the rows until they are confirmed; the loop reads them and puts them together,
which is what people do today. A loop over calamine without any check stands for the limit.
"""

import argparse
import datetime
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_sheets import FOUNDED, ORGANISATIONS, ROOT, cpu_seconds, prepare

ROWS = 30
HEADINGS = ("日期", "组织", "主题", "类别", "层级", "学时", "女职工人次")


def make_files(folder: Path, files: int) -> None:
    """A workbook for each union, made by xlsxwriter."""
    import xlsxwriter

    for file in range(files):
        book = xlsxwriter.Workbook(str(folder / f"B{file:04d}.xlsx"))
        page = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, HEADINGS)
        for row in range(1, ROWS + 1):
            on = FOUNDED + datetime.timedelta(days=50 * row + file % 50)
            page.write_datetime(row, 0, datetime.datetime(on.year, on.month, on.day), day)
            code = f"B{file % ORGANISATIONS:04d}"
            page.write_row(row, 1, (code, f"第{row}期培训", "法律法规", "企业级", 4, 20 + row))
        book.close()


def halfsky(folder: Path) -> None:
    """Read, check, tell who is missing, keep."""
    from halfsky.records.registry import registers
    from halfsky.records.sheets.consolidating import consolidate
    from halfsky.records.sheets.reading import Reader
    from halfsky.records.sheets.scope import scope_of

    with Reader() as reader:
        found = consolidate(
            scope_of(registers()["trainings"]), folder, reader, datetime.date(2022, 7, 1)
        )
    expect(found.batch.new, len(found.files) * ROWS)


def with_pandas(folder: Path) -> None:
    """Read and put together, with openpyxl under it: nothing is checked."""
    import pandas

    frames = [pandas.read_excel(path, engine="openpyxl") for path in sorted(folder.iterdir())]
    expect(len(pandas.concat(frames)), len(frames) * ROWS)


def bare(folder: Path) -> None:
    """The limit: calamine in this process, nothing checked."""
    from python_calamine import CalamineWorkbook

    rows: list[Any] = []
    for path in sorted(folder.iterdir()):
        rows += CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    expect(len(rows), len(list(folder.iterdir())) * ROWS)


def expect(found: int, wanted: int) -> None:
    """Nothing was left out."""
    if found != wanted:
        raise SystemExit(f"{found} rows instead of {wanted}")


def main() -> int:
    """Each in turn, some rounds; of each the best, by the processor and by the clock."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=ORGANISATIONS)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="halfsky-bench-") as name:
        os.environ["HALFSKY_DATA"] = name
        os.environ.pop("HALFSKY_DATABASE", None)
        set_up()
        prepare()
        (folder := Path(name) / "in").mkdir()
        make_files(folder, arguments.files)
        ways: dict[str, Callable[[Path], None]] = {
            "HalfSky": halfsky,
            "pandas + openpyxl": with_pandas,
            "bare calamine": bare,
        }
        measured: dict[str, list[tuple[float, float]]] = {}
        for _round in range(arguments.rounds):
            for label, way in ways.items():
                measured.setdefault(label, []).append(measure(way, folder))
        print(
            f"{arguments.files} workbooks of {ROWS} rows{'seconds':>12}{'cpu':>8}{'HalfSky is':>20}"
        )
        ours = least(measured["HalfSky"])
        for label, found in measured.items():
            taken, cpu = least(found)
            fast = f"{taken / ours[0]:.1f}x by clock, {cpu / ours[1]:.1f}x by cpu"
            print(f"{label:28}{taken:>12.2f}{cpu:>8.2f}   {fast}", flush=True)
        print("   aim: at least 8 times faster than pandas")
    return 0


def measure(way: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    begun, used = time.perf_counter(), cpu_seconds()
    way(folder)
    return time.perf_counter() - begun, cpu_seconds() - used


def least(found: list[tuple[float, float]]) -> tuple[float, float]:
    """The best of some rounds, of each measure by itself."""
    return min(one[0] for one in found), min(one[1] for one in found)


def set_up() -> None:
    """Django, on a database of its own."""
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
