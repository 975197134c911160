"""The checker's page: texts go in, findings stand in them, nothing is stored."""

from dataclasses import dataclass
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.summary import check
from halfsky.summary.check.collating import Row, Table, change_text, collate
from halfsky.summary.check.report import GRADE_NAMES, KIND_NAMES, Problem, shown
from halfsky.summary.check.workbook import write_workbook
from halfsky.summary.pages.texts import ACCEPTED, TextsForm

TONES = {"wrong": "bad", "doubtful": "warning"}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Finding:
    """One finding with its number in the text."""

    number: int
    problem: Problem
    quote: str
    anchors: list[str]  # of the places it leads back to

    @property
    def grade(self) -> str:
        """有误 or 存疑."""
        return GRADE_NAMES[self.problem.grade]

    @property
    def kind(self) -> str:
        """What kind of fault."""
        return KIND_NAMES[self.problem.kind]

    @property
    def tone(self) -> str:
        """How its badge is coloured."""
        return TONES[self.problem.grade]


@dataclass(frozen=True)
class Checked:
    """One text as the page shows it."""

    place: int
    name: str
    report: check.Report

    @property
    def findings(self) -> list[Finding]:
        """In the order of the text."""
        return [
            Finding(
                number,
                one,
                check.quoted(self.report, one),
                [label.anchor for label in check.labels(self.report, number)],
            )
            for number, one in enumerate(self.report.problems, 1)
        ]

    @property
    def blocks(self) -> list[check.Block]:
        """The text cut into lines and tables, each with its marks."""
        return check.blocks(self.report)

    @property
    def wrong(self) -> int:
        """How many findings cannot be right."""
        return sum(problem.grade == "wrong" for problem in self.report.problems)

    @property
    def doubtful(self) -> int:
        """How many want a look."""
        return len(self.report.problems) - self.wrong


@dataclass(frozen=True)
class Line:
    """One figure over all texts; beside each text's name what it states."""

    title: str
    cells: list[tuple[str, list[str], str]]  # the text's name, values as printed, faults
    changes: list[str]


@dataclass(frozen=True)
class Collation:
    """The collated table as the page shows it."""

    table: Table

    @property
    def change_names(self) -> list[str]:
        """Which text is set against which."""
        names = self.table.names
        return [f"{names[one.earlier]} → {names[one.later]}" for one in self.table.changes]

    @property
    def lines(self) -> list[Line]:
        """Row by row."""
        return [self._line(row) for row in self.table.rows]

    def _line(self, row: Row) -> Line:
        cells = []
        for place, name in enumerate(self.table.names):
            stated = row.cells.get(place, [])
            values = [
                f"{cell.before}{shown(cell.value, 4)}{cell.after}{cell.unit}" for cell in stated
            ]
            faults = "；".join(dict.fromkeys(fault for cell in stated for fault in cell.faults))
            cells.append((name, values, faults))
        return Line(row.title, cells, [change_text(row, one) for one in self.table.changes])


def show_checker(request: HttpRequest) -> HttpResponse:
    """The empty page; or, posted to, the texts with what was found."""
    if request.method != "POST":
        return render(request, "summary/checker.html", {"form": TextsForm(), "accept": ACCEPTED})
    form = TextsForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(
            request, "summary/checker.html", {"form": form, "accept": ACCEPTED}, status=422
        )
    reports = check.check_texts(form.cleaned_data["texts"])
    names = check.short_names([report.name for report in reports])
    context = {
        "form": form,
        "accept": ACCEPTED,
        "checked": [
            Checked(place, name, report)
            for place, (name, report) in enumerate(zip(names, reports, strict=True), 1)
        ],
        "collation": Collation(collate(reports)) if len(reports) > 1 else None,
    }
    return render(request, "summary/checker.html", context)


def collate_texts(request: HttpRequest) -> HttpResponseBase:
    """The figures of the texts in one workbook."""
    form = TextsForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(
            request, "summary/checker.html", {"form": form, "accept": ACCEPTED}, status=422
        )
    table = collate(check.check_texts(form.cleaned_data["texts"]))
    return FileResponse(
        workbook(table), as_attachment=True, filename=_("数字汇总.xlsx"), content_type=SPREADSHEET
    )


def workbook(table: Table) -> BytesIO:
    """The collated table as a workbook in memory."""
    content = BytesIO()
    write_workbook(content, table)
    content.seek(0)
    return content
