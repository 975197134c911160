"""How a file is refused: one sentence for the person who brought it."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that cannot be read; its message is one Chinese sentence."""
