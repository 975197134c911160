"""The sample city keeps every rule, and what was planted in it is counted as expected."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Count, F, ForeignKey, Q, Sum
from pytest_django import DjangoDbBlocker

from halfsky.figures.models import Adjustment, NothingToReport
from halfsky.org.checks import codes_with_wrong_paths
from halfsky.org.identifiers import is_woman, validate_identity
from halfsky.org.kinds import GRASSROOTS_KINDS
from halfsky.org.models import Coverage, Edge, Organisation
from halfsky.records.models import DatedRecord, StandingRecord
from halfsky.registers.assistance.aid_payments import CONDOLENCE_KINDS, AidPayment, Kind
from halfsky.registers.assistance.hardship_files import HardshipFile
from halfsky.registers.assistance.insurance_claims import InsuranceClaim
from halfsky.registers.assistance.insurance_claims import State as ClaimState
from halfsky.registers.education.trainings import Level, Training
from halfsky.registers.organising.head_counts import HeadCount, committee_due_from
from halfsky.registers.organising.mentoring_assessments import MentoringAssessment
from halfsky.registers.organising.women_organisations import (
    Form,
    Seat,
    Selection,
    WomenOrganisation,
)
from halfsky.registers.rights.complaints import Complaint
from halfsky.registers.rights.enterprise_visits import EnterpriseVisit
from halfsky.registers.rights.screenings import Screening, ScreeningAttendance
from halfsky.registers.rights.special_contracts import SpecialContract
from tests.sample.cities import city_made, our_models, report

pytestmark = pytest.mark.django_db
FIRST_DAY, LAST_DAY, DAY_AFTER = date(2022, 1, 1), date(2022, 6, 30), date(2022, 7, 1)
in_first_half = Q(date__gte=FIRST_DAY, date__lt=DAY_AFTER)


@pytest.fixture(scope="module", autouse=True)
def city(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> Iterator[None]:
    """One city for all tests of this module; none of them writes."""
    with city_made(django_db_blocker, key_file):
        yield


def records_of(base: Any) -> list[Any]:
    """The models of the registers of one kind."""
    return [model for model in our_models() if issubclass(model, base)]


# ---- Rules


@pytest.mark.parametrize("place", range(40))
def test_every_row_is_valid(place: int) -> None:
    """Field validators and `clean`; the database has checked constraints and keys."""
    known = our_models()
    if place >= len(known):
        return
    keys = {field.name for field in known[place]._meta.fields if isinstance(field, ForeignKey)}
    rows = known[place]._default_manager.select_related(*keys - nullable(known[place]))
    for row in rows:
        row.clean_fields(exclude={*keys, "password"})
        row.clean()


def nullable(model: type[models.Model]) -> set[str]:
    """Relations that may be empty."""
    return {field.name for field in model._meta.fields if field.null}


def test_references_lead_somewhere() -> None:
    connection.check_constraints()


def test_dated_records_lie_within_the_life_of_their_organisation() -> None:
    for model in records_of(DatedRecord):
        outside = Q(date__lt=F("organisation__since")) | Q(date__gte=F("organisation__until"))
        assert not model._default_manager.filter(outside).exists(), model


def test_standing_records_lie_within_the_life_of_their_organisation() -> None:
    for model in [*records_of(StandingRecord), Coverage]:
        outside = Q(since__lt=F("organisation__since")) | Q(until__gt=F("organisation__until"))
        lasting = Q(organisation__until__isnull=False, until__isnull=True)
        found = model._default_manager.filter(outside | lasting)
        assert not found.exists(), model


def test_nothing_was_entered_before_it_happened() -> None:
    for model in records_of(DatedRecord):
        if model._meta.app_label != "planning":
            assert not model._default_manager.filter(entered_at__date__lte=F("date")).exists()


def test_edges_are_continuous_and_within_life() -> None:
    for organisation in Organisation.objects.exclude(code="city").prefetch_related("edges"):
        edges = sorted(organisation.edges.all(), key=lambda edge: edge.since)
        assert edges[0].since == organisation.since
        assert edges[-1].until == organisation.until
        assert all(a.until == b.since for a, b in pairwise(edges))


def test_parents_are_older_than_their_edges() -> None:
    assert not Edge.objects.filter(since__lt=F("parent__since")).exists()
    assert codes_with_wrong_paths("default") == []


@pytest.mark.parametrize(
    ("model", "field"),
    [(HardshipFile, "identity_number"), (ScreeningAttendance, "identity_number"),
     (InsuranceClaim, "identity_number")],
)  # fmt: skip
def test_identity_numbers_pass_their_checks(model: Any, field: str) -> None:
    for number in model.objects.values_list(field, flat=True):
        validate_identity(number)


def test_identity_numbers_agree_with_sex() -> None:
    for file in HardshipFile.objects.all():
        assert is_woman(file.identity_number) == file.holder_is_woman


def test_credit_codes_are_of_their_kind() -> None:
    codes = Organisation.objects.exclude(credit_code="").values_list("credit_code", flat=True)
    assert codes.exclude(credit_code__startswith="81").count() == 0
    assert len(set(codes)) == len(codes)
    for relation in Coverage.objects.select_related("employer"):
        assert relation.employer.credit_code.startswith("91")


def test_there_is_nothing_but_records() -> None:
    assert not Adjustment.objects.exists()


def test_aid_goes_to_open_files_only() -> None:
    late = Q(file__since__gt=F("date")) | Q(file__until__lte=F("date"))
    assert not AidPayment.objects.filter(late).exists()


def test_form_follows_the_number_of_women() -> None:
    many = committee_due_from.default
    counts = dict(
        HeadCount.objects.filter(until__isnull=True).values_list("organisation", "women_members")
    )
    rows = WomenOrganisation.objects.filter(
        until__isnull=True, organisation__kind__in=GRASSROOTS_KINDS
    )
    for organisation, form in rows.values_list("organisation", "form"):
        assert (form == Form.COMMITTEE) == (counts[organisation] >= many)


# ---- The tree


def test_size_of_the_tree() -> None:
    in_being = Organisation.objects.filter(until__isnull=True)
    tiers: dict[str, int] = {}
    for organisation in in_being:
        tiers[organisation.tier.value] = tiers.get(organisation.tier.value, 0) + 1
    assert tiers == {"federation": 1, "middle": 151, "grassroots": 1548, "branch": 8}


def test_closed_on_the_last_day_is_not_in_being() -> None:
    closed = Organisation.objects.get(until=LAST_DAY)
    assert report("2022H1").fact("organising.unions").amount == 1548
    assert report("2022-01-01..2022-06-29").fact("organising.unions").amount > 1548 - 68
    assert closed.kind in GRASSROOTS_KINDS
    assert closed.assistance_insuranceenrolment_set.filter(in_first_half).exists()


def test_founded_on_new_year_counts_as_new() -> None:
    assert Organisation.objects.filter(since=FIRST_DAY, kind__in=GRASSROOTS_KINDS).count() == 1
    assert report("2022-01-01..2022-01-01").fact("organising.unions_new").amount == 1


def test_the_merged_union_comes_under_its_heir() -> None:
    merged = Organisation.objects.get(heir__isnull=False)
    assert merged.until == date(2021, 9, 1)
    figures = report("2021H2")
    assert figures.tree.parents[merged.pk] == merged.heir_id
    assert merged.rights_screening_set.filter(date__lt=merged.until).exists()


def test_the_moved_union_leaves_its_records_with_the_old_town() -> None:
    edge = Edge.objects.get(since=date(2022, 3, 15), organisation__since__lt=date(2022, 1, 1))
    old = Edge.objects.get(organisation=edge.organisation, until=edge.since).parent
    moved = edge.organisation.pk
    assert moved in report("2022-02", old.code).order
    assert moved not in report("2022-03", old.code).order
    assert moved in report("2022-03", edge.parent.code).order


def test_some_employers_are_covered_by_two_unions() -> None:
    open_ones = Coverage.objects.filter(until__isnull=True)
    twice = open_ones.values("employer").annotate(unions=Count("pk")).filter(unions=2)
    assert twice.count() == 3
    pairs = open_ones.filter(
        organisation__organising_womenorganisation_set__until__isnull=True,
        organisation__organising_womenorganisation_set__isnull=False,
    )
    assert pairs.count() == 4211 + 3


def test_coverage_without_a_women_organisation_is_there_and_not_counted() -> None:
    open_ones = Coverage.objects.filter(until__isnull=True)
    assert open_ones.values("employer").distinct().count() > 4211


def test_the_city_committee_had_a_substitution_early_in_2022() -> None:
    seat = Seat.objects.get(selection=Selection.SUBSTITUTED)
    assert seat.term.women_organisation.organisation.code == "city"
    assert seat.since.year == 2022
    assert seat.replaces is not None
    assert seat.replaces.until == seat.since


# ---- Planted in the registers


def test_a_mentee_assessed_twice_counts_once() -> None:
    rows = MentoringAssessment.objects.filter(in_first_half)
    assert rows.count() == 248 + 1
    assert rows.filter(mentor__in=rows.values("mentee")).count() == 0
    mentors_of_each = rows.values("mentee").annotate(mentors=Count("mentor", distinct=True))
    assert not mentors_of_each.filter(mentors__gt=1).exists()
    mentees = rows.values("mentor").annotate(mentees=Count("mentee", distinct=True))
    assert not mentees.filter(mentees__gt=5).exists()
    assert set(rows.values_list("date__month", flat=True)) == {4, 5}


def test_a_contract_ending_on_the_last_day_is_not_in_force() -> None:
    assert SpecialContract.objects.filter(until=LAST_DAY).exists()
    before = report("2022-01-01..2022-06-29").fact("rights.special_contracts").amount
    ending = SpecialContract.objects.filter(until=LAST_DAY).count()
    beginning = SpecialContract.objects.filter(since=LAST_DAY).count()
    assert before == 4333 + ending - beginning


def test_contracts_run_out_and_others_are_on_their_way() -> None:
    ended = SpecialContract.objects.filter(state="expired", until__gte=date(2021, 7, 1))
    assert ended.count() > 30
    assert SpecialContract.objects.filter(since__isnull=True, signed_on__isnull=False).count() > 10


def test_women_on_rosters_and_in_head_counts_add_up() -> None:
    rounds = Screening.objects.filter(in_first_half, kind="gynaecological")
    attendances = ScreeningAttendance.objects.filter(screening__in=rounds)
    women = attendances.values("person_key").distinct().count()
    heads = rounds.aggregate(heads=Sum("women"))["heads"]
    assert attendances.count() == women + 1  # one woman stands in two rosters
    assert women + heads == 5250
    assert not rounds.filter(women__isnull=False, roster__isnull=False).exists()
    assert Screening.objects.filter(in_first_half, kind="two_cancer").exists()


def test_employers_were_visited_more_than_once() -> None:
    rows = EnterpriseVisit.objects.filter(in_first_half)
    assert rows.count() > rows.values("employer").distinct().count() == 78


def test_money_was_recovered_on_cases_of_the_year_before_too() -> None:
    closed = Complaint.objects.filter(
        is_woman_worker=True, closed_on__gte=FIRST_DAY, closed_on__lt=DAY_AFTER
    )
    assert closed.filter(date__lt=FIRST_DAY).exists()
    assert closed.aggregate(fen=Sum("recovered"))["fen"] == 11_020_000
    assert Complaint.objects.filter(in_first_half, outcome="pending", is_woman_worker=True).exists()
    assert Complaint.objects.filter(is_woman_worker=False, recovered__gt=0).exists()


def test_a_household_visited_twice_counts_once() -> None:
    rows = AidPayment.objects.filter(in_first_half, kind__in=CONDOLENCE_KINDS)
    assert rows.count() == 459 + 1
    assert rows.values("file").distinct().count() == 459


def test_emergencies_are_outside_households_and_money() -> None:
    rows = AidPayment.objects.filter(in_first_half, kind=Kind.EMERGENCY)
    assert rows.aggregate(persons=Sum("persons"))["persons"] == 6
    assert not rows.filter(file__isnull=False).exists()


def test_a_woman_was_paid_twice_and_an_approved_claim_not_yet() -> None:
    paid = InsuranceClaim.objects.filter(paid_on__isnull=False)
    assert paid.count() == 34
    assert paid.values("person_key").distinct().count() == 33
    assert InsuranceClaim.objects.filter(state=ClaimState.APPROVED, amount__gt=0).exists()


def test_trainings_are_held_at_all_three_levels() -> None:
    rows = Training.objects.filter(in_first_half)
    assert set(rows.values_list("level", flat=True)) == set(Level.values)
    assert rows.filter(organisation__code="mine").count() == 1


# ---- Reporting


def test_silent_organisations() -> None:
    figures = report("2022H1")
    assert figures.fact("rights.women_screened").coverage.silent == 37
    assert figures.fact("education.training_sessions").coverage.silent == 2
    assert figures.fact("rights.complaints").coverage.silent == 0
    assert figures.fact("organising.unions").coverage.silent == 0


def test_answers_stand_only_where_there_are_no_records() -> None:
    rows = NothingToReport.objects.filter(since=FIRST_DAY, register="trainings")
    hosts = Training.objects.filter(in_first_half).values("organisation")
    assert rows.exists()
    assert not rows.filter(organisation__in=hosts).exists()


def test_last_year_has_records_of_everything() -> None:
    empty = {
        fact.figure.code
        for fact in report("2021H1").facts()
        if fact.is_empty and not fact.figure.code.endswith("unknown")
    }
    assert empty == set()


def test_no_month_is_empty() -> None:
    months: set[tuple[int, int]] = set()
    for model in records_of(DatedRecord):
        days = model._default_manager.values_list("date__year", "date__month").distinct()
        months.update(days)
    wanted = {(2021, month) for month in range(1, 13)} | {(2022, month) for month in range(1, 7)}
    assert wanted <= months
