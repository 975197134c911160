"""The registers of the section, in menu order."""
# ruff: noqa: F401

from halfsky.registers.safety import (
    display_boards,
    pledges,
    safety_letters,
)
