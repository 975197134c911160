"""A new city from its untidy workbook: 1,548 unions and 4,211 employers, on both databases.

.venv/bin/python scripts/bench_setup.py [--unions 1548]

Tells the seconds of each step, how many questions are asked about how many things, what a person
takes who looks at every one of them, and how many rows are left.
"""

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from postgresql import private_server, programs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOUNDED = datetime.date(1995, 5, 1)
EMPLOYERS_A_UNION = 4211 / 1548


def main() -> None:
    """Here on SQLite, then in a process of its own on PostgreSQL."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--unions", type=int, default=1548)
    parser.add_argument("--here", metavar="NAME", help="only this database, set up by the caller")
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.here, arguments.unions)
        return
    run("SQLite", arguments.unions)
    if programs():
        with private_server(durable=True) as address:
            run("PostgreSQL", arguments.unions, HALFSKY_DATABASE=address)


def run(name: str, unions: int, **more: str) -> None:
    """In a process with a data folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HALFSKY_DATA": folder, "HALFSKY_SECRET_KEY": "bench", **more}
        command = [sys.executable, __file__, "--here", name, "--unions", str(unions)]
        subprocess.run(command, env=environment, check=True)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Prints how long a step took: by the clock, and by the processor in this process."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    print(
        f"  {step:<34}{time.perf_counter() - clock:7.1f} s"
        f"{time.process_time() - processor:9.1f} s of the processor"
    )


def measure(name: str, unions: int) -> None:
    """Every step that a person takes, with her answers as suggested."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from halfsky.org.encryption import make_key
    from halfsky.settings import DATA, FIELD_KEY_FILE
    from halfsky.setup import applying, books, preview, undoing
    from halfsky.setup.settling import found_root
    from tests.setup import untidy

    make_key(FIELD_KEY_FILE)
    call_command("migrate", verbosity=0)
    found_root("city", untidy.CITY, FOUNDED)
    path = DATA / "list.xlsx"
    truth = untidy.write(path, unions=unions, employers=round(unions * EMPLOYERS_A_UNION))
    print(f"{name}: {truth}")
    with timed("read and kept"):
        workbook = books.open_book(path, path.name, None)
    with timed("matched, asked, previewed"):
        draft = books.draft_of(workbook)
    with timed("once more with all answers"):
        draft = answered(books, workbook)
    with timed("written"):
        applying.apply(workbook, draft, None)
    report(draft, preview)
    with timed("the same list again: read, matched"):
        again = books.open_book(path, path.name, None)
        assert preview.writes_of(books.draft_of(again)) == 0
    with timed("taken back"):
        undoing.undo(workbook, None)


def answered(books: Any, workbook: Any) -> Any:
    """Every suggestion taken."""
    from halfsky.setup.questions import with_suggestions

    draft = books.draft_of(workbook)
    while draft.questions.open:
        for group in draft.questions.open:
            books.answer(workbook, group, with_suggestions(group))
        draft = books.draft_of(workbook)
    return draft


def report(draft: Any, preview: Any) -> None:
    """What was asked, and what is left."""
    groups = draft.questions.ordered
    items = sum(len(group.items) for group in groups)
    opened = sum(item.is_open for group in groups for item in group.items)
    print(
        f"  {len(groups)} questions about {items} things ({opened} without a "
        f"suggestion): {draft.questions.seconds / 60:.0f} minutes of a person; "
        f"{len(draft.left_out)} rows left"
    )
    for count in preview.counts_of(draft):
        print(f"    {count.code:<14}{count.new:7}")


if __name__ == "__main__":
    main()
