"""What a workbook says of a union: since when, how many people, its women's organisation."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from halfsky.org.identifiers import validate_mobile
from halfsky.org.kinds import OrganisationKind
from halfsky.org.labels import Label
from halfsky.org.pages.forms import EARLIEST
from halfsky.registers.organising.women_organisations import Form
from halfsky.setup.bodies import Body
from halfsky.setup.lines import Line
from halfsky.setup.names import tidy
from halfsky.setup.questions import LEAVE, TAKE, Questions
from halfsky.setup.words import COUNTS, Word, meaning

Value = TypeVar("Value")
CHINESE = "零一二三四五六七八九十"
TERM = re.compile(r"第?\s*([0-9]+|[一二三四五六七八九十]+)\s*届?")
MOST_PEOPLE = 2_000_000


@dataclass(frozen=True)
class Circumstances:
    """What holds for the whole workbook: days to choose from, thresholds of the locality."""

    today: datetime.date
    root_since: datetime.date
    period_start: datetime.date
    committee_due_from: int
    term_years: int
    has_branches: bool


@dataclass(frozen=True)
class TermSaid:
    """A term of office as the workbook says it."""

    number: int
    since: datetime.date
    until: datetime.date


@dataclass
class Details:
    """Of one union."""

    since: datetime.date
    kind: OrganisationKind
    approval: str
    number: str
    numbers: tuple[int, ...] = ()
    counted_on: datetime.date | None = None
    form: str = ""
    formed_on: datetime.date | None = None
    term: TermSaid | None = None
    chair: str = ""
    officer: str = ""
    mobile: str = ""


class Reading:
    """Reads the details of one union after the other, under the same questions."""

    def __init__(self, questions: Questions, around: Circumstances, counts_members: bool) -> None:
        self.questions, self.around, self.counts_members = questions, around, counts_members
        self.undated = self.uncounted = self.untermed = self.officers = self.memberless = 0

    def of(self, body: Body, since: datetime.date | None) -> Details:
        """Everything; `since` is known of a union that is in the database."""
        lines = body.lines
        found = Details(
            since or self._founded(lines),
            self._kind(body),
            first(lines, lambda line: line.text(Word.APPROVAL))[:60],
            first(lines, lambda line: line.text(Word.NUMBER))[:30],
        )
        self._count(body, found)
        self._form(body, found)
        found.officer, found.mobile = self.officer_of(lines)
        return found

    def _founded(self, lines: Sequence[Line]) -> datetime.date:
        day = first_of(lines, lambda line: line.day(Word.FOUNDED))
        if day is not None and day <= self.around.today:
            return day
        self.undated += 1
        return self.chosen_day("founded", self.undated)

    def chosen_day(self, code: str, count: int) -> datetime.date:
        """One answer for all that state no day."""
        around = self.around
        days = {
            around.today: _("今天"),
            around.period_start: _("开始登记的那一期"),
            around.root_since: _("最上级组织成立"),
        }
        choices: list[tuple[str, Label]] = [
            (day.isoformat(), f"{day} {label}") for day, label in sorted(days.items())
        ]
        default = around.root_since if code == "founded" else around.period_start
        chosen = self.questions.ask(code, code, default.isoformat(), ("",), choices)
        recount(self.questions, code, count)
        return day_of(chosen) or default

    def _kind(self, body: Body) -> OrganisationKind:
        text = first(body.lines, lambda line: line.text(Word.KIND))
        known = meaning("kinds", text) if text else ""
        if text and not known:
            choices = [(one.value, one.label) for one in self._kinds()]
            suggestion = guessed_kind(body.name, self.around.has_branches)
            about = (text, sum(bool(line.text(Word.KIND)) for line in body.lines))
            known = self.questions.ask("kinds", f"kind:{text}", suggestion, about, choices)
            raise_rows(self.questions, "kinds", text)
        return OrganisationKind(known or guessed_kind(body.name, self.around.has_branches))

    def _kinds(self) -> tuple[OrganisationKind, ...]:
        kinds = OrganisationKind
        if self.around.has_branches:
            return (kinds.BRANCH, kinds.TEAM)
        return (kinds.SINGLE, kinds.JOINT, kinds.GROUP, kinds.BRANCH)

    def _count(self, body: Body, found: Details) -> None:
        for line in body.lines:
            numbers = [line.number_of(word) for word in COUNTS]
            if numbers[0] is None or numbers[1] is None:
                continue
            if None in numbers:
                if self.counts_members:
                    continue
                self.memberless += 1
                chosen = self.questions.ask("members", "members", LEAVE, ("",))
                recount(self.questions, "members", self.memberless)
                if chosen == LEAVE:
                    continue
                numbers = [*numbers[:2], *numbers[:2]]
            counted = tuple(number for number in numbers if number is not None)
            if not is_possible(counted):
                cells = (body.name, *counted, line.place)
                self.questions.ask("counts", f"counts:{body.stem}:{counted}", LEAVE, cells)
                continue
            found.numbers = counted
            found.counted_on = self._counted_on(line, found.since)
            return

    def _counted_on(self, line: Line, since: datetime.date) -> datetime.date:
        day = line.day(Word.COUNTED_ON)
        if day is None:
            self.uncounted += 1
            day = self.chosen_day("counted_on", self.uncounted)
        return max(min(day, self.around.today), since)

    def _form(self, body: Body, found: Details) -> None:
        lines = body.lines
        said = first(lines, lambda line: line.text(Word.FORM))
        found.chair = person(first(lines, lambda line: line.name(Word.CHAIR)))
        day = first_of(lines, lambda line: line.day(Word.FORMED_ON))
        found.form = self._form_of(said, bool(day or (found.chair and not said)), found.numbers)
        if not found.form:
            found.chair = ""
            return
        found.formed_on = max(day or found.since, found.since)
        if found.chair or first(lines, lambda line: line.text(Word.TERM)):
            found.term = self._term(lines, found.formed_on)
        if found.term is None:
            found.chair = ""

    def _form_of(self, said: str, is_there: bool, numbers: tuple[int, ...]) -> str:
        word = meaning("forms", said) if said else ("yes" if is_there else "no")
        if word in Form.values:
            return word
        if word == "no" or (not word and "委员" not in said):
            return ""
        if not word:
            return Form.COMMITTEE if "委员会" in said else Form.COMMISSIONER
        is_small = bool(numbers) and numbers[3] < self.around.committee_due_from
        return Form.COMMISSIONER if is_small else Form.COMMITTEE

    def _term(self, lines: Sequence[Line], formed_on: datetime.date) -> TermSaid | None:
        number = first_of(lines, lambda line: ordinal(line.text(Word.TERM)))
        since = first_of(lines, lambda line: line.day(Word.TERM_SINCE))
        until = first_of(lines, lambda line: line.day(Word.TERM_UNTIL))
        since = max(since or formed_on, formed_on)
        if until is None or until <= since:
            self.untermed += 1
            years = str(self.around.term_years)
            chosen = self.questions.ask("terms", "terms", years, ("",))
            recount(self.questions, "terms", self.untermed)
            if chosen == LEAVE:
                return None
            until = years_later(since, int(chosen))
        return TermSaid(number or 1, since, until)

    def officer_of(self, lines: Sequence[Line]) -> tuple[str, str]:
        """Who is given an account, and her mobile; the chair where no other officer is named."""
        name = person(first(lines, lambda line: line.name(Word.OFFICER)))
        name = name or person(first(lines, lambda line: line.name(Word.CHAIR)))
        if not name:
            return "", ""
        mobile = re.sub(r"\D", "", first(lines, lambda line: line.text(Word.MOBILE)))
        self.officers += 1
        chosen = self.questions.ask("accounts", "accounts", TAKE, ("",))
        recount(self.questions, "accounts", self.officers)
        return (name, mobile if is_mobile(mobile) else "") if chosen == TAKE else ("", "")


def day_of(text: str) -> datetime.date | None:
    """A day that was typed, if it is one that can be meant."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def recount(questions: Questions, code: str, count: int) -> None:
    """How many rows the one answer is for."""
    item = questions.groups[code].items[0]
    item.cells, item.rows = (str(count),), count


def raise_rows(questions: Questions, code: str, text: str) -> None:
    """One row more with this spelling."""
    for item in questions.groups[code].items:
        if item.cells and item.cells[0] == text:
            count = item.rows if len(item.cells) < 2 else int(item.cells[1])
            item.rows = count
            item.cells = (text, str(count + 1))


def first(lines: Sequence[Line], text: Callable[[Line], str]) -> str:
    """The first that says something."""
    return next(filter(None, map(text, lines)), "")


def first_of(lines: Sequence[Line], read: Callable[[Line], Value | None]) -> Value | None:
    """The first that can be read."""
    return next((value for line in lines if (value := read(line)) is not None), None)


def guessed_kind(name: str, has_branches: bool) -> str:
    """By its name."""
    if has_branches:
        return OrganisationKind.TEAM if name.endswith("小组") else OrganisationKind.BRANCH
    if "联合" in name:
        return OrganisationKind.JOINT
    return OrganisationKind.GROUP if "集团" in name else OrganisationKind.SINGLE


def is_possible(numbers: tuple[int, ...]) -> bool:
    """Parts within their wholes (rules §6.4)."""
    workers, women, members, women_members = numbers
    return (
        0 <= women_members <= members
        and women_members <= women <= workers <= MOST_PEOPLE
        and members <= MOST_PEOPLE
    )


def ordinal(text: str) -> int | None:
    """第三届 → 3."""
    found = TERM.fullmatch(tidy(text)) if text else None
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else chinese_number(found[1])


def chinese_number(text: str) -> int:
    """十二 → 12."""
    tens, ten, ones = text.rpartition("十")
    number = CHINESE.find(ones) if ones else 0
    return number + (10 * (CHINESE.find(tens) if tens else 1) if ten else 0)


def years_later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years on."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def person(text: str) -> str:
    """A name of a person; a remark is none."""
    return text if 2 <= len(text) <= 20 and not any(letter.isdigit() for letter in text) else ""


def is_mobile(text: Any) -> bool:
    """Whether it can be called."""
    try:
        validate_mobile(text)
    except ValidationError:
        return False
    return True
