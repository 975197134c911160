"""The registers of the section, in menu order."""
# ruff: noqa: F401, I001

from halfsky.registers.organising import (
    unions,
    head_counts,
    women_organisations,
    coverage,
    mentoring_assessments,
    exemplars,
)
