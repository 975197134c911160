"""Panels that floors above add to an organisation's page; the page knows none of them.

An app's config names functions by their dotted path:
`organisation_panels = ("halfsky.registers.organising.panels.terms_panel",)`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.apps import apps
from django.utils.module_loading import import_string

from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader


@dataclass(frozen=True)
class Panel:
    """A part of the page: its heading, and the template that shows what it holds."""

    title: Label
    template: str
    content: dict[str, Any] = field(default_factory=dict)  # in the template: `panel.content`
    url: str = ""  # where there is more
    action: Label = ""  # the words of that link
    is_beside: bool = False  # in the narrow column


MakePanel: TypeAlias = Callable[[Reader, Organisation], Panel | None]


def panels_of(reader: Reader, organisation: Organisation) -> Iterator[Panel]:
    """What every floor has to say about an organisation, under the reader's rights."""
    for config in apps.get_app_configs():
        for name in getattr(config, "organisation_panels", ()):
            make: MakePanel = import_string(name)
            if panel := make(reader, organisation):
                yield panel
