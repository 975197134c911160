"""What the sample city's records have to add up to: each number stands here once."""

from dataclasses import dataclass, replace
from datetime import date

from halfsky.figures.periods import Period

FIRST_DAY = date(2021, 1, 1)
LAST_DAY = date(2022, 6, 30)
DAY_AFTER = date(2022, 7, 1)
FEN = 100  # a yuan


@dataclass(frozen=True)
class Stocks:
    """What there is on the last day."""

    towns: int = 31  # towns, streets and bureaus
    federations: int = 120
    unions: int = 1548
    unions_new_2022h1: int = 68
    unions_new_2021h2: int = 40
    unions_new_2021h1: int = 61
    unions_without_women: int = 42
    women_organisations: int = 1462
    women_organisations_new: int = 67
    employers_covered: int = 4211
    employers_shared: int = 3  # covered by two unions, counted once
    special_contracts: int = 4333


@dataclass(frozen=True)
class Flows:
    """What happened in a half-year."""

    training_sessions: int
    training_sessions_skills: int
    training_attendances: int
    women_screened: int
    employers_visited: int
    visits: int
    questionnaires_issued: int
    employers_surveyed: int
    complaints: int
    complaints_all: int
    recovered: int  # fen
    households: int
    households_of_women: int
    condolence: int  # yuan
    emergency_persons: int
    ankang: int
    critical_illness: int
    claims: int  # payments; one woman was paid twice
    claims_paid: int  # yuan
    mentors: int
    mentees: int
    exemplars: int
    method_observers: int
    boards: int
    pledges: int
    letters: int


STOCKS = Stocks()

FIRST_HALF_2021 = Flows(
    training_sessions=14,
    training_sessions_skills=9,
    training_attendances=1465,
    women_screened=4890,
    employers_visited=71,
    visits=83,
    questionnaires_issued=90,
    employers_surveyed=74,
    complaints=45,
    complaints_all=95,
    recovered=98_600 * FEN,
    households=430,
    households_of_women=214,
    condolence=275_000,
    emergency_persons=7,
    ankang=2380,
    critical_illness=4560,
    claims=3,
    claims_paid=24_000,
    mentors=70,
    mentees=220,
    exemplars=2,
    method_observers=3,
    boards=36,
    pledges=2650,
    letters=1450,
)
SECOND_HALF_2021 = Flows(
    training_sessions=17,
    training_sessions_skills=11,
    training_attendances=1690,
    women_screened=2130,
    employers_visited=96,
    visits=118,
    questionnaires_issued=60,
    employers_surveyed=52,
    complaints=39,
    complaints_all=88,
    recovered=87_450 * FEN,
    households=160,
    households_of_women=82,
    condolence=104_000,
    emergency_persons=4,
    ankang=310,
    critical_illness=420,
    claims=13,
    claims_paid=101_000,
    mentors=0,
    mentees=0,
    exemplars=0,
    method_observers=0,
    boards=24,
    pledges=180,
    letters=620,
)
# Two products, one woman paid twice: 34 payments to 33 women since the plans began.
FIRST_HALF_2022 = Flows(
    training_sessions=15,
    training_sessions_skills=10,
    training_attendances=1580,
    women_screened=5250,
    employers_visited=78,
    visits=94,
    questionnaires_issued=100,
    employers_surveyed=85,
    complaints=48,
    complaints_all=104,
    recovered=110_200 * FEN,
    households=459,
    households_of_women=235,
    condolence=300_000,
    emergency_persons=6,
    ankang=5392 - FIRST_HALF_2021.ankang - SECOND_HALF_2021.ankang,
    critical_illness=9970 - FIRST_HALF_2021.critical_illness - SECOND_HALF_2021.critical_illness,
    claims=33 + 1 - FIRST_HALF_2021.claims - SECOND_HALF_2021.claims,
    claims_paid=269_000 - FIRST_HALF_2021.claims_paid - SECOND_HALF_2021.claims_paid,
    mentors=78,
    mentees=248,
    exemplars=1,
    method_observers=2,
    boards=40,
    pledges=2780,
    letters=1400,
)
VISITS_PLANNED = {"2021H1": 80, "2021H2": 100, "2022H1": 80, "2022H2": 120}
SILENT_UNIONS = {"2021H1": 64, "2021H2": 51, "2022H1": 37}
TOWNS_SILENT_ON_TRAININGS = 2


@dataclass(frozen=True)
class HalfYear:
    """A half-year of the history, with what happened in it; layers tell repetitions apart."""

    period: Period
    flows: Flows
    layer: int = 0

    @property
    def key(self) -> str:
        """Tells it from every other."""
        return f"{self.period.name}/{self.layer}"

    @property
    def is_first(self) -> bool:
        """January to June."""
        return self.period.start.month == 1


RECENT = (
    HalfYear(Period.parse("2021H1"), FIRST_HALF_2021),
    HalfYear(Period.parse("2021H2"), SECOND_HALF_2021),
    HalfYear(Period.parse("2022H1"), FIRST_HALF_2022),
)
OLDER_YEARS = (2020, 2019, 2018, 2017, 2016)


def older_half_years(layer: int) -> tuple[HalfYear, HalfYear]:
    """A year before 2021; after five layers the years come round again."""
    year = OLDER_YEARS[(layer - 1) % len(OLDER_YEARS)]
    first = replace(FIRST_HALF_2021, mentors=60, mentees=190)
    return (
        HalfYear(Period.parse(f"{year}H1"), first, layer),
        HalfYear(Period.parse(f"{year}H2"), SECOND_HALF_2021, layer),
    )


def half_years(scale: int) -> list[HalfYear]:
    """The eighteen months, and a year of older history for each further layer."""
    older = [half for layer in range(1, scale) for half in older_half_years(layer)]
    return [*older, *RECENT]
