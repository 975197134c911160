"""The section as an app: leave it out of the settings and everything of it is gone."""

from django.utils.translation import gettext_lazy as _

from halfsky.records.section import Section


class OrganisingSection(Section):
    """组织建设."""

    default = True  # beside the imported base class
    name = "halfsky.registers.organising"
    label = "organising"
    verbose_name = _("组织建设")
    organisation_panels = ("halfsky.registers.organising.panels.terms_panel",)
