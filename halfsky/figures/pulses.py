"""A pulse for every table that figures stand on: the database itself moves it with each write.

What was computed may be kept as long as no pulse has moved. Triggers move it inside the transaction
of the write, whoever writes and by whatever way: a form, an import, the shell, another program. The
value is random and never counts on, so that one that was rolled back never comes again.
"""

import secrets
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from halfsky.figures.models import Adjustment, NothingToReport, Pulse
from halfsky.org.models import Coverage, Edge, Employer, Organisation, ParameterValue
from halfsky.records.registry import sections

BESIDE: tuple[type[models.Model], ...] = (
    *(Organisation, Edge, Coverage, Employer, ParameterValue),
    *(Adjustment, NothingToReport),
)
VALUE_BITS = 62

MOVE = (
    "INSERT INTO figures_pulse (name, value) VALUES ({name}, {value})"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
SQLITE = (
    'CREATE TRIGGER IF NOT EXISTS "pulse_{table}_{event}" AFTER {event} ON "{table}"'
    " BEGIN {move}; END"
)
POSTGRESQL_VALUE = (
    "('x' || substr(md5(random()::text || clock_timestamp()::text || txid_current()::text), 1, 15))"
    "::bit(60)::bigint"
)
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION figures_pulse_moves() RETURNS trigger AS $$
BEGIN {move}; RETURN NULL; END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = (
    'DROP TRIGGER IF EXISTS pulse ON "{table}"',
    'CREATE TRIGGER pulse AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"'
    " FOR EACH STATEMENT EXECUTE FUNCTION figures_pulse_moves()",
)


def watched_tables() -> list[str]:
    """The tables of every section's models, and of what stands beside the records."""
    of_sections = [model for section in sections() for model in section.get_models()]
    return [model._meta.db_table for model in (*of_sections, *BESIDE)]


def read_pulses(using: str) -> dict[str, int]:
    """The pulse of every table, in one query."""
    return dict(Pulse.objects.using(using).values_list("name", "value"))


def install(using: str = "default", **kwargs: Any) -> None:
    """Give every watched table its triggers and a first pulse; run after each migration.

    A migration that makes a table anew loses its triggers: hence each time.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if Pulse._meta.db_table not in present:
        return
    tables = [table for table in watched_tables() if table in present]
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in statements(connection.vendor, tables):
            cursor.execute(statement)
    known = read_pulses(using)
    first = [Pulse(name=name, value=secrets.randbits(VALUE_BITS)) for name in tables]
    Pulse.objects.using(using).bulk_create(one for one in first if one.name not in known)


def statements(vendor: str, tables: list[str]) -> list[str]:
    """What makes the triggers."""
    if vendor == "sqlite":
        return [
            SQLITE.format(
                table=table, event=event, move=MOVE.format(name=f"'{table}'", value="random()")
            )
            for table in tables
            for event in ("INSERT", "UPDATE", "DELETE")
        ]
    move = MOVE.format(name="TG_TABLE_NAME", value=POSTGRESQL_VALUE)
    made = [POSTGRESQL_FUNCTION.format(move=move)]
    return made + [one.format(table=table) for table in tables for one in POSTGRESQL]


def all_tables() -> frozenset[str]:
    """Every table of the installation: one that is read but not watched cannot be relied on."""
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))
