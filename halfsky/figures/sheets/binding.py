"""Which cell of somebody else's form means which figure, proposed from its labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import islice, pairwise
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from halfsky.figures.declaration import AnyFigure
from halfsky.figures.facts import MONEY
from halfsky.figures.registry import figures
from halfsky.figures.sheets.form_reading import FormPage
from halfsky.figures.sheets.typed import TOTAL, Names
from halfsky.org.tree import Node
from halfsky.records.sheets.books import LONGEST_TITLE

MOST_CANDIDATES = 250
LONGEST_LABEL = 60
BETWEEN = "／"  # the parts of a label
TEN_THOUSAND = "万元"


class Time(StrEnum):
    """Which period a cell is about, seen from the one that is filled in."""

    THIS = "this"
    LAST_YEAR = "last_year"
    BEFORE = "before"
    YEAR = "year"

    @property
    def label(self) -> str:
        """As the forms call it."""
        return {
            Time.THIS: _("本期"),
            Time.LAST_YEAR: _("上年同期"),
            Time.BEFORE: _("上期"),
            Time.YEAR: _("本年累计"),
        }[self]


TIMES = (
    (re.compile(r"上年|去年|同期"), Time.LAST_YEAR),
    (re.compile(r"上期|前期|上季|上月"), Time.BEFORE),
    (re.compile(r"累计|年初至|全年|年度合计"), Time.YEAR),
)
COMPARED = re.compile(r"增长|增减|同比|环比|比上年|比去年|±|增幅|升降")
YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
NUMBERED = re.compile(r"序号|行次|行号|代码|编号|备注|说明")
# What stands around a form and is no figure.
AROUND = re.compile(r"填报|填表|负责人|审核|联系|电话|日期|盖章|签[字名]|[::]$")
LEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\d+[、.)]|\([一二三四五六七八九十\d]+\)|其中[::]?|#)+"
)
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
UNIT_SAID = re.compile(r"(?:单位|计量单位)[::]\s*(\S{1,4})")
NOISE = re.compile(r"[\s::、,。·\"“”*※]+")
SHORTEST_PART = 2  # characters of a name that may stand within a longer label


@dataclass(frozen=True)
class Candidate:
    """A cell that could be filled: where it is, and what its row and its column say."""

    page: str
    row: int
    column: int
    row_label: str
    column_label: str
    is_percent: bool = False

    @property
    def address(self) -> str:
        """As a spreadsheet says it: C5, with its page."""
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.page[:LONGEST_TITLE]}!{letters}{self.row}"


@dataclass(frozen=True)
class Binding:
    """What a cell means: a figure, of when, of whom, in which unit; or why nobody knows."""

    cell: Candidate
    figure: str = ""
    time: str = Time.THIS.value
    unit: str = ""  # 万元 where the form counts money in it
    organisation: str = ""  # a code; whoever fills it in where none is named
    why_not: str = ""

    def dumped(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def loaded(cls, kept: dict[str, Any]) -> Binding:
        """As it was kept."""
        return cls(**(kept | {"cell": Candidate(**kept["cell"])}))

    @property
    def labels(self) -> tuple[str, str]:
        """What the row and the column say: the same in the next form, wherever they stand."""
        return plain(self.cell.row_label), plain(self.cell.column_label)


def plain(text: str) -> str:
    """A label without numbering, spaces, brackets and points."""
    half = NOISE.sub("", unicodedata.normalize("NFKC", text))
    return IN_BRACKETS.sub("", LEADING.sub("", half)).casefold()


@cache
def known_units() -> frozenset[str]:
    """The units that a cell of its own may state."""
    return frozenset({figure.unit for figure in figures().values()} | {TEN_THOUSAND, "个", "次"})


# ---- where there is something to fill ----------------------------------------------------------


def candidates(pages: Iterable[FormPage]) -> Iterator[Candidate]:
    """Empty cells and plain numbers with a label; never a formula, a total or a covered cell."""
    for page in pages:
        titles = title_rows(page)
        for row, column in page.spots():
            cell = page.at(row, column)
            if cell.kind in ("t", "f") or page.is_covered(row, column) or row in titles:
                continue
            row_parts, is_beside = labels_left(page, row, column)
            column_parts = [
                part for at, part in labels_above(page, row, column) if at not in titles
            ]
            if not row_parts or not (is_beside or column_parts):
                continue
            if TOTAL.search(row_parts[0]) or AROUND.search(row_parts[-1]):
                continue
            if any(map(NUMBERED.search, column_parts)):
                continue
            yield Candidate(
                page.title,
                row,
                column,
                BETWEEN.join(row_parts)[-LONGEST_LABEL:],
                BETWEEN.join(column_parts)[-LONGEST_LABEL:],
                cell.is_percent,
            )


def title_rows(page: FormPage) -> set[int]:
    """Rows that hold one text only, over the table: its title, its notes, who made it."""
    found, is_above = set(), True
    for row in range(1, page.last[0] + 1):
        columns = range(1, page.last[1] + 1)
        texts = {
            page.anchors.get((row, column), (row, column))
            for column in columns
            if page.at(row, column).kind
        }
        framed = sum((row, column) in page.framed for column in columns)
        is_above = is_above and len(texts) <= 1 and framed <= 1
        if is_above or (len(texts) == 1 and spans_all(page, row)):
            found.add(row)
    return found


def spans_all(page: FormPage, row: int) -> bool:
    """Whether one merged cell is as wide as the table."""
    return any(
        top <= row <= bottom and right - left + 1 >= page.last[1] * 0.8 > 1.5
        for top, left, bottom, right in page.merged
    )


def labels_left(page: FormPage, row: int, column: int) -> tuple[list[str], bool]:
    """The texts that stand together to the left, and whether the last of them is right beside."""
    at = column - 1
    while at > 0 and page.at(row, at).kind in ("", "n", "f"):
        at -= 1
    is_beside = at == column - 1
    parts: list[str] = []
    while at > 0 and page.at(row, at).kind == "t":
        text = page.at(row, at).text.strip()
        if text not in parts:
            parts.insert(0, text)
        at -= 1
    return parts, is_beside


def labels_above(page: FormPage, row: int, column: int) -> list[tuple[int, str]]:
    """The nearest texts above that stand together, with their rows, from top to bottom."""
    at = row - 1
    while at > 0 and page.at(at, column).kind != "t":
        at -= 1
    parts: list[tuple[int, str]] = []
    while at > 0 and page.at(at, column).kind == "t":
        text = page.at(at, column).text.strip()
        if text not in [one for _row, one in parts]:
            parts.insert(0, (at, text))
        at -= 1
    return parts


# ---- what it means -----------------------------------------------------------------------------


@cache
def vocabulary() -> tuple[tuple[str, re.Pattern[str] | None, str, bool], ...]:
    """Every name of every figure: plain, a pattern where it has a gap, code, whether its own."""
    found = []
    for code, figure in figures().items():
        with translation.override("zh-hans"):  # forms are, whoever looks at them
            own = {str(figure.name), str(figure.label)}
        for name in (*own, *figure.aliases):
            text = plain(name)
            gap = re.compile(".*".join(map(re.escape, text.split("…")))) if "…" in text else None
            found.append((text, gap, code, name in own))
    return tuple(found)


class Proposer:
    """Proposes what the candidates of one form mean."""

    def __init__(
        self,
        pages: list[FormPage],
        below: Iterable[Node] = (),
        learned: Mapping[tuple[str, str], Binding] | None = None,
    ) -> None:
        self.pages = pages
        self.names = Names(below)
        self.learned = learned or {}
        self.latest = 0  # the latest year that a label names: this period's

    def all(self) -> list[Binding]:
        """One a candidate; those that mean nothing known say why."""
        cells = list(islice(candidates(self.pages), MOST_CANDIDATES))
        named = [years_in(one.column_label) | years_in(one.row_label) for one in cells]
        self.latest = max(set().union(*named), default=0)
        return [self.propose(one) for one in cells]

    def propose(self, cell: Candidate) -> Binding:
        """What one cell means: as it was confirmed before, else by its labels."""
        bare = Binding(cell)
        if known := self.learned.get(bare.labels):
            return replace(known, cell=cell)
        row_parts, column_parts = cell.row_label.split(BETWEEN), cell.column_label.split(BETWEEN)
        both = BETWEEN.join((cell.row_label, cell.column_label))
        if COMPARED.search(both):
            return replace(bare, why_not=_("是比较数，请由表里的公式算出"))
        organisation = self._organisation(row_parts)
        labels = column_parts if organisation else [*row_parts, *column_parts]
        unit = self._unit(cell, both)
        best = best_figures([part for part in labels if part not in known_units()], unit)
        if len(best) != 1:
            names = "、".join(str(figures()[code].name) for code in best[:4])
            why = _("有几项相近：{names}").format(names=names) if best else _("没有对得上的指标")
            return replace(bare, why_not=why)
        figure = figures()[best[0]]
        return Binding(
            cell,
            figure.code,
            time_of(cell, figure, self.latest),
            TEN_THOUSAND if unit.endswith(TEN_THOUSAND) and figure.unit == MONEY else "",
            organisation,
        )

    def _organisation(self, parts: list[str]) -> str:
        """The organisation that a row is about, where rows are organisations."""
        for part in reversed(parts):
            found = self.names.find(part)
            if len(found) == 1:
                return found[0].code
        return ""

    def _unit(self, cell: Candidate, labels: str) -> str:
        """The unit that a label, a cell beside it or the page states."""
        half = BETWEEN.join(unicodedata.normalize("NFKC", one) for one in labels.split(BETWEEN))
        for text in (*IN_BRACKETS.findall(half), *half.split(BETWEEN)):
            if text in known_units():
                return str(text)
        for page in self.pages:
            if page.title == cell.page:
                for one in page.cells.values():
                    said = UNIT_SAID.search(unicodedata.normalize("NFKC", one.text))
                    if said and said[1] in (MONEY, TEN_THOUSAND):
                        return f"?{said[1]}"
        return ""


def time_of(cell: Candidate, figure: AnyFigure, latest: int = 0) -> str:
    """Which period the labels speak of; what a figure's own name contains does not count."""
    names = [str(figure.name), str(figure.label), *figure.aliases]
    for text in (cell.column_label, cell.row_label):
        for pattern, time in TIMES:
            said = pattern.search(text)
            if said and not any(said[0] in name for name in names):
                return time.value
        if latest and years_in(text) == {latest - 1}:
            return Time.LAST_YEAR.value
    return Time.THIS.value


def years_in(text: str) -> set[int]:
    """The years that a label names."""
    return {int(year) for year in YEAR.findall(text)}


def best_figures(parts: list[str], unit: str) -> list[str]:
    """The codes that fit labels best: none, one, or several alike."""
    texts = [plain(part) for part in parts]
    options = {text for text in (*texts, "".join(texts)) if text}
    options |= {"".join(pair) for pair in pairwise(texts)}
    scores: dict[str, int] = {}
    for text in options:
        for code, score in scored(text, unit):
            scores[code] = max(score, scores.get(code, 0))
    if not scores:
        return []
    top = max(scores.values())
    return [code for code, score in scores.items() if score == top]


@cache
def scored(text: str, unit: str) -> tuple[tuple[str, int], ...]:
    """How well each figure's names fit one label: the whole of it first, then the longest part."""
    found: dict[str, int] = {}
    for name, gap, code, is_own in vocabulary():
        if not fits(figures()[code].unit, unit):
            continue
        if name == text:
            score = 2000 + 2 * len(name) + is_own
        elif gap.search(text) if gap else len(name) > SHORTEST_PART and name in text:
            score = 2 * len(name) + is_own
        elif len(text) > SHORTEST_PART + 1 and text in name:
            score = 2 * len(text) - len(name)
        else:
            continue
        found[code] = max(score, found.get(code, 0))
    return tuple(found.items())


def fits(own: str, said: str) -> bool:
    """Whether a figure counted in one unit can stand where a form says another."""
    if not said or said.startswith("?"):  # the page's own word is about its money
        return True
    if said in (MONEY, TEN_THOUSAND):
        return own == MONEY
    return own == said or said in ("个", "次")


def label_of_figure(figure: AnyFigure) -> str:
    """As a person chooses it."""
    return f"{figure.name}（{figure.unit}）"


def chosen_figures() -> dict[str, str]:
    """Figures by what a person chooses them by."""
    return {label_of_figure(figure): code for code, figure in figures().items()}
