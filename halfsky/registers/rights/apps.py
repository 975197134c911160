"""The section as an app: leave it out of the settings and everything of it is gone."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class RightsSection(Section):
    """维权."""

    default = True  # beside the imported base class
    name = "halfsky.registers.rights"
    label = "rights"
    verbose_name = _("维权")
