"""Identity numbers, credit codes and mobiles that pass every check and belong to nobody."""

import datetime
from random import Random

from halfsky.org.identifiers import credit_check, identity_check, organisation_check

AREA = "330299"  # no county has it
UNION, EMPLOYER = "81", "91"
FIRST_BIRTH = datetime.date(1968, 1, 1)
BIRTH_DAYS = 28 * 365  # the youngest were of age when the history begins


class Identifiers:
    """Hands out each identifier once."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.organisations = 0
        self.mobiles = 0

    def identity(self, rng: Random, woman: bool = True) -> str:
        """A new identity number of a person of working age."""
        while True:
            born = FIRST_BIRTH + datetime.timedelta(days=rng.randrange(BIRTH_DAYS))
            sequence = 2 * rng.randrange(1, 500) - (0 if woman else 1)
            first_17 = f"{AREA}{born:%Y%m%d}{sequence:03d}"
            if first_17 not in self.used:
                self.used.add(first_17)
                return first_17 + identity_check(first_17)

    def credit_code(self, department: str) -> str:
        """The next credit code of a union or an employer."""
        self.organisations += 1
        first_8 = f"MC{self.organisations:06d}"
        first_17 = f"{department}{AREA}{first_8}{organisation_check(first_8)}"
        return first_17 + credit_check(first_17)

    def mobile(self) -> str:
        """The next mobile number, of a run that nobody is given."""
        self.mobiles += 1
        return f"1990000{self.mobiles:04d}"
