"""Finds what a cell names: an organisation, an employer, another record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from halfsky.org.identifiers import validate_credit_code
from halfsky.org.models import Employer
from halfsky.records.sheets.cells import Raw, Refused, plain
from halfsky.records.sheets.columns import Column, Kind, natural_field, shown_name
from halfsky.records.sheets.scope import Scope

# In one `IN (…)`: below what any SQLite takes.
AT_ONCE = 800
SEVERAL = -1  # a name that more than one has


class References:
    """Keys by the text of a cell; `prepare` reads what a chunk names in a few queries."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.known: dict[str, int] = {}

    def prepare(self, raws: Iterable[Raw]) -> None:
        """Look up what the cells of a chunk name."""

    def find(self, raw: Raw) -> int:
        """The key that a cell names; raises `Refused`."""
        text = plain(raw)
        found = self.known.get(text)
        if found is None:
            found = self.known.get(plain(without_brackets(text)))
        if found is None:
            raise Refused(self.unknown(text))
        if found == SEVERAL:
            sentence = _("有几个{kind}叫“{text}”，请写编码。")
            raise Refused(sentence.format(kind=shown_name(self.column), text=text))
        return found

    def unknown(self, text: str) -> str:
        """The same sentence for what is not there and what is out of reach."""
        sentence = _("找不到{kind}“{text}”，请从下拉单中选，或写编码。")
        return sentence.format(kind=shown_name(self.column), text=text[:60])

    def learn(self, key: int, *texts: str) -> None:
        """Every text by which something is known; one that two share names neither."""
        for text in map(plain, texts):
            self.known[text] = key if self.known.get(text, key) == key else SEVERAL


class Organisations(References):
    """Organisations within reach, by code, name, or both."""

    def __init__(self, column: Column, scope: Scope) -> None:
        super().__init__(column)
        for place in scope.places.values():
            self.learn(place.id, place.name, f"{place.name}({place.code})")
        for place in scope.places.values():  # a code is never ambiguous
            for text in (place.code, place.shown):
                self.known[plain(text)] = place.id


class Employers(References):
    """Employers by credit code, by name, or both."""

    def prepare(self, raws: Iterable[Raw]) -> None:
        """Read the employers that the cells name."""
        wanted = [text for text in texts_of(raws) if text not in self.known]
        codes = {text[:18].upper() for text in wanted if is_credit_code(text[:18].upper())}
        for part in parts([*codes]):
            for key, code, name in self._rows(credit_code__in=part):
                self.learn(key, code, code + name)
        # A name is looked up as written: in the table it may hold full-width signs.
        names = {raw.strip() for raw in raws if isinstance(raw, str)} - codes
        for part in parts([*names]):
            for key, code, name in self._rows(name__in=part):
                self.learn(key, name, f"{code}{name}", f"{name}({code})")

    def find(self, raw: Raw) -> int:
        """By the whole text, else by the credit code that it begins with."""
        text = plain(raw)
        code = text[:18].upper()
        return self.known.get(text) or self.known.get(code) or super().find(raw)

    def _rows(self, **conditions: Any) -> Any:
        return Employer.objects.filter(**conditions).values_list("pk", "credit_code", "name")


class Records(References):
    """Records of another register, by their natural number, within reach."""

    def __init__(self, column: Column, scope: Scope) -> None:
        super().__init__(column)
        self.field = natural_field(column.field.related_model)
        self.rows = scope.within(column.field.related_model._default_manager, "organisation")

    def prepare(self, raws: Iterable[Raw]) -> None:
        """Read the records that the cells name."""
        written = {raw.strip() if isinstance(raw, str) else plain(raw) for raw in raws if raw}
        wanted = [text for text in {*written, *texts_of(written)} if text not in self.known]
        if self.field == "pk":
            wanted = [text for text in wanted if text.isdigit() and len(text) < 19]
        for part in parts(wanted):
            found = self.rows.filter(**{f"{self.field}__in": part})
            for key, number in found.values_list("pk", self.field):
                self.learn(key, str(number))


def references_of(column: Column, scope: Scope) -> References:
    """How a column of references is looked up."""
    if column.kind is Kind.ORGANISATION:
        return Organisations(column, scope)
    return Employers(column) if column.kind is Kind.EMPLOYER else Records(column, scope)


def texts_of(raws: Iterable[Raw]) -> set[str]:
    """The plain texts of cells; what cannot be read is refused later, one by one."""
    found = set()
    for raw in set(raws):
        try:
            found.add(plain(raw))
        except Refused:
            continue
    return found - {""}


def is_credit_code(text: str) -> bool:
    """Whether a text is a well-formed credit code."""
    try:
        validate_credit_code(text)
    except Exception:
        return False
    return True


def without_brackets(text: str) -> str:
    """“Name(code)” as the code."""
    return text[text.rfind("(") + 1 : -1] if text.endswith(")") and "(" in text else text


def parts(items: list[Any]) -> Iterable[list[Any]]:
    """A list in pieces that fit into one query."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
