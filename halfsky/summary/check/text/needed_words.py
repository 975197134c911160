"""The words without which a regular expression cannot match, as far as they are easily told."""

from __future__ import annotations

import re

Words = frozenset[str]

# The parts of a pattern as far as they matter here, each with how often it may come: the words of
# a group that holds nothing else and the characters of a set are told apart from their brackets.
_PLAIN = r"[^\\\[\](){}*+?.^$]+"
_SET = r"\[(\^?\]?(?:\\.|[^\]\\])*)\]"
_PART = re.compile(
    rf"({_PLAIN}"
    rf"|\((?:\?:|\?P<\w+>)?({_PLAIN})\)"
    rf"|{_SET}"
    r"|\(\?<?!(?:[^\\\[\]()]|\\.|\[\^?\]?(?:\\.|[^\]\\])*\])*\)"
    r"|\((?:\?(?:[:=!]|<[=!]|P<\w+>)|(?!\?))"
    r"|\)"
    r"|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[^ux]|[.^$])"
    r"([*+?]\??|\{\d*,?\d*\}\??)?"
)
_ALL_PLAIN = re.compile(_PLAIN)
_LARGEST_SET = 16
# Parts that follow each other are put together where that makes no more words than these.
_MOST = 32
_NOTHING: Words = frozenset({""})


def needed_words(pattern: str) -> Words:
    """Words of which every match has one in its text; none when the pattern is not that simple."""
    if _ALL_PLAIN.fullmatch(pattern):
        words = frozenset(pattern.split("|"))
        return frozenset() if "" in words else words
    parts = _PART.findall(pattern)
    if sum(len(part[0]) + len(part[-1]) for part in parts) != len(pattern):
        return frozenset()
    groups = [_Group()]
    for part, chosen, characters, times in parts:
        if part[0] == "(" and part[-1] != ")":
            groups.append(_Group(part))
        elif part == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1].hold(closed, times)
        else:
            groups[-1].read(part, chosen, characters, times)
    return (groups[0].ended() or frozenset()) if len(groups) == 1 else frozenset()


class _Group:
    """A group as far as it has been read, with the branch that is being read."""

    def __init__(self, opened_by: str = "") -> None:
        self.opened_by = opened_by
        # Words of which each branch needs one, and all that the group can be; None where a branch
        # needs none, or can be something else.
        self.needs: Words | None = frozenset()
        self.spelled: Words | None = frozenset()
        self._begin_branch()

    def _begin_branch(self) -> None:
        self.ending = _NOTHING  # the branch ends with one of these,
        self.needed: Words = frozenset()  # needs one of these before them,
        self.is_spelled = True  # and is nothing but its ending

    def read(self, part: str, chosen: str, characters: str, times: str) -> None:
        """A part that opens and closes no group."""
        if chosen:
            self._follow(frozenset(chosen.split("|")), times)
        elif part[0] in r"[\.^$":
            self._follow(_one_of(part, characters), times)
        elif part[0] != "(":  # what may not stand there is of no interest
            self._read_words(part, times)

    def _read_words(self, words: str, times: str) -> None:
        """Words and the bars between them; how often is said of the last character."""
        first, *branches = (words[:-1] if times else words).split("|")
        self._append(frozenset({first}))
        if branches:
            *whole, last = branches
            self._end_branch()
            self._add_branches(frozenset(whole))
            self._append(frozenset({last}))
        if times:
            self._follow(frozenset({words[-1]}), times)

    def hold(self, group: _Group, times: str) -> None:
        """A group that the branch holds."""
        needs, kind = group.ended(), group.opened_by[-1]
        if kind == "=":
            self._need(needs)
            if group.opened_by == "(?=":
                self._need(_joined(self.ending, group.spelled))
        elif kind != "!":
            if needs and not _may_be_missing(times):
                self._need(needs)
            self._follow(group.spelled, times)

    def _follow(self, words: Words | None, times: str) -> None:
        """One of these words comes next, or None: anything."""
        if words is not None and not _may_be_missing(times):
            self._append(words)
        else:
            words = None
        if words is None or times:
            self._need(self.ending)
            self.ending, self.is_spelled = words or _NOTHING, False

    def _append(self, words: Words) -> None:
        longer = _joined(self.ending, words)
        if longer is None:
            self._need(self.ending)
            self.is_spelled = False
        self.ending = longer or words

    def _need(self, words: Words | None) -> None:
        """One more thing that the branch needs: the rarer of the two is kept."""
        if not words or "" in words:
            return
        if not self.needed or _commonness(words) < _commonness(self.needed):
            self.needed = words

    def _end_branch(self) -> None:
        self._need(self.ending)
        if self.needs is not None:
            self.needs = self.needs | self.needed if self.needed else None
        if self.spelled is not None:
            self.spelled = self.spelled | self.ending if self.is_spelled else None
        self._begin_branch()

    def _add_branches(self, words: Words) -> None:
        """Branches that are nothing but these words."""
        if self.needs is not None:
            self.needs = None if "" in words else self.needs | words
        if self.spelled is not None:
            self.spelled = self.spelled | words

    def ended(self) -> Words | None:
        """What the whole group needs."""
        self._end_branch()
        return self.needs


def _one_of(part: str, characters: str) -> Words | None:
    """The characters of a set, or an escaped one; None where they are too many or not plain."""
    if part[0] == "\\":
        return None if part[1].isalnum() else frozenset({part[1]})
    known = characters and len(characters) <= _LARGEST_SET and characters[0] != "^"
    return frozenset(characters) if known and not _RANGED & {*characters} else None


_RANGED = {"-", "\\"}


def _joined(words: Words, more: Words | None) -> Words | None:
    """Each of the words with each of those that follow; None where these would be too many."""
    if words is _NOTHING or more is None or len(words) * len(more) > _MOST:
        return more if words is _NOTHING else None
    return frozenset([one + other for one in words for other in more])


def _may_be_missing(times: str) -> bool:
    return times[:1] in {"?", "*"} or times[:2] in {"{0", "{,"}


def _commonness(words: Words) -> float:
    """About how many texts hold one of the words: a longer one is much rarer, but for a number."""
    return sum([1.0 if word.isdigit() else 20.0 ** -len(word) for word in words])
