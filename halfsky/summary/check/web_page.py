"""The report as one page for the browser, the telephone and the printer, complete in itself."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from halfsky.summary.check.docx import STRUCK
from halfsky.summary.check.layout import Block, Cell, blocks
from halfsky.summary.check.marking import GRADE_SIGNS, Label, Stretch, labels, one_line, quoted
from halfsky.summary.check.naming_files import short_names
from halfsky.summary.check.page_style import STYLE
from halfsky.summary.check.rendering import by_grade, conclusion, counted, verdict_lines
from halfsky.summary.check.report import GRADE_NAMES, KIND_NAMES, Problem, Report

_CAUTION = (
    "程序只查数字、单位、空缺和过时的话，查不出所有的毛病；报出来的也请人看过再改。"
    "写着“对不上”的，是这几个数不可能都对，错的是哪一个，请对照台账、原表。"
)
_STRUCK = re.compile(rf"{STRUCK}(.+?){STRUCK}")  # as words struck through were read
_MEANINGS = {"wrong": "算术上不可能，或者明显写错", "doubtful": "可能另有口径，请看一眼"}


@dataclass(frozen=True)
class _Checked:
    """One text of several, as the page names it."""

    place: int
    name: str
    report: Report
    names: dict[str, str]  # of all texts: as given, and as shown

    def told(self, message: str) -> str:
        """The message, with other files called by their short names."""
        for given in sorted(self.names, key=len, reverse=True):
            message = message.replace(f"“{given}”", f"“{self.names[given]}”")
        return message


def page(reports: Sequence[Report], on: date | None = None) -> str:
    """One HTML page without outside parts: each text with its findings in place, each explained."""
    given = [report.name for report in reports]
    shown = short_names(given)
    names = dict(zip(given, shown, strict=True))
    texts = [
        _Checked(place, name, report, names)
        for place, (name, report) in enumerate(zip(shown, reports, strict=True), 1)
    ]
    body = f"{_header(texts, on or date(*time.localtime()[:3]))}{''.join(map(_section, texts))}"
    return (
        '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>数字核对报告</title><style>{STYLE}</style></head>"
        f"<body><h1>数字核对报告</h1>{body}</body></html>\n"
    )


def _header(texts: Sequence[_Checked], on: date) -> str:
    """When, how much was found in all, where, and what the marks mean."""
    wrong, doubtful = map(sum, zip(*(by_grade(one.report) for one in texts), strict=True))
    read = any(one.report.claims for one in texts)
    in_part = any(one.report.is_read_in_part for one in texts)
    sound = "读懂的数字没有发现对不上的" if in_part else "没有发现对不上的数字"
    nothing = sound if read else "没有读出数字"
    found = f"有误{wrong}处，存疑{doubtful}处" if wrong + doubtful else nothing
    return (
        f'<p class="counts">{on.year}年{on.month}月{on.day}日核对，'
        f"{len(texts)}份，<b>{found}</b>。</p>"
        f"{_files(texts)}{_legend(texts)}"
        f'<p class="soft">{_CAUTION}</p>'
    )


def _files(texts: Sequence[_Checked]) -> str:
    """The list of the texts with their counts, where there are several."""
    if len(texts) < 2:
        return ""
    items = "".join(
        f'<li><a href="#t{one.place}">{escape(one.name)}</a>　{_tally(one.report)}</li>'
        for one in texts
    )
    return f'<nav aria-label="各份文字"><ol class="files">{items}</ol></nav>'


def _tally(report: Report) -> str:
    wrong, doubtful = by_grade(report)
    if not report.text.strip():
        return "没有文字"
    found = f"有误{wrong}，存疑{doubtful}" if report.problems else "没有发现"
    return f"{found}，只核对了一部分" if report.is_read_in_part else found


def _legend(texts: Sequence[_Checked]) -> str:
    """What the marks mean that stand in these texts."""
    grades = {problem.grade for one in texts for problem in one.report.problems}
    items = [
        f'<li><span class="as-mark {grade}">{GRADE_NAMES[grade]}</span>'
        f'<sup><b class="to-{grade}">{sign}1</b></sup>　{_MEANINGS[grade]}</li>'
        for grade, sign in GRADE_SIGNS.items()
        if grade in grades
    ]
    if any(one.report.claims for one in texts):
        items.append('<li><span class="claim">12人</span>　读出来的数字</li>')
    if any(one.report.unread for one in texts):
        items.append('<li><span class="unread">12</span>　没读懂的数字，没有核对</li>')
    return f'<ul class="legend" aria-label="图例">{"".join(items)}</ul>' if items else ""


def _section(one: _Checked) -> str:
    return (
        f'<section id="t{one.place}" aria-labelledby="h{one.place}">'
        f'<h2 id="h{one.place}">{escape(one.name)}</h2>{_summary(one.report)}'
        f"{_text(one)}{_findings(one)}{_unread(one.report)}</section>"
    )


def _summary(report: Report) -> str:
    """How many numbers were read and what came of it."""
    if not report.text.strip():
        return "<p>没有读出文字：文件是空的，或者内容是图片。</p>"
    if not report.claims and not report.unread:
        return f"<p>{conclusion(report) or '这份文字里没有读出数字。'}</p>"
    verdicts = "".join(f"<p>{line.strip()}。</p>" for line in verdict_lines(report))
    return f'<p class="counts">{counted(report)}。{conclusion(report)}</p>{verdicts}'


def _text(one: _Checked) -> str:
    if not one.report.text.strip():
        return ""
    shown = "".join(_block(block, one.place) for block in blocks(one.report))
    return f'<div class="text">{shown}</div>'


def _block(block: Block, place: int) -> str:
    if block.line:
        return f"<p>{_marked(block.line, place, is_line=True)}</p>"
    head = "".join(_cell(cell, "th", place) for cell in block.head)
    rows = "".join(
        f"<tr>{''.join(_cell(cell, 'td', place) for cell in row)}</tr>" for row in block.body
    )
    return (
        '<div class="table" role="region" aria-label="表格" tabindex="0"><table>'
        f"{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: Cell, name: str, place: int) -> str:
    scope = ' scope="col"' if name == "th" else ""
    over = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    kind = ' class="figure"' if cell.stands_right else ""
    words = _labels_first(cell, place) if cell.is_figure else _marked(cell, place)
    return f"<{name}{scope}{over}{kind}>{words}</{name}>"


def _labels_first(cell: Cell, place: int) -> str:
    """The number behind its labels, so that the numbers of a column end below each other."""
    before = "".join(_label(label, place) for label in cell.labels)
    return before + "".join(_words(stretch, stretch.words) for stretch in cell.stretches)


def _marked(cell: Cell, place: int, is_line: bool = False) -> str:
    return "".join(
        _words(stretch, stretch.text if is_line else stretch.words)
        + "".join(_label(label, place) for label in stretch.labels)
        for stretch in cell.stretches
    )


def _words(stretch: Stretch, words: str) -> str:
    """The words of a stretch with their mark."""
    text = _STRUCK.sub(r"<s>\1</s>", escape(words))
    for name in ("claim", "unread"):
        if name in stretch.marks:
            text = f'<span class="{name}">{text}</span>'
    kind = f"{stretch.grade} wide" if stretch.is_wide else stretch.grade
    return f'<mark class="{kind}">{text}</mark>' if stretch.grade else text


def _label(label: Label, place: int) -> str:
    """The number of a finding in the text; it leads to the finding, which leads back to it."""
    told = f"第{label.number}处，{GRADE_NAMES[label.grade]}"
    return (
        f'<sup><a id="m{place}-{label.anchor}" class="to-{label.grade}" '
        f'href="#p{place}-{label.number}" aria-label="{told}">{label.sign}{label.number}</a></sup>'
    )


def _findings(one: _Checked) -> str:
    items = "".join(
        _finding(one, number, problem) for number, problem in enumerate(one.report.problems, 1)
    )
    return f'<h3>查到的</h3><ol class="findings">{items}</ol>' if items else ""


def _finding(one: _Checked, number: int, problem: Problem) -> str:
    place = f"{one.place}-{number}"
    back = "".join(_back(one.place, label) for label in labels(one.report, number))
    return (
        f'<li id="p{place}"><p><span class="grade is-{problem.grade}">'
        f"{GRADE_NAMES[problem.grade]} {number}</span> <b>{KIND_NAMES[problem.kind]}</b>　"
        f"“{escape(quoted(one.report, problem))}”{back}</p>"
        f"<p>{escape(one.told(problem.message))}</p></li>"
    )


def _back(place: int, label: Label) -> str:
    """The way from a finding to one of its places in the text."""
    shown = "原文" if label.place == 1 else f"之{label.place}"
    return (
        f' <a class="back" href="#m{place}-{label.anchor}" '
        f'aria-label="回到原文，第{label.number}处之{label.place}">↑{shown}</a>'
    )


def _unread(report: Report) -> str:
    quotes = "、".join(f"“{escape(one_line(span.quote))}”" for span in report.unread)
    return f"<p>没读懂的数字：{quotes}。</p>" if quotes else ""
