"""The text of a reminder, to be copied into a group chat: it names units, never persons."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from halfsky.figures.periods import Period

MOST_NAMED = 60


def reminder(
    town: str, label: str, period: Period, units: Sequence[str], deadline: datetime.date
) -> str:
    """Who is asked for what, until when, and what to answer where there is nothing."""
    if not units:
        return _("【{town}】{period}“{label}”已全部填报，谢谢各位。").format(
            town=town, period=period.label, label=label
        )
    head = _("【{town}】{period}“{label}”还有以下{count}家没有填报：").format(
        town=town, period=period.label, label=label, count=len(units)
    )
    listed = "、".join(units[:MOST_NAMED])
    if len(units) > MOST_NAMED:
        listed = _("{listed}等").format(listed=listed)
    tail = _(
        "请在{day}前用手机打开填报链接（或扫卡片上的二维码），四分钟可以填完；本期没有的，选“零报告”。"
    ).format(day=deadline)
    return f"{head}\n{listed}。\n{tail}"
