"""Reads the labelled texts of FORMAT.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class LabelledClaim:
    """A number that must (or, when optional, may) be read, with its offsets."""

    start: int
    end: int
    value: float
    unit: str
    optional: bool


@dataclass(frozen=True)
class LabelledProblem:
    """A fault that must (or may) be found; any of `kinds` will do."""

    start: int
    end: int
    kinds: tuple[str, ...]
    optional: bool


@dataclass
class LabelledText:
    """One text of a case with everything expected of it."""

    text: str
    claims: list[LabelledClaim] = field(default_factory=list)
    problems: list[LabelledProblem] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.problems


@dataclass
class Case:
    """A named case of one text, or of several that are compared."""

    name: str
    texts: list[LabelledText]


def _place(text: str, quote: str, start: int, where: str) -> int:
    at = text.find(quote, start)
    if at < 0:
        raise ValueError(f"{where}：正文里找不到“{quote}”")
    return at


def _add_claim(item: LabelledText, cells: list[str], where: str) -> None:
    quote, value, unit = cells[1].replace("⏎", "\n"), cells[2], cells[3]
    start = item.claims[-1].end if item.claims else 0
    at = _place(item.text, quote, start, where)
    plain = "" if unit == "-" else unit
    optional = cells[0] == "可数"
    item.claims.append(LabelledClaim(at, at + len(quote), float(value), plain, optional))


def _add_problem(item: LabelledText, cells: list[str], where: str) -> None:
    quote, _, times = cells[2].replace("⏎", "\n").partition("#")
    at = -1
    for _ in range(int(times or 1)):
        at = _place(item.text, quote, at + 1, where)
    kinds = tuple(kind.strip() for kind in cells[1].split("/"))
    item.problems.append(LabelledProblem(at, at + len(quote), kinds, cells[0] == "可错"))


def _text(block: str, where: str) -> LabelledText:
    body, mark, labels = block.partition("\n----")
    if not mark:
        raise ValueError(f"{where}：缺少 ---- 行")
    item = LabelledText(body.strip("\n"))
    for line in labels.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        # The quote of a fault comes last and may hold the bars of a table's row.
        bars = 2 if line.startswith(("错", "可错")) else -1
        cells = [cell.strip() for cell in line.split("|", bars)]
        if cells[0] in {"数", "可数"} and len(cells) == 4:
            _add_claim(item, cells, where)
        elif cells[0] in {"错", "可错"} and len(cells) == 3:
            _add_problem(item, cells, where)
        else:
            raise ValueError(f"{where}：看不懂这一行“{line}”")
    return item


def read_cases(folder: Path, names: str = "*.txt") -> list[Case]:
    """All cases of the .txt files of a folder, in file order; ValueError on a faulty label."""
    cases = []
    for path in sorted(folder.glob(names)):
        content = "\n" + path.read_text(encoding="utf-8")
        for block in content.split("\n== ")[1:]:
            name, _, rest = block.partition("\n")
            where = f"{path.name}「{name.strip()}」"
            texts = [_text(part, where) for part in ("\n" + rest).split("\n++\n")]
            cases.append(Case(name.strip(), texts))
    return cases
