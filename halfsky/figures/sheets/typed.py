"""What somebody typed, pasted or sent for a grid, judged cell by cell; nothing is stored here."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from halfsky.figures.facts import MONEY
from halfsky.figures.sheets.declarable import Declarable
from halfsky.figures.sheets.grid import Grid, text_of
from halfsky.org.tree import Node
from halfsky.records.sheets.cells import Raw, Refused, as_fen, as_integer, as_text

# Nothing is said by an empty cell, nor by what our own tables print for silence.
SILENT = frozenset(("", "—", "-", "–", "/", "未报"))
LARGEST = 10**14  # fen: a million million yuan
LONGEST_TEXT = 40


@dataclass
class TypedCell:
    """One typed cell: its text, the number read from it, or why it cannot be taken."""

    organisation: int
    figure: str
    text: str
    value: int | None = None
    was: str = ""  # what was known when it was checked
    problem: str = ""
    note: str = ""  # that the number has moved since the grid was shown

    @property
    def is_bad(self) -> bool:
        """Whether it has to be mended first."""
        return bool(self.problem)


@dataclass
class LostRow:
    """A row of an organisation that was not found: the texts of its cells, and why."""

    line: int
    who: str
    texts: dict[str, str]
    problem: str


@dataclass
class Checked:
    """What would be declared, what is wrong, and what was not used."""

    cells: list[TypedCell] = field(default_factory=list)
    lost: list[LostRow] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)  # headings that are no figure of the grid

    @property
    def refused(self) -> int:
        """How many cells and rows have to be mended first."""
        return sum(cell.is_bad for cell in self.cells) + len(self.lost)

    @property
    def changed(self) -> list[TypedCell]:
        """The cells that would be declared."""
        return [cell for cell in self.cells if not cell.is_bad]

    def dumped(self) -> str:
        """As it is kept until somebody confirms it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def loaded(cls, text: str) -> Checked:
        """As it was kept."""
        kept = json.loads(text)
        return cls(
            [TypedCell(**cell) for cell in kept["cells"]],
            [LostRow(**row) for row in kept["lost"]],
            kept["unused"],
        )


class Names:
    """Finds organisations within reach by their code or name."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.by_text: dict[str, list[Node]] = {}
        for node in nodes:
            for text in {plain_name(node.code), plain_name(node.name)}:
                self.by_text.setdefault(text, []).append(node)

    def find(self, *texts: str) -> list[Node]:
        """Those that one of the texts, or all of them together, names; by the code before all."""
        options = [*texts, *texts[0].split(maxsplit=1)] if texts else []
        for text in (*options, "".join(texts)):
            if found := self.by_text.get(plain_name(text)):
                return found
        return []


def plain_name(text: str) -> str:
    """A name or code without spaces, in half width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


# What the cells of each organisation showed, by its code and the figure's.
Shown = Mapping[str, Mapping[str, str]]


class Judge:
    """Holds typed cells against what is known."""

    def __init__(self, grid: Grid, shown: Shown | None = None) -> None:
        self.grid = grid
        self.shown = shown or {}
        self.checked = Checked()
        self.seen: dict[tuple[int, str], TypedCell] = {}
        self.places = {measure.code: place for place, measure in enumerate(grid.measures)}

    @cached_property
    def names(self) -> Names:
        """The organisations that a row may name."""
        return Names(self.grid.reachable)

    @cached_property
    def nodes(self) -> dict[int, Node]:
        """The same by key."""
        return {node.id: node for node in self.grid.reachable}

    def row(self, line: int, who: list[str], texts: Mapping[str, Raw]) -> None:
        """A row that names its organisation in words."""
        found = self.names.find(*who)
        if len(found) == 1:
            for code, raw in texts.items():
                self.cell(found[0], code, raw)
            return
        problem = (
            _("有{count}家同名，请改写编码。").format(count=len(found))
            if found
            else _("没有这个单位，或不在您的范围内。")
        )
        kept = {code: shown_text(raw) for code, raw in texts.items()}
        if any(text not in SILENT for text in kept.values()):
            self.checked.lost.append(LostRow(line, " ".join(who)[:LONGEST_TEXT], kept, problem))

    def cell(self, node: Node, code: str, raw: Raw) -> None:
        """One cell; what says nothing new is left out."""
        text = shown_text(raw)
        if text in SILENT or text == self._shown(node, code):
            return
        cell = self._judged(node, code, raw, text)
        if cell is not None:
            self._add(cell)

    def _shown(self, node: Node, code: str) -> str | None:
        """What the page or workbook showed; none for a paste, which showed nothing."""
        return self.shown.get(node.code, {}).get(code)

    def _judged(self, node: Node, code: str, raw: Raw, text: str) -> TypedCell | None:
        measure = self.grid.measures[self.places[code]]
        known = self.grid.cell(measure, node)
        cell = TypedCell(node.id, code, text, was=known.text)
        if not known.is_open:
            cell.problem = _("这个单位的这项指标不能由您申报。")
            return cell
        try:
            cell.value = value_of(measure, raw)
        except Refused as refusal:
            cell.problem = str(refusal)
            return cell
        if cell.value == known.known:
            return None
        cell.text = text_of(measure, cell.value)
        shown = self._shown(node, code)
        if shown is not None and shown != known.text:
            cell.note = _("您打开以后，这一格由“{before}”变为“{now}”。").format(
                before=shown or _("空"), now=known.text or _("空")
            )
        return cell

    def _add(self, cell: TypedCell) -> None:
        place = (cell.organisation, cell.figure)
        other = self.seen.get(place)
        if other is None:
            self.seen[place] = cell
            self.checked.cells.append(cell)
        elif other.text != cell.text:
            other.problem = _("同一格写了两个数：{first}、{second}，请留一个。").format(
                first=other.text, second=cell.text
            )
            other.value = None


def shown_text(raw: Raw) -> str:
    """What stood in a cell, to be shown again."""
    try:
        text = as_text(raw)
    except Refused:
        text = str(raw)
    return text[:LONGEST_TEXT]


def value_of(measure: Declarable, raw: Raw) -> int:
    """The number of a cell; money in fen. Raises `Refused` with the sentence."""
    value = as_fen(raw) if measure.unit == MONEY else as_integer(raw)
    if value < 0:
        raise Refused(_("不能小于零，请核对。"))
    if value > LARGEST:
        raise Refused(_("数字过大，请核对。"))
    return value


# ---- pasted and sent rows ----------------------------------------------------------------------

HEADING_WITHIN = 10
TOTAL = re.compile(r"[合总小共累]\s*计")
UNIT_IN_BRACKETS = re.compile(r"\([^()]*\)$")
BEFORE = "上期"  # columns that only stand beside, in our own workbook
WHO = frozenset(
    map(
        str.casefold,
        (
            "编码",
            "单位编码",
            "组织编码",
            "单位",
            "单位名称",
            "组织",
            "工会",
            "工会名称",
            "名称",
            "code",
        ),
    )
)


def plain_heading(text: str) -> str:
    """A heading without spaces, colons and the unit in brackets."""
    plain = re.sub(r"[\s:*]+", "", unicodedata.normalize("NFKC", text)).casefold()
    return UNIT_IN_BRACKETS.sub("", plain)


def headings_of(measures: Iterable[Declarable]) -> dict[str, str]:
    """What a column of each figure may be called; what two are called is nobody's."""
    by_text: dict[str, set[str]] = {}
    for own in (True, False):
        for measure in measures:
            for text in own_names(measure) if own else map(plain_heading, measure.aliases):
                if own or text not in by_text:
                    by_text.setdefault(text, set()).add(measure.code)
    return {text: codes.pop() for text, codes in by_text.items() if len(codes) == 1}


def own_names(measure: Declarable) -> set[str]:
    """A figure's own names, in Chinese and as the page has them."""
    names = {str(measure.name), str(measure.label), measure.code}
    with translation.override("zh-hans"):
        names |= {str(measure.name), str(measure.label)}
    return {plain_heading(name) for name in names}


@dataclass(frozen=True)
class Columns:
    """Which column is which."""

    who: tuple[int, ...]
    figures: dict[int, str]
    unused: list[str]
    first_row: int  # below the heading


def take_rows(judge: Judge, rows: list[list[Raw]], numbers: list[int] | None = None) -> None:
    """Judge the rows of a paste or a page, whose columns its heading names or the grid's order."""
    columns = by_heading(judge, rows) or by_order(judge, rows)
    unused = judge.checked.unused
    unused += [text for text in columns.unused if text not in unused]
    for place, cells in enumerate(rows[columns.first_row :], columns.first_row):
        who = [shown_text(cells[at]) for at in columns.who if at < len(cells)]
        who = [text for text in who if text]
        if not who or TOTAL.search(who[0]):
            continue
        texts = {code: cells[at] for at, code in columns.figures.items() if at < len(cells)}
        judge.row(numbers[place] if numbers else place + 1, who, texts)


def by_heading(judge: Judge, rows: list[list[Raw]]) -> Columns | None:
    """The columns as a heading within the first rows names them."""
    names = headings_of(judge.grid.measures)
    for place, cells in enumerate(rows[:HEADING_WITHIN]):
        texts = [plain_heading(shown_text(cell)) for cell in cells]
        found: dict[int, str] = {}
        for at, text in enumerate(texts):
            if (code := names.get(text)) and code not in found.values():
                found[at] = code
        if found:
            first = min(found)
            who = tuple(at for at, text in enumerate(texts) if text in WHO)
            unused = [
                shown_text(cells[at])
                for at, text in enumerate(texts)
                if text
                and at not in found
                and at >= first
                and text not in WHO
                and not text.startswith(BEFORE)
            ]
            return Columns(who or tuple(range(first)), found, unused, place + 1)
    return None


def by_order(judge: Judge, rows: list[list[Raw]]) -> Columns:
    """Without a heading: the organisation, by code or name or both, then the grid's figures."""
    named = sum(len(cells) > 1 and bool(judge.names.find(shown_text(cells[1]))) for cells in rows)
    first = 2 if rows and named * 2 > len(rows) else 1
    codes = [measure.code for measure in judge.grid.measures]
    widest = max((len(cells) for cells in rows), default=0) - first
    unused = (
        [_("第{number}列").format(number=first + len(codes) + 1)] if widest > len(codes) else []
    )
    return Columns(
        tuple(range(first)), {first + at: code for at, code in enumerate(codes)}, unused, 0
    )


def pasted_rows(text: str) -> list[list[Raw]]:
    """Lines and cells of what a spreadsheet puts on the clipboard; a cell may hold line breaks."""

    delimiter = "\t" if "\t" in text else ","
    lines = csv.reader(
        io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter
    )
    return [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]
