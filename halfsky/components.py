"""What the components of a page are given (halfsky/site/templates/components/README.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict

from halfsky.org.labels import Label

Tone = Literal["", "good", "notice", "warning", "bad"]
Sorted = Literal["", "ascending", "descending"]
ChartKind = Literal["bar", "line", "ranked"]


# ---- around every page ---------------------------------------------------------------------


@dataclass(frozen=True)
class MenuItem:
    """A line of the navigation; `is_primary` also stands at the foot of a telephone's screen."""

    label: Label
    url: str
    icon: str = ""
    is_current: bool = False
    is_primary: bool = False
    count: int = 0


@dataclass(frozen=True)
class MenuGroup:
    """Lines under one heading; the first group of a menu needs none."""

    label: Label
    items: Sequence[MenuItem]

    @property
    def is_current(self) -> bool:
        """Whether the page shown is one of these."""
        return any(item.is_current for item in self.items)


@dataclass(frozen=True)
class Account:
    """Who is logged in, as the menu at the top right shows her."""

    name: str
    post: str
    url: str
    logout_url: str


@dataclass(frozen=True)
class Crumb:
    """A step on the way to the page; the last one, the page itself, has no address."""

    label: Label
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing."""

    label: Label
    url: str
    is_current: bool = False
    count: int | None = None


# ---- tables --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column of a table; on a telephone the `is_title` column heads the card.

    What is short (a day, a code, a state) is never broken into lines.
    """

    label: Label
    is_numeric: bool = False
    is_title: bool = False
    is_short: bool = False
    sort_url: str = ""
    sorted: Sorted = ""
    help: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in a row under a column."""

    text: Any
    url: str = ""
    tone: Tone = ""
    note: str = ""
    is_badge: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table; `url` is where a press anywhere on it leads."""

    cells: Sequence[Cell]
    url: str = ""
    tone: Tone = ""
    is_total: bool = False

    def pairs(self, columns: Sequence[Column]) -> Iterator[tuple[Column, Cell]]:
        """Each column with its cell; what is missing stays blank."""
        blank = [Cell("")] * (len(columns) - len(self.cells))
        return zip(columns, [*self.cells, *blank], strict=False)


@dataclass(frozen=True)
class Table:
    """Columns and rows, with the sentence that says what they are."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    is_dense: bool = False

    @property
    def lines(self) -> Iterator[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells and their columns."""
        for row in self.rows:
            yield row, list(row.pairs(self.columns))

    @property
    def sortable(self) -> list[Column]:
        """The columns that a list can be sorted by."""
        return [column for column in self.columns if column.sort_url]


@dataclass(frozen=True)
class Page:
    """Where in a list this page stands; without `total` nobody has to count."""

    number: int
    first: int
    last: int
    previous_url: str = ""
    next_url: str = ""
    total: int | None = None


@dataclass(frozen=True)
class Fact:
    """A term and what is said about it."""

    term: str
    text: Any
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A state of a workflow: behind us, where we are, or still to come."""

    label: Label
    state: Literal["done", "current", "coming"] = "coming"
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the values that a field or a filter offers."""

    value: str
    label: Label
    is_chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """A question of the filter bar: a few choices, or a day, or free text."""

    name: str
    label: Label
    kind: Literal["choice", "date", "text", "unit"] = "choice"
    value: str = ""
    shown: str = ""
    choices: Sequence[Choice] = ()
    source: str = ""


@dataclass(frozen=True)
class Applied:
    """A filter that is on, with the address of the list without it."""

    label: Label
    url: str


# ---- charts --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories; None is unknown and drawn as a gap."""

    name: str
    values: Sequence[float | int | None]
    shown: Sequence[str] = ()

    def text(self, index: int) -> str:
        """How the table behind the chart prints a value."""
        if index < len(self.shown):
            return self.shown[index]
        value = self.values[index] if index < len(self.values) else None
        return "—" if value is None else str(value)


@dataclass(frozen=True)
class Chart:
    """A drawing that always has its table behind it."""

    id: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: ChartKind = "bar"
    unit: str = ""
    target: float | None = None
    target_label: str = ""
    emphasis: int | None = None
    urls: Sequence[str] = ()
    category_label: str = ""
    sheet_url: str = ""
    picture_url: str = ""  # where it is written down that the drawing was taken away
    note: str = ""

    @property
    def data_id(self) -> str:
        """Where the page keeps what is drawn."""
        return f"{self.id}-data"

    @property
    def data(self) -> dict[str, Any]:
        """What charts.js reads."""
        return {
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "categories": list(self.categories),
            "series": [{"name": one.name, "values": list(one.values)} for one in self.series],
            "shown": [
                [one.text(index) for index in range(len(self.categories))] for one in self.series
            ],
            "target": self.target,
            "targetLabel": self.target_label,
            "emphasis": self.emphasis,
            "urls": list(self.urls),
        }

    @property
    def table(self) -> Table:
        """The same numbers, to read, copy and print."""
        columns = [Column(self.category_label, is_title=True)]
        columns += [Column(one.name, is_numeric=True) for one in self.series]
        rows = [
            Row((Cell(category), *(Cell(one.text(index)) for one in self.series)))
            for index, category in enumerate(self.categories)
        ]
        return Table(self.title, columns, rows, is_dense=True)


# ---- addresses -----------------------------------------------------------------------------


def with_query(query: QueryDict, **changes: str | int | None) -> str:
    """The query of this page with some parameters changed; None takes one away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
