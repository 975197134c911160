"""女职工培训: training sessions, counted by heads (TRN-01)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count, Sum
from halfsky.org.kinds import Tier
from halfsky.records.declaration import Register, participants
from halfsky.records.models import DatedRecord, Participant


class Kind(models.TextChoices):
    """Training kinds (code list 3.7)."""

    TECHNICAL = "technical", _("技术技能")
    LAW = "law", _("法律法规")
    PSYCHOLOGY = "psychology", _("心理健康")
    SAFETY = "safety", _("安全")
    CADRE = "cadre", _("女工干部")
    CULTURE = "culture", _("文化素质")
    FINANCE = "finance", _("理财")
    HEALTH = "health", _("卫生保健")
    DIGITAL = "digital", _("数字技能")
    CHILDCARE_PARENTING = "childcare_parenting", _("家庭教育")
    ENTREPRENEURSHIP = "entrepreneurship", _("创业就业")


class Level(models.TextChoices):
    """The three levels of training."""

    CITY = "city", _("市级")
    TOWNSHIP = "township", _("镇级")
    ENTERPRISE = "enterprise", _("企业级")


class Training(DatedRecord):
    """One session (期): what it was about and how many women attended."""

    topic = models.CharField(_("主题"), max_length=120)
    kind = models.CharField(_("类别"), max_length=30, choices=Kind)
    level = models.CharField(_("层级"), max_length=20, choices=Level)
    hours = models.PositiveSmallIntegerField(_("学时"), default=4)
    women_attending = models.PositiveIntegerField(_("女职工人次"))

    class Meta(DatedRecord.Meta):
        verbose_name = _("女职工培训")

    def __str__(self) -> str:
        return f"{self.topic}（{self.women_attending}人次）"


class TrainingParticipant(Participant):
    """A unit whose women came to a training that another body held."""

    record = models.ForeignKey(Training, models.CASCADE, related_name="participants")


trainings = Register(
    code="trainings",
    label=_("女职工培训"),
    model=Training,
    rule="TRN-01",
    columns=("date", "organisation", "topic", "kind", "level", "women_attending"),
    filters=("kind", "level"),
    search=("topic", "organisation__name"),
    reported_by=(Tier.FEDERATION, Tier.MIDDLE),
    children=(participants(titled="topic", heads="women_attending"),),
)

training_sessions = Count(
    code="education.training_sessions",
    register=trainings,
    label=_("女职工培训期数"),
    unit="期",
    aliases=(
        "女职工各类培训",
        "举办培训",
        "培训班",
        "女职工培训",
        "女职工培训班",
        "各类培训",
    ),
    reference="期内举办的培训，一期计一次",
    rule="TRN-01",
)
training_sessions_skills = Count(
    code="education.training_sessions_skills",
    register=trainings,
    label=_("其中技术培训"),
    full_label=_("技术培训期数"),
    unit="期",
    aliases=(
        "技术培训",
        "技能培训",
        "技术技能培训",
        "技能培训班",
        "技术培训班",
    ),
    part_of="education.training_sessions",
    where=Q(kind=Kind.TECHNICAL),
    reference="期内举办的技术技能类培训",
    rule="TRN-01",
)
training_attendances = Sum(
    code="education.training_attendances",
    register=trainings,
    label=_("培训人次"),
    unit="人次",
    aliases=(
        "培训女职工",
        "培训了女职工",
        "参训女职工",
        "参加培训",
        "受训女职工",
        "培训妇女",
    ),
    field="women_attending",
    reference="各期参加培训的女职工人数之和",
    rule="INS-06 TRN-01",
)
