"""What a process keeps of what it has computed, and under which pulses."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from halfsky.figures.engine import Rows

# Rows and cells together; some 100 bytes each.
MOST_KEPT = 1_000_000


@dataclass
class Entry:
    """Something kept, the pulses that it was found under, and how much room it takes."""

    value: Any
    pulses: dict[str, int]
    size: int
    stands_on: "StandsOn | None" = None  # of a report


@dataclass(frozen=True)
class StandsOn:
    """What a report was computed from: the ground, and every queryset with the rows it gave."""

    ground: tuple[Any, Any]
    read: list[tuple[QuerySet[Any, tuple[Any, ...]], Rows]]


class Store:
    """What this process keeps; what was not asked for longest goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self.size = 0
        self.entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Hashable, pulses: dict[str, int]) -> Entry | None:
        """What is kept under a key, unless a pulse has moved since."""
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or any(
                pulses.get(name) != value for name, value in entry.pulses.items()
            ):
                return None
            self.entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep it, in place of what there was, and make room."""
        with self.lock:
            if old := self.entries.pop(key, None):
                self.size -= old.size
            self.entries[key] = entry
            self.size += entry.size
            while self.size > self.most and len(self.entries) > 1:
                _key, oldest = self.entries.popitem(last=False)
                self.size -= oldest.size

    def last(self, key: Hashable) -> Entry | None:
        """What was kept last, whatever has moved since."""
        with self.lock:
            return self.entries.get(key)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.entries.clear()
            self.size = 0
