"""The registers of the section, in menu order."""
# ruff: noqa: F401, I001

from halfsky.registers.rights import (
    special_contracts,
    screenings,
    enterprise_visits,
    questionnaires,
    complaints,
)
