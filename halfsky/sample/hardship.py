"""Hardship files of the sample city: open, closed, and applied for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from halfsky.org.encryption import person_key
from halfsky.org.models import Organisation
from halfsky.registers.assistance.hardship_files import Category, Cause, HardshipFile, State
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between
from halfsky.sample.names import man, woman

CATEGORIES = {Category.DEEP: 3, Category.RELATIVE: 5, Category.ACCIDENTAL: 2}
CAUSES = {
    Cause.ILLNESS: 9,
    Cause.SCHOOLING: 4,
    Cause.UNABLE: 2,
    Cause.UNEMPLOYED: 2,
    Cause.LAID_OFF: 2,
    Cause.ACCIDENT: 2,
    Cause.OTHER: 1,
}
NOTICE = timedelta(days=7)


@dataclass(frozen=True)
class Batch:
    """So many files opened within some days, and closed within others where they were."""

    women: int
    men: int
    opened: tuple[date, date]
    closed: tuple[date, date] | None = None


# Enough households for every round of visits; those closed in 2021 were visited before.
BATCHES = (
    Batch(202, 198, (date(2018, 3, 5), date(2020, 12, 18))),
    Batch(18, 22, (date(2018, 3, 5), date(2020, 12, 18)), (date(2021, 7, 5), date(2021, 12, 17))),
    Batch(42, 38, (date(2021, 2, 22), date(2021, 12, 24))),
    Batch(6, 5, (date(2022, 2, 21), date(2022, 6, 20))),
)
PENDING = {State.APPLIED: 2, State.CHECKING: 2, State.NOTICED: 1}
APPLIED_ON = date(2022, 6, 6)
STEPS = ("checked_on", "noticed_on")


class FileNumbers:
    """Numbers files by the year of their opening."""

    def __init__(self) -> None:
        self.given = 0

    def next(self, year: int) -> str:
        """The next number."""
        self.given += 1
        return f"KN{year}-{self.given:05d}"


def make_files(city: City) -> list[HardshipFile]:
    """The files of the eighteen months, all but the pending ones usable for payments."""
    rng, numbers = city.rng("hardship files"), FileNumbers()
    files = [made for batch in BATCHES for made in files_of(city, rng, batch, numbers)]
    pending = [
        pending_file(city, rng, state, numbers)
        for state, count in PENDING.items()
        for _ in range(count)
    ]
    save(list(stamp(rng, city, [*files, *pending])))
    return files


def older_files(city: City, layer: int, year: int, women: int, men: int) -> list[HardshipFile]:
    """Files of an earlier year, closed when it ended."""
    rng, numbers = city.rng(f"hardship files/{layer}"), FileNumbers()
    numbers.given = 90_000 + layer * 1_000_000
    opened = (date(year - 2, 3, 1), date(year - 1, 12, 20))
    closed = (date(year, 12, 28), date(year, 12, 31))
    files = files_of(city, rng, Batch(women, men, opened, closed), numbers)
    return save(list(stamp(rng, city, files)))


def files_of(city: City, rng: Random, batch: Batch, numbers: FileNumbers) -> list[HardshipFile]:
    """The files of a batch, women's and men's mixed."""
    are_women = [True] * batch.women + [False] * batch.men
    rng.shuffle(are_women)
    return [opened_file(city, rng, batch, is_woman, numbers) for is_woman in are_women]


def opened_file(
    city: City, rng: Random, batch: Batch, is_woman: bool, numbers: FileNumbers
) -> HardshipFile:
    """A file with the steps that led to it (HAR-07)."""
    since = day_between(rng, *batch.opened)
    file = new_file(city, rng, is_woman, numbers.next(since.year))
    file.since = since
    file.noticed_on = since - NOTICE
    file.checked_on = file.noticed_on - timedelta(days=rng.randint(3, 12))
    file.applied_on = file.checked_on - timedelta(days=rng.randint(3, 12))
    file.state = State.APPROVED
    if batch.closed:
        file.until = day_between(rng, *batch.closed)
        file.state = State.CLOSED_OUT
    return file


def pending_file(city: City, rng: Random, state: State, numbers: FileNumbers) -> HardshipFile:
    """An application on its way."""
    file = new_file(city, rng, rng.random() < 0.5, numbers.next(APPLIED_ON.year))
    file.state, file.applied_on = state, APPLIED_ON
    reached = list(PENDING).index(state)
    for place, name in enumerate(STEPS[:reached], start=1):
        setattr(file, name, APPLIED_ON + place * NOTICE)
    return file


def new_file(city: City, rng: Random, is_woman: bool, number: str) -> HardshipFile:
    """A household in the name of one worker."""
    identity = city.identifiers.identity(rng, is_woman)
    [category] = rng.choices(list(CATEGORIES), list(CATEGORIES.values()))
    [cause] = rng.choices(list(CAUSES), list(CAUSES.values()))
    return HardshipFile(
        organisation=keeper(city, rng),
        number=number,
        holder=woman(rng) if is_woman else man(rng),
        holder_is_woman=is_woman,
        identity_number=identity,
        person_key=person_key(identity),
        category=category,
        cause=cause,
        household_size=rng.choice((1, 2, 3, 3, 3, 4, 5)),
    )


def keeper(city: City, rng: Random) -> Organisation:
    """A town, street or bureau keeps it; the city keeps a few itself."""
    return city.root if rng.random() < 0.08 else rng.choice(city.towns)


def open_during(files: Iterable[HardshipFile], first: date, last: date) -> list[HardshipFile]:
    """Files open all through a stretch."""
    return [
        file
        for file in files
        if file.since and file.since <= first and (file.until is None or file.until > last)
    ]
