"""Writes many rows at the speed of the database: the one place with SQL of its own.

Names come from the models, values are parameters. SQLite takes `executemany`, PostgreSQL `COPY`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from django.db import connection
from django.db.models import Model

from halfsky.org.encryption import EncryptedField

# Fields whose Python values the drivers take as they are.
AS_THEY_ARE = ("CharField", "ForeignKey", "OneToOneField", "BooleanField")
NUMBERS = ("IntegerField", "BigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField")
KEPT = 10_000


def quoted(name: str | None) -> str:
    """A name for SQL."""
    return connection.ops.quote_name(name or "")


def new_keys(model: type[Model], number: int) -> list[int]:
    """So many primary keys that no record has or has had; inside the transaction of the insert."""
    table, pk = model._meta.db_table, model._meta.pk
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [quoted(table), pk.column, number],
            )
            return [int(key) for (key,) in cursor.fetchall()]
        # The write lock is held: nobody else is given a key before the transaction ends.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = int(row[0]) if row else 0
    return list(range(last + 1, last + 1 + number))


def insert(model: type[Model], by_field: Sequence[Iterable[Any]]) -> None:
    """Rows as columns: the values of every concrete field, in the model's order."""
    fields = model._meta.concrete_fields
    names = ", ".join(quoted(field.column) for field in fields)
    columns = [converted(field, column) for field, column in zip(fields, by_field, strict=True)]
    rows = zip(*columns, strict=False)  # what is the same in all rows is repeated without end
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN"
            # Django does not know `copy`: a broken constraint would come as the driver's own error.
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            cursor.executemany(statement, rows)  # type: ignore[arg-type] # any iterable will do


def same(value: Any) -> Iterable[Any]:
    """A value that all rows share."""
    return repeat(value)


def converted(field: Any, column: Iterable[Any]) -> Iterable[Any]:
    """A column as the database takes it."""
    to = converter(field)
    if to is None:
        return column
    return repeat(to(next(column))) if isinstance(column, repeat) else map(to, column)


def converter(field: Any) -> Callable[[Any], Any] | None:
    """What turns a value of a field into the database's; nothing where it stays as it is."""
    kind = field.get_internal_type()
    if isinstance(field, EncryptedField):
        return lambda value: field.get_db_prep_save(value, connection)
    if kind in (*AS_THEY_ARE, *NUMBERS, "TextField", "BigAutoField", "MoneyField"):
        return None

    @lru_cache(maxsize=KEPT)
    def convert(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return convert


def update(
    model: type[Model], changes: Iterable[tuple[int, int, dict[str, Any]]]
) -> Iterator[tuple[int, int]]:
    """Change records in this order, each at a version: yields how many were asked and were found.

    Runs of records that change in the same fields go together; the order is kept, for a number
    may pass from one record to the next.
    """
    run: list[list[Any]] = []
    names: tuple[str, ...] = ()
    for key, version, values in changes:
        if run and tuple(values) != names:
            yield len(run), _update_run(model, names, run)
            run = []
        names = tuple(values)
        run.append([*values.values(), key, version])
    if run:
        yield len(run), _update_run(model, names, run)


def _update_run(model: type[Model], names: tuple[str, ...], run: list[list[Any]]) -> int:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{quoted(one.column)} = %s" for one in fields)
    converters = [converter(one) for one in fields]
    for row in run:
        for place, to in enumerate(converters):
            if to is not None:
                row[place] = to(row[place])
    table, version = quoted(model._meta.db_table), quoted("version")
    pk = quoted(model._meta.pk.column)
    statement = (
        f"UPDATE {table} SET {sets}, {version} = {version} + 1 WHERE {pk} = %s AND {version} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, run)
        return int(cursor.rowcount)
