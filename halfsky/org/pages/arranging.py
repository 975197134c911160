"""Acts of the tree: each explains what will happen before it is confirmed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.components import Crumb
from halfsky.org import arranging, consequences
from halfsky.org.acts import ActRefused
from halfsky.org.answers import answer
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.forms import DissolveForm, MergeForm, MoveForm, OfReader, ReasonForm
from halfsky.org.pages.tree import crumbs_to
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import find

Asked = dict[str, Any]  # a form's cleaned fields


@dataclass(frozen=True)
class Act:
    """One act: how it is called, what it asks, what it will do, and how it is done."""

    title: Label
    intro: Label
    action: Label
    done: Label
    form: type[OfReader]
    explain: Callable[[Organisation, Asked], Iterator[str]]
    do: Callable[[Reader, Organisation, Asked, str], None]
    tone: str = "primary"


ACTS: dict[str, Act] = {
    "move": Act(
        gettext_lazy("变更隶属"),
        gettext_lazy("换一个上级，下级跟着一起走。名称、编码、登记都不变。"),
        gettext_lazy("确认变更"),
        gettext_lazy("已变更隶属：{name}"),
        MoveForm,
        lambda one, asked: consequences.of_moving(one, asked["target"], asked["on"]),
        lambda reader, one, asked, reason: arranging.move(
            reader, one, asked["target"], asked["on"], reason
        ),
    ),
    "merge": Act(
        gettext_lazy("合并"),
        gettext_lazy("并入另一个组织，由它承接下级和覆盖单位。"),
        gettext_lazy("确认合并"),
        gettext_lazy("已合并：{name}"),
        MergeForm,
        lambda one, asked: consequences.of_merging(one, asked["target"], asked["on"]),
        lambda reader, one, asked, reason: arranging.merge(
            reader, one, asked["target"], asked["on"], reason
        ),
        "danger",
    ),
    "dissolve": Act(
        gettext_lazy("撤销"),
        gettext_lazy("不再存续，也没有别的组织承接。下面还有组织的，先把它们移走。"),
        gettext_lazy("确认撤销"),
        gettext_lazy("已撤销：{name}"),
        DissolveForm,
        lambda one, asked: consequences.of_dissolving(one, asked["on"]),
        lambda reader, one, asked, reason: arranging.dissolve(reader, one, asked["on"], reason),
        "danger",
    ),
}


def arrange(request: ReaderRequest, code: str, act: str) -> HttpResponse:
    """Ask, explain, and on confirmation do it."""
    organisation = find(request.reader, code)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if not arranging.may_arrange(request.reader, organisation):
        raise PermissionDenied
    if request.method == "POST":
        return confirm(request, organisation, chosen)
    is_asked = "on" in request.GET
    form = chosen.form(request.reader, request.GET if is_asked else None)
    if is_asked and form.is_valid():
        rehearse(request.reader, organisation, chosen, form)
    return show(request, organisation, chosen, form, ReasonForm())


def rehearse(reader: Reader, organisation: Organisation, act: Act, form: OfReader) -> None:
    """Do it and undo it at once: what would be refused is refused before it is explained."""
    try:
        with transaction.atomic():
            act.do(reader, Organisation.objects.get(pk=organisation.pk), form.cleaned_data, "")
            transaction.set_rollback(True)
    except ActRefused as refused:
        form.refuse(refused)


def confirm(request: ReaderRequest, organisation: Organisation, act: Act) -> HttpResponse:
    """Do it once, or say what is missing."""
    form, why = act.form(request.reader, request.POST), ReasonForm(request.POST)
    if form.is_valid() and why.is_valid():
        try:
            return answer(request, lambda: done(request.reader, organisation, act, form, why))
        except ActRefused as refused:
            form.refuse(refused)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show(request, organisation, act, form, why, request.POST.get(FIELD, ""), status)


def done(
    reader: Reader, organisation: Organisation, act: Act, form: OfReader, why: ReasonForm
) -> Written:
    """The act itself."""
    act.do(reader, organisation, form.cleaned_data, why.cleaned_data["reason"])
    url = reverse("org:organisation", args=[organisation.code])
    return Written(str(act.done).format(name=organisation.name), url)


def show(
    request: ReaderRequest,
    organisation: Organisation,
    act: Act,
    form: OfReader,
    why: ReasonForm,
    key: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The form and, once it is filled in, what will happen."""
    is_clear = form.is_bound and form.is_valid()
    context = {
        "organisation": organisation,
        "crumbs": crumbs_of_act(request.reader, organisation, str(act.title)),
        "act": act,
        "form": form,
        "why": why,
        "explained": list(act.explain(organisation, form.cleaned_data)) if is_clear else [],
        "key": key or new_key(),
        "today": request.reader.on.isoformat(),
    }
    return render(request, "org/act.html", context, status=status)


def crumbs_of_act(reader: Reader, organisation: Organisation, title: str) -> list[Crumb]:
    """The way to the organisation, then the act."""
    *way, last = crumbs_to(reader, organisation)
    own = Crumb(last.label, reverse("org:organisation", args=[organisation.code]))
    return [*way, own, Crumb(title)]


def undo(request: ReaderRequest, code: str) -> HttpResponse:
    """Take back today's last act."""
    reader, organisation = request.reader, find_with_undone(request, code)
    entry = arranging.last_act(reader, organisation)
    why = ReasonForm(request.POST or None)
    if request.method == "POST" and why.is_valid():
        try:
            return answer(request, lambda: taken_back(reader, organisation, why))
        except ActRefused as refused:
            why.add_error(None, str(refused))
    elif entry is None:
        raise Http404
    context = {
        "organisation": organisation,
        "crumbs": crumbs_of_act(reader, organisation, _("撤回今天的变动")),
        "entry": entry,
        "why": why,
        "key": request.POST.get(FIELD) or new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if why.errors else HTTPStatus.OK
    return render(request, "org/undo.html", context, status=status)


def find_with_undone(request: ReaderRequest, code: str) -> Organisation:
    """The organisation; where its founding has just been taken back, pressed twice, that one."""
    undone = Organisation.objects.filter(code__startswith=f"{code}~", withdrawn_at__isnull=False)
    if request.method == "POST" and not Organisation.objects.filter(code=code).exists():
        here = undone.filter(request.reader.organisations(Power.ARRANGE_TREE)).last()
        if here is not None:
            return here
    return find(request.reader, code)


def taken_back(reader: Reader, organisation: Organisation, why: ReasonForm) -> Written:
    """The act itself; where nothing is left to show, on to its parent."""
    parent = arranging.above(organisation)[0]
    arranging.undo(reader, organisation, why.cleaned_data["reason"])
    kept = parent if organisation.withdrawn_at else organisation
    label = _("已撤回今天的变动：{name}").format(name=organisation.name)
    return Written(label, reverse("org:organisation", args=[kept.code]))
