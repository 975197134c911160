"""How the collect zone knows a link: by a digest of its token, which needs no secret.

A token is 128 random bits: nobody finds one from its digest, and none can be made outside.
"""

import hashlib
import re

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def verifier(token: str) -> str:
    """What the collect zone keeps of a token."""
    return hashlib.sha256(b"halfsky link\0" + token.encode()).hexdigest()
