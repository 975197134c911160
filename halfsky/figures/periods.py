"""Periods of reporting: `2022`, `2022H1`, `2022Q2`, `2022-06`, `2022-01-01..2022-03-15`."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

ONE_DAY = datetime.timedelta(days=1)
MONTHS = {"": 12, "H": 6, "Q": 3, "-": 1}
NAMED = re.compile(r"((?:19|20|21)\d\d)(?:(H)([12])|(Q)([1-4])|(-)(0[1-9]|1[0-2]))?")
HALVES = ("上半年", "下半年")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


class PeriodError(ValueError):
    """Text that names no period; the sentence shows what does."""


@dataclass(frozen=True)
class Period:
    """Days `[start, until)`; compared by its days, named as it was asked for."""

    start: datetime.date
    until: datetime.date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period a text names."""
        if match := NAMED.fullmatch(text):
            year, *rest = match.groups()
            letter, place = next(
                ((a, int(b)) for a, b in zip(rest[::2], rest[1::2], strict=True) if a), ("", 1)
            )
            return cls.of_months(int(year), MONTHS[letter], place, text)
        return cls._parse_range(text)

    @classmethod
    def _parse_range(cls, text: str) -> "Period":
        first, dots, last = text.partition("..")
        try:
            start, end = (datetime.date.fromisoformat(day) for day in (first, last))
            if not dots or end < start or not 1900 <= start.year <= end.year < 2200:
                raise ValueError
            return cls(start, end + ONE_DAY)
        except (ValueError, OverflowError):
            raise unknown_period(text) from None

    @classmethod
    def of_months(cls, year: int, months: int, place: int, text: str = "") -> "Period":
        """The `place`-th run of so many months of a year."""
        index = year * 12 + (place - 1) * months
        try:
            return cls(first_of_month(index), first_of_month(index + months))
        except ValueError:
            raise unknown_period(text or str(year)) from None

    @classmethod
    def half_year_of(cls, day: datetime.date) -> "Period":
        """The half-year in which a day lies."""
        return cls.of_months(day.year, 6, 1 if day.month <= 6 else 2)

    @property
    def last_day(self) -> datetime.date:
        """The day on which stocks are counted."""
        return self.until - ONE_DAY

    @property
    def months(self) -> int:
        """Whole months; 0 where it is no run of whole months."""
        if self.start.day != 1 or self.until.day != 1:
            return 0
        return month_index(self.until) - month_index(self.start)

    @property
    def name(self) -> str:
        """The text that names it."""
        letter = {12: "", 6: "H", 3: "Q", 1: "-"}.get(self.months)
        place, offset = divmod(self.start.month - 1, self.months or 1)
        if letter is None or offset:
            return f"{self.start}..{self.last_day}"
        if letter == "-":
            return f"{self.start:%Y-%m}"
        return f"{self.start.year}{letter}{place + 1 if letter else ''}"

    @property
    def is_range(self) -> bool:
        """Whether it has no name of its own, only a first and a last day."""
        return ".." in self.name

    @property
    def label(self) -> str:
        """As a reader says it: 2022年上半年."""
        if self.is_range:
            return f"{chinese_date(self.start)}至{chinese_date(self.last_day)}"
        return f"{self.start.year}年{self.part_label}"

    @property
    def part_label(self) -> str:
        """Which part of the year: 上半年, 第二季度, 6月; empty for a whole year or a range."""
        name = self.name
        if self.is_range:
            return ""
        if "H" in name:
            return HALVES[int(name[-1]) - 1]
        if "Q" in name:
            return QUARTERS[int(name[-1]) - 1]
        return f"{self.start.month}月" if "-" in name else ""

    def shifted(self, months: int) -> "Period":
        """The same stretch so many months on (back where negative)."""
        if self.months:
            return Period(
                first_of_month(month_index(self.start) + months),
                first_of_month(month_index(self.until) + months),
            )
        return Period(shift_day(self.start, months), shift_day(self.last_day, months) + ONE_DAY)

    @property
    def last_year(self) -> "Period":
        """The same period a year before."""
        return self.shifted(-12)

    @property
    def following(self) -> "Period":
        """The period of equal length that comes next."""
        if self.months:
            return self.shifted(self.months)
        return Period(self.until, self.until + (self.until - self.start))

    def contains(self, start: datetime.date, until: datetime.date) -> bool:
        """Whether a whole stretch lies within it."""
        return self.start <= start and until <= self.until

    def __str__(self) -> str:
        return self.name


def unknown_period(text: str) -> PeriodError:
    """The sentence for text that names no period."""
    return PeriodError(
        _(
            "不认识期间“{text}”，可写 2022（全年）、2022H1（上半年）、2022Q2（第二季度）、"
            "2022-06（6月）或 2022-01-01..2022-03-15。"
        ).format(text=text)
    )


def month_index(day: datetime.date) -> int:
    """Months counted from the year 0."""
    return day.year * 12 + day.month - 1


def first_of_month(index: int) -> datetime.date:
    """The first day of a month counted from the year 0."""
    return datetime.date(index // 12, index % 12 + 1, 1)


def shift_day(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or its last day where it has fewer."""
    index = month_index(day) + months
    last = (first_of_month(index + 1) - ONE_DAY).day
    return first_of_month(index).replace(day=min(day.day, last))


def chinese_date(day: datetime.date) -> str:
    """2022年6月30日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"
