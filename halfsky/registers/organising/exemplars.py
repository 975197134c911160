"""典型推荐: units recommended upward as exemplars of women workers' work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation
from halfsky.records.declaration import Register
from halfsky.records.models import DatedRecord


class Exemplar(DatedRecord):
    """A unit recommended to the level above."""

    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("典型单位")
    )
    recommended_to = models.CharField(_("推荐到"), max_length=120)
    merit = models.CharField(_("主要经验"), max_length=200, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("典型推荐")

    def __str__(self) -> str:
        return f"{self.unit} → {self.recommended_to}"


exemplars = Register(
    code="exemplars",
    label=_("典型推荐"),
    model=Exemplar,
    rule="rules §5.2",
    columns=("date", "organisation", "unit", "recommended_to"),
    search=("unit__name",),
    reported_by=(Tier.FEDERATION,),
)

exemplars_recommended = Count(
    code="organising.exemplars_recommended",
    register=exemplars,
    label=_("向上级推荐的典型单位"),
    unit="家",
    aliases=(
        "推荐典型",
        "典型推荐",
        "推荐先进典型",
        "作为典型推荐",
    ),
    reference="期内向上一级工会推荐的典型单位",
)
