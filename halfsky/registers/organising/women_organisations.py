"""女职工组织: women's committees and commissioners, terms and seats (COM-01 to COM-05)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count, Question, Ratio, known_entries
from halfsky.org.kinds import Tier
from halfsky.org.models import in_force, ordered_interval
from halfsky.records.declaration import Child, Register
from halfsky.records.duty import Duty
from halfsky.records.models import StandingRecord
from halfsky.registers.organising.head_counts import HeadCount, forms_counted, is_due


class Form(models.TextChoices):
    """A committee where women members are many, a commissioner where they are few (ORG-03)."""

    COMMITTEE = "committee", _("女职工委员会")
    COMMISSIONER = "commissioner", _("女职工委员")


class Formation(models.TextChoices):
    """How it came to be (code list 3.3)."""

    SYNCHRONOUS = "synchronous", _("同步组建")
    BORROWED = "borrowed", _("借力组建")
    COVERAGE = "coverage", _("覆盖组建")
    TRACKED = "tracked", _("跟踪组建")


class WomenOrganisation(StandingRecord):
    """The women's body of a union; in being from its founding until it is dissolved."""

    one_at_a_time = True

    form = models.CharField(_("形式"), max_length=20, choices=Form)
    formation = models.CharField(
        _("组建方式"), max_length=20, choices=Formation, default=Formation.SYNCHRONOUS
    )
    approval_number = models.CharField(_("批准文号"), max_length=60, blank=True)

    class Meta(StandingRecord.Meta):
        verbose_name = _("女职工组织")
        constraints = [
            *StandingRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True, withdrawn_at__isnull=True),
                name="women_organisation_one_in_being",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.get_form_display()}"


class Term(models.Model):
    """A term of office (届): 3 or 5 years, equal to the union's (COM-01)."""

    women_organisation = models.ForeignKey(
        WomenOrganisation, models.CASCADE, related_name="terms", verbose_name=_("女职工组织")
    )
    number = models.PositiveIntegerField(_("届次"))
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))  # the day it ends by rule; a late re-election shows

    class Meta:
        verbose_name = _("届")
        constraints = [
            ordered_interval("term_interval"),
            models.UniqueConstraint(
                fields=["women_organisation", "number"], name="term_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.women_organisation} 第{self.number}届"


class Role(models.TextChoices):
    """Committee roles (code list 3.6)."""

    CHAIR = "chair", _("主任")
    VICE_CHAIR = "vice_chair", _("副主任")
    STANDING = "standing", _("常委")
    MEMBER = "member", _("委员")
    COMMISSIONER = "commissioner", _("女职工委员")
    ADVISER = "adviser", _("顾问")


class Selection(models.TextChoices):
    """How a member came to her seat; a substitute serves out the term (COM-03, COM-05)."""

    ELECTED = "elected", _("选举")
    NOMINATED = "nominated", _("协商提名")
    SUBSTITUTED = "substituted", _("替补")
    CO_OPTED = "co_opted", _("增补")


class Seat(models.Model):
    """Who sits in a term, from when until when."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="seats")
    holder = models.CharField(_("姓名"), max_length=60)
    role = models.CharField(_("职务"), max_length=20, choices=Role)
    selection = models.CharField(_("产生方式"), max_length=20, choices=Selection)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("委员")
        constraints = [
            ordered_interval("seat_interval"),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(role="chair", until__isnull=True),
                name="seat_one_chair",  # COM-04
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}（{self.get_role_display()}）"


def is_built(question: Question) -> Q:
    """A counted form in being at a union that should have one, so built never exceeds due."""
    due = HeadCount.objects.filter(
        is_due(question), known_entries(question), organisation=OuterRef("organisation")
    )
    counted = Q(form__in=question.parameters.value(forms_counted))
    return in_force(question.last_day) & counted & Q(Exists(due))


def is_last_term() -> Q:
    """A term that another followed needs no election any more."""
    later = Term.objects.filter(
        women_organisation=OuterRef("pk"), until__gt=OuterRef("terms__until")
    )
    return Q(until__isnull=True) & ~Q(Exists(later))


women_organisations = Register(
    code="women_organisations",
    label=_("女职工组织"),
    model=WomenOrganisation,
    rule="ORG-03 ORG-05 COM-01",
    columns=("organisation", "form", "since", "until", "formation", "approval_number"),
    filters=("form", "formation"),
    search=("organisation__name", "organisation__code"),
    reported_by=(Tier.GRASSROOTS,),
    duties=(
        Duty(
            "term_end",
            _("女职工组织换届"),
            on="terms__until",
            open_while=is_last_term,
            notice=90,
            rule="COM-01",
        ),
    ),
    children=(
        Child("terms", _("届"), ("number", "since", "until")),
        Child(
            "terms__seats",
            _("委员"),
            ("holder", "role", "selection", "since", "until"),
            named_by="number",
        ),
    ),
)

women_organisations_new = Count(
    code="organising.women_organisations_new",
    register=women_organisations,
    label=_("新建工会中已建女职工组织"),
    unit="家",
    aliases=(
        "新建女职工组织",
        "新建工会女职工委员会",
        "新建女职工委员会",
        "新成立女职工委员会",
        "新组建女职工组织",
    ),
    part_of="organising.unions_new",
    on="organisation__since",
    where=is_built,
    reference="期内成立的应建工会中，期末已有女职工委员会或女职工委员的",
    rule="ORG-05",
)
formation_rate_new = Ratio(
    code="organising.formation_rate_new",
    label=_("新建工会女职工组织组建率"),
    unit="%",
    aliases=("占应建女职工组织",),
    numerator="organising.women_organisations_new",
    denominator="organising.unions_due_new",
    reference="新建工会中已建女职工组织 ÷ 其中应建的",
    rule="ORG-07",
)
women_organisations_in_being = Count(
    code="organising.women_organisations",
    register=women_organisations,
    label=_("已建女职工组织"),
    unit="家",
    aliases=(
        "女职工组织",
        "建立女职工组织",
        "女职工委员会",
        "已建立女职工组织",
        "已建女职工委员会",
        "建立女职工委员会",
        "建立工会女职工委员会",
        "已建女工委",
    ),
    part_of="organising.unions_due",
    semantics="as_of",
    where=is_built,
    reference="期末应建工会中已有女职工委员会或女职工委员的",
    rule="ORG-03 ORG-08",
)
formation_rate = Ratio(
    code="organising.formation_rate",
    label=_("女职工组织组建率"),
    unit="%",
    aliases=(
        "组建率",
        "女职工组织建会率",
        "建会率",
        "女职工委员会组建率",
    ),
    numerator="organising.women_organisations",
    denominator="organising.unions_due",
    reference="已建女职工组织 ÷ 应建女职工组织的工会",
    rule="ORG-07",
)
