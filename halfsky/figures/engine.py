"""The one seam to a database: a queryset in, its rows out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

Rows = Sequence[tuple[Any, ...]]


class Engine(Protocol):
    """Answers querysets; every engine gives the same rows for the same definitions."""

    @property
    def using(self) -> str:
        """The alias of the database that holds the tree."""

    def run(self, queryset: QuerySet[Any, tuple[Any, ...]]) -> Rows:
        """The rows of a queryset of values, in no particular order."""


@dataclass(frozen=True)
class OrmEngine:
    """The ORM on its own database."""

    using: str = "default"

    def run(self, queryset: QuerySet[Any, tuple[Any, ...]]) -> Rows:
        """The rows, read at once."""
        return list(queryset.using(self.using))
