"""投诉: cases from acceptance to result, reached by assignment only (CMP-01 to CMP-08)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count, Ratio, Sum
from halfsky.org.encryption import EncryptedField
from halfsky.org.kinds import Tier
from halfsky.org.models import Employer
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.duty import Duty
from halfsky.records.models import DatedRecord, MoneyField
from halfsky.records.workflow import Condition, Transition, Workflow


class Channel(models.TextChoices):
    """How it came in (code list 3.11)."""

    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    PHONE = "phone", _("电话")
    WEB = "web", _("网络")
    TRANSFER = "transfer", _("上级转办")
    INSPECTION = "inspection", _("主动发现")
    HOTLINE = "hotline", _("矿区热线")


class Category(models.TextChoices):
    """What it is about (code list 3.11)."""

    WAGE = "wage", _("劳动报酬")
    HOURS = "hours", _("工时休假")
    CONTRACT = "contract", _("劳动合同解除、终止")
    INSURANCE = "insurance", _("社会保险")
    INJURY = "injury", _("工伤")
    PREGNANCY = "pregnancy", _("三期权益")
    PROHIBITED_WORK = "prohibited_work", _("禁忌劳动")
    DISCRIMINATION = "discrimination", _("就业性别歧视")
    EQUAL_PAY = "equal_pay", _("同工同酬")
    HARASSMENT = "harassment", _("性骚扰")
    VIOLENCE = "violence", _("家庭暴力")
    HEALTH = "health", _("职业健康、普查")
    WELFARE = "welfare", _("福利")
    PROMOTION = "promotion", _("晋升")
    UNION_RIGHTS = "union_rights", _("工会组织权利")
    FAMILY = "family", _("婚姻家庭")
    SAFETY = "safety", _("安全")
    OTHER = "other", _("其他")


class Outcome(models.TextChoices):
    """How it ended (code list 3.11)."""

    PENDING = "pending", _("办理中")
    MEDIATED = "mediated", _("调解成功")
    AGREEMENT = "agreement", _("达成协议")
    WITHDRAWN = "withdrawn", _("撤回")
    REFERRED = "referred", _("转办")
    ARBITRATION = "arbitration", _("引导仲裁")
    LITIGATION = "litigation", _("支持诉讼")
    INSPECTION = "inspection", _("转劳动监察")
    NOT_SUPPORTED = "not_supported", _("不予支持")


class State(models.TextChoices):
    """Where a case stands."""

    ACCEPTED = "accepted", _("已受理")
    HANDLING = "handling", _("办理中")
    EXTENDED = "extended", _("延期办理")
    CLOSED = "closed", _("已办结")
    REVIEWING = "reviewing", _("复查中")
    REVIEWED = "reviewed", _("复查终结")
    WITHDRAWN = "withdrawn", _("已撤回")
    REFERRED = "referred", _("已转办")


class Complaint(DatedRecord):
    """One case (件), a woman worker's or another's; both are needed for the share."""

    date = models.DateField(_("受理日期"))
    number = models.CharField(_("受理编号"), max_length=40, unique=True)
    is_woman_worker = models.BooleanField(_("女职工投诉"))
    channel = models.CharField(_("渠道"), max_length=20, choices=Channel)
    category = models.CharField(_("类别"), max_length=20, choices=Category)
    respondent = models.ForeignKey(
        Employer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("被投诉单位"),
    )
    complainant = EncryptedField(_("投诉人"), blank=True)
    summary = EncryptedField(_("事由"), blank=True, is_long=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.ACCEPTED)
    outcome = models.CharField(_("结果"), max_length=20, choices=Outcome, default=Outcome.PENDING)
    recovered = MoneyField(_("追回损失"), default=0)
    notified_on = models.DateField(_("告知日期"), null=True, blank=True)
    extended_on = models.DateField(_("延期日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    referred_on = models.DateField(_("转办日期"), null=True, blank=True)
    review_asked_on = models.DateField(_("申请复查日期"), null=True, blank=True)
    reviewed_on = models.DateField(_("复查答复日期"), null=True, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("投诉")
        constraints = [
            models.CheckConstraint(
                condition=Q(recovered=0) | Q(recovered__gt=0, closed_on__isnull=False),
                name="complaint_money_only_when_closed",  # rules §6.14
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("date")),
                name="complaint_closed_after_accepted",  # rules §6.15
            ),
        ]

    def __str__(self) -> str:
        return self.number


has_outcome = Condition(
    _("请先填写办理结果"), lambda complaint: complaint.outcome != Outcome.PENDING
)
OPEN = ("accepted", "handling", "extended")

workflow = Workflow(
    states=tuple(State.choices),
    road=("accepted", "handling", "closed"),
    transitions=(
        Transition("notify", _("告知"), ("accepted",), "handling", "notified_on", rule="CMP-01"),
        Transition("extend", _("延期"), ("handling",), "extended", "extended_on", rule="CMP-03"),
        Transition(
            "close",
            _("办结"),
            ("handling", "extended"),
            "closed",
            "closed_on",
            conditions=(has_outcome,),
            rule="CMP-03 CMP-08",
            asks=("outcome", "recovered"),
        ),
        Transition("withdraw", _("投诉人撤回"), OPEN, "withdrawn", "withdrawn_on"),
        Transition("refer", _("转办"), OPEN, "referred", "referred_on", rule="CMP-02 CMP-07"),
        Transition(
            "ask_review", _("申请复查"), ("closed",), "reviewing", "review_asked_on", rule="CMP-04"
        ),
        Transition(
            "review", _("答复复查"), ("reviewing",), "reviewed", "reviewed_on", rule="CMP-04"
        ),
    ),
)

complaints = Register(
    code="complaints",
    label=_("投诉"),
    model=Complaint,
    rule="CMP-01 CMP-03 CMP-05 CMP-06",
    columns=("date", "number", "organisation", "is_woman_worker", "channel", "category", "state"),
    filters=("is_woman_worker", "channel", "category", "state", "outcome"),
    search=("number",),
    confidential=Confidentiality.SEALED,
    accused="respondent",
    duties=(
        Duty(
            "complaint_notice",
            _("告知投诉人是否受理"),
            on="date",
            days=15,
            open_while=Q(state=State.ACCEPTED),
            rule="CMP-01",
        ),
        Duty(
            "complaint_decision",
            _("办结投诉"),
            on="date",
            days=60,
            open_while=Q(state__in=(State.ACCEPTED, State.HANDLING)),
            rule="CMP-03",
        ),
        Duty(
            "complaint_extended",
            _("办结延期的投诉"),
            on="date",
            days=90,
            open_while=Q(state=State.EXTENDED),
            rule="CMP-03",
        ),
        Duty(
            "complaint_review",
            _("答复复查申请"),
            on="review_asked_on",
            days=30,
            open_while=Q(state=State.REVIEWING),
            rule="CMP-04",
        ),
    ),
    workflow=workflow,
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
)

complaints_of_women = Count(
    code="rights.complaints",
    register=complaints,
    label=_("受理女职工投诉"),
    unit="件",
    aliases=(
        "女职工投诉案件",
        "女职工投诉",
        "女职工信访",
        "受理女职工来信来访",
        "女职工来信来访",
    ),
    part_of="rights.complaints_all",
    where=Q(is_woman_worker=True),
    reference="期内受理的女职工投诉，以受理日期为准",
    rule="CMP-01",
)
complaints_of_all = Count(
    code="rights.complaints_all",
    register=complaints,
    label=_("受理全部投诉"),
    unit="件",
    aliases=(
        "总投诉案件",
        "全部投诉案件",
        "投诉总数",
        "全部投诉",
        "投诉案件总数",
        "受理投诉总数",
    ),
    reference="期内受理的全部投诉，女职工的和其他的",
    rule="CMP-01",
)
complaints_share = Ratio(
    code="rights.complaints_share",
    label=_("女职工投诉占全部投诉"),
    unit="%",
    aliases=(
        "占总投诉案件",
        "占全部投诉",
        "占投诉总数",
    ),
    numerator="rights.complaints",
    denominator="rights.complaints_all",
    decimals=1,
    reference="受理女职工投诉 ÷ 受理全部投诉",
    rule="rules §6.14",
)
money_recovered = Sum(
    code="rights.money_recovered",
    register=complaints,
    label=_("追回损失"),
    unit="元",
    aliases=(
        "挽回损失",
        "挽回经济损失",
        "追讨工资",
        "追回经济损失",
        "追回工资",
    ),
    on="closed_on",
    where=Q(is_woman_worker=True),
    field="recovered",
    reference="期内办结的女职工投诉追回的金额，以办结日期为准",
    rule="rules §6.14",
)
complaints_closed = Count(
    code="rights.complaints_closed",
    register=complaints,
    label=_("办结女职工投诉"),
    unit="件",
    aliases=("办结投诉", "结案", "调处投诉"),
    on="closed_on",
    where=Q(is_woman_worker=True),
    reference="期内办结的女职工投诉，可含上期受理的",
    rule="CMP-03",
)
