"""Start-up checks of outlines and sentences: a mistake names its file and line."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext as _

from halfsky.figures.registry import figures, measures_of
from halfsky.records.checks import HALFSKY
from halfsky.records.registry import registers
from halfsky.summary.language import AGAINST_LAST_YEAR, slots
from halfsky.summary.outline import Sentence, all_groups, all_sentences, outlines
from halfsky.summary.source import OutlineError


@register(HALFSKY)
def check_outlines(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Outlines can be read, and everything they name exists."""
    try:
        sentences = list(all_sentences())
        return [
            *(message for one in sentences for message in messages_of(one)),
            *unknown_listings(),
            *unknown_outlines(),
        ]
    except OutlineError as error:
        return [Error(str(error), hint=_("改正这一行。"), id="summary.E001")]


def messages_of(sentence: Sentence) -> Iterator[CheckMessage]:
    """Figures that nobody declares, and totals since a beginning set against last year's."""
    for code in sorted(set(sentence.codes()) - set(figures())):
        yield Error(
            _("{place}：没有指标 {code}。").format(place=sentence.place, code=code),
            hint=_("核对编码；全部指标见 docs/figures.md。"),
            id="summary.E002",
        )
    for slot in slots(sentence.parts):
        if slot.word in AGAINST_LAST_YEAR and is_cumulative(slot.code):
            yield Error(
                _("{place}：累计指标 {code} 不能与上年同期比较。").format(
                    place=sentence.place, code=slot.code
                ),
                hint=_("删去 {word}。").format(word=slot.word),
                id="summary.E005",
            )


def is_cumulative(code: str) -> bool:
    """Whether a figure adds up from a beginning: last year's is a part of this year's."""
    figure = figures().get(code)
    return figure is not None and any(
        measure.semantics == "cumulative" for measure in measures_of(figure)
    )


def unknown_listings() -> Iterator[CheckMessage]:
    """Listings of registers that nobody declares, or that cannot be said in words."""
    for group in all_groups():
        declared = registers().get(group.listing)
        if group.listing and (declared is None or declared.narrative is None):
            yield Error(
                _("{place}：列出登记册 {code}，但没有它或它没有 narrative。").format(
                    place=group.table.place("listing"), code=group.listing
                ),
                hint=_("核对登记册编码，或在登记册里写 narrative。"),
                id="summary.E003",
            )


def unknown_outlines() -> Iterator[CheckMessage]:
    """Groups that belong to an outline that does not exist: they would never be printed."""
    for group in all_groups():
        for code in sorted(set(group.outlines) - set(outlines())):
            yield Error(
                _("{place}：没有提纲 {code}。").format(
                    place=group.table.place("outlines"), code=code
                ),
                hint=_("现有提纲：{codes}。").format(codes="、".join(outlines())),
                id="summary.E004",
            )
