"""The life of a workbook: opened, its columns matched, its questions answered, then applied."""

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.periods import Period, PeriodError
from halfsky.org import first_run
from halfsky.org.audit.models import AuditHead
from halfsky.org.kinds import TIER_OF_KIND, OrganisationKind, Tier
from halfsky.org.models import Organisation, Person
from halfsky.org.parameters import Parameters
from halfsky.records.sheets.reading import FileRefused
from halfsky.registers.organising.head_counts import committee_due_from
from halfsky.setup.body_kinds import first_period, term_years
from halfsky.setup.details import Circumstances
from halfsky.setup.draft import Draft, read
from halfsky.setup.known import Known
from halfsky.setup.layout import Layout, RawPage, kept, layout_of, read_book, unkept
from halfsky.setup.lines import Line, Sheet
from halfsky.setup.models import Shape, State, Workbook
from halfsky.setup.questions import Answers, Group
from halfsky.setup.words import Word

REMEMBERED = 2  # drafts kept by a process: the page after this one asks for the same
_drafts: dict[tuple[object, ...], Draft] = {}


class NoRoot(Exception):
    """There is no organisation yet."""


def open_book(path: Path, file_name: str, person: Person | None) -> Workbook:
    """Read a file and keep it; what was answered for other files holds where it is asked again."""
    pages = read_book(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not any(layout_of(page) for page in pages):
        raise FileRefused(
            _("没有找到认识的表头。请保留表头行，至少要有“工会名称”和“所属镇街”这样的两栏。")
        )
    earlier = Workbook.objects.filter(state__in=(State.APPLIED, State.UNDONE, State.OPEN))
    answers: Answers = {}
    for kept_answers in earlier.order_by("changed_at").values_list("answers", flat=True):
        for code, items in kept_answers.items():
            answers.setdefault(code, {}).update(items)
    return Workbook.objects.create(
        file_name=Path(file_name).name[:200],
        digest=digest,
        content=kept(pages),
        made_by=person,
        answers=answers,
    )


def root() -> Organisation:
    """The organisation above all others."""
    found = first_run.root()
    if found is None:
        raise NoRoot
    return found


# ---- columns -----------------------------------------------------------------------------------


def layouts_of(workbook: Workbook, pages: list[RawPage] | None = None) -> list[Layout]:
    """Every page with a heading, its columns as confirmed, as remembered, or as found."""
    found = [layout for page in (pages or unkept(workbook.content)) if (layout := layout_of(page))]
    shapes = dict(
        Shape.objects.filter(digest__in=[one.digest for one in found]).values_list(
            "digest", "columns"
        )
    )
    return [corrected(one, workbook.columns.get(one.page, shapes.get(one.digest))) for one in found]


def corrected(layout: Layout, columns: Mapping[str, str] | None) -> Layout:
    """With the columns that a person has named."""
    if columns is None:
        return layout
    named = {int(place): word for place, word in columns.items() if word in Word.values}
    return Layout(layout.page, layout.below, layout.number, layout.headings, named)


def are_confirmed(workbook: Workbook) -> bool:
    """Whether a person has looked at the columns, of this file or of one of its shape."""
    found = layouts_of(workbook)
    known = set(
        Shape.objects.filter(digest__in=[one.digest for one in found]).values_list(
            "digest", flat=True
        )
    )
    return all(one.page in workbook.columns or one.digest in known for one in found)


def confirm_columns(workbook: Workbook, columns: Mapping[str, Mapping[int, str]]) -> None:
    """By page: which column is what; remembered for the next file of the shape."""
    with transaction.atomic():
        for layout in layouts_of(workbook):
            if layout.page in columns:
                named = {str(place): word for place, word in columns[layout.page].items()}
                workbook.columns[layout.page] = named
                Shape.objects.update_or_create(
                    digest=layout.digest,
                    defaults={"columns": named, "kept_at": timezone.now()},
                )
        workbook.changed_at = timezone.now()
        workbook.save(update_fields=["columns", "changed_at"])


def lines_of(workbook: Workbook) -> list[Line]:
    """The rows of every page that is used."""
    pages = unkept(workbook.content)
    by_title = {page.title: page for page in pages}
    return [
        line
        for layout in layouts_of(workbook, pages)
        if layout.content
        for line in Sheet(by_title[layout.page], layout, layout.columns).read().lines
    ]


# ---- questions ---------------------------------------------------------------------------------


def circumstances(top: Organisation, today: datetime.date) -> Circumstances:
    """What holds for the whole workbook."""
    parameters = Parameters.on(today)
    try:
        start = Period.parse(parameters.value(first_period)).start
    except PeriodError:
        start = Period.half_year_of(today).start
    tier = TIER_OF_KIND[OrganisationKind(top.kind)]
    return Circumstances(
        today,
        top.since,
        max(start, top.since),
        parameters.value(committee_due_from),
        parameters.value(term_years),
        tier in (Tier.GRASSROOTS, Tier.BRANCH),
    )


def draft_of(workbook: Workbook, today: datetime.date | None = None) -> Draft:
    """The draft as it stands; computed again when answers or the database have changed."""
    today = today or timezone.localdate()
    head = AuditHead.objects.values_list("sequence", flat=True).first()
    key = (workbook.pk, workbook.changed_at, workbook.digest, head, today)
    if key not in _drafts:
        top = root()
        around = circumstances(top, today)
        draft = read(lines_of(workbook), Known.load(top), workbook.answers, around)
        while len(_drafts) >= REMEMBERED:
            _drafts.pop(next(iter(_drafts)))
        _drafts[key] = draft
    return _drafts[key]


def answer(workbook: Workbook, group: Group, answers: Mapping[str, str]) -> None:
    """Keep what was decided about the items of a group, beside what a colleague decides now."""
    with transaction.atomic():
        kept_answers: Answers = (
            Workbook.objects.select_for_update().only("answers").get(pk=workbook.pk).answers
        )
        kept_answers.setdefault(group.code, {}).update(answers)
        workbook.answers, workbook.changed_at = kept_answers, timezone.now()
        workbook.save(update_fields=["answers", "changed_at"])


def drop(workbook: Workbook) -> None:
    """A list that nobody wants any more: what it held goes, what was answered stays."""
    now = timezone.now()
    opened = Workbook.objects.filter(pk=workbook.pk, state=State.OPEN)
    opened.update(state=State.UNDONE, undone_at=now, content="")
