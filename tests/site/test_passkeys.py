"""A passkey instead of a code: of one origin, for one challenge, counted like any guess."""

import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from halfsky.org.models import AuditEntry, Passkey, Person
from halfsky.org.signin.second_factor import RecoveryCode, has_second_factor, issue_card, remove
from tests.site.doors import RIGHT, give_password

pytestmark = pytest.mark.django_db
SITE = "https://testserver"
SET_UP, ASK = "/account/second-factor/", "/login/code/"
FLAG = AuthenticatorData.FLAG


@pytest.fixture
def lin(people: dict[str, Person]) -> Person:
    """An officer of the city; her post asks for a second factor."""
    return give_password(people["lin"])


@dataclass
class Device:
    """A computer with a fingerprint reader."""

    origin: str = SITE
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    name: bytes = b"device-1"
    count: int = 0

    def make(self, options: dict[str, Any]) -> str:
        """What the browser says of a new one."""
        kind: Any = ES256
        public = kind.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        about = AuthenticatorData.create(self.site, FLAG.UP | FLAG.AT, self.count, data)
        made = AttestationObject.create("none", about, {})
        said = self.client_data(CollectedClientData.TYPE.CREATE, options)
        return self.answer(clientDataJSON=said, attestationObject=made)

    def use(self, options: dict[str, Any]) -> str:
        """What the browser says when she has touched it."""
        self.count += 1
        about = AuthenticatorData.create(self.site, FLAG.UP, self.count)
        said = self.client_data(CollectedClientData.TYPE.GET, options)
        signature = self.key.sign(about + said.hash, ec.ECDSA(SHA256()))
        return self.answer(clientDataJSON=said, authenticatorData=about, signature=signature)

    @property
    def site(self) -> bytes:
        """The site that it is for."""
        return hashlib.sha256(b"testserver").digest()

    def client_data(self, what: Any, options: dict[str, Any]) -> CollectedClientData:
        """What the browser adds: for whom, and which challenge."""
        challenge = websafe_decode(options["publicKey"]["challenge"])
        return CollectedClientData.create(what, challenge, self.origin)

    def answer(self, **parts: bytes) -> str:
        """As passkeys.js sends it."""
        name = websafe_encode(self.name)
        response = {one: websafe_encode(part) for one, part in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def options_on(page: str) -> dict[str, Any]:
    """What the page gives the browser."""
    found = re.search(r'data-options="([^"]+)"', page)
    assert found
    said: dict[str, Any] = json.loads(html.unescape(found[1]))
    return said


def signed_in(username: str = "lin") -> Client:
    """With the password alone, over HTTPS."""
    client = Client()
    client.post("/login/", {"username": username, "password": RIGHT}, secure=True)
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/", secure=True).status_code == 200


def enrol(device: Device) -> Client:
    """Make one at the first log-in."""
    client = signed_in()
    options = options_on(client.get(SET_UP, secure=True).content.decode())
    client.post(SET_UP, {"passkey": device.make(options)}, secure=True)
    return client


def ask(client: Client) -> dict[str, Any]:
    return options_on(client.get(ASK, secure=True).content.decode())


def test_it_is_made_and_used(lin: Person) -> None:
    device = Device()
    client = enrol(device)
    assert is_in(client)
    assert RecoveryCode.objects.filter(person=lin).count() == 10
    assert "启用通行密钥" in AuditEntry.objects.get(kind="org.person").reason
    again = signed_in()
    assert not is_in(again)
    answer = again.post(ASK, {"passkey": device.use(ask(again))}, secure=True)
    assert answer.status_code == 302
    assert is_in(again)
    after = AuditEntry.objects.filter(kind="sign_in").latest("sequence").after
    assert (after or {})["by"] == "passkey"


def test_an_answer_holds_for_one_challenge(lin: Person) -> None:
    device = Device()
    enrol(device)
    client = signed_in()
    said = device.use(ask(client))
    other = signed_in()
    ask(other)
    assert other.post(ASK, {"passkey": said}, secure=True).status_code == 422  # hers was another
    assert client.post(ASK, {"passkey": said}, secure=True).status_code == 302
    third = signed_in()
    assert third.post(ASK, {"passkey": said}, secure=True).status_code == 422
    assert not is_in(other) | is_in(third)


@pytest.mark.parametrize(
    "device",
    [Device(origin="https://elsewhere.example", count=9), Device(name=b"other", count=9), Device()],
)
def test_no_other_site_device_or_copy_opens(lin: Person, device: Device) -> None:
    hers = Device(count=5)
    enrol(hers)
    if device.name == hers.name:  # at another site, or a copy that has counted less
        device.key = hers.key
    client = signed_in()
    assert client.post(ASK, {"passkey": device.use(ask(client))}, secure=True).status_code == 422
    for rubbish in ("x", "[]", "{}", '{"id": 1, "rawId": "?"}'):
        ask(client)
        assert client.post(ASK, {"passkey": rubbish}, secure=True).status_code == 422
    assert not is_in(client)


def test_tries_are_counted_together_with_codes(lin: Person) -> None:
    enrol(Device())
    client = signed_in()
    heard = [client.post(ASK, {"passkey": "x"}, secure=True).status_code for _n in range(11)]
    assert heard == [422] * 10 + [429]


def test_it_is_not_offered_where_browsers_refuse_it(lin: Person) -> None:
    client = signed_in()
    assert "data-options" in client.get(SET_UP, secure=True).content.decode()
    for more in ({}, {"secure": True, "headers": {"host": "127.0.0.1"}}):
        page = client.get(SET_UP, **more).content.decode()  # type: ignore[arg-type]
        assert "data-options" not in page
        assert "用IP地址打开的不行" in page
    said = json.dumps({"id": "x"})
    client.post(SET_UP, {"passkey": said})
    assert not Passkey.objects.exists()


def test_one_is_removed_and_all_with_the_factor(lin: Person) -> None:
    client = enrol(Device())
    passkey = Passkey.objects.get()
    assert client.post(f"/account/passkeys/{passkey.pk + 1}/end/", secure=True).status_code == 404
    assert client.post(f"/account/passkeys/{passkey.pk}/end/", secure=True).status_code == 302
    assert has_second_factor(lin)  # the card is left
    enrol_more = options_on(client.get(SET_UP, secure=True).content.decode())
    client.post(SET_UP, {"passkey": Device().make(enrol_more)}, secure=True)
    assert len(issue_card(lin)) == 10  # beside the passkey, which stays
    assert Passkey.objects.count() == 1
    assert remove(lin)
    assert not Passkey.objects.exists()
