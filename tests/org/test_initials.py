"""Pinyin initials: what they are, and that they never lag behind the name."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from halfsky.org.initials import initials, initials_of_person
from halfsky.org.models import Organisation, Person
from tests.cast import Cast
from tests.factories import FOUNDED


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("青禾街道总工会", "qhjdzgh"),
        ("重庆路A区３号（联合）工会", "cqlaq3hlhgh"),
        ("行业工会联合会", "hyghlhh"),
        ("", ""),
    ],
)
def test_it_takes_the_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_it_reads_a_surname_as_a_surname() -> None:
    assert initials_of_person("单小梅") == "sxm"
    assert initials_of_person("林晓") == "lx"
    assert initials_of_person("") == ""


def test_it_follows_the_name(cast: Cast) -> None:
    assert cast.textile.initials == "jyfzcgh"

    cast.textile.name = "新云纺织厂工会"
    cast.textile.save()

    assert Organisation.objects.filter(initials__startswith="xyfz").get() == cast.textile


def test_it_is_written_in_bulk(db: None) -> None:
    Organisation.objects.bulk_create([Organisation(code="a", name="甲厂", since=FOUNDED)])
    Person.objects.bulk_create([Person(username="zeng", name="曾红")])

    assert Organisation.objects.get().initials == "jc"
    assert Person.objects.get().initials == "zh"


@pytest.mark.django_db(transaction=True)
def test_it_is_filled_in_for_rows_that_were_there_before() -> None:
    before = ("org", "0002_gate")
    call_command("migrate", *before, verbosity=0, interactive=False)
    old = (
        MigrationExecutor(connection)
        .loader.project_state([before])
        .apps.get_model("org", "Organisation")
    )
    old._base_manager.create(code="a", name="甲厂工会", kind="single", since=FOUNDED)

    call_command("migrate", verbosity=0, interactive=False)

    assert Organisation.objects.get(code="a").initials == "jcgh"
