"""People: found within reach, one person's posts and state, and what may be done about them."""

import datetime
from collections.abc import Iterable, Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import (
    Applied,
    Cell,
    Choice,
    Column,
    Crumb,
    Fact,
    Filter,
    Row,
    Table,
    Tone,
    with_query,
)
from halfsky.org import limits
from halfsky.org.limits import Purpose
from halfsky.org.models import Person, Post, in_force
from halfsky.org.pages.paging import page_of
from halfsky.org.people import (
    lock_keys,
    may_appoint,
    may_close,
    may_manage,
    roles_to_give,
    visible,
)
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Role
from halfsky.org.search import named, words_of
from halfsky.org.signin import second_factor

ROWS_A_PAGE = 50


def list_people(request: ReaderRequest) -> HttpResponse:
    """The people she looks after: searched, filtered, a page of them."""
    role, state = request.GET.get("role", ""), request.GET.get("state", "")
    rows = wanted(request, role).filter(of_state(state))
    posts = Post.objects.filter(in_force(request.reader.on)).select_related("organisation")
    rows = rows.prefetch_related(Prefetch("posts", posts.order_by("since", "pk"), "held"))
    people, page = page_of(request, rows.order_by("initials", "pk"), ROWS_A_PAGE)
    context = {
        "search": request.GET.get("q", ""),
        "filters": filters(role, state),
        "applied": applied(request, role, state),
        "reset_url": reverse("org:people"),
        "table": people_table(people),
        "page": page,
        "may_invite": bool(roles_to_give(request.reader)),
    }
    return render(request, "org/people.html", context)


def wanted(request: ReaderRequest, role: str) -> "QuerySet[Person]":
    """Those whom the words and the role ask for."""
    rows = visible(request.reader)
    for word in words_of(request.GET.get("q", "")):
        known = Q(username__istartswith=word) | Q(mobile__startswith=word)
        rows = rows.filter(named(word) | known)
    if role in Role.values:
        held = Post.objects.filter(in_force(request.reader.on), role=role)
        rows = rows.filter(pk__in=held.values("person"))
    return rows


def of_state(state: str) -> Q:
    """Accounts in one of the states that the filter offers."""
    return {
        "open": Q(is_active=True),
        "closed": Q(is_active=False),
        "never": Q(is_active=True, last_login__isnull=True),
        "waiting": Q(is_active=True, must_change_password=True),
    }.get(state, Q())


def states() -> dict[str, str]:
    """What they are called."""
    return {
        "open": _("启用"),
        "closed": _("停用"),
        "never": _("从未登录"),
        "waiting": _("待改初始口令"),
    }


def filters(role: str, state: str) -> list[Filter]:
    """By role and by state."""
    roles = [Choice(one.value, one.label, one.value == role) for one in Role]
    kinds = [Choice(code, label, code == state) for code, label in states().items()]
    return [
        Filter("role", _("角色"), value=role, choices=roles),
        Filter("state", _("状态"), value=state, choices=kinds),
    ]


def applied(request: ReaderRequest, role: str, state: str) -> list[Applied]:
    """The filters that are on."""
    found = []
    if role in Role.values:
        found.append(Applied(Role(role).label, with_query(request.GET, role=None, page=None)))
    if state in states():
        found.append(Applied(states()[state], with_query(request.GET, state=None, page=None)))
    return found


def people_table(people: Iterable[Person]) -> Table:
    """Accounts as rows, each leading to its page."""
    columns = [
        Column(_("姓名"), is_title=True),
        Column(_("账号")),
        Column(_("岗位")),
        Column(_("手机")),
        Column(_("最近登录")),
        Column(_("状态")),
    ]
    return Table(_("人员与账号"), columns, [person_row(person) for person in people])


def person_row(person: Person) -> Row:
    """One of them; `held` are her posts of today."""
    held: list[Post] = getattr(person, "held", [])
    text, tone = state_of(person)
    posts = "；".join(f"{post.organisation} · {post.get_role_display()}" for post in held)
    cells = [
        Cell(person.name),
        Cell(person.username),
        Cell(posts or _("没有岗位"), tone="" if posts else "warning"),
        Cell(person.mobile),
        Cell(moment(person.last_login)),
        Cell(text, tone=tone, is_badge=True),
    ]
    return Row(cells, url=reverse("org:person", args=[person.pk]))


def state_of(person: Person) -> tuple[str, Tone]:
    """An account's state in a word."""
    if not person.is_active:
        return _("停用"), "bad"
    if person.must_change_password:
        if person.password_until and person.password_until <= timezone.now():
            return _("初始口令已过期"), "warning"
        return _("待改初始口令"), "notice"
    if person.last_login is None:
        return _("从未登录"), "notice"
    return _("正常"), "good"


def moment(at: datetime.datetime | None) -> str:
    """A day and a minute."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"


# ---- one person --------------------------------------------------------------------------------


def fetch(request: ReaderRequest, key: int, *, managed: bool = False) -> Person:
    """Somebody she looks after; nobody else exists, and of herself she changes nothing here."""
    person = get_object_or_404(visible(request.reader), pk=key)
    if managed and not may_manage(request.reader, person):
        raise PermissionDenied
    return person


def show_person(request: ReaderRequest, key: int) -> HttpResponse:
    """Her account, her posts, and what may be done."""
    reader, person = request.reader, fetch(request, key)
    state, tone = state_of(person)
    is_locked = any(limits.is_locked(Purpose.SIGN_IN, name) for name in lock_keys(person))
    context = {
        "person": person,
        "crumbs": crumbs(Crumb(person.name)),
        "state": state,
        "tone": tone,
        "is_locked": is_locked,
        "facts": list(facts(person)),
        "posts": posts_of(reader, person),
        "acts": list(acts(reader, person, is_locked)),
        "may_appoint": person.is_active and reader.person != person and roles_to_give(reader),
        "is_herself": reader.person == person,
    }
    return render(request, "org/person.html", context)


def crumbs(*last: Crumb) -> list[Crumb]:
    """From the list on."""
    return [Crumb(_("人员与账号"), reverse("org:people")), *last]


def facts(person: Person) -> Iterator[Fact]:
    """What is known of the account."""
    yield Fact(_("账号"), person.username)
    yield Fact(_("手机"), person.mobile, f"tel:{person.mobile}" if person.mobile else "")
    yield Fact(_("最近登录"), moment(person.last_login))
    if person.must_change_password and person.password_until:
        yield Fact(_("初始口令有效到"), moment(person.password_until))


def posts_of(reader: Reader, person: Person) -> list[dict[str, object]]:
    """Every post she has held, the running ones first, with what the reader may do about it."""
    rows = Post.objects.filter(person=person).select_related("organisation")
    found = sorted(rows, key=lambda post: (post.until is not None, -post.since.toordinal()))
    return [post_line(reader, person, post) for post in found]


def post_line(reader: Reader, person: Person, post: Post) -> dict[str, object]:
    """One of them."""
    is_running = post.until is None or post.until > reader.on
    path = post.organisation.path
    may = reader.person != person and may_appoint(reader, Role(post.role), path)
    return {
        "post": post,
        "is_running": is_running,
        "may_end": is_running and may,
        "url": reverse("org:organisation", args=[post.organisation.code])
        if reader.reaches(path)
        else "",
    }


def acts(reader: Reader, person: Person, is_locked: bool) -> Iterator[tuple[str, str]]:
    """Acts on the account itself that are hers to do: the code and the label."""
    if person.is_active:
        if may_manage(reader, person):
            yield "reset", _("发新的初始口令")
            if second_factor.has_second_factor(person):
                yield "unbind", _("解除第二重验证")
        if may_close(reader, person):
            if is_locked:
                yield "unlock", _("解除锁定")
            yield "close", _("立即停用")
    elif may_manage(reader, person):
        yield "reopen", _("重新启用")


def offered_people(reader: Reader, text: str) -> "QuerySet[Person]":
    """What a picker of people offers."""
    rows = visible(reader).filter(is_active=True)
    for word in words_of(text):
        rows = rows.filter(named(word) | Q(username__istartswith=word))
    return rows.order_by("initials", "pk")[:20]
