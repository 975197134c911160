"""Makes network.npz: what the numbers of a text are to each other, learnt from labelled texts.

    python scripts/teach_network.py [--without 61,62,…] [--networks FOLDER] [--out FILE]

Needs torch (requirements/learn.txt). Of each labelled text every relation that its numbers may
have; that it comes out says that it was meant, but for chance. Three networks: one that has learnt
from all texts, which is shipped, and two that have learnt from half of them (FOLDER), by which the
texts of the other half are weighed (weigh_check.py --networks FOLDER).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from weigh_texts import Job, half_of, jobs, read, touches

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.clues.relations import KINDS, NEVER_HOLDS, holds, surety
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.network.layers import FARTHEST, REACH
from halfsky.summary.check.network.network import LOOKS, STEPS, Network
from halfsky.summary.check.network.seen import (
    FILLING,
    FIRST_KNOWN,
    NUMBER,
    OF_NUMBER,
    OF_RELATION,
    UNKNOWN,
    Joined,
    Seen,
    see,
)
from halfsky.summary.check.text.wording import unit_kinds

CORES = 2
SORTS = [sort for sort in KINDS if sort not in NEVER_HOLDS]
# A character that stands in fewer texts is not learnt.
LEAST_TEXTS = 5
LETTERS, WIDE, OF_KIND, HEADS, OF_ROLE, HIDDEN, TAPS = 48, 64, 16, 4, 48, 64, 5
# What 96 columns and 1500 characters at a time came to: docs/decisions/0043.
FIRST_ROUNDS, ROUNDS, RATE = 5, 12, 2e-3
LEFT_OUT, HIDDEN_CHARACTERS, DECAY = 0.2, 0.1, 0.01


@dataclass(frozen=True)
class Lesson:
    """What a network is to tell, and what of each number it may see (seen.py)."""

    sorts: tuple[str, ...]
    heeded: tuple[float, ...]
    # So many characters of text at a time.
    most: int


RELATIONS = Lesson(tuple(SORTS), (1.0,) * OF_NUMBER, 6000)


@dataclass
class Plain:
    """A text with its numbers and relations, before it is known which characters are learnt."""

    fold: int
    seen: Seen
    joined: Joined
    # How likely each was meant: at first, whether it comes out.
    meant: Any
    surety: Any


KINDS_OF_NUMBERS = sorted({"number", "fraction", *unit_kinds().values()})


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


class Convolution(nn.Conv1d):
    """Each place with what its neighbours add to it, as far as it lets them in."""

    def __init__(self, step: int) -> None:
        super().__init__(WIDE, 2 * WIDE, TAPS, padding=step * (TAPS // 2), dilation=step)

    def added(self, rows: Any) -> Any:
        added, gate = self(rows).chunk(2, 1)
        return torch.relu(added) * torch.sigmoid(gate)


class Attention(nn.Module):
    """Each number with what it takes from the others near it (layers.py)."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDE, WIDE) for _ in range(4))
        self.norm, self.norm2 = nn.LayerNorm(WIDE), nn.LayerNorm(WIDE)
        self.apart = nn.Embedding(2 * FARTHEST + 1, HEADS)
        self.sentence, self.paragraph, self.sort = (nn.Embedding(2, HEADS) for _ in range(3))
        self.wide, self.narrow = nn.Linear(WIDE, 2 * WIDE), nn.Linear(2 * WIDE, WIDE)
        self.leave_out = nn.Dropout(LEFT_OUT / 2)

    def forward(self, rows: Any, batch: Batch) -> Any:
        texts, most, _ = rows.shape
        known = self.norm(rows)
        asks, tells, brings = (
            part(known).view(texts, most, HEADS, -1).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        odds = asks @ tells.transpose(2, 3) / (WIDE // HEADS) ** 0.5 + self._near(batch)
        share = odds.masked_fill(~batch.reached[:, None], -1e9).softmax(-1)
        taken = (share @ brings).transpose(1, 2).reshape(texts, most, WIDE)
        rows = rows + self.leave_out(self.o(taken))
        wide = torch.relu(self.wide(self.norm2(rows)))
        return rows + self.leave_out(self.narrow(wide))

    def _near(self, batch: Batch) -> Any:
        near = self.apart(batch.apart.clamp(-FARTHEST, FARTHEST) + FARTHEST)[None]
        for part, of in (
            (self.sentence, batch.sentences),
            (self.paragraph, batch.paragraphs),
            (self.sort, batch.kinds),
        ):
            near = near + part((of[:, :, None] == of[:, None, :]).long())
        return near.permute(0, 3, 1, 2)


class Model(nn.Module):
    """The network of network.py, to be taught; its weights have the same names."""

    def __init__(self, characters: int, lesson: Lesson) -> None:
        super().__init__()
        self.lesson = lesson
        self.register_buffer("heeded", torch.tensor(lesson.heeded))
        sorts = len(lesson.sorts)
        self.emb = nn.Embedding(characters, LETTERS, padding_idx=FILLING)
        self.inp = nn.Linear(LETTERS, WIDE)
        self.convs = nn.ModuleList([Convolution(step) for step in STEPS])
        self.kind = nn.Embedding(len(KINDS_OF_NUMBERS), OF_KIND)
        self.num = nn.Linear(WIDE + OF_KIND + OF_NUMBER, WIDE)
        self.att = nn.ModuleList([Attention() for _ in range(LOOKS)])
        self.whole = nn.Linear(WIDE, OF_ROLE * sorts)
        self.part = nn.Linear(WIDE, OF_ROLE * sorts)
        self.h1 = nn.Linear(OF_ROLE * 5 + OF_RELATION, HIDDEN)
        self.sort = nn.Embedding(sorts, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.leave_out = nn.Dropout(LEFT_OUT)

    def numbers(self, batch: Batch) -> Any:
        """Every number of the texts as the network understands it, one after the other."""
        there = (batch.characters != FILLING).unsqueeze(1).float()
        rows = self.leave_out(self.inp(self.emb(batch.characters))).transpose(1, 2)
        for one in self.convs:
            rows = rows + self.leave_out(one.added(rows * there))
        places = batch.places.unsqueeze(2).expand(-1, -1, WIDE)
        own = torch.gather(rows.transpose(1, 2), 1, places)
        numbers = torch.cat([own, self.kind(batch.kinds), batch.about * self.heeded], 2)
        numbers = torch.relu(self.num(numbers))
        for look in self.att:
            numbers = look(numbers, batch)
        return numbers.flatten(0, 1)

    def forward(self, batch: Batch) -> Any:
        """The log of the odds of each relation."""
        numbers = self.numbers(batch)
        wholes, parts = (
            role(numbers).view(len(numbers), len(self.lesson.sorts), OF_ROLE)
            for role in (self.whole, self.part)
        )
        whole = wholes[batch.wholes, batch.sorts]
        of = torch.repeat_interleave(torch.arange(len(batch.sorts)), batch.counts)
        each = parts[batch.parts, batch.sorts[of]]
        nought = torch.zeros_like(whole)
        mean = nought.index_add(0, of, each) / batch.counts[:, None]
        most = (nought - 1e4).index_reduce(0, of, each, "amax")
        first, last = each[batch.starts], each[batch.starts + batch.counts - 1]
        signs = [
            whole * mean,
            torch.relu(whole + first),
            torch.relu(whole + most),
            first * last,
            torch.relu(whole + mean),
            batch.lie,
        ]
        hidden = self.h1(self.leave_out(torch.cat(signs, 1))) + self.sort(batch.sorts)
        return self.out(self.leave_out(torch.relu(hidden)))[:, 0]


class Batch:
    """Some texts as arrays of one size, and all their relations."""

    def __init__(self, texts: list[Plain]) -> None:
        most = max(len(text.seen.places) for text in texts)
        self.characters = _filled([text.seen.characters for text in texts], FILLING)
        self.places = _filled([text.seen.places for text in texts])
        self.kinds = _filled([text.seen.kinds for text in texts])
        self.sentences = _filled([text.seen.sentences for text in texts])
        self.paragraphs = _filled([text.seen.paragraphs for text in texts])
        self.about = _filled([text.seen.about for text in texts])
        at = torch.arange(most)
        self.apart = at[None, :] - at[:, None]
        lengths = torch.tensor([len(text.seen.places) for text in texts])
        self.reached = (at[None, :] < lengths[:, None])[:, None, :] & (self.apart.abs() <= REACH)
        self.sorts = _row([text.joined.sorts for text in texts])
        self.counts = _row([text.joined.counts for text in texts])
        self.wholes = _row([text.joined.wholes + most * n for n, text in enumerate(texts)])
        self.parts = _row([text.joined.parts + most * n for n, text in enumerate(texts)])
        self.starts = self.counts.cumsum(0) - self.counts
        self.lie = _row([text.joined.about(text.seen) for text in texts])
        self.meant = _row([text.meant for text in texts])


def _row(arrays: list[Any]) -> Any:
    return torch.from_numpy(np.concatenate(arrays))


def _filled(arrays: list[Any], value: int = 0) -> Any:
    rows = [torch.from_numpy(array) for array in arrays]
    return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value)


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
    """Writes the weights with half their digits, which changes nothing that matters."""
    named = model.named_parameters()
    weights = {name: one.detach().numpy().astype(np.float16) for name, one in named}
    words = "".join(chr(code - FIRST_KNOWN) for code in vocabulary)
    np.savez_compressed(
        path,
        vocabulary=np.array(words),
        kinds=np.array(" ".join(KINDS_OF_NUMBERS)),
        sorts=np.array(" ".join(model.lesson.sorts)),
        heeded=np.array(model.lesson.heeded),
        **weights,
    )


def agrees(model: Model, path: Path, texts: list[Plain]) -> float:
    """How far apart what the product computes and what was taught are, at most."""
    network = Network.load(path)
    with torch.no_grad():
        pairs = [
            (network.joined(text.seen, text.joined), model(Batch([text])).numpy()) for text in texts
        ]
    return max(float(np.max(np.abs(one - other))) for one, other in pairs)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", default="")
    options.add_argument("--also", type=Path, action="append", default=[])
    options.add_argument("--networks", type=Path, required=True)
    out = Path(__file__).parents[1] / "halfsky/summary/check/data/network.npz"
    options.add_argument("--out", type=Path, default=out)
    told = options.parse_args()
    with ProcessPoolExecutor(CORES) as pool:
        every = list(jobs(set(told.without.split(",")), told.also))
        texts = [text for text in pool.map(plain_of, every, chunksize=8) if text]
    vocabulary = vocabulary_of(texts)
    renumber(texts, vocabulary)
    told.networks.mkdir(exist_ok=True)
    print(f"{len(texts)} texts, {len(vocabulary)} characters", flush=True)
    teach_all(texts, vocabulary, told.networks, told.out)


def teach_all(
    texts: list[Plain], vocabulary: dict[int, int], networks: Path, shipped: Path
) -> None:
    """Teaches and keeps the three networks, as many at a time as there are cores."""
    characters = FIRST_KNOWN + len(vocabulary)
    halves = [[text for text in texts if half_of(text.fold) == half] for half in range(2)]
    with ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        first = [
            pool.submit(taught, halves[1 - half], characters, FIRST_ROUNDS, f"first {half}")
            for half in range(2)
        ]
        for half, model in zip(halves, first, strict=True):
            sober(half, model.result())
        learnt = {shipped: texts} | {networks / f"{at}.npz": halves[1 - at] for at in range(2)}
        models = {
            path: pool.submit(taught, its, characters, ROUNDS, path.stem)
            for path, its in learnt.items()
        }
        for path, model in models.items():
            keep(model.result(), vocabulary, path)
            apart = agrees(model.result(), path, texts[:100])
            print(f"{path}: differs by {apart:.3f} at most", flush=True)


if __name__ == "__main__":
    main()
