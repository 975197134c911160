"""职工人数: workers and members of a union; on them rests whether it needs a women's body."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count, Question
from halfsky.org.kinds import GRASSROOTS_KINDS
from halfsky.org.models import in_force
from halfsky.org.parameters import Parameter
from halfsky.records.declaration import Register
from halfsky.records.models import StandingRecord
from halfsky.registers.organising.unions import is_grassroots, unions

COMMITTEE = "committee"
COMMISSIONER = "commissioner"

committee_due_from: Parameter[int] = Parameter(
    "committee_due_from", _("应建女职工委员会的女会员数"), 10, "ORG-03"
)
commissioner_due_from: Parameter[int] = Parameter(
    "commissioner_due_from", _("应设女职工委员的女会员数"), 1, "ORG-03"
)
forms_counted: Parameter[list[str]] = Parameter(
    "forms_counted", _("计入已建的组织形式"), [COMMITTEE, COMMISSIONER], "ORG-08"
)


class HeadCount(StandingRecord):
    """Numbers in force until the next count closes them (decisions 10)."""

    one_at_a_time = True

    workers = models.PositiveIntegerField(_("职工"))
    women_workers = models.PositiveIntegerField(_("女职工"))
    members = models.PositiveIntegerField(_("会员"))
    women_members = models.PositiveIntegerField(_("女会员"))

    class Meta(StandingRecord.Meta):
        verbose_name = _("职工人数")
        constraints = [
            *StandingRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(women_members__lte=F("women_workers"))
                & Q(women_workers__lte=F("workers"))
                & Q(women_members__lte=F("members")),
                name="head_count_parts_within_wholes",  # rules §6.4
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True, withdrawn_at__isnull=True),
                name="head_count_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} 女会员{self.women_members}人（{self.since}）"


def due_threshold(question: Question) -> int:
    """The fewest women members from which a union should have a counted form."""
    thresholds = {COMMITTEE: committee_due_from, COMMISSIONER: commissioner_due_from}
    counted = question.parameters.value(forms_counted)
    return min(question.parameters.value(thresholds[form]) for form in counted)


def is_due(question: Question) -> Q:
    """In being on the period's last day, with as many women members as the rule asks for."""
    return (
        in_force(question.last_day)
        & in_force(question.last_day, "organisation__")
        & Q(organisation__kind__in=GRASSROOTS_KINDS)
        & Q(women_members__gte=due_threshold(question))
    )


def has_no_head_count(question: Question) -> Q:
    """Nobody has counted: unknown, which is neither due nor exempt."""
    counted = HeadCount.objects.filter(
        in_force(question.last_day), organisation=OuterRef("pk"), withdrawn_at__isnull=True
    )
    return is_grassroots & ~Q(Exists(counted))


head_counts = Register(
    code="head_counts",
    label=_("职工人数"),
    model=HeadCount,
    rule="ORG-03 ORG-07",
    columns=("organisation", "since", "workers", "women_workers", "members", "women_members"),
    search=("organisation__name", "organisation__code"),
)

unions_due = Count(
    code="organising.unions_due",
    register=head_counts,
    label=_("应建女职工组织的工会"),
    unit="家",
    aliases=(
        "应建女职工组织",
        "应建女职工委员会",
        "应建组织",
        "应建工会女职工组织",
        "应建女工委",
    ),
    part_of="organising.unions",
    semantics="as_of",
    where=is_due,
    reference="期末存续、女会员数达到应建标准的基层工会；没有人数登记的不计并另列",
    rule="ORG-03 ORG-07",
)
unions_due_new = Count(
    code="organising.unions_due_new",
    register=head_counts,
    label=_("新建工会中应建女职工组织的"),
    unit="家",
    aliases=("新建工会应建女职工组织",),
    part_of="organising.unions_new",
    on="organisation__since",
    where=is_due,
    reference="期内成立、期末应建女职工组织的基层工会",
    rule="ORG-05 ORG-07",
)
unions_unknown = Count(
    code="organising.unions_unknown",
    register=unions,
    label=_("没有人数登记的工会"),
    unit="家",
    aliases=("人数不明的工会",),
    part_of="organising.unions",
    semantics="as_of",
    where=has_no_head_count,
    reference="期末存续、还没有人数登记的基层工会；应建与否不明，既不计入应建也不算免建",
    rule="ORG-07",
)
