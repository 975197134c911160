"""Start-up checks of register declarations, each with an id and a remedy."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext as _

from halfsky.records.declaration import Participants, Register
from halfsky.records.registry import all_declared
from halfsky.records.workflow import Workflow

# Checks of declarations: cheap, so every command runs them before it starts.
HALFSKY = "halfsky"


class WrongPath(Exception):
    """A path that no chain of fields follows."""


def fields_on_path(model: type[Model], path: str) -> list[Any]:
    """The fields that a path walks; raises `WrongPath` at the first that does not exist."""
    fields: list[Any] = []
    target: Any = model
    for step in path.split(LOOKUP_SEP):
        if target is None:
            raise WrongPath(step)
        try:
            field = target._meta.get_field(target._meta.pk.name if step == "pk" else step)
        except FieldDoesNotExist:
            raise WrongPath(step) from None
        fields.append(field)
        target = field.related_model
    return fields


def crosses_to_many(model: type[Model], path: str) -> bool:
    """Whether a path walks a relation with several rows on the far side."""
    return any(field.one_to_many or field.many_to_many for field in fields_on_path(model, path))


@register(HALFSKY)
def check_registers(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every declared register is sound."""
    declared = all_declared(Register)
    return [*messages_of_codes(declared), *(m for one in declared for m in messages_of(one))]


def messages_of_codes(declared: Iterable[Register]) -> Iterator[CheckMessage]:
    """No code stands twice."""
    seen: dict[str, Register] = {}
    for one in declared:
        if one.code in seen:
            yield Error(
                _("登记册编码 {code} 用了两次。").format(code=one.code),
                hint=_("给其中一个换一个编码；编码定了就不再变。"),
                obj=one.model,
                id="records.E001",
            )
        seen[one.code] = one


def messages_of(declared: Register) -> Iterator[CheckMessage]:
    """What is wrong with one declaration."""
    paths = {
        "columns": declared.columns,
        "filters": declared.filters,
        "search": declared.search,
        "organisation": (declared.organisation,),
        "date": (declared.on,),
    }
    for attribute, named in paths.items():
        for path in named:
            yield from messages_of_path(declared, attribute, path)
    if declared.participants:
        yield from messages_of_participants(declared, declared.participants)
    if declared.workflow:
        yield from messages_of_workflow(declared, declared.workflow)


def messages_of_path(declared: Register, attribute: str, path: str) -> Iterator[CheckMessage]:
    """A path leads to a field of the model."""
    try:
        fields_on_path(declared.model, path)
    except WrongPath as wrong:
        names = sorted(field.name for field in declared.model._meta.get_fields())
        yield Error(
            _("登记册 {code} 的 {attribute} 写了 {path}，模型里没有 {step}。").format(
                code=declared.code, attribute=attribute, path=path, step=wrong
            ),
            hint=_("可用的字段：{names}。").format(names="、".join(names)),
            obj=declared.model,
            id="records.E002",
        )


def messages_of_participants(declared: Register, kept: Participants) -> Iterator[CheckMessage]:
    """The title is a column; what is sealed is nobody else's to know of."""
    for path in filter(None, (kept.titled, kept.heads)):
        yield from messages_of_path(declared, "children", path)
    if declared.is_sealed:
        yield Error(
            _("登记册 {code} 是密封的，不能登记参加单位。").format(code=declared.code),
            hint=_("去掉 children 里的 participants。"),
            obj=declared.model,
            id="records.E005",
        )


def messages_of_workflow(declared: Register, workflow: Workflow) -> Iterator[CheckMessage]:
    """Every state is known and can be reached; every stamp is a column."""
    states = {state for state, _label in workflow.states}
    for step in workflow.transitions:
        yield from messages_of_path(declared, f"workflow.{step.code}.stamps", step.stamps)
        for state in {*step.source, step.target} - states:
            yield Error(
                _("登记册 {code} 的步骤 {step} 用了没有声明的状态 {state}。").format(
                    code=declared.code, step=step.code, state=state
                ),
                hint=_("把它加进 states，或改正拼写。"),
                obj=declared.model,
                id="records.E003",
            )
    for state in sorted(states - workflow.reachable()):
        yield Error(
            _("登记册 {code} 的状态 {state} 没有步骤能走到。").format(
                code=declared.code, state=state
            ),
            hint=_("加一个以它为 target 的步骤，或删去这个状态。"),
            obj=declared.model,
            id="records.E004",
        )
