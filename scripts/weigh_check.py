"""Makes weights.json: how much each sign of a relation says, learnt from labelled texts.

    python scripts/weigh_check.py [--without 61,62,…] [--out FILE]

Needs numpy (requirements/bench.txt). Learns from tests/check/labelled and revealed, from sound
texts of them with a slip put into a number that hung together, from the whole summaries, and from
the forms that are not held out.
`--without` leaves out the revealed files of these numbers, to be scored unseen.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.reading import ReadText, read_text
from halfsky.summary.check.relations import KINDS, Relation, holds, is_broken, related
from halfsky.summary.check.vocabulary import standard
from halfsky.summary.check.weighing import SIGNS
from tests.check.labels import HERE, LabelledText, read_cases
from tests.check.paraphrases import paraphrases, slipped

MADE, REAL = 0.3, 1.0
ROUNDS, STIFF, STEPS = 4, 3.0, 12
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}
SUMS = {"sum_mismatch", "contradiction"}


@dataclass
class Row:
    """One broken relation: its signs, the fault it may be (-1 for none) and its weight."""

    sort: str
    signs: dict[str, float]
    fault: int
    weight: float


class Rows(list[Row]):
    """Rows with the count of faults they speak of."""

    faults = 0

    def add(self, relation: Relation, fault: int, weight: float) -> None:
        self.append(Row(relation.sort, SIGNS[relation.sort](relation), fault, weight))


def read(text: str) -> ReadText:
    return read_text(text, standard())


def may_be(relation: Relation, start: int, end: int, kinds: tuple[str, ...]) -> bool:
    """Whether a relation may be the fault labelled there."""
    kind, told = KINDS[relation.sort], relation.told
    akin = kind in kinds or (kind != "rate_mismatch" and SUMS & set(kinds))
    if not (akin or (relation.sort == "product" and "rate_mismatch" in kinds)):
        return False
    inside = [one for one in told if one.reading.start < end and start < one.reading.end]
    return len(inside) > 1 and told[-1] in inside


def touches(relation: Relation, start: int, end: int) -> bool:
    told = relation.told
    return told[0].reading.start < end and start < told[-1].reading.end


def learn_text(item: LabelledText, rows: Rows, weight: float) -> None:
    """The broken relations of a text: those of its faults, and those that are none."""
    faults = [fault for fault in item.problems if ARITHMETIC & set(fault.kinds)]
    first, rows.faults = rows.faults, rows.faults + len(faults)
    for relation in related(read(item.text)):
        if not is_broken(relation):
            continue
        meant = [at for at, f in enumerate(faults) if may_be(relation, f.start, f.end, f.kinds)]
        if meant:
            rows.add(relation, first + meant[0], weight)
        elif not any(touches(relation, f.start, f.end) for f in item.problems):
            rows.add(relation, -1, weight)


def key(relation: Relation) -> tuple[str, tuple[int, ...]]:
    return relation.sort, (relation.whole.at, *(part.at for part in relation.parts))


def held_by(text: ReadText) -> dict[int, set[tuple[str, tuple[int, ...]]]]:
    """By each number the relations it holds with others; of small ones most hold by chance."""
    held = defaultdict(set)
    for relation in related(text):
        least = 13 if relation.sort == "same" else 15
        if relation.sort != "excess" and holds(relation) and relation.whole.low >= least:
            for told in relation.told:
                held[told.at].add(key(relation))
    return held


def learn_slips(text: str, rows: Rows, rng: random.Random) -> None:
    """A sound text with one number slipped: relations that held before are broken faults."""
    before = read(text)
    held = held_by(before)
    places = sorted(held)
    rng.shuffle(places)
    for at in places[: 3 if len(text) < 200 else 7]:
        number = before.readings[at]
        printed = text[number.start : number.end]
        made = slipped(printed, rng)
        after = read(text[: number.start] + made + text[number.end :])
        if made != printed and len(after.readings) == len(before.readings):
            learn_slip(after, at, held[at], rows)


def learn_slip(
    after: ReadText, at: int, held: set[tuple[str, tuple[int, ...]]], rows: Rows
) -> None:
    """What broke with the number at `at` is one fault; what does not touch it is none."""
    hit = False
    for relation in related(after):
        if not is_broken(relation):
            continue
        if key(relation) in held:
            hit = True
            rows.add(relation, rows.faults, MADE)
        elif all(told.at != at for told in relation.told):
            rows.add(relation, -1, MADE)
    rows.faults += hit


def texts(without: set[str]) -> Iterator[LabelledText]:
    for folder in ("labelled", "revealed"):
        for path in sorted((HERE / folder).glob("*.txt")):
            if folder == "labelled" or path.name.partition("-")[0] not in without:
                yield from (
                    item for case in read_cases(path.parent, path.name) for item in case.texts
                )


def gather(without: set[str]) -> Rows:
    rows, rng = Rows(), random.Random(5)
    for item in texts(without):
        learn_text(item, rows, REAL)
        if item.clean:
            learn_slips(item.text, rows, rng)
    for path in sorted((HERE / "whole").glob("*.txt")):
        learn_text(LabelledText(path.read_text(encoding="utf-8")), rows, REAL)
    for made in paraphrases(11, 6, held_out=False):
        learn_text(made.labelled(), rows, MADE)
    return rows


def fitted(signs: Any, wanted: Any, weights: Any) -> Any:
    """Logistic regression by Newton's steps; `STIFF` keeps all weights but the last one small."""
    beta = np.zeros(signs.shape[1])
    ridge = np.full(signs.shape[1], STIFF)
    ridge[-1] = 1e-6
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(signs @ beta, -30, 30)))
        slope = signs.T @ (weights * (wanted - likely)) - ridge * beta
        spread = weights * likely * (1 - likely)
        bend = (signs * spread[:, None]).T @ signs + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        beta += step * min(1.0, 4 / max(1e-9, float(np.abs(step).max())))
    return beta


class Sorted:
    """All rows of one sort as a matrix, each sign on one scale."""

    def __init__(self, rows: list[Row]) -> None:
        self.names = sorted({name for row in rows for name in row.signs})
        table = np.array([[row.signs.get(name, 0.0) for name in self.names] for row in rows])
        self.mean, self.scale = table.mean(axis=0), table.std(axis=0)
        self.scale[self.scale == 0] = 1
        self.signs = np.hstack([(table - self.mean) / self.scale, np.ones((len(rows), 1))])
        self.fault = np.array([row.fault for row in rows])
        self.weight = np.array([row.weight for row in rows])
        self.beta = np.zeros(len(self.names) + 1)

    def likely(self) -> Any:
        return 1 / (1 + np.exp(-np.clip(self.signs @ self.beta, -30, 30)))

    def fit(self, share: Any) -> None:
        weights = self.weight * np.where(self.fault >= 0, share, 1.0)
        self.beta = fitted(self.signs, (self.fault >= 0).astype(float), weights)

    def weights(self) -> dict[str, float]:
        """By name, for signs as they come; the constant under the empty name."""
        each = self.beta[:-1] / self.scale
        named = {n: round(float(w), 4) for n, w in zip(self.names, each, strict=True) if w}
        return {"": round(float(self.beta[-1] - (each * self.mean).sum()), 4)} | named


def weighed(rows: Rows) -> dict[str, dict[str, float]]:
    """Weights by sort; which of the relations that may be a fault it is, is learnt by turns."""
    by: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by[row.sort].append(row)
    sorts = {sort: Sorted(found) for sort, found in by.items()}
    for turn in range(ROUNDS):
        squares = {
            s: one.likely() ** 2 if turn else np.ones(len(one.fault)) for s, one in sorts.items()
        }
        summed = np.zeros(rows.faults + 1)
        for sort, one in sorts.items():
            np.add.at(summed, one.fault, squares[sort])
        for sort, one in sorts.items():
            if (one.fault >= 0).any():
                one.fit(squares[sort] / np.maximum(summed[one.fault], 1e-12))
    return {sort: one.weights() for sort, one in sorts.items() if (one.fault >= 0).any()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", default="")
    out = Path(__file__).parents[1] / "halfsky/summary/check/weights.json"
    options.add_argument("--out", type=Path, default=out)
    told = options.parse_args()
    rows = gather(set(told.without.split(",")))
    print(f"{len(rows)} relations, {rows.faults} faults")
    told.out.write_text(
        json.dumps(weighed(rows), indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
