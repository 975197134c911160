"""Panels that floors above add to a record's page; the page knows none of them.

An app's config names functions by their dotted path, as for organisations (`org/panels.py`):
`record_panels = ("halfsky.collecting.panels.remarks_panel",)`.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django.apps import apps
from django.utils.module_loading import import_string

from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register

MakePanel: TypeAlias = Callable[[Reader, Register, Any], Panel | None]


def panels_of(reader: Reader, register: Register, record: Any) -> Iterator[Panel]:
    """What every floor has to say about a record that the reader may see."""
    for config in apps.get_app_configs():
        for name in getattr(config, "record_panels", ()):
            make: MakePanel = import_string(name)
            if panel := make(reader, register, record):
                yield panel
