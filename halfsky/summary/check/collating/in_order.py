"""Names that stand before the numbers they belong to: 瑜伽、朗诵2个兴趣小组，分别有46人、22人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from halfsky.summary.check.report import Claim
from halfsky.summary.check.text.patterns import lazy

_RESPECTIVELY = lazy(r"(?:分别|依次)[^\d,，、。;:]{0,6}:?\s*\Z")
_BETWEEN = lazy(r"\s?[、,，和及]\s?")
_PARTS = lazy(r"[,，。;:()（）\d“”]")
_ITEMS = lazy(r"[、和及与]")
_KIND = lazy(r"(?:等)?\d+\s?[个类项种支门大]([\u4e00-\u9fff]{2,8})")
# What was done with all of them, said before the first.
_DONE = lazy(
    r"^.*?(?:组建|成立|建立|设立|开设|开办|开展|举办|组织|评出|评选出?|表彰|获得?|荣获|设有?|分为|包括"
    r"|其中|共有|对|给|为|在)了?(?=[\u4e00-\u9fff])"
)
_SHARED = re.compile(r"^(?:由|其中)|(?:各?占|为|是|的)+$")
_LONGEST = 14


def names_in_order(plain: str, claims: Sequence[Claim]) -> dict[int, tuple[str, str]]:
    """By where each number starts: its name out of the list before, and what all of them are."""
    found: dict[int, tuple[str, str]] = {}
    for at, claim in enumerate(claims):
        since = max(plain.rfind(mark, 0, claim.start) for mark in "。;；\n") + 1
        led = _RESPECTIVELY.search(plain, since, claim.start)
        if not led:
            continue
        run = _run(plain, claims, at)
        words = plain[since : led.start()]
        named = _list_of(words, len(run)) or _named_by_shares(plain, claims[:at], since, len(run))
        kind = _KIND.search(words)
        for name, one in zip(named, run, strict=False):
            found[one.start] = name, kind[1] if kind else ""
    return found


def _run(plain: str, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The numbers of one unit from here that only 、 or 和 part."""
    run = [claims[at]]
    for one in claims[at + 1 :]:
        parted = _BETWEEN.fullmatch(plain, run[-1].end, one.start)
        if not parted or one.unit != run[-1].unit:
            break
        run.append(one)
    return run


def _list_of(words: str, length: int) -> list[str]:
    """The last list of so many names; none where no list has as many."""
    for part in reversed(_PARTS.split(words)):
        items = [item.strip() for item in _ITEMS.split(part)]
        if length > 1 and len(items) == length and all(items):
            return _bared(items)
    return []


def _named_by_shares(plain: str, before: Sequence[Claim], since: int, length: int) -> list[str]:
    """县财政承担60%, 县总承担40%，分别为13万元和9万元: whose share each is."""
    shares = [one for one in before[-length:] if one.start >= since]
    if len(shares) < max(length, 2) or any(one.unit != "%" for one in shares):
        return []
    starts = [max(plain.rfind(mark, since, one.start) for mark in "，,、:；") for one in shares]
    names = [
        plain[max(start + 1, since) : one.start].strip()
        for start, one in zip(starts, shares, strict=True)
    ]
    bare = [_SHARED.sub("", name) for name in names]
    return bare if all(0 < len(name) <= _LONGEST for name in bare) else []


def _bared(items: list[str]) -> list[str]:
    """The names without what was done with them, before the first, or said of them, at the end."""
    first, *rest = items
    usual = max(map(len, rest))
    if len(first) > usual:
        first = _DONE.sub("", first, count=1)
    last = re.sub(r"(?:等|的.*)\Z", "", rest[-1])
    names = [first, *rest[:-1], last]
    return names if all(0 < len(name) <= _LONGEST for name in names) else []
