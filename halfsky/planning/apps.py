"""Planning as an app."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class PlanningSection(Section):
    """计划."""

    default = True  # beside the imported base class
    name = "halfsky.planning"
    label = "planning"
    verbose_name = _("工作计划")
