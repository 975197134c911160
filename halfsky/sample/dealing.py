"""Deals a total over parts and days: largest remainder, seeded, never losing a unit."""

import datetime
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from halfsky.figures.periods import ONE_DAY

Thing = TypeVar("Thing")

SATURDAY = 5


def deal(total: int, weights: Sequence[int]) -> list[int]:
    """A total in proportion to weights; what the floors leave goes to the largest remainders."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def deal_within(total: int, weights: Sequence[int], lowest: int, highest: int) -> list[int]:
    """As `deal`, with no share outside a range."""
    if not lowest * len(weights) <= total <= highest * len(weights):
        raise ValueError(f"{total} cannot be dealt over {len(weights)}")
    shares = [min(max(share, lowest), highest) for share in deal(total, weights)]
    step = 1 if sum(shares) < total else -1
    place = 0
    while sum(shares) != total:
        if lowest <= shares[place] + step <= highest:
            shares[place] += step
        place = (place + 1) % len(shares)
    return shares


def random_weights(rng: Random, count: int, low: int, high: int) -> list[int]:
    """Weights of the same order, so that shares differ as real ones do."""
    return [rng.randint(low, high) for _ in range(count)]


def sum_to(
    rng: Random, things: Sequence[Thing], sizes: Mapping[int, int], wanted: int
) -> list[Thing]:
    """Shuffled things until their sizes (by place) reach what is wanted."""
    places = list(range(len(things)))
    rng.shuffle(places)
    taken: list[Thing] = []
    reached = 0
    for place in places:
        if reached >= wanted:
            return taken
        taken.append(things[place])
        reached += sizes[place]
    if reached < wanted:
        raise ValueError(f"only {reached} of {wanted}")
    return taken


def day_between(rng: Random, first: datetime.date, last: datetime.date) -> datetime.date:
    """A working day, or the last day where the stretch holds none."""
    day = first + ONE_DAY * rng.randint(0, (last - first).days)
    for _ in range(7):
        if day.weekday() < SATURDAY:
            return day
        day = day + ONE_DAY if day < last else first
    return last


def seasonal_day(
    rng: Random, first: datetime.date, last: datetime.date, season: Mapping[int, int]
) -> datetime.date:
    """A working day of a stretch, in months as heavy as the season says (the others weigh 1)."""
    months = [
        (year, month)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]
    weights = [season.get(month, 1) for _year, month in months]
    [(year, month)] = rng.choices(months, weights)
    start = datetime.date(year, month, 1)
    end = datetime.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return day_between(rng, max(first, start), min(last, end))
