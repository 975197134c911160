"""Regular expressions that are compiled when a text first needs them.

The checker has more than a thousand, a summary needs a third of them, and compiling them all takes
longer than reading it. Both kinds wait until a text holds one of the words without which the
pattern cannot match: `lazy` looks for them a few times and then compiles, `guarded` always: that is
for patterns asked of a whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, cast

from halfsky.summary.check.text.needed_words import Words, needed_words

# `re` makes a table of 21,000 characters for every set of Chinese characters, in a millisecond;
# letters that are not Latin say the same at once.
_CHINESE, _QUICK_CHINESE = r"[\u4e00-\u9fff]", r"[^\W\dA-Za-z_]"
_OTHER, _QUICK_OTHER = r"[^\u4e00-\u9fff]", r"[\W\dA-Za-z_]"
_OR_DIGIT, _QUICK_OR_DIGIT = r"[\u4e00-\u9fff\d]", r"[^\WA-Za-z_]"


def _quick(pattern: str) -> str:
    quick = pattern.replace(_CHINESE, _QUICK_CHINESE).replace(_OTHER, _QUICK_OTHER)
    return quick.replace(_OR_DIGIT, _QUICK_OR_DIGIT)


class _Lazy:
    """Stands for a compiled pattern, and takes over its methods once one of them is needed."""

    # For so many words it is worth while to see that a text cannot match: then it is compiled.
    looks = 6000

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self._compiled().search(text, *span) if self._may_match(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self._compiled().match(text, *span) if self._may_match(text) else None

    def _compiled(self) -> re.Pattern[str]:
        compiled = re.compile(_quick(self.pattern), self.flags)
        # Found without these functions from now on.
        for name in ("finditer", "findall", "search", "match", "fullmatch", "sub", "split"):
            setattr(self, name, getattr(compiled, name))
        return compiled

    @cached_property
    def _words(self) -> Words:
        return needed_words(self.pattern)

    def _may_match(self, text: str) -> bool:
        words = self._words
        self.looks -= len(words)
        for word in words:  # asked often, so without a function for each word
            if word in text:
                return True
        return self.looks < 0 or not words


class _Guarded(_Lazy):
    """The same for `finditer`, and as often as no text has had its words."""

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self._compiled().finditer(text, *span) if self._may_match(text) else iter(())

    def _may_match(self, text: str) -> bool:
        for word in self._words:
            if word in text:
                return True
        return not self._words


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when it may match, or is asked often."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


@cache
def guarded(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when `finditer` or `search` meets a text in which it may be found."""
    return cast("re.Pattern[str]", _Guarded(pattern, flags))
