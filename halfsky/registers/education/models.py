"""The registers of the section, in menu order."""
# ruff: noqa: F401

from halfsky.registers.education import trainings
