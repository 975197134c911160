"""The rows of a workbook by their columns: totals, titles and merged cells seen through."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import Raw, Refused, as_day, as_integer, is_empty, plain
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.columns import plain_heading
from halfsky.records.sheets.layouts import is_total
from halfsky.setup.layout import Layout, RawPage, content_of
from halfsky.setup.names import is_town, tidy, without_inner_space
from halfsky.setup.words import Word

# A column whose cells are merged holds its value in the first row of each run.
MOSTLY_EMPTY = 2
MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?)?年?", re.ASCII)
FILLED_DOWN = (Word.TOWN, Word.UNION, Word.UNION_CODE)


@dataclass(frozen=True)
class Line:
    """One row with something in it."""

    page: str
    number: int  # as the spreadsheet counts
    values: Mapping[str, Raw]
    content: str  # what its page is about

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return _("{page} 第{number}行").format(page=self.page, number=self.number)

    def raw(self, word: Word) -> Raw:
        """The cell as it came."""
        return self.values.get(word)

    def text(self, word: Word) -> str:
        """The cell as text."""
        raw = self.values.get(word)
        return tidy(text_of(raw)) if not is_empty(raw) else ""

    def name(self, word: Word) -> str:
        """The cell as a name."""
        return without_inner_space(self.text(word))

    def day(self, word: Word) -> datetime.date | None:
        """The cell as a day; of a month or year alone its first day."""
        raw = self.values.get(word)
        if is_empty(raw):
            return None
        try:
            return as_day(raw)
        except Refused:
            found = MONTH.fullmatch(plain(text_of(raw)))
        if not found or not 1900 <= int(found[1]) <= 2199:
            return None
        month = int(found[2] or 1)
        return datetime.date(int(found[1]), month, 1) if 1 <= month <= 12 else None

    def number_of(self, word: Word) -> int | None:
        """The cell as a whole number."""
        raw = self.values.get(word)
        try:
            return None if is_empty(raw) else as_integer(raw)
        except Refused:
            return None


@dataclass
class Sheet:
    """The rows of one page by their columns."""

    page: RawPage
    layout: Layout
    columns: Mapping[int, str]
    lines: list[Line] = field(default_factory=list)
    rows: list[tuple[int, Sequence[Raw]]] = field(default_factory=list)

    def read(self) -> "Sheet":
        """Every row of data, what was merged filled down."""
        content = content_of(set(self.columns.values()))
        self.rows = list(self._data())
        filled = {place for place, word in self.columns.items() if word in FILLED_DOWN}
        merged = {place for place in filled if self._is_merged(place)}
        above: dict[int, Raw] = {}
        heading = self.page.title if is_town(self.page.title) else ""
        for number, cells in self.rows:
            alone = single(cells)
            if alone and is_town(alone) and content != "towns":
                heading = alone
                continue
            values = {
                word: cells[place] for place, word in self.columns.items() if place < len(cells)
            }
            for place in merged:
                word = self.columns[place]
                if is_empty(values.get(word)):
                    values[word] = above.get(place)
                above[place] = values[word]
            if heading and is_empty(values.get(Word.TOWN)):
                values[Word.TOWN] = heading
            self.lines.append(Line(self.page.title, number, values, content))
        return self

    def _data(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        """Rows that are no total and no heading once more."""
        below = self.layout.below
        heading = tuple(map(plain_heading, self.layout.headings))
        first = next((place for place, text in enumerate(heading) if text), 0)
        start = self.page.cells[below - 1][first] if below else None
        for number, cells in zip(self.page.numbers[below:], self.page.cells[below:], strict=True):
            if is_total(cells) or not any(place < len(cells) for place in self.columns):
                continue
            if cells[first] == start and is_repeated(cells, heading):
                continue
            if any(not is_empty(cell) for cell in cells):
                yield number, cells

    def _is_merged(self, place: int) -> bool:
        cells = [row[place] if place < len(row) else None for _number, row in self.rows]
        return bool(cells) and sum(map(is_empty, cells)) * MOSTLY_EMPTY > len(cells)


def is_repeated(cells: Sequence[Raw], heading: Sequence[str]) -> bool:
    """Whether the heading stands here again, as it does on every printed page."""
    texts = (plain_heading(text_of(cell)) for cell in cells)
    return sum(a == b != "" for a, b in zip(texts, heading, strict=False)) > 1


def single(cells: Sequence[Raw]) -> str:
    """The only text of a row, as a heading over those that follow; else nothing."""
    filled = [cell for cell in cells if not is_empty(cell)]
    return tidy(filled[0]) if len(filled) == 1 and isinstance(filled[0], str) else ""
