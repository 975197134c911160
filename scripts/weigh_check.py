"""Makes weights.json: what the signs of a relation say, learnt from labelled texts.

    python scripts/weigh_check.py [--without 61,62,…] [--also FOLDER] [--out FILE] [--show FILE]

Needs lightgbm (requirements/bench.txt). Learns from tests/check/labelled and revealed, from sound
texts of them with a slip put into a number that hung together, from the whole summaries, and from
the forms that are not held out. `--without` leaves out the revealed files of these numbers, to be
scored unseen. Two steps (weighing.py): what the words alone say, learnt from which relations of
real texts come out; then, of those that nearly do, which are faults.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.forest import Forest
from halfsky.summary.check.nearness import Signs
from halfsky.summary.check.possible import related
from halfsky.summary.check.reading import ReadText, read_text
from halfsky.summary.check.relations import KINDS, Relation, holds
from halfsky.summary.check.rivals import Candidate, Rivals
from halfsky.summary.check.told import tell
from halfsky.summary.check.vocabulary import standard
from halfsky.summary.check.weighing import Signed, meant_odds, signed
from tests.check.labels import HERE, LabelledProblem, LabelledText, read_cases
from tests.check.paraphrases import paraphrases, slipped

MADE, REAL = 0.3, 1.0
ROUNDS, FOLDS = 3, 4
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}
SUMS = {"sum_mismatch", "contradiction"}
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
# What can only speak for a slip, or only against it, whatever a few texts seem to say.
ONE_WAY = {"odds": 1, "over_kin": 1, "share": 1} | dict.fromkeys(
    ("kin_held", "within", "held_share", "sure_whole", "sure_least", "sure_mean", "sure_most"), -1
)


@dataclass(frozen=True)
class Row:
    """A relation with its signs; `fault` is which fault of its text it may be.

    -1 stands for none, -2 for a relation that touches a fault and teaches nothing.
    """

    signed: Signed
    fault: int


@dataclass(frozen=True)
class Text:
    """The relations of one text; a made one has a slip put in."""

    fold: int
    rows: list[Row]
    sure: dict[int, float]
    faults: int
    made: bool


def read(text: str) -> ReadText:
    return read_text(text, standard())


def may_be(relation: Relation, fault: LabelledProblem) -> bool:
    """Whether a relation may be the fault labelled there."""
    kind, told, kinds = KINDS[relation.sort], relation.told, fault.kinds
    akin = kind in kinds or (kind != "rate_mismatch" and SUMS & set(kinds))
    if not (akin or (relation.sort in {"product", "bill"} and "rate_mismatch" in kinds)):
        return False
    inside = [one for one in told if touched(one.reading.start, one.reading.end, fault)]
    return len(inside) > 1 and told[-1] in inside


def touched(start: int, end: int, fault: LabelledProblem) -> bool:
    return start < fault.end and fault.start < end


def _fault_of(one: Signed, faults: list[LabelledProblem], problems: list[LabelledProblem]) -> int:
    if one.broken:
        for at, fault in enumerate(faults):
            if may_be(one.relation, fault):
                return at
    told = one.relation.told
    start, end = told[0].reading.start, told[-1].reading.end
    return -2 if any(touched(start, end, problem) for problem in problems) else -1


def labelled(item: LabelledText, fold: int, made: bool) -> Text:
    """The relations of a labelled text: those of its faults, and those that are none."""
    faults = [fault for fault in item.problems if ARITHMETIC & set(fault.kinds)]
    found, sure = signed(read(item.text), far=True)
    rows = [Row(one, _fault_of(one, faults, item.problems)) for one in found]
    return Text(fold, rows, sure, len(faults), made)


def key(relation: Relation) -> tuple[str, tuple[int, ...]]:
    return relation.sort, (relation.whole.at, *(part.at for part in relation.parts))


def held_by(text: ReadText) -> dict[int, set[tuple[str, tuple[int, ...]]]]:
    """By each number the relations it holds with others; of small ones most hold by chance."""
    held = defaultdict(set)
    for relation in related(tell(text)):
        least = 13 if relation.sort == "same" else 15
        if relation.sort != "excess" and holds(relation) and relation.whole.low >= least:
            for told in relation.told:
                held[told.at].add(key(relation))
    return held


def slips(text: str, fold: int) -> Iterator[Text]:
    """A sound text with one number slipped, several times: what held before is the fault."""
    rng = random.Random(text)
    before = read(text)
    held = held_by(before)
    places = sorted(held)
    rng.shuffle(places)
    for at in places[: 2 if len(text) < 200 else 3]:
        number = before.readings[at]
        printed = text[number.start : number.end]
        made = slipped(printed, rng)
        after = read(text[: number.start] + made + text[number.end :])
        if made != printed and len(after.readings) == len(before.readings):
            yield from _slip(after, at, held[at], fold)


def _slip(
    after: ReadText, at: int, held: set[tuple[str, tuple[int, ...]]], fold: int
) -> Iterator[Text]:
    found, sure = signed(after)
    rows = []
    for one in found:
        touches = any(told.at == at for told in one.relation.told)
        meant = one.broken and key(one.relation) in held
        rows.append(Row(one, 0 if meant else -2 if touches else -1))
    if any(row.fault == 0 for row in rows):
        yield Text(fold, rows, sure, 1, made=True)


def _texts_of(job: tuple[LabelledText, int, bool]) -> list[Text]:
    item, fold, made = job
    found = [
        labelled(item, fold, made),
        *(slips(item.text, fold) if item.clean and not made else ()),
    ]
    return [replace(text, rows=[bare(row) for row in text.rows]) for text in found]


def bare(row: Row) -> Row:
    """A row that travels between processes: the numbers of the relation without their text."""
    return Row(replace(row.signed, relation=Outline.of(row.signed.relation)), row.fault)


@dataclass(frozen=True)
class Place:
    """A number of a relation, of which only the place is left."""

    at: int


@dataclass(frozen=True)
class Outline:
    """A relation of which only sort and places are left."""

    sort: str
    whole: Place
    parts: tuple[Place, ...]

    @classmethod
    def of(cls, relation: Relation) -> Any:
        places = tuple(Place(part.at) for part in relation.parts)
        return cls(relation.sort, Place(relation.whole.at), places)


def jobs(without: set[str], also: list[Path]) -> Iterator[tuple[LabelledText, int, bool]]:
    """Every text to learn from; cases of one name fall into one fold."""
    for folder in (HERE / "labelled", HERE / "revealed", *also):
        for path in sorted(folder.glob("*.txt")):
            if folder.name == "revealed" and path.name.partition("-")[0] in without:
                continue
            for at, case in enumerate(read_cases(folder, path.name)):
                yield from ((item, at % FOLDS, False) for item in case.texts)
    for path in sorted((HERE / "whole").glob("*.txt")):
        yield LabelledText(path.read_text(encoding="utf-8")), 0, False
    for at, made in enumerate(paraphrases(11, 6, held_out=False)):
        yield made.labelled(), at % FOLDS, True


def fitted(rows: list[Signs], wanted: Any, weights: Any, **how: Any) -> Forest:
    """Trees over the signs of the rows."""
    names = sorted({name for signs in rows for name in signs})
    table = np.array([[signs.get(name, 0.0) for name in names] for signs in rows])
    one_way = [ONE_WAY.get(name, 0) for name in names]
    model = LGBMClassifier(**TREES | how, monotone_constraints=one_way)
    model.fit(table, wanted, sample_weight=weights)
    trees = [grown(one["tree_structure"]) for one in model.booster_.dump_model()["tree_info"]]
    return Forest(names, trees)


def grown(node: dict[str, Any]) -> Any:
    """A tree of the library as nested lists."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    bound = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], bound, grown(node["left_child"]), grown(node["right_child"])]


def meant(texts: list[Text]) -> dict[str, Forest]:
    """What the words alone say: learnt from which relations of unslipped texts come out."""
    by: dict[str, list[Signed]] = defaultdict(list)
    for text in texts:
        if not text.made:
            for row in text.rows:
                if row.fault != -2:
                    by[row.signed.relation.sort].append(row.signed)
    found = {}
    for sort, rows in by.items():
        held = np.array([row.held for row in rows])
        if held.sum() > 10:
            words = [worded(row.signs) for row in rows]
            found[sort] = fitted(
                words, held, None, n_estimators=80, num_leaves=8, learning_rate=0.1
            )
    return found


NUMBERS = ("n_", "s_")
NUMERIC = {"over", "ratio_max", "b_more", "minor", "small", "points", "whole_division", "above"}
NUMERIC |= {"down", "adj_far", "swap_adj", "one_adj"}


def worded(signs: Signs) -> Signs:
    """The signs that do not know how the numbers come out."""
    return {
        name: value
        for name, value in signs.items()
        if not name.startswith(NUMBERS)
        and name not in NUMERIC
        and not name.endswith(("_slip", "_close"))
    }


@dataclass
class Broken:
    """The broken relations of one sort: their signs, the fault each may be, its weight."""

    signs: list[Signs]
    fault: Any
    weight: Any


def broken(texts: list[Text], folds: list[dict[str, Forest]]) -> tuple[dict[str, Broken], int]:
    """Every broken relation with its standing; odds come from trees that did not see the text."""
    by: dict[str, list[tuple[Signs, int, float]]] = defaultdict(list)
    faults = 0
    for text in texts:
        forests = folds[text.fold]
        rows = [row for row in text.rows if row.signed.held or row.signed.broken]
        candidates = [
            Candidate(one.relation, meant_odds(one, forests), one.held, one.broken)
            for one in (row.signed for row in rows)
        ]
        rivals = Rivals(candidates, text.sure)
        for row, candidate in zip(rows, candidates, strict=True):
            if row.signed.broken and row.fault != -2:
                fault = faults + row.fault if row.fault >= 0 else -1
                signs = row.signed.signs | rivals.signs(candidate)
                by[candidate.relation.sort].append((signs, fault, MADE if text.made else REAL))
        faults += text.faults
    found = {
        sort: Broken(
            [r[0] for r in rows], np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
        )
        for sort, rows in by.items()
    }
    return found, faults


def slipped_trees(found: dict[str, Broken], faults: int) -> dict[str, Forest]:
    """Which of the relations that may be a fault it is, is learnt by turns."""
    forests: dict[str, Forest] = {}
    for _ in range(ROUNDS):
        shares = {
            sort: np.array([likely(forests[sort], s) ** 2 for s in one.signs])
            if sort in forests
            else np.ones(len(one.fault))
            for sort, one in found.items()
        }
        summed = np.zeros(faults + 1)
        for sort, one in found.items():
            np.add.at(summed, one.fault, shares[sort])
        for sort, one in found.items():
            is_fault = one.fault >= 0
            if is_fault.sum() > 4:
                share = np.where(is_fault, shares[sort] / np.maximum(summed[one.fault], 1e-12), 1.0)
                forests[sort] = fitted(
                    one.signs,
                    is_fault,
                    one.weight * share + 1e-9,
                    n_estimators=120,
                    num_leaves=6,
                    learning_rate=0.1,
                    min_child_samples=10,
                )
    return forests


def likely(forest: Forest, signs: Signs) -> float:
    return float(1 / (1 + np.exp(-np.clip(forest.odds(signs), -30, 30))))


def kept(forests: dict[str, Forest]) -> dict[str, Any]:
    return {s: {"names": one.names, "trees": one.trees} for s, one in sorted(forests.items())}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", default="")
    options.add_argument("--also", type=Path, action="append", default=[])
    out = Path(__file__).parents[1] / "halfsky/summary/check/weights.json"
    options.add_argument("--out", type=Path, default=out)
    told = options.parse_args()
    with ProcessPoolExecutor(2) as pool:
        every = list(jobs(set(told.without.split(",")), told.also))
        texts = [text for found in pool.map(_texts_of, every, chunksize=8) for text in found]
    folds = [meant([text for text in texts if text.fold != fold]) for fold in range(FOLDS)]
    found, faults = broken(texts, folds)
    print(
        f"{len(texts)} texts, {sum(len(o.signs) for o in found.values())} broken, {faults} faults"
    )
    weights = {"meant": kept(meant(texts)), "slipped": kept(slipped_trees(found, faults))}
    text = json.dumps(weights, sort_keys=True, separators=(",", ":"))
    told.out.write_text(text.replace("]],", "]],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
