"""Imports: a checked file, its rows until they are stored, and what each became."""

from collections import Counter

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Organisation, Person


class State(models.TextChoices):
    """How far an import is."""

    CHECKING = "checking", _("核对中")
    CHECKED = "checked", _("已核对")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
    GIVEN_UP = "given_up", _("已放弃")


class ImportBatch(models.Model):
    """One file for one register, checked as a whole and stored as a whole or not at all."""

    register = models.CharField(_("登记册"), max_length=60)
    file_name = models.CharField(_("文件名"), max_length=200)  # as it was called, text only
    digest = models.CharField(_("摘要"), max_length=64)  # SHA-256 of the file
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("组织")
    )  # within which it was read; none: everything
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("导入人")
    )
    made_at = models.DateTimeField(_("核对时间"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.CHECKING)
    layout = models.JSONField(default=dict)  # where the columns stand in the file
    new = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("修改"), default=0)
    unchanged = models.PositiveIntegerField(_("不变"), default=0)
    refused = models.PositiveIntegerField(_("有错"), default=0)
    conflicts = models.PositiveIntegerField(_("冲突"), default=0)
    seen = models.BigIntegerField(default=0)  # the last line of the audit trail when it was checked
    applied_at = models.DateTimeField(_("导入时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    file = models.CharField(max_length=40, blank=True)  # what she sent, until it is decided
    marked = models.CharField(max_length=40, blank=True)  # the same with its errors marked
    returned = EncryptedField(blank=True)  # of many files: what came of each, as JSON

    class Meta:
        verbose_name = _("导入批次")
        indexes = [
            models.Index(fields=["register", "digest"], name="import_batch_digest"),
            models.Index(fields=["made_by", "-id"], name="import_batch_made_by"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.file_name}"

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each verdict, in the order they are told."""
        return {
            "refused": self.refused,
            "conflict": self.conflicts,
            "changed": self.changed,
            "new": self.new,
            "unchanged": self.unchanged,
        }

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands against storing it."""
        beside = self.beside_counts
        return not (self.refused or self.conflicts or beside["refused"] or beside["conflict"])

    @property
    def writes(self) -> int:
        """How many records it would write, and rows beside them."""
        beside = self.beside_counts
        return self.new + self.changed + beside["new"] + beside["changed"]

    @property
    def beside(self) -> dict[str, dict[str, int]]:
        """How many rows of each further page there are of each verdict."""
        pages = self.layout.get("beside", {})
        return {relation: page["counts"] for relation, page in pages.items()}

    @property
    def beside_counts(self) -> Counter[str]:
        """The same of all further pages together."""
        return sum(map(Counter, self.beside.values()), Counter())


class StagedRows(models.Model):
    """Checked rows of a file, a chunk at a time; encrypted, for they may hold anything."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = EncryptedField()  # `staging.StagedRow`s as JSON
    counts = models.JSONField(default=dict)  # by verdict: a page is found without opening all

    class Meta:
        verbose_name = _("待导入的行")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="staged_rows_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class ImportedRow(models.Model):
    """Which record a row of a file became, so that it is not stored twice and can be undone."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=32, blank=True)  # keyed digest of what a new row said
    record = models.BigIntegerField()
    version = models.PositiveIntegerField()  # of the record once it was stored

    class Meta:
        verbose_name = _("已导入的行")
        indexes = [
            models.Index(fields=["key"], name="imported_row_key"),  # of one register only
            models.Index(fields=["record"], name="imported_row_record"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.row}"


class StagedChildren(models.Model):
    """Checked rows of a further page, a chunk at a time: what is kept with the records."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="child_chunks")
    relation = models.CharField(max_length=100)  # which kind of rows: `terms__seats`
    number = models.PositiveIntegerField()
    content = EncryptedField()  # `children.keeping.StagedChild`s as JSON
    counts = models.JSONField(default=dict)  # by verdict

    class Meta:
        verbose_name = _("待导入的附页行")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="staged_children_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.relation} {self.number}"


class ImportedChild(models.Model):
    """A row that an import added beside a record that was there, so that it can be taken away."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="children")
    relation = models.CharField(max_length=100)
    record = models.BigIntegerField()
    child = models.BigIntegerField()

    class Meta:
        verbose_name = _("已导入的附页行")

    def __str__(self) -> str:
        return f"{self.batch} {self.relation} {self.child}"
