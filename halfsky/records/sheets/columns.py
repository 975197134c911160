"""The sheet of a register: one column a field that a person fills in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.identifiers import validate_credit_code, validate_identity
from halfsky.org.models import Employer, Entry, Organisation
from halfsky.records.declaration import Register
from halfsky.records.models import MoneyField

# Who entered a record, its withdrawal and its version are kept by the system, not typed in.
BOOKKEEPING = frozenset(field.name for field in Entry._meta.get_fields())
# Founding, moving and ending an organisation are acts with a day and a reason, one by one.
ACTS_OF_THE_TREE = frozenset({"code", "kind", "since", "until", "heir"})
# Names that the same column goes by in the forms people already have.
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "organisation": ("单位", "单位名称", "工会", "工会名称", "组织名称", "填报单位", "所属工会"),
    "date": ("日期", "时间", "发生日期"),
    "since": ("开始日期", "起始日期", "开始时间", "起始时间", "成立日期", "生效日期"),
    "until": ("结束日期", "截止日期", "终止日期", "结束时间", "截止时间"),
    "identity_number": ("身份证", "身份证号码", "公民身份号码"),
    "credit_code": ("信用代码", "社会信用代码"),
    "employer": ("企业", "企业名称", "用人单位"),
}


class Kind(Enum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    IDENTIFIER = "identifier"  # identity numbers and credit codes: digits that are no number
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    EMPLOYER = "employer"
    RECORD = "record"  # another record, by its natural number
    ROW = "row"  # a record by its running number in the same workbook


IDENTIFIERS = (validate_identity, validate_credit_code)
KINDS_OF_FIELDS: tuple[tuple[type[Any], Kind], ...] = (
    (MoneyField, Kind.MONEY),
    (models.BooleanField, Kind.BOOLEAN),
    (models.DateField, Kind.DATE),
    (models.IntegerField, Kind.INTEGER),
    (models.CharField, Kind.TEXT),
    (models.TextField, Kind.TEXT),
)


class NoSuchColumn(Exception):
    """A field of a kind that no cell can hold; the declaration has to say how."""


@dataclass(frozen=True, eq=False)
class Column:
    """One field of the register as a column of its sheet."""

    field: Any
    kind: Kind
    aliases: tuple[str, ...] = ()
    locked: bool = False  # shown, and of a record that is there not to be changed by a sheet

    @property
    def name(self) -> str:
        """The field's name."""
        return str(self.field.name)

    @property
    def heading(self) -> str:
        """What stands above the column: the field's label, money with its unit."""
        label = str(self.field.verbose_name)
        return f"{label}（元）" if self.kind is Kind.MONEY else label

    @property
    def required(self) -> bool:
        """Whether a new row must fill it in."""
        return not self.field.blank and not self.field.has_default()

    @cached_property
    def labels(self) -> dict[Any, str]:
        """The Chinese label of each choice."""
        return {value: str(label) for value, label in self.field.flatchoices}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The heading that the product itself writes."""
        return frozenset(map(plain_heading, (self.heading, str(self.field.verbose_name))))

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything a heading may say for this column, as headings are compared."""
        names = (self.heading, str(self.field.verbose_name), self.name, *self.aliases)
        return frozenset(map(plain_heading, names))


@dataclass(frozen=True, eq=False)
class Sheet:
    """The columns of a register and the fields of its model that they fill."""

    register: Register
    columns: tuple[Column, ...]

    @property
    def model(self) -> Any:
        """The register's model."""
        return self.register.model

    @property
    def code(self) -> str:
        """What names the page in the hidden key of a workbook."""
        return self.register.code

    @cached_property
    def fields(self) -> tuple[Any, ...]:
        """Every concrete field of the model; a candidate row holds a value for each."""
        return tuple(self.model._meta.concrete_fields)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where the value of a field stands in a candidate row."""
        return {field.name: place for place, field in enumerate(self.fields)}

    @property
    def is_numbered(self) -> bool:
        """Whether a column may give each record a running number, which names none of its fields.

        People number the rows of their tables; further pages name a record by it.
        """
        return True

    @property
    def adds_rows(self) -> bool:
        """Whether a sheet may bring new records; some are made by an act of their own."""
        return not (issubclass(self.model, Organisation) or self.register.made_by)

    @cached_property
    def natural(self) -> Column | None:
        """The column by which people know a record: a number that only one record has."""
        found = (one for one in self.columns if one.field.unique and one.kind is Kind.TEXT)
        return next(found, None)

    @cached_property
    def organisation(self) -> Column | None:
        """The column of the organisation that a record belongs to."""
        return next((one for one in self.columns if one.name == self.register.organisation), None)

    def column(self, name: str) -> Column:
        """The column of a field."""
        return next(one for one in self.columns if one.name == name)


@lru_cache(maxsize=10_000)
def plain_heading(text: object) -> str:
    """A heading without what people write around it: spaces, marks, units in brackets."""
    plain = unicodedata.normalize("NFKC", str(text))
    plain = re.sub(
        r"\((?:必填|选填|元|万元|人|人次|份|名|户|块|期|场|[^()]*格式[^()]*)\)", "", plain
    )
    return re.sub(r"[\s*:：·、]+", "", plain).casefold()


@cache
def sheet_of(register: Register) -> Sheet:
    """The sheet of a register: the columns of its list first, then its other fields."""
    fields = {field.name: field for field in editable_fields(register.model)}
    listed = [name for name in register.columns if name in fields]
    order = [*listed, *(name for name in fields if name not in listed)]
    return Sheet(register, tuple(column_of(register, fields[name]) for name in order))


def editable_fields(model: Any) -> Iterator[Any]:
    """What a person fills in: no key, no bookkeeping, nothing derived."""
    for field in model._meta.concrete_fields:
        if field.editable and not field.primary_key and field.name not in BOOKKEEPING:
            yield field


def column_of(register: Register, field: Any) -> Column:
    """A field as a column."""
    own = tuple(register.headings.get(field.name, ()))
    aliases = (*own, *USUAL_NAMES.get(field.name, ()))
    return Column(field, kind_of(field), aliases, locked=is_locked(register, field))


def kind_of(field: Any) -> Kind:
    """How the cells of a field are read."""
    if field.is_relation:
        targets = {Organisation: Kind.ORGANISATION, Employer: Kind.EMPLOYER}
        return targets.get(field.related_model, Kind.RECORD)
    if field.choices:
        return Kind.CHOICE
    if any(validator in IDENTIFIERS for validator in field.validators):
        return Kind.IDENTIFIER
    for base, kind in KINDS_OF_FIELDS:
        if isinstance(field, base):
            return kind
    raise NoSuchColumn(field)


def is_locked(register: Register, field: Any) -> bool:
    """Where a record stands is changed by the steps of its workflow, with their conditions.

    A new row may bring its state and its days: ledgers of earlier years are taken over.
    """
    if issubclass(register.model, Organisation):
        return field.name in ACTS_OF_THE_TREE
    return register.workflow is not None and field.name == register.workflow.field


def is_secret(column: Column) -> bool:
    """Whether the database only ever sees it encrypted."""
    return isinstance(column.field, EncryptedField)


def natural_field(model: Any) -> str:
    """The field by which another record is named in a cell: its number, else its key."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and isinstance(field, models.CharField):
            return str(field.name)
    return "pk"


def shown_name(column: Column) -> str:
    """What the cells of a reference name, said to the reader."""
    names = {Kind.ORGANISATION: _("组织"), Kind.EMPLOYER: _("用人单位")}
    return str(names.get(column.kind, column.field.verbose_name))
