"""工作计划: what is to be done in a period, with a target where there is a number (PAI-03)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.figures.registry import figures
from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.records.declaration import Register
from halfsky.records.duty import Duty
from halfsky.records.models import DatedRecord
from halfsky.records.workflow import Transition, Workflow


class State(models.TextChoices):
    """How far an item is (code list 3.19)."""

    PLANNED = "planned", _("计划")
    DOING = "doing", _("进行中")
    LATE = "late", _("逾期")
    DONE = "done", _("完成")
    DROPPED = "dropped", _("取消")


class PlanItem(DatedRecord):
    """One item; it counts in the period that its first day lies in."""

    date = models.DateField(_("计划期起"))
    until = models.DateField(_("计划期止"))  # the day after the last
    measure = models.CharField(_("事项"), max_length=200)
    target_figure = models.CharField(_("指标"), max_length=60, blank=True)  # a figure's code
    target = models.PositiveIntegerField(_("目标数"), null=True, blank=True)
    owner = models.CharField(_("责任人"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.PLANNED)
    begun_on = models.DateField(_("开始日期"), null=True, blank=True)
    late_on = models.DateField(_("逾期日期"), null=True, blank=True)
    ended_on = models.DateField(_("了结日期"), null=True, blank=True)
    dropped_on = models.DateField(_("取消日期"), null=True, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("计划事项")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("date")), name="plan_item_interval"),
            models.CheckConstraint(
                condition=Q(target_figure="", target__isnull=True)
                | (~Q(target_figure="") & Q(target__isnull=False)),
                name="plan_item_target_with_figure",
            ),
        ]

    def __str__(self) -> str:
        return self.measure


def figures_offered() -> list[tuple[str, Label]]:
    """The figures that a target can be set for; a target is no rate and no plan."""
    return [
        (code, one.full_label or one.label)
        for code, one in figures().items()
        if one.unit != "%" and one.section != "planning"
    ]


VISITS = "rights.employers_visited"
FULL_WIDTH = str.maketrans("{}", "｛｝")  # only the target stands in braces


def in_words(item: PlanItem) -> str:
    """The item as the plan chapter prints it, its target in braces; dropped ones not at all.

    Visits to employers are a figure, which says their number in a sentence of its own.
    """
    if item.dropped_on or item.target_figure == VISITS:
        return ""
    measure = item.measure.rstrip("。").translate(FULL_WIDTH)
    if item.target is None:
        return measure
    figure = figures().get(item.target_figure)
    return f"{measure}（目标{{{item.target}{figure.unit if figure else ''}}}）"


OPEN = ("planned", "doing", "late")

workflow = Workflow(
    states=tuple(State.choices),
    road=("planned", "doing", "done"),
    transitions=(
        Transition("begin", _("开始"), ("planned",), "doing", "begun_on", rule="PAI-03"),
        Transition(
            "fall_behind", _("逾期"), ("planned", "doing"), "late", "late_on", rule="PAI-03"
        ),
        Transition("finish", _("完成"), OPEN, "done", "ended_on", rule="PAI-03"),
        Transition("drop", _("取消"), OPEN, "dropped", "dropped_on", rule="PAI-03"),
    ),
)

plan_items = Register(
    code="plan_items",
    label=_("计划事项"),
    model=PlanItem,
    rule="PAI-03",
    columns=("date", "until", "organisation", "measure", "target_figure", "target", "state"),
    filters=("state",),
    search=("measure", "owner"),
    workflow=workflow,
    reported_by=(Tier.FEDERATION,),
    looks_ahead=True,
    narrative=in_words,
    duties=(
        Duty(
            "plan_end",
            _("完成计划事项"),
            on="until",
            days=-1,  # the last day, not the one after
            open_while=Q(state__in=OPEN),
            rule="PAI-03",
        ),
    ),
    offers={"target_figure": figures_offered},
)

# A target is no result: figures of planning never enter another figure (decisions 22).
employers_to_visit = Sum(
    code="planning.employers_visited",
    register=plan_items,
    label=_("计划走访企业"),
    unit="家",
    aliases=(
        "拟走访企业",
        "将走访企业",
    ),
    where=Q(target_figure=VISITS, dropped_on__isnull=True),
    field="target",
    target_of=VISITS,
    reference="计划期内拟走访的企业数之和，取消的不计，不与结果相加",
    rule="PAI-03",
)
