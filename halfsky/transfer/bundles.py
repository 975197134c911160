"""A bundle: a numbered, signed file that carries one thing in one direction.

    HALFSKY BUNDLE 1 \n  header as JSON \n  body  signature (64 bytes, over all before it)

The header names sender, receiver, number, and the digest of the bundle before it.
"""

import gzip
import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from halfsky.transfer.keys import OwnKeys, PublicKeys, Zone

MAGIC = b"HALFSKY BUNDLE 1\n"
SIGNATURE_BYTES = 64
PUBLIC_BYTES, NONCE_BYTES = 32, 12
LARGEST_HEADER = 4_096
LARGEST = 512 * 1024 * 1024  # as a file, and unpacked


class BundleRefused(Exception):
    """The bundle is not taken in; the sentence says why."""

    is_known = False  # it was taken in before, so nothing is amiss


class TakenBefore(BundleRefused):
    """A bundle whose number has passed."""

    is_known = True

    def __init__(self, number: int) -> None:
        sentence = _("第{number}号包已经接收过，这次什么也没有改。")
        super().__init__(sentence.format(number=number))


@dataclass(frozen=True)
class Bundle:
    """A bundle whose signature was right."""

    zone: Zone  # that has made it
    number: int
    previous: str  # digest of the one before it in this direction
    digest: str  # its own
    content: Any

    @property
    def name(self) -> str:
        """What its file is called."""
        return file_name(self.zone, self.number)


def file_name(zone: Zone, number: int) -> str:
    """By direction and number, so that files sort as they were made."""
    direction = "outward" if zone is Zone.INNER else "inward"
    return f"halfsky-{direction}-{number:06}.bundle"


def pack(content: Any, number: int, previous: str, own: OwnKeys, peer: PublicKeys) -> bytes:
    """Content as a bundle for the zone across."""
    body = gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0)
    header = {
        "zone": own.zone,
        "number": number,
        "previous": previous,
        "from": own.public.fingerprint,
        "to": peer.fingerprint,
        "size": len(body),
    }
    whole = MAGIC + json.dumps(header).encode() + b"\n" + body
    return whole + own.sign.sign(whole)


def digest_of(bundle: bytes) -> str:
    """Names exactly these bytes."""
    return hashlib.sha256(bundle).hexdigest()


def open_bundle(data: bytes, own: OwnKeys, peer: PublicKeys) -> Bundle:
    """What a bundle of the zone across carries; raises `BundleRefused`."""
    header, body = parts_of(data)
    if header.get("zone") == own.zone:
        raise BundleRefused(_("这是本区自己送出的包，不能在本区接收。"))
    if header.get("from") != peer.fingerprint:
        raise BundleRefused(_("这个包不是对方的密钥签的，没有接收。"))
    if header.get("to") != own.public.fingerprint:
        raise BundleRefused(_("这个包是送给别处的，没有接收。"))
    if header.get("size") != len(body):
        raise BundleRefused(_("这个包不完整，没有接收，请重新拷贝。"))
    try:
        peer.verifying().verify(data[-SIGNATURE_BYTES:], data[:-SIGNATURE_BYTES])
    except InvalidSignature:
        raise BundleRefused(_("这个包的内容被改动过或已损坏，没有接收。")) from None
    try:
        content = json.loads(unpacked(body))
        number, previous = int(header["number"]), str(header["previous"])
    except (ValueError, KeyError, TypeError):
        raise BundleRefused(_("这个包的内容被改动过或已损坏，没有接收。")) from None
    return Bundle(peer.zone, number, previous, digest_of(data), content)


def parts_of(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Header and body, as far as the bytes go."""
    if not data.startswith(MAGIC):
        raise BundleRefused(_("这不是半边天的传送包。"))
    line, found, rest = data[len(MAGIC) :].partition(b"\n")
    try:
        header = json.loads(line) if len(line) <= LARGEST_HEADER and found else None
    except ValueError:
        header = None
    if not isinstance(header, dict) or len(rest) <= SIGNATURE_BYTES:
        raise BundleRefused(_("这个包不完整，没有接收，请重新拷贝。"))
    return header, rest[:-SIGNATURE_BYTES]


def unpacked(body: bytes) -> bytes:
    """At most so much: the machine outside may be anybody's by now."""
    stream = zlib.decompressobj(wbits=31)
    try:
        whole = stream.decompress(body, LARGEST)
    except zlib.error:
        whole = b""
    if not whole or not stream.eof:
        raise BundleRefused(_("这个包的内容被改动过或已损坏，没有接收。"))
    return whole


# ---- sealing to a zone ---------------------------------------------------------------------


def seal(text: bytes, peer: PublicKeys) -> bytes:
    """So that the zone across alone reads it; not even this machine can any more."""
    passing = X25519PrivateKey.generate()
    mine = passing.public_key().public_bytes_raw()
    key = shared_key(passing, peer.sealing(), mine + peer.box)
    nonce = os.urandom(NONCE_BYTES)
    return mine + nonce + AESGCM(key).encrypt(nonce, text, None)


def unseal(sealed: bytes, own: OwnKeys) -> bytes:
    """What was sealed to this zone."""
    theirs, rest = sealed[:PUBLIC_BYTES], sealed[PUBLIC_BYTES:]
    nonce, locked = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    try:
        other = X25519PublicKey.from_public_bytes(theirs)
        key = shared_key(own.box, other, theirs + own.public.box)
        return AESGCM(key).decrypt(nonce, locked, None)
    except (InvalidTag, ValueError):
        raise BundleRefused(_("包里有一份填报打不开，没有接收。")) from None


def shared_key(mine: X25519PrivateKey, theirs: X25519PublicKey, bound: bytes) -> bytes:
    """For one sealed text."""
    secret = mine.exchange(theirs)
    return HKDF(SHA256(), 32, salt=None, info=b"halfsky sealed" + bound).derive(secret)
