"""Numbers of receipts: random, and such that they can be read out over the telephone."""

import secrets

# No 0, O, 1, I or L.
RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 26  # 128 bits


def new_receipt() -> str:
    """A random receipt number."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _place in range(RECEIPT_LENGTH))
