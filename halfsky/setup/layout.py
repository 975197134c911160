"""Finds the heading of each page of a workbook, and what its columns are."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import Raw, is_empty
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.columns import plain_heading
from halfsky.records.sheets.layouts import HEADING_WITHIN, names_of
from halfsky.records.sheets.reading import FileRefused, Page, Reader, Rows
from halfsky.setup.names import is_town
from halfsky.setup.words import CODE, NAME, Word, spellings

MOST_ROWS = 40_000
DEEPEST = 3
SAMPLES = 3
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


@dataclass
class RawPage:
    """A page as it was read."""

    title: str
    numbers: list[int] = field(default_factory=list)
    cells: list[list[Raw]] = field(default_factory=list)


def read_book(path: Path) -> list[RawPage]:
    """Every page that holds something; raises `FileRefused`."""
    pages: list[RawPage] = []
    with Reader() as reader:
        for part in reader.read(path):
            if isinstance(part, Page):
                pages.append(RawPage(part.title))
            elif isinstance(part, Rows):
                pages[-1].numbers += part.numbers
                pages[-1].cells += [list(row) for row in part.cells]
    if sum(len(page.numbers) for page in pages) > MOST_ROWS:
        raise FileRefused(_("名册超过{rows}行，请拆成几个文件。").format(rows=MOST_ROWS))
    return [page for page in pages if page.cells]


def kept(pages: Sequence[RawPage]) -> str:
    """As it is stored."""
    return json.dumps([vars(page) for page in pages], ensure_ascii=False)


def unkept(content: str) -> list[RawPage]:
    """The same again."""
    return [RawPage(**page) for page in json.loads(content)]


@dataclass(frozen=True)
class Layout:
    """Where the rows of a page begin, its headings, and which column is what."""

    page: str
    below: int  # the first row of data, by its place
    number: int  # the row of the heading, as the spreadsheet counts
    headings: tuple[str, ...]
    columns: dict[int, str]  # by place: the word

    @property
    def digest(self) -> str:
        """Tells a list of the same shape again."""
        text = "\n".join(map(plain_heading, self.headings))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def content(self) -> str:
        """What its rows are about: unions, employers, towns, renames, or nothing."""
        return content_of(set(self.columns.values()))


def content_of(words: set[str]) -> str:
    """By the columns that there are."""
    if {Word.OLD_NAME, Word.NEW_NAME} <= words:
        return "renames"
    if Word.EMPLOYER in words:
        return "employers"
    if Word.UNION in words:
        return "unions"
    return "towns" if Word.TOWN in words else ""


def layout_of(page: RawPage) -> Layout | None:
    """The best heading among the first rows; one that a person has to tell where none is known."""
    best: tuple[int, int, Layout] | None = None
    rows = min(HEADING_WITHIN, len(page.cells))
    for place, depth in product(range(rows), range(1, DEEPEST + 1)):
        if place + depth > len(page.cells):
            continue
        found = laid_out(page, place, depth)
        rank = (len(found.columns), -depth)
        is_list = sum(map(bool, found.headings)) > 1
        if found.columns and is_list and (best is None or rank > best[:2]):
            best = (*rank, found)
    return best[2] if best else unknown_heading(page)


def unknown_heading(page: RawPage) -> Layout | None:
    """The first row of several texts with something below it."""
    for place, cells in enumerate(page.cells[:HEADING_WITHIN]):
        texts = [cell for cell in cells if isinstance(cell, str) and not is_empty(cell)]
        if len(texts) > 1 and place + 1 < len(page.cells):
            return laid_out(page, place, 1)
    return None


def laid_out(page: RawPage, place: int, depth: int) -> Layout:
    """The page if its heading stood there."""
    lines = [list(map(text_of, row)) for row in page.cells[place : place + depth]]
    lines = [lines[0], lines[-1]] if depth > 1 else lines
    columns = words_of(list(names_of(lines)))
    below = place + depth
    headings = shown(lines)
    columns = settled(columns, page, below)
    return Layout(page.title, below, page.numbers[below - 1], headings, columns)


def shown(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Each heading as a person reads it, the merged one before its own."""
    above, texts = "", []
    for at, lowest in enumerate(lines[-1]):
        upper = lines[0][at] if len(lines) > 1 else ""
        above = upper or (above if lowest else "")
        parts = [above, lowest] if len(lines) > 1 and above != lowest else [lowest]
        texts.append(" / ".join(part for part in parts if part))
    return tuple(texts)


def words_of(names: Sequence[frozenset[str]]) -> dict[int, str]:
    """The word of each column, each once; the longest name says most."""
    known = spellings("columns")
    columns: dict[int, str] = {}
    for place, options in enumerate(names):
        bare = {plain_heading(BRACKETS.sub("", text)) for text in options}
        for text in sorted(options, key=len, reverse=True) + sorted(bare - options, reverse=True):
            word = known.get(text, "")
            if word and (word in (NAME, CODE) or word not in columns.values()):
                columns[place] = word
                break
    return columns


def settled(columns: dict[int, str], page: RawPage, below: int) -> dict[int, str]:
    """Names and codes told by their neighbours: of a union, an employer, or a town."""
    found = dict(columns)
    for place in [place for place, word in columns.items() if word == NAME]:
        found[place] = named(set(found.values()), page, below, place)
    for place in [place for place, word in columns.items() if word == CODE]:
        before = [w for p, w in sorted(found.items()) if p < place]
        found[place] = coded(before, set(found.values()))
    seen: set[str] = set()
    once = {}
    for place, word in sorted(found.items()):
        if word and word not in seen:
            once[place] = word
            seen.add(word)
    return once


def named(words: set[str], page: RawPage, below: int, place: int) -> str:
    """Whose name a column of names holds."""
    if Word.EMPLOYER in words:
        return Word.UNION if Word.UNION not in words else ""
    if Word.UNION in words:
        return Word.EMPLOYER
    texts = [text_of(row[place]) for row in page.cells[below : below + 50] if place < len(row)]
    towns = sum(map(is_town, filter(None, texts)))
    if Word.TOWN not in words and towns * 2 > len(texts):
        return Word.TOWN
    return Word.UNION


def coded(before: Sequence[str], words: set[str]) -> str:
    """Whose code a column of codes holds: that of the nearest name on its left."""
    names = {Word.UNION: Word.UNION_CODE, Word.EMPLOYER: Word.EMPLOYER_CODE}
    for word in reversed(before):
        if word in names:
            return names[Word(word)]
    return next((names[one] for one in (Word.EMPLOYER, Word.UNION) if one in words), "")


def samples(page: RawPage, layout: Layout, place: int) -> list[str]:
    """A few of the values below a heading, each once."""
    seen: dict[str, None] = {}
    for row in page.cells[layout.below :]:
        if place < len(row) and not is_empty(row[place]):
            seen.setdefault(text_of(row[place]))
        if len(seen) == SAMPLES:
            break
    return list(seen)
