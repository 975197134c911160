"""链式帮带考核: demonstration unions and the unions paired with them (PAI-01, PAI-02)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation
from halfsky.records.declaration import Register
from halfsky.records.models import DatedRecord


class MentoringAssessment(DatedRecord):
    """A demonstration union and one of its paired unions were assessed on a day."""

    mentor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("示范单位")
    )
    mentee = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("被结对单位")
    )
    score = models.PositiveSmallIntegerField(
        _("得分"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    class Meta(DatedRecord.Meta):
        verbose_name = _("链式帮带考核")
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="mentor_is_not_mentee")
        ]

    def __str__(self) -> str:
        return f"{self.mentor} — {self.mentee}"


mentoring_assessments = Register(
    code="mentoring_assessments",
    label=_("链式帮带考核"),
    model=MentoringAssessment,
    rule="PAI-01 PAI-02; rules §6.23",
    columns=("date", "organisation", "mentor", "mentee", "score"),
    search=("mentor__name", "mentee__name"),
    reported_by=(Tier.FEDERATION,),
)

demonstration_units = Distinct(
    code="organising.demonstration_units",
    register=mentoring_assessments,
    label=_("链式帮带示范单位"),
    unit="家",
    aliases=(
        "基层工会示范单位",
        "示范单位",
    ),
    at="mentor",
    thing="mentor",
    reference="期内考核到的示范单位，同一单位只计一次",
    rule="PAI-01",
)
paired_units = Distinct(
    code="organising.paired_units",
    register=mentoring_assessments,
    label=_("链式帮带被结对单位"),
    unit="家",
    aliases=(
        "被结对单位",
        "结对单位",
        "被帮带单位",
        "被帮扶结对单位",
    ),
    at="mentee",
    thing="mentee",
    reference="期内考核到的被结对单位，同一单位只计一次",
    rule="PAI-01",
)
