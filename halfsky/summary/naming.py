"""What the composer calls committees, days and stretches of time."""

import datetime

from halfsky.figures.periods import ONE_DAY, Period

UNION_COMMITTEE = "工会委员会"


def committee_name(organisation: str) -> str:
    """Of 甲厂工会委员会 the 甲厂工会女职工委员会: no committee of a committee."""
    if organisation.endswith(UNION_COMMITTEE):
        organisation = organisation.removesuffix("委员会")
    return f"{organisation}女职工委员会"


def part_name(period: Period) -> str:
    """上半年, 第二季度, 6月; 全年; 期间 where it has no name."""
    return period.part_label or ("期间" if period.is_range else "全年")


def day_label(day: datetime.date) -> str:
    """6月底 or 6月15日."""
    is_end = (day + ONE_DAY).day == 1
    return f"{day.month}月底" if is_end else f"{day.month}月{day.day}日"


def preposition(comparison: str) -> str:
    """比 goes with more and less, 与 with as many: 比上年同期增长5%, 与上年同期持平."""
    return "与" if comparison.endswith("持平") else "比"
