"""The section as an app: leave it out of the settings and everything of it is gone."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class EducationSection(Section):
    """宣传培训."""

    default = True  # beside the imported base class
    name = "halfsky.registers.education"
    label = "education"
    verbose_name = _("宣传培训")
