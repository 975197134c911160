"""先进操作法观摩: skilled women who watched a method named after a woman worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.org.kinds import Tier
from halfsky.records.declaration import Register, participants
from halfsky.records.models import DatedRecord, Participant


class MethodObservation(DatedRecord):
    """One demonstration on the spot and how many women were sent to it."""

    method = models.CharField(_("先进操作法名称"), max_length=120)
    named_after = models.CharField(_("命名女职工"), max_length=60, blank=True)
    women = models.PositiveIntegerField(_("观摩女职工人数"))

    class Meta(DatedRecord.Meta):
        verbose_name = _("先进操作法观摩")

    def __str__(self) -> str:
        return f"{self.method}（{self.women}人）"


class ObservationParticipant(Participant):
    """A unit that sent women to a demonstration."""

    record = models.ForeignKey(MethodObservation, models.CASCADE, related_name="participants")


method_observations = Register(
    code="method_observations",
    label=_("先进操作法观摩"),
    model=MethodObservation,
    rule="rules §3.14",
    columns=("date", "organisation", "method", "named_after", "women"),
    search=("method", "named_after", "organisation__name"),
    reported_by=(Tier.FEDERATION,),
    children=(participants(titled="method", heads="women"),),
)

method_observers = Sum(
    code="activities.method_observers",
    register=method_observations,
    label=_("观摩先进操作法的技术女职工"),
    unit="人",
    aliases=(
        "技术女职工观摩",
        "观摩先进操作法",
        "优秀技术女职工",
        "先进操作法",
    ),
    field="women",
    reference="期内各次观摩先进操作法现场会的女职工人数之和",
)
