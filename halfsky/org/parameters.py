"""A locality's dated parameters: thresholds, house settings (domain rules §2.14)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from halfsky.org.labels import Label
from halfsky.org.models import ParameterValue

Value = TypeVar("Value")


@dataclass(frozen=True)
class Parameter(Generic[Value]):
    """A parameter as declared: its default holds until a locality sets another from a day on."""

    code: str
    label: Label
    default: Value
    rule: str = ""


class Parameters:
    """The values in force on one day."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.stored = stored

    @classmethod
    def on(cls, day: datetime.date, using: str = "default") -> "Parameters":
        """All values in force on a day, in one query."""
        rows = ParameterValue.objects.using(using).filter(since__lte=day).order_by("since")
        return cls(dict(rows.values_list("code", "value")))

    def value(self, parameter: Parameter[Value]) -> Value:
        """The value set by the locality, else the default."""
        value: Value = self.stored.get(parameter.code, parameter.default)
        return value
