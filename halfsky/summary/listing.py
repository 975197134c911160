"""Records that stand in the text as sentences of their own, and their lines of the annex."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Model

from halfsky.figures.periods import Period
from halfsky.org.tree import Node
from halfsky.records.declaration import Register
from halfsky.summary import document
from halfsky.summary.document import AnnexRow, Run

# A narrative puts the number that needs a line of the annex in braces: 办班（目标{3期}）.
NUMBER = re.compile(r"\{([^{}]*)\}")
PLANNED = "计划"


@dataclass
class Listing:
    """Writes records as sentences; remembers what the annex has to say of their numbers."""

    rows: list[AnnexRow] = field(default_factory=list)
    facts: dict[str, document.Fact] = field(default_factory=dict)

    def sentences(
        self, register: Register, records: Iterable[Model], period: Period, organisation: Node
    ) -> list[tuple[Run, ...]]:
        """A sentence a record that has something to say."""
        if register.narrative is None:
            return []
        told = []
        for record in records:
            if sentence := register.narrative(record):
                told.append(tuple(self.runs(ended(sentence), register, record)))
        for row in self.rows:
            self.facts.setdefault(
                row.key, document.Fact(period.label, f"{organisation.name}（本级）")
            )
        return told

    def runs(self, sentence: str, register: Register, record: Model) -> Iterable[Run]:
        """The words of a sentence, its numbers linked to the annex."""
        for place, piece in enumerate(NUMBER.split(sentence)):
            if place % 2:
                yield Run(piece, self.row(piece, register, record).key)
            elif piece:
                yield Run(piece)

    def row(self, shown: str, register: Register, record: Model) -> AnnexRow:
        """A new line of the annex: one number of one record."""
        row = AnnexRow(
            key=f"{register.code}.{record.pk}.{len(self.rows) + 1}",
            number=0,  # comes after the figures
            label=f"{register.label}：{record}",
            shown=shown,
            value=None,
            unit="",
            semantics_label=PLANNED,
            definition=f"{register.label}登记的数，不与结果相加",
            records=1,
        )
        self.rows.append(row)
        return row

    def after(self, rows: tuple[AnnexRow, ...]) -> tuple[AnnexRow, ...]:
        """The annex: the figures, then the numbers of records."""
        first = len(rows) + 1
        own = (replace(row, number=number) for number, row in enumerate(self.rows, first))
        return (*rows, *own)


def ended(sentence: str) -> str:
    """With its full stop, whoever wrote it."""
    return sentence if sentence.endswith(("。", "！", "？", "；")) else f"{sentence}。"
