"""Organisations and their dated edges, employers, people and posts."""

import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.audit.models import AuditEntry as AuditEntry
from halfsky.org.audit.models import AuditHead as AuditHead
from halfsky.org.identifiers import validate_credit_code, validate_mobile
from halfsky.org.initials import LONGEST, InitialsField, PersonInitialsField
from halfsky.org.kinds import TIER_OF_KIND, OrganisationKind, Tier, UnitCategory
from halfsky.org.limits import Spending as Spending
from halfsky.org.once import Submission as Submission
from halfsky.org.roles import Role
from halfsky.org.signin.devices import Device as Device
from halfsky.org.signin.passkeys import Passkey as Passkey
from halfsky.org.signin.second_factor import RecoveryCode as RecoveryCode
from halfsky.org.signin.second_factor import SecondFactor as SecondFactor
from halfsky.org.signin.sessions import Session as Session
from halfsky.org.tasks.models import Task as Task


def in_force(on: datetime.date, prefix: str = "") -> Q:
    """Rows of an interval `[since, until)` in force on a day; `prefix` walks a relation."""
    since, until = f"{prefix}since", f"{prefix}until"
    return Q(**{f"{since}__lte": on}) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on})
    )


def ordered_interval(name: str) -> models.CheckConstraint:
    """An interval's end never lies before its beginning (decisions 9)."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name
    )


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        """An account with a hashed password; without one nobody can log in with it."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account; what she may see follows from her posts."""

    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    mobile = models.CharField(_("手机"), max_length=11, blank=True, validators=[validate_mobile])
    is_active = models.BooleanField(_("启用"), default=True)
    initials = PersonInitialsField(_("拼音首字母"), max_length=LONGEST, blank=True, editable=False)
    # A first password is handed out on paper: to be changed at once, and good until an instant.
    must_change_password = models.BooleanField(_("须改口令"), default=False)
    password_until = models.DateTimeField(_("初始口令有效期"), null=True, blank=True)
    password_changed_at = models.DateTimeField(_("口令更改时间"), null=True, blank=True)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("人员")

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """Who entered something and when; withdrawn with a reason, never silently deleted."""

    entered_at = models.DateTimeField(_("录入时间"), default=timezone.now)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_because = models.CharField(_("撤回原因"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    class Meta:
        abstract = True

    def refuse_withdrawal(self) -> None:
        """Raise `ValidationError` where something stands on it; a model says what."""


class Organisation(Entry):
    """A trade-union body: federation, town or bureau, grass-roots union or branch."""

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=30, choices=OrganisationKind)
    since = models.DateField(_("成立日期"))
    until = models.DateField(_("撤销日期"), null=True, blank=True)
    heir = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )
    approval_number = models.CharField(_("批准文号"), max_length=60, blank=True)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, blank=True, validators=[validate_credit_code]
    )
    initials = InitialsField(_("拼音首字母"), max_length=LONGEST, blank=True, editable=False)
    path = models.CharField(_("路径"), max_length=200, blank=True, db_index=True, editable=False)
    # Stands beside the tree, and nothing of it counts (docs/decisions/0028).
    is_practice = models.BooleanField(_("练习用"), default=False, editable=False)

    class Meta:
        verbose_name = _("组织")
        constraints = [
            ordered_interval("organisation_interval"),
            models.CheckConstraint(
                condition=Q(heir__isnull=True) | Q(until__isnull=False),
                name="organisation_heir_only_when_dissolved",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def refuse_withdrawal(self) -> None:
        """Those below a withdrawn organisation would be added up nowhere."""
        if self.child_edges.filter(organisation__withdrawn_at__isnull=True).exists():
            raise ValidationError(_("它有下级组织，不能撤回；请改用“撤销”或“合并”。"))

    @property
    def tier(self) -> Tier:
        """The tier of its kind."""
        return TIER_OF_KIND[OrganisationKind(self.kind)]


class FormerName(models.Model):
    """What an organisation was called until a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=120)
    until = models.DateField(_("止"))

    class Meta:
        verbose_name = _("曾用名")
        ordering = ("-until", "-pk")

    def __str__(self) -> str:
        return self.name


class Edge(models.Model):
    """To which parent an organisation belongs, from a day on and until a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="edges")
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="child_edges")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("隶属关系")
        indexes = [
            models.Index(fields=["organisation", "since"], name="edge_organisation_since"),
            models.Index(fields=["parent", "until"], name="edge_parent_until"),
        ]
        constraints = [
            ordered_interval("edge_interval"),
            models.CheckConstraint(
                condition=~Q(organisation=F("parent")), name="edge_not_to_itself"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="edge_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.parent_id}"


class Employer(models.Model):
    """An enterprise, institution or office whose workers the unions represent."""

    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, unique=True, validators=[validate_credit_code]
    )
    name = models.CharField(_("名称"), max_length=120)
    category = models.CharField(_("单位类别"), max_length=3, choices=UnitCategory)
    initials = InitialsField(_("拼音首字母"), max_length=LONGEST, blank=True, editable=False)

    class Meta:
        verbose_name = _("用人单位")

    def __str__(self) -> str:
        return self.name


class Coverage(Entry):
    """A union covers an employer from a day on (decisions 11); many to many."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="coverages", verbose_name=_("组织")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="coverages", verbose_name=_("用人单位")
    )
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("覆盖单位")
        indexes = [models.Index(fields=["organisation", "since"], name="coverage_org_since")]
        constraints = [
            ordered_interval("coverage_interval"),
            models.UniqueConstraint(
                fields=["organisation", "employer"],
                condition=Q(until__isnull=True, withdrawn_at__isnull=True),
                name="coverage_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.employer}"


class Post(models.Model):
    """An account's role at an organisation; it reaches that organisation's subtree."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(_("角色"), max_length=30, choices=Role)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位")
        constraints = [ordered_interval("post_interval")]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class ParameterValue(models.Model):
    """The value of a locality's parameter from a day on (domain rules §2.14)."""

    code = models.CharField(_("参数"), max_length=60)
    since = models.DateField(_("起"))
    value = models.JSONField(_("值"))
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("参数")
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="parameter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.since})"
