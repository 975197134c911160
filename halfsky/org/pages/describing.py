"""Founding an organisation, correcting what is said of it, the employers that it covers."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org import arranging, consequences
from halfsky.org.acts import ActRefused
from halfsky.org.answers import answer
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Coverage, Employer, Organisation
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.arranging import crumbs_of_act
from halfsky.org.pages.forms import (
    DescribeForm,
    EmployerForm,
    EndForm,
    FoundForm,
    OfReader,
    ReasonForm,
)
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import find


def found_organisation(request: ReaderRequest) -> HttpResponse:
    """A new organisation: asked, explained, confirmed."""
    is_asked = request.method == "POST" or "name" in request.GET
    data = (request.POST or request.GET) if is_asked else None
    initial = {"under": first_parent(request), "kind": OrganisationKind.SINGLE}
    form = FoundForm(request.reader, data, initial=initial)
    why = ReasonForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid() and why.is_valid():
            return answer(request, lambda: found(request, form, why.cleaned_data["reason"]))
        if is_asked and form.is_valid():
            with transaction.atomic():  # what would be refused is refused before it is explained
                found(request, form, "")
                transaction.set_rollback(True)
    except ActRefused as refused:
        form.refuse(refused)
    explained: list[str] = []
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        explained = list(consequences.of_founding(asked["under"], asked["since"]))
    context = {
        "crumbs": [Crumb(_("组织"), reverse("org:organisations")), Crumb(_("新设组织"))],
        "form": form,
        "why": why,
        "explained": explained,
        "key": request.POST.get(FIELD) or new_key(),
        "today": request.reader.on.isoformat(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "org/found.html", context, status=status)


def found(request: ReaderRequest, form: FoundForm, reason: str) -> Written:
    """The act itself."""
    asked = dict(form.cleaned_data)
    parent, since = asked.pop("under"), asked.pop("since")
    organisation = arranging.found(request.reader, parent, since, reason, **asked)
    url = reverse("org:organisation", args=[organisation.code])
    return Written(_("已成立：{name}").format(name=organisation.name), url)


def first_parent(request: ReaderRequest) -> str:
    """The parent that the address names, else her own."""
    if under := request.GET.get("under"):
        return under
    home = request.reader.home(Power.ARRANGE_TREE)
    return str(Organisation.objects.get(pk=home).code) if home else ""


def describe(request: ReaderRequest, code: str) -> HttpResponse:
    """Correct its name and numbers."""
    reader, organisation = request.reader, arranged(request, code)
    initial = {name: getattr(organisation, name) for name in DESCRIBED}
    form = DescribeForm(reader, request.POST or None, initial=initial)
    why = ReasonForm(request.POST or None)

    def act() -> None:
        asked = dict(form.cleaned_data)
        renamed_on = asked.pop("renamed_on")
        version = int(request.POST.get("version", "0") or 0)
        arranging.describe(
            reader, organisation, version, why.cleaned_data["reason"], renamed_on, **asked
        )

    return ask(request, organisation, _("修改基本信息"), form, why, act)


DESCRIBED = ("name", "approval_number", "credit_code")


def cover(request: ReaderRequest, code: str) -> HttpResponse:
    """Another employer that it covers."""
    reader, organisation = request.reader, arranged(request, code)
    form = EmployerForm(reader, request.POST or None)

    def act() -> None:
        asked = dict(form.cleaned_data)
        since = asked.pop("since")
        arranging.cover(reader, organisation, Employer(**asked), since)

    return ask(request, organisation, _("增加覆盖单位"), form, None, act)


def uncover(request: ReaderRequest, code: str, coverage: int) -> HttpResponse:
    """An employer that it covers no longer."""
    reader, organisation = request.reader, arranged(request, code)
    rows = Coverage.objects.select_related("employer", "organisation")
    held = get_object_or_404(rows, pk=coverage, organisation=organisation, withdrawn_at=None)
    form = EndForm(reader, request.POST or None)

    def act() -> None:
        arranging.uncover(reader, held, form.cleaned_data["until"], form.cleaned_data["reason"])

    title = _("不再覆盖：{employer}").format(employer=held.employer)
    return ask(request, organisation, title, form, None, act)


def arranged(request: ReaderRequest, code: str) -> Organisation:
    """An organisation within reach where she may arrange the tree."""
    organisation = find(request.reader, code)
    if not request.reader.can_at(Power.ARRANGE_TREE, organisation.path):
        raise PermissionDenied
    return organisation


def ask(
    request: ReaderRequest,
    organisation: Organisation,
    title: str,
    form: OfReader,
    why: ReasonForm | None,
    act: Callable[[], None],
) -> HttpResponse:
    """A form that changes something at once; what is refused stands at its field."""
    if request.method == "POST" and form.is_valid() and (why is None or why.is_valid()):

        def write() -> Written:
            act()
            said = _("已保存：{name}").format(name=organisation.name)
            return Written(said, reverse("org:organisation", args=[organisation.code]))

        try:
            return answer(request, write)
        except ActRefused as refused:
            form.refuse(refused)
    context = {
        "organisation": organisation,
        "crumbs": crumbs_of_act(request.reader, organisation, title),
        "title": title,
        "form": form,
        "why": why,
        "version": request.POST.get("version") or organisation.version,
        "key": request.POST.get(FIELD) or new_key(),
        "today": request.reader.on.isoformat(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "org/ask.html", context, status=status)
