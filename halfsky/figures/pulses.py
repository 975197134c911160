"""A pulse for every table that figures stand on: the database itself moves it with each write.

What was computed may be kept as long as no pulse has moved. Triggers move it inside the transaction
of the write, whoever writes and by whatever way: a form, an import, the shell, another program. The
value is random and never counts on, so that one that was rolled back never comes again. The last
moves are remembered with the organisations whose rows were written: what was kept is then mended
for those alone (halfsky/figures/mending.py).
"""

import secrets
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from halfsky.figures.models import Adjustment, Movement, NothingToReport, Pulse
from halfsky.org.models import Coverage, Edge, Employer, Organisation, ParameterValue
from halfsky.records.registry import sections

BESIDE: tuple[type[models.Model], ...] = (
    *(Organisation, Edge, Coverage, Employer, ParameterValue),
    *(Adjustment, NothingToReport),
)
VALUE_BITS = 62
REMEMBERED = 64  # moves of a table
FEW = 16  # organisations that one statement may write of and have them named

# One row at a time: SQLite knows no other triggers.
SQLITE = """
CREATE TRIGGER "pulse_{table}_{event}" AFTER {event} ON "{table}" BEGIN
  INSERT INTO figures_movement (name, slot, before, after, organisations)
    SELECT name, (place + 1) % {remembered}, value, random(), {written}
    FROM figures_pulse WHERE name = '{table}'
    ON CONFLICT (name, slot) DO UPDATE SET
      before = excluded.before, after = excluded.after, organisations = excluded.organisations;
  UPDATE figures_pulse SET place = place + 1, value = (
    SELECT after FROM figures_movement
    WHERE name = '{table}' AND slot = (figures_pulse.place + 1) % {remembered}
  ) WHERE name = '{table}';
END
"""
SQLITE_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
# A statement at a time; its argument selects the organisations from the rows before and after.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION figures_pulse_moves() RETURNS trigger AS $$
DECLARE
  written text := '';
  many bigint;
  moved figures_pulse%ROWTYPE;
  following bigint := (
    'x' || substr(md5(random()::text || clock_timestamp()::text || txid_current()::text), 1, 15)
  )::bit(60)::bigint;
BEGIN
  IF TG_NARGS > 0 THEN
    EXECUTE 'SELECT count(*), string_agg(coalesce(one::text, ''?''), '','') FROM (SELECT DISTINCT'
      || ' one FROM (' || TG_ARGV[0] || ') AS rows_written LIMIT {few} + 1) AS organisations'
      INTO many, written;
    IF many = 0 THEN RETURN NULL; END IF;
    IF many > {few} THEN written := ''; END IF;
  END IF;
  SELECT * INTO moved FROM figures_pulse WHERE name = TG_TABLE_NAME FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE figures_pulse SET place = place + 1, value = following WHERE name = TG_TABLE_NAME;
  INSERT INTO figures_movement (name, slot, before, after, organisations)
    VALUES (TG_TABLE_NAME, (moved.place + 1) % {remembered}, moved.value, following, written)
    ON CONFLICT (name, slot) DO UPDATE SET
      before = excluded.before, after = excluded.after, organisations = excluded.organisations;
  RETURN NULL;
END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = (
    'CREATE TRIGGER pulse_{event} AFTER {event} ON "{table}" {referencing}'
    " FOR EACH STATEMENT EXECUTE FUNCTION figures_pulse_moves({argument})"
)
POSTGRESQL_ROWS = {
    "insert": {"NEW": "is_now"},
    "update": {"OLD": "was", "NEW": "is_now"},
    "delete": {"OLD": "was"},
    "truncate": {},
}


def watched_models() -> dict[str, type[models.Model]]:
    """The models of every section, and what stands beside the records, by their tables."""
    of_sections = [model for section in sections() for model in section.get_models()]
    return {model._meta.db_table: model for model in (*of_sections, *BESIDE)}


def watched_tables() -> list[str]:
    """Their tables."""
    return list(watched_models())


def read_pulses(using: str) -> dict[str, int]:
    """The pulse of every table, in one query."""
    return dict(Pulse.objects.using(using).values_list("name", "value"))


def install(using: str = "default", **kwargs: Any) -> None:
    """Give every watched table its triggers and a new pulse; run after each migration.

    A migration that makes a table anew loses its triggers, and may have written without them.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if not {Pulse._meta.db_table, Movement._meta.db_table} <= present:
        return
    found = {table: model for table, model in watched_models().items() if table in present}
    make = sqlite_statements if connection.vendor == "sqlite" else postgresql_statements
    with transaction.atomic(using):
        remove(using)
        with connection.cursor() as cursor:
            for statement in make(found):
                cursor.execute(statement)
        Pulse.objects.using(using).all().delete()
        new = [Pulse(name=name, value=secrets.randbits(VALUE_BITS)) for name in found]
        Pulse.objects.using(using).bulk_create(new)


def remove(using: str = "default", **kwargs: Any) -> None:
    """Take the triggers away; run before each migration, which could not touch what they name."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if name.startswith("pulse_"):
                    cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname ~ '^pulse(_|$)'"
        )
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON {table}')


def organisation_columns(model: type[models.Model]) -> list[str]:
    """The columns that name organisations; of organisations themselves no row is anybody's."""
    if model is Organisation:
        return []
    fields: Any = model._meta.concrete_fields
    return [field.column for field in fields if field.related_model is Organisation]


def sqlite_statements(found: dict[str, type[models.Model]]) -> Iterator[str]:
    """What makes the triggers."""
    for table, model in found.items():
        columns = organisation_columns(model)
        for event, rows in SQLITE_ROWS.items():
            parts = [f"ifnull({row}.\"{column}\", '?')" for column in columns for row in rows]
            written = " || ',' || ".join(parts) or "''"
            yield SQLITE.format(table=table, event=event, written=written, remembered=REMEMBERED)


def postgresql_statements(found: dict[str, type[models.Model]]) -> Iterator[str]:
    """What makes the function and the triggers."""
    yield POSTGRESQL_FUNCTION.format(remembered=REMEMBERED, few=FEW)
    for table, model in found.items():
        columns = organisation_columns(model)
        for event, rows in POSTGRESQL_ROWS.items():
            every = " UNION ALL ".join(
                f'SELECT "{column}" AS one FROM {name}'
                for column in columns
                for name in rows.values()
            )
            named = " ".join(f"{row} TABLE AS {name}" for row, name in rows.items())
            yield POSTGRESQL.format(
                table=table,
                event=event,
                referencing=f"REFERENCING {named}" if every else "",
                argument=f"'{every}'" if every else "",
            )


def all_tables() -> frozenset[str]:
    """Every table of the installation: one that is read but not watched cannot be relied on."""
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))
