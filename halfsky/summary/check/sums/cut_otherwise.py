"""Lists that come out when they are cut otherwise: without a subtotal, or with the rest."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.parts import Division
from halfsky.summary.check.sums.no_sums import APIECE
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText


def comes_out(read: ReadText, division: Division) -> bool:
    """Whether the list holds its own subtotal, or what is told twice, or stops before the rest."""
    return (
        _has_apiece(division.parts)
        or _is_subtotal(division.parts)
        or _without_the_shared(division)
        or _with_the_rest(read, division)
    )


_EACH = lazy(r"各[^,，。;类种级项\d]{0,4}$")


def _has_apiece(listed: tuple[Reading, ...]) -> bool:
    """三个分公司各推2名、机关推3名: the first stands for more than it says."""
    return any(_EACH.search(part.before) for part in listed)


_SUMMED_UP = lazy(r"[得获]奖的?$|共|合计|加起来|相加|总")


def _is_subtotal(listed: tuple[Reading, ...]) -> bool:
    """一等4篇、二等8篇、三等12篇,得奖24篇: the last is what the others make."""
    summed_up = _SUMMED_UP.search(listed[-1].before)
    return len(listed) > 2 and bool(summed_up) and evidence.comes_out(listed[-1], listed[:-1])


_IN_BOTH = lazy(r"重合|重叠|重复|交叉|[两几]样都")


def _without_the_shared(division: Division) -> bool:
    """困难9户、生病11户、单亲7户,重合4户,其余12户: those told twice come off."""
    shared = [part for part in division.parts if _IN_BOTH.search(part.before + part.after)]
    others = [part for part in division.parts if part not in shared]
    return bool(shared) and evidence.comes_out(division.whole, others, shared)


_THE_REST = lazy(r"(?:^|[,，;。])\s*(?:其余|余下|剩下|另外?|还)(?:的|有)?$")


def _with_the_rest(read: ReadText, division: Division) -> bool:
    """持证28人:信号工8人…,资料员6人…,其余14张证…: the rest is told in another unit."""
    last = division.parts[-1]
    rest = [
        one
        for one in read.around(last, 0, 1)
        if one.start > last.start and _THE_REST.search(one.lead)
    ]
    return any(
        (total([part.interval for part in division.parts]) + one.interval).meets(
            division.whole.interval
        )
        for one in rest[:1]
    )


def is_apiece(part: Reading) -> bool:
    """前三批各35人, 第一、二批去山里,各40人: it stands for more than it says."""
    return bool(APIECE.search(part.lead)) or part.lead.endswith("各")


_OF_ONE = lazy(r"(?P<noun>[^\W\da-zA-Z])[,，]?一(?P=noun)$")


def is_for_one(part: Reading) -> bool:
    """检查站一站两份: so many for one each."""
    return bool(_OF_ONE.search(part.lead))
