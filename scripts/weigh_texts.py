"""The relations of labelled texts as tables to learn from: weigh_check.py learns.

Of each labelled text, and of sound texts with a slip put into a number that hung together, every
relation with its signs and with the fault that it may be.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.arithmetic import Found, findings
from halfsky.summary.check.clues.relations import KINDS, Relation, holds
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.likelihood.weighing import Signed, signed
from halfsky.summary.check.network.network import Network, Networks
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard
from tests.check.labels import HERE, LabelledProblem, LabelledText, read_cases
from tests.check.paraphrases import paraphrases, slipped

FOLDS = 4
FOLDERS = ("labelled", "revealed", "learnt", "summaries")
# A slip that somebody made weighs more than one that a die put in.
MADE = 0.6
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}
SUMS = {"sum_mismatch", "contradiction"}


@dataclass(frozen=True)
class Row:
    """A relation with its signs; `fault` is which fault of its text it may be.

    -1 stands for none, -2 for a relation that touches a fault and teaches nothing.
    """

    signed: Signed
    fault: int


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


@dataclass
class Table:
    """The relations of one sort in a text, a row each; `odds` that they were meant come later."""

    names: list[str]
    signs: Any
    outlines: list[Any]
    held: Any
    broken: Any
    surety: Any
    fault: Any
    odds: Any = None

    @classmethod
    def of(cls, rows: list[Row]) -> Table:
        names = sorted({name for row in rows for name in row.signed.signs})
        place = {name: at for at, name in enumerate(names)}
        signs = np.zeros((len(rows), len(names)), dtype=np.float32)
        for at, row in enumerate(rows):
            for name, value in row.signed.signs.items():
                signs[at, place[name]] = value
        return cls(
            names,
            signs,
            [Outline.of(row.signed.relation) for row in rows],
            np.array([row.signed.held for row in rows]),
            np.array([row.signed.broken for row in rows]),
            np.array([row.signed.surety for row in rows]),
            np.array([row.fault for row in rows]),
        )

    def align(self, names: list[str]) -> None:
        """Puts the signs in the order of `names`; those that are missing are nought."""
        place = {name: at for at, name in enumerate(names)}
        signs = np.zeros((len(self.signs), len(names)), dtype=np.float32)
        signs[:, [place[name] for name in self.names]] = self.signs
        self.names, self.signs = names, signs


@dataclass(frozen=True)
class Text:
    """The relations of one text by sort; a made one has a slip put in."""

    fold: int
    tables: dict[str, Table]
    sure: dict[int, float]
    faults: int
    made: bool
    weight: float = 1.0

    @classmethod
    def of(
        cls, fold: int, rows: list[Row], sure: dict[int, float], faults: int, made: bool
    ) -> Text:
        by: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by[row.signed.relation.sort].append(row)
        return cls(fold, {sort: Table.of(r) for sort, r in by.items()}, sure, faults, made)


def read(text: str) -> ReadText:
    return read_text(text, standard())


def may_be(relation: Relation, fault: LabelledProblem) -> bool:
    """Whether a relation may be the fault labelled there."""
    kind, told, kinds = KINDS[relation.sort], relation.told, fault.kinds
    akin = kind in kinds or (kind != "rate_mismatch" and SUMS & set(kinds))
    if not (akin or (relation.sort in {"product", "timed", "bill"} and "rate_mismatch" in kinds)):
        return False
    inside = [one for one in told if touched(one.reading.start, one.reading.end, fault)]
    if relation.sort == "undone":
        return relation.whole in inside
    return len(inside) > 1 and told[-1] in inside


def touched(start: int, end: int, fault: LabelledProblem) -> bool:
    return start < fault.end and fault.start < end


def touches(relation: Relation, item: LabelledText) -> bool:
    """Whether something between the first and the last of its numbers is a fault."""
    start, end = relation.told[0].reading.start, relation.told[-1].reading.end
    return any(touched(start, end, problem) for problem in item.problems)


def _fault_of(one: Signed, faults: list[LabelledProblem], item: LabelledText) -> int:
    if one.broken:
        for at, fault in enumerate(faults):
            if may_be(one.relation, fault):
                return at
    return -2 if touches(one.relation, item) else -1


def half_of(fold: int) -> int:
    """Which of the two networks that have learnt from half of the texts has not seen this fold."""
    return 2 * fold // FOLDS


def labelled(item: LabelledText, fold: int, made: bool, networks: Networks) -> Text:
    """The relations of a labelled text: those of its faults, and those that are none."""
    faults = [fault for fault in item.problems if ARITHMETIC & set(fault.kinds)]
    text = read(item.text)
    found, sure = signed(text, Found(findings(text)), networks, far=True)
    rows = [Row(one, _fault_of(one, faults, item)) for one in found]
    return Text.of(fold, rows, sure, len(faults), made)


Held = set[tuple[str, tuple[int, ...]]]


def key(relation: Relation) -> tuple[str, tuple[int, ...]]:
    return relation.sort, (relation.whole.at, *(part.at for part in relation.parts))


def held_by(text: ReadText) -> dict[int, Held]:
    """By each number the relations it holds with others; of small ones most hold by chance."""
    held = defaultdict(set)
    for relation in related(tell(text)):
        least = 13 if relation.sort == "same" else 15
        if holds(relation) and relation.whole.low >= least:
            for told in relation.told:
                held[told.at].add(key(relation))
    return held


def slips(text: str, fold: int, networks: Networks) -> Iterator[Text]:
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
            yield from _slip(after, at, held[at], fold, networks)


def _slip(after: ReadText, at: int, held: Held, fold: int, networks: Networks) -> Iterator[Text]:
    found, sure = signed(after, Found(findings(after)), networks)
    rows = []
    for one in found:
        touches = any(told.at == at for told in one.relation.told)
        meant = one.broken and key(one.relation) in held
        rows.append(Row(one, 0 if meant else -2 if touches else -1))
    if any(row.fault == 0 for row in rows):
        yield Text.of(fold, rows, sure, 1, made=True)


Job = tuple[LabelledText, int, bool]


@cache
def loaded(folder: Path, half: int) -> Networks:
    """The networks that have not learnt from this half of the texts."""
    return Networks(*(Network.load(folder / f"{name}{half}.npz") for name in ("", "pairs-")))


def texts_of(networks: Path, job: Job) -> list[Text]:
    """The text of a job and, of a sound one, its slips, as the network sees it that has not
    learnt from it."""
    item, fold, made = job
    seen = loaded(networks, half_of(fold))
    found = [labelled(item, fold, made, seen)]
    if item.clean and not made:
        found += slips(item.text, fold, seen)
    return [replace(text, weight=MADE if text.made else 1.0) for text in found]


def jobs(without: set[str], also: list[Path]) -> Iterator[Job]:
    """Every text to learn from; cases of one name fall into one fold."""
    for folder in (*(HERE / name for name in FOLDERS), *also):
        for path in sorted(folder.glob("*.txt")):
            number = path.stem.partition("-")[0] if folder.name == "revealed" else ""
            if not number or number not in without:
                for at, case in enumerate(read_cases(folder, path.name)):
                    yield from ((item, at % FOLDS, False) for item in case.texts)
    for path in sorted((HERE / "whole").glob("*.txt")):
        yield LabelledText(path.read_text(encoding="utf-8")), 0, False
    for at, made in enumerate(paraphrases(11, 6, held_out=False)):
        yield made.labelled(), at % FOLDS, True
