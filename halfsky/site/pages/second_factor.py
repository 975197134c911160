"""The second factor: asked at the log-in, set up, renewed, turned off."""

from http import HTTPStatus

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import decrypt, encrypt
from halfsky.org.limits import Exhausted
from halfsky.org.models import Person
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.entrance import (
    WANTS_CODE,
    begin_with_code,
    demands_second_factor,
    give_code,
    note_account,
)
from halfsky.org.signin.second_factor import (
    address,
    has_second_factor,
    new_recovery_codes,
    new_secret,
    remove,
)
from halfsky.site.pages.account import own
from halfsky.site.pages.held import FIELD as HELD
from halfsky.site.pages.held import go_on
from halfsky.site.pages.returning import next_address, next_or_home

SECRET = "secret_to_be"  # in the session, encrypted, until the first code has been right


class CodeForm(forms.Form):
    """Six digits, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("动态码"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def ask_code(request: ReaderRequest) -> HttpResponse:
    """The second step of the log-in."""
    if not request.session.get(WANTS_CODE):
        return HttpResponseRedirect(next_or_home(request))
    form, status = CodeForm(request.POST or None), HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_bound and form.is_valid():
        try:
            if give_code(request, own(request), form.cleaned_data["code"]):
                return go_on(request, own(request))
            form.add_error("code", _("动态码不对，或已经用过。请等下一个，再输一次。"))
        except Exhausted as exhausted:
            form.add_error(None, str(exhausted))
            status = HTTPStatus.TOO_MANY_REQUESTS
    return show_code(request, form, status)


def show_code(
    request: HttpRequest, form: CodeForm | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The page that asks for the code; what she had sent before goes along."""
    context = {
        "form": form or CodeForm(),
        "next": next_address(request),
        "held": request.POST.get(HELD, ""),
    }
    return render(request, "second_factor.html", context, status=status)


def set_up_second_factor(request: ReaderRequest) -> HttpResponse:
    """A square code to be photographed, and a first code to show that it worked."""
    person = own(request)
    if request.owed and has_second_factor(person):
        request.session[WANTS_CODE] = True  # set up in another browser meanwhile
        return redirect("second_factor")
    secret = secret_to_be(request)
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        codes = begin_with_code(request, person, secret, form.cleaned_data["code"])
        if codes:
            del request.session[SECRET]
            return show_codes(request, codes)
        form.add_error("code", _("动态码不对。请确认手机时间是自动的，用最新的一个再试。"))
    context = {
        "form": form,
        "next": next_address(request),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": drawn(address(person, secret)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "second_factor_set_up.html", context, status=status)


def secret_to_be(request: ReaderRequest) -> str:
    """The same one until it works, so that a reload does not void what was photographed."""
    if SECRET not in request.session:
        request.session[SECRET] = encrypt(new_secret())
    return decrypt(request.session[SECRET])


def drawn(text: str) -> SafeString:
    """A square code as a picture within the page; segno writes paths and nothing of the text."""
    picture = segno.make(text, error="m").svg_inline(
        scale=4, border=2, svgclass="square-code", lineclass=None, omitsize=True
    )
    return SafeString(picture)


def show_codes(request: ReaderRequest, codes: list[str]) -> HttpResponse:
    """Shown this once; the database keeps digests."""
    context = {"codes": codes, "next": next_or_home(request)}
    return render(request, "recovery_codes.html", context)


def renew_codes(request: ReaderRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are void."""
    person = own(request)
    if not has_second_factor(person):
        return redirect("account")
    note_account(request, person, "更换备用码")
    return show_codes(request, new_recovery_codes(person))


def turn_off(request: ReaderRequest) -> HttpResponse:
    """By her own will, where none of her posts asks for it."""
    person: Person = own(request)
    if demands_second_factor(request.reader):
        raise PermissionDenied
    if remove(person):
        note_account(request, person, "停用第二重验证")
        messages.success(request, _("第二重验证已停用。"))
    return redirect("account")
