"""Writes many rows at the speed of the database: the one place with SQL of its own.

Names come from the models, values are parameters. SQLite takes `executemany`, PostgreSQL `COPY`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import repeat
from typing import Any, Self

from django.db import connection, transaction
from django.db.models import Model

from halfsky.org.encryption import EncryptedField

# Fields whose Python values the drivers take as they are.
AS_THEY_ARE = ("CharField", "ForeignKey", "OneToOneField", "BooleanField")
NUMBERS = ("IntegerField", "BigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField")
KEPT = 10_000


def quoted(name: str | None) -> str:
    """A name for SQL."""
    return connection.ops.quote_name(name or "")


def new_keys(model: type[Model], number: int) -> Sequence[int]:
    """So many primary keys that no record has or has had; inside the transaction of the insert."""
    if connection.vendor != "postgresql":
        last = last_key(model)
        return range(last + 1, last + 1 + number)
    with connection.cursor() as cursor:
        pk = model._meta.pk.column
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted(model._meta.db_table), pk])
        (name,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [name, number])
        return [int(key) for (key,) in cursor.fetchall()]


def last_key(model: type[Model]) -> int:
    """The last key that SQLite gave; with the write lock held nobody else is given one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def insert(model: type[Model], by_field: Sequence[Iterable[Any]]) -> None:
    """Rows as columns: the values of every concrete field, in the model's order."""
    with inserting(model) as add:
        add(by_field)


@contextmanager
def inserting(
    model: type[Model], *, keyed: bool = True
) -> Iterator[Callable[[Sequence[Iterable[Any]]], None]]:
    """Takes rows as columns, many times; on PostgreSQL they go on one `COPY`.

    Until it has ended nothing else can be asked of the connection. Without `keyed` the database
    gives the primary keys, and the columns are those of the other fields.
    """
    fields = [one for one in model._meta.concrete_fields if keyed or not one.primary_key]
    names = ", ".join(quoted(field.column) for field in fields)
    table = quoted(model._meta.db_table)

    def rows_of(by_field: Sequence[Iterable[Any]]) -> Iterator[tuple[Any, ...]]:
        columns = [converted(field, column) for field, column in zip(fields, by_field, strict=True)]
        return zip(*columns, strict=False)  # what is the same in all rows is repeated without end

    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            yield lambda by_field: cursor.executemany(statement, rows_of(by_field))  # type: ignore[arg-type] # any iterable will do
            return
        statement = f"COPY {table} ({names}) FROM STDIN"
        # Django does not know `copy`: a broken constraint would come as the driver's own error.
        with connection.wrap_database_errors, cursor.copy(statement) as copy:

            def add(by_field: Sequence[Iterable[Any]]) -> None:
                for row in rows_of(by_field):
                    copy.write_row(row)

            yield add


class Prepared:
    """New rows of SQLite, laid out in a table of this connection alone before the lock is taken.

    Moving them over is one statement: others wait a fifth of the time that inserting takes.
    """

    def __init__(self, model: type[Model]) -> None:
        self.model, self.number = model, 0
        self.name = quoted(f"prepared_{model._meta.db_table}")
        fields = model._meta.concrete_fields
        self.columns = [quoted(field.column) for field in fields if not field.primary_key]

    def __enter__(self) -> Self:
        """Make the table."""
        columns = ", ".join(["place INTEGER PRIMARY KEY", *self.columns])
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {self.name} ({columns})")
        return self

    def __exit__(self, *_error: object) -> None:
        """Take it away."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {self.name}")

    def lay_out(self, by_field: Sequence[Iterable[Any]]) -> None:
        """Rows as columns, as `insert` takes them; their keys are given when they are moved."""
        fields = self.model._meta.concrete_fields
        pairs = zip(fields, by_field, strict=True)
        columns = [converted(field, column) for field, column in pairs if not field.primary_key]
        rows = list(zip(*columns, strict=False))
        first, self.number = self.number + 1, self.number + len(rows)
        marks = ", ".join(["%s"] * (len(columns) + 1))
        placed = ((first + place, *row) for place, row in enumerate(rows))
        with quiet_transaction(), connection.cursor() as cursor:
            statement = f"INSERT INTO {self.name} VALUES ({marks})"
            cursor.executemany(statement, placed)  # type: ignore[arg-type] # any iterable will do

    def move(self, **added: int) -> int:
        """Into the model's table; a number is added to columns named. The key before the first."""
        last = last_key(self.model)
        key, table = quoted(self.model._meta.pk.column), quoted(self.model._meta.db_table)
        plus = {quoted(name): number for name, number in added.items()}
        values = [f"{one} + {plus[one]:d}" if one in plus else one for one in self.columns]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join([key, *self.columns])}) "
                f"SELECT {', '.join(['place + %s', *values])} FROM {self.name} ORDER BY place",
                [last],
            )
        return last


@contextmanager
def followed_by_another() -> Iterator[None]:
    """A transaction that PostgreSQL need not have on the disk before the next that it must have.

    If the power fails between them it is as if the work had been cut off before it.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO OFF")
        yield


@contextmanager
def quiet_transaction() -> Iterator[None]:
    """One transaction on tables of this connection alone: Django's own would lock the database."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


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

    return remembering(field)


@lru_cache(maxsize=100)
def remembering(field: Any) -> Callable[[Any], Any]:
    """A field's own conversion; days and the like repeat themselves from chunk to chunk."""

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
