"""The checker: which numbers of a text do not hold.

`check_text(text)` reads one text, `check_texts` several (and compares them with each other),
`read_file(path)` gives the text of a .txt or .docx file. No Django, no database.
"""

from __future__ import annotations

from halfsky.summary.check.checker import check_text, check_texts
from halfsky.summary.check.report import Claim, Problem, Report, Span
from halfsky.summary.check.vocabulary import Entry, Vocabulary

__all__ = [
    "Claim",
    "Entry",
    "Problem",
    "Report",
    "Span",
    "Vocabulary",
    "check_text",
    "check_texts",
]
