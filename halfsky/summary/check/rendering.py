"""A report for people: lines for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from halfsky.summary.check.marking import one_line, quoted
from halfsky.summary.check.report import GRADE_NAMES, KIND_NAMES, Problem, Report


def _line(report: Report, offset: int) -> int:
    return report.text.count("\n", 0, offset) + 1


def by_grade(report: Report) -> tuple[int, int]:
    """How many findings cannot be right, and how many want a look."""
    wrong = sum(problem.grade == "wrong" for problem in report.problems)
    return wrong, len(report.problems) - wrong


def counted(report: Report) -> str:
    """How many numbers were read, and how many of what was found."""
    wrong, doubtful = by_grade(report)
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
        lines.append(f"  {place} [{_heading(problem)}] “{quoted(report, problem)}”")
        lines.append(f"      {problem.message}")
    return lines


def verdict_lines(report: Report) -> list[str]:
    """How the numbers agree with the records, where they were compared."""
    compared = [claim for claim in report.claims if claim.verdict != "not_compared"]
    if not compared:
        return []
    agrees = sum(claim.verdict == "agrees" for claim in compared)
    differs = sum(claim.verdict == "differs" for claim in compared)
    unsure = len(compared) - agrees - differs
    return [f"  与台账相比：相符{agrees}个，不符{differs}个，说不准{unsure}个"]


def conclusion(report: Report) -> str:
    """What is said last: of a text without findings, and of one that was checked only in part.

    It is sound only if there was a number, and if hardly any was left unread.
    """
    missed = f"有{len(report.unread)}个数字没读懂，没有核对，这份文字只核对了一部分。"
    if not report.claims:
        return "" if report.problems else "没有读出数字，无从核对。"
    if report.problems:
        return f"另{missed}" if report.is_read_in_part else ""
    if report.is_read_in_part:
        return f"读懂的数字没有发现对不上的；{missed}"
    return "没有发现对不上的数字。"


def terminal(reports: Sequence[Report]) -> str:
    """The reports as lines of text, findings by their place, then what was not read."""
    lines: list[str] = []
    for report in reports:
        head = f"{report.name}：" if report.name else ""
        lines.append(f"{head}{counted(report)}")
        lines += _problem_lines(report)
        lines += verdict_lines(report)
        if report.unread:
            shown = "、".join(
                f"第{_line(report, span.start)}行“{one_line(span.quote)}”" for span in report.unread
            )
            lines.append(f"  没读懂：{shown}")
        if last := conclusion(report):
            lines.append(f"  {last}")
    return "\n".join(lines)
