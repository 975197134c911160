"""Tokens of links: 128 random bits, handed out once and kept only as a keyed digest.

The seal binds a token to its organisation, form, period and deadline: a row that somebody
changed in the database no longer opens.
"""

import datetime
import hmac
import secrets

from halfsky.collecting.models import Link
from halfsky.org.encryption import derived_key
from halfsky.org.receipts import RECEIPT_ALPHABET
from halfsky.transfer.tokens import TOKEN, verifier

TOKEN_BYTES = 16
NUMBER_LENGTH = 8


def new_token() -> str:
    """A token that cannot be guessed."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_number() -> str:
    """The short name of a link, for the trail and for talking about it."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _place in range(NUMBER_LENGTH))


def bind(link: Link, token: str) -> None:
    """Make a link answer to a token."""
    link.digest, link.seal = digest(token), seal(link, token)
    link.verifier = verifier(token)


def digest(token: str) -> str:
    """By which the link is found."""
    return hmac.digest(derived_key("link"), token.encode(), "sha256").hex()


def seal(link: Link, token: str) -> str:
    """Over everything that the token is good for."""
    bound = (token, link.organisation_id, link.form, link.since, link.until, link.deadline)
    text = "\0".join(map(str, bound))
    return hmac.digest(derived_key("link seal"), text.encode(), "sha256").hex()


def find(token: str, today: datetime.date) -> Link | None:
    """The link that a token opens today; expired, withdrawn, altered and foreign are all none."""
    link = match(token)
    is_open = link and link.withdrawn_at is None and link.deadline >= today
    return link if is_open else None


def match(token: str) -> Link | None:
    """The link that a token was made for, open or not."""
    if not TOKEN.fullmatch(token):
        return None
    link = Link.objects.select_related("organisation").filter(digest=digest(token)).first()
    if link is None or not hmac.compare_digest(seal(link, token), link.seal):
        return None
    return link
