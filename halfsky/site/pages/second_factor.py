"""The second factor: asked at the log-in, set up, renewed, turned off."""

from http import HTTPStatus

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import decrypt, encrypt
from halfsky.org.limits import Exhausted
from halfsky.org.models import Person
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.entrance import (
    WANTS_CODE,
    begin_with_card,
    begin_with_code,
    begin_with_passkey,
    demands_second_factor,
    give_code,
    give_passkey,
    note_account,
)
from halfsky.org.signin.passkeys import begin_making, begin_using, is_possible
from halfsky.org.signin.second_factor import (
    FEW_CODES,
    address,
    has_passkey,
    has_second_factor,
    has_telephone,
    new_recovery_codes,
    new_secret,
    recovery_codes_left,
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
    if said := request.POST.get("passkey"):
        return use_passkey(request, said)
    form, status = CodeForm(request.POST or None), HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_bound and form.is_valid():
        try:
            if give_code(request, own(request), form.cleaned_data["code"]):
                warn_of_few(request)
                return go_on(request, own(request))
            form.add_error("code", wrong_code(own(request)))
        except Exhausted as exhausted:
            form.add_error(None, str(exhausted))
            status = HTTPStatus.TOO_MANY_REQUESTS
    return show_code(request, form, status)


def use_passkey(request: ReaderRequest, said: str) -> HttpResponse:
    """The second step with a passkey."""
    form = CodeForm({})
    try:
        if give_passkey(request, own(request), said):
            return go_on(request, own(request))
        sentence, status = _("通行密钥没有通过，请再试一次。"), HTTPStatus.UNPROCESSABLE_ENTITY
    except Exhausted as exhausted:
        sentence, status = str(exhausted), HTTPStatus.TOO_MANY_REQUESTS
    form.fields["code"].required = False
    form.add_error(None, sentence)
    return show_code(request, form, status)


def wrong_code(person: Person) -> str:
    """What to do next, by what she has."""
    if has_telephone(person):
        return _("动态码不对，或已经用过。请等下一个，再输一次。")
    return _("这个码不对，或已经用过。请换卡上没有划掉的一个。")


def warn_of_few(request: ReaderRequest) -> None:
    """Before the last code is used, for then somebody above has to help."""
    left = recovery_codes_left(own(request))
    if left <= FEW_CODES and has_second_factor(own(request)):
        text = _("登录码卡上只剩{count}个码，请在“我的账号”换一张新卡。")
        messages.warning(request, text.format(count=left))


def show_code(
    request: ReaderRequest, form: CodeForm | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The page that asks for the code; what she had sent before goes along."""
    person = request.user  # just now, at the log-in, there is no reader yet
    by_telephone = isinstance(person, Person) and has_telephone(person)
    form = form or CodeForm()
    if not by_telephone:
        form.fields["code"].label = _("登录码")
    context = {
        "form": form,
        "next": next_address(request),
        "held": request.POST.get(HELD, ""),
        "has_telephone": by_telephone,
        "passkey_options": begin_using(request, person) if isinstance(person, Person) else "",
    }
    return render(request, "second_factor.html", context, status=status)


def set_up_second_factor(request: ReaderRequest) -> HttpResponse:
    """A square code to be photographed, and a first code to show that it worked."""
    person = own(request)
    if request.owed and has_second_factor(person):
        request.session[WANTS_CODE] = True  # set up in another browser meanwhile
        return redirect("second_factor")
    if said := request.POST.get("passkey"):
        return make_passkey(request, said)
    if "card" in request.POST:
        return show_codes(request, begin_with_card(request, person))
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
        "passkey_options": begin_making(request, person) if is_possible(request) else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "second_factor_set_up.html", context, status=status)


def make_passkey(request: ReaderRequest, said: str) -> HttpResponse:
    """Her computer is the second factor from now on; with a card beside it."""
    codes = begin_with_passkey(request, own(request), said)
    if codes:
        return show_codes(request, codes)
    if codes is None:
        messages.error(request, _("通行密钥没有做成，请再试一次，或者用别的办法。"))
        return redirect("second_factor_set_up")
    messages.success(request, _("通行密钥已启用。"))
    return HttpResponseRedirect(next_or_home(request))


def end_passkey(request: ReaderRequest, passkey: int) -> HttpResponse:
    """One of hers is known no longer."""
    person = own(request)
    found = person.passkeys.filter(pk=passkey).first()
    if found is None:
        raise Http404
    found.delete()
    note_account(request, person, f"移除通行密钥：{found.name}")
    messages.success(request, _("通行密钥已移除。"))
    return redirect("account")


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
    context = {
        "codes": codes,
        "person": own(request),
        "today": timezone.localdate(),
        "is_alone": not (has_telephone(own(request)) or has_passkey(own(request))),
        "next": next_or_home(request),
    }
    return render(request, "recovery_codes.html", context)


def renew_codes(request: ReaderRequest) -> HttpResponse:
    """A new card; the codes of the old one are void."""
    person = own(request)
    if not has_second_factor(person):
        return redirect("account")
    codes = new_recovery_codes(person)
    note_account(request, person, f"更换登录码卡，{len(codes)}个码")
    return show_codes(request, codes)


def turn_off(request: ReaderRequest) -> HttpResponse:
    """By her own will, where none of her posts asks for it."""
    person: Person = own(request)
    if demands_second_factor(request.reader):
        raise PermissionDenied
    if remove(person):
        note_account(request, person, "停用第二重验证")
        messages.success(request, _("第二重验证已停用。"))
    return redirect("account")
