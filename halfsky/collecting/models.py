"""What is handed out and what came back: links, and replies with their receipts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.periods import Period
from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Entry, Organisation
from halfsky.org.once import Submission


class Asked(models.Model):
    """Who is asked for what, for which period."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("组织")
    )
    form = models.CharField(_("填报内容"), max_length=60, blank=True)  # empty: all it has to report
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The period it asks about."""
        return Period(self.since, self.until)


class Link(Asked, Entry):
    """A way in for one organisation, form and period, until a day; its token is kept nowhere."""

    number = models.CharField(_("链接编号"), max_length=8, unique=True)  # names it, opens nothing
    deadline = models.DateField(_("截止日期"))  # the last day on which it opens
    digest = models.CharField(max_length=64, unique=True)  # keyed, of the token
    seal = models.CharField(max_length=64)  # over the token and everything it is bound to
    verifier = models.CharField(max_length=64, blank=True)  # by which the collect zone knows it
    misses = models.PositiveSmallIntegerField(default=0)  # wrong last four digits

    class Meta:
        verbose_name = _("填报链接")
        indexes = [models.Index(fields=["organisation", "deadline"], name="link_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="link_period")
        ]

    def __str__(self) -> str:
        return self.number


class Reply(Asked):
    """What came in at one time, through a link or on behalf; the receipt reads it."""

    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="replies")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="+")
    person = models.ForeignKey(  # who reported on behalf
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(_("来源"), max_length=200)
    at = models.DateTimeField(_("时间"))
    lines = models.JSONField(default=list)  # [{"register", "did", "text"}], counts and no persons

    class Meta:
        verbose_name = _("填报")
        indexes = [models.Index(fields=["organisation", "since"], name="reply_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.at}"


class HeldReply(models.Model):
    """A reply from the collect zone that could not be written: it waits for the officer above."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("组织")
    )
    key = models.CharField(max_length=64, unique=True)
    receipt = models.CharField(_("回执号"), max_length=26, unique=True)
    at = models.DateTimeField(_("时间"))
    because = models.CharField(_("原因"), max_length=500)
    content = EncryptedField(is_long=True, blank=True)  # what was sent; emptied when settled
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_how = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("外网来件")
        indexes = [models.Index(fields=["organisation", "settled_at"], name="held_organisation")]

    def __str__(self) -> str:
        return self.receipt


class Crossing(models.Model):
    """A bundle that was made here or taken in here; each direction has its own numbers."""

    zone = models.CharField(max_length=10)  # that has made it
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()  # sheets or replies in it

    class Meta:
        verbose_name = _("传送包")
        constraints = [models.UniqueConstraint(fields=["zone", "number"], name="crossing_once")]

    def __str__(self) -> str:
        return f"{self.zone} {self.number}"


class Remark(models.Model):
    """A word on a record between the levels: sent back with a remark, and answered."""

    register = models.CharField(_("登记册"), max_length=60)
    record = models.BigIntegerField(_("记录"))
    organisation = models.ForeignKey(  # the record's, so that lists need not look into registers
        Organisation, models.PROTECT, related_name="+", verbose_name=_("组织")
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    text = models.CharField(_("内容"), max_length=500)
    asks = models.BooleanField(_("请修改或说明"))  # sent back; else an answer or a note
    settled_at = models.DateTimeField(null=True, blank=True)  # of one that asks

    class Meta:
        verbose_name = _("意见")
        indexes = [
            models.Index(fields=["register", "record"], name="remark_record"),
            models.Index(fields=["organisation", "settled_at"], name="remark_organisation"),
        ]

    def __str__(self) -> str:
        return self.text
