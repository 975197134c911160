"""The sheet that a unit answers: for each register confirm, correct, add a count, or none."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.collecting.forms import (
    CountForm,
    TotalsForm,
    count_form,
    is_state,
    label_of,
    new_record,
    registers_of,
)
from halfsky.collecting.known import Known, known_of
from halfsky.collecting.models import Asked
from halfsky.org.models import Organisation
from halfsky.records.declaration import Register


class Did(models.TextChoices):
    """What is said of a register."""

    CONFIRMED = "confirmed", gettext_lazy("核对无误")
    ADDED = "added", gettext_lazy("补报一条")
    PROPOSED = "proposed", gettext_lazy("数字不对")
    NOTHING = "nothing", gettext_lazy("零报告")


REST = "rest"  # the tick that answers everything left open


@dataclass(frozen=True)
class Answer:
    """One line of the sheet as it was sent."""

    line: "SheetLine"
    did: Did


class SheetLine:
    """One register on the sheet."""

    def __init__(self, known: Known, sheet: "Sheet") -> None:
        self.known, self.sheet = known, sheet
        self.register = known.register
        self.name = f"{self.register.code}-do"
        data = sheet.data
        self.chosen = data.get(self.name, "") if data is not None else ""
        self.photo = sheet.files.get(f"{self.register.code}-photo")
        self.error = ""
        made = count_form(self.register)
        self.count: CountForm | None = None
        if made is not None:
            self.count = made(
                data,
                instance=new_record(self.register, sheet.organisation),
                prefix=self.register.code,
                period=sheet.period,
                today=sheet.today,
            )
        self.totals: TotalsForm | None = None
        if known.totals:
            prefix = f"{self.register.code}-total"
            self.totals = TotalsForm(data, prefix=prefix, totals=known.totals)

    @property
    def choices(self) -> list[tuple[str, str, str, bool]]:
        """Value, label, id and whether it is chosen, of what can be said here."""
        return [
            (one.value, self.label(one), f"{self.register.code}-{one.value}", one == self.chosen)
            for one in self.possible
        ]

    @property
    def possible(self) -> list[Did]:
        """What can be said: of nothing known, nothing is confirmed."""
        has_any = bool(self.known.records)
        ways = [(Did.CONFIRMED, has_any), (Did.NOTHING, not has_any and not self.known.is_nothing)]
        ways += [(Did.ADDED, self.count is not None), (Did.PROPOSED, self.totals is not None)]
        return [did for did, is_open in ways if is_open]

    def label(self, did: Did) -> str:
        """In her words."""
        if did is Did.ADDED and is_state(self.register):
            return _("有变化，填新的数")
        if did is Did.NOTHING:
            return _("本期没有（零报告）")
        return str(did.label)

    @property
    def form(self) -> CountForm | TotalsForm | None:
        """The fields that the choice needs."""
        needed = {Did.ADDED.value: self.count, Did.PROPOSED.value: self.totals}
        return needed.get(self.chosen)

    def answer(self) -> Answer | None:
        """What was said; nothing where she said nothing and did not tick the rest."""
        if self.chosen in [one.value for one in self.possible]:
            return Answer(self, Did(self.chosen))
        if self.sheet.is_rest_ticked:
            rest = (Did.CONFIRMED, Did.NOTHING)
            return next((Answer(self, did) for did in rest if did in self.possible), None)
        return None

    def is_valid(self) -> bool:
        """Whether what the choice needs is there; other fields are not looked at."""
        for form in (self.count, self.totals):
            if form is not None and form is not self.form:
                form.leave_unjudged()
        if self.chosen and self.chosen not in [one.value for one in self.possible]:
            self.error = _("这一项的情况刚刚变了，请看过现在的数字再选。")
            return False
        return self.form is None or self.form.is_valid()

    def refuse(self, error: ValidationError) -> None:
        """What only the act finds out is said at the fields that were typed."""
        if self.form is not None:
            self.form.add_error(None, error)
        else:
            self.error = " ".join(error.messages)


class Sheet:
    """All registers of a form, for one unit and period."""

    def __init__(
        self,
        asked: Asked,
        today: datetime.date,
        data: Mapping[str, str] | None = None,
        files: "Mapping[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        self.organisation: Organisation = asked.organisation
        self.form, self.period, self.today, self.data = asked.form, asked.period, today, data
        self.files = files or {}
        self.error = ""
        self.is_rest_ticked = bool(data and data.get(REST))
        # A correction is told by its difference from what is known; only then figures are needed.
        with_facts = data is None or any(
            value == Did.PROPOSED for name, value in data.items() if name.endswith("-do")
        )
        self._read(with_facts)

    def _read(self, with_facts: bool) -> None:
        asked: list[Register] = registers_of(self.form, self.organisation.tier)
        known = known_of(asked, self.organisation, self.period, with_facts)
        self.lines = [SheetLine(one, self) for one in known]

    @property
    def label(self) -> str:
        """What the form is called."""
        return label_of(self.form)

    @property
    def answers(self) -> list[Answer]:
        """Everything that was said."""
        return [answer for line in self.lines if (answer := line.answer())]

    def is_valid(self) -> bool:
        """Whether it can be written: every choice with its fields, and at least one choice."""
        judged = [line.is_valid() for line in self.lines]
        if all(judged) and not self.answers:
            self.error = _("请至少选一项，或勾选最下面的“其余各项”。")
        return all(judged) and not self.error

    def show_known(self) -> None:
        """Read the figures too, to show the sheet again."""
        kept = {line.register.code: line.error for line in self.lines}
        forms = {line.register.code: (line.count, line.totals) for line in self.lines}
        self._read(with_facts=True)
        for line in self.lines:
            line.error = kept.get(line.register.code, "")
            count, totals = forms.get(line.register.code, (None, None))
            line.count = count
            if totals is not None:
                line.totals = totals
            elif line.totals is not None:
                line.totals.leave_unjudged()
