"""The checker: which numbers of a text do not hold.

`check_text(text)` reads one text, `check_texts` several (and compares them with each other),
`read_file(path)` gives the text of a .txt or .docx file. No Django, no database.
"""

from __future__ import annotations

from halfsky.summary.check.checker import check_text, check_texts
from halfsky.summary.check.comparing import (
    StoredFigure,
    against,
    compare_report,
    compare_reports,
)
from halfsky.summary.check.files import LARGEST, Unreadable, read_bytes, read_file
from halfsky.summary.check.layout import Block, blocks
from halfsky.summary.check.marking import Stretch, labels, quoted, stretches
from halfsky.summary.check.naming_files import short_names
from halfsky.summary.check.rendering import terminal
from halfsky.summary.check.report import Claim, Problem, Report, Span
from halfsky.summary.check.text.vocabulary import Entry, Vocabulary
from halfsky.summary.check.web_page import page

__all__ = [
    "LARGEST",
    "Block",
    "Claim",
    "Entry",
    "Problem",
    "Report",
    "Span",
    "StoredFigure",
    "Stretch",
    "Unreadable",
    "Vocabulary",
    "against",
    "blocks",
    "check_text",
    "check_texts",
    "compare_report",
    "compare_reports",
    "labels",
    "page",
    "quoted",
    "read_bytes",
    "read_file",
    "short_names",
    "stretches",
    "terminal",
]
