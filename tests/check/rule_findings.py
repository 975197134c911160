"""What one rule says of a text, for tests that ask a rule by itself."""

from __future__ import annotations

from types import ModuleType

from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard


def found(rule: ModuleType, text: str) -> list[str]:
    """The sentences of the rule's findings."""
    return [problem.message for problem in rule.find(read_text(text, standard()))]
