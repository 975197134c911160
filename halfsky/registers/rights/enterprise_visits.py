"""走访企业: visits to employers, counted by different employers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct
from halfsky.org.kinds import Tier
from halfsky.org.models import Employer
from halfsky.records.declaration import Register
from halfsky.records.models import DatedRecord


class Purpose(models.TextChoices):
    """What a visit is for (code list 3.16)."""

    MORALE = "morale", _("思想稳定调查")
    SURVEY = "survey", _("问卷调查")
    INSPECTION = "inspection", _("专项合同、劳动保护检查")
    CONDOLENCE = "condolence", _("慰问")
    GUIDANCE = "guidance", _("组建指导")
    PAIRING = "pairing", _("帮带")
    COMPLAINT = "complaint", _("调处")
    ASSESSMENT = "assessment", _("考核")
    HEAT = "heat", _("高温慰问")
    TRAINING = "training", _("送教")


class EnterpriseVisit(DatedRecord):
    """A body of the union called on an employer."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=_("走访单位")
    )
    purpose = models.CharField(_("目的"), max_length=20, choices=Purpose)
    findings = models.TextField(_("情况与诉求"), blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("走访企业")

    def __str__(self) -> str:
        return f"{self.employer}（{self.get_purpose_display()}）"


enterprise_visits = Register(
    code="enterprise_visits",
    label=_("走访企业"),
    model=EnterpriseVisit,
    rule="rules §5.2",
    columns=("date", "organisation", "employer", "purpose"),
    filters=("purpose",),
    search=("employer__name", "employer__credit_code", "organisation__name"),
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
)

employers_visited = Distinct(
    code="rights.employers_visited",
    register=enterprise_visits,
    label=_("走访企业"),
    unit="家",
    aliases=(
        "走访单位",
        "走访了企业",
        "共走访企业",
        "走访…企业",
        "走访用人单位",
        "走访…单位",
    ),
    thing="employer",
    reference="期内走访到的用人单位，同一单位只计一次",
)
