"""The audit trail's rows: append-only, each sealed over the one before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What was done."""

    ADDED = "added", _("新增")
    CHANGED = "changed", _("修改")
    WITHDRAWN = "withdrawn", _("撤回")
    RESTORED = "restored", _("恢复")
    STEPPED = "stepped", _("办理")
    STEPPED_BACK = "stepped_back", _("退回一步")
    ASSIGNED = "assigned", _("指派")
    UNASSIGNED = "unassigned", _("取消指派")
    ATTACHED = "attached", _("上传附件")
    DETACHED = "detached", _("撤下附件")
    READ = "read", _("查看")
    REVEALED = "revealed", _("显示全文")
    EXPORTED = "exported", _("导出")
    IMPORTED = "imported", _("导入")
    UNDONE = "undone", _("撤销导入")
    FOUNDED = "founded", _("成立")
    MOVED = "moved", _("变更隶属")
    MERGED = "merged", _("合并")
    DISSOLVED = "dissolved", _("撤销")
    SIGNED_IN = "signed_in", _("登录")
    SIGNED_OUT = "signed_out", _("退出")
    REFUSED = "refused", _("拒绝")
    ACCOUNT_CHANGED = "account_changed", _("账号变更")


class AuditEntry(models.Model):
    """One thing that somebody did or saw; never changed and never deleted."""

    sequence = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("操作人"),
    )  # none: the operator at the machine
    action = models.CharField(_("动作"), max_length=20, choices=Action)
    kind = models.CharField(_("对象"), max_length=60)  # a register's code, or a model's label
    key = models.CharField(_("编号"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        "org.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("组织"),
    )
    before = models.JSONField(_("之前"), null=True)  # the fields that changed; encrypted as stored
    after = models.JSONField(_("之后"), null=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    seal = models.CharField(max_length=64)  # over this row and the seal before it

    class Meta:
        verbose_name = _("审计记录")
        ordering = ("sequence",)
        indexes = [
            models.Index(fields=["kind", "key", "sequence"], name="audit_object"),
            models.Index(fields=["actor", "sequence"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.kind} {self.key}"


class AuditHead(models.Model):
    """The last link of the chain; locked while the next is made, so that links follow in order."""

    sequence = models.BigIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("审计链末端")

    def __str__(self) -> str:
        return f"{self.sequence}:{self.seal}"
