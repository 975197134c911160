"""致职工家属安全信: letters to the families of workers (SAF-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.records.declaration import Register
from halfsky.records.models import DatedRecord


class SafetyLetter(DatedRecord):
    """One mailing and how many letters went out."""

    title = models.CharField(_("信件标题"), max_length=120)
    letters = models.PositiveIntegerField(_("发放份数"))

    class Meta(DatedRecord.Meta):
        verbose_name = _("致职工家属安全信")

    def __str__(self) -> str:
        return f"{self.title}（{self.letters}份）"


safety_letters = Register(
    code="safety_letters",
    label=_("致职工家属安全信"),
    model=SafetyLetter,
    rule="SAF-11",
    columns=("date", "organisation", "title", "letters"),
    search=("title", "organisation__name"),
    reported_by=(),  # no tier as a whole: only mines and works keep it
)

letters_sent = Sum(
    code="safety.letters",
    register=safety_letters,
    label=_("致职工家属安全信"),
    unit="份",
    aliases=(
        "安全信",
        "致职工家属的一封信",
        "安全家书",
    ),
    field="letters",
    reference="期内发放的致职工家属安全信份数之和",
    rule="SAF-11",
)
