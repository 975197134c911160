"""The second factor: a code that changes every half minute (TOTP, RFC 6238), or a printed card.

Beside a telephone the card is for the day on which it is gone; without one it is the factor itself.
"""

import base64
import hmac
import secrets
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import EncryptedField, derived_key
from halfsky.org.signin.passkeys import Passkey

if TYPE_CHECKING:  # its module lists this one's models
    from halfsky.org.models import Person

SECONDS = 30
DIGITS = 6
# A telephone's clock may be half a minute off, and typing takes time.
STEPS_EITHER_WAY = 1
ISSUER = "半边天"
RECOVERY_CODES = 10  # beside a telephone
CARD_CODES = 40  # without one: a code for each log-in
CARD_DIGITS = 8  # 26 bits, and tries are limited; a telephone's keyboard for digits will do
FEW_CODES = 5


class SecondFactor(models.Model):
    """A person's authenticator; without a row she has none."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor"
    )
    secret = EncryptedField()
    last_step = models.BigIntegerField()  # of the newest code used: none works twice
    since = models.DateTimeField(gettext_lazy("启用时间"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("第二重验证")

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


class RecoveryCode(models.Model):
    """One of the codes on her card; works once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("备用码")
        indexes = [models.Index(fields=["person", "digest"], name="recovery_code_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.used_at}"


def new_secret() -> str:
    """160 random bits, as authenticators take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one half minute (RFC 4226 §5.3)."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_now() -> int:
    """The half minute that it is."""
    return int(timezone.now().timestamp()) // SECONDS


def matching_step(secret: str, code: str) -> int | None:
    """The half minute whose code this is, among those that count now."""
    now, found = step_now(), None
    for step in range(now - STEPS_EITHER_WAY, now + STEPS_EITHER_WAY + 1):
        if hmac.compare_digest(code_at(secret, step), code):
            found = step
    return found


def tidied(typed: str) -> str:
    """As people read it off: full-width digits, spaces, dashes."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def has_second_factor(person: "Person") -> bool:
    """Whether she has set one up; a card whose codes are all used still asks for one."""
    has_card = RecoveryCode.objects.filter(person=person).exists()
    return has_card or has_telephone(person) or has_passkey(person)


def has_passkey(person: "Person") -> bool:
    """Whether it may be her computer itself."""
    return Passkey.objects.filter(person=person).exists()


def has_telephone(person: "Person") -> bool:
    """Whether it is, or may be, a telephone."""
    return SecondFactor.objects.filter(person=person).exists()


def set_up(person: "Person", secret: str, typed: str) -> list[str] | None:
    """Her authenticator works: from now on it is asked for. The answer: her recovery codes."""
    step = matching_step(secret, tidied(typed))
    if step is None:
        return None
    with transaction.atomic():
        SecondFactor.objects.filter(person=person).delete()
        SecondFactor.objects.create(person=person, secret=secret, last_step=step)
        return new_recovery_codes(person)


def issue_card(person: "Person") -> list[str]:
    """A card instead of a telephone; one that was known is forgotten."""
    with transaction.atomic():
        SecondFactor.objects.filter(person=person).delete()
        return new_recovery_codes(person)


def verify(person: "Person", typed: str) -> str | None:
    """What it was that she typed, `code` or `recovery code`; None if it was wrong or used before.

    The mark that it was used is a condition of the update: of two at once one wins.
    """
    code = tidied(typed)
    if len(code) != DIGITS:
        return "recovery code" if spend_recovery_code(person, code) else None
    factor = SecondFactor.objects.filter(person=person).first()
    step = matching_step(factor.secret, code) if factor else None
    if step is None:
        return None
    fresh = SecondFactor.objects.filter(person=person, last_step__lt=step)
    return "code" if fresh.update(last_step=step) else None


def spend_recovery_code(person: "Person", code: str) -> bool:
    """Whether it is one of hers and was not used before."""
    unused = RecoveryCode.objects.filter(person=person, digest=digest(code), used_at=None)
    return bool(unused.update(used_at=timezone.now()))


def new_recovery_codes(person: "Person") -> list[str]:
    """A new card, shown once; the old one is void. With nothing beside it, it lasts longer."""
    is_beside = has_telephone(person) or has_passkey(person)
    wanted = RECOVERY_CODES if is_beside else CARD_CODES
    codes: set[str] = set()
    while len(codes) < wanted:
        codes.add(random_code())
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=digest(code)) for code in codes
    )
    return [f"{code[:4]} {code[4:]}" for code in codes]


def random_code() -> str:
    """Eight digits, each as likely as the other."""
    return f"{secrets.randbelow(10**CARD_DIGITS):0{CARD_DIGITS}}"


def recovery_codes_left(person: "Person") -> int:
    """How many she has not used yet."""
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def remove(person: "Person") -> bool:
    """Off: by herself, or by an officer when telephone or card are gone; whether there was one."""
    codes = RecoveryCode.objects.filter(person=person).delete()[0]
    telephones = SecondFactor.objects.filter(person=person).delete()[0]
    passkeys = Passkey.objects.filter(person=person).delete()[0]
    return bool(codes or telephones or passkeys)


def address(person: "Person", secret: str) -> str:
    """What the square code says."""
    label = quote(f"{ISSUER}:{person.username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def digest(code: str) -> str:
    """What the database keeps of a recovery code."""
    return hmac.digest(derived_key("recovery code"), code.encode(), "sha256").hex()
