"""How long others wait on SQLite while a large import is stored.

.venv-bench/bin/python scripts/bench_waiting.py [--rows 100000]

One process stores the rows, as the worker does; another reads a page of the list and writes a row,
over and over, each in a transaction of its own: the longest wait is what an officer would feel.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_sheets import make_workbook, prepare

ROOT = Path(__file__).resolve().parent.parent


def set_up() -> None:
    """Django on the database of the run."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    os.environ.setdefault("HALFSKY_SECRET_KEY", "only for the bench")
    django.setup()


def store(path: Path) -> dict[str, float]:
    """Check, then store as the worker does; the seconds of each."""
    from halfsky.records.registry import registers
    from halfsky.records.sheets.applying import apply
    from halfsky.records.sheets.columns import sheet_of
    from halfsky.records.sheets.purging import keep_changes
    from halfsky.records.sheets.reading import Reader
    from halfsky.records.sheets.scope import scope_of
    from halfsky.records.sheets.staging import stage

    register = registers()["special_contracts"]
    begun = time.perf_counter()
    with Reader() as reader:
        batch = stage(scope_of(register), path, path.name, reader)
    checked, cpu = time.perf_counter(), time.process_time()
    apply(batch, sheet_of(register), None)
    stored, used = time.perf_counter(), time.process_time() - cpu
    keep_changes(batch)
    after = time.perf_counter() - stored
    return {
        "check": checked - begun,
        "store": stored - checked,
        "store_cpu": used,
        "tidy": after,
        "checked_at": checked,
    }


def live(until: Path) -> dict[str, list[tuple[float, float]]]:
    """An officer beside it: when she asked, and how long she waited."""
    from django.db import transaction

    from halfsky.org import limits
    from halfsky.registers.rights.special_contracts import SpecialContract

    waits: dict[str, list[tuple[float, float]]] = {"read": [], "write": []}
    while not until.exists():
        begun = time.perf_counter()
        list(SpecialContract.objects.order_by("-since", "-pk")[:50])
        read = time.perf_counter()
        with transaction.atomic():
            limits.Spending.objects.update_or_create(
                purpose="bench", key="bench", defaults={"last_at": "2022-06-30T00:00Z"}
            )
        waits["read"].append((begun, read - begun))
        waits["write"].append((read, time.perf_counter() - read))
        time.sleep(0.02)
    return waits


def child(what: str, folder: Path) -> "subprocess.Popen[str]":
    """This script again, as one of the two."""
    return subprocess.Popen(
        [sys.executable, __file__, f"--{what}", "--folder", str(folder)],
        env={**os.environ, "HALFSKY_DATA": str(folder)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def measure(folder: Path, rows: int) -> None:
    """Both at once; then the longest waits in each part of the import."""
    os.environ["HALFSKY_DATA"] = str(folder)
    set_up()
    prepare()
    make_workbook(folder / "in.xlsx", rows)
    until = folder / "over"
    officer, worker = child("live", folder), child("store", folder)
    told = json.loads(worker.communicate()[0])
    until.touch()
    waits = json.loads(officer.communicate()[0])
    print(f"{rows} rows: check {told['check']:.1f} s, store {told['store']:.1f} s", end=" ")
    print(f"({told['store_cpu']:.1f} s of the processor), tidy {told['tidy']:.1f} s")
    for kind, many in waits.items():
        before = [wait for at, wait in many if at < told["checked_at"]]
        during = [wait for at, wait in many if at + wait >= told["checked_at"]]
        longest = f"checking {max(before):.2f} s, storing {max(during):.2f} s"
        print(f"  {kind}: longest wait while {longest}, of {len(many)} tries")


def main() -> int:
    """The whole, or one of the two processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--live", action="store_true")
    arguments = parser.parse_args()
    if arguments.store or arguments.live:
        set_up()
        path = arguments.folder / "in.xlsx"
        told = store(path) if arguments.store else live(arguments.folder / "over")
        print(json.dumps(told))
        return 0
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), arguments.rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
