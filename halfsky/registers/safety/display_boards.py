"""安全教育展板: boards that show what accidents came from (SAF-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Sum
from halfsky.records.declaration import Register, participants
from halfsky.records.models import DatedRecord, Participant


class DisplayBoard(DatedRecord):
    """One exhibition and the number of its boards."""

    topic = models.CharField(_("主题"), max_length=120)
    boards = models.PositiveIntegerField(_("展板块数"))
    place = models.CharField(_("展出地点"), max_length=120, blank=True)

    class Meta(DatedRecord.Meta):
        verbose_name = _("安全教育展板")

    def __str__(self) -> str:
        return f"{self.topic}（{self.boards}块）"


class BoardParticipant(Participant):
    """A unit in which, or with which, the boards were shown."""

    record = models.ForeignKey(DisplayBoard, models.CASCADE, related_name="participants")


display_boards = Register(
    code="display_boards",
    label=_("安全教育展板"),
    model=DisplayBoard,
    rule="SAF-11",
    columns=("date", "organisation", "topic", "boards", "place"),
    search=("topic", "place", "organisation__name"),
    reported_by=(),  # no tier as a whole: only mines and works keep it
    children=(participants(titled="topic"),),
)

boards_shown = Sum(
    code="safety.display_boards",
    register=display_boards,
    label=_("安全教育图片展板"),
    unit="块",
    aliases=(
        "安全教育图片",
        "安全展板",
        "图片展板",
        "安全教育展板",
    ),
    field="boards",
    reference="期内展出的安全教育展板块数之和",
    rule="SAF-11",
)
