"""安全责任书: responsibility letters and mutual pledges signed (SAF-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.records.declaration import Register
from halfsky.records.models import DatedRecord


class Kind(models.TextChoices):
    """Of one person, or of persons who answer for each other (code list 3.17)."""

    PLEDGE = "pledge", _("安全责任书")
    MUTUAL = "mutual", _("互保联保书")


class Pledge(DatedRecord):
    """One signing and how many letters were signed at it."""

    kind = models.CharField(_("类别"), max_length=20, choices=Kind, default=Kind.PLEDGE)
    signed = models.PositiveIntegerField(_("签订份数"))
    parties = models.CharField(_("签订各方"), max_length=120, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("安全责任书")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.signed}份）"


pledges = Register(
    code="pledges",
    label=_("安全责任书"),
    model=Pledge,
    rule="SAF-11",
    columns=("date", "organisation", "kind", "signed", "parties"),
    filters=("kind",),
    search=("parties", "organisation__name"),
    reported_by=(),  # no tier as a whole: only mines and works keep it
)

pledges_signed = Sum(
    code="safety.pledges",
    register=pledges,
    label=_("安全责任书"),
    unit="份",
    aliases=(
        "签订安全责任书",
        "安全互保协议",
        "互保联保书",
        "安全公约",
        "安全互保书",
    ),
    field="signed",
    reference="期内签订的安全责任书和互保联保书份数之和",
    rule="SAF-11",
)
