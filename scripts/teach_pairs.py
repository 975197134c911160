"""Makes pairs.npz: what two numbers of a text are to each other, learnt from labelled texts.

    python scripts/teach_pairs.py [--without 61,62,…] --networks FOLDER [--out FILE]

Needs torch (requirements/learn.txt). Of sound texts it learns in which pairs the later number is
no larger, of faulty ones which pairs contradict each other (network/pairs.py). As of the other
network (teach_network.py) there are three: one from all texts, and one from either half.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from network_model import KINDS_OF_NUMBERS, Lesson, Plain
from teach_network import (
    asked,
    halves_of,
    read_all,
    teach_each,
)
from weigh_texts import Job, read, touched, touches

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told, tell
from halfsky.summary.check.likelihood.possible_pairs import shuffled, twice
from halfsky.summary.check.network.pairs import ORDER, OVER, SORTS, UNDER
from halfsky.summary.check.network.seen import FIRST_KNOWN, Joined, see
from tests.check.labels import LabelledText

# Only whether a number is told roughly and whether it is a percentage, not how many digits it has.
PAIRS = Lesson(SORTS, (0.0, 1.0, 1.0, 0.0, 0.0), 3000)
ROUNDS = 12
# Numbers so near each other are asked whatever their words, those of like words wherever they are.
MOST_APART, MOST_SENTENCES = 12, 4


def pairs(told: list[Told]) -> Iterator[tuple[Told, Told]]:
    """An earlier and a later number that may be of one thing, or one a part of the other."""
    counts = [one for one in told if evidence.is_count(one.reading)]
    found = set()
    for at, one in enumerate(counts):
        for other in counts[at + 1 : at + 1 + MOST_APART]:
            if other.sentence - one.sentence > MOST_SENTENCES:
                break
            visits = {one.kind, other.kind} == {"person", "attendance"}
            if addable(one, other) or visits:
                found.add((one.at, other.at))
                yield one, other
    for relation in (*twice(counts), *shuffled(counts)):
        one, other = relation.parts[0], relation.whole
        if (one.at, other.at) not in found:
            found.add((one.at, other.at))
            yield one, other


def contradictions(told: list[Told], item: LabelledText) -> set[tuple[int, int]]:
    """The first and the last number of each fault that is a contradiction."""
    found = set()
    for fault in item.problems:
        inside = [one for one in told if touched(one.reading.start, one.reading.end, fault)]
        if "contradiction" in fault.kinds and len(inside) > 1:
            found.add((inside[0].at, inside[-1].at))
    return found


def questions(told: list[Told], item: LabelledText) -> Iterator[tuple[str, Told, Told, bool]]:
    """What is asked of each pair, and the answer; nothing of those that touch another fault."""
    faults = contradictions(told, item)
    for one, other in pairs(told):
        low, high = one.interval, other.interval
        more, less = high.low > low.high, high.high < low.low
        is_fault = (one.at, other.at) in faults
        pair = Relation("excess", other, (one,), low, high)
        if not is_fault and touches(pair, item):
            continue
        if not is_fault:
            yield ORDER, one, other, not more
        if more or less:
            yield OVER if more else UNDER, one, other, is_fault


def plain_of(job: Job) -> Plain | None:
    """The pairs of a labelled text."""
    item, fold, made = job
    if made:
        return None
    text = read(item.text)
    told = tell(text)
    rows = list(questions(told, item))
    if not rows:
        return None
    codes = {sign: FIRST_KNOWN + ord(sign) for sign in text.plain}
    joined = Joined(
        np.array([SORTS.index(sort) for sort, _, _, _ in rows], dtype=np.int64),
        np.array([other.at for _, _, other, _ in rows], dtype=np.int64),
        np.array([one.at for _, one, _, _ in rows], dtype=np.int64),
        np.ones(len(rows), dtype=np.int64),
    )
    answers = np.array([answer for _, _, _, answer in rows], dtype=np.float32)
    seen = see(text.plain, told, codes, KINDS_OF_NUMBERS)
    return Plain(fold, seen, joined, answers, np.zeros(len(rows), dtype=np.float32))


def main() -> None:
    told = asked(__doc__, "pairs.npz")
    texts, vocabulary = read_all(told, plain_of)
    halves = halves_of(texts)
    learnt = {told.networks / f"pairs-{half}.npz": halves[1 - half] for half in range(2)}
    teach_each(learnt | {told.out: texts}, vocabulary, ROUNDS, PAIRS)


if __name__ == "__main__":
    main()
