"""Argon2 that costs next to nothing: most tests that sign in are not about passwords' strength."""

from halfsky.org.passwords import Argon2


class Quick(Argon2):
    """The same algorithm and the same form of hash with the smallest effort it can be given."""

    time_cost = 1
    memory_cost = 8
