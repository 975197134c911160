"""Spreadsheets in and out, side by side in one run: HalfSky, django-import-export, the bare limit.

.venv-bench/bin/python scripts/bench_sheets.py [--rows 100000] [--peer-rows 5000]

The workbook has 12 columns of a real register (专项集体合同): an organisation by its code, a text,
three choices, three days, four numbers. All of them write the same model of the same database. The
bare limit reads with calamine and inserts what it read, with no check at all but that codes become
keys and days become days: once with the driver's own bulk statement, once with `bulk_create`.
"""

import argparse
import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from postgresql import private_server, programs

ROOT = Path(__file__).resolve().parent.parent
SEED = 20220630
ORGANISATIONS = 1_548
FOUNDED = datetime.date(2015, 1, 1)
COLUMNS = (
    *("organisation", "title", "form", "scope", "kind", "since", "until", "signed_on"),
    *("women_covered", "voters", "voters_present", "votes_in_favour"),
)
PEER_ROWS = 5_000


def make_workbook(path: Path, rows: int) -> None:
    """The workbook that all of them import: stored values, so that everybody can read them."""
    import xlsxwriter

    from halfsky.records.registry import registers
    from halfsky.records.sheets.columns import sheet_of

    sheet = sheet_of(registers()["special_contracts"])
    rng = random.Random(SEED)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, [sheet.column(name).heading for name in COLUMNS])
    for number in range(1, rows + 1):
        signed = FOUNDED + datetime.timedelta(days=rng.randrange(3000))
        voters = rng.randrange(30, 400)
        cells = (
            f"B{rng.randrange(ORGANISATIONS):04d}",
            f"第{number}号女职工权益保护专项集体合同",
            rng.choice(("stand_alone", "chapter", "annex", "embedded")),
            rng.choice(("enterprise", "regional", "sectoral")),
            rng.choice(("first", "renewal", "amended")),
        )
        days = (
            signed + datetime.timedelta(days=15),
            signed + datetime.timedelta(days=1000),
            signed,
        )
        page.write_row(number, 0, cells)
        for place, one in enumerate(days, len(cells)):
            page.write_datetime(number, place, datetime.datetime(one.year, one.month, one.day), day)
        numbers = (rng.randrange(5, 300), voters, voters - 3, voters - 9)
        page.write_row(number, len(cells) + len(days), numbers)
    book.close()


def prepare() -> None:
    """An empty database with the organisations."""
    from django.core.management import call_command

    from halfsky.org.acts import found
    from halfsky.org.encryption import make_key
    from halfsky.org.kinds import OrganisationKind
    from halfsky.settings import FIELD_KEY_FILE

    make_key(FIELD_KEY_FILE)
    call_command("migrate", verbosity=0)
    city = found(
        None, FOUNDED, code="city", name="云川市总工会", kind=OrganisationKind.LOCAL_FEDERATION
    )
    for number in range(ORGANISATIONS):
        name = f"云川第{number}厂工会"
        found(city, FOUNDED, code=f"B{number:04d}", name=name, kind=OrganisationKind.SINGLE)


def empty() -> None:
    """No contract and no import."""
    from halfsky.records.sheets.models import ImportBatch, ImportedRow, StagedRows
    from halfsky.registers.rights.special_contracts import SpecialContract

    for model in (StagedRows, ImportedRow, ImportBatch, SpecialContract):
        model.objects.all().delete()


@contextmanager
def expecting(rows: int) -> Iterator[None]:
    """The table is empty before and full afterwards."""
    from halfsky.registers.rights.special_contracts import SpecialContract

    empty()
    yield
    stored = SpecialContract.objects.count()
    if stored != rows:
        raise SystemExit(f"{stored} rows stored instead of {rows}")


def halfsky(path: Path, parts: dict[str, float]) -> None:
    """The product: read, check, stage, store, write down."""
    from halfsky.records.registry import registers
    from halfsky.records.sheets.applying import apply
    from halfsky.records.sheets.columns import sheet_of
    from halfsky.records.sheets.reading import Reader
    from halfsky.records.sheets.scope import scope_of
    from halfsky.records.sheets.staging import stage

    register = registers()["special_contracts"]
    begun = time.perf_counter()
    with Reader() as reader:
        batch = stage(scope_of(register), path, path.name, reader)
    parts["check"] = time.perf_counter() - begun
    apply(batch, sheet_of(register), None)
    parts["store"] = time.perf_counter() - begun - parts["check"]


def read_plainly(path: Path) -> tuple[Any, list[Any]]:
    """The cells, codes as keys and days as days; nothing is checked."""
    from python_calamine import CalamineWorkbook

    from halfsky.org.models import Organisation
    from halfsky.registers.rights.special_contracts import SpecialContract

    keys = dict(Organisation.objects.values_list("code", "pk"))
    rows: list[Any] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    for row in rows:
        row[0] = keys[row[0]]
        row[8:] = map(int, row[8:])
    return SpecialContract, rows


def bare(path: Path) -> None:
    """The limit: one statement of the driver, `executemany` or COPY."""
    from django.db import transaction

    from halfsky.records.sheets import bulk
    from halfsky.records.sheets.candidates import blank_value

    model, rows = read_plainly(path)
    by_field: list[Any] = [bulk.same(blank_value(one)) for one in model._meta.concrete_fields]
    names = [field.name for field in model._meta.concrete_fields]
    by_field[0] = range(1, len(rows) + 1)
    for name, column in zip(COLUMNS, zip(*rows, strict=True), strict=True):
        by_field[names.index(name)] = column
    with transaction.atomic():
        bulk.insert(model, by_field)


def bare_bulk_create(path: Path) -> None:
    """What a Django project would write without a library and without a check."""
    from django.db import transaction

    model, rows = read_plainly(path)
    names = ("organisation_id", *COLUMNS[1:])
    with transaction.atomic():
        records = [model(**dict(zip(names, row, strict=True))) for row in rows]
        model.objects.bulk_create(records, batch_size=500)


def import_export(path: Path, *, tuned: bool) -> None:
    """django-import-export, validating by `full_clean`; as it comes, or tuned for bulk."""
    from import_export import fields, resources, widgets
    from tablib import Dataset

    from halfsky.org.models import Organisation
    from halfsky.registers.rights.special_contracts import SpecialContract

    class Contracts(resources.ModelResource):  # type: ignore[misc]
        organisation = fields.Field(
            column_name="organisation",
            attribute="organisation",
            widget=widgets.ForeignKeyWidget(Organisation, "code"),
        )

        class Meta:
            model = SpecialContract
            fields = COLUMNS
            import_id_fields: tuple[str, ...] = ()
            force_init_instance = True
            clean_model_instances = True
            use_transactions = True
            use_bulk = tuned
            skip_diff = tuned
            batch_size = 1000

    with path.open("rb") as file:
        read = Dataset().load(file, format="xlsx")
    read.headers = list(COLUMNS)
    result = Contracts().import_data(read, raise_errors=True)
    if result.has_errors() or result.has_validation_errors():
        raise SystemExit("django-import-export refused rows")


def export_halfsky(path: Path) -> None:
    """The product's export: every column, marks, drop-downs; streaming."""
    from halfsky.records.registry import registers
    from halfsky.records.sheets.exporting import export_workbook
    from halfsky.records.sheets.scope import scope_of

    scope = scope_of(registers()["special_contracts"])
    export_workbook(path, scope, scope.records.order_by("pk"))


def export_peer(path: Path) -> None:
    """django-import-export's: every column of the model."""
    from import_export import resources

    from halfsky.registers.rights.special_contracts import SpecialContract

    class Contracts(resources.ModelResource):  # type: ignore[misc]
        class Meta:
            model = SpecialContract

    path.write_bytes(Contracts().export().export("xlsx"))


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes, once."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def cpu_seconds() -> float:
    """Seconds of the processor that this process and its children have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def server_seconds() -> float:
    """Seconds of the processor that PostgreSQL has used for this connection; Linux tells."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def used_seconds() -> float:
    """Seconds of the processor on both sides of the connection."""
    return cpu_seconds() + server_seconds()


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_one(name: str, folder: Path, rows: int, peer_rows: int) -> dict[str, float]:
    """One way, in a process of its own, so that its memory is its own."""
    big, small = folder / f"{rows}.xlsx", folder / f"{peer_rows}.xlsx"
    parts: dict[str, float] = {}
    ways: dict[str, tuple[int, Callable[[], object]]] = {
        "HalfSky": (rows, lambda: halfsky(big, parts)),
        "bare": (rows, lambda: bare(big)),
        "bare bulk_create": (rows, lambda: bare_bulk_create(big)),
        "import-export": (peer_rows, lambda: import_export(small, tuned=False)),
        "import-export tuned": (peer_rows, lambda: import_export(small, tuned=True)),
        "export HalfSky": (rows, lambda: export_halfsky(folder / "out.xlsx")),
        "export import-export": (rows, lambda: export_peer(folder / "peer.xlsx")),
    }
    number, action = ways[name]
    if name == "export HalfSky":
        bare(big)
    cpu = used_seconds()
    if name.startswith("export"):
        taken = seconds(action)
        cpu = used_seconds() - cpu
    else:
        with expecting(number):
            cpu = used_seconds()
            taken = seconds(action)
            cpu = used_seconds() - cpu
    return {"seconds": taken, "cpu": cpu, "rows": number, "peak": peak(), **parts}


# What of the other ways' time a row may take; the bare limit is either of the two.
AIMS = {
    "bare": "at most 2.5",
    "bare bulk_create": "at most 2.5",
    "import-export": "at most 0.067, 15 times faster",
    "import-export tuned": "none",
}
MEASURES = {"cpu": "processor", "seconds": "clock"}
IMPORTS = ("HalfSky", "bare", "bare bulk_create", "import-export", "import-export tuned")
EXPORTS = ("export HalfSky", "export import-export")


def on_database(url: str | None, folder: Path, arguments: argparse.Namespace) -> None:
    """Every way in turn, so that a slow moment falls on all of them; then the ratios."""
    rows, peer_rows = arguments.rows, arguments.peer_rows
    exports: tuple[str, ...] = () if arguments.no_export else EXPORTS
    found: dict[str, list[dict[str, float]]] = {}
    environment = {**os.environ, "HALFSKY_DATA": str(folder)}
    environment |= {"HALFSKY_DATABASE": url} if url else {}
    run_child(environment, "--prepare", folder, rows, peer_rows)
    for number in range(arguments.rounds):
        names = (*IMPORTS, *exports) if number == 0 else IMPORTS[:3]
        for name in names:
            found.setdefault(name, []).append(
                json.loads(run_child(environment, f"--one={name}", folder, rows, peer_rows))
            )
    print_ratios({name: min(many, key=lambda one: one["cpu"]) for name, many in found.items()})


def run_child(
    environment: dict[str, str], what: str, folder: Path, rows: int, peer_rows: int
) -> str:
    """This script again, for one measurement."""
    command = [sys.executable, __file__, what, "--folder", str(folder)]
    command += ["--rows", str(rows), "--peer-rows", str(peer_rows)]
    return subprocess.run(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    ).stdout


def print_ratios(best: dict[str, dict[str, float]]) -> None:
    """A line a way: time on the clock and of the processor, memory, how it stands to HalfSky.

    On a machine that does other things too the processor's time is the one to compare.
    """
    print(
        f"{'':22}{'rows':>8}{'seconds':>9}{'cpu':>8}{'rows/s':>8}{'peak MB':>8}{'HalfSky is':>13}"
    )
    for name, one in best.items():
        base = best["export HalfSky" if name.startswith("export") else "HalfSky"]
        ratio = (one["cpu"] / one["rows"]) / (base["cpu"] / base["rows"])
        times = f"{one['seconds']:>9.2f}{one['cpu']:>8.2f}{one['rows'] / one['seconds']:>8.0f}"
        print(
            f"{name:22}{one['rows']:>8.0f}{times}{one['peak']:>8.0f}{ratio:>8.2f}x fast", flush=True
        )
    ours = best["HalfSky"]
    print(f"   HalfSky: check {ours['check']:.2f} s, store {ours['store']:.2f} s")
    for name, aim in AIMS.items():
        said = (f"{share(best, name, key):.3g} by the {what}" for key, what in MEASURES.items())
        print(f"   HalfSky / {name}, a row: {', '.join(said)} (aim: {aim})", flush=True)


def share(best: dict[str, dict[str, float]], name: str, key: str) -> float:
    """How many times what another way takes HalfSky takes for a row."""
    ours, other = best["HalfSky"], best[name]
    return (ours[key] / ours["rows"]) / (other[key] / other["rows"])


def main() -> int:
    """Both databases, or one measurement in a child process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer-rows", type=int, default=PEER_ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-export", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--one")
    arguments = parser.parse_args()
    rows, peer_rows = arguments.rows, arguments.peer_rows
    if arguments.prepare or arguments.one:
        return child(arguments, rows, peer_rows)
    with tempfile.TemporaryDirectory(prefix="halfsky-bench-") as name:
        print(f"== SQLite: {rows} rows x {len(COLUMNS)} columns", flush=True)
        (sqlite := Path(name) / "sqlite").mkdir()
        on_database(None, sqlite, arguments)
        if programs() is None:
            print("PostgreSQL is not installed here: left out.")
            return 0
        print(f"== PostgreSQL: {rows} rows x {len(COLUMNS)} columns", flush=True)
        (other := Path(name) / "postgresql").mkdir()
        with private_server(durable=True) as url:
            on_database(url, other, arguments)
    return 0


def child(arguments: argparse.Namespace, rows: int, peer_rows: int) -> int:
    """One step in a process of its own; prints one JSON document."""
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    if arguments.prepare:
        prepare()
        for number in {rows, peer_rows}:
            make_workbook(arguments.folder / f"{number}.xlsx", number)
        return 0
    print(json.dumps(measure_one(arguments.one, arguments.folder, rows, peer_rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
