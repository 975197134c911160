"""Records in every register of the cast's city, with what makes figures differ from counts."""

import datetime

from halfsky.figures.models import AdjustmentKind
from halfsky.registers.assistance.aid_payments import Kind as AidKind
from halfsky.registers.education.trainings import Kind as TrainingKind
from halfsky.registers.rights.screenings import Kind as ScreeningKind
from tests import factories as make
from tests.cast import Cast

LAST_AUTUMN = datetime.date(2021, 10, 12)
IN_MAY = datetime.date(2022, 5, 20)
IN_JUNE = datetime.date(2022, 6, 30)


def fill(cast: Cast) -> None:
    """Something of everything, in this half-year and before it."""
    fill_organising(cast)
    fill_rights(cast)
    fill_assistance(cast)
    fill_rest(cast)
    fill_beside_the_records(cast)


def fill_organising(cast: Cast) -> None:
    """Four unions due, three built; employers under two unions; a mentee assessed twice."""
    for union, women in ((cast.textile, 20), (cast.toys, 3), (cast.pottery, 0), (cast.mine, 9)):
        make.HeadCountFactory.create(organisation=union, women_members=women)
    make.WomenOrganisationFactory.create(organisation=cast.textile)
    make.WomenOrganisationFactory.create(organisation=cast.mine, since=IN_MAY)
    make.WomenOrganisationFactory.create(organisation=cast.pottery)  # not due: no woman member
    shared = make.EmployerFactory.create(name="云川锦绣公司")
    for union in (cast.textile, cast.mine, cast.market):
        make.CoverageFactory.create(organisation=union, employer=shared)
        make.CoverageFactory.create(organisation=union)
    for day in (IN_MAY, IN_JUNE):
        make.MentoringAssessmentFactory.create(
            organisation=cast.city, date=day, mentor=cast.textile, mentee=cast.mine
        )
    make.MentoringAssessmentFactory.create(
        organisation=cast.city, mentor=cast.textile, mentee=cast.market
    )
    make.ExemplarFactory.create(organisation=cast.city, unit=cast.textile)


def fill_rights(cast: Cast) -> None:
    """Contracts standing and ended, a roster with a woman twice, an employer visited twice."""
    make.SpecialContractFactory.create(organisation=cast.textile)
    make.SpecialContractFactory.create(organisation=cast.toys, until=IN_JUNE)
    bound = make.SpecialContractFactory.create(organisation=cast.federation)
    make.SpecialContractEmployerFactory.create(contract=bound)
    rounds = [
        make.ScreeningFactory.create(organisation=cast.textile),
        make.ScreeningFactory.create(organisation=cast.mine, date=IN_MAY),
    ]
    attendance = make.ScreeningAttendanceFactory.create(screening=rounds[0])
    make.ScreeningAttendanceFactory.create(screening=rounds[1], person_key=attendance.person_key)
    make.ScreeningAttendanceFactory.create(screening=rounds[1])
    make.ScreeningFactory.create(organisation=cast.pottery, women=7)
    make.ScreeningFactory.create(organisation=cast.pottery, kind=ScreeningKind.TWO_CANCER, women=5)
    employer = make.EmployerFactory.create()
    make.EnterpriseVisitFactory.create(organisation=cast.east, employer=employer)
    make.EnterpriseVisitFactory.create(organisation=cast.city, employer=employer, date=IN_MAY)
    make.EnterpriseVisitFactory.create(organisation=cast.west)
    survey = make.QuestionnaireFactory.create(organisation=cast.east)
    make.SurveyedEmployerFactory.create(questionnaire=survey, employer=employer)
    make.SurveyedEmployerFactory.create(
        questionnaire=make.QuestionnaireFactory.create(organisation=cast.city), employer=employer
    )
    make.ComplaintFactory.create(organisation=cast.city, closed_on=IN_MAY, recovered=123_456)
    make.ComplaintFactory.create(
        organisation=cast.east, date=LAST_AUTUMN, closed_on=IN_JUNE, recovered=800
    )
    make.ComplaintFactory.create(organisation=cast.west, is_woman_worker=False)


def fill_assistance(cast: Cast) -> None:
    """A household visited by two bodies, an emergency without a file, claims of one woman."""
    file = make.HardshipFileFactory.create(organisation=cast.east)
    man = make.HardshipFileFactory.create(organisation=cast.west, holder_is_woman=False)
    make.AidPaymentFactory.create(organisation=cast.east, file=file)
    make.AidPaymentFactory.create(organisation=cast.city, file=file, date=IN_MAY)
    make.AidPaymentFactory.create(organisation=cast.city, file=man, kind=AidKind.FESTIVAL)
    make.AidPaymentFactory.create(
        organisation=cast.city, file=None, kind=AidKind.EMERGENCY, persons=3
    )
    make.InsuranceEnrolmentFactory.create(organisation=cast.textile, date=LAST_AUTUMN)
    make.InsuranceEnrolmentFactory.create(organisation=cast.mine, product="critical_illness")
    claim = make.InsuranceClaimFactory.create(organisation=cast.city)
    make.InsuranceClaimFactory.create(organisation=cast.east, person_key=claim.person_key)


def fill_rest(cast: Cast) -> None:
    """Training, activities, safety, plans."""
    make.TrainingFactory.create(organisation=cast.city, kind=TrainingKind.TECHNICAL)
    make.TrainingFactory.create(organisation=cast.east, date=IN_JUNE)
    make.TrainingFactory.create(organisation=cast.east, date=LAST_AUTUMN)
    make.MethodObservationFactory.create(organisation=cast.city)
    make.DisplayBoardFactory.create(organisation=cast.mine)
    make.PledgeFactory.create(organisation=cast.pit)
    make.SafetyLetterFactory.create(organisation=cast.washery)
    make.PlanItemFactory.create(organisation=cast.city)


def fill_beside_the_records(cast: Cast) -> None:
    """A supplement, a declared total, an answer that there was nothing."""
    people = {"entered_by": cast.lin, "approved_by": cast.zhou}
    make.AdjustmentFactory.create(organisation=cast.west, value=2, **people)
    make.AdjustmentFactory.create(
        figure="rights.employers_visited",
        organisation=cast.east,
        kind=AdjustmentKind.DECLARED,
        value=4,
        **people,
    )
    make.NothingToReportFactory.create(organisation=cast.west, register="trainings")
