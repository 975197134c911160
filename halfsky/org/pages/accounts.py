"""Acts on accounts and posts: invite, appoint, end, hand over, close, reopen, reset, unlock."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.components import Crumb
from halfsky.org import handover, people
from halfsky.org.acts import ActRefused
from halfsky.org.answers import answer
from halfsky.org.encryption import decrypt, encrypt
from halfsky.org.labels import Label
from halfsky.org.models import Person, Post
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.forms import (
    AppointForm,
    EndPostForm,
    HandOverForm,
    InviteForm,
    ReasonForm,
)
from halfsky.org.pages.people import crumbs, fetch, moment, offered_people
from halfsky.org.people import Slip
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Role

SLIP = "slip"  # in the session: the first password just made, encrypted, until it is shown


@dataclass(frozen=True)
class Act:
    """An act on an account: its words, what it will do, and the act itself."""

    title: Label
    action: Label
    explained: tuple[Label, ...]
    do: Callable[[Reader, Person, str], Slip | None]
    tone: str = "primary"


ACTS: dict[str, Act] = {
    "close": Act(
        gettext_lazy("立即停用"),
        gettext_lazy("确认停用"),
        (
            gettext_lazy("马上不能登录；已经登录的，下一次点击就会退出。"),
            gettext_lazy("所有岗位今天到期。她录入的登记都在，写着她的名字。"),
            gettext_lazy("她手上的在办事项不会自动转走：如有接任人，请先办“交接”。"),
        ),
        people.close,
        "danger",
    ),
    "reopen": Act(
        gettext_lazy("重新启用"),
        gettext_lazy("确认启用"),
        (
            gettext_lazy("可以重新登录，要用新的初始口令，72小时内有效。"),
            gettext_lazy("原来的岗位不会恢复，请另外任命。"),
        ),
        people.reopen,
    ),
    "reset": Act(
        gettext_lazy("发新的初始口令"),
        gettext_lazy("发新口令"),
        (
            gettext_lazy("旧口令马上作废，已经登录的会退出。"),
            gettext_lazy("新口令只显示一次，可以打印；72小时内有效，登录后要自己改。"),
        ),
        people.reset,
    ),
    "unbind": Act(
        gettext_lazy("解除第二重验证"),
        gettext_lazy("确认解除"),
        (
            gettext_lazy("手机或登录码卡丢了、不能登录时用：解除后，她下次登录要重新启用。"),
            gettext_lazy("请先当面或打电话确认是她本人。已经登录的会退出。"),
        ),
        people.unbind,
        "danger",
    ),
    "unlock": Act(
        gettext_lazy("解除锁定"),
        gettext_lazy("确认解除"),
        (gettext_lazy("她可以马上再试。如果是她忘了口令，请改发新的初始口令。"),),
        people.unlock,
    ),
}


def change_account(request: ReaderRequest, key: int, act: str) -> HttpResponse:
    """Explain one of the acts, and on confirmation do it."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    person = fetch(request, key)
    allowed = people.may_close if act in ("close", "unlock") else people.may_manage
    people.need(allowed(request.reader, person))
    why = ReasonForm(request.POST or None)

    def do() -> Slip | None:
        return chosen.do(request.reader, person, why.cleaned_data["reason"])

    page = Page(str(chosen.title), str(chosen.action), chosen.explained, chosen.tone)
    return ask(request, person, page, why, do)


def end_post(request: ReaderRequest, key: int, post: int) -> HttpResponse:
    """Until which day, and why."""
    person, held = fetch_post(request, key, post)
    form = EndPostForm(request.reader, request.POST or None)

    def do() -> None:
        asked = form.cleaned_data
        people.end_post(request.reader, held, asked["until"], asked["reason"])

    explained = (
        gettext_lazy("从那天起，她不再看到、也不能再改这里的登记；以前录入的都在。"),
        gettext_lazy("手上有在办事项的，请改办“交接”。"),
    )
    title = _("结束岗位：{post}").format(post=said_of(held))
    return ask(request, person, Page(title, _("确认结束"), explained, "danger"), form, do)


def appoint(request: ReaderRequest, key: int) -> HttpResponse:
    """One more post."""
    person = fetch(request, key)
    people.need(request.reader.person != person)
    form = AppointForm(request.reader, request.POST or None)

    def do() -> None:
        asked = form.cleaned_data
        people.appoint(
            request.reader,
            person,
            Role(asked["role"]),
            asked["organisation"],
            asked["since"],
            asked["reason"],
        )

    return ask(request, person, Page(_("任命岗位"), _("任命")), form, do)


def hand_over(request: ReaderRequest, key: int, post: int) -> HttpResponse:
    """Hers ends, the successor's begins, and what was open goes along."""
    person, held = fetch_post(request, key, post)
    form = HandOverForm(request.reader, request.POST or None)
    burdens = [burden.label for burden in handover.burdens_of(held)]
    open_things = "、".join(burdens) or _("没有在办事项和草稿")

    def do() -> Slip | None:
        asked, reader = form.cleaned_data, request.reader
        on, why = asked["on"], asked["reason"]
        if successor := asked["successor"]:
            handover.hand_over(reader, held, successor, on, why)
            return None
        return handover.hand_over_to_new(reader, held, asked["name"], asked["mobile"], on, why)

    explained = (
        _("{name}的“{post}”在那天到期，接任人同日开始。").format(
            name=person.name, post=said_of(held)
        ),
        _("一并交接：{things}。").format(things=open_things),
        _("以前的登记不动，仍写着录入人的名字。账号不交接：每人用自己的账号。"),
    )
    title = _("交接：{post}").format(post=said_of(held))
    return ask(request, person, Page(title, _("确认交接"), explained), form, do)


def fetch_post(request: ReaderRequest, key: int, post: int) -> tuple[Person, Post]:
    """A post of somebody she looks after, that is hers to give and take."""
    person = fetch(request, key)
    rows = Post.objects.select_related("organisation", "person")
    held = get_object_or_404(rows, pk=post, person=person)
    may = people.may_appoint(request.reader, Role(held.role), held.organisation.path)
    people.need(may and request.reader.person != person)
    return person, held


def said_of(post: Post) -> str:
    """A post in words."""
    return f"{post.organisation} · {post.get_role_display()}"


def invite(request: ReaderRequest) -> HttpResponse:
    """A new account with its first post."""
    initial = {"organisation": request.GET.get("at", ""), "since": request.reader.on}
    form = InviteForm(request.reader, request.POST or None, initial=initial)

    def do() -> Slip:
        asked = dict(form.cleaned_data)
        return people.invite(request.reader, **{**asked, "role": Role(asked["role"])})

    explained = (
        gettext_lazy("保存后给出初始口令，只显示一次，可以打印；72小时内有效，登录后要自己改。"),
        gettext_lazy("账号一人一个，不共用；换人时办“交接”，不要把口令交给接任人。"),
    )
    return ask(request, None, Page(_("新建账号"), _("保存"), explained), form, do)


# ---- how each of them is asked -----------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """The words of an act's page."""

    title: str
    action: str
    explained: tuple[Label, ...] = ()
    tone: str = "primary"


def ask(
    request: ReaderRequest,
    person: Person | None,
    page: Page,
    form: forms.Form,
    do: Callable[[], Slip | None],
) -> HttpResponse:
    """Show the form; when it is sent, do it once and lead on: to the slip, if there is one."""
    if request.method == "POST" and form.is_valid():
        try:
            return answer(request, lambda: done(request, person, page, do))
        except ActRefused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, str(refused))
    back = reverse("org:person", args=[person.pk]) if person else reverse("org:people")
    way = [Crumb(person.name, back)] if person else []
    context = {
        "page": page,
        "person": person,
        "crumbs": crumbs(*way, Crumb(page.title)),
        "form": form,
        "back": back,
        "key": request.POST.get(FIELD) or new_key(),
        "today": request.reader.on.isoformat(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "org/account.html", context, status=status)


def done(
    request: ReaderRequest, person: Person | None, page: Page, do: Callable[[], Slip | None]
) -> Written:
    """The act; a first password waits in the session, encrypted, for the page that shows it."""
    slip = do()
    whom = slip.person if slip else person
    label = _("{title}：{name}").format(title=page.title, name=whom.name if whom else "")
    if slip is None:
        return Written(label, reverse("org:person", args=[whom.pk]) if whom else "/")
    kept = json.dumps({"person": slip.person.pk, "password": slip.password})
    request.session[SLIP] = encrypt(kept)
    return Written(label, reverse("org:slip"))


def show_slip(request: ReaderRequest) -> HttpResponse:
    """The first password, once, to be printed; asked for again it is gone."""
    kept = request.session.pop(SLIP, "")
    found: dict[str, Any] = json.loads(decrypt(kept)) if kept else {}
    person = Person.objects.filter(pk=found["person"]).first() if found else None
    context = {
        "person": person,
        "password": found.get("password", ""),
        "until": moment(person.password_until) if person else "",
        "crumbs": crumbs(Crumb(_("初始口令"))),
        "site_url": request.build_absolute_uri("/"),
    }
    response = render(request, "org/slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


def choose_person(request: ReaderRequest) -> JsonResponse:
    """`?q=`: open accounts among those she looks after."""
    rows = offered_people(request.reader, request.GET.get("q", ""))
    found = [{"value": row.username, "label": row.name, "note": row.username} for row in rows]
    return JsonResponse({"results": found})
