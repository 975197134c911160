"""A row as the trail keeps it: every column by its name, encrypted ones never in plain text."""

import datetime
import hmac
from typing import Any

from django.db.models import Field, Model

from halfsky.org.encryption import EncryptedField, derived_key, encrypt

NOT_KEPT = frozenset({"path", "initials", "password", "last_login"})


def snapshot(row: Model) -> dict[str, Any]:
    """Every concrete column as JSON; of an encrypted one the ciphertext and a keyed digest.

    Two encryptions of one text differ, so the digest tells whether it changed.
    """
    return {
        field.attname: kept(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in NOT_KEPT
    }


def kept(field: "Field[Any, Any]", value: Any) -> Any:
    """One value as JSON."""
    if isinstance(field, EncryptedField):
        return {"encrypted": encrypt(value), "digest": digest(value)} if value else ""
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    return value


def digest(text: str) -> str:
    """Tells whether two texts are the same, without telling what they are."""
    return hmac.new(derived_key("audit digest"), text.encode(), "sha256").hexdigest()[:16]


def is_same(before: Any, after: Any) -> bool:
    """Whether two kept values mean the same."""
    if isinstance(before, dict) and isinstance(after, dict) and "digest" in before:
        return bool(before["digest"] == after.get("digest"))
    return bool(before == after)


def difference(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that differ, before and after; of a row that went there is no after."""
    names = {**after, **before}
    changed = [name for name in names if not is_same(before.get(name), after.get(name))]
    return (
        {name: before.get(name) for name in changed},
        {name: after.get(name) for name in changed},
    )
