"""Posts reach subtrees, from a day on and until a day."""

import datetime

import pytest

from halfsky.org.acts import move
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import ADMINISTRATORS, POWERS, Power, Role
from tests.cast import Cast
from tests.people import TODAY, reader

RECORDS = {Power.READ_OPEN, Power.READ_SENSITIVE, Power.HANDLE_CASES, Power.READ_FIGURES}


def reached(one: Reader, *powers: Power) -> set[str]:
    found = Organisation.objects.filter(one.organisations(*powers))
    return set(found.values_list("code", flat=True))


def test_it_reaches_the_subtree_of_the_post(readers: dict[str, Reader]) -> None:
    assert reached(readers["wu"]) == {"east", "fed", "textile", "toys", "pottery"}
    assert reached(readers["mei"]) == {"textile"}
    assert reached(readers["cao"]) == {"mine", "mine-pit", "mine-wash"}
    assert len(reached(readers["lin"])) == 11


def test_it_reaches_nothing_without_a_post(readers: dict[str, Reader]) -> None:
    assert reached(readers["qian"]) == set()
    assert not any(readers["qian"].can(power) for power in Power)


def test_it_tells_powers_from_reach(readers: dict[str, Reader], cast: Cast) -> None:
    wu = readers["wu"]
    assert wu.reaches(cast.textile.path)
    assert not wu.can_at(Power.READ_SENSITIVE, cast.textile.path)
    assert wu.can_at(Power.WRITE_OPEN, cast.textile.path)
    assert not wu.can_at(Power.WRITE_OPEN, cast.mine.path)
    assert reached(wu, Power.READ_SENSITIVE) == set()


def test_it_goes_with_an_organisation_that_moves(people: dict[str, Person], cast: Cast) -> None:
    move(cast.mine, cast.east, datetime.date(2022, 5, 1))
    assert "mine-pit" in reached(reader(people["wu"]))
    assert "mine-pit" not in reached(reader(people["he"]))


def test_it_ends_with_the_post(people: dict[str, Person]) -> None:
    Post.objects.filter(person=people["wu"]).update(until=TODAY)
    assert reached(reader(people["wu"])) == set()
    yesterday = TODAY - datetime.timedelta(days=1)
    assert reached(reader(people["wu"], yesterday)) != set()


def test_it_holds_no_post_in_a_closed_account(people: dict[str, Person]) -> None:
    people["wu"].is_active = False
    assert reader(people["wu"]).posts == ()


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_it_keeps_administrators_from_records_and_from_each_other(role: Role) -> None:
    assert not POWERS[role] & RECORDS
    others = [POWERS[other] for other in ADMINISTRATORS - {role}]
    assert all(not POWERS[role] <= powers for powers in others)
