"""互助保障给付: women's claims from report to payment (INS-03 to INS-05)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct, Sum
from halfsky.org.encryption import EncryptedField
from halfsky.org.kinds import Tier
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.models import DatedRecord, MoneyField, NamedPerson, person_known
from halfsky.records.workflow import Condition, Transition, Workflow
from halfsky.registers.assistance.insurance_enrolments import PLAN_BEGAN, Product


class State(models.TextChoices):
    """The stages of a claim (code list 3.10)."""

    REPORTED = "reported", _("报案")
    MATERIALS = "materials", _("补材料")
    REVIEW = "review", _("审核")
    APPROVED = "approved", _("核准")
    PAID = "paid", _("给付")
    REFUSED = "refused", _("拒付")
    WITHDRAWN = "withdrawn", _("撤回")
    IN_WAITING_PERIOD = "in_waiting_period", _("等待期内不予给付")


class InsuranceClaim(NamedPerson, DatedRecord):
    """One claim of one woman; non-profit mutual aid, so it is given and not insured (INS-05)."""

    date = models.DateField(_("报案日期"))
    product = models.CharField(_("险种"), max_length=20, choices=Product)
    claimant = EncryptedField(_("姓名"), blank=True)
    diagnosed_on = models.DateField(_("确诊日期"), null=True, blank=True)
    amount = MoneyField(_("互助保障金"), default=0)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.REPORTED)
    materials_asked_on = models.DateField(_("要求补材料日期"), null=True, blank=True)
    reviewed_on = models.DateField(_("送审日期"), null=True, blank=True)
    approved_on = models.DateField(_("核准日期"), null=True, blank=True)
    paid_on = models.DateField(_("给付日期"), null=True, blank=True)
    ended_on = models.DateField(_("不予给付日期"), null=True, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("互助保障给付")
        constraints = [
            person_known("insurance_claim"),
            models.CheckConstraint(
                condition=Q(amount=0) | Q(amount__gt=0, approved_on__isnull=False),
                name="claim_amount_only_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True)
                | Q(approved_on__isnull=False, paid_on__gte=F("approved_on")),
                name="claim_paid_after_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_product_display()}（{self.date}）"


has_diagnosis = Condition(
    _("请先填写确诊日期（INS-03）"), lambda claim: claim.diagnosed_on is not None
)
has_amount = Condition(_("请先填写核准金额（INS-04）"), lambda claim: claim.amount > 0)
OPEN = ("reported", "materials", "review")

workflow = Workflow(
    states=tuple(State.choices),
    road=("reported", "review", "approved", "paid"),
    transitions=(
        Transition(
            "ask_materials",
            _("要求补材料"),
            ("reported", "review"),
            "materials",
            "materials_asked_on",
            rule="INS-03",
        ),
        Transition(
            "review",
            _("送审"),
            ("reported", "materials"),
            "review",
            "reviewed_on",
            conditions=(has_diagnosis,),
            rule="INS-03",
        ),
        Transition(
            "approve",
            _("核准"),
            ("review",),
            "approved",
            "approved_on",
            conditions=(has_amount,),
            rule="INS-04",
            asks=("amount",),
        ),
        Transition("pay", _("给付"), ("approved",), "paid", "paid_on", rule="INS-04"),
        Transition("refuse", _("拒付"), ("review",), "refused", "ended_on", rule="INS-04"),
        Transition("withdraw", _("申请人撤回"), OPEN, "withdrawn", "ended_on"),
        Transition(
            "find_waiting",
            _("认定在等待期内"),
            ("review",),
            "in_waiting_period",
            "ended_on",
            conditions=(has_diagnosis,),
            rule="INS-02",
        ),
    ),
)

insurance_claims = Register(
    code="insurance_claims",
    label=_("互助保障给付"),
    model=InsuranceClaim,
    rule="INS-03 INS-04 INS-05",
    columns=("date", "organisation", "product", "amount", "paid_on", "state"),
    filters=("product", "state"),
    search=("organisation__name", "organisation__code"),
    confidential=Confidentiality.SENSITIVE,
    workflow=workflow,
    reported_by=(Tier.FEDERATION,),
)

claimants_paid = Distinct(
    code="assistance.claimants_paid",
    register=insurance_claims,
    label=_("获赔女职工"),
    unit="人",
    aliases=(
        "女职工获赔",
        "获得给付的女职工",
        "患病女职工获赔",
        "获赔",
        "获得赔付",
    ),
    semantics="cumulative",
    on="paid_on",
    since=PLAN_BEGAN,
    thing="person_key",
    reference="自计划开办起累计得到给付的女职工，同一人只计一次，以给付日期为准",
    rule="INS-06",
)
claims_paid = Sum(
    code="assistance.claims_paid",
    register=insurance_claims,
    label=_("获赔互助保障金"),
    unit="元",
    aliases=(
        "互助保障金",
        "医疗互助保障金",
        "给付金额",
        "赔付金",
        "理赔金",
        "赔付金额",
    ),
    semantics="cumulative",
    on="paid_on",
    since=PLAN_BEGAN,
    field="amount",
    reference="自计划开办起累计给付的互助保障金，以给付日期为准",
    rule="INS-05",
)
