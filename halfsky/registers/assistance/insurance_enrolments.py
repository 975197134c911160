"""互助保障参保: enrolments by the union, a roster a year (INS-01, INS-06)."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.records.declaration import Register
from halfsky.records.duty import Duty
from halfsky.records.models import DatedRecord, MoneyField

# The day the plans began here: cumulative figures start on it, and it is stated with them.
PLAN_BEGAN = datetime.date(2021, 1, 1)


class Product(models.TextChoices):
    """Mutual-aid plans (code list 3.10), the local ones by what they cover."""

    ANKANG = "ankang", _("女职工安康互助保障")
    CRITICAL_ILLNESS = "critical_illness", _("特种重病医疗互助保障")
    HOSPITAL = "hospital", _("住院医疗互助保障")
    NATIONAL_WOMEN = "cn_women", _("全国在职女职工特殊疾病互助保障")
    NATIONAL_CRITICAL = "cn_critical", _("全国重大疾病互助保障")
    NATIONAL_ACCIDENT = "cn_accident", _("全国意外伤害互助保障")
    OTHER = "other", _("其他")


class InsuranceEnrolment(DatedRecord):
    """The women of one union who joined a plan together."""

    product = models.CharField(_("险种"), max_length=20, choices=Product)
    persons = models.PositiveIntegerField(_("参保女职工人次"))
    shares = models.PositiveSmallIntegerField(
        _("每人份数"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    fee = MoneyField(_("保费"), default=0, validators=[MinValueValidator(0)])
    cover_since = models.DateField(_("保障起"), null=True, blank=True)
    cover_until = models.DateField(_("保障止"), null=True, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("互助保障参保")
        constraints = [
            models.CheckConstraint(
                condition=Q(cover_until__isnull=True) | Q(cover_until__gte=F("cover_since")),
                name="enrolment_cover_interval",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_product_display()}（{self.persons}人次）"


def is_last_cover() -> Q:
    """New cover begins the day after the old one ends, without a new waiting period."""
    later = InsuranceEnrolment.objects.filter(
        organisation=OuterRef("organisation"),
        product=OuterRef("product"),
        cover_until__gt=OuterRef("cover_until"),
        withdrawn_at__isnull=True,
    )
    return ~Q(Exists(later))


insurance_enrolments = Register(
    code="insurance_enrolments",
    label=_("互助保障参保"),
    model=InsuranceEnrolment,
    rule="INS-01 INS-02 INS-06",
    columns=("date", "organisation", "product", "persons", "shares", "fee", "cover_until"),
    filters=("product",),
    search=("organisation__name", "organisation__code"),
    duties=(
        Duty(
            "enrolment_renewal",
            _("续办互助保障"),
            on="cover_until",
            open_while=is_last_cover,
            notice=60,
            rule="INS-02",
        ),
    ),
)

ankang_enrolments = Sum(
    code="assistance.ankang_enrolments",
    register=insurance_enrolments,
    label=_("女职工安康互助保障参保"),
    unit="人次",
    aliases=(
        "女职工安康互助保障",
        "安康互助保障",
        "安康参保",
        "安康互助",
        "女职工安康保险",
    ),
    semantics="cumulative",
    since=PLAN_BEGAN,
    where=Q(product=Product.ANKANG),
    field="persons",
    reference="自计划开办起累计的参保人次，续保再计",
    rule="INS-06",
)
critical_illness_enrolments = Sum(
    code="assistance.critical_illness_enrolments",
    register=insurance_enrolments,
    label=_("女职工特种重病互助保障参保"),
    unit="人次",
    aliases=(
        "特种重病医疗互助保障",
        "职工特种重病医疗互助保障",
        "特种重病参保",
        "特种重病互助保障",
        "特种重病",
        "重病医疗互助保障",
    ),
    semantics="cumulative",
    since=PLAN_BEGAN,
    where=Q(product=Product.CRITICAL_ILLNESS),
    field="persons",
    reference="自计划开办起累计的女职工参保人次，续保再计",
    rule="INS-06",
)
