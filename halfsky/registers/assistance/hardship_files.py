"""困难职工档案: one file a household, in the name of one worker (HAR-01, HAR-07 to HAR-09)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count
from halfsky.org.encryption import EncryptedField
from halfsky.org.kinds import Tier
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.duty import Duty
from halfsky.records.models import NamedPerson, StandingRecord, person_known
from halfsky.records.workflow import Condition, Transition, Workflow


class Category(models.TextChoices):
    """How hard the hardship is (code list 3.8, HAR-03)."""

    DEEP = "deep", _("深度困难")
    RELATIVE = "relative", _("相对困难")
    ACCIDENTAL = "accidental", _("意外致困")


class Cause(models.TextChoices):
    """The one main cause (code list 3.8)."""

    UNABLE = "1", _("无劳动能力")
    UNEMPLOYED = "2", _("有劳动能力而未就业")
    LAID_OFF = "3", _("下岗失业")
    UNINSURED = "4", _("未参加社会保险")
    BENEFITS_LACKING = "5", _("社保待遇落实不到位")
    ILLNESS = "6", _("患重特大疾病")
    DISASTER = "7", _("自然灾害")
    ACCIDENT = "8", _("意外事故")
    SCHOOLING = "9", _("子女上学")
    OTHER = "10", _("其他")


class State(models.TextChoices):
    """The stages of a file (code list 3.8)."""

    APPLIED = "applied", _("申请")
    CHECKING = "checking", _("核查")
    NOTICED = "noticed", _("公示")
    APPROVED = "approved", _("建档")
    SUSPENDED = "suspended", _("暂停")
    CLOSED_OUT = "closed_out", _("脱困撤档")
    CLOSED_OTHER = "closed_other", _("其他撤档")


class HardshipFile(NamedPerson, StandingRecord):
    """One household (户); open from approval until it is closed, suspended or not."""

    number = models.CharField(_("档案编号"), max_length=40, unique=True)
    holder = EncryptedField(_("姓名"))
    holder_is_woman = models.BooleanField(_("女职工"))
    category = models.CharField(_("困难类别"), max_length=20, choices=Category)
    cause = models.CharField(_("主要致困原因"), max_length=2, choices=Cause)
    household_size = models.PositiveSmallIntegerField(
        _("家庭人口"), default=1, validators=[MinValueValidator(1)]
    )
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.APPLIED)
    applied_on = models.DateField(_("申请日期"), null=True, blank=True)
    checked_on = models.DateField(_("核查日期"), null=True, blank=True)
    noticed_on = models.DateField(_("公示日期"), null=True, blank=True)
    suspended_on = models.DateField(_("暂停日期"), null=True, blank=True)
    resumed_on = models.DateField(_("恢复日期"), null=True, blank=True)

    class Meta(StandingRecord.Meta):
        verbose_name = _("困难职工档案")
        constraints = [
            *StandingRecord.Meta.constraints,
            person_known("hardship_file"),
            models.UniqueConstraint(
                fields=["person_key"],
                condition=Q(until__isnull=True, withdrawn_at__isnull=True),
                name="hardship_file_one_open",  # rules §6.18
            ),
        ]

    def __str__(self) -> str:
        return self.number


has_holder = Condition(
    _("请先填写申请人身份证号，先建档、后帮扶（HAR-07）"),
    lambda file: bool(file.identity_number),
)
PENDING = ("applied", "checking", "noticed")

workflow = Workflow(
    states=tuple(State.choices),
    road=("applied", "checking", "noticed", "approved", "closed_out"),
    transitions=(
        Transition("check", _("入户核查"), ("applied",), "checking", "checked_on", rule="HAR-07"),
        Transition("notice", _("公示"), ("checking",), "noticed", "noticed_on", rule="HAR-07"),
        Transition(
            "approve",
            _("批准建档"),
            ("noticed",),
            "approved",
            "since",
            conditions=(has_holder,),
            rule="HAR-07",
        ),
        # The whole stock is looked at once a year; the day of the last look is what is kept.
        Transition(
            "recheck",
            _("年度核查"),
            ("approved",),
            "approved",
            "checked_on",
            rule="HAR-08",
        ),
        Transition("suspend", _("暂停"), ("approved",), "suspended", "suspended_on", rule="HAR-08"),
        Transition("resume", _("恢复"), ("suspended",), "approved", "resumed_on", rule="HAR-08"),
        Transition(
            "close_out",
            _("脱困撤档"),
            ("approved", "suspended"),
            "closed_out",
            "until",
            rule="HAR-08",
        ),
        # Dead, moved away or not eligible; also an application that comes to nothing.
        Transition(
            "close_other",
            _("其他撤档"),
            (*PENDING, "approved", "suspended"),
            "closed_other",
            "until",
            rule="HAR-08",
        ),
    ),
)

hardship_files = Register(
    code="hardship_files",
    label=_("困难职工档案"),
    model=HardshipFile,
    rule="HAR-01 HAR-07 HAR-08 HAR-09",
    columns=("number", "organisation", "holder_is_woman", "category", "cause", "since", "until"),
    filters=("holder_is_woman", "category", "cause", "state"),
    search=("number",),
    confidential=Confidentiality.SENSITIVE,
    workflow=workflow,
    duties=(
        Duty(
            "file_recheck",
            _("困难职工档案年度核查"),
            on="checked_on",
            days=365,
            open_while=Q(state=State.APPROVED),
            notice=60,
            rule="HAR-08",
        ),
    ),
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
)

files_open = Count(
    code="assistance.hardship_files",
    register=hardship_files,
    label=_("在册困难职工档案"),
    unit="户",
    aliases=("在册困难职工", "困难职工建档", "建档困难职工"),
    semantics="as_of",
    reference="期末已批准、未撤档的困难职工档案，一户一档",
    rule="HAR-01 HAR-08",
)
