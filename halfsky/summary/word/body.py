"""Title, text, attachment note and signature."""

from collections.abc import Iterable, Mapping

from docx.document import Document

from halfsky.summary.document import AnnexRow, Paragraph, Run, Summary
from halfsky.summary.measure import ems, title_lines
from halfsky.summary.word.measures import CHARACTERS, characters
from halfsky.summary.word.styles import NUMBERING
from halfsky.summary.word.xml import Element, child, element, link, paragraph, text_run

ANNEX_BOOKMARK = "annex"

# The date stands four characters in from the right (GB/T 9704-2012, 7.3.5).
DATE_INSET = 4.0

# LibreOffice moves a paragraph that is kept with the next one as a whole: more than eight lines
# of it would leave too large a gap.
KEPT_WHOLE = 8 * CHARACTERS


def row_bookmark(row: AnnexRow) -> str:
    """Name of the bookmark at an annex row: Word takes 40 letters, digits and underscores."""
    plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in row.key)
    return f"figure_{row.number}_{plain}"[:40]


def write_body(document: Document, summary: Summary) -> None:
    """Everything before the annex."""
    rows = {row.key: row for row in summary.annex}
    parts = [_title(summary.title)]
    parts += [_paragraph(each, rows) for each in summary.paragraphs]
    # 7.3.5.5: signature and date share a page with text, so that none reads "no text here".
    if not summary.paragraphs or ems(summary.paragraphs[-1].text) <= KEPT_WHOLE:
        _keep_with_next(parts[-1])
    if summary.annex:
        parts.append(_attachment_note(summary.annex_title))
    parts += _signature(summary)
    body = document.element.body
    for part in parts:
        body.insert_element_before(part, "w:sectPr")


def _title(title: str) -> Element:
    content: list[Element] = []
    for line in title_lines(title):
        if content:
            content.append(element("w:r", element("w:br")))
        content.append(text_run(line))
    return paragraph("Title", *content)


def _paragraph(source: Paragraph, rows: Mapping[str, AnnexRow]) -> Element:
    content = _runs(source.runs, rows)
    if source.level is None:
        return paragraph("BodyText", *content)
    if source.lead is None:
        return paragraph(f"Heading{source.level}", *content)
    if source.lead:
        content.insert(0, text_run(source.lead, f"Heading{source.level}Char"))
    return _numbered(source.level, paragraph("BodyText", *content))


def _numbered(level: int, target: Element) -> Element:
    """Body text counted with the headings of a level.

    It is no heading: Word would show the whole paragraph in the navigation pane. So the
    number is its own, for a list level takes it from one style only.
    """
    number = element("w:numPr", element("w:ilvl", val=level - 1), element("w:numId", val=NUMBERING))
    child(target, "w:pPr").append(number)
    return target


def _runs(runs: Iterable[Run], rows: Mapping[str, AnnexRow]) -> list[Element]:
    return [
        text_run(run.text) if run.figure is None else _linked(run.text, rows[run.figure])
        for run in runs
    ]


def _linked(text: str, row: AnnexRow) -> Element:
    tooltip = f"附件第{row.number}项：{row.label} {row.shown}"
    return link(row_bookmark(row), tooltip, text_run(text, "Figure"))


def _attachment_note(title: str) -> Element:
    """附件：title — a full-width colon and no mark at the end (7.3.4)."""
    words = link(ANNEX_BOOKMARK, "转到附件", text_run(" ".join(title.split()), "Figure"))
    return paragraph("AttachmentNote", text_run("附件："), words)


def _signature(summary: Summary) -> tuple[Element, Element]:
    """The signature centred over the date, the date four characters in from the right."""
    signed, dated = ems(summary.signature), ems(summary.date_label)
    # A signature too long to be centred there is flush right, and the date centred below it.
    date_inset = max(DATE_INSET, (min(signed, CHARACTERS) - dated) / 2)
    inset = max(0.0, date_inset + (dated - signed) / 2)
    signature = paragraph("Signature", text_run(summary.signature))
    date = paragraph("Date", text_run(summary.date_label))
    _inset_right(signature, inset)
    _inset_right(date, date_inset)
    return signature, date


def _inset_right(target: Element, inset: float) -> None:
    indent = element("w:ind", rightChars=round(inset * 100), right=characters(inset))
    child(target, "w:pPr").append(indent)


def _keep_with_next(target: Element) -> None:
    child(target, "w:pPr").insert(1, element("w:keepNext"))
