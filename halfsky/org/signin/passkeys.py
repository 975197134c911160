"""Passkeys (WebAuthn): the computer's own fingerprint, face or PIN, or a key on a string.

Only under a name and HTTPS, or on the machine itself: browsers allow them nowhere else.
"""

import hmac
import ipaddress
import json
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from halfsky.org.encryption import derived_key

if TYPE_CHECKING:  # its module lists this one's model
    from halfsky.org.models import Person

STATE = "passkey"  # in the session: the challenge that is open
NAME = "半边天"
MOST = 10  # of one person
HERE = ("localhost",)
# What the library says to an answer that is anybody's text.
BROKEN = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError),
    *(struct.error, InvalidSignature),
)
# It is the second factor: the password has come before, so touching it is enough.
ASKED = UserVerificationRequirement.PREFERRED


class Passkey(models.Model):
    """What is known of one: its public half. The private one never leaves the device."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=1400, unique=True)  # its id, base64
    public = models.BinaryField()
    count = models.BigIntegerField(default=0)  # of uses, as the device says; a copy falls behind
    name = models.CharField(gettext_lazy("通行密钥"), max_length=60)
    since = models.DateTimeField(gettext_lazy("启用时间"), default=timezone.now)
    used_at = models.DateTimeField(gettext_lazy("最近使用"), null=True)

    class Meta:
        verbose_name = gettext_lazy("通行密钥")

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> AttestedCredentialData:
        """As the library reads it."""
        return AttestedCredentialData(bytes(self.public))


def is_possible(request: HttpRequest) -> bool:
    """Whether a browser would let this address use one: no IP address, nothing unencrypted."""
    name = host_name(request)
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name in HERE or request.is_secure()
    return False


def host_name(request: HttpRequest) -> str:
    """The site's name without its port."""
    return request.get_host().rsplit(":", 1)[0] if "]" not in request.get_host() else "::1"


def server(request: HttpRequest) -> Fido2Server:
    """Bound to this site's name, and to exactly this origin."""
    origin = f"{request.scheme}://{request.get_host()}"
    party = PublicKeyCredentialRpEntity(id=host_name(request), name=NAME)
    return Fido2Server(party, attestation=None, verify_origin=lambda said: said == origin)


def begin_making(request: HttpRequest, person: "Person") -> str:
    """What the browser needs to make a new one, as JSON; its challenge waits in the session."""
    handle = hmac.digest(derived_key("passkey user"), str(person.pk).encode(), "sha256")
    user = PublicKeyCredentialUserEntity(id=handle, name=person.username, display_name=person.name)
    options, state = server(request).register_begin(
        user,
        [one.data for one in person.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=ASKED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options))


def finish_making(request: HttpRequest, person: "Person", said: str, name: str) -> Passkey | None:
    """The new one, if the browser's answer holds."""
    state, answer = request.session.pop(STATE, None), read(said)
    if state is None or answer is None or person.passkeys.count() >= MOST:
        return None
    try:
        found = server(request).register_complete(state, answer)
        data = found.credential_data
        if data is None:
            return None
        with transaction.atomic():
            return Passkey.objects.create(
                person=person,
                credential=websafe_encode(data.credential_id),
                public=bytes(data),
                count=found.counter,
                name=name[:60],
            )
    except (*BROKEN, IntegrityError):
        return None


def begin_using(request: HttpRequest, person: "Person") -> str:
    """What the browser needs to use one of hers; nothing where she has none."""
    known = [one.data for one in person.passkeys.all()]
    if not known or not is_possible(request):
        return ""
    options, state = server(request).authenticate_begin(known, user_verification=ASKED)
    request.session[STATE] = state
    return json.dumps(dict(options))


def finish_using(request: HttpRequest, person: "Person", said: str) -> bool:
    """Whether the browser's answer is signed by one of hers, for this challenge alone."""
    state, answer = request.session.pop(STATE, None), read(said)
    if state is None or answer is None:
        return False
    try:
        known = [one.data for one in person.passkeys.all()]
        used = server(request).authenticate_complete(state, known, answer)
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except BROKEN:
        return False
    rows = Passkey.objects.filter(person=person, credential=websafe_encode(used.credential_id))
    if count:  # a device that counts has counted on; a copy of it has not
        rows = rows.filter(count__lt=count)
    return bool(rows.update(count=count, used_at=timezone.now()))


def read(said: str) -> Mapping[str, Any] | None:
    """The browser's answer, if it is one at all."""
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
