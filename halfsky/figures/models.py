"""What stands beside the records: adjustments, and the answer "nothing to report"."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Entry, Organisation, Person


class AdjustmentKind(models.TextChoices):
    """A supplement adds to the records; a declared total stands instead of them."""

    SUPPLEMENT = "supplement", gettext_lazy("补充数")
    DECLARED = "declared", gettext_lazy("申报总数")


class SheetState(models.TextChoices):
    """How far a table of declared totals is."""

    CHECKED = "checked", gettext_lazy("待确认")
    DECLARED = "declared", gettext_lazy("待批准")
    APPROVED = "approved", gettext_lazy("已计入")
    UNDONE = "undone", gettext_lazy("已撤销")


class DeclaredSheet(models.Model):
    """What was typed, pasted or sent for many organisations at once: declared as a whole or not."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    section = models.CharField(gettext_lazy("篇章"), max_length=40)
    level = models.CharField(max_length=20)  # which organisations the grid listed
    since = models.DateField(gettext_lazy("起"))
    until = models.DateField(gettext_lazy("止"))
    way = models.CharField(max_length=200)  # typed, pasted, or the name of the workbook
    state = models.CharField(
        gettext_lazy("状态"), max_length=20, choices=SheetState, default=SheetState.CHECKED
    )
    content = EncryptedField()  # `sheets.typed.Checked` as JSON
    cells = models.PositiveIntegerField(gettext_lazy("格数"), default=0)
    refused = models.PositiveIntegerField(gettext_lazy("有错"), default=0)
    source = models.CharField(gettext_lazy("来源"), max_length=200, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("数据填报表")
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("declared_by")), name="sheet_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} · {self.organisation} · {self.since}"


class Adjustment(Entry):
    """A number that did not come from records, with its reason and source (decisions 20).

    `since` and `until` mean by the figure's time: the whole period of a flow; the interval in
    which a stock holds, open until replaced; for a cumulative figure `until` is the day after it
    was counted and `since` its start. Counts once a second person has approved it.
    """

    figure = models.CharField(gettext_lazy("指标"), max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adjustments")
    kind = models.CharField(gettext_lazy("方式"), max_length=12, choices=AdjustmentKind)
    since = models.DateField(gettext_lazy("起"))
    until = models.DateField(gettext_lazy("止"), null=True, blank=True)
    value = models.BigIntegerField(gettext_lazy("数值"))  # money in fen, like the figure's records
    reason = models.CharField(gettext_lazy("原因"), max_length=200)
    source = models.CharField(gettext_lazy("来源"), max_length=200)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sheet = models.ForeignKey(
        DeclaredSheet, models.PROTECT, null=True, blank=True, related_name="adjustments"
    )  # where it was declared together with others

    class Meta:
        verbose_name = gettext_lazy("调整")
        indexes = [models.Index(fields=["figure", "organisation"], name="adjustment_figure")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="adjustment_interval",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("entered_by")), name="adjustment_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} · {self.organisation} · {self.value}"

    def clean(self) -> None:
        """Refuse a figure that cannot be adjusted, and a flow without its period's end."""
        super().clean()
        # The registry needs every model loaded before it can be read.
        from halfsky.figures.declaration import Measure
        from halfsky.figures.registry import figures

        figure = figures().get(self.figure)
        if not isinstance(figure, Measure):
            raise ValidationError({"figure": _("比率不能直接调整，请调整它的分子或分母。")})
        if figure.semantics != "as_of" and self.until is None:
            raise ValidationError({"until": _("期内数和累计数的调整要写明截止日期。")})


class NothingToReport(Entry):
    """An organisation's answer that there was nothing to report in a period (零报告)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="nothing_to_report")
    register = models.CharField(gettext_lazy("登记册"), max_length=60, blank=True)  # empty: all
    since = models.DateField(gettext_lazy("起"))
    until = models.DateField(gettext_lazy("止"))

    class Meta:
        verbose_name = gettext_lazy("零报告")
        indexes = [models.Index(fields=["since", "until"], name="nothing_interval")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="nothing_to_report_interval"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.since}–{self.until}"


class TheirForm(Entry):
    """A form from above, sent in once: the empty workbook, and what each of its cells means.

    It is filled once a person has confirmed that.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(gettext_lazy("表样"), max_length=120)
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of the file
    content = models.BinaryField()  # the file, encrypted: a form used before may hold anything
    bindings = models.JSONField(default=list)  # `sheets.binding.Binding`s
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("上级报表")

    def __str__(self) -> str:
        return f"{self.name} · {self.organisation}"


class Pulse(models.Model):
    """Moves with every write to one table (halfsky/figures/pulses.py)."""

    name = models.CharField(primary_key=True, max_length=80)
    value = models.BigIntegerField()
    place = models.BigIntegerField(default=0)  # how often it has moved

    class Meta:
        verbose_name = gettext_lazy("变动标记")

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Movement(models.Model):
    """One of the last moves of a pulse: from which value to which, and whose rows were written."""

    name = models.CharField(max_length=80)
    slot = models.SmallIntegerField()  # the place, modulo as many as are remembered
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    organisations = models.CharField(max_length=400)  # keys with commas between; empty: not known

    class Meta:
        verbose_name = gettext_lazy("变动经过")
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="movement_slot")]

    def __str__(self) -> str:
        return f"{self.name} {self.before}–{self.after}"
