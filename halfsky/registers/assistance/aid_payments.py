"""帮扶慰问: money and goods given, each against a file where there has to be one (AID-02)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct, Ratio, Sum
from halfsky.org.kinds import Tier
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.models import DatedRecord, MoneyField
from halfsky.registers.assistance.hardship_files import HardshipFile


class Kind(models.TextChoices):
    """Kinds of aid (code list 3.9)."""

    LIVING = "living", _("生活救助")
    MEDICAL = "medical", _("医疗救助")
    STUDENT = "student", _("助学救助（金秋助学）")
    WARMTH = "warmth", _("送温暖慰问")
    COOLNESS = "coolness", _("高温慰问（送清凉）")
    EMERGENCY = "emergency", _("应急帮扶")
    SKILL = "skill", _("技能帮扶")
    JOB = "job", _("就业创业帮扶")
    LEGAL = "legal", _("法律援助")
    FESTIVAL = "festival", _("三八、六一慰问")
    DISASTER = "disaster", _("灾害救助")
    PSYCHOLOGICAL = "psychological", _("心理关怀")
    GIFT = "gift", _("物品")


class FundSource(models.TextChoices):
    """Where the money comes from (code list 3.9)."""

    FISCAL = "fiscal", _("财政专项")
    HIGHER_UNION = "higher_union", _("上级工会")
    OWN = "own", _("本级工会经费")
    DONATION = "donation", _("社会捐助")
    EMPLOYER = "employer", _("行政拨付")
    OTHER = "other", _("其他")


CONDOLENCE_KINDS = (Kind.WARMTH, Kind.FESTIVAL, Kind.COOLNESS)
# Front-line and newly stricken workers are helped without a file (AID-02).
KINDS_WITHOUT_FILE = (Kind.COOLNESS, Kind.EMERGENCY, Kind.DISASTER)

is_condolence = Q(kind__in=CONDOLENCE_KINDS)


class AidPayment(DatedRecord):
    """One payment to a household, or to a number of persons where no file is asked for."""

    file = models.ForeignKey(
        HardshipFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("困难职工档案"),
    )
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    fund_source = models.CharField(_("资金来源"), max_length=20, choices=FundSource)
    amount = MoneyField(_("金额"), default=0, validators=[MinValueValidator(0)])
    persons = models.PositiveIntegerField(_("受助人数"), default=1)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("帮扶慰问")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(kind__in=KINDS_WITHOUT_FILE),
                name="aid_payment_has_file",  # AID-02
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="aid_payment_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file or self.organisation}（{self.date}）"


aid_payments = Register(
    code="aid_payments",
    label=_("帮扶慰问"),
    model=AidPayment,
    rule="AID-01 AID-02 AID-08",
    columns=("date", "organisation", "file", "kind", "fund_source", "amount", "persons"),
    filters=("kind", "fund_source"),
    search=("file__number", "organisation__name"),
    confidential=Confidentiality.SENSITIVE,
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
)

workers_visited = Distinct(
    code="assistance.workers_visited",
    register=aid_payments,
    label=_("慰问困难职工"),
    unit="户",
    aliases=(
        "走访慰问困难职工",
        "慰问困难职工家庭",
        "慰问困难户",
        "慰问…困难职工",
        "走访困难职工",
        "慰问困难家庭",
    ),
    where=is_condolence,
    thing="file",
    reference="期内送温暖、三八六一和高温慰问到的困难职工，一户只计一次，应急帮扶不计",
    rule="AID-08",
)
condolence_paid = Sum(
    code="assistance.condolence_paid",
    register=aid_payments,
    label=_("发放慰问金"),
    unit="元",
    aliases=(
        "慰问金",
        "发放慰问款",
        "送上慰问金",
        "慰问款",
    ),
    where=is_condolence,
    field="amount",
    reference="期内送温暖、三八六一和高温慰问发放的金额，应急帮扶的不计",
)
women_visited = Distinct(
    code="assistance.women_visited",
    register=aid_payments,
    label=_("其中女职工"),
    full_label=_("慰问困难女职工"),
    unit="户",
    aliases=(
        "慰问困难女职工",
        "其中困难女职工",
        "走访慰问困难女职工",
        "困难女职工",
    ),
    part_of="assistance.workers_visited",
    where=is_condolence & Q(file__holder_is_woman=True),
    thing="file",
    reference="慰问到的困难职工中档案户主为女职工的，一户只计一次",
    rule="HAR-11 AID-08",
)
women_visited_share = Ratio(
    code="assistance.women_visited_share",
    label=_("女职工占比"),
    full_label=_("困难女职工占比"),
    unit="%",
    aliases=("女职工所占比例",),
    numerator="assistance.women_visited",
    denominator="assistance.workers_visited",
    reference="其中女职工户数 ÷ 慰问困难职工户数",
    rule="AID-08",
)
emergency_recipients = Sum(
    code="assistance.emergency_recipients",
    register=aid_payments,
    label=_("应急慰问困难女职工及家属"),
    unit="人",
    aliases=(
        "应急帮扶",
        "慰问困难女职工及家属",
        "应急救助",
        "应急慰问",
    ),
    where=Q(kind=Kind.EMERGENCY),
    field="persons",
    reference="期内应急帮扶的人数之和，不在慰问户数内",
    rule="AID-02",
)
