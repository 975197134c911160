"""What others did in a reader's part of the tree since she was last here."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.reader import Reader

TOLD = (Action.ADDED, Action.CHANGED, Action.WITHDRAWN, Action.RESTORED, Action.STEPPED)
MOST_READ = 300


@dataclass(frozen=True)
class News:
    """One kind of deed by one person at one organisation, and how often."""

    actor: str
    action: str
    kind: str
    key: str  # of the latest
    organisation: str
    at: datetime.datetime
    times: int


def news_for(reader: Reader, kinds: Collection[str], since: datetime.datetime) -> list[News]:
    """Deeds of others about the kinds that she may read, the latest first; alike ones together."""
    found = AuditEntry.objects.filter(
        reader.organisations(prefix="organisation__"),
        at__gte=since,
        kind__in=kinds,
        action__in=TOLD,
    ).exclude(actor=reader.person)
    rows = found.select_related("actor", "organisation").order_by("-sequence")[:MOST_READ]
    alike: dict[tuple[object, ...], list[AuditEntry]] = {}
    for row in rows:
        alike.setdefault((row.actor_id, row.action, row.kind, row.organisation_id), []).append(row)
    return [told(entries) for entries in alike.values()]


def told(entries: list[AuditEntry]) -> News:
    """Alike entries as one line."""
    latest = entries[0]
    return News(
        actor=latest.actor.name if latest.actor else "",
        action=latest.get_action_display(),
        kind=latest.kind,
        key=latest.key,
        organisation=str(latest.organisation or ""),
        at=latest.at,
        times=len(entries),
    )
