"""My account: who I am here, my password, my devices."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Fact
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Device, Person, Post, in_force
from halfsky.org.reader import ReaderRequest
from halfsky.org.signin.entrance import KIND, demands_second_factor, previous_sign_in
from halfsky.org.signin.origin import address_of
from halfsky.org.signin.second_factor import (
    FEW_CODES,
    has_second_factor,
    has_telephone,
    recovery_codes_left,
)
from halfsky.org.signin.sessions import Session, end_sessions, sessions_of


@dataclass(frozen=True)
class UsedDevice:
    """A device with the sessions that are open on it."""

    device: Device
    sessions: list[Session]
    is_this: bool


def show_account(request: ReaderRequest) -> HttpResponse:
    """Everything about her own account on one page."""
    person = own(request)
    context = {
        "person": person,
        "facts": facts_of(request, person),
        "devices": devices_of(request, person),
        "has_second_factor": has_second_factor(person),
        "has_telephone": has_telephone(person),
        "codes_left": recovery_codes_left(person),
        "few_codes": FEW_CODES,
        "passkeys": person.passkeys.order_by("since", "pk"),
        "is_demanded": demands_second_factor(request.reader),
    }
    return render(request, "account.html", context)


def own(request: ReaderRequest) -> Person:
    """Whose account it is; the rule of these routes lets nobody else in."""
    assert request.reader.person
    return request.reader.person


def facts_of(request: ReaderRequest, person: Person) -> list[Fact]:
    """Name, account, telephone, posts, the time before."""
    held = Post.objects.filter(in_force(timezone.localdate()), person=person)
    posts = [
        f"{post.organisation.name} · {post.get_role_display()}"
        for post in held.select_related("organisation").order_by("since", "pk")
    ]
    before = previous_sign_in(request)
    before_text = timezone.localtime(before).strftime("%Y-%m-%d %H:%M") if before else ""
    warning = _("不是您本人登录的，请马上改口令。") if before else ""
    return [
        Fact(_("姓名"), person.name),
        Fact(_("账号"), person.username),
        Fact(_("手机"), person.mobile, note=_("要改手机或姓名，请找上级工会的女工干部。")),
        *(Fact(_("岗位") if number == 0 else "", post) for number, post in enumerate(posts)),
        Fact(_("上次登录"), before_text, note=warning),
    ]


def devices_of(request: ReaderRequest, person: Person) -> list[UsedDevice]:
    """Her devices, the one that she is at first."""
    this = request.session.session_key
    sessions = sessions_of(person.pk)
    used = []
    for device in person.devices.order_by("-last_used_at"):
        here = [session for session in sessions if session.device_id == device.pk]
        is_this = any(session.session_key == this for session in here)
        used.append(UsedDevice(device, here, is_this))
    return sorted(used, key=lambda one: not one.is_this)


def end_device(request: ReaderRequest, device: int) -> HttpResponse:
    """Sign out on a device and know it no longer."""
    person = own(request)
    found = person.devices.filter(pk=device).first()
    if found is None:
        raise Http404
    Session.objects.filter(person=person, device=found).exclude(
        session_key=request.session.session_key
    ).delete()
    found.delete()
    note(request, person, f"移除设备：{found.name}")
    messages.success(request, _("已在“{device}”上退出。").format(device=found.name))
    return redirect("account")


def end_others(request: ReaderRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    person = own(request)
    ended = end_sessions(person.pk, but=request.session.session_key)
    note(request, person, "退出其他设备")
    messages.success(request, _("已退出其他设备上的{count}处登录。").format(count=ended))
    return redirect("account")


def note(request: ReaderRequest, person: Person, reason: str) -> None:
    """Into the trail: she ended sessions of her own."""
    deed = Deed(Action.SIGNED_OUT, KIND, str(person.pk), reason=reason)
    write_down(request.reader, deed, address=address_of(request))
