"""What a person who has signed in still owes before any page opens: a code, a new password."""

from django.http import HttpRequest

from halfsky.org.reader import Reader
from halfsky.org.signin.entrance import (
    GAVE_CODE,
    IN_SAMPLE,
    OLD_PASSWORD,
    WANTS_CODE,
    demands_second_factor,
)

# Open to whoever owes something, beside the page that asks for it.
ALWAYS_OPEN = frozenset({"logout", "language", "again"})


def owed(request: HttpRequest, reader: Reader) -> str | None:
    """The route where she gives what she owes; None when she owes nothing.

    It is asked on every request: a post that is given to her today asks for the second factor now.
    """
    session, person = request.session, reader.person
    if session.get(WANTS_CODE):
        return "second_factor"
    if (person and person.must_change_password) or session.get(OLD_PASSWORD):
        return "password"
    if session.get(GAVE_CODE) or session.get(IN_SAMPLE) or not demands_second_factor(reader):
        return None
    return "second_factor_set_up"
