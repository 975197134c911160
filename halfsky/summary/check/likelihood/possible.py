"""Every relation that the numbers of a text may have."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.likelihood import (
    possible_pairs,
    possible_products,
    possible_rates,
    possible_sums,
    possible_undone,
)


def related(told: list[Told]) -> Iterator[Relation]:
    """Every relation that the numbers of the text may have, held or not."""
    counts = [one for one in told if evidence.is_count(one.reading)]
    plain = [one for one in told if evidence.is_count(one.reading) or one.is_portion]
    yield from possible_sums.lists(counts)
    yield from possible_sums.later_lists(counts)
    yield from possible_sums.interrupted_lists(counts)
    yield from possible_sums.mixed_lists(counts)
    yield from possible_sums.threes(counts)
    yield from possible_sums.fours(counts)
    yield from possible_sums.flows(counts)
    yield from possible_pairs.twice(plain)
    yield from possible_pairs.shuffled(plain)
    yield from possible_pairs.excesses(counts)
    yield from possible_undone.undone(counts, told)
    yield from possible_rates.rates(told)
    yield from possible_rates.joined(told)
    yield from possible_rates.growths(told)
    yield from possible_products.products(counts)
    yield from possible_products.far_products(counts)
    yield from possible_products.bills(counts)
    yield from possible_products.crossed_bills(counts)
