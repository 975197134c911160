"""Signing in and out."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from halfsky.org import first_run
from halfsky.org.limits import Exhausted
from halfsky.org.passwords import LONGEST
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.entrance import (
    WANTS_CODE,
    FirstPasswordOver,
    WrongPassword,
    enter,
    guess,
    is_sample,
    leave,
)
from halfsky.site.pages.held import FIELD as HELD
from halfsky.site.pages.held import go_on
from halfsky.site.pages.returning import next_address, next_or_home
from halfsky.site.pages.second_factor import show_code


class SignInForm(forms.Form):
    """Account and password, as password managers know them."""

    username = forms.CharField(
        label=gettext_lazy("账号"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("口令"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("password")
def sign_in(request: ReaderRequest) -> HttpResponse:
    """The log-in page; who is in already goes on."""
    if request.user.is_authenticated and request.method != "POST":
        return HttpResponseRedirect(next_or_home(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return try_in(request, form)
    status = HTTPStatus.OK if not form.is_bound else HTTPStatus.UNPROCESSABLE_ENTITY
    return show(request, form, status)


def try_in(request: ReaderRequest, form: SignInForm) -> HttpResponse:
    """One guess; every refusal says what to do next and nothing else."""
    try:
        person = guess(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except WrongPassword:
        form.add_error(None, _("账号或口令不对。请看大写锁定是否打开，再试一次。"))
        return show(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except FirstPasswordOver:
        form.add_error(None, _("初始口令已过72小时，不能再用。请找发给您的人重新发放。"))
        return show(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Exhausted as exhausted:
        form.add_error(None, str(exhausted))
        response = show(request, form, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(exhausted.minutes * 60)
        return response
    enter(request, person)
    return show_code(request) if request.session[WANTS_CODE] else go_on(request, person)


def show(request: HttpRequest, form: SignInForm, status: HTTPStatus) -> HttpResponse:
    """The page, the password never repeated; the cursor where she types next."""
    asked = "password" if form.is_bound else "username"
    form.fields[asked].widget.attrs["autofocus"] = True
    context = {
        "form": form,
        "next": next_address(request),
        "held": request.POST.get(HELD, ""),
        "ended": "ended" in request.GET,
        "is_sample": is_sample(),
        "is_first_run": first_run.is_needed(),
    }
    return render(request, "login.html", context, status=status)


def show_held(request: HttpRequest, held: str, back: str) -> HttpResponse:
    """The log-in instead of the answer to a form: her session was over, her words are kept."""
    form = SignInForm()
    form.fields["username"].widget.attrs["autofocus"] = True
    context = {"form": form, "next": back, "held": held, "ended": True}
    return render(request, "login.html", context, status=HTTPStatus.UNAUTHORIZED)


def sign_out(request: ReaderRequest) -> HttpResponse:
    """Leave nothing behind on an office computer: no page, no draft, no session."""
    leave(request)
    messages.success(request, _("已退出。"))
    response = redirect("login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
