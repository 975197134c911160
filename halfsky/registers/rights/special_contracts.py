"""女职工权益保护专项集体合同: from draft to force to end (CON-01 to CON-07, CON-14)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count, Question
from halfsky.org.models import Employer, in_force
from halfsky.records.declaration import Child, Register
from halfsky.records.duty import Duty
from halfsky.records.models import StandingRecord
from halfsky.records.workflow import Condition, Transition, Workflow


class Form(models.TextChoices):
    """Where the women's clauses stand (code list 3.12)."""

    STAND_ALONE = "stand_alone", _("单独")
    CHAPTER = "chapter", _("专章")
    ANNEX = "annex", _("附件")
    EMBEDDED = "embedded", _("综合文本列入")


class Scope(models.TextChoices):
    """Whose employers it binds (CON-14)."""

    ENTERPRISE = "enterprise", _("企业")
    REGIONAL = "regional", _("区域")
    SECTORAL = "sectoral", _("行业")


class Kind(models.TextChoices):
    """A first contract, or one that follows an earlier one."""

    FIRST = "first", _("首签")
    RENEWAL = "renewal", _("续签")
    AMENDED = "amended", _("变更")


class State(models.TextChoices):
    """The stages of CON-07; that a contract expires soon follows from its end and is no state."""

    DRAFT = "draft", _("起草")
    CONSULTING = "consulting", _("协商")
    PASSED = "passed", _("职代会通过")
    SIGNED = "signed", _("签字")
    FILED = "filed", _("已报送")
    RECEIVED = "received", _("人社部门已收")
    OBJECTED = "objected", _("人社部门有异议")
    EFFECTIVE = "effective", _("生效")
    EXPIRED = "expired", _("到期")
    RENEWED = "renewed", _("已续签")
    TERMINATED = "terminated", _("终止")


class SpecialContract(StandingRecord):
    """One contract (份); in force from its effective day until the day it ends."""

    title = models.CharField(_("合同名称"), max_length=120, blank=True)
    form = models.CharField(_("形式"), max_length=20, choices=Form)
    scope = models.CharField(_("范围"), max_length=20, choices=Scope, default=Scope.ENTERPRISE)
    kind = models.CharField(_("签订类别"), max_length=20, choices=Kind, default=Kind.FIRST)
    women_covered = models.PositiveIntegerField(_("覆盖女职工"), null=True, blank=True)
    voters = models.PositiveIntegerField(_("应到人数"), null=True, blank=True)
    voters_present = models.PositiveIntegerField(_("实到人数"), null=True, blank=True)
    votes_in_favour = models.PositiveIntegerField(_("赞成票"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.DRAFT)
    consulted_on = models.DateField(_("协商日期"), null=True, blank=True)
    passed_on = models.DateField(_("通过日期"), null=True, blank=True)
    signed_on = models.DateField(_("签字日期"), null=True, blank=True)
    filed_on = models.DateField(_("报送日期"), null=True, blank=True)
    received_on = models.DateField(_("收到日期"), null=True, blank=True)
    objected_on = models.DateField(_("异议日期"), null=True, blank=True)

    class Meta(StandingRecord.Meta):
        verbose_name = _("专项集体合同")
        constraints = [
            *StandingRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(votes_in_favour__lte=F("voters_present"))
                & Q(voters_present__lte=F("voters")),
                name="contract_votes_within_voters",  # rules §6.9
            ),
            models.CheckConstraint(
                condition=Q(passed_on__lte=F("signed_on"))
                & Q(signed_on__lte=F("filed_on"))
                & Q(received_on__lte=F("since")),
                name="contract_days_in_order",  # rules §6.9; an empty day compares with nothing
            ),
            models.CheckConstraint(
                condition=Q(filed_on__lte=F("received_on"))
                | Q(objected_on__isnull=False, received_on__lte=F("objected_on")),
                name="contract_received_after_filed",  # or filed again after an objection
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.organisation}{self.get_form_display()}合同"


class SpecialContractEmployer(models.Model):
    """An employer that a contract binds; regional and sectoral ones bind many (CON-14)."""

    contract = models.ForeignKey(
        SpecialContract,
        models.CASCADE,
        related_name="employers_covered",
        verbose_name=_("专项集体合同"),
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=_("用人单位")
    )

    class Meta:
        verbose_name = _("合同覆盖单位")
        constraints = [
            models.UniqueConstraint(fields=["contract", "employer"], name="contract_employer_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract} · {self.employer}"


def has_quorum(contract: SpecialContract) -> bool:
    """At least two thirds of all delegates, or of all workers, came."""
    voters = contract.voters or 0
    return voters > 0 and 3 * (contract.voters_present or 0) >= 2 * voters


def has_majority(contract: SpecialContract) -> bool:
    """More than half of all, not of those present: the stricter reading satisfies both."""
    voters = contract.voters or 0
    return voters > 0 and 2 * (contract.votes_in_favour or 0) > voters


quorum = Condition(_("实到人数不足应到人数的三分之二（CON-02）"), has_quorum)
majority = Condition(_("赞成票未超过应到人数的半数（CON-02）"), has_majority)
has_end = Condition(
    _("请先填写合同约定的终止日期，期限1至3年（CON-07）"), lambda contract: bool(contract.until)
)


def has_party(question: Question) -> Q:
    """The union is in being, or an heir that took over its contracts is (ORG-09, CON-13)."""
    in_being = in_force(question.last_day, "organisation__")
    return in_being | Q(organisation__in=question.living_on)


workflow = Workflow(
    states=tuple(State.choices),
    road=("draft", "consulting", "passed", "signed", "filed", "received", "effective", "expired"),
    transitions=(
        Transition(
            "consult", _("开始协商"), ("draft",), "consulting", "consulted_on", rule="CON-08"
        ),
        Transition(
            "pass",
            _("职代会通过"),
            ("consulting",),
            "passed",
            "passed_on",
            conditions=(quorum, majority),
            rule="CON-02",
        ),
        Transition("sign", _("双方签字"), ("passed",), "signed", "signed_on", rule="CON-03"),
        Transition("file", _("报送"), ("signed", "objected"), "filed", "filed_on", rule="CON-04"),
        Transition("receive", _("确认收到"), ("filed",), "received", "received_on", rule="CON-05"),
        Transition(
            "object", _("提出异议"), ("received",), "objected", "objected_on", rule="CON-05"
        ),
        Transition(
            "take_effect",
            _("生效"),
            ("received",),
            "effective",
            "since",
            conditions=(has_end,),
            rule="CON-05",
            asks=("until",),
        ),
        Transition("expire", _("到期"), ("effective",), "expired", "until", rule="CON-07"),
        Transition("renew", _("续签"), ("effective",), "renewed", "until", rule="CON-07"),
        Transition("terminate", _("终止"), ("effective",), "terminated", "until", rule="CON-07"),
    ),
)

special_contracts = Register(
    code="special_contracts",
    label=_("专项集体合同"),
    model=SpecialContract,
    rule="CON-01 CON-02 CON-05 CON-07",
    columns=("organisation", "title", "form", "scope", "kind", "since", "until", "state"),
    filters=("form", "scope", "kind", "state"),
    search=("title", "organisation__name"),
    workflow=workflow,
    duties=(
        Duty(
            "contract_filing",
            _("报送专项集体合同"),
            on="signed_on",
            days=10,
            open_while=Q(state=State.SIGNED),
            rule="CON-04",
        ),
        Duty(
            "contract_effect",
            _("登记专项集体合同生效"),
            on="received_on",
            days=15,
            open_while=Q(state=State.RECEIVED),
            rule="CON-05",
        ),
        Duty(
            "contract_renewal",
            _("续签专项集体合同"),
            on="until",
            open_while=Q(state=State.EFFECTIVE),
            notice=90,
            rule="CON-07",
        ),
    ),
    children=(Child("employers_covered", _("覆盖的用人单位"), ("employer",)),),
)

special_contracts_in_force = Count(
    code="rights.special_contracts",
    register=special_contracts,
    label=_("有效的女职工权益保护专项集体合同"),
    unit="份",
    aliases=(
        "女职工专项集体合同",
        "女职工权益保护专项集体合同",
        "专项集体合同",
        "签订专项合同",
        "签订此类合同",
        "专项合同",
    ),
    semantics="as_of",
    where=has_party,
    reference="期末已生效且未到期、未终止的合同，一份计一次，不按覆盖单位数；"
    "工会撤销的不计，并入他会的仍计",
    rule="CON-05 CON-14 ORG-09",
)
