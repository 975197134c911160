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

Words = frozenset[str]

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
    looks = 2000

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
        self.looks -= len(self._words)
        return self.looks < 0 or not self._words or any(word in text for word in self._words)


class _Guarded(_Lazy):
    """The same for `finditer`, and as often as no text has had its words."""

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self._compiled().finditer(text, *span) if self._may_match(text) else iter(())

    def _may_match(self, text: str) -> bool:
        for word in self._words:  # asked often, so without a function for each word
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


# The parts of a pattern as far as they matter here; what fits none of them ends the reading.
_TOKEN = re.compile(
    r"\[(?P<set>\^?\]?(?:\\.|[^\]\\])*)\]"
    r"|(?P<open>\((?:\?(?:[:=!]|<[=!]|P<\w+>)|(?!\?)))"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<optional>(?:[*?]|\{0?,\d*\}|\{0\})\??)"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<words>[^\\\[\](){}|*+?.^$]+)"
    r"|(?P<other>(?:\+|\{\d+(?:,\d*)?\})\??|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[^ux]|[.^$])"
)
_LARGEST_SET = 8


class _Group:
    """What a group needs: each of its branches one of some words."""

    def __init__(self, opened_by: str = "") -> None:
        self.denies = opened_by.endswith("!")
        self.needs: Words | None = frozenset()  # None as soon as a branch can do without
        self.branch: Words | None = None

    def need(self, words: Words | None) -> None:
        """One more thing that the branch needs: the rarer of the two is kept."""
        if words and (self.branch is None or _commonness(words) < _commonness(self.branch)):
            self.branch = words

    def end_branch(self) -> None:
        """The branch is added to those before it."""
        if self.needs is not None:
            self.needs = self.needs | self.branch if self.branch else None
        self.branch = None

    def ended(self) -> Words | None:
        """What the whole group needs."""
        self.end_branch()
        return None if self.denies else self.needs


def _commonness(words: Words) -> float:
    """About how many texts hold one of the words: a longer one is much rarer, but for a number."""
    return sum(1.0 if word.isdigit() else 20.0 ** -len(word) for word in words)


def needed_words(pattern: str) -> Words:
    """Words of which every match has one in its text; none when the pattern is not that simple."""
    groups, end, kind = [_Group()], 0, None
    last: Words | None = None
    for token in _TOKEN.finditer(pattern):
        if token.start() != end:
            return frozenset()
        before, kind, end = kind, token.lastgroup, token.end()
        if kind == "optional":  # may be missing; of a run of words that is the last character
            last = _shortened(last) if before == "words" else None
        groups[-1].need(last)
        last = _needed_by(token, groups)
    groups[-1].need(last)
    whole = len(groups) == 1 and end == len(pattern)
    return (groups[-1].ended() or frozenset()) if whole else frozenset()


def _needed_by(token: re.Match[str], groups: list[_Group]) -> Words | None:
    """What a token by itself needs; one that opens, parts or closes a group does so."""
    kind = token.lastgroup or ""
    text = token[kind]
    if kind in {"words", "escaped"}:
        return frozenset({text})
    if kind == "set" and 0 < len(text) <= _LARGEST_SET and text[0] != "^" and not _RANGED & {*text}:
        return frozenset(text)
    if kind == "open":
        groups.append(_Group(text))
    elif kind == "bar":
        groups[-1].end_branch()
    elif kind == "close" and len(groups) > 1:
        return groups.pop().ended()
    return None


_RANGED = {"-", "\\"}


def _shortened(words: Words | None) -> Words | None:
    """A run of words without its last character."""
    (only,) = words if words and len(words) == 1 else ("",)
    return frozenset({only[:-1]}) if only[:-1] else None
