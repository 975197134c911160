"""The registers of planning, in menu order."""
# ruff: noqa: F401

from halfsky.planning import plan_items
