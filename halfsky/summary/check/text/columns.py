"""Tables copied as plain lines: their gaps become tabs, one character for one."""

from __future__ import annotations

import re

from halfsky.summary.check.text.patterns import guarded, lazy

# Two lines and more whose cells are set apart by wide gaps, as copied from a page.
_ROW = r"[^\S\n]*[^\s,，。;]+(?:(?:[ ]{2,}|[ ]?\t[ ]?)[^\s,，。;]+(?: [^\s,，。;]+)?)+[ ]*"
_WIDE = lazy(rf"(?:^{_ROW}(?:\n|\Z)){{2,}}", re.M)
_GAP = lazy(r"(?<=\S)(?<![合总小共])[ ]{2,}(?=\S)|(?<=[合总小共])[ ]{2,}(?=[^\s计])")
# A heading that names units (份), its cells set apart by single spaces.
_HEADING = guarded(r"^[^\S\n]*[^\s,，。;()]+(?: [^\s,，。;()]+(?:[(][^()\n]{1,4}[)])?)+[ ]*$", re.M)
_UNIT = lazy(r"[(][^()\n]{1,4}[)]")
_NUMBER = lazy(r"\d[\d,.]*%?|-+|/")
_DIGIT = lazy(r"\d")
_MOST_ROWS = 200
# Rows whose cells are set apart by full-width spaces; 8　100% is two cells.
_CELL = r"(?:其中[：:]\u3000?)?[^\s,，。;；：:]+"
_SPACED = lazy(rf"(?:^[ \t\u3000]*{_CELL}(?:\u3000+{_CELL})+[\u3000 ]*(?:\n|\Z)){{2,}}", re.M)
_SPACED_GAP = lazy(r"(?<=[^\s])(?<!其中：)\u3000+(?=[^\s])(?!计)")
_FIGURE = lazy(r"\d[\d,.，]*[%％]?")


def spaced(text: str) -> str:
    """The text, not yet cleaned up, with tabs for the full-width spaces between cells."""
    if "\u3000" not in text:
        return text
    return _SPACED.sub(_spaced, text)


def _spaced(rows: re.Match[str]) -> str:
    lines = rows.group().split("\n")
    counts = [len(_SPACED_GAP.findall(line)) + 1 for line in lines if line]
    if max(counts) < 3 and not all(_FIGURE.fullmatch(line.split()[-1]) for line in lines if line):
        return rows.group()
    return "\n".join(_parted(line, max(counts), _SPACED_GAP) for line in lines)


def _parted(line: str, columns: int, gap: re.Pattern[str]) -> str:
    """The line with tabs for its gaps; where a cell is missing, a gap three wide holds it."""
    gaps = list(gap.finditer(line))
    widest = max(gaps, key=lambda found: len(found.group()), default=None)
    holed = widest and len(gaps) + 2 == columns > 2 and len(widest.group()) > 2
    for found in reversed(gaps):
        end = "\t" if holed and found is widest else " "
        filled = "\t" + " " * (len(found.group()) - 2) + end
        line = line[: found.start()] + filled[: len(found.group())] + line[found.end() :]
    return line


def tabbed(plain: str) -> str:
    """The text with tabs between the cells of its tables, exactly as long as before."""
    return _headed(_NAMED.sub(_named, _WIDE.sub(_wide, plain)))


# 白沙镇 512, line by line, the first or the last of them a total.
_NAMED = guarded(r"(?:^[^\s\d,，。;:：]{1,14} \d[\d,.]*[ ]*(?:\n|\Z)){3,}", re.M)
_TOTALLED = lazy(r"^(?:合计|总计|共计|小计|总数|全[年市县区镇乡厂校矿院局]) ", re.M)
_CAPTION = lazy(r"单位:[^()\s\d:]{1,5}[)]?:?\n\Z")


def _named(rows: re.Match[str]) -> str:
    lines = rows.group()
    over = rows.string[max(0, rows.start() - 12) : rows.start()]
    if not _TOTALLED.search(lines) and not _CAPTION.search(over):
        return lines
    return re.sub(r" (?=\d)", "\t", lines)


def _wide(rows: re.Match[str]) -> str:
    lines = rows.group().split("\n")
    columns = max(len(_GAP.findall(line)) + 1 for line in lines)
    return "\n".join(_parted(line, columns, _GAP) for line in lines)


def _headed(plain: str) -> str:
    pieces: list[str] = []
    done = 0
    for heading in _HEADING.finditer(plain):
        columns = heading.group().split()
        if heading.start() < done or len(columns) < 2:
            continue
        rows, end = _rows_below(plain, heading.end(), len(columns))
        named = _UNIT.search(heading.group()) or not _DIGIT.search(heading.group())
        if len(rows) < 2 or not named:
            continue
        pieces += [plain[done : heading.start()], heading.group().replace(" ", "\t"), *rows]
        done = end
    return "".join([*pieces, plain[done:]]) if pieces else plain


def _rows_below(plain: str, at: int, columns: int) -> tuple[list[str], int]:
    """The rows that fit under the heading, each with its line end, and where they stop."""
    rows: list[str] = []
    while len(rows) < _MOST_ROWS and plain[at : at + 1] == "\n":
        end = plain.find("\n", at + 1)
        end = len(plain) if end < 0 else end
        row = _fitted(plain[at + 1 : end], columns)
        if row is None:
            break
        rows.append("\n" + row)
        at = end
    return rows, at


def _fitted(line: str, columns: int) -> str | None:
    """The line cut into that many cells; 21 380 is one number where two would be too many."""
    cells = line.rstrip(" ").split(" ")
    if len(cells) < columns or not all(_NUMBER.fullmatch(cell) for cell in cells[1:]):
        return None
    at = len(cells) - 1
    while len(cells) > columns and at > 1:
        if re.fullmatch(r"\d{3}", cells[at]) and re.fullmatch(r"\d{1,3}", cells[at - 1]):
            cells[at - 1 : at + 1] = [f"{cells[at - 1]} {cells[at]}"]
            at -= 1
        at -= 1
    if len(cells) != columns:
        return None
    return "\t".join(cells) + line[len(line.rstrip(" ")) :]


def in_row(plain: str, at: int) -> bool:
    """Whether what stands there is one of several cells of a row."""
    return plain.count("\t", plain.rfind("\n", 0, at) + 1, (plain + "\n").index("\n", at)) > 1
