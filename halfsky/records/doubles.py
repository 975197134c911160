"""Likely doubles: one event that two bodies wrote down, found by day, title and who is whose.

Nothing compares everything with everything. Records are laid out by day and by the units that they
name; each is set against those of its own units and of the bodies above it, on three days.
"""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from halfsky.org.acts import below_path
from halfsky.org.reader import Reader
from halfsky.records.children import model_of
from halfsky.records.declaration import Register
from halfsky.records.models import ToldApart

ONE_DAY = datetime.timedelta(days=1)
SEGMENT = 8  # of a path: the key of an organisation in hexadecimal
MOST = 200  # pairs at a time
MANY, FEW = 60, 500  # days, records: beyond them a range is read
ALIKE = 60  # percent of the pairs of characters that two titles share
# What every second title has, and what says nothing of what was held.
FILLING = re.compile(r"[\W_]|举办|开展|组织|召开|女职工|20\d\d年?|关于|活动|第.{1,3}[期届次场]")


@dataclass(slots=True, eq=False)
class Held:
    """An event as far as a double can be known by it."""

    key: int
    day: datetime.date
    title: str
    holder: int
    path: str  # of the holder
    units: set[int] = field(default_factory=set)  # the holder and those that took part

    def __post_init__(self) -> None:
        """Whoever holds it is there."""
        self.units.add(self.holder)

    @property
    def above(self) -> tuple[int, ...]:
        """The bodies above the holder."""
        return ancestors(self.path)[:-1]


Pair: TypeAlias = tuple[Held, Held]


@dataclass(frozen=True)
class Reach:
    """Whose records are looked at: organisations, alone or with everything below them."""

    paths: tuple[str, ...]
    alone: bool = False

    @classmethod
    def of(cls, reader: Reader, register: Register, alone: bool = False) -> "Reach":
        """Where she may write, and so may answer."""
        paths = [post.path for post in reader.posts if register.writing in post.powers]
        return cls(tuple(sorted(set(filter(None, paths)))), alone)

    def records(self, prefix: str) -> Q:
        """Records of its organisations."""
        found = Q(pk__in=())
        for path in self.paths:
            found |= Q(**{f"{prefix}path": path}) if self.alone else below_path(path, prefix)
        return found

    def contains(self, path: str) -> bool:
        """Whether an organisation is one of its own."""
        return any(path == one if self.alone else path.startswith(one) for one in self.paths)

    @property
    def above(self) -> set[int]:
        """The bodies above its organisations."""
        return {key for path in self.paths for key in ancestors(path)[:-1]}


@lru_cache(maxsize=20_000)
def ancestors(path: str) -> tuple[int, ...]:
    """The keys of the organisations on a path, the topmost first."""
    return tuple(int(path[at : at + SEGMENT], 16) for at in range(0, len(path), SEGMENT))


def doubles(
    register: Register, reach: Reach, start: datetime.date, last_day: datetime.date
) -> list[Pair]:
    """Pairs of a period not yet answered of which one side at least lies in the reach."""
    kept = f"{register.on}__gte", f"{register.on}__lte"
    days = Q(**dict(zip(kept, (start - ONE_DAY, last_day + ONE_DAY), strict=True)))
    if reach.alone:  # of the few days on which one body held something
        own = reach.records(register.organisation_prefix)
        in_period = Q(**dict(zip(kept, (start, last_day), strict=True)))
        mine = {one.day for one in read(register, own & in_period)}
        days = Q(**{f"{register.on}__in": sorted(around(mine))}) if len(mine) < MANY else days
        if not mine:
            return []
    held = read(register, days & others(register, reach))
    name_units(register, held)
    hers = {one.key for one in held if start <= one.day <= last_day and reach.contains(one.path)}
    known = told_apart(register)
    found = (
        (one, other)
        for one, other in pairs(held)
        if (one.key in hers or other.key in hers) and (one.key, other.key) not in known
    )
    return list(islice(found, MOST))


def around(days: Iterable[datetime.date]) -> set[datetime.date]:
    """Days with those before and after."""
    return {day + step for day in days for step in (-ONE_DAY, datetime.timedelta(), ONE_DAY)}


def read(register: Register, which: Q) -> list[Held]:
    """Records by day, without those that took part."""
    kept = register.participants
    if kept is None:
        return []
    found = register.model._default_manager.filter(which, withdrawn_at__isnull=True)
    columns = ("pk", register.on, kept.titled, register.organisation)
    rows = found.order_by(register.on, "pk").values_list(
        *columns, f"{register.organisation_prefix}path"
    )
    return [Held(*row) for row in rows]


def others(register: Register, reach: Reach) -> Q:
    """Records that one of hers can be the double of: held above, below, or by and for her units."""
    rows, prefix = rows_of_participants(register), register.organisation_prefix
    units = rows.filter(reach.records(f"record__{prefix}")).values("organisation")
    below = Reach(reach.paths)
    named = rows.filter(below.records("organisation__") | Q(organisation__in=units))
    return (
        below.records(prefix)
        | Q(**{f"{register.organisation}__in": reach.above})
        | Q(**{f"{register.organisation}__in": units})
        | Q(pk__in=named.values("record"))
    )


def rows_of_participants(register: Register) -> QuerySet[Any]:
    """Every participation of a register's records."""
    if register.participants is None:
        raise LookupError(register.code)
    rows: QuerySet[Any] = model_of(register, register.participants)._default_manager.all()
    return rows


def name_units(register: Register, held: list[Held]) -> None:
    """Add to each those that took part."""
    by_key = {one.key: one for one in held}
    rows = rows_of_participants(register)
    if len(held) <= FEW:
        rows = rows.filter(record__in=list(by_key))
    elif held:
        first, last = held[0].day, held[-1].day
        rows = rows.filter(
            **{f"record__{register.on}__gte": first, f"record__{register.on}__lte": last}
        )
    for record, unit in rows.values_list("record_id", "organisation_id"):
        if one := by_key.get(record):
            one.units |= {unit}


def pairs(held: Sequence[Held]) -> Iterator[Pair]:
    """Those that may be one event: on one day or the next, titles alike, by or for the same units.

    What one body wrote down twice it held twice, as far as anybody can tell from outside.
    """
    by_holder: dict[tuple[datetime.date, int], list[Held]] = defaultdict(list)
    by_unit: dict[tuple[datetime.date, int], list[Held]] = defaultdict(list)
    for one in held:
        by_holder[one.day, one.holder].append(one)
        for unit in one.units:
            by_unit[one.day, unit].append(one)
    seen: set[tuple[int, int]] = set()
    for one in held:
        for day in (one.day - ONE_DAY, one.day, one.day + ONE_DAY):
            near = [by_holder[day, above] for above in one.above if (day, above) in by_holder]
            near += [by_unit[day, unit] for unit in one.units if (day, unit) in by_unit]
            for other in chain.from_iterable(near):
                first, second = (one, other) if one.key < other.key else (other, one)
                if other.holder == one.holder or (first.key, second.key) in seen:
                    continue
                if are_alike(one.title, other.title):
                    seen.add((first.key, second.key))
                    yield first, second


def are_doubles(register: Register, one: int, other: int) -> bool:
    """Whether two records may be one event, asked anew before an answer is taken."""
    held = read(register, Q(pk__in=(one, other)))
    name_units(register, held)
    known = told_apart(register)
    return any((one.key, other.key) not in known for one, other in pairs(held))


def told_apart(register: Register) -> set[tuple[int, int]]:
    """The pairs of which somebody has said that they are two events."""
    answers = ToldApart.objects.filter(register=register.code)
    return set(answers.values_list("first", "second"))


@lru_cache(maxsize=100_000)
def are_alike(one: str, other: str) -> bool:
    """Whether two titles may name the same: what is left of them shares most of its characters."""
    first, second = fragments(one), fragments(other)
    if not first or not second:
        return first == second
    if first <= second or second <= first:
        return True
    return 200 * len(first & second) >= ALIKE * (len(first) + len(second))


@lru_cache(maxsize=20_000)
def fragments(title: str) -> frozenset[str]:
    """Every two characters in a row of a title, without what every title has."""
    plain = unicodedata.normalize("NFKC", title).lower()
    plain = FILLING.sub("", plain) or plain
    return frozenset(plain[at : at + 2] for at in range(max(len(plain) - 1, 1)))
