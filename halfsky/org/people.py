"""Accounts and posts: who may give and take them, each act in one transaction and written down."""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org import limits
from halfsky.org.acts import ActRefused
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.models import Organisation, Person, Post, in_force
from halfsky.org.passwords import first_password
from halfsky.org.reader import Reader
from halfsky.org.roles import APPOINTED_BY, Power, Role
from halfsky.org.signin import second_factor
from halfsky.org.signin.sessions import end_sessions

KIND = "org.person"
FIRST_PASSWORD_LASTS = datetime.timedelta(hours=72)
LOOKS_AFTER = (Power.MANAGE_ACCOUNTS, Power.GRANT_ROLES)  # of everybody


# ---- who may -----------------------------------------------------------------------------------


def visible(reader: Reader) -> "QuerySet[Person]":
    """The people she looks after, those who have left too; administrators look after everybody."""
    people = Person.objects.all()
    if any(map(reader.can, LOOKS_AFTER)):
        return people
    here = reader.organisations(Power.MANAGE_OFFICERS, prefix="organisation__")
    return people.filter(pk__in=Post.objects.filter(here).values("person"))


def may_appoint(reader: Reader, role: Role, path: str) -> bool:
    """Whether she may give, or take, a role at the organisation of a path."""
    return any(
        post.reaches(path) and role in APPOINTED_BY.get(post.role, frozenset())
        for post in reader.posts
    )


def roles_to_give(reader: Reader) -> list[Role]:
    """The roles that she may give somewhere."""
    given = [APPOINTED_BY.get(post.role, frozenset()) for post in reader.posts]
    return [role for role in Role if any(role in roles for roles in given)]


def may_manage(reader: Reader, person: Person) -> bool:
    """Whether everything that a person holds is hers to give; nobody manages herself.

    Of somebody who has left it is what she held last.
    """
    if reader.person == person:
        return False
    if Role.SECURITY_ADMINISTRATOR in reader.roles:
        return True
    posts = list(Post.objects.filter(person=person).select_related("organisation"))
    held = [post for post in posts if post.until is None or post.until > reader.on]
    if not held and posts:
        last = max(post.until for post in posts if post.until)
        held = [post for post in posts if post.until == last]
    return bool(held) and all(
        may_appoint(reader, Role(post.role), post.organisation.path) for post in held
    )


def may_close(reader: Reader, person: Person) -> bool:
    """Whether she may shut an account out, or let it in again after too many tries."""
    if reader.person == person:
        return False
    return reader.can(Power.MANAGE_ACCOUNTS) or may_manage(reader, person)


def need(is_allowed: bool) -> None:
    """Refuse what is not hers to do."""
    if not is_allowed:
        raise PermissionDenied


# ---- accounts ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """A first password, to be handed over on paper and never kept."""

    person: Person
    password: str


def invite(
    reader: Reader,
    name: str,
    mobile: str,
    role: Role,
    organisation: Organisation,
    since: datetime.date,
    username: str = "",
    reason: str = "",
) -> Slip:
    """A new account with its first post and a first password."""
    need(may_appoint(reader, role, organisation.path))
    username = username or new_username(name)
    if Person.objects.filter(username__iexact=username).exists():
        raise ActRefused(_("这个账号已经有人用，请换一个。"), "username")
    with transaction.atomic():
        person = Person(username=username, name=name, mobile=mobile)
        password = give_first_password(person)
        add_post(person, role, organisation, since)
        after = {"act": "invite", "username": username, "name": name, **said_of(role, since)}
        write(reader, person, organisation, None, after, reason)
    return Slip(person, password)


def new_username(name: str, taken: Collection[str] | None = None) -> str:
    """A name in pinyin, with a number where somebody has it already."""
    from pypinyin import lazy_pinyin  # a fifth of a second; only a new account needs it

    spelt: list[str] = lazy_pinyin(name)
    plain = re.sub("[^a-z]", "", "".join(spelt).lower())[:40] or "user"
    if taken is None:
        same = Person.objects.filter(username__startswith=plain)
        taken = set(same.values_list("username", flat=True))
    numbered = (f"{plain}{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (plain, *numbered) if one not in taken)


def give_first_password(person: Person) -> str:
    """A new random password that has to be changed at the first log-in; it is stored as a hash."""
    password = first_password()
    person.set_password(password)
    person.must_change_password = True
    person.password_until = timezone.now() + FIRST_PASSWORD_LASTS
    person.save()
    end_sessions(person.pk)
    limits.unlock(*lock_keys(person))
    return password


def lock_keys(person: Person) -> tuple[object, ...]:
    """What the limiter knows her tries by."""
    return person.username.casefold(), person.pk


def close(reader: Reader, person: Person, reason: str) -> None:
    """At once: no log-in, no session, no post from today on."""
    need(may_close(reader, person))
    with transaction.atomic():
        refuse_last_administrator(person, reader.on)
        running = Post.objects.filter(Q(until__isnull=True) | Q(until__gt=reader.on), person=person)
        ended = list(running.values_list("pk", flat=True))
        running.update(until=Greatest("since", Value(reader.on)))
        person.is_active = False
        person.set_unusable_password()  # a session kept somewhere dies with it for good
        person.save()
        end_sessions(person.pk)
        write(reader, person, None, {"is_active": True}, {"act": "close", "posts": ended}, reason)


def reopen(reader: Reader, person: Person, reason: str) -> Slip:
    """Let her in again, with a new first password; posts are given anew."""
    need(may_manage(reader, person))
    if person.is_active:
        raise ActRefused(_("这个账号没有停用。"))
    spend_reset(reader)
    with transaction.atomic():
        person.is_active = True
        password = give_first_password(person)
        write(reader, person, None, {"is_active": False}, {"act": "reopen"}, reason)
    return Slip(person, password)


def reset(reader: Reader, person: Person, reason: str) -> Slip:
    """A new first password for somebody who has forgotten hers; her sessions end."""
    need(may_manage(reader, person))
    if not person.is_active:
        raise ActRefused(_("这个账号已停用，请先重新启用。"))
    spend_reset(reader)
    with transaction.atomic():
        password = give_first_password(person)
        write(reader, person, None, None, {"act": "reset"}, reason)
    return Slip(person, password)


def spend_reset(reader: Reader) -> None:
    """A stolen officer's account does not give itself everybody's password."""
    try:
        limits.spend(Purpose.RESET, reader.person and reader.person.pk)
    except Exhausted as exhausted:
        raise ActRefused(str(exhausted)) from None


def unlock(reader: Reader, person: Person, reason: str) -> None:
    """Forget that she has tried too often."""
    need(may_close(reader, person))
    with transaction.atomic():
        limits.unlock(*lock_keys(person))
        write(reader, person, None, None, {"act": "unlock"}, reason)


def unbind(reader: Reader, person: Person, reason: str) -> None:
    """Forget her second factor: the telephone is gone, and the codes for that day too."""
    need(may_manage(reader, person))
    with transaction.atomic():
        second_factor.remove(person)
        limits.unlock(*lock_keys(person))
        end_sessions(person.pk)
        write(reader, person, None, None, {"act": "unbind"}, reason)


# ---- posts -------------------------------------------------------------------------------------


def appoint(
    reader: Reader,
    person: Person,
    role: Role,
    organisation: Organisation,
    since: datetime.date,
    reason: str = "",
) -> Post:
    """One more post from a day on."""
    need(reader.person != person and may_appoint(reader, role, organisation.path))
    if not person.is_active:
        raise ActRefused(_("这个账号已停用，请先重新启用。"))
    with transaction.atomic():
        post = add_post(person, role, organisation, since)
        write(
            reader, person, organisation, None, {"act": "appoint", **said_of(role, since)}, reason
        )
    return post


def add_post(person: Person, role: Role, organisation: Organisation, since: datetime.date) -> Post:
    """The row itself, where the organisation is there and the post is not."""
    if organisation.until is not None:
        said = _("{organisation}已于{until}撤销，请另选组织。")
        raise ActRefused(
            said.format(organisation=organisation, until=organisation.until), "organisation"
        )
    if since < organisation.since:
        said = _("不能早于组织的成立日期（{since}）。")
        raise ActRefused(said.format(since=organisation.since), "since")
    same = Post.objects.filter(person=person, role=role, organisation=organisation)
    if same.filter(Q(until__isnull=True) | Q(until__gt=since)).exists():
        raise ActRefused(_("她在这里已经有这个岗位。"), "role")
    return Post.objects.create(person=person, role=role, organisation=organisation, since=since)


def end_post(reader: Reader, post: Post, until: datetime.date, reason: str) -> None:
    """From a day on she no longer holds it."""
    role, organisation = Role(post.role), post.organisation
    need(reader.person != post.person and may_appoint(reader, role, organisation.path))
    if until < post.since:
        raise ActRefused(_("不能早于开始日期（{since}）。").format(since=post.since), "until")
    if post.until is not None and post.until <= reader.on:
        raise ActRefused(_("这个岗位已经到期。"))
    with transaction.atomic():
        if role == Role.SECURITY_ADMINISTRATOR:
            refuse_last_administrator(post.person, until)
        before = {"until": post.until and post.until.isoformat()}
        post.until = until
        post.save(update_fields=["until"])
        after = {"act": "end_post", "role": role, "until": until.isoformat()}
        write(reader, post.person, organisation, before, after, reason)


def refuse_last_administrator(person: Person, on: datetime.date) -> None:
    """Somebody has to be left who can give roles."""
    held = Post.objects.select_for_update().filter(
        in_force(on), role=Role.SECURITY_ADMINISTRATOR, person__is_active=True
    )
    holders = {post.person_id for post in held}
    if holders == {person.pk}:
        raise ActRefused(_("这是最后一位安全管理员，请先任命另一位。"))


# ---- the trail ---------------------------------------------------------------------------------


def said_of(role: Role, since: datetime.date) -> dict[str, str]:
    """A post in the trail."""
    return {"role": str(role.value), "since": since.isoformat()}


def write(
    reader: Reader,
    person: Person,
    organisation: Organisation | None,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str,
) -> None:
    """What was done to an account; never its password."""
    place = organisation.pk if organisation else None
    deed = Deed(Action.ACCOUNT_CHANGED, KIND, str(person.pk), place, before, after, reason=reason)
    write_down(reader, deed)
