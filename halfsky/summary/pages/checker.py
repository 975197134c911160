"""The checker's page: texts go in, findings stand in them, nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.org.models import Organisation
from halfsky.org.reader import ReaderRequest
from halfsky.summary import check
from halfsky.summary.check.collating import Table, collate
from halfsky.summary.check.report import GRADE_NAMES, KIND_NAMES, Problem
from halfsky.summary.check.workbook import write_workbook
from halfsky.summary.pages.collation import Collation
from halfsky.summary.pages.comparing import chooser_of, chosen_organisation, compare
from halfsky.summary.pages.texts import ACCEPTED, TextsForm, what_is_read

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


def show_checker(request: ReaderRequest) -> HttpResponse:
    """The empty page; or, posted to, the texts with what was found."""
    if request.method != "POST":
        return answer(request, TextsForm(), None)
    organisation = chosen_organisation(request)
    form = TextsForm(request.POST, request.FILES)
    if not form.is_valid():
        return refusal(request, form, organisation)
    reports = check.check_texts(form.cleaned_data["texts"])
    result: dict[str, object] = {"unread": form.cleaned_data["unread"]}
    if organisation:
        beside = compare(request.reader, organisation, form.cleaned_data["period"], reports)
        result["compared"], reports = beside, beside.reports
    if len(reports) > 1:
        result["collation"] = Collation(collate(reports))
    result["checked"] = checked_texts(reports)
    return answer(request, form, organisation, result)


def checked_texts(reports: Sequence[check.Report]) -> list[Checked]:
    """Each with its place, and a name that is no other's."""
    names = check.short_names([report.name for report in reports])
    return [
        Checked(place, name, report)
        for place, (name, report) in enumerate(zip(names, reports, strict=True), 1)
    ]


def answer(
    request: ReaderRequest,
    form: TextsForm,
    organisation: Organisation | None,
    result: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The page: what was found above the form, which keeps what was chosen."""
    period = form.cleaned_data.get("period") if form.is_bound else None
    context = {
        "form": form,
        "accept": ACCEPTED,
        "files_read": what_is_read(),
        "chooser": chooser_of(request.reader, organisation, period),
        **(result or {}),
    }
    return render(request, "summary/checker.html", context)


def refusal(
    request: ReaderRequest, form: TextsForm, organisation: Organisation | None
) -> HttpResponse:
    """The page with what is to be corrected."""
    page = answer(request, form, organisation)
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def collate_texts(request: ReaderRequest) -> HttpResponseBase:
    """The figures of the texts in one workbook: of the texts alone, nothing from the records."""
    organisation = chosen_organisation(request)
    form = TextsForm(request.POST, request.FILES)
    if not form.is_valid():
        return refusal(request, form, organisation)
    table = collate(check.check_texts(form.cleaned_data["texts"]))
    content = workbook(table, form.cleaned_data["unread"])
    name = _("数字汇总.xlsx")
    return FileResponse(content, as_attachment=True, filename=name, content_type=SPREADSHEET)


def workbook(table: Table, unopened: Sequence[tuple[str, str]] = ()) -> BytesIO:
    """The collated table as a workbook in memory."""
    content = BytesIO()
    write_workbook(content, table, unopened)
    content.seek(0)
    return content
