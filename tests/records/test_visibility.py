"""404 outside, 403 inside without the power, sealed by assignment only, never by the accused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from halfsky.org.models import Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.records import writing
from halfsky.records.addresses import address_key, key_of
from halfsky.records.assignments import Assignment
from halfsky.records.registry import registers
from halfsky.records.visibility import fetch, open_register, readable
from halfsky.registers.rights.complaints import Complaint
from tests import factories as make
from tests.cast import Cast
from tests.factories import FOUNDED
from tests.people import reader

trainings, hardship, complaints = (
    registers()[code] for code in ("trainings", "hardship_files", "complaints")
)


def opened_by(handler: Reader, cast: Cast, **fields: object) -> Complaint:
    """A complaint at the city, opened by a case handler."""
    complaint: Complaint = make.ComplaintFactory.build(organisation=cast.city, **fields)
    writing.add(complaints, complaint, handler)
    return complaint


def test_it_shows_open_records_of_her_part(readers: dict[str, Reader], cast: Cast) -> None:
    mine = make.TrainingFactory.create(organisation=cast.mine)
    for name in ("lin", "zhou", "he", "cao", "tao"):
        assert fetch(trainings, readers[name], mine.pk) == mine
    for name in ("wu", "mei", "luo", "qian"):
        with pytest.raises(Http404):
            fetch(trainings, readers[name], mine.pk)
    for name in ("xu", "han", "shen"):
        with pytest.raises(PermissionDenied):
            fetch(trainings, readers[name], mine.pk)


def test_it_forbids_what_is_inside_without_the_power(
    readers: dict[str, Reader], cast: Cast
) -> None:
    file = make.HardshipFileFactory.create(organisation=cast.east)
    for name in ("lin", "jin", "luo", "tao"):
        assert fetch(hardship, readers[name], file.pk) == file
    for name in ("wu", "zhou", "fang", "xu"):
        with pytest.raises(PermissionDenied):
            fetch(hardship, readers[name], file.pk)
    for name in ("he", "mei", "qian"):
        with pytest.raises(Http404):
            fetch(hardship, readers[name], file.pk)


def test_it_hides_a_sealed_record_from_all_but_the_assigned(
    readers: dict[str, Reader], cast: Cast
) -> None:
    complaint = opened_by(readers["fang"], cast)
    assert fetch(complaints, readers["fang"], complaint.pk) == complaint
    for name, other in readers.items():
        if name != "fang":
            with pytest.raises(Http404):
                fetch(complaints, other, complaint.pk)
            assert not readable(complaints, other).exists()


def test_it_ends_with_the_assignment(readers: dict[str, Reader], cast: Cast) -> None:
    complaint = opened_by(readers["fang"], cast)
    Assignment.objects.update(until=readers["fang"].on)
    with pytest.raises(Http404):
        fetch(complaints, readers["fang"], complaint.pk)


def test_it_never_shows_a_complaint_to_the_unit_complained_of(
    readers: dict[str, Reader], people: dict[str, Person], cast: Cast
) -> None:
    employer = make.EmployerFactory.create()
    make.CoverageFactory.create(organisation=cast.textile, employer=employer)
    complaint = opened_by(readers["fang"], cast, respondent=employer)
    Post.objects.create(
        person=people["fang"],
        organisation=cast.textile,
        role=Role.GRASSROOTS_OFFICER,
        since=FOUNDED,
    )
    with pytest.raises(Http404):
        fetch(complaints, reader(people["fang"]), complaint.pk)


def test_it_keeps_a_complaint_without_respondent_with_its_handler(
    people: dict[str, Person], readers: dict[str, Reader], cast: Cast
) -> None:
    complaint = opened_by(readers["fang"], cast, respondent=None)
    make.CoverageFactory.create(organisation=cast.city)
    assert fetch(complaints, reader(people["fang"]), complaint.pk) == complaint


def test_it_opens_a_register_to_those_who_may_read_it(readers: dict[str, Reader]) -> None:
    open_register(trainings, readers["mei"])
    open_register(complaints, readers["fang"])
    with pytest.raises(PermissionDenied):
        open_register(hardship, readers["mei"])
    with pytest.raises(Http404):
        open_register(complaints, readers["lin"])


def test_it_names_sealed_records_without_meaning() -> None:
    first, second = address_key(complaints, 1), address_key(complaints, 2)
    assert len(first) == 32
    assert first[:6] != second[:6]
    assert key_of(complaints, first) == 1
    for wrong in ("1", first[:-1], "0" * 32, "x" * 32, first.upper() + "00"):
        with pytest.raises(Http404):
            key_of(complaints, wrong)


def test_it_names_other_records_by_their_number() -> None:
    assert key_of(trainings, address_key(trainings, 12)) == 12
    for wrong in ("", "x", "-1", "１", "9" * 30):
        with pytest.raises(Http404):
            key_of(trainings, wrong)
