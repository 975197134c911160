"""A new password, and showing once more who one is."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from halfsky.org import limits
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.models import Person
from halfsky.org.passwords import LONGEST
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.entrance import OLD_PASSWORD, has_proved, note_account, note_refusal, prove
from halfsky.org.signin.sessions import end_sessions
from halfsky.site.pages.held import FIELD as HELD
from halfsky.site.pages.held import go_on
from halfsky.site.pages.returning import next_address, next_or_home


def password_field(label: Any, autocomplete: str) -> forms.CharField:
    """A field for a password, as password managers know it."""
    attributes = {"autocomplete": autocomplete}
    widget = forms.PasswordInput(attrs=attributes)
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


class ProofForm(forms.Form):
    """The current password; a wrong one is a guess, and guesses are counted."""

    current = password_field(gettext_lazy("现在的口令"), "current-password")

    def __init__(self, request: HttpRequest, person: Person, is_sent: bool = True) -> None:
        super().__init__((is_sent and request.POST) or None)
        self.request, self.person = request, person

    def clean_current(self) -> str:
        """Compared at most ten times in a quarter of an hour."""
        current: str = self.cleaned_data["current"]
        person = self.person
        try:
            account = person.username.casefold()
            moment = limits.spend(Purpose.PASSWORD_AGAIN, person.pk, about=account)
        except Exhausted as exhausted:
            raise ValidationError(str(exhausted)) from None
        if not person.check_password(current):
            note_refusal(self.request, person.username, "再次输入的口令不对")
            raise ValidationError(_("口令不对。"))
        limits.refund(Purpose.PASSWORD_AGAIN, person.pk, moment)
        return current


class PasswordForm(ProofForm):
    """A new password, twice; who has just signed in need not type the old one again."""

    new = password_field(gettext_lazy("新口令"), "new-password")
    again = password_field(gettext_lazy("再输一次新口令"), "new-password")

    def __init__(self, request: ReaderRequest, person: Person) -> None:
        super().__init__(request, person)
        if request.owed and has_proved(request):
            del self.fields["current"]

    def clean_new(self) -> str:
        """Not the one she has, and none that is easily guessed."""
        new: str = self.cleaned_data["new"]
        if self.person.check_password(new):
            raise ValidationError(_("新口令和现在的一样，请换一个。"))
        validate_password(new, self.person)
        return new

    def clean_again(self) -> str:
        """A slip would lock her out."""
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("两次输入的新口令不一样。"))
        return again


@sensitive_post_parameters()
def change_password(request: ReaderRequest) -> HttpResponse:
    """By her own will, because it is her first one, or because it is too old."""
    person = request.reader.person
    assert person  # the rule of this route lets nobody else in
    form = PasswordForm(request, person)
    if form.is_bound and form.is_valid():
        renew(request, person, form.cleaned_data["new"])
        messages.success(request, _("口令已更改，其他设备上的登录已经退出。"))
        return HttpResponseRedirect(next_or_home(request))
    context = {
        "form": form,
        "next": next_address(request),
        "rules": [rule for rule in password_validators_help_texts() if rule],
        "is_first": person.must_change_password,
        "is_old": request.session.get(OLD_PASSWORD),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "password.html", context, status=status)


def renew(request: ReaderRequest, person: Person, new: str) -> None:
    """Set it, end every other session, write it down."""
    person.set_password(new)
    person.must_change_password, person.password_until = False, None
    person.password_changed_at = timezone.now()
    person.save(
        update_fields=[
            "password",
            "must_change_password",
            "password_until",
            "password_changed_at",
        ]
    )
    request.session.pop(OLD_PASSWORD, None)
    update_session_auth_hash(request, person)  # a new session id
    end_sessions(person.pk, but=request.session.session_key)
    note_account(request, person, "更改口令")


@sensitive_post_parameters()
def show_again(request: ReaderRequest) -> HttpResponse:
    """Before something grave: the password once more, if it was long ago."""
    person = request.reader.person
    assert person  # the rule of this route lets nobody else in
    form = ProofForm(request, person)
    if form.is_bound and form.is_valid():
        prove(request)
        return go_on(request, person)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "next": next_address(request), "held": request.POST.get(HELD, "")}
    return render(request, "again.html", context, status=status)


def ask_again(request: ReaderRequest, held: str, back: str) -> HttpResponse:
    """The same instead of the answer to a form; what she had sent goes along."""
    person = request.reader.person
    assert person  # she has logged in
    form = ProofForm(request, person, is_sent=False)
    context = {"form": form, "next": back, "held": held}
    return render(request, "again.html", context, status=HTTPStatus.UNAUTHORIZED)
