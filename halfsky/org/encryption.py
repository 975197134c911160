"""Fields encrypted at rest with AES-GCM under a key kept outside the database."""

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext as _

ALGORITHM = "aesgcm"
NONCE_BYTES = 12
KEY_ID_BYTES = 8


def make_key(path: Path) -> None:
    """Write a new 32-byte key readable by its owner only, unless there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))


@lru_cache(maxsize=4)
def read_key(path: Path) -> bytes:
    """The key of this installation; a sentence with the remedy when it is missing."""
    try:
        return bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise ImproperlyConfigured(
            _("找不到字段密钥 {path}：请从密钥备份恢复，或用 halfsky demo 新建。").format(path=path)
        ) from None
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            _("字段密钥 {path} 不能读取或已损坏：请从密钥备份恢复。").format(path=path)
        ) from None


def derived_key(purpose: str) -> bytes:
    """A key for one purpose, so that matching and encrypting never share one."""
    return hmac.digest(read_key(settings.FIELD_KEY_FILE), purpose.encode(), "sha256")


def key_id(key: bytes) -> str:
    """Names the key in stored text, so that keys can be changed one day."""
    return hashlib.sha256(b"key id" + key).hexdigest()[:8]


def encrypt(text: str) -> str:
    """`algorithm:key id:nonce:ciphertext`, base64 where binary."""
    key = derived_key("encrypt")
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), None)
    parts = (base64.b64encode(part).decode() for part in (nonce, sealed))
    return ":".join((ALGORITHM, key_id(key), *parts))


def decrypt(stored: str) -> str:
    """The text again; a changed or foreign ciphertext raises InvalidTag."""
    _algorithm, _key_id, nonce, sealed = stored.split(":")
    opened = AESGCM(derived_key("encrypt")).decrypt(
        base64.b64decode(nonce), base64.b64decode(sealed), None
    )
    return opened.decode()


def encrypt_bytes(content: bytes) -> bytes:
    """A file: key id, nonce, ciphertext."""
    key = derived_key("encrypt")
    nonce = os.urandom(NONCE_BYTES)
    return key_id(key).encode() + nonce + AESGCM(key).encrypt(nonce, content, None)


def decrypt_bytes(stored: bytes) -> bytes:
    """The file again; a changed or foreign one raises InvalidTag."""
    nonce, sealed = stored[KEY_ID_BYTES:][:NONCE_BYTES], stored[KEY_ID_BYTES + NONCE_BYTES :]
    return AESGCM(derived_key("encrypt")).decrypt(nonce, sealed, None)


def person_key(identity_number: str) -> str:
    """Tells whether two records mean one person, without telling who (decisions 14)."""
    return hmac.new(derived_key("person"), identity_number.encode(), "sha256").hexdigest()[:32]


class EncryptedField(models.TextField):  # type: ignore[type-arg] # generic in stubs only
    """Text that the database only ever sees encrypted."""

    def __init__(self, *args: Any, is_long: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_long = is_long  # a story rather than a name; nothing of the column

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; empty stays empty."""
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: object
    ) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value) if value else value
