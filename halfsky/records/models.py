"""What every record has: one organisation, the day it counts on, who entered it."""

import datetime
import secrets
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import EncryptedField, person_key
from halfsky.org.identifiers import validate_identity
from halfsky.org.models import Entry, Organisation

# Models that live beside what they are for; Django finds them through this module.
from halfsky.records.assignments import Assignment as Assignment
from halfsky.records.attachments import Attachment as Attachment
from halfsky.records.drafts import Draft as Draft
from halfsky.records.exports.models import ExportRequest as ExportRequest
from halfsky.records.sheets.models import ImportBatch as ImportBatch
from halfsky.records.sheets.models import ImportedRow as ImportedRow
from halfsky.records.sheets.models import StagedRows as StagedRows
from halfsky.records.told_apart import ToldApart as ToldApart

UNKNOWN = "?"  # how the key of a person without a number begins


class Record(Entry):
    """Belongs to one organisation; the two kinds below add the day or the interval."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
        verbose_name=gettext_lazy("组织"),
    )

    class Meta:
        abstract = True


class DatedRecord(Record):
    """Something that happened on a day."""

    date = models.DateField(gettext_lazy("日期"))

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["date", "organisation"])]

    def clean(self) -> None:
        """Refuse a day on which the organisation was not there."""
        super().clean()
        if self.organisation_id is not None:  # its absence is said of the field itself
            refuse_outside_life(self.organisation, self.date, "date")


class StandingRecord(Record):
    """Something in force over an interval `[since, until)`; `since` is empty until it begins."""

    since = models.DateField(gettext_lazy("起"), null=True, blank=True)
    until = models.DateField(gettext_lazy("止"), null=True, blank=True)

    one_at_a_time: ClassVar[bool] = False  # an organisation has at most one in force on a day

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["since", "organisation"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_interval",
            )
        ]

    def clean(self) -> None:
        """Refuse an interval that begins when the organisation was not there."""
        super().clean()
        if self.organisation_id is not None:
            refuse_outside_life(self.organisation, self.since, "since")
            if self.one_at_a_time and self.since is not None:
                self._refuse_overlap(self.since)

    def _refuse_overlap(self, since: datetime.date) -> None:
        """Two in force on one day would count the organisation twice."""
        others = type(self)._default_manager.filter(
            organisation_id=self.organisation_id, withdrawn_at__isnull=True
        )
        overlapping = others.exclude(pk=self.pk).filter(Q(until__isnull=True) | Q(until__gt=since))
        if self.until is not None:
            overlapping = overlapping.filter(since__lt=self.until)
        other = overlapping.first()
        if other is not None:
            sentence = _("与{other}（{since}起）的时间重叠，请先填写它的截止日期。")
            raise ValidationError({"since": sentence.format(other=other, since=other.since)})


class Participant(models.Model):
    """A unit that took part in what another held for it too (docs/decisions/0027).

    The model below it adds `record`, the event, with `related_name="participants"`. No figure
    counts it: the event is one record, of the organisation that held it.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
        verbose_name=gettext_lazy("单位"),
    )
    women = models.PositiveIntegerField(gettext_lazy("女职工人数"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = gettext_lazy("参加单位")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "organisation"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def clean(self) -> None:
        """Refuse whoever held it, and a unit that was not there on the day."""
        super().clean()
        record: Any = getattr(self, "record", None)
        if record is None or self.organisation_id is None:
            return  # a row is judged again when its record is saved
        if record.organisation_id == self.organisation_id:
            sentence = _("{unit}是举办单位，不用再列为参加单位。")
            raise ValidationError({"organisation": sentence.format(unit=self.organisation)})
        refuse_outside_life(self.organisation, record.date, "organisation")


class NamedPerson(models.Model):
    """A person whom a rule asks to name; two records of her carry one key (decisions 14).

    Without an identity number a record has a key of its own, which begins with "?": a person not
    known to be another's match counts as one. A model names its constraint with `person_known`.
    """

    identity_number = EncryptedField(
        gettext_lazy("身份证号"), blank=True, validators=[validate_identity]
    )
    person_key = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the key; a bulk writer calls `with_person_key` itself."""
        super().save(*args, **with_person_key(self, kwargs))

    def clean(self) -> None:
        """Derive the key, so that what it must be unique for is checked too."""
        super().clean()
        with_person_key(self, {})


def with_person_key(person: NamedPerson, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Set the key that follows from the identity number, among the fields to be written."""
    if person.identity_number:
        person.person_key = person_key(person.identity_number)
    elif not person.person_key.startswith(UNKNOWN):  # none yet, or that of a number taken out
        person.person_key = f"{UNKNOWN}{secrets.token_hex(15)}"
    if kwargs.get("update_fields") is not None:
        kwargs["update_fields"] = {*kwargs["update_fields"], "person_key"}
    return kwargs


def person_known(name: str) -> models.CheckConstraint:
    """No empty key: all who have it would be counted as one person."""
    return models.CheckConstraint(condition=~Q(person_key=""), name=f"{name}_person_known")


def refuse_outside_life(organisation: Organisation, day: datetime.date | None, field: str) -> None:
    """A record lies within the life of its organisation, or it would be added up nowhere."""
    if day is None:
        return
    life = (organisation.since, organisation.until)
    if refusal := life_refusal(str(organisation), *life, day):
        raise ValidationError({field: refusal})


def life_refusal(
    organisation: str, since: datetime.date, until: datetime.date | None, day: datetime.date
) -> str | None:
    """Why a day lies outside the life of an organisation, if it does."""
    if day < since:
        sentence = _("{day} 早于{organisation}的成立日期 {limit}，请核对。")
        return sentence.format(day=day, organisation=organisation, limit=since)
    if until is not None and day >= until:
        sentence = _("{organisation}已于 {limit} 撤销，{day} 的记录请记到承接的组织。")
        return sentence.format(day=day, organisation=organisation, limit=until)
    return None


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg] # generic in stubs only
    """An amount in integer fen; given and shown in yuan (decisions 13)."""
