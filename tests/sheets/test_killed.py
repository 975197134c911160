"""An import that is killed at any point leaves all or nothing, and can be run again."""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import xlsxwriter

from tests.conftest import IS_PROVING

ROOT = Path(__file__).parents[2]
ROWS, SEED = 6_000, 20220630
KILLS = 20 if IS_PROVING else 3
HEADINGS = ("日期", "组织", "主题", "类别", "层级", "女职工人次")
PREPARE = """
import datetime
from halfsky.org.acts import found
from halfsky.org.encryption import make_key
from halfsky.settings import FIELD_KEY_FILE
make_key(FIELD_KEY_FILE)
found(None, datetime.date(2015, 1, 1), code="city", name="云川市总工会", kind="local_federation")
"""


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """`halfsky` on an installation of its own."""
    environment = {**os.environ, "HALFSKY_DATA": str(folder), "LC_ALL": "C.UTF-8"}
    environment.pop("HALFSKY_DATABASE", None)
    command = [sys.executable, "-m", "halfsky", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    )


def finish(folder: Path, *arguments: str) -> str:
    """What a command says, once it has ended well."""
    process = start(folder, *arguments)
    said, _nothing = process.communicate(timeout=300)
    assert process.returncode == 0
    return said


def make_installation(folder: Path, database: Path) -> None:
    folder.mkdir()
    shutil.copy(database, folder)
    finish(folder, "manage", "shell", "-v", "0", "-c", PREPARE)


def make_file(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, HEADINGS)
    for row in range(1, ROWS + 1):
        page.write_row(row, 0, ("2022-06-30", "city", f"第{row}期", "法律法规", "市级", row))
    book.close()


def stored(folder: Path) -> int:
    """How many trainings there are."""
    said = finish(folder, "export", "trainings", "--out", str(folder / "out.csv"))
    number = re.search(r"导出(\d+)条", said)
    assert number
    return int(number[1])


def test_it_leaves_all_or_nothing(tmp_path: Path, migrated_file: Path) -> None:
    rng = random.Random(SEED)
    file, whole, killed = tmp_path / "a.xlsx", tmp_path / "whole", tmp_path / "killed"
    make_file(file)
    make_installation(whole, migrated_file)
    shutil.copytree(whole, killed)
    begun = time.monotonic()
    finish(whole, "import", "trainings", str(file))
    taken = time.monotonic() - begun
    found = []
    for _time in range(KILLS):
        process = start(killed, "import", "trainings", str(file))
        time.sleep(taken * rng.uniform(0.3, 1.1))
        process.kill()
        process.communicate()
        found.append(stored(killed))
    assert set(found) <= {0, ROWS}
    finish(killed, "import", "trainings", str(file))
    assert stored(killed) == ROWS
    assert '"whole": true' in finish(killed, "audit", "verify")
