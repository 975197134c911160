"""The layers of the network on plain arrays: rows are places of the text, or numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from halfsky.summary.check.network.seen import Numbers

Weights = Mapping[str, Numbers]

# A number looks at so many others before and behind it.
REACH = 64
# Farther apart than this, it does not matter how far.
FARTHEST = 16
# So many numbers at a time look at the others.
_ROWS = 256
_NEVER = -1e9
_LEAST = 1e-5


def linear(weights: Weights, name: str, rows: Numbers) -> Numbers:
    """Each row times the matrix of that name."""
    found: Numbers = rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return found


def above_nought(rows: Numbers) -> Numbers:
    found: Numbers = np.maximum(rows, 0)
    return found


def normed(weights: Weights, name: str, rows: Numbers) -> Numbers:
    """Each row with a mean of nought and a spread of one."""
    rows = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((rows * rows).mean(1, keepdims=True) + _LEAST)
    found: Numbers = rows / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return found


def convolved(weights: Weights, name: str, rows: Numbers, step: int) -> Numbers:
    """Each row with what its neighbours `step` and twice `step` away add, as far as let in."""
    kernel = weights[f"{name}.weight"]  # out, in, taps
    taps = kernel.shape[2]
    beside = step * (taps // 2)
    padded = np.pad(rows, ((beside, beside), (0, 0)))
    found: Numbers = padded[: len(rows)] @ kernel[:, :, 0].T
    for tap in range(1, taps):
        found += padded[tap * step : tap * step + len(rows)] @ kernel[:, :, tap].T
    found += weights[f"{name}.bias"]
    added, gate = np.split(found, 2, axis=1)
    taken: Numbers = rows + above_nought(added) / (1 + np.exp(-gate))
    return taken


def attended(weights: Weights, name: str, rows: Numbers, kin: Mapping[str, Numbers]) -> Numbers:
    """Each number with what it takes from the others near it.

    `kin` says of what kind, in which sentence and in which paragraph each is; two that agree
    in it look at each other more, or less.
    """
    known = normed(weights, f"{name}.norm", rows)
    asks, tells, brings = (linear(weights, f"{name}.{part}", known) for part in ("q", "k", "v"))
    parts = [
        _looked(weights, name, slice(at, at + _ROWS), (asks, tells, brings), kin)
        for at in range(0, len(rows), _ROWS)
    ]
    rows = rows + linear(weights, f"{name}.o", np.concatenate(parts))
    wide = above_nought(linear(weights, f"{name}.wide", normed(weights, f"{name}.norm2", rows)))
    return rows + linear(weights, f"{name}.narrow", wide)


def _looked(
    weights: Weights,
    name: str,
    rows: slice,
    made: tuple[Numbers, Numbers, Numbers],
    kin: Mapping[str, Numbers],
) -> Numbers:
    asks, tells, brings = made
    others = slice(max(0, rows.start - REACH), rows.stop + REACH)
    near = _near(weights, name, kin)
    heads = near.shape[1]
    own, its = np.arange(len(asks))[rows], np.arange(len(asks))[others]
    apart = its[None, :] - own[:, None]
    place = np.clip(apart, -FARTHEST, FARTHEST) + FARTHEST
    for of in kin.values():
        place = 2 * place + (of[rows][:, None] == of[others][None, :])
    place = np.where(abs(apart) <= REACH, place, len(near) - 1)
    odds = _by_head(asks[rows], heads) @ _by_head(tells[others], heads).transpose(0, 2, 1)
    odds = odds / np.sqrt(asks.shape[1] // heads) + near.take(place, axis=0).transpose(2, 0, 1)
    odds = np.exp(odds - odds.max(2, keepdims=True))
    share = odds / odds.sum(2, keepdims=True)
    found: Numbers = share @ _by_head(brings[others], heads)
    return found.transpose(1, 0, 2).reshape(len(own), -1)


def _near(weights: Weights, name: str, kin: Mapping[str, Numbers]) -> Numbers:
    """What two numbers so far apart, alike in this and that or not, add to their odds.

    A row for each; the last is for those out of reach.
    """
    near = weights[f"{name}.apart.weight"]
    for one in kin:
        near = (near[:, None, :] + weights[f"{name}.{one}.weight"][None, :, :]).reshape(
            -1, near.shape[1]
        )
    never = np.full((1, near.shape[1]), _NEVER, dtype=near.dtype)
    return np.concatenate([near, never])


def _by_head(rows: Numbers, heads: int) -> Numbers:
    """heads, rows, columns of the head"""
    return rows.reshape(len(rows), heads, -1).transpose(1, 0, 2)
