"""Makes network.npz: what the numbers of a text are to each other, learnt from labelled texts.

    python scripts/teach_network.py [--without 61,62,…] [--networks FOLDER] [--out FILE]

Needs torch (requirements/learn.txt). Of each labelled text every relation that its numbers may
have; that it comes out says that it was meant, but for chance. Three networks: one that has learnt
from all texts, which is shipped, and two that have learnt from half of them (FOLDER), by which the
texts of the other half are weighed (weigh_check.py --networks FOLDER).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from network_model import KINDS_OF_NUMBERS, Batch, Lesson, Model, Plain
from weigh_texts import Job, half_of, jobs, read, touches

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.clues.relations import KINDS, NEVER_HOLDS, holds, surety
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.network.network import Network
from halfsky.summary.check.network.seen import (
    FIRST_KNOWN,
    NUMBER,
    OF_NUMBER,
    UNKNOWN,
    Joined,
    see,
)

CORES = 2
SORTS = [sort for sort in KINDS if sort not in NEVER_HOLDS]
# A character that stands in fewer texts is not learnt.
LEAST_TEXTS = 5
# What 96 columns and 1500 characters at a time came to: docs/decisions/0043.
FIRST_ROUNDS, ROUNDS, RATE = 5, 12, 2e-3
HIDDEN_CHARACTERS, DECAY = 0.1, 0.01


RELATIONS = Lesson(tuple(SORTS), (1.0,) * OF_NUMBER, 6000)


def plain_of(job: Job) -> Plain | None:
    """The relations of a labelled text, but for those that touch a fault."""
    item, fold, made = job
    text = read(item.text)
    told = tell(text)
    known = [one for one in related(told) if one.sort in SORTS and not touches(one, item)]
    if made or not known:
        return None
    # Characters by their code: which of them are learnt is known when all texts are read.
    codes = {sign: FIRST_KNOWN + ord(sign) for sign in text.plain}
    seen = see(text.plain, told, codes, KINDS_OF_NUMBERS)
    meant = np.array([holds(one) for one in known], dtype=np.float32)
    sure = np.array([surety(one) if holds(one) else 0.0 for one in known], dtype=np.float32)
    return Plain(fold, seen, Joined.of(known, SORTS), meant, sure)


def vocabulary_of(texts: list[Plain]) -> dict[int, int]:
    """The characters that stand in enough texts, the commonest first, and their places."""
    count = Counter(code for text in texts for code in set(text.seen.characters.tolist()))
    known = [code for code, texts_ in count.most_common() if texts_ >= LEAST_TEXTS]
    places = [code for code in known if code >= FIRST_KNOWN]
    return {code: FIRST_KNOWN + at for at, code in enumerate(places)}


def renumber(texts: list[Plain], vocabulary: dict[int, int]) -> None:
    """Every character by its place in the vocabulary."""
    for text in texts:
        codes = text.seen.characters.tolist()
        places = [code if code < FIRST_KNOWN else vocabulary.get(code, UNKNOWN) for code in codes]
        text.seen = replace(text.seen, characters=np.array(places))


def batches(texts: list[Plain], chance: random.Random, most: int) -> list[list[Plain]]:
    """All texts once, those of about the same length together."""
    by_length = sorted(texts, key=lambda text: len(text.seen.characters) * chance.uniform(1, 1.1))
    found: list[list[Plain]] = [[]]
    room = most
    for text in by_length:
        if room < 0:
            found.append([])
            room = most
        found[-1].append(text)
        room -= len(text.seen.characters)
    chance.shuffle(found)
    return found


def sober(texts: list[Plain], model: Model) -> None:
    """Of what comes out, takes off what does so by chance: as likely as a network says that has
    not learnt from these texts, the likelier the rarer it comes out."""
    with torch.no_grad():
        for text in texts:
            odds = model(Batch([text])).numpy() + text.surety
            text.meant = text.meant / (1 + np.exp(-odds))


def taught(
    texts: list[Plain], characters: int, rounds: int, name: str, lesson: Lesson = RELATIONS
) -> Model:
    """A network that has learnt from these texts in so many rounds."""
    # Threads of one network wait for each other; two networks side by side do not.
    torch.set_num_threads(1)
    torch.manual_seed(1)
    chance = random.Random(1)
    model = Model(characters, lesson)
    steps = rounds * (len(batches(texts, chance, lesson.most)) + 2)
    learner = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(learner, RATE, total_steps=steps, pct_start=0.1)
    for turn in range(rounds):
        began, losses = time.monotonic(), []
        for some in batches(texts, chance, lesson.most):
            batch = Batch(some)
            hidden = torch.rand(batch.characters.shape) < HIDDEN_CHARACTERS
            batch.characters[hidden & (batch.characters > NUMBER)] = UNKNOWN
            loss = functional.binary_cross_entropy_with_logits(model(batch), batch.meant)
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            learner.step()
            pace.step()
            losses.append(loss.item())
        took = time.monotonic() - began
        print(f"{name} {turn + 1}/{rounds} {np.mean(losses):.4f} {took:.0f} s", flush=True)
    model.eval()
    return model


def keep(model: Model, vocabulary: dict[int, int], path: Path) -> None:
    """Writes the weights with half their digits, which changes nothing that matters.

    All in one row, which is read at once, and not packed, which would spare a fifteenth.
    """
    named = model.named_parameters()
    weights = {name: one.detach().numpy().astype(np.float16) for name, one in named}
    words = "".join(chr(code - FIRST_KNOWN) for code in vocabulary)
    np.savez(
        path,
        vocabulary=np.array(words),
        kinds=np.array(" ".join(KINDS_OF_NUMBERS)),
        sorts=np.array(" ".join(model.lesson.sorts)),
        heeded=np.array(model.lesson.heeded),
        shapes=np.array(json.dumps({name: one.shape for name, one in weights.items()})),
        weights=np.concatenate([one.ravel() for one in weights.values()]),
    )


def agrees(model: Model, path: Path, texts: list[Plain]) -> float:
    """How far apart what the product computes and what was taught are, at most."""
    network = Network.load(path)
    with torch.no_grad():
        pairs = [
            (network.joined(text.seen, text.joined), model(Batch([text])).numpy()) for text in texts
        ]
    return max(float(np.max(np.abs(one - other))) for one, other in pairs)


def asked(words: str | None, name: str) -> argparse.Namespace:
    """What the command line says; the network is shipped under that name."""
    options = argparse.ArgumentParser(description=words)
    options.add_argument("--without", default="")
    options.add_argument("--also", type=Path, action="append", default=[])
    options.add_argument("--networks", type=Path, required=True)
    data = Path(__file__).parents[1] / "halfsky/summary/check/data"
    options.add_argument("--out", type=Path, default=data / name)
    return options.parse_args()


def read_all(
    told: argparse.Namespace, plain: Callable[[Job], Plain | None]
) -> tuple[list[Plain], dict[int, int]]:
    """Every text to learn from, and the characters that are learnt."""
    told.networks.mkdir(exist_ok=True)
    with ProcessPoolExecutor(CORES) as pool:
        every = list(jobs(set(told.without.split(",")), told.also))
        texts = [text for text in pool.map(plain, every, chunksize=8) if text]
    vocabulary = vocabulary_of(texts)
    renumber(texts, vocabulary)
    print(f"{len(texts)} texts, {len(vocabulary)} characters", flush=True)
    return texts, vocabulary


def halves_of(texts: list[Plain]) -> list[list[Plain]]:
    return [[text for text in texts if half_of(text.fold) == half] for half in range(2)]


def teach_each(
    learnt: dict[Path, list[Plain]], vocabulary: dict[int, int], rounds: int, lesson: Lesson
) -> None:
    """Teaches and keeps a network from each of these, as many at a time as there are cores."""
    characters = FIRST_KNOWN + len(vocabulary)
    with _apart() as pool:
        models = {
            path: pool.submit(taught, texts, characters, rounds, path.stem, lesson)
            for path, texts in learnt.items()
        }
        for path, model in models.items():
            keep(model.result(), vocabulary, path)
            apart = agrees(model.result(), path, learnt[path][:100])
            print(f"{path}: differs by {apart:.3f} at most", flush=True)


def _apart() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn"))


def teach_first(halves: list[list[Plain]], characters: int) -> None:
    """Takes off either half what comes out by chance, as a network says that has learnt from the
    other."""
    with _apart() as pool:
        first = [
            pool.submit(taught, halves[1 - half], characters, FIRST_ROUNDS, f"first {half}")
            for half in range(2)
        ]
        for half, model in zip(halves, first, strict=True):
            sober(half, model.result())


def main() -> None:
    told = asked(__doc__, "network.npz")
    texts, vocabulary = read_all(told, plain_of)
    halves = halves_of(texts)
    teach_first(halves, FIRST_KNOWN + len(vocabulary))
    learnt = {told.networks / f"{half}.npz": halves[1 - half] for half in range(2)}
    teach_each(learnt | {told.out: texts}, vocabulary, ROUNDS, RELATIONS)


if __name__ == "__main__":
    main()
