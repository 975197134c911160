"""A parser for each column, made once: the same rules as the model's fields."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import (
    Raw,
    Refusal,
    Refused,
    as_day,
    as_fen,
    as_flag,
    as_identifier,
    as_integer,
    as_text,
    is_empty,
    plain,
)
from halfsky.records.sheets.columns import Column, Kind
from halfsky.records.sheets.marks import canonical
from halfsky.records.sheets.references import References, references_of
from halfsky.records.sheets.scope import Scope

READERS: dict[Kind, Callable[[Raw], Any]] = {
    Kind.TEXT: as_text,
    Kind.IDENTIFIER: as_identifier,
    Kind.INTEGER: as_integer,
    Kind.MONEY: as_fen,
    Kind.DATE: as_day,
    Kind.BOOLEAN: as_flag,
    Kind.ROW: plain,
}
REFERENCES = frozenset((Kind.ORGANISATION, Kind.EMPLOYER, Kind.RECORD))
# Cells whose reading is kept, for a column repeats itself; names and numbers do not.
KEPT = 20_000
CHOICES_LISTED = 12


class Parser(dict[Raw, Any]):
    """Values by the cell as it came; what has not been seen yet is read and kept."""

    def __init__(self, column: Column, scope: Scope) -> None:
        super().__init__()
        self.column = column
        self.field = column.field
        self.references: References | None = None
        self.empty = value_of_empty(column, scope)
        self.read = self._reader(scope)
        self.longest = self._only_limit()

    def _reader(self, scope: Scope) -> Callable[[Raw], Any]:
        if self.column.kind in REFERENCES:
            self.references = references_of(self.column, scope)
            return self.references.find
        if self.column.kind is Kind.CHOICE:
            return Choices(self.column).find
        return READERS[self.column.kind]

    def _only_limit(self) -> int:
        """The length of a text that nothing else is asked of; 0 where the field has to judge."""
        is_text = self.column.kind is Kind.TEXT
        limits = [one for one in self.field.validators if type(one) is MaxLengthValidator]
        is_plain = len(limits) == len(self.field.validators) == 1
        return int(self.field.max_length) if is_text and is_plain else 0

    def __missing__(self, raw: Raw) -> Any:
        """Read a cell: its value, or the refusal that says why not."""
        value = raw if self.longest and is_as_it_reads(raw, self.longest) else self.value_of(raw)
        if len(self) < KEPT:
            self[raw] = value
        return value

    def value_of(self, raw: Raw) -> Any:
        """What the cell says, checked as the model's field checks it."""
        if is_empty(raw):
            return self.empty
        try:
            value = self.read(raw)
            # The key of a reference was just read from the database.
            if self.references or (self.longest and 0 < len(value) <= self.longest):
                return value
            return self.field.clean(value, None)
        except Refused as refused:
            return Refusal(str(refused))
        except ValidationError as error:
            return Refusal("；".join(error.messages))

    def column_of(self, raws: Sequence[Raw]) -> list[Any]:
        """A column of a chunk."""
        if self.references:
            self.references.prepare(raws)
        return list(map(self.__getitem__, raws))


def is_as_it_reads(raw: Raw, longest: int) -> bool:
    """Whether a cell is text that `value_of` would give back as it is, as nearly every text is."""
    return (
        isinstance(raw, str)
        and 0 < len(raw) <= longest
        and raw.isprintable()  # which no space is but the usual one
        and raw[0] not in " #'"
        and raw[-1] != " "
    )


class Choices:
    """The choices of a field by label, by a label without its brackets, or by value."""

    def __init__(self, column: Column) -> None:
        self.labels = column.labels
        self.known: dict[str, Any] = {}
        for value, label in self.labels.items():
            for text in (label, label.partition("（")[0], str(value)):
                self.known.setdefault(plain(text).casefold(), value)

    def find(self, raw: Raw) -> Any:
        """The value that a label stands for."""
        text = plain(raw)
        found = self.known.get(text.casefold())
        if found is None:
            raise Refused(self._unknown(text))
        return found

    def _unknown(self, text: str) -> str:
        labels = list(self.labels.values())
        offered = labels[:CHOICES_LISTED]
        if len(labels) > CHOICES_LISTED:
            offered = difflib.get_close_matches(text, labels, 3, 0.3) or offered
        sentence = _("“{text}”不在选项中，可填：{labels}。")
        return sentence.format(text=text[:60], labels="、".join(offered))


def value_of_empty(column: Column, scope: Scope) -> Any:
    """What an empty cell means: the field's default, nothing, or that it has to be filled in."""
    field = column.field
    if column is scope_column(column, scope):
        return scope.home
    if field.has_default():
        return canonical(field.get_default())
    if column.required:
        return Refusal(_("必填，请填写。"))
    return None if field.null else ""


def scope_column(column: Column, scope: Scope) -> Column | None:
    """The column itself where its empty cells mean the one organisation within reach."""
    is_own = column.name == scope.register.organisation
    return column if is_own and scope.home is not None else None
