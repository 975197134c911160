"""Start-up checks of figure declarations, each with an id and a remedy."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext as _

from halfsky.figures.declaration import (
    AnyFigure,
    AnyMeasure,
    Distinct,
    Figure,
    Question,
    Ratio,
    Sum,
    Where,
)
from halfsky.figures.periods import Period
from halfsky.figures.queries import summed_field
from halfsky.org.parameters import Parameters
from halfsky.records.checks import HALFSKY, WrongPath, crosses_to_many, fields_on_path
from halfsky.records.models import MoneyField
from halfsky.records.registry import all_declared, declared_in, sections

# A condition that depends on the question is looked at as one question makes it.
SOME_QUESTION = Question(Period.parse("2022H1"), Parameters({}))


@register(HALFSKY)
def check_figures(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every declared figure is sound and stands in the section that its code names."""
    declared = cast("list[AnyFigure]", all_declared(Figure))
    return [*messages_of_sections(), *messages_of_all(declared)]


def messages_of_sections() -> Iterator[CheckMessage]:
    """A figure's code begins with its section."""
    for section in sections():
        for figure in declared_in(section, Figure):
            if figure.section != section.label:
                yield error(
                    "E002",
                    _("指标 {code} 的编码应以所在篇章 {section}. 开头。"),
                    _("改成 {section}.名称。"),
                    code=figure.code,
                    section=section.label,
                )


def messages_of_all(declared: Iterable[AnyFigure]) -> Iterator[CheckMessage]:
    """What is wrong with some figures, among themselves and each by itself."""
    by_code: dict[str, AnyFigure] = {}
    for figure in declared:
        if figure.code in by_code:
            yield error(
                "E001",
                _("指标编码 {code} 用了两次。"),
                _("给其中一个换一个编码。"),
                code=figure.code,
            )
        by_code[figure.code] = figure
    for figure in by_code.values():
        if isinstance(figure, Ratio):
            yield from messages_of_ratio(figure, by_code)
        else:
            yield from messages_of_measure(figure)
        yield from messages_of_whole(figure, by_code)


def error(number: str, message: str, hint: str, **values: object) -> CheckMessage:
    """An error whose message names what is wrong."""
    return Error(message.format(**values), hint=hint.format(**values), id=f"figures.{number}")


def messages_of_measure(figure: AnyMeasure) -> Iterator[CheckMessage]:
    """Paths and column of a figure added up from records."""
    single = [figure.organisation, figure.date]
    if column := summed_field(figure):
        single.append(column)
    for path in single:
        yield from messages_of_single_path(figure, path)
    for where in (figure.where, *(old.where for old in figure.earlier)):
        yield from messages_of_condition(figure, where)
    if figure.semantics == "as_of":
        yield from messages_of_interval(figure)
    if isinstance(figure, Distinct):
        yield from messages_of_thing(figure)
    if isinstance(figure, Sum):
        yield from messages_of_money(figure)


def messages_of_single_path(figure: AnyMeasure, path: str) -> Iterator[CheckMessage]:
    """A path exists and meets one row only: beyond a to-many relation rows would multiply."""
    try:
        if crosses_to_many(figure.register.model, path):
            yield multiplied(figure, path)
    except WrongPath as wrong:
        yield missing(figure, path, wrong)


def multiplied(figure: AnyMeasure, path: str) -> CheckMessage:
    """A path beyond which one record becomes several rows."""
    return error(
        "E003",
        _("指标 {code} 的 {path} 跨过一对多关系，会重复相加。"),
        _("为子表另立登记册或指标，或改用 Distinct。"),
        code=figure.code,
        path=path,
    )


def messages_of_thing(figure: Distinct) -> Iterator[CheckMessage]:
    """What is counted once exists."""
    try:
        fields_on_path(figure.register.model, figure.thing)
    except WrongPath as wrong:
        yield missing(figure, figure.thing, wrong)


def messages_of_condition(figure: AnyMeasure, where: Where) -> Iterator[CheckMessage]:
    """What a condition names exists, and multiplies no rows that are counted."""
    adds_up = not isinstance(figure, Distinct) or bool(figure.head_count)
    condition = where(SOME_QUESTION) if callable(where) else where
    for lookup in lookups_in(condition):
        try:
            fields = fields_in_lookup(figure.register.model, lookup)
        except WrongPath as wrong:
            yield missing(figure, lookup, wrong)
            continue
        if adds_up and any(field.one_to_many or field.many_to_many for field in fields):
            yield multiplied(figure, lookup)


def lookups_in(condition: object) -> Iterator[str]:
    """The left sides of a condition, `kind__in` of `Q(kind__in=…)`."""
    for child in condition.children if isinstance(condition, Q) else ():
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from lookups_in(child)


def fields_in_lookup(model: type[Model], lookup: str) -> list[Any]:
    """The fields that a lookup walks before its comparison."""
    steps = lookup.split(LOOKUP_SEP)
    for length in range(len(steps), 0, -1):
        try:
            fields = fields_on_path(model, LOOKUP_SEP.join(steps[:length]))
        except WrongPath:
            continue
        if length == len(steps) or is_comparison(fields[-1], steps[length]):
            return fields
        raise WrongPath(steps[length])
    raise WrongPath(steps[0])


def is_comparison(field: Any, step: str) -> bool:
    """Whether a field can be compared or transformed so: `in`, `gte`, `year`."""
    return any(
        find(step)
        for name in ("get_lookup", "get_transform")
        if (find := getattr(field, name, None))
    )


def messages_of_interval(figure: AnyMeasure) -> Iterator[CheckMessage]:
    """A stock stands over an interval: a column `since` with an `until` beside it."""
    path = figure.date.removesuffix("since")
    try:
        fields_on_path(figure.register.model, f"{path}until")
        is_interval = path != figure.date
    except WrongPath:
        is_interval = False
    if not is_interval:
        yield error(
            "E009",
            _("指标 {code} 是期末数，而 {path} 不是一段时间的起点 since（旁边还要有 until）。"),
            _("改用有 since 和 until 的登记册，或改成期内数。"),
            code=figure.code,
            path=figure.date,
        )


def missing(figure: AnyMeasure, path: str, wrong: WrongPath) -> CheckMessage:
    """A path that leads nowhere."""
    return error(
        "E004",
        _("指标 {code} 写了 {path}，没有字段 {step}。"),
        _("核对字段名。"),
        code=figure.code,
        path=path,
        step=wrong,
    )


def messages_of_money(figure: Sum) -> Iterator[CheckMessage]:
    """Money, and only money, is counted in yuan."""
    try:
        is_money = isinstance(fields_on_path(figure.register.model, figure.field)[-1], MoneyField)
    except WrongPath:
        return
    if is_money != (figure.unit == "元"):
        yield error(
            "E005",
            _("指标 {code} 的单位与字段 {field} 不符：金额用“元”，其他不用。"),
            _("改正 unit，或把字段改为 MoneyField。"),
            code=figure.code,
            field=figure.field,
        )


def messages_of_ratio(figure: Ratio, by_code: dict[str, AnyFigure]) -> Iterator[CheckMessage]:
    """Both parts exist, are no ratios, and have one unit and one kind of time."""
    parts = [by_code.get(figure.numerator), by_code.get(figure.denominator)]
    measures = [part for part in parts if part is not None and not isinstance(part, Ratio)]
    if len(measures) < 2:
        yield error(
            "E006",
            _("比率 {code} 的分子或分母不是已声明的指标：{numerator}、{denominator}。"),
            _("写两个已声明、本身不是比率的指标编码。"),
            code=figure.code,
            numerator=figure.numerator,
            denominator=figure.denominator,
        )
        return
    top, below = measures
    if top.unit != below.unit or top.semantics != below.semantics:
        yield error(
            "E007",
            _("比率 {code} 的分子（{top}）与分母（{below}）单位或口径不同。"),
            _("只有同一单位、同一口径的数才能相除。"),
            code=figure.code,
            top=f"{top.unit}，{top.semantics}",
            below=f"{below.unit}，{below.semantics}",
        )


def messages_of_whole(figure: AnyFigure, by_code: dict[str, AnyFigure]) -> Iterator[CheckMessage]:
    """A part has the unit of its whole."""
    whole = by_code.get(figure.part_of)
    if figure.part_of and (whole is None or whole.unit != figure.unit):
        yield error(
            "E008",
            _("指标 {code} 说是 {whole} 的一部分，但后者没有声明或单位不同。"),
            _("改正 part_of，或统一单位。"),
            code=figure.code,
            whole=figure.part_of,
        )
