"""What the machine outside keeps: sheets it was given, replies it cannot read, bundles."""

from typing import ClassVar

from django.db import models
from django.db.models import Manager


class OpenSheet(models.Model):
    """A sheet that a link opens, as the inner zone has sent it."""

    verifier = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=8)
    deadline = models.DateField()
    at = models.DateTimeField()  # when it was packed
    content = models.JSONField()

    objects: ClassVar[Manager["OpenSheet"]] = Manager()

    class Meta:
        app_label = "outside"

    def __str__(self) -> str:
        return self.number


class KeptReply(models.Model):
    """A reply with its receipt; sealed to the inner zone, and forgotten once that has it."""

    key = models.CharField(max_length=64, unique=True)
    sent = models.CharField(max_length=64)
    receipt = models.CharField(max_length=26, unique=True)
    verifier = models.CharField(max_length=64)
    at = models.DateTimeField()
    shown = models.JSONField()  # what the receipt page says: unit, period, counts
    sealed = models.BinaryField(null=True)
    bundle = models.PositiveIntegerField(null=True)

    objects: ClassVar[Manager["KeptReply"]] = Manager()

    class Meta:
        app_label = "outside"
        indexes = [models.Index(fields=["verifier", "at"], name="reply_of_sheet")]

    def __str__(self) -> str:
        return self.receipt


class Passage(models.Model):
    """A bundle that was made or taken in here; its own are kept until the other side has them."""

    zone = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    data = models.BinaryField(null=True)

    objects: ClassVar[Manager["Passage"]] = Manager()

    class Meta:
        app_label = "outside"
        constraints = [models.UniqueConstraint(fields=["zone", "number"], name="passage_once")]

    def __str__(self) -> str:
        return f"{self.zone} {self.number}"
