"""The section as an app: leave it out of the settings and everything of it is gone."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class SafetySection(Section):
    """安全协管."""

    default = True  # beside the imported base class
    name = "halfsky.registers.safety"
    label = "safety"
    verbose_name = _("安全协管")
