"""The collated table as the checker's page shows it: what several texts tell, then all the rest."""

from dataclasses import dataclass

from halfsky.summary.check.collating import Cell, Row, Table, change_text
from halfsky.summary.check.report import shown


@dataclass(frozen=True)
class Stated:
    """What one text states for a figure: its name, the values as printed, what is wrong there."""

    name: str
    values: list[str]
    faults: list[str]


@dataclass(frozen=True)
class Line:
    """One figure over all texts; beside each text's name what it states."""

    title: str
    cells: list[Stated]
    changes: list[str]

    @property
    def told(self) -> list[Stated]:
        """Only where a text states it."""
        return [cell for cell in self.cells if cell.values]


@dataclass(frozen=True)
class Collation:
    """The table in two parts: most figures stand in one text only, and compare with nothing."""

    table: Table

    @property
    def change_names(self) -> list[str]:
        """Which text is set against which."""
        names = self.table.names
        return [f"{names[one.earlier]} → {names[one.later]}" for one in self.table.changes]

    @property
    def shared(self) -> list[Line]:
        """Figures that several texts state."""
        return [self._line(row) for row in self.table.rows if len(row.cells) > 1]

    @property
    def single(self) -> list[Line]:
        """Figures that one text alone states."""
        return [self._line(row) for row in self.table.rows if len(row.cells) == 1]

    def _line(self, row: Row) -> Line:
        cells = [
            stated(name, row.cells.get(place, [])) for place, name in enumerate(self.table.names)
        ]
        return Line(row.title, cells, [change_text(row, one) for one in self.table.changes])


def stated(name: str, cells: list[Cell]) -> Stated:
    """A text's cells of one figure as they are printed."""
    values = [f"{cell.before}{shown(cell.value, 4)}{cell.after}{cell.unit}" for cell in cells]
    return Stated(name, values, list(dict.fromkeys(fault for one in cells for fault in one.faults)))
