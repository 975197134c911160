"""Makes weights.npz: what the signs of a relation say, learnt from labelled texts.

    OPENBLAS_NUM_THREADS=1 python scripts/weigh_check.py --networks FOLDER \\
        [--without 61,62,…] [--also FOLDER] [--out FILE]

Needs lightgbm (requirements/bench.txt); with more threads the processes that read the texts wait
for each other, three times as long. Learns from tests/check/labelled, revealed and learnt, from
sound texts of them with a slip put into a number that hung together, from the whole summaries, and
from the forms that are not held out. `--without` leaves out revealed files of these numbers, to be
scored unseen (1181 to 1234). To be run before rules are widened from new texts: of those a rule
then speaks as of any other (docs/decisions/0045). The networks are those that
scripts/teach_network.py wrote first, each taught with half of the texts. Two steps (weighing.py):
what the words alone say, learnt from which relations of real texts come out; then, of those that
nearly do, which are faults.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier

from weigh_texts import FOLDS, Table, Text, jobs, texts_of

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.likelihood.rivals import ABSENT, Candidate, Rivals
from halfsky.summary.check.likelihood.weighing import MOST_ODDS

ROUNDS = 3
CORES = 2
TREES: dict[str, Any] = {
    "min_child_samples": 20,
    "reg_lambda": 3.0,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.5,
    "random_state": 1,
    "verbose": -1,
    "n_jobs": 1,
}
MEANT: dict[str, Any] = {"n_estimators": 80, "num_leaves": 8, "learning_rate": 0.1}
SLIPPED: dict[str, Any] = {"n_estimators": 140, "num_leaves": 16, "learning_rate": 0.1}
# What can only speak for a slip, or only against it, whatever a few texts seem to say.
ONE_WAY = {"odds": 1, "over_kin": 1, "share": 1, "conflict": 1} | dict.fromkeys(
    (
        "kin_held",
        "within",
        "completed",
        "held_share",
        "sure_whole",
        "sure_least",
        "sure_mean",
        "sure_most",
    ),
    -1,
)


class Grown:
    """Trees over the signs of rows, as the library grew them."""

    def __init__(self, names: list[str], signs: Any, wanted: Any, weights: Any, **how: Any) -> None:
        self.names = names
        one_way = [ONE_WAY.get(name, 0) for name in names]
        self.model = LGBMClassifier(**TREES | how, monotone_constraints=one_way)
        self.model.fit(signs, wanted, sample_weight=weights)

    def odds(self, signs: Any) -> Any:
        """The log of the odds of each row."""
        return self.model.booster_.predict(signs, raw_score=True)

    @property
    def trees(self) -> list[dict[str, Any]]:
        """The trees as the library tells them."""
        return [one["tree_structure"] for one in self.model.booster_.dump_model()["tree_info"]]


class Shelf:
    """All trees of all forests in a few arrays (likelihood/forest.py)."""

    def __init__(self) -> None:
        self.forests: list[dict[str, Any]] = []
        self.roots: list[int] = []
        self.nodes: list[tuple[int, float, int, int, float]] = []

    def put(self, step: str, sort: str, one: Grown) -> None:
        """Adds a forest."""
        trees, first = one.trees, len(self.roots)
        asked = sorted(set().union(*map(asked_by, trees)))
        place = {old: new for new, old in enumerate(asked)}
        self.roots += [self._put(tree, place) for tree in trees]
        self.forests.append(
            {
                "step": step,
                "sort": sort,
                "names": [one.names[at] for at in asked],
                "depth": max(map(depth, trees)),
                "first": first,
                "last": len(self.roots),
            }
        )

    def _put(self, node: dict[str, Any], place: dict[int, int]) -> int:
        at = len(self.nodes)
        if "leaf_value" in node:
            self.nodes.append((0, 0.0, at, at, node["leaf_value"]))
            return at
        self.nodes.append((0, 0.0, 0, 0, 0.0))
        below, above = (self._put(node[side], place) for side in ("left_child", "right_child"))
        sign = place[node["split_feature"]]
        self.nodes[at] = (sign, float(f"{node['threshold']:.6g}"), below, above, 0.0)
        return at

    def write(self, path: Path) -> None:
        """As one file."""
        sign, bound, below, above, value = zip(*self.nodes, strict=True)
        np.savez_compressed(
            path,
            forests=np.array(json.dumps(self.forests)),
            roots=np.array(self.roots, dtype=np.int32),
            sign=np.array(sign, dtype=np.int16),
            bound=np.array(bound),
            below=np.array(below, dtype=np.int32),
            above=np.array(above, dtype=np.int32),
            value=np.array(value, dtype=np.float32),
        )


def depth(node: dict[str, Any]) -> int:
    """How many signs the trees ask for at most, one after the other."""
    if "leaf_value" in node:
        return 0
    return 1 + max(depth(node["left_child"]), depth(node["right_child"]))


def asked_by(node: dict[str, Any]) -> set[int]:
    """The places of the signs that a tree asks for."""
    if "leaf_value" in node:
        return set()
    return {node["split_feature"]} | asked_by(node["left_child"]) | asked_by(node["right_child"])


NUMBERS = ("n_", "s_", "rule")
NUMERIC = {"over", "ratio_max", "b_more", "minor", "small", "points", "whole_division", "above"}
NUMERIC |= {"down", "adj_far", "swap_adj", "one_adj", "part_of_due", "left_size"}


def worded(names: list[str]) -> list[int]:
    """The places of the signs that do not know how the numbers come out."""
    return [
        at
        for at, name in enumerate(names)
        if not name.startswith(NUMBERS)
        and name not in NUMERIC
        and not name.endswith(("_slip", "_close"))
    ]


def aligned(texts: list[Text]) -> None:
    """Every sort with the same signs in the same order in all texts."""
    names: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for sort, table in text.tables.items():
            names[sort] |= set(table.names)
    for text in texts:
        for sort, table in text.tables.items():
            table.align(sorted(names[sort]))


def tables_of(texts: list[Text]) -> dict[str, list[Table]]:
    by: dict[str, list[Table]] = defaultdict(list)
    for text in texts:
        for sort, table in text.tables.items():
            by[sort].append(table)
    return by


def _apart() -> ProcessPoolExecutor:
    """Processes that begin anew: the trees' own threads neither share nor survive a fork."""
    return ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn"))


def meant(texts: list[Text]) -> dict[str, Grown]:
    """What the words alone say: learnt from which relations of unslipped texts come out."""
    every = tables_of([text for text in texts if not text.made])
    with _apart() as pool:
        found = dict(zip(every, pool.map(_meant, every.values()), strict=True))
    return {sort: one for sort, one in found.items() if one}


def _meant(tables: list[Table]) -> Grown | None:
    known = [table.fault == -1 for table in tables]
    held = np.concatenate([t.held[k] for t, k in zip(tables, known, strict=True)])
    if held.sum() <= 10:
        return None
    names = tables[0].names
    places = worded(names)
    words = np.vstack([t.signs[k][:, places] for t, k in zip(tables, known, strict=True)])
    return Grown([names[at] for at in places], words, held, None, **MEANT)


def set_odds(texts: list[Text], forests: dict[str, Grown]) -> None:
    """The odds of every relation that it was meant: by its words, and by its coming out."""
    for sort, tables in tables_of(texts).items():
        for table in tables:
            if sort in forests:
                odds = forests[sort].odds(table.signs[:, worded(table.names)])
                odds = np.clip(odds, -MOST_ODDS, MOST_ODDS)
            else:
                odds = np.full(len(table.signs), ABSENT)
            table.odds = odds + np.where(table.held, table.surety, 0.0)


@dataclass
class Broken:
    """The broken relations of one sort: their signs, the fault each may be, its weight."""

    signs: list[Any] = field(default_factory=list)
    standing: list[Signs] = field(default_factory=list)
    fault: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)


def broken(texts: list[Text]) -> tuple[dict[str, Broken], int]:
    """Every broken relation with its standing among the rivals."""
    by: dict[str, Broken] = defaultdict(Broken)
    faults = 0
    for text in texts:
        every = [
            (table, at, Candidate(table.outlines[at], float(table.odds[at]), *_state(table, at)))
            for table in text.tables.values()
            for at in np.nonzero(table.held | table.broken)[0].tolist()
        ]
        rivals = Rivals([candidate for _, _, candidate in every], text.sure)
        for table, at, candidate in every:
            if candidate.broken and table.fault[at] != -2:
                found = by[candidate.relation.sort]
                found.signs.append(table.signs[at])
                found.standing.append(rivals.signs(candidate))
                found.fault.append(faults + table.fault[at] if table.fault[at] >= 0 else -1)
                found.weight.append(text.weight)
        faults += text.faults
    return dict(by), faults


def _state(table: Table, at: int) -> tuple[bool, bool]:
    return bool(table.held[at]), bool(table.broken[at])


@dataclass
class Case:
    """The broken relations of one sort as one table; `share` is how likely each is its fault."""

    names: list[str]
    signs: Any
    fault: Any
    weight: Any
    share: Any

    @classmethod
    def of(cls, found: Broken, names: list[str]) -> Case:
        standing = sorted({name for signs in found.standing for name in signs})
        added = [[signs.get(name, 0.0) for name in standing] for signs in found.standing]
        signs = np.hstack([np.vstack(found.signs), np.array(added, dtype=np.float32)])
        fault = np.array(found.fault)
        return cls([*names, *standing], signs, fault, np.array(found.weight), np.ones(len(fault)))

    def learnt(self) -> Grown | None:
        is_fault = self.fault >= 0
        if is_fault.sum() <= 4:
            return None
        weight = self.weight * np.where(is_fault, self.share, 1.0) + 1e-9
        return Grown(self.names, self.signs, is_fault, weight, **SLIPPED)


def slipped_trees(
    found: dict[str, Broken], faults: int, names: dict[str, list[str]]
) -> dict[str, Grown]:
    """Which of the relations that may be a fault it is, is learnt by turns."""
    cases = {sort: Case.of(one, names[sort]) for sort, one in found.items()}
    forests: dict[str, Grown] = {}
    for _ in range(ROUNDS):
        share_out(cases, forests, faults)
        with _apart() as pool:
            grown_ = pool.map(Case.learnt, cases.values())
            forests = {sort: one for sort, one in zip(cases, grown_, strict=True) if one}
    return forests


def share_out(cases: dict[str, Case], forests: dict[str, Grown], faults: int) -> None:
    """Gives each relation its share of the fault it may be."""
    summed = np.zeros(faults + 1)
    for sort, case in cases.items():
        if sort in forests:
            case.share = likely(forests[sort].odds(case.signs)) ** 2
        np.add.at(summed, case.fault, case.share)
    for case in cases.values():
        case.share = case.share / np.maximum(summed[case.fault], 1e-12)


def likely(odds: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", default="")
    options.add_argument("--also", type=Path, action="append", default=[])
    options.add_argument("--networks", type=Path, required=True)
    out = Path(__file__).parents[1] / "halfsky/summary/check/data/weights.npz"
    options.add_argument("--out", type=Path, default=out)
    told = options.parse_args()
    with ProcessPoolExecutor(CORES) as pool:
        every = list(jobs(set(told.without.split(",")), told.also))
        found_by = partial(texts_of, told.networks)
        texts = [text for found in pool.map(found_by, every, chunksize=8) for text in found]
    aligned(texts)
    for fold in range(FOLDS):
        learnt = meant([text for text in texts if text.fold != fold])
        set_odds([text for text in texts if text.fold == fold], learnt)
    found, faults = broken(texts)
    print(
        f"{len(texts)} texts, {sum(len(o.signs) for o in found.values())} broken, {faults} faults"
    )
    names = {sort: tables[0].names for sort, tables in tables_of(texts).items()}
    shelf = Shelf()
    steps = {"meant": meant(texts), "slipped": slipped_trees(found, faults, names)}
    for step, forests in steps.items():
        for sort, one in sorted(forests.items()):
            shelf.put(step, sort, one)
    shelf.write(told.out)


if __name__ == "__main__":
    main()
