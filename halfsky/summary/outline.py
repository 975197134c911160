"""Outlines and sentences of the house, as data: what is said, in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from django.utils.translation import gettext as _

from halfsky.org.kinds import Tier
from halfsky.records.registry import sections
from halfsky.summary.language import (
    Comparison,
    LanguageError,
    Part,
    codes_in,
    parse_condition,
    parse_text,
    slots,
)
from halfsky.summary.source import Place, Table, read_file

PRODUCT = Path(__file__).parent.parent
OUTLINES = Path(__file__).parent / "outlines"
SENTENCES = "sentences.toml"
Form = Literal["paragraph", "items"]
FORMS = ("paragraph", "items")


@dataclass(frozen=True)
class Sentence:
    """Text with figures; drops out when its first figure is empty or its condition fails."""

    parts: tuple[Part, ...]
    conditions: tuple[Comparison, ...]
    place: Place

    def codes(self) -> Iterator[str]:
        """The figures it reads, names of the whole left out."""
        named = [slot.code for slot in slots(self.parts)]
        named += [code for comparison in self.conditions for code in codes_in(comparison)]
        return (code for code in named if "." in code)


@dataclass(frozen=True)
class Group:
    """Sentences under one heading: a paragraph, or numbered items."""

    heading: str
    form: Form
    sentences: tuple[Sentence, ...]
    listing: str  # the register whose coming records are listed after the sentences
    outlines: tuple[str, ...]  # the outlines it belongs to; empty: all
    table: Table

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.table.place()


@dataclass(frozen=True)
class Chapter:
    """A heading and the sections it takes its groups from."""

    heading: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A whole summary for organisations of some tiers."""

    code: str
    title: tuple[Part, ...]
    signature: tuple[Part, ...]
    tiers: tuple[str, ...]
    opening: tuple[Sentence, ...]
    chapters: tuple[Chapter, ...]
    closing: tuple[Sentence, ...]


def read_parts(table: Table, key: str) -> tuple[Part, ...]:
    """The parts of a text, or an error that names its line."""
    try:
        return parse_text(table.text(key))
    except LanguageError as error:
        raise table.mistake(key, str(error)) from None


def read_name(table: Table, key: str) -> tuple[Part, ...]:
    """The parts of a title or signature, which stand whatever was recorded: names, no figures."""
    parts = read_parts(table, key)
    for slot in slots(parts):
        if slot.is_figure:
            message = _("{key} 里不能写指标 {code}，只能写名称。")
            raise table.mistake(key, message.format(key=key, code=slot.code))
    return parts


def read_sentence(table: Table) -> Sentence:
    """A sentence as declared."""
    table.only("text", "when")
    parts = read_parts(table, "text")
    condition = table.text("when", "")
    try:
        conditions = parse_condition(condition) if condition else ()
    except LanguageError as error:
        raise table.mistake("when", str(error)) from None
    return Sentence(parts, conditions, table.place("text"))


def read_sentences(table: Table, name: str) -> tuple[Sentence, ...]:
    """Sentences in order."""
    return tuple(read_sentence(one) for one in table.tables(name))


@cache
def outlines() -> dict[str, Outline]:
    """Every outline by its code."""
    return {path.stem: read_outline(path) for path in sorted(OUTLINES.glob("*.toml"))}


def read_outline(path: Path) -> Outline:
    """One outline from its file."""
    table = read_file(path)
    table.only("title", "signature", "tiers", "opening", "chapter", "closing")
    tiers = table.texts("tiers")
    table.chosen("tiers", tiers, Tier.values)
    return Outline(
        code=path.stem,
        title=read_name(table, "title"),
        signature=read_name(table, "signature"),
        tiers=tiers,
        opening=read_sentences(table, "opening"),
        chapters=tuple(read_chapter(one) for one in table.tables("chapter")),
        closing=read_sentences(table, "closing"),
    )


def read_chapter(table: Table) -> Chapter:
    """A chapter; its sections may be left out of an installation, but must exist."""
    table.only("heading", "sections")
    named = table.texts("sections")
    table.chosen("sections", named, known_sections())
    return Chapter(table.text("heading"), named)


def known_sections() -> list[str]:
    """The sections installed, then those of the product that are not."""
    shipped = [*PRODUCT.glob(f"registers/*/{SENTENCES}"), *PRODUCT.glob(f"*/{SENTENCES}")]
    names = [section.label for section in sections()]
    return list(dict.fromkeys([*names, *sorted(path.parent.name for path in shipped)]))


@cache
def groups() -> dict[str, tuple[Group, ...]]:
    """The groups of every installed section that has sentences."""
    files = {section.label: Path(section.path) / SENTENCES for section in sections()}
    return {label: read_groups(path) for label, path in files.items() if path.exists()}


def read_groups(path: Path) -> tuple[Group, ...]:
    """The groups of one section from its file."""
    table = read_file(path)
    table.only("group")
    return tuple(read_group(one) for one in table.tables("group"))


def read_group(table: Table) -> Group:
    """A group as declared."""
    table.only("heading", "form", "sentence", "listing", "outlines")
    form = table.text("form", "paragraph")
    table.chosen("form", [form], FORMS)
    return Group(
        heading=table.text("heading", ""),
        form=cast("Form", form),
        sentences=read_sentences(table, "sentence"),
        listing=table.text("listing", ""),
        outlines=table.texts("outlines", []),
        table=table,
    )


def groups_of(outline: Outline, chapter: Chapter) -> list[Group]:
    """The groups of a chapter; a section that is not installed drops."""
    return [
        group
        for section in chapter.sections
        for group in groups().get(section, ())
        if not group.outlines or outline.code in group.outlines
    ]


def all_groups() -> Iterator[Group]:
    """Every group there is, for the start-up check."""
    for section in groups().values():
        yield from section


def all_sentences() -> Iterator[Sentence]:
    """Every sentence there is, for the start-up check."""
    for outline in outlines().values():
        yield from (*outline.opening, *outline.closing)
    for group in all_groups():
        yield from group.sentences
