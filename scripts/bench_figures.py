"""Measures all figures of all organisations on one database; prints one JSON document.

Run by scripts/bench.py with HALFSKY_DATABASE and HALFSKY_DATA set.
"""

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django
from django.db import connection

PERIOD = "2018-01-01..2022-06-30"
HALF_YEAR = "2022H1"
ROUNDS = 5
SAMPLED_EACH_DEPTH = 4
ALL = "all figures, all organisations"


def say(text: str) -> None:
    """Progress."""
    print(f"   {text}", file=sys.stderr, flush=True)


def median_seconds(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds, after one that warms up."""
    return side_by_side([action], rounds)[0]


def side_by_side(actions: Sequence[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    """Medians of several actions taken in turn, so that a slow moment falls on all of them."""
    taken: list[list[float]] = [[] for _action in actions]
    for _round in range(rounds + 1):
        for action, seconds in zip(actions, taken, strict=True):
            start = time.perf_counter()
            action()
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds[1:]) for seconds in taken]


class Recording:
    """An engine that remembers the SQL of every queryset it runs."""

    using = "default"

    def __init__(self) -> None:
        self.statements: list[tuple[str, tuple[Any, ...]]] = []

    def run(self, queryset: Any) -> list[tuple[Any, ...]]:
        """Remember, then run."""
        self.statements.append(queryset.query.sql_with_params())
        return list(queryset)


def run_statements(statements: list[tuple[str, tuple[Any, ...]]]) -> None:
    """The database's own work: execute and fetch, nothing else."""
    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()


def all_facts(period: str) -> int:
    """Every figure of every organisation, as facts; how many."""
    from halfsky.figures.periods import Period
    from halfsky.figures.report import compute

    report = compute(Period.parse(period))
    return sum(1 for node in report.listed() for _fact in report.facts(node.id))


def compute_only(period: str) -> None:
    """Every figure of every organisation, added up but not yet read."""
    from halfsky.figures.periods import Period
    from halfsky.figures.report import compute

    compute(Period.parse(period))


def statements_of(period: str) -> list[tuple[str, tuple[Any, ...]]]:
    """The grouped and distinct queries that a computation runs."""
    from halfsky.figures.periods import Period
    from halfsky.figures.report import compute

    engine = Recording()
    compute(Period.parse(period), engine=engine)
    return engine.statements


def one_query_each(period: str) -> float:
    """Seconds for one query a figure and organisation: a sample of each depth, extrapolated."""
    from halfsky.org.models import Organisation

    by_depth: dict[int, list[str]] = {}
    for path in Organisation.objects.order_by("path").values_list("path", flat=True):
        by_depth.setdefault(len(path), []).append(path)
    total = 0.0
    for paths in by_depth.values():
        sample = paths[:: max(1, len(paths) // SAMPLED_EACH_DEPTH)][:SAMPLED_EACH_DEPTH]
        start = time.perf_counter()
        for path in sample:
            query_each_figure(path, period)
        total += (time.perf_counter() - start) / len(sample) * len(paths)
    return total


def query_each_figure(path: str, period: str) -> None:
    """Every figure of one subtree by a query of its own, as a page without our engine would."""
    from django.db.models import Count, Sum

    from halfsky.figures import declaration
    from halfsky.figures.periods import Period
    from halfsky.figures.queries import distinct_queryset, records_known
    from halfsky.figures.registry import figures
    from halfsky.org.acts import below_path
    from halfsky.org.models import Organisation
    from halfsky.org.parameters import Parameters

    asked = Period.parse(period)
    question = declaration.Question(asked, Parameters.on(asked.last_day))
    below = Organisation.objects.filter(below_path(path)).values("pk")
    for figure in figures().values():
        if isinstance(figure, declaration.Ratio):
            continue
        within = {f"{figure.organisation}__in": below}
        if isinstance(figure, declaration.Distinct):
            things = distinct_queryset(figure, question, None).filter(**within)
            things.values(figure.thing).distinct().count()
            continue
        records = records_known(figure.register, figure.organisation, question, None)
        found = records.filter(figure.condition(question), **within)
        field = figure.field if isinstance(figure, declaration.Sum) else ""
        found.aggregate(value=Sum(field) if field else Count("pk"))


def peak_megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured_period(name: str, period: str) -> dict[str, float]:
    """The grouped queries alone, the whole computation, and every fact read, in turn."""
    statements = statements_of(period)
    alone, computed, read = side_by_side(
        [
            lambda: run_statements(statements),
            lambda: compute_only(period),
            lambda: all_facts(period),
        ]
    )
    return {
        f"{name}: queries": len(statements),
        f"{name}: the queries alone": alone,
        f"{name}: {ALL}": computed,
        f"{name}: the same, every fact read": read,
        f"{name}: ratio to the queries alone": computed / alone,
    }


def measure(records: int) -> dict[str, Any]:
    """Every measurement on this database."""
    from bench_records import add_records
    from halfsky.sample.city import make_city

    make_city(1, lambda _text: None)
    say("示例城市")
    scale_1 = median_seconds(lambda: compute_only(HALF_YEAR))
    add_records(records, say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    result: dict[str, Any] = {"city at scale 1": scale_1}
    for name, period in (("all years", PERIOD), ("half-year", HALF_YEAR)):
        result |= measured_period(name, period)
        say(name)
    result["peak MB"] = peak_megabytes()
    each = one_query_each(PERIOD)
    result["all years: one query each, extrapolated"] = each
    result["all years: times ahead of it"] = each / result[f"all years: {ALL}"]
    result["all years: polars over Parquet"] = limit_of_the_machine()
    return result


def limit_of_the_machine() -> float:
    """The same aggregates over columns in files."""
    import bench_polars

    with tempfile.TemporaryDirectory() as folder:
        return bench_polars.measure(Path(folder))


def main() -> int:
    """Set up, measure, print."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from halfsky.org.encryption import make_key

    settings.DATA.mkdir(parents=True, exist_ok=True)
    make_key(settings.FIELD_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(measure(int(sys.argv[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
