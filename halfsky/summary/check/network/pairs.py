"""What two numbers of a text are to each other, by the words alone.

A network of its own, which does not even see how many digits a number has. It has learnt from
sound texts in which pairs the later number is never the larger (报名 and 到场, a whole and 其中),
and from faulty ones which pairs tell two things of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import Relation, Sort
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.network.network import Network
from halfsky.summary.check.network.seen import Joined

# Whether the later number is no larger; whether the two contradict each other, it being the larger
# or the smaller.
ORDER, OVER, UNDER = SORTS = ("order", "over", "under")
# Relations of an earlier number and a later one, which is their whole.
OF_PAIRS: frozenset[Sort] = frozenset({"same", "excess"})


def joined(relations: Sequence[Relation]) -> Joined:
    """The pairs of these relations, each asked all three: first all the one, then all the other."""
    asks = len(SORTS)
    return Joined(
        np.repeat(np.arange(asks), len(relations)),
        np.array([one.whole.at for one in relations] * asks, dtype=np.int64),
        np.array([one.parts[0].at for one in relations] * asks, dtype=np.int64),
        np.ones(asks * len(relations), dtype=np.int64),
    )


def looked_at(
    network: Network, told: Sequence[Told], relations: Sequence[Relation]
) -> Iterator[Signs]:
    """Of each pair the log of the odds that the later number is no larger, and that they
    contradict each other; how they do must not tell which is the larger of what may be one."""
    if not relations:
        return
    found = network.joined(network.see(told), joined(relations)).reshape(len(SORTS), -1)
    for relation, order, over, under in zip(relations, *found.tolist(), strict=True):
        yield {
            "order": order,
            "conflict": over if relation.sort == "excess" else max(over, under),
        }
