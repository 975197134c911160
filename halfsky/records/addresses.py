"""How a record is named in an address: its number, or of a sealed one a token without meaning.

The token is one encrypted block of 128 bits, so that nobody can guess or count sealed records.
"""

import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.http import Http404
from django.urls import reverse

from halfsky.org.encryption import derived_key
from halfsky.records.declaration import Register

MARK_BYTES, NUMBER_BYTES = 8, 8


def address_key(register: Register, key: int) -> str:
    """What stands for a record in its address."""
    if not register.is_sealed:
        return str(key)
    encryptor = _cipher().encryptor()
    block = _mark(register) + key.to_bytes(NUMBER_BYTES, "big")
    return (encryptor.update(block) + encryptor.finalize()).hex()


def key_of(register: Register, text: str) -> int:
    """The record that an address names; 404 for what was never one."""
    if not register.is_sealed:
        # 18 digits fit every database's key.
        if text.isascii() and text.isdigit() and len(text) <= 18:
            return int(text)
        raise Http404
    try:
        sealed = bytes.fromhex(text)
    except ValueError:
        raise Http404 from None
    if len(sealed) != MARK_BYTES + NUMBER_BYTES:
        raise Http404
    decryptor = _cipher().decryptor()
    block = decryptor.update(sealed) + decryptor.finalize()
    if block[:MARK_BYTES] != _mark(register):
        raise Http404
    return int.from_bytes(block[MARK_BYTES:], "big")


def record_url(register: Register, key: int, page: str = "record") -> str:
    """The address of a record's page, or of another page about it."""
    return reverse(f"records:{page}", args=[register.code, address_key(register, key)])


def choices_url(register: Register, field: str) -> str:
    """The address that answers what a field of a register may name."""
    return reverse("records:choices", args=[register.code, field])


def _cipher() -> "Cipher[modes.ECB]":
    # One block a record, each different: what makes ECB weak on text does not arise.
    return Cipher(algorithms.AES(derived_key("record address")), modes.ECB())


def _mark(register: Register) -> bytes:
    return hashlib.sha256(register.code.encode()).digest()[:MARK_BYTES]
