"""Speed and memory, side by side in one run: SQLite, PostgreSQL, and the limit of the machine.

make bench [BENCH_FLAGS="--records 100000"]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from postgresql import private_server, programs

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
COLD_ROUNDS = 5


def environment(folder: Path, url: str | None) -> dict[str, str]:
    """The environment of one installation."""
    values = {**os.environ, "HALFSKY_DATA": str(folder)}
    values.pop("HALFSKY_DATABASE", None)
    return values | ({"HALFSKY_DATABASE": url} if url else {})


def measured(records: int, folder: Path, url: str | None) -> dict[str, Any]:
    """The measurements on one database, taken in a process of their own."""
    command = [PYTHON, str(ROOT / "scripts" / "bench_figures.py"), str(records)]
    done = subprocess.run(
        command, env=environment(folder, url), cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measured_pages(records: int, folder: Path, url: str | None) -> None:
    """Page times on one database, a line a page."""
    command = [PYTHON, str(ROOT / "scripts" / "bench_pages.py"), str(records)]
    done = subprocess.run(
        command, env=environment(folder, url), cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    written = f"{'written':>9}{'p95':>6}"
    print(f"{'page':32}{'p50 ms':>9}{'p95 ms':>9}{'in SQL':>9}{'queries':>9}{written}")
    for name, page in json.loads(done.stdout).items():
        times = f"{page['p50'] * 1000:>9.0f}{page['p95'] * 1000:>9.0f}"
        after = f"{page['written p50'] * 1000:>9.0f}{page['written p95'] * 1000:>6.0f}"
        print(f"{name:32}{times}{page['SQL']:>9.0%}{page['statements']:>9.0f}{after}")


def cold_summary(folder: Path) -> tuple[float, float]:
    """`halfsky summary` of the sample city at scale 1 from a cold process: seconds, peak MB."""
    run = [PYTHON, "-m", "halfsky"]
    values = environment(folder, None)
    subprocess.run(
        [*run, "demo", "--no-serve"], env=values, cwd=ROOT, capture_output=True, check=True
    )
    taken, out = [], str(folder / "out.docx")
    command = [*run, "summary", "--org", "city", "--period", "2022H1", "--out", out]
    for _round in range(COLD_ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, env=values, cwd=ROOT, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return median(taken), peak_of_children()


def peak_of_children() -> float:
    """The most memory that one finished child has held."""
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def print_side_by_side(results: dict[str, dict[str, Any]]) -> None:
    """A line a measurement, a column a database."""
    names = list(next(iter(results.values())))
    print(f"\n{'seconds (median)':44}" + "".join(f"{name:>14}" for name in results))
    for name in names:
        cells = "".join(f"{result.get(name, float('nan')):>14.3f}" for result in results.values())
        print(f"{name:44}{cells}")


def main() -> int:
    """Both databases, then the ratios that the aims speak of."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1_000_000)
    arguments = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="halfsky-bench-") as name:
        folder = Path(name)
        print("== cold `halfsky summary`, scale 1, SQLite", flush=True)
        (folder / "cold").mkdir()
        seconds, megabytes = cold_summary(folder / "cold")
        print(f"{seconds:.2f} s (median of {COLD_ROUNDS}), peak {megabytes:.0f} MB")
        print(f"== SQLite, {arguments.records} records", flush=True)
        results["SQLite"] = measured(arguments.records, folder / "sqlite", None)
        if programs() is None:
            print("PostgreSQL is not installed here: left out.")
        else:
            print(f"== PostgreSQL, {arguments.records} records", flush=True)
            with private_server() as url:
                results["PostgreSQL"] = measured(arguments.records, folder / "postgresql", url)
        print(f"== pages, SQLite, {arguments.records} records", flush=True)
        measured_pages(arguments.records, folder / "pages", None)
    print_side_by_side(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
