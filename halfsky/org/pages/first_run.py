"""The first-run page: the root organisation and the first administrator, while there is none."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org import first_run
from halfsky.org.answers import answer
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Person
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.forms import CODE, RESERVED, USERNAME, DayField

OF_THE_ROOT = ("organisation", "code", "kind", "since")


class FirstRunForm(forms.Form):
    """The token, the root (where there is none), and the administrator."""

    token = forms.CharField(
        label=gettext_lazy("启动口令"),
        max_length=64,
        help_text=gettext_lazy(
            "启动网站（halfsky serve）时印在屏幕上，也在数据目录的 first-run.token 里。"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("最上级组织的名称"),
        max_length=120,
        min_length=2,
        help_text=gettext_lazy("例如某某市总工会；只给一个单位用时，写这个单位的工会。"),
    )
    code = forms.CharField(label=gettext_lazy("编码"), max_length=30, initial="root")
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=OrganisationKind.choices)
    since = DayField(label=gettext_lazy("成立日期"))
    name = forms.CharField(label=gettext_lazy("安全管理员的姓名"), max_length=60, min_length=2)
    username = forms.CharField(
        label=gettext_lazy("账号"), max_length=40, validators=[USERNAME], initial="security"
    )
    password = forms.CharField(
        label=gettext_lazy("口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("再输一遍口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if first_run.root() is not None:
            for name in OF_THE_ROOT:
                del self.fields[name]

    def clean_token(self) -> str:
        """The one that was printed on the machine."""
        token = str(self.cleaned_data["token"])
        if not first_run.is_token(token):
            raise ValidationError(_("启动口令不对，请照屏幕上印出的抄。"))
        return token

    def clean_code(self) -> str:
        """One that an address can carry."""
        code = str(self.cleaned_data["code"])
        if not CODE.fullmatch(code) or code in RESERVED:
            raise ValidationError(_("编码只能用字母、数字、点和横线，以字母或数字开头。"))
        return code

    def clean(self) -> dict[str, Any]:
        """Twice the same, and not one that is guessed."""
        asked = super().clean() or {}
        password = asked.get("password", "")
        if password and password != asked.get("again"):
            self.add_error("again", _("两遍不一样，请重输。"))
        elif password:
            person = Person(username=asked.get("username", ""), name=asked.get("name", ""))
            try:
                validate_password(password, person)
            except ValidationError as refused:
                self.add_error("password", refused)
        return asked


def show_first_run(request: HttpRequest) -> HttpResponse:
    """While nobody can log in; afterwards the page does not exist."""
    if not first_run.is_needed():
        if request.method == "POST":
            return redirect("login")
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return answer(request, lambda: begun(form.cleaned_data))
        except first_run.AlreadyBegun:
            return redirect("login")
    context = {
        "form": form,
        "root": first_run.root(),
        "key": request.POST.get(FIELD) or new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "org/first_run.html", context, status=status)


def begun(asked: dict[str, Any]) -> Written:
    """The act itself."""
    organisation = {
        "name": asked.get("organisation", ""),
        "code": asked.get("code", ""),
        "kind": asked.get("kind", ""),
    }
    person = first_run.begin(
        organisation, asked.get("since"), asked["name"], asked["username"], asked["password"]
    )
    label = _("第一个账号已建好：{username}。请登录，再为其他人建账号").format(
        username=person.username
    )
    return Written(label, reverse("login"))
