"""What sort of quotient a percentage states: a share, a rate, a completion, a proportion."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading

_TO = (
    r"(?:也|均|都|已|分别|则|约|近|超过|超|达到|达|为|是|的|到|至|在|保持|高达|仅|只|只有|:|了"
    r"|比例|比重|占比|\s)*$"
)
_SHARE = lazy(r"占(?!地|用|领|据|道)(?P<what>[^,，。;占]*?)(?:比例|比重|比|百分比)?" + _TO)
_PART_OF = lazy(r"(?P<what>[^,，。;]{0,12})(?:比例|比重|占比)" + _TO)
_COMPLETION = lazy(
    r"(?:完成|达到|为|占|是|实现)(?:了)?(?P<what>[^,，。;]{0,14}?(?:目标|任务|计划|指标)(?:任务|总数|人数|数|总量|量)?)"
    + _TO
    + r"|(?:任务|目标|计划|指标|年度)[^,，。;]{0,6}(?:完成率|达成率|完成比例|完成)"
    + _TO
    + r"|完成率"
    + _TO
    + r"|(?:^|[,，;])\s*(?:已|共|仅|只|实际|现已|累计)?完成"
    + _TO
)
RATE = lazy(
    r"(?P<name>[\u4e00-\u9fff“”]{1,14}?)(?:率|面(?=[是为达到约近超]*\s*$))(?:[(][^()\d]{1,12}[)])?"
    + _TO
)
GROWTH = lazy(
    r"(?:增长|增加|提高|上升|提升|增幅|下降|减少|降低|降幅|回落|递增|同比增|多)(?:了|达到|达|为|率|幅度|幅|约|近|超过|超|:)*$"
)


class Stated(NamedTuple):
    """A percentage with the kind of quotient it states and what it is said to be of."""

    reading: Reading
    sort: str
    what: str


def stated_by(reading: Reading) -> Stated | None:
    """What the words ahead of a percentage say it is; None when they say nothing of the kind."""
    found = _sort_and_what(reading.lead)
    return Stated(reading, *found) if found else None


@lru_cache(maxsize=1024)
def _sort_and_what(lead: str) -> tuple[str, str] | None:
    if GROWTH.search(lead.rstrip()) and not re.search(r"[到至]\s*$", lead):
        return None
    found = _COMPLETION.search(lead)
    if found:
        return "completion", found["what"] or ""
    found = _SHARE.search(lead)
    if found:
        return "share", found["what"]
    found = RATE.search(lead)
    if found:
        return "rate", found["name"]
    found = _PART_OF.search(lead)
    if found:
        return "proportion", found["what"]
    return None
