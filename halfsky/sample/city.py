"""Makes the sample city in an empty database, in one transaction."""

from collections.abc import Callable

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from halfsky.org.labels import Label
from halfsky.sample.activities import make_activities
from halfsky.sample.assistance import make_assistance
from halfsky.sample.context import City
from halfsky.sample.education import make_education
from halfsky.sample.organising import make_organising
from halfsky.sample.people import make_people
from halfsky.sample.planning import make_planning
from halfsky.sample.rights import make_rights
from halfsky.sample.safety import make_safety
from halfsky.sample.tree import make_tree
from halfsky.sample.zero_reports import make_zero_reports

STEPS: tuple[tuple[Label, Callable[[City], None]], ...] = (
    (_("组织、隶属关系和覆盖企业"), make_tree),
    (_("组织建设"), make_organising),
    (_("教育培训"), make_education),
    (_("权益维护"), make_rights),
    (_("帮扶"), make_assistance),
    (_("活动"), make_activities),
    (_("安全协管"), make_safety),
    (_("工作计划"), make_planning),
    (_("零报告"), make_zero_reports),
    (_("人员和岗位"), make_people),
)


def make_city(scale: int = 1, progress: Callable[[str], None] | None = None) -> None:
    """Fill an empty database; `scale` adds so many less one layers of older history."""
    city = City(scale=scale)
    with transaction.atomic():
        for label, make in STEPS:
            if progress:
                progress(gettext("示例城市：{step}").format(step=label))
            make(city)
        tell_the_planner()


def tell_the_planner() -> None:
    """PostgreSQL plans by what it last saw of a table; a plan for an empty one takes minutes.

    Its own rounds would see the city a minute later, and inside a transaction never.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
