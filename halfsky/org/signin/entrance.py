"""The door: a guess is counted, compared, written down; then she is in, or is asked for more."""

import datetime
import unicodedata
from collections.abc import Callable

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.utils import timezone

from halfsky.org import limits
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.models import Person
from halfsky.org.parameters import Parameter, Parameters
from halfsky.org.passwords import is_too_old
from halfsky.org.reader import Reader
from halfsky.org.roles import WITHOUT_SECOND_FACTOR
from halfsky.org.signin.devices import known_device, name_of, remember_device
from halfsky.org.signin.origin import address_of
from halfsky.org.signin.passkeys import finish_making, finish_using
from halfsky.org.signin.second_factor import (
    has_second_factor,
    issue_card,
    new_recovery_codes,
    recovery_codes_left,
    set_up,
    verify,
)
from halfsky.org.signin.sessions import ADDRESS, BEGAN, DEVICE, forget_ended

KIND = "sign_in"
SAMPLE: Parameter[int] = Parameter("sample_city", "", 0)  # marks the database of `halfsky demo`
# In the session: what she has shown, and what is still owed.
PREVIOUS, WANTS_CODE, GAVE_CODE, OLD_PASSWORD, PROVED, IN_SAMPLE = (
    "previous",
    "wants_code",
    "gave_code",
    "password_is_old",
    "proved",
    "in_sample",
)
PROOF_LASTS = datetime.timedelta(minutes=10)


class WrongPassword(Exception):
    """No such account, a wrong password, a closed account: nobody is told which."""


class FirstPasswordOver(Exception):
    """The first password was right, but came too late."""


def guess(request: HttpRequest, username: str, password: str) -> Person:
    """Whose password it is; every guess is counted before it is compared.

    All strangers together share the tries of an account; a device that it has been used on has
    its own. Raises `Exhausted`, `WrongPassword`, `FirstPasswordOver`.
    """
    username = unicodedata.normalize("NFKC", username).strip()
    account = username.casefold()
    device = known_device(request, username)
    key = (account, device.pk) if device else account
    try:
        moment = limits.spend(Purpose.SIGN_IN, key, about=account)
    except Exhausted as exhausted:
        if exhausted.is_first:
            note_refusal(request, username, "试得太多，已限制")
        raise
    person = authenticate(request, username=username, password=password)
    if not isinstance(person, Person):
        note_refusal(request, username, "账号或口令不对，或账号已停用")
        raise WrongPassword
    limits.refund(Purpose.SIGN_IN, key, moment)
    until = person.password_until
    if person.must_change_password and until and until <= timezone.now():
        note_refusal(request, username, "初始口令已过期")
        raise FirstPasswordOver
    return person


def note_refusal(request: HttpRequest, username: str, reason: str) -> None:
    """Into the trail, and as long for an account as for none.

    What was typed is not kept: people type passwords into the wrong field.
    """
    person = Person.objects.filter(username=username).first()
    key = str(person.pk) if person else ""
    write_down(None, Deed(Action.REFUSED, KIND, key, reason=reason), address=address_of(request))


def enter(request: HttpRequest, person: Person) -> None:
    """Sign her in under a new session id; the second factor may still be owed."""
    previous, wants_code = person.last_login, has_second_factor(person)
    login(request, person)
    request.session[BEGAN] = request.session[PROVED] = timezone.now().isoformat()
    request.session[ADDRESS] = address_of(request)
    request.session[PREVIOUS] = previous.isoformat() if previous else None
    request.session[WANTS_CODE] = wants_code
    request.session[OLD_PASSWORD] = is_too_old(person)
    request.session[IN_SAMPLE] = is_sample()
    if not wants_code:
        complete(request, person)


def complete(request: HttpRequest, person: Person, by: str = "password") -> None:
    """She has shown all that was asked: the device is known, the trail has it."""
    device = remember_device(request, person.pk)
    request.session[DEVICE] = device.pk
    reader = Reader.of(person, timezone.localdate())
    deed = Deed(Action.SIGNED_IN, KIND, str(person.pk), after={"by": by, "device": device.name})
    write_down(reader, deed, address=address_of(request))
    forget_ended()
    limits.forget_old()


def leave(request: HttpRequest) -> None:
    """Sign out; nothing of the session remains."""
    if isinstance(request.user, Person):
        reader = Reader.of(request.user, timezone.localdate())
        deed = Deed(Action.SIGNED_OUT, KIND, str(request.user.pk))
        write_down(reader, deed, address=address_of(request))
    logout(request)


def previous_sign_in(request: HttpRequest) -> datetime.datetime | None:
    """When she had signed in before this time; home tells what happened since."""
    moment = request.session.get(PREVIOUS)
    return datetime.datetime.fromisoformat(moment) if moment else None


def has_proved(request: HttpRequest) -> bool:
    """Whether she has shown who she is a short while ago."""
    moment = request.session.get(PROVED)
    if not moment:
        return False
    return timezone.now() - datetime.datetime.fromisoformat(moment) < PROOF_LASTS


def prove(request: HttpRequest) -> None:
    """She has just shown again who she is: a new session id, and a while of trust."""
    request.session.cycle_key()
    request.session[PROVED] = timezone.now().isoformat()


def give_code(request: HttpRequest, person: Person, typed: str) -> bool:
    """Whether the second factor is right; every try is counted. Raises `Exhausted`."""
    return give(request, person, lambda: verify(person, typed))


def give_passkey(request: HttpRequest, person: Person, said: str) -> bool:
    """The same with a passkey: what the browser said."""
    return give(request, person, lambda: "passkey" if finish_using(request, person, said) else None)


def give(request: HttpRequest, person: Person, show: Callable[[], str | None]) -> bool:
    """One try, counted before it is looked at."""
    try:
        moment = limits.spend(Purpose.SECOND_FACTOR, person.pk, person.username.casefold())
    except Exhausted as exhausted:
        if exhausted.is_first:
            note_refusal(request, person.username, "动态码试得太多，已限制")
        raise
    used = show()
    if used is None:
        note_refusal(request, person.username, "动态码不对或已用过")
        return False
    limits.refund(Purpose.SECOND_FACTOR, person.pk, moment)
    request.session.cycle_key()
    request.session[WANTS_CODE], request.session[GAVE_CODE] = False, True
    complete(request, person, by=used)
    return True


def begin_with_passkey(request: HttpRequest, person: Person, said: str) -> list[str] | None:
    """One more passkey; codes for the day on which it is gone if she has none. None: it failed."""
    name = name_of(request.headers.get("User-Agent", ""))
    if finish_making(request, person, said, name) is None:
        return None
    codes = [] if recovery_codes_left(person) else new_recovery_codes(person)
    request.session.cycle_key()
    request.session[GAVE_CODE] = True
    note_account(request, person, f"启用通行密钥：{name}")
    return codes


def begin_with_code(request: HttpRequest, person: Person, secret: str, typed: str) -> list[str]:
    """Set the second factor up; her recovery codes, or none if the code was wrong."""
    codes = set_up(person, secret, typed) or []
    if codes:
        request.session.cycle_key()
        request.session[GAVE_CODE] = True
        note_account(request, person, "启用第二重验证")
    return codes


def begin_with_card(request: HttpRequest, person: Person) -> list[str]:
    """Her second factor is a printed card from now on; the codes, to be shown this once."""
    codes = issue_card(person)
    request.session.cycle_key()
    request.session[GAVE_CODE] = True
    note_account(request, person, f"印登录码卡，{len(codes)}个码")
    return codes


def note_account(request: HttpRequest, person: Person, reason: str) -> None:
    """Into the trail: she changed something about her own account."""
    reader = Reader.of(person, timezone.localdate())
    deed = Deed(Action.ACCOUNT_CHANGED, "org.person", str(person.pk), reason=reason)
    write_down(reader, deed, address=address_of(request))


def demands_second_factor(reader: Reader) -> bool:
    """Whether one of her posts asks for it."""
    return bool(reader.roles - WITHOUT_SECOND_FACTOR)


def is_sample() -> bool:
    """Whether this is the database of `halfsky demo`, where nobody has a second factor."""
    return bool(Parameters.on(timezone.localdate()).value(SAMPLE))
