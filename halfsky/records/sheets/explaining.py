"""What a column wants, in a few words: for the row below the headings and the input message."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from halfsky.records.sheets.columns import Column, Kind, shown_name
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writing_out import Cell, shown, yuan

CHOICES_NAMED = 6
# A range that only says what the database's column can hold is of no use to the reader.
TELLING = range(-100_000, 100_001)


def explanation(column: Column, scope: Scope) -> str:
    """Whether it has to be filled in, what with, and what an empty cell means."""
    parts = [_("必填。") if column.required else _("选填。"), form_of(column, scope)]
    if column.field.has_default() and not column.required:
        default = shown(column, column.field.get_default(), scope)
        parts.append(_("不填为{default}。").format(default=default) if default != "" else "")
    if column.field.help_text:
        parts.append(str(column.field.help_text))
    if column.locked:
        parts.append(_("已有的记录不能在表里改这一项。"))
    return "".join(parts)


def form_of(column: Column, scope: Scope) -> str:
    """What a cell has to look like."""
    if column.kind is Kind.CHOICE:
        labels = list(column.labels.values())
        named = "、".join(labels[:CHOICES_NAMED])
        return _("从下拉单中选：{named}。").format(
            named=named if len(labels) <= CHOICES_NAMED else f"{named}…"
        )
    if column.kind is Kind.RECORD:
        return _("填{kind}的编号。").format(kind=shown_name(column))
    if column.kind is Kind.ROW:
        return _("这一行属于哪条记录：写它在“{page}”页的序号。").format(page=scope.register.label)
    if column.kind in (Kind.INTEGER, Kind.MONEY):
        return number_form(column)
    if column.kind is Kind.TEXT and column.field.max_length:
        return _("文字，最多{length}字。").format(length=column.field.max_length)
    return simple_forms()[column.kind]


def simple_forms() -> dict[Kind, str]:
    """The kinds that are told in one sentence."""
    return {
        Kind.TEXT: _("文字。"),
        Kind.IDENTIFIER: _("18位，按文本填写，不要让表格软件变成数字。"),
        Kind.DATE: _("日期，如 2022-06-30。"),
        Kind.BOOLEAN: _("填“是”或“否”。"),
        Kind.ORGANISATION: _("从下拉单中选，或填组织编码、全称。"),
        Kind.EMPLOYER: _("从下拉单中选，或填统一社会信用代码、全称。"),
    }


def number_form(column: Column) -> str:
    """A number with the bounds that its field states."""
    is_money = column.kind is Kind.MONEY
    name = _("金额（元），最多两位小数") if is_money else _("整数")
    low, high = bound_of(column, MinValueValidator), bound_of(column, MaxValueValidator)
    if low is not None and high is not None:
        return _("{name}，{low}至{high}。").format(name=name, low=low, high=high)
    if low is not None:
        return _("{name}，不小于{low}。").format(name=name, low=low)
    return f"{name}。"


def bound_of(column: Column, kind: type[BaseValidator]) -> Any:
    """The bound that a validator sets, where it tells the reader anything."""
    limits = [one.limit_value for one in column.field.validators if type(one) is kind]
    telling = [limit for limit in limits if isinstance(limit, int) and limit in TELLING]
    if not telling:
        return None
    limit = max(telling) if kind is MinValueValidator else min(telling)
    return yuan(limit) if column.kind is Kind.MONEY else limit


def example(column: Column, scope: Scope, on: datetime.date) -> Cell:
    """A cell as it could be filled in."""
    if column.kind is Kind.CHOICE:
        return next(iter(column.labels.values()))
    if column.kind is Kind.ORGANISATION:
        return next((place.shown for place in scope.places.values()), "")
    simple: dict[Kind, Cell] = {
        Kind.DATE: on,
        Kind.ROW: 1,
        Kind.INTEGER: 1,
        Kind.MONEY: 100,
        Kind.BOOLEAN: _("是"),
        Kind.IDENTIFIER: _("18位号码"),
        Kind.EMPLOYER: _("统一社会信用代码"),
    }
    return simple.get(column.kind, str(column.field.verbose_name))
