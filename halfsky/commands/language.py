"""The language of the terminal: Chinese, or English where the locale begins with `en`.

Read without Django, because the checker runs without it; from the same catalogue as the rest.
"""

import gettext
import os
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def terminal_language() -> str:
    """The language of the locale, as the environment states it; nothing where it does not.

    Python's own answer would be no help: it calls an unset locale en_US.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return ""


def is_english() -> bool:
    """Whether commands speak English."""
    return terminal_language().startswith("en")


@cache
def catalogue() -> gettext.NullTranslations:
    """The English catalogue, or none: the source is Chinese."""
    languages = ["en"] if is_english() else []
    return gettext.translation("django", LOCALES, languages, fallback=True)


def _(sentence: str) -> str:
    """A sentence in the language of the terminal."""
    return catalogue().gettext(sentence) if is_english() else sentence
