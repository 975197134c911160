"""A report for people: lines for the terminal, a marked-up page for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from halfsky.summary.check.report import GRADE_NAMES, KIND_NAMES, Problem, Report, Span

_SHORT = 40


def _one_line(quote: str) -> str:
    joined = " ".join(quote.split())
    return joined if len(joined) <= _SHORT else f"{joined[:18]}……{joined[-18:]}"


def _line(report: Report, offset: int) -> int:
    return report.text.count("\n", 0, offset) + 1


def _counted(report: Report) -> str:
    wrong = sum(problem.grade == "wrong" for problem in report.problems)
    doubtful = len(report.problems) - wrong
    return (
        f"读出数字{len(report.claims)}个，有误{wrong}处，"
        f"存疑{doubtful}处，没读懂{len(report.unread)}处"
    )


def _heading(problem: Problem) -> str:
    return f"{GRADE_NAMES[problem.grade]}·{KIND_NAMES[problem.kind]}"


def _problem_lines(report: Report) -> list[str]:
    lines = []
    for problem in report.problems:
        place = f"第{_line(report, problem.start)}行"
        lines.append(f"  {place} [{_heading(problem)}] “{_one_line(problem.quote)}”")
        lines.append(f"      {problem.message}")
    return lines


def _verdict_lines(report: Report) -> list[str]:
    compared = [claim for claim in report.claims if claim.verdict != "not_compared"]
    if not compared:
        return []
    agrees = sum(claim.verdict == "agrees" for claim in compared)
    differs = sum(claim.verdict == "differs" for claim in compared)
    unsure = len(compared) - agrees - differs
    return [f"  与台账相比：相符{agrees}个，不符{differs}个，说不准{unsure}个"]


def nothing_found(report: Report) -> str:
    """What is said of a text without findings: that it is sound only if there was a number."""
    return "没有发现对不上的数字。" if report.claims else "没有读出数字，无从核对。"


def terminal(reports: Sequence[Report]) -> str:
    """The reports as lines of text, findings by their place, then what was not read."""
    lines: list[str] = []
    for report in reports:
        head = f"{report.name}：" if report.name else ""
        lines.append(f"{head}{_counted(report)}")
        lines += _problem_lines(report)
        lines += _verdict_lines(report)
        if report.unread:
            shown = "、".join(
                f"第{_line(report, span.start)}行“{_one_line(span.quote)}”"
                for span in report.unread
            )
            lines.append(f"  没读懂：{shown}")
        if not report.problems:
            lines.append(f"  {nothing_found(report)}")
    return "\n".join(lines)


_STYLE = """
body{font:16px/1.9 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:52em;margin:2em auto;
padding:0 1em;color:#222;background:#fff}
h1,h2{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif;line-height:1.4}
pre{white-space:pre-wrap;font:inherit;border:1px solid #ccc;padding:1em}
mark{color:inherit;padding:0 .1em}
mark.wrong{background:#ffd6d6;border-bottom:2px solid #b00020}
mark.doubtful{background:#fff1c2;border-bottom:2px dashed #8a6100}
.claim{border-bottom:1px dotted #557}
.unread{outline:1px dotted #777}
sup a{text-decoration:none;color:#333}
li{margin:.4em 0}
"""


@dataclass(frozen=True)
class Stretch:
    """A stretch of the text that is marked alike, and the findings that end with it."""

    text: str
    marks: frozenset[str]  # wrong, doubtful, claim, unread
    findings: tuple[int, ...]  # counted from 1, in the order of the report

    @property
    def grade(self) -> str:
        """The worse of the grades of its findings; empty without one."""
        return next((grade for grade in ("wrong", "doubtful") if grade in self.marks), "")


def stretches(report: Report) -> list[Stretch]:
    """The text cut where a finding or a figure begins or ends; joined it is the text again."""
    spans = [*report.problems, *report.claims, *report.unread]
    cuts = sorted({0, len(report.text), *(s.start for s in spans), *(s.end for s in spans)})
    ending = _ending(report)
    marks = _marks(report, cuts)
    return [
        Stretch(report.text[start:end], frozenset(marks[at]), tuple(ending.get(end, ())))
        for at, (start, end) in enumerate(pairwise(cuts))
    ]


def _ending(report: Report) -> dict[int, list[int]]:
    """The numbers of the findings that end at each offset."""
    places: dict[int, list[int]] = {}
    for number, problem in enumerate(report.problems, 1):
        places.setdefault(problem.end, []).append(number)
    return places


# Two tellings that contradict each other over more than this are marked, not all between them.
_FAR_APART = 80


def _marked_of(report: Report, problem: Problem) -> list[Span]:
    """What of a finding is marked: all of it, or of two far apart only the numbers."""
    if len(problem.quote) > _FAR_APART:
        numbers = [claim for claim in report.claims if claim.start in problem.about]
        if numbers and numbers[-1].end == problem.end:
            return list(numbers)
    return [problem]


def _marks(report: Report, cuts: list[int]) -> list[set[str]]:
    at_cut = {cut: index for index, cut in enumerate(cuts)}
    marks: list[set[str]] = [set() for _ in cuts]
    named = [
        (span, problem.grade) for problem in report.problems for span in _marked_of(report, problem)
    ]
    for span, name in [
        *named,
        *((claim, "claim") for claim in report.claims),
        *((span, "unread") for span in report.unread),
    ]:
        for index in range(at_cut[span.start], at_cut[span.end]):
            marks[index].add(name)
    return marks


def _marked(report: Report) -> str:
    """The text with findings numbered in place; overlapping findings share a stretch."""
    return "".join(map(_html, stretches(report)))


def _html(stretch: Stretch) -> str:
    text = escape(stretch.text)
    for name in ("claim", "unread"):
        if name in stretch.marks:
            text = f'<span class="{name}">{text}</span>'
    marked = f'<mark class="{stretch.grade}">{text}</mark>' if stretch.grade else text
    links = (f'<sup><a href="#p{number}">[{number}]</a></sup>' for number in stretch.findings)
    return marked + "".join(links)


def _section(report: Report) -> str:
    items = "".join(
        f'<li id="p{number}"><b>{_heading(problem)}</b>　“{escape(_one_line(problem.quote))}”<br>'
        f"{escape(problem.message)}</li>"
        for number, problem in enumerate(report.problems, 1)
    )
    unread = "、".join(f"“{escape(_one_line(span.quote))}”" for span in report.unread)
    name = escape(report.name or "标准输入")
    found = f"<ol>{items}</ol>" if items else f"<p>{nothing_found(report)}</p>"
    left = f"<p>没读懂的数字：{unread}</p>" if unread else ""
    return (
        f"<section><h2>{name}</h2><p>{_counted(report)}。</p>"
        f"<pre>{_marked(report)}</pre>{found}{left}</section>"
    )


def page(reports: Sequence[Report]) -> str:
    """One HTML page without outside parts: each text with its findings in place, each explained."""
    body = "".join(_section(report) for report in reports)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>数字核对报告</title><style>{_STYLE}</style></head>"
        f"<body><h1>数字核对报告</h1>{body}</body></html>\n"
    )
