"""Start-up checks of the installation: journal, transactions, tree."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import connections
from django.utils.translation import gettext as _

from halfsky.org.models import Edge, Organisation
from halfsky.settings import journal_mode


@register(Tags.database)
def check_sqlite(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Iterable[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Says which journal is in use and refuses transactions that are not IMMEDIATE."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        database = settings.DATABASES[alias]
        if not database["ENGINE"].endswith("sqlite3"):
            continue
        messages += _sqlite_messages(alias, database.get("OPTIONS", {}))
    return messages


def _sqlite_messages(alias: str, options: dict[str, Any]) -> list[CheckMessage]:
    messages: list[CheckMessage] = [
        Info(
            _("SQLite {version}，日志方式 {journal}（{alias}）。").format(
                version=sqlite3.sqlite_version,
                journal=journal_mode(sqlite3.sqlite_version_info),
                alias=alias,
            ),
            id="org.I001",
        )
    ]
    if options.get("transaction_mode") != "IMMEDIATE":
        messages.append(
            Error(
                _("SQLite 数据库 {alias} 未用 IMMEDIATE 事务，多人同时录入会丢失。").format(
                    alias=alias
                ),
                hint=_('在 OPTIONS 中写 "transaction_mode": "IMMEDIATE"。'),
                id="org.E001",
            )
        )
    return messages


@register(Tags.database)
def check_paths(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Iterable[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """The derived path of every organisation in being agrees with its open edges."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        messages += [
            Error(
                _("组织 {code} 的路径与隶属关系不一致。").format(code=code),
                hint=_(
                    "重新计算：halfsky manage shell -c "
                    "'from halfsky.org.acts import rebuild_paths; rebuild_paths()'"
                ),
                id="org.E002",
            )
            for code in codes_with_wrong_paths(alias)
        ]
    return messages


def codes_with_wrong_paths(using: str) -> list[str]:
    """Codes of organisations whose path does not follow from the open edges."""
    if Edge._meta.db_table not in connections[using].introspection.table_names():
        return []  # before the first migration
    parents = dict(
        Edge.objects.using(using)
        .filter(until__isnull=True)
        .values_list("organisation_id", "parent_id")
    )
    rows = Organisation.objects.using(using).filter(until__isnull=True)
    paths = {pk: (code, path) for pk, code, path in rows.values_list("pk", "code", "path")}
    return [
        code
        for pk, (code, path) in paths.items()
        if path != paths.get(parents.get(pk, 0), ("", ""))[1] + f"{pk:08x}"
    ]
