"""The first account of an installation: made once, by whoever holds the token of the machine."""

import datetime
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from halfsky.org.acts import found
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.people import KIND, said_of
from halfsky.org.roles import Role

TOKEN_BYTES = 24


class AlreadyBegun(Exception):
    """There is an account already."""


def is_needed() -> bool:
    """Whether nobody can log in yet."""
    return not Person.objects.exists()


def token_file() -> Path:
    """Where the token lies, for the operator of the machine alone."""
    return Path(settings.DATA) / "first-run.token"


def make_token() -> str:
    """The token of this installation, made at the first start; empty once there is an account."""
    if not is_needed():
        token_file().unlink(missing_ok=True)
        return ""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        handle = os.open(token_file(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return token_file().read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(token)
    return token


def is_token(text: str) -> bool:
    """Whether it is the one that was printed."""
    try:
        token = token_file().read_text().strip()
    except FileNotFoundError:
        return False
    return bool(token) and hmac.compare_digest(text.strip().encode(), token.encode())


def root() -> Organisation | None:
    """The organisation above all others, where a tree has been loaded already."""
    tops = Organisation.objects.filter(withdrawn_at=None, until=None, edges=None, is_practice=False)
    return tops.order_by("since", "pk").first()


def begin(
    organisation: dict[str, str],
    since: datetime.date | None,
    name: str,
    username: str,
    password: str,
) -> Person:
    """The root, where there is none, and the security administrator, who gives all other roles."""
    with transaction.atomic():
        top = root()
        if top is None:
            top = found(None, since or timezone.localdate(), **organisation)
            deed = Deed(Action.FOUNDED, "org.organisation", str(top.pk), top.pk)
            write_down(None, deed)
        if not is_needed():
            raise AlreadyBegun
        person = Person(username=username, name=name, password_changed_at=timezone.now())
        person.set_password(password)
        person.save()
        role, today = Role.SECURITY_ADMINISTRATOR, timezone.localdate()
        Post.objects.create(person=person, organisation=top, role=role, since=today)
        after = {"act": "first_run", "username": username, **said_of(role, today)}
        write_down(None, Deed(Action.ACCOUNT_CHANGED, KIND, str(person.pk), top.pk, None, after))
    token_file().unlink(missing_ok=True)
    return person
