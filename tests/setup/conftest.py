"""A root without anything below it, and workbooks made for these tests."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.setup.body_kinds import BodyKind
from halfsky.setup.books import answer, draft_of, open_book
from halfsky.setup.draft import Draft
from halfsky.setup.models import Workbook
from halfsky.setup.questions import with_suggestions
from halfsky.setup.settling import found_root
from tests.matrix.subjects import officer
from tests.people import reader as reader_of
from tests.site.conftest import browsing as browsing

FOUNDED = datetime.date(1995, 5, 1)
Cells = list[tuple[object, ...]]
Book = Callable[..., Workbook]


@pytest.fixture
def top(db: None) -> Organisation:
    """A city's federation on its first day."""
    return found_root(BodyKind.CITY, "云川市总工会", FOUNDED)


@pytest.fixture
def office(top: Organisation) -> Reader:
    """Whoever sets it up."""
    return reader_of(officer(Role.CITY_OFFICE, top))


@pytest.fixture
def book(tmp_path: Path, top: Organisation) -> Book:
    """Makes a workbook of pages with their rows, and opens it."""

    def make(**pages: Cells) -> Workbook:
        path = tmp_path / "名册.xlsx"
        file = xlsxwriter.Workbook(str(path))
        for title, rows in pages.items():
            page = file.add_worksheet(title)
            for at, row in enumerate(rows):
                page.write_row(at, 0, [str(c) if isinstance(c, datetime.date) else c for c in row])
        file.close()
        return open_book(path, path.name, None)

    return make


def take_suggestions(workbook: Workbook) -> Draft:
    """Every question answered as suggested."""
    draft = draft_of(workbook)
    while draft.questions.open:
        for group in draft.questions.open:
            given = {item.key: item.answer for item in group.items if item.answer}
            answer(workbook, group, {**with_suggestions(group), **given})
        draft = draft_of(workbook)
    return draft
