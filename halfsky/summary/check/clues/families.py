"""Names that part a whole together, and names that may hold the same people twice."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.wording import expand, load


@cache
def families() -> list[tuple[list[re.Pattern[str]], bool]]:
    """Names that part a whole: `complete` where all of them together are the whole."""
    return [
        ([guarded(expand(word)) for word in family["members"]], family["complete"])
        for family in load("words.toml")["families"]
    ]


@cache
def traits() -> list[re.Pattern[str]]:
    """Traits of different kinds, which one person may have at once."""
    return [guarded(word) for word in load("words.toml")["crossing_traits"]]


@lru_cache(maxsize=2048)
def _places(name: str) -> tuple[int, ...]:
    """The place of a name in each family, -1 where it is of another."""
    return tuple(
        next((at for at, word in enumerate(members) if word.search(name)), -1)
        for members, _ in families()
    )


def family(names: list[str]) -> tuple[int, bool]:
    """How many of the first names belong to one family, and whether they are all of it."""
    known = [_places(name) for name in names]
    for at, (members, complete) in enumerate(families()):
        met: set[int] = set()
        for places in known:
            if places[at] < 0 or places[at] in met:
                break
            met.add(places[at])
        if len(met) >= 2:
            return len(met), complete and len(met) == len(members)
    return 0, False


# 在岗女工 beside 家属 parts a crowd; a bare 女职工 beside 党员 does not.
_WOMEN = lazy(
    r"(?:^|[,，、;:(]|其中|有|名|人)(?:女性|女职工|女员工|女会员|女教职工|女教师|女)(?:的|[,，、;]|$)"
)


@lru_cache(maxsize=2048)
def _kinds_of(name: str) -> tuple[bool, frozenset[int]]:
    """Whether a name is of women, and which traits it tells."""
    told = frozenset(at for at, trait in enumerate(traits()) if trait.search(name))
    return bool(_WOMEN.search(name)), told


def crossing(names: list[str]) -> bool:
    """Names that may hold the same people: 女职工 beside 党员."""
    told = [_kinds_of(name) for name in names]
    women, kinds = [women for women, _ in told], [kinds for _, kinds in told]
    return any(women) != all(women) or (any(kinds) and len(set(kinds)) > 1)
