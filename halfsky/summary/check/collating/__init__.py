"""Figures of several texts matched into one table: figures down, texts across."""

from __future__ import annotations

from halfsky.summary.check.collating.changes import change_text
from halfsky.summary.check.collating.rows import Cell, Row
from halfsky.summary.check.collating.table import Other, Table, collate

__all__ = ["Cell", "Other", "Row", "Table", "change_text", "collate"]
