"""The registers of the section, in menu order."""
# ruff: noqa: F401, I001

from halfsky.registers.assistance import (
    hardship_files,
    aid_payments,
    insurance_enrolments,
    insurance_claims,
)
