"""调查问卷: forms sent out, and the employers they went to (rules §6.13)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct, Sum
from halfsky.org.kinds import Tier
from halfsky.org.models import Employer
from halfsky.records.declaration import Child, Register
from halfsky.records.models import DatedRecord


class Questionnaire(DatedRecord):
    """One survey; how many forms went out and how many came back."""

    title = models.CharField(_("问卷名称"), max_length=120)
    issued = models.PositiveIntegerField(_("发放份数"))
    returned = models.PositiveIntegerField(_("收回份数"), null=True, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("问卷调查")
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("issued")),
                name="questionnaire_returned_le_issued",  # rules §6.13
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.issued}份）"


class SurveyedEmployer(models.Model):
    """An employer whose workers were asked."""

    questionnaire = models.ForeignKey(
        Questionnaire,
        models.CASCADE,
        related_name="employers_surveyed",
        verbose_name=_("问卷调查"),
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=_("用人单位")
    )

    class Meta:
        verbose_name = _("问卷涉及企业")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "employer"], name="surveyed_employer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} · {self.employer}"


questionnaires = Register(
    code="questionnaires",
    label=_("问卷调查"),
    model=Questionnaire,
    rule="rules §5.2; rules §6.13",
    columns=("date", "organisation", "title", "issued", "returned"),
    search=("title", "organisation__name"),
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
    children=(Child("employers_surveyed", _("涉及的用人单位"), ("employer",)),),
)

questionnaires_issued = Sum(
    code="rights.questionnaires_issued",
    register=questionnaires,
    label=_("发放调查问卷"),
    unit="份",
    aliases=(
        "发放问卷",
        "调查问卷",
        "抽样问卷",
        "问卷",
    ),
    field="issued",
    reference="期内发放的问卷份数之和",
)
employers_surveyed = Distinct(
    code="rights.employers_surveyed",
    register=questionnaires,
    label=_("问卷涉及企业"),
    unit="家",
    aliases=(
        "涉及企业",
        "问卷涉及单位",
        "调查企业",
    ),
    thing="employers_surveyed__employer",
    reference="期内问卷涉及的用人单位，同一单位只计一次；可多于走访企业",
)
