"""Start-up checks of outlines and sentences: a mistake names its file and line."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext as _

from halfsky.figures.registry import figures
from halfsky.records.checks import HALFSKY
from halfsky.records.registry import registers
from halfsky.summary.outline import OutlineError, all_sentences, groups


@register(HALFSKY)
def check_outlines(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Outlines can be read, and every figure in them exists."""
    try:
        return [*unknown_figures(), *unknown_listings()]
    except OutlineError as error:
        return [Error(str(error), hint=_("改正这一行。"), id="summary.E001")]


def unknown_figures() -> Iterator[CheckMessage]:
    """Figures that nobody declares."""
    for sentence in all_sentences():
        for code in sorted(set(sentence.codes()) - set(figures())):
            yield Error(
                _("{place}：没有指标 {code}。").format(place=sentence.place, code=code),
                hint=_("核对编码；全部指标见 docs/figures.md。"),
                id="summary.E002",
            )


def unknown_listings() -> Iterator[CheckMessage]:
    """Listings of registers that nobody declares, or that cannot be said in words."""
    for section, of_section in groups().items():
        for group in of_section:
            declared = registers().get(group.listing)
            if group.listing and (declared is None or declared.narrative is None):
                yield Error(
                    _("{section} 的句库列出登记册 {code}，但没有它或它没有 narrative。").format(
                        section=section, code=group.listing
                    ),
                    hint=_("核对登记册编码，或在登记册里写 narrative。"),
                    id="summary.E003",
                )
