"""The keys of a zone: one pair to sign with (Ed25519), one to be sealed to (X25519)."""

import hashlib
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from django.utils.translation import gettext as _

OWN, PEER = "zone.key", "zone-peer.pub"
FINGERPRINT_LENGTH = 24  # 96 bits, read out once when the keys are exchanged


class Zone(StrEnum):
    """Where the registers are, and where the forms are that anybody can reach."""

    INNER = "inner"
    COLLECT = "collect"

    @property
    def other(self) -> "Zone":
        """The one across."""
        return Zone.COLLECT if self is Zone.INNER else Zone.INNER


class KeyTrouble(Exception):
    """A key is missing, broken or of the wrong zone; the sentence says what to do."""


@dataclass(frozen=True)
class PublicKeys:
    """What the other zone may know."""

    zone: Zone
    sign: bytes
    box: bytes

    @property
    def fingerprint(self) -> str:
        """Names the keys; compared by telephone."""
        digest = hashlib.sha256(b"halfsky zone" + self.sign + self.box).hexdigest().upper()
        return digest[:FINGERPRINT_LENGTH]

    @property
    def said(self) -> str:
        """The same in groups of four."""
        name = self.fingerprint
        return " ".join(name[start : start + 4] for start in range(0, len(name), 4))

    def verifying(self) -> Ed25519PublicKey:
        """To check what was signed."""
        return Ed25519PublicKey.from_public_bytes(self.sign)

    def sealing(self) -> X25519PublicKey:
        """To seal something to its holder."""
        return X25519PublicKey.from_public_bytes(self.box)

    def text(self) -> str:
        """As a file."""
        return json.dumps({"zone": self.zone, "sign": self.sign.hex(), "box": self.box.hex()})


@dataclass(frozen=True)
class OwnKeys:
    """What never leaves the machine."""

    zone: Zone
    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def public(self) -> PublicKeys:
        """Its other half."""
        return PublicKeys(
            self.zone,
            self.sign.public_key().public_bytes_raw(),
            self.box.public_key().public_bytes_raw(),
        )


def make_keys(folder: Path, zone: Zone) -> OwnKeys:
    """The keys of this machine, made at the first time; the public half lies beside them."""
    path = folder / OWN
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return own_keys(folder, zone)
    sign, box = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    with os.fdopen(descriptor, "w") as file:
        kept = {
            "zone": zone,
            "sign": sign.private_bytes_raw().hex(),
            "box": box.private_bytes_raw().hex(),
        }
        json.dump(kept, file)
    keys = OwnKeys(zone, sign, box)
    public_file(folder, zone).write_text(keys.public.text())
    return keys


def public_file(folder: Path, zone: Zone) -> Path:
    """What is carried across once."""
    return folder / f"zone-{zone}.pub"


def own_keys(folder: Path, zone: Zone) -> OwnKeys:
    """Of this machine, which must be the zone it is taken for."""
    try:
        kept = json.loads((folder / OWN).read_text())
        keys = OwnKeys(
            Zone(kept["zone"]),
            Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["sign"])),
            X25519PrivateKey.from_private_bytes(bytes.fromhex(kept["box"])),
        )
    except FileNotFoundError:
        raise KeyTrouble(_("本机还没有密钥，请先运行 halfsky transfer keys。")) from None
    except (ValueError, KeyError, TypeError):
        raise KeyTrouble(_("密钥文件 {file} 已损坏。").format(file=folder / OWN)) from None
    if keys.zone is not zone:
        raise KeyTrouble(_("这个数据目录属于另一个区，请用 --data 指明正确的目录。"))
    return keys


def read_public(path: Path) -> PublicKeys:
    """The public half that was carried here."""
    try:
        kept = json.loads(path.read_text())
        keys = PublicKeys(
            Zone(kept["zone"]), bytes.fromhex(kept["sign"]), bytes.fromhex(kept["box"])
        )
        keys.verifying()
        keys.sealing()
    except FileNotFoundError:
        raise KeyTrouble(
            _("还没有对方的公钥，请先运行 halfsky transfer keys --trust 公钥文件。")
        ) from None
    except (ValueError, KeyError, TypeError):
        raise KeyTrouble(_("{file} 不是公钥文件。").format(file=path)) from None
    return keys


def trust(folder: Path, zone: Zone, path: Path) -> PublicKeys:
    """From now on what the other zone signs is taken in."""
    keys = read_public(path)
    if keys.zone is not zone.other:
        raise KeyTrouble(_("{file} 是本区自己的公钥，请拷来另一个区的。").format(file=path))
    (folder / PEER).write_text(keys.text())
    return keys


def peer_keys(folder: Path, zone: Zone) -> PublicKeys:
    """Of the zone across."""
    keys = read_public(folder / PEER)
    if keys.zone is not zone.other:
        raise KeyTrouble(_("密钥文件 {file} 已损坏。").format(file=folder / PEER))
    return keys
