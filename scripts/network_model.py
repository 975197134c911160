"""The networks of the checker in torch, to be taught; network.py computes what they say.

Needs torch (requirements/learn.txt).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1]))

from halfsky.summary.check.network.layers import FARTHEST, REACH
from halfsky.summary.check.network.network import LOOKS, STEPS
from halfsky.summary.check.network.seen import (
    FILLING,
    OF_NUMBER,
    OF_RELATION,
    Joined,
    Seen,
)
from halfsky.summary.check.text.wording import unit_kinds

LETTERS, WIDE, OF_KIND, HEADS, OF_ROLE, HIDDEN, TAPS = 48, 64, 16, 4, 48, 64, 5
LEFT_OUT = 0.2


@dataclass(frozen=True)
class Lesson:
    """What a network is to tell, and what of each number it may see (seen.py)."""

    sorts: tuple[str, ...]
    heeded: tuple[float, ...]
    # So many characters of text at a time.
    most: int


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
