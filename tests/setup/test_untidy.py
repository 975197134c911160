"""What a new city does: its one untidy workbook becomes a tree, once, and can be taken back.

In `make prove` at full size, 1,548 unions and 4,211 employers; in `make test` a small one.
"""

import os
import time
from pathlib import Path

import pytest

from halfsky.org.checks import codes_with_wrong_paths
from halfsky.org.kinds import GRASSROOTS_KINDS
from halfsky.org.models import Coverage, Employer, FormerName, Organisation, Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.women_organisations import Seat, WomenOrganisation
from halfsky.setup.applying import SetupRefused, apply
from halfsky.setup.books import draft_of, open_book
from halfsky.setup.preview import counts_of, writes_of
from halfsky.setup.undoing import undo
from tests.factories import TrainingFactory
from tests.setup import untidy
from tests.setup.conftest import take_suggestions

pytestmark = pytest.mark.django_db
IS_WHOLE = os.environ.get("HALFSKY_SETUP") == "whole"
SIZE = (untidy.UNIONS, untidy.EMPLOYERS) if IS_WHOLE else (110, 300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, untidy.Truth]:
    path = tmp_path_factory.mktemp("untidy") / "名册.xlsx"
    return path, untidy.write(path, 6, *SIZE)


def test_an_untidy_list_becomes_a_tree(
    made: tuple[Path, untidy.Truth], top: Organisation, office: Reader
) -> None:
    path, truth = made
    began = time.process_time()
    workbook = open_book(path, path.name, office.person)
    draft = take_suggestions(workbook)
    apply(workbook, draft, office)
    seconds = time.process_time() - began

    towns = Organisation.objects.filter(edges__parent=top)
    unions = Organisation.objects.filter(kind__in=GRASSROOTS_KINDS)
    assert towns.count() == truth.towns
    assert unions.count() == truth.unions  # every double known again, none taken for one
    lost = truth.employers - Employer.objects.count()
    # Those whose code nobody can tell wait for the next list; a swap may be mended in two ways.
    assert truth.lost <= lost <= truth.lost + 2
    assert {one.reason for one in draft.left_out} == ({"没有可用的信用代码"} if lost else set())
    assert Coverage.objects.count() == Employer.objects.count()
    assert not list(codes_with_wrong_paths("default"))
    assert unions.exclude(pk__in=HeadCount.objects.values("organisation")).count() <= 7
    assert Seat.objects.count() == WomenOrganisation.objects.count() > truth.unions / 2
    former = dict(FormerName.objects.values_list("name", "organisation__name"))
    assert former["鹿鸣乡总工会"] == "鹿鸣坡镇总工会"  # asked once, for all its rows
    assert former["柳浪乡"] == "柳浪镇总工会"  # told by the table of renames
    assert former["渔港镇"] == "云帆街道总工会"  # told by the list of towns
    officers = Post.objects.filter(role=Role.GRASSROOTS_OFFICER)
    assert officers.count() == truth.unions
    people = Person.objects.filter(posts__in=officers)[:50]
    assert not any(map(Person.has_usable_password, people))  # slips are printed when handed out

    groups, minutes = draft.questions.ordered, draft.questions.seconds / 60
    items = sum(len(group.items) for group in groups)
    print(
        f"{truth.rows} rows, {truth.twice} twice, {truth.wrong} wrong codes: {seconds:.1f} s of "
        f"computing, {len(groups)} questions about {items} things, {minutes:.0f} minutes of a "
        f"person, {len(draft.left_out)} rows left"
    )
    assert seconds < 60
    assert minutes < 30


def test_the_same_list_again_changes_nothing(
    made: tuple[Path, untidy.Truth], top: Organisation, office: Reader
) -> None:
    path, _truth = made
    first = open_book(path, path.name, office.person)
    apply(first, take_suggestions(first), office)
    before = stock()

    again = open_book(path, path.name, office.person)
    draft = draft_of(again)

    assert draft.is_decided  # what was answered once is not asked again
    assert writes_of(draft) == 0, counts_of(draft)
    apply(again, draft, office)
    assert stock() == before


def test_it_is_taken_back_as_one_step_and_made_again(
    made: tuple[Path, untidy.Truth], top: Organisation, office: Reader
) -> None:
    path, truth = made
    workbook = open_book(path, path.name, office.person)
    apply(workbook, take_suggestions(workbook), office)

    undo(workbook, office)

    assert not Organisation.objects.filter(withdrawn_at=None).exclude(pk=top.pk).exists()
    assert not Coverage.objects.filter(withdrawn_at=None).exists()
    assert Post.objects.count() == Person.objects.count() == 1  # hers
    with pytest.raises(SetupRefused, match="已经撤回"):
        undo(workbook, office)
    again = open_book(path, path.name, office.person)
    apply(again, take_suggestions(again), office)
    in_being = Organisation.objects.filter(kind__in=GRASSROOTS_KINDS, withdrawn_at=None)
    assert in_being.count() == truth.unions


def test_what_stands_on_it_keeps_it(
    made: tuple[Path, untidy.Truth], top: Organisation, office: Reader
) -> None:
    path, _truth = made
    workbook = open_book(path, path.name, office.person)
    apply(workbook, take_suggestions(workbook), office)
    union = Organisation.objects.filter(kind__in=GRASSROOTS_KINDS)[0]
    TrainingFactory.create(organisation=union, date=union.since)
    before = stock()

    with pytest.raises(SetupRefused, match="不能再整批撤回"):
        undo(workbook, office)
    assert stock() == before


def stock() -> list[int]:
    models = (Organisation, Employer, Coverage, HeadCount, WomenOrganisation, Seat, Person, Post)
    return [model.objects.count() for model in models]
