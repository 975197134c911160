"""A summary as one self-contained page in which every number leads to its fact."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from halfsky.summary.document import AnnexRow, Fact, Paragraph, Run, Summary, printable
from halfsky.summary.headings import HeadingCounter
from halfsky.summary.measure import title_lines
from halfsky.summary.stylesheet import STYLESHEET


def render_html(summary: Summary) -> str:
    """The page; it asks for nothing from outside, so it opens on a closed network."""
    links = Links()
    text = _text(summary, links)
    annex = _annex(summary, links) if summary.annex else ""
    title = _escape(" ".join(summary.title.split()))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{_escape(summary.organisation)}">\n'
        f"<title>{title}</title>\n<style>{STYLESHEET}</style>\n</head>\n<body>\n<main>\n"
        f"{text}\n{annex}</main>\n</body>\n</html>\n"
    )


class Links:
    """The numbers met in the text, so that each fact leads back to where it is used."""

    def __init__(self) -> None:
        self._uses: dict[str, list[str]] = defaultdict(list)

    def to_fact(self, text: str, key: str) -> str:
        """A number of the text as a link to its fact."""
        place = f"use-{len(self._uses[key]) + 1}-{key}"
        self._uses[key].append(place)
        return f'<a id="{_escape(place)}" href="{_fragment(key)}">{_escape(text)}</a>'

    def back(self, row: AnnexRow) -> str:
        """Arrows from a fact to each of its uses."""
        places = self._uses[row.key]
        return " ".join(
            f'<a href="{_fragment(place)}" aria-label="回到正文：{_escape(row.label)}'
            f'{f"（第{count}处）" if len(places) > 1 else ""}">↩</a>'
            for count, place in enumerate(places, start=1)
        )


def _text(summary: Summary, links: Links) -> str:
    counter = HeadingCounter()
    parts = [f"<h1>{_lines(summary.title)}</h1>"]
    parts += [_paragraph(each, counter, links) for each in summary.paragraphs]
    if summary.annex:
        title = _escape(" ".join(summary.annex_title.split()))
        parts.append(f'<p class="attachment">附件：<a href="#annex">{title}</a></p>')
    day = summary.date.isoformat()
    parts.append(
        f'<div class="signature"><p>{_escape(summary.signature)}</p>'
        f'<p><time datetime="{day}">{summary.date_label}</time></p></div>'
    )
    return '<article class="sheet">\n' + "\n".join(parts) + "\n</article>"


def _paragraph(paragraph: Paragraph, counter: HeadingCounter, links: Links) -> str:
    number, level = counter.number(paragraph), paragraph.level
    words = _runs(paragraph.runs, links)
    if level is None:
        return f"<p>{words}</p>"
    if paragraph.lead is None:
        # The title is the page's h1, so a chapter is an h2.
        return f"<h{level + 1}>{number}{words}</h{level + 1}>"
    return f'<p><b class="level{level}">{number}{_escape(paragraph.lead)}</b>{words}</p>'


def _runs(runs: Iterable[Run], links: Links) -> str:
    return "".join(
        _escape(run.text) if run.figure is None else links.to_fact(run.text, run.figure)
        for run in runs
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the annex; on a telephone its head stands before each value."""

    head: str
    text: Callable[[AnnexRow, Fact], str]
    style: str = ""


def _exact(row: AnnexRow, fact: Fact) -> str:
    """The exact value, where what is printed is rounded or in a larger unit."""
    exact = "" if row.value is None else f"{row.value}{row.unit}"
    return "" if exact == row.shown else exact


def _reach(row: AnnexRow, fact: Fact) -> str:
    return "，".join(part for part in (fact.period, fact.scope) if part)


def _remarks(row: AnnexRow, fact: Fact) -> str:
    """The remarks without what the column of returns says already."""
    gap = fact.coverage.gap if fact.coverage else ""
    return "；".join(part for part in row.remarks.split("；") if part != gap)


COLUMNS = (
    Column("序号", lambda row, fact: str(row.number), "amount"),
    Column("指标", lambda row, fact: row.label),
    Column("本期数", lambda row, fact: row.shown, "amount"),
    Column("准确值", _exact, "amount"),
    Column("分子/分母", lambda row, fact: row.parts, "amount"),
    Column("口径", lambda row, fact: row.semantics_label),
    Column("期间和范围", _reach, "reach"),
    Column("记录数", lambda row, fact: str(row.records), "amount"),
    Column("填报", lambda row, fact: str(fact.coverage or ""), "coverage"),
    Column("定义", lambda row, fact: row.definition, "definition"),
    Column("备注", _remarks),
)

# Of no use where every figure has none: left out to keep the table narrow.
OPTIONAL = {"准确值", "分子/分母", "期间和范围", "填报", "备注"}


def _annex(summary: Summary, links: Links) -> str:
    facts = [(row, summary.fact(row.key)) for row in summary.annex]
    columns = [
        column
        for column in COLUMNS
        if column.head not in OPTIONAL or any(column.text(row, fact) for row, fact in facts)
    ]
    head = "".join(f'<th scope="col">{column.head}</th>' for column in columns)
    rows = "\n".join(_row(row, fact, columns, links) for row, fact in facts)
    caption = f"单位：{summary.organisation}　期间：{summary.period_label}"
    return (
        '<section class="annex sheet" id="annex" aria-labelledby="annex-title">\n'
        f'<p class="mark">附件</p>\n<h2 id="annex-title">{_lines(summary.annex_title)}</h2>\n'
        f'<p class="caption">{_escape(caption)}</p>\n'
        f'<table>\n<thead><tr>{head}<th scope="col" class="back">正文</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</section>\n"
    )


def _row(row: AnnexRow, fact: Fact, columns: Sequence[Column], links: Links) -> str:
    cells = "".join(_cell(column, column.text(row, fact)) for column in columns)
    back = links.back(row)
    cells += f'<td class="back" data-label="正文">{back}</td>' if back else '<td class="back"></td>'
    return f'<tr id="{_escape(row.key)}">{cells}</tr>'


def _cell(column: Column, text: str) -> str:
    tag, scope = ("th", ' scope="row"') if column.head == "指标" else ("td", "")
    style = f' class="{column.style}"' if column.style else ""
    return f'<{tag}{scope}{style} data-label="{column.head}">{_escape(text)}</{tag}>'


def _lines(title: str) -> str:
    """A title in lines that break again on a narrow screen."""
    return "<br>".join(f"<span>{_escape(line)}</span>" for line in title_lines(title))


def _escape(text: str) -> str:
    return escape(printable(text))


def _fragment(key: str) -> str:
    return _escape("#" + quote(printable(key), safe="@._-~"))
