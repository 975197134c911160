"""Who belongs to whom on a day."""

import datetime

import pytest

from halfsky.org.acts import dissolve, merge
from halfsky.org.kinds import KINDS_OF_TIER, OrganisationKind, Tier
from halfsky.org.models import Organisation
from halfsky.org.tree import Node, Tree, TreeError, parents_on
from tests.cast import Cast

MAY, JUNE, JULY = (datetime.date(2022, month, 1) for month in (5, 6, 7))


def node(id: int, until: datetime.date | None = None, heir: int | None = None) -> Node:
    since = datetime.date(2020, 1, 1)
    return Node(id, f"U{id}", f"第{id}", OrganisationKind.SINGLE, since, until, heir)


def test_it_takes_the_parent_of_the_edge_in_force() -> None:
    edges = [(3, 1, MAY), (3, 2, JULY)]
    nodes = [node(id) for id in (1, 2, 3)]
    assert [parents_on(day, nodes, edges)[3] for day in (MAY, JUNE, JULY)] == [1, 1, 2]


def test_it_keeps_the_last_parent_of_an_edge_that_has_ended() -> None:
    assert parents_on(JULY, [node(1), node(2, until=JUNE)], [(2, 1, MAY)])[2] == 1


def test_it_takes_the_first_edge_before_it_begins() -> None:
    nodes = [node(id) for id in (1, 2, 3)]
    assert parents_on(MAY, nodes, [(3, 1, JUNE), (3, 2, JULY)])[3] == 1


def test_it_follows_a_chain_of_heirs() -> None:
    nodes = [node(1), node(2, until=MAY, heir=3), node(3, until=JULY, heir=4), node(4)]
    edges = [(id, 1, datetime.date(2020, 1, 1)) for id in (2, 3, 4)]
    assert parents_on(JUNE, nodes, edges) == {1: None, 2: 3, 3: 1, 4: 1}
    assert parents_on(JULY, nodes, edges) == {1: None, 2: 3, 3: 4, 4: 1}


def test_it_walks_parents_first_and_children_by_code(cast: Cast) -> None:
    tree = Tree.on(MAY)
    assert [tree.nodes[id].code for id in tree.subtree(cast.west.pk)] == [
        *("west", "market", "mine", "mine-pit", "mine-wash")
    ]
    assert len(tree.subtree(cast.city.pk)) == len(cast.organisations)


def test_it_finds_the_organisation_above_all_others(cast: Cast) -> None:
    assert Tree.on(MAY).root.code == "city"


def test_it_says_that_there_is_no_organisation() -> None:
    with pytest.raises(TreeError, match="还没有任何组织"):
        _ = Tree([], {}).root


def test_it_says_that_the_edges_make_a_ring() -> None:
    ring = Tree([node(1), node(2)], {1: 2, 2: 1})
    with pytest.raises(TreeError, match="成环"):
        ring.subtree(1)


def test_it_leaves_out_what_was_withdrawn(cast: Cast) -> None:
    withdrawn = datetime.datetime(2022, 5, 1, tzinfo=datetime.UTC)
    Organisation.objects.filter(pk=cast.pit.pk).update(withdrawn_at=withdrawn)
    assert cast.pit.pk not in Tree.on(MAY).subtree(cast.mine.pk)


@pytest.mark.django_db
def test_it_reads_a_day_in_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(2):
        Tree.on(MAY).subtree(cast.city.pk)


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_it_puts_every_kind_in_one_tier(kind: OrganisationKind) -> None:
    assert sum(kind in KINDS_OF_TIER[tier] for tier in Tier) == 1


def test_it_tells_who_lives_on_in_an_heir(cast: Cast) -> None:
    merge(cast.pottery, cast.textile, datetime.date(2022, 3, 1))
    merge(cast.textile, cast.toys, datetime.date(2022, 4, 1))
    merge(cast.market, cast.mine, datetime.date(2022, 4, 1))
    dissolve(cast.toys, datetime.date(2022, 5, 1))
    gone = {"pottery": cast.pottery.pk, "textile": cast.textile.pk, "market": cast.market.pk}
    expected = {2: set(), 3: {"pottery"}, 4: set(gone), 5: {"market"}}
    for month, names in expected.items():
        day = datetime.date(2022, month, 15)
        assert Tree.on(day).living_on(day) == {gone[name] for name in names}
