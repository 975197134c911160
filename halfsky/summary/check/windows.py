"""Long texts in windows of whole paragraphs, so that memory does not grow with their length."""

from __future__ import annotations

from collections.abc import Iterator

# A summary of work has a few thousand characters: only what is no summary is cut at all.
WINDOW = 20_000
_STOPS = ("\n", "。", "；", ";", "，", ",")


def windows(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each window; nothing is compared across windows."""
    start = 0
    while start < len(text):
        end = _cut(text, start) if len(text) - start > WINDOW else len(text)
        yield start, text[start:end]
        start = end


def _cut(text: str, start: int) -> int:
    """Behind the last paragraph of the window, or the last sentence, or where it is full."""
    for stop in _STOPS:
        at = text.rfind(stop, start + WINDOW // 2, start + WINDOW)
        if at >= 0:
            return at + 1
    return start + WINDOW
