"""妇女病普查: who was screened, never with what result (HEA-01, HEA-05)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct
from halfsky.records.declaration import Child, Confidentiality, Register
from halfsky.records.duty import Duty
from halfsky.records.models import DatedRecord, NamedPerson, person_known


class Kind(models.TextChoices):
    """The general gynaecological round, and the round for the two cancers."""

    GYNAECOLOGICAL = "gynaecological", _("妇女病普查")
    TWO_CANCER = "two_cancer", _("两癌筛查")


COUNTED_TWICE = _("名册和参加人数只填一样，不然同一批人会计两次。")


class Screening(DatedRecord):
    """One round: with a roster, or with a head-count where no names were handed in."""

    kind = models.CharField(_("类别"), max_length=20, choices=Kind, default=Kind.GYNAECOLOGICAL)
    women = models.PositiveIntegerField(
        _("参加人数"), null=True, blank=True, help_text=_("没有名册时填写；有名册的留空。")
    )
    hospital = models.CharField(_("检查医院"), max_length=120, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("妇女病普查")

    def __str__(self) -> str:
        return f"{self.organisation}{self.get_kind_display()}（{self.date}）"

    def clean(self) -> None:
        """A head-count beside a roster would count the same women twice."""
        super().clean()
        if self.women and self.pk and self.roster.exists():
            raise ValidationError({"women": COUNTED_TWICE})


class ScreeningAttendance(NamedPerson):
    """That a woman came, once a round."""

    screening = models.ForeignKey(
        Screening, models.CASCADE, related_name="roster", verbose_name=_("妇女病普查")
    )

    class Meta:
        verbose_name = _("普查名册")
        constraints = [
            person_known("screening_attendance"),
            models.UniqueConstraint(
                fields=["screening", "person_key"], name="screening_attendance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening} · {self.pk}"

    def clean(self) -> None:
        """A roster beside a head-count would count the same women twice."""
        super().clean()
        if hasattr(self, "screening") and self.screening.women:
            raise ValidationError(COUNTED_TWICE)


def is_last_round() -> Q:
    """The interval counts from the last round of a kind."""
    later = Screening.objects.filter(
        organisation=OuterRef("organisation"),
        kind=OuterRef("kind"),
        date__gt=OuterRef("date"),
        withdrawn_at__isnull=True,
    )
    return ~Q(Exists(later))


screenings = Register(
    code="screenings",
    label=_("妇女病普查"),
    model=Screening,
    rule="HEA-01 HEA-02 HEA-05",
    columns=("date", "organisation", "kind", "hospital", "women"),
    filters=("kind",),
    search=("hospital", "organisation__name"),
    confidential=Confidentiality.SENSITIVE,
    duties=(
        Duty(
            "screening_next",
            _("组织下一次普查"),
            on="date",
            days=2 * 365,
            open_while=is_last_round,
            notice=60,
            rule="HEA-02 HEA-03",
        ),
    ),
    children=(Child("roster", _("普查名册"), ("identity_number",)),),
)

women_screened = Distinct(
    code="rights.women_screened",
    register=screenings,
    label=_("参加妇女病普查"),
    unit="人",
    aliases=(
        "妇女病普查",
        "妇女病检查",
        "妇科普查",
        "参加妇科检查",
        "妇科检查",
        "妇科病普查",
    ),
    where=Q(kind=Kind.GYNAECOLOGICAL),
    thing="roster__person_key",
    head_count="women",
    reference="期内参加妇女病普查的女职工，同一人只计一次；只报人数的轮次按人数计",
    rule="HEA-01 HEA-05",
)
