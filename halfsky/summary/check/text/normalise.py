"""One-to-one clean-up of a text, so that every offset stays true."""

from __future__ import annotations

from functools import cache

from halfsky.summary.check.text import columns
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import load

_NOISE = lazy(r"\[(?!(?:[XxNn]{1,6}|TBD|tbd|TODO|todo)\])[A-Za-z]{2,12}\]")
# No figure has twenty digits and no sentence sixty of one character: such runs only cost time.
_RUNS = lazy(r"\d{20,}|([^\n])\1{59,}")
_SAME = {
    "％": "%",
    "﹪": "%",
    "﹒": ".",
    "．": ".",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "：": ":",
    "｜": "|",
    "；": ";",
    "！": "!",
    "？": "?",
    "～": "~",
    "〜": "~",
    "－": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "﹣": "-",
    "＋": "+",
    "\u00a0": " ",
    "\u3000": " ",
    "\u2003": " ",
    "\u2002": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "\x00",
    "\ufeff": "\x00",
    "\u200e": "\x00",
    "＂": '"',
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "﹙": "(",
    "﹚": ")",
    "㈠": "①",
}


@cache
def _table() -> dict[int, str]:
    table = {ord(key): value for key, value in _SAME.items()}
    for offset in range(10):
        table[ord("０") + offset] = str(offset)
    for offset in range(26):
        table[ord("Ａ") + offset] = chr(ord("A") + offset)
        table[ord("ａ") + offset] = chr(ord("a") + offset)
    for traditional, simplified in _pairs():
        table[ord(traditional)] = simplified
    return table


def _pairs() -> list[tuple[str, str]]:
    words: str = load("traditional.toml")["pairs"]
    return [(word[0], word[1]) for word in words.split()]


def normalise(text: str) -> str:
    """Half-width, simplified and free of noise, with exactly as many characters as `text`."""
    plain = columns.spaced(text).translate(_table())
    plain = columns.tabbed(plain)
    plain = _NOISE.sub(lambda found: "\x00" * len(found.group()), plain)
    return _RUNS.sub(lambda found: "\x00" * len(found.group()), plain)
