"""Two records that may be one event: hers goes into the other's, or the two are told apart."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.declaration import Participants, Register
from halfsky.records.models import ToldApart
from halfsky.records.writing import organisation_of

LONGEST_REASON = 200


@dataclass(frozen=True)
class Pair:
    """Her record and the other's, of one register, as she saw them."""

    register: Register
    kept: Participants
    mine: Any
    other: Any

    def named(self, record: Any) -> str:
        """A record in a sentence: no more than a sensitive register allows."""
        title = getattr(record, self.kept.titled)
        day = getattr(record, self.register.on)
        holder = organisation_of(self.register, record)
        return f"{holder}“{title}”（{day}）"

    def merge(self, mine: int, other: int, reader: Reader) -> None:
        """Hers is withdrawn, who was hers takes part in the other's; versions as she saw them."""
        taken = self.participants()
        withdrawn = _("与{other}是同一件，已并入")
        joined = _("{mine}与这条是同一件，已并入这条")
        with transaction.atomic():
            writing.withdraw(
                self.register,
                self.mine,
                mine,
                reader,
                withdrawn.format(other=self.named(self.other))[:LONGEST_REASON],
            )
            writing.take_in(
                self.register,
                self.other,
                other,
                reader,
                joined.format(mine=self.named(self.mine))[:LONGEST_REASON],
                lambda record: self.save(record, taken),
            )

    def participants(self) -> dict[int, int | None]:
        """Her unit and those that took part in hers, each with the women who came."""
        holder = organisation_of(self.register, self.mine).pk
        heads = getattr(self.mine, self.kept.heads) if self.kept.heads else None
        rows = self.mine.participants.values_list("organisation_id", "women")
        return {**dict(rows), holder: heads}

    def save(self, record: Any, taken: dict[int, int | None]) -> None:
        """Add them to the other's; whoever is named there already stays as she is."""
        known = set(record.participants.values_list("organisation_id", flat=True))
        known.add(organisation_of(self.register, record).pk)
        for organisation, women in taken.items():
            if organisation not in known:
                record.participants.create(organisation_id=organisation, women=women)

    def tell_apart(self, reader: Reader) -> None:
        """Both stay as they are, and nobody is asked of them again."""
        first, second = sorted((self.mine.pk, self.other.pk))
        with transaction.atomic():
            ToldApart.objects.get_or_create(
                register=self.register.code,
                first=first,
                second=second,
                defaults={"told_by": reader.person},
            )
            write_down(reader, *(self.deed(*two) for two in self.both_ways))

    @property
    def both_ways(self) -> tuple[tuple[Any, Any], ...]:
        """Each of the two, with the other."""
        return (self.mine, self.other), (self.other, self.mine)

    def deed(self, record: Any, other: Any) -> Deed:
        """What the history of each of them says."""
        reason = _("与{other}不是同一件").format(other=self.named(other))
        organisation = organisation_of(self.register, record).pk
        return Deed(
            Action.STEPPED,
            self.register.code,
            str(record.pk),
            organisation,
            reason=reason[:LONGEST_REASON],
        )
