"""The section as an app: leave it out of the settings and everything of it is gone."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class ActivitiesSection(Section):
    """活动与表彰."""

    default = True  # beside the imported base class
    name = "halfsky.registers.activities"
    label = "activities"
    verbose_name = _("活动与表彰")
