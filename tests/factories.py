"""A factory for every model: a record that is valid and as plain as possible."""

import datetime
import itertools
from collections.abc import Iterator
from typing import TypeVar

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from halfsky.figures.models import Adjustment, AdjustmentKind, NothingToReport
from halfsky.org.encryption import person_key
from halfsky.org.identifiers import credit_check, identity_check, organisation_check
from halfsky.org.kinds import OrganisationKind, UnitCategory
from halfsky.org.models import (
    Coverage,
    Edge,
    Employer,
    Organisation,
    ParameterValue,
    Person,
    Post,
)
from halfsky.org.roles import Role
from halfsky.planning.plan_items import PlanItem
from halfsky.records.models import Record
from halfsky.registers.activities.method_observations import MethodObservation
from halfsky.registers.assistance import (
    aid_payments,
    hardship_files,
    insurance_claims,
    insurance_enrolments,
)
from halfsky.registers.education import trainings
from halfsky.registers.organising import women_organisations
from halfsky.registers.organising.exemplars import Exemplar
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.mentoring_assessments import MentoringAssessment
from halfsky.registers.rights import (
    complaints,
    enterprise_visits,
    questionnaires,
    screenings,
    special_contracts,
)
from halfsky.registers.safety.display_boards import DisplayBoard
from halfsky.registers.safety.pledges import Pledge
from halfsky.registers.safety.safety_letters import SafetyLetter

FOUNDED = datetime.date(2015, 1, 1)
IN_SPRING = datetime.date(2022, 3, 8)
AnyRecord = TypeVar("AnyRecord", bound=Record)
_numbers: Iterator[int] = itertools.count(1)


def identity_number(place: int) -> str:
    """A well-formed identity number of a woman, a different one for each place up to 2,500."""
    born = datetime.date(1980, 1, 1) + datetime.timedelta(days=place // 400)
    first_17 = f"330299{born:%Y%m%d}{(place % 400) * 2 + 2:03d}"
    return first_17 + identity_check(first_17)


def credit_code(place: int) -> str:
    """A well-formed credit code of an enterprise."""
    inner = f"MA{place:06d}"
    first_17 = "91330299" + inner + organisation_check(inner)
    return first_17 + credit_check(first_17)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    username = Sequence(lambda n: f"person{n}")
    name = "林晓"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    code = Sequence(lambda n: f"U{n:04d}")
    name = Sequence(lambda n: f"云川第{n}纺织厂工会")
    kind = OrganisationKind.SINGLE
    since = FOUNDED


class EdgeFactory(DjangoModelFactory[Edge]):
    class Meta:
        model = Edge

    organisation = SubFactory(OrganisationFactory)
    parent = SubFactory(OrganisationFactory)
    since = FOUNDED


class EmployerFactory(DjangoModelFactory[Employer]):
    class Meta:
        model = Employer

    credit_code = LazyFunction(lambda: credit_code(next(_numbers)))
    name = Sequence(lambda n: f"云川第{n}纺织厂")
    category = UnitCategory.PRIVATE


class CoverageFactory(DjangoModelFactory[Coverage]):
    class Meta:
        model = Coverage

    organisation = SubFactory(OrganisationFactory)
    employer = SubFactory(EmployerFactory)
    since = FOUNDED


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    person = SubFactory(PersonFactory)
    organisation = SubFactory(OrganisationFactory)
    role = Role.TOWN_OFFICER
    since = FOUNDED


class ParameterValueFactory(DjangoModelFactory[ParameterValue]):
    class Meta:
        model = ParameterValue

    code = "commissioner_due_from"
    since = FOUNDED
    value = 1


class AdjustmentFactory(DjangoModelFactory[Adjustment]):
    class Meta:
        model = Adjustment

    figure = "education.training_sessions"
    organisation = SubFactory(OrganisationFactory)
    kind = AdjustmentKind.SUPPLEMENT
    since = datetime.date(2022, 1, 1)
    until = datetime.date(2022, 7, 1)
    value = 1
    reason = "纸质台账补录"
    source = "台账第3页"
    entered_by = SubFactory(PersonFactory)
    approved_by = SubFactory(PersonFactory)
    approved_at = datetime.datetime(2022, 7, 2, tzinfo=datetime.UTC)


class NothingToReportFactory(DjangoModelFactory[NothingToReport]):
    class Meta:
        model = NothingToReport

    organisation = SubFactory(OrganisationFactory)
    since = datetime.date(2022, 1, 1)
    until = datetime.date(2022, 7, 1)


class RecordFactory(DjangoModelFactory[AnyRecord]):
    class Meta:
        abstract = True

    organisation = SubFactory(OrganisationFactory)


class DatedFactory(RecordFactory[AnyRecord]):
    class Meta:
        abstract = True

    date = IN_SPRING


# ---- organising --------------------------------------------------------------------------


class HeadCountFactory(RecordFactory[HeadCount]):
    class Meta:
        model = HeadCount

    since = FOUNDED
    workers = 50
    women_workers = 25
    members = 40
    women_members = 20


class WomenOrganisationFactory(RecordFactory[women_organisations.WomenOrganisation]):
    class Meta:
        model = women_organisations.WomenOrganisation

    form = women_organisations.Form.COMMITTEE
    since = FOUNDED


class TermFactory(DjangoModelFactory[women_organisations.Term]):
    class Meta:
        model = women_organisations.Term

    women_organisation = SubFactory(WomenOrganisationFactory)
    number = 1
    since = FOUNDED
    until = datetime.date(2020, 1, 1)


class SeatFactory(DjangoModelFactory[women_organisations.Seat]):
    class Meta:
        model = women_organisations.Seat

    term = SubFactory(TermFactory)
    holder = "周敏"
    role = women_organisations.Role.MEMBER
    selection = women_organisations.Selection.ELECTED
    since = FOUNDED


class MentoringAssessmentFactory(DatedFactory[MentoringAssessment]):
    class Meta:
        model = MentoringAssessment

    mentor = SubFactory(OrganisationFactory)
    mentee = SubFactory(OrganisationFactory)
    score = 90


class ExemplarFactory(DatedFactory[Exemplar]):
    class Meta:
        model = Exemplar

    unit = SubFactory(OrganisationFactory)
    recommended_to = "省总工会"


# ---- education, activities, safety, planning ---------------------------------------------


class TrainingFactory(DatedFactory[trainings.Training]):
    class Meta:
        model = trainings.Training

    topic = "女职工劳动保护"
    kind = trainings.Kind.LAW
    level = trainings.Level.TOWNSHIP
    women_attending = 30


class TrainingParticipantFactory(DjangoModelFactory[trainings.TrainingParticipant]):
    class Meta:
        model = trainings.TrainingParticipant

    record = SubFactory(TrainingFactory)


class MethodObservationFactory(DatedFactory[MethodObservation]):
    class Meta:
        model = MethodObservation

    method = "快速接线法"
    women = 12


class DisplayBoardFactory(DatedFactory[DisplayBoard]):
    class Meta:
        model = DisplayBoard

    topic = "事故警示"
    boards = 8


class PledgeFactory(DatedFactory[Pledge]):
    class Meta:
        model = Pledge

    signed = 60


class SafetyLetterFactory(DatedFactory[SafetyLetter]):
    class Meta:
        model = SafetyLetter

    title = "给家属的一封信"
    letters = 90


class PlanItemFactory(DatedFactory[PlanItem]):
    class Meta:
        model = PlanItem

    date = datetime.date(2022, 7, 1)
    until = datetime.date(2023, 1, 1)
    measure = "走访企业"
    target_figure = "rights.employers_visited"
    target = 60


# ---- rights ------------------------------------------------------------------------------


class SpecialContractFactory(RecordFactory[special_contracts.SpecialContract]):
    class Meta:
        model = special_contracts.SpecialContract

    form = special_contracts.Form.STAND_ALONE
    state = special_contracts.State.EFFECTIVE
    since = IN_SPRING


class SpecialContractEmployerFactory(DjangoModelFactory[special_contracts.SpecialContractEmployer]):
    class Meta:
        model = special_contracts.SpecialContractEmployer

    contract = SubFactory(SpecialContractFactory)
    employer = SubFactory(EmployerFactory)


class ScreeningFactory(DatedFactory[screenings.Screening]):
    class Meta:
        model = screenings.Screening


class ScreeningAttendanceFactory(DjangoModelFactory[screenings.ScreeningAttendance]):
    class Meta:
        model = screenings.ScreeningAttendance

    screening = SubFactory(ScreeningFactory)
    person_key = LazyFunction(lambda: person_key(identity_number(next(_numbers))))


class EnterpriseVisitFactory(DatedFactory[enterprise_visits.EnterpriseVisit]):
    class Meta:
        model = enterprise_visits.EnterpriseVisit

    employer = SubFactory(EmployerFactory)
    purpose = enterprise_visits.Purpose.MORALE


class QuestionnaireFactory(DatedFactory[questionnaires.Questionnaire]):
    class Meta:
        model = questionnaires.Questionnaire

    title = "女职工权益调查"
    issued = 100


class SurveyedEmployerFactory(DjangoModelFactory[questionnaires.SurveyedEmployer]):
    class Meta:
        model = questionnaires.SurveyedEmployer

    questionnaire = SubFactory(QuestionnaireFactory)
    employer = SubFactory(EmployerFactory)


class ComplaintFactory(DatedFactory[complaints.Complaint]):
    class Meta:
        model = complaints.Complaint

    number = Sequence(lambda n: f"T2022-{n:04d}")
    is_woman_worker = True
    channel = complaints.Channel.VISIT
    category = complaints.Category.WAGE


# ---- assistance --------------------------------------------------------------------------


class HardshipFileFactory(RecordFactory[hardship_files.HardshipFile]):
    class Meta:
        model = hardship_files.HardshipFile

    number = Sequence(lambda n: f"D{n:05d}")
    holder = "陈秀兰"
    holder_is_woman = True
    identity_number = LazyFunction(lambda: identity_number(next(_numbers)))
    category = hardship_files.Category.RELATIVE
    cause = hardship_files.Cause.ILLNESS
    state = hardship_files.State.APPROVED
    since = FOUNDED


class AidPaymentFactory(DatedFactory[aid_payments.AidPayment]):
    class Meta:
        model = aid_payments.AidPayment

    file = SubFactory(HardshipFileFactory)
    kind = aid_payments.Kind.WARMTH
    fund_source = aid_payments.FundSource.OWN
    amount = 50_000


class InsuranceEnrolmentFactory(DatedFactory[insurance_enrolments.InsuranceEnrolment]):
    class Meta:
        model = insurance_enrolments.InsuranceEnrolment

    product = insurance_enrolments.Product.ANKANG
    persons = 40


class InsuranceClaimFactory(DatedFactory[insurance_claims.InsuranceClaim]):
    class Meta:
        model = insurance_claims.InsuranceClaim

    product = insurance_enrolments.Product.ANKANG
    person_key = LazyFunction(lambda: person_key(identity_number(next(_numbers))))
    amount = 1_000_000
    state = insurance_claims.State.PAID
    approved_on = datetime.date(2022, 4, 1)
    paid_on = datetime.date(2022, 4, 12)
