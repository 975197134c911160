"""What a percentage speaks of: its own subject, and a whole that stands further off."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OWN_SUBJECT = lazy(r"[,，;、(◆](?P<subject>[^,，;、()◆]*?)占[^占]*$")
_FILLERS = lazy(
    r"^(?:其中|与|和|而|比|其|也|均|都|各|分别|约|仅|只|已|共|就|便|则|大约|总计|合计|总数|人数|目前|现|即|这)+|(?:的|人数|总数|人员|人|者|数量|数|比例|约|各|均|共|已|就|也|又|分别|仅|只|还|要)+$"
)


def named_subject(stated: Reading) -> str:
    """Whose share it is by its own words: 女主播 of 女主播占36.9%."""
    found = _OWN_SUBJECT.search(stated.lead)
    return _FILLERS.sub("", _FILLERS.sub("", found["subject"].strip())) if found else ""


def own_subject(stated: Reading, here: list[Reading], part: Reading) -> Reading | None:
    """318人,骨干占35%: what has a subject of its own is not the number ahead of it."""
    found = _OWN_SUBJECT.search(stated.lead)
    subject = named_subject(stated)
    if not found or len(subject) < 2 or part.start > stated.start:
        return part
    pairs = evidence.bigrams(subject)
    for reading in reversed(here):
        words = reading.words + reading.lead[-12:]
        if subject in words or 3 * len(pairs & evidence.bigrams(words)) >= 2 * len(pairs):
            return None if "其中" in found["subject"] else reading
    return None


_DUE = lazy(r"应[\u4e00-\u9fff]{0,2}|共有|现有|总数|需")


def with_far_whole(read: ReadText, reading: Reading, near: list[Reading]) -> list[Reading]:
    """应建…940个。…。目前建成865个: what is due may stand up to three sentences back."""
    here = [other for other in evidence.in_sentence(near, reading) if evidence.is_count(other)]
    if len(here) != 1 or any(
        evidence.same_unit(other, here[0]) for other in near if other not in here
    ):
        return near
    far = [
        other
        for other in evidence.before(read, reading, 3)
        if evidence.same_unit(other, here[0]) and other not in here and _DUE.search(other.before)
    ]
    return [*far[-1:], *near]


def next_to(read: ReadText, reading: Reading, name: str, near: list[Reading]) -> list[Reading]:
    """Up to two counts behind a percentage, no further than the next semicolon.

    Where the rate's own count is there already (筛查3600人,筛查率90%), only what is due may follow.
    """
    counted = any(name[-2:] in other.before for other in near)
    return [
        other
        for other in evidence.behind(read, reading)[:2]
        if ";" not in read.plain[reading.end : other.start]
        and (not counted or _DUE.search(other.before))
    ]


_TOGETHER = lazy(
    r"(?P<names>[\u4e00-\u9fff]{1,8}率(?:[、和与及][\u4e00-\u9fff]{1,8}率)+)(?:均|都|也)?分别(?:为|是|达到|达|到)?(?:约)?\s*$"
)


def named_together(group: list[Reading]) -> dict[int, tuple[str, int, int]]:
    """体检率和参保率分别为94%和84%: each percentage's start with its rate's name and place."""
    found: dict[int, tuple[str, int, int]] = {}
    for at, reading in enumerate(group):
        together = _TOGETHER.search(reading.lead)
        if not together:
            continue
        names = [name.removesuffix("率") for name in re.split("[、和与及]", together["names"])]
        listed = group[at : at + len(names)]
        if all(evidence.is_portion(other) for other in listed) and len(listed) == len(names):
            for place, (name, other) in enumerate(zip(names, listed, strict=True)):
                found[other.start] = (name, place, len(names))
    return found


def pair_at(counts: list[Reading], place: int, places: int) -> tuple[Reading, Reading] | None:
    """The part and the whole at one place of as many pairs as there are rates."""
    if len(counts) != 2 * places:
        return None
    one, other = counts[2 * place : 2 * place + 2]
    if not evidence.kin(one, other):
        return None
    larger = one.interval.low > other.interval.high
    return (other, one) if larger else (one, other)
