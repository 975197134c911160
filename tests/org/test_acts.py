"""Acts that change the tree: found, dissolve, move, merge; what they refuse and what they keep."""

import datetime
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from halfsky.org.acts import ActRefused, dissolve, found, merge, move, rebuild_paths
from halfsky.org.checks import check_paths, codes_with_wrong_paths
from halfsky.org.models import Coverage, Edge, Organisation
from halfsky.org.tree import Tree
from tests import factories as make
from tests.cast import Cast

MARCH, JUNE, JULY = (datetime.date(2022, month, 1) for month in (3, 6, 7))
Act = Callable[[], object]
ONE_DAY = datetime.timedelta(days=1)


def edges(organisation: Organisation) -> list[tuple[str, datetime.date, datetime.date | None]]:
    rows = Edge.objects.filter(organisation=organisation).order_by("since")
    return list(rows.values_list("parent__code", "since", "until"))


def parent_on(day: datetime.date, organisation: Organisation) -> str | None:
    tree = Tree.on(day)
    parent = tree.parents[organisation.pk]
    return None if parent is None else tree.nodes[parent].code


def paths() -> dict[str, str]:
    return dict(Organisation.objects.values_list("code", "path"))


def test_it_founds_an_organisation_under_its_parent(cast: Cast) -> None:
    dyeing = found(cast.east, MARCH, "批复3号", code="dye", name="印染厂工会", kind="single")
    assert edges(dyeing) == [("east", MARCH, None)]
    assert dyeing.path.startswith(cast.east.path)
    assert check_paths(databases=["default"]) == []


def test_it_founds_under_a_parent_that_has_moved_meanwhile(cast: Cast) -> None:
    stale = Organisation.objects.get(pk=cast.toys.pk)
    move(cast.federation, cast.west, MARCH)
    found(stale, JUNE, code="line", name="组装线分会", kind="branch")
    assert codes_with_wrong_paths("default") == []


def test_it_moves_with_everything_below(cast: Cast) -> None:
    move(cast.federation, cast.west, MARCH, "区划调整")
    assert edges(cast.federation) == [("east", make.FOUNDED, MARCH), ("west", MARCH, None)]
    cast.toys.refresh_from_db()
    assert cast.toys.path.startswith(cast.west.path)
    assert codes_with_wrong_paths("default") == []


def test_it_belongs_to_the_new_parent_from_the_day_of_the_move(cast: Cast) -> None:
    move(cast.toys, cast.market, MARCH)
    assert parent_on(MARCH - ONE_DAY, cast.toys) == "fed"
    assert parent_on(MARCH, cast.toys) == "market"


@pytest.mark.parametrize("parent", ["west", "mine", "washery"])
def test_it_refuses_a_move_below_itself(cast: Cast, parent: str) -> None:
    with pytest.raises(ActRefused, match="不能把组织移到它自己或它的下级之下"):
        move(cast.west, getattr(cast, parent), MARCH)
    assert edges(cast.west) == [("city", make.FOUNDED, None)]


@pytest.mark.parametrize("day", [make.FOUNDED, make.FOUNDED - ONE_DAY])
def test_it_refuses_a_move_before_the_edge_it_ends(cast: Cast, day: datetime.date) -> None:
    with pytest.raises(ActRefused, match=r"应晚于现有隶属关系的开始日期（2015-01-01）"):
        move(cast.toys, cast.west, day)


def test_it_refuses_a_move_that_makes_a_ring_on_days_gone_by(cast: Cast) -> None:
    move(cast.east, cast.west, MARCH)
    move(cast.east, cast.city, JULY)
    with pytest.raises(ActRefused, match="在2022-06-01会成为自己的上级"):
        move(cast.west, cast.east, JUNE)
    assert len(Tree.on(JUNE).subtree(cast.city.pk)) == len(cast.organisations)


def test_it_refuses_to_come_under_the_dissolved(cast: Cast) -> None:
    dissolve(cast.pottery, JUNE)
    refusals: list[Act] = [
        lambda: move(cast.toys, cast.pottery, JULY),
        lambda: merge(cast.toys, cast.pottery, JULY),
        lambda: found(cast.pottery, JULY, code="x", name="新分会", kind="branch"),
    ]
    for refused in refusals:
        with pytest.raises(ActRefused, match="东溪陶瓷厂工会已于2022-06-01撤销"):
            refused()


def test_it_refuses_to_end_or_move_twice(cast: Cast) -> None:
    dissolve(cast.pottery, JUNE)
    refusals: list[Act] = [
        lambda: dissolve(cast.pottery, JULY),
        lambda: merge(cast.pottery, cast.toys, JULY),
        lambda: move(cast.pottery, cast.west, JULY),
    ]
    for refused in refusals:
        with pytest.raises(ActRefused, match="已于2022-06-01撤销"):
            refused()
    assert Organisation.objects.get(pk=cast.pottery.pk).until == JUNE


def test_it_dissolves_and_keeps_the_last_parent(cast: Cast) -> None:
    make.CoverageFactory.create(organisation=cast.pottery)
    dissolve(cast.pottery, JUNE, "企业注销")
    assert edges(cast.pottery) == [("east", make.FOUNDED, JUNE)]
    assert parent_on(JULY, cast.pottery) == "east"
    assert cast.pottery.coverages.get().until == JUNE


def test_it_is_in_being_up_to_the_day_before_it_is_dissolved(cast: Cast) -> None:
    dissolve(cast.pottery, JUNE)
    node = Tree.on(JUNE).nodes[cast.pottery.pk]
    assert [node.is_in_being(day) for day in (JUNE - ONE_DAY, JUNE)] == [True, False]
    assert not node.is_in_being(make.FOUNDED - ONE_DAY)
    assert node.is_in_being(make.FOUNDED)


def test_it_refuses_to_dissolve_over_the_heads_of_others(cast: Cast) -> None:
    with pytest.raises(ActRefused, match="下面还有未撤销的组织"):
        dissolve(cast.mine, JUNE)
    for branch in (cast.pit, cast.washery):
        dissolve(branch, JUNE)
    dissolve(cast.mine, JUNE)
    assert cast.mine.until == JUNE


def test_it_refuses_to_end_before_it_began(cast: Cast) -> None:
    day = make.FOUNDED - ONE_DAY
    refusals: list[Act] = [
        lambda: dissolve(cast.pottery, day),
        lambda: merge(cast.pottery, cast.toys, day),
    ]
    for refused in refusals:
        with pytest.raises(ActRefused, match=r"撤销日期不能早于成立日期（2015-01-01）"):
            refused()


def test_it_refuses_to_end_before_its_last_move(cast: Cast) -> None:
    move(cast.pottery, cast.west, JUNE)
    refusals: list[Act] = [
        lambda: dissolve(cast.pottery, MARCH),
        lambda: merge(cast.pottery, cast.toys, MARCH),
    ]
    for refused in refusals:
        with pytest.raises(ActRefused, match=r"不能早于现有隶属关系的开始日期（2022-06-01）"):
            refused()


def test_it_merges_with_children_and_employers(cast: Cast) -> None:
    employer = make.CoverageFactory.create(organisation=cast.mine).employer
    merge(cast.mine, cast.market, JUNE, "合并")
    assert cast.mine.heir == cast.market
    assert [edges(branch)[-1] for branch in (cast.pit, cast.washery)] == 2 * [
        ("market", JUNE, None)
    ]
    rows = Coverage.objects.filter(employer=employer).order_by("since")
    covered = list(rows.values_list("organisation__code", "since", "until"))
    assert covered == [("mine", make.FOUNDED, JUNE), ("market", JUNE, None)]


def test_it_hands_over_an_employer_once_that_the_heir_covers_already(cast: Cast) -> None:
    employer = make.EmployerFactory.create()
    for union in (cast.mine, cast.market):
        make.CoverageFactory.create(organisation=union, employer=employer)
    merge(cast.mine, cast.market, JUNE)
    assert Coverage.objects.filter(employer=employer, until__isnull=True).count() == 1


def test_it_merges_when_coverage_was_to_begin_later(cast: Cast) -> None:
    later = make.CoverageFactory.create(organisation=cast.mine, since=JULY)
    merge(cast.mine, cast.market, JUNE)
    later.refresh_from_db()
    assert later.until == later.since
    assert cast.market.coverages.get().since == JULY


def test_it_comes_under_its_heir_from_the_day_of_the_merger(cast: Cast) -> None:
    merge(cast.toys, cast.pottery, JUNE)
    assert parent_on(JUNE - ONE_DAY, cast.toys) == "fed"
    assert parent_on(JUNE, cast.toys) == "pottery"


@pytest.mark.parametrize("heir", ["mine", "pit"])
def test_it_refuses_an_heir_below_itself(cast: Cast, heir: str) -> None:
    with pytest.raises(ActRefused, match="不能并入它自己或它的下级"):
        merge(cast.mine, getattr(cast, heir), JUNE)


def test_it_undoes_a_merger_of_which_a_part_is_refused(cast: Cast) -> None:
    found(cast.mine, JULY, code="new-pit", name="采煤二区分会", kind="branch")
    with pytest.raises(ActRefused, match="应晚于"):
        merge(cast.mine, cast.market, JUNE)
    assert edges(cast.pit) == [("mine", make.FOUNDED, None)]
    assert Organisation.objects.get(pk=cast.mine.pk).until is None


def test_it_derives_the_same_paths_as_the_acts_left(cast: Cast) -> None:
    move(cast.federation, cast.west, MARCH)
    dissolve(cast.textile, MARCH + ONE_DAY)
    merge(cast.mine, cast.market, JUNE)
    move(cast.market, cast.east, JULY)
    left = paths()
    Organisation.objects.update(path="")
    rebuild_paths()
    assert paths() == left
    assert left["mine"].startswith(left["market"])  # its records stay within the heir's part
    assert left["textile"].startswith(left["fed"])


def test_it_finds_a_path_that_does_not_follow_from_the_edges(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.toys.pk).update(path=cast.west.path + "0000")
    (message,) = check_paths(databases=["default"])
    assert message.id == "org.E002"
    assert message.msg == "组织 toys 的路径与隶属关系不一致。"
    rebuild_paths()
    assert check_paths(databases=["default"]) == []


def test_it_reads_the_tree_once_however_many_go_over(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(20):
        found(cast.federation, make.FOUNDED, code=f"m{place}", name="某厂工会", kind="single")

    with django_assert_max_num_queries(30 + 22 * 10) as asked:
        merge(cast.federation, cast.east, JUNE)

    whole = [query["sql"] for query in asked if 'FROM "org_edge" ORDER BY' in query["sql"]]
    assert len(whole) <= 2
