"""Who of the cast may do what with a register, and where."""

from halfsky.records.declaration import Confidentiality, Register

# Username of somebody at the city who may write it; and of one who may not.
WRITERS = {
    Confidentiality.OPEN: "lin",
    Confidentiality.SENSITIVE: "jin",
    Confidentiality.SEALED: "fang",
}
FORBIDDEN = {Confidentiality.OPEN: "zhou", Confidentiality.SENSITIVE: "tao"}


def writer_of(register: Register) -> str:
    """The person of the cast who keeps the register for the whole city."""
    return WRITERS[register.confidential]
