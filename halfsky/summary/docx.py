"""A summary as a Word document in the layout of official documents, GB/T 9704-2012."""

from pathlib import Path

from halfsky.summary.document import Summary
from halfsky.summary.files import replace_file
from halfsky.summary.word.annex import write_annex
from halfsky.summary.word.body import write_body
from halfsky.summary.word.numbering import write_numbering
from halfsky.summary.word.package import document_bytes, new_document
from halfsky.summary.word.page import break_section, lay_out_annex, lay_out_text
from halfsky.summary.word.styles import write_styles


def write_docx(summary: Summary, path: Path) -> None:
    """Write the document whole, or raise OSError and leave what was there before."""
    replace_file(path, docx_bytes(summary))


def docx_bytes(summary: Summary) -> bytes:
    """The document as bytes; equal summaries give equal bytes."""
    document = new_document(summary)
    write_styles(document)
    write_numbering(document)
    lay_out_text(document.sections[0])
    write_body(document, summary)
    if summary.annex:
        lay_out_annex(break_section(document))
        write_annex(document, summary)
    return document_bytes(document, summary.date)
