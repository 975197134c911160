"""Outlines and sentences of the house, as data: what is said, in which order."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

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

OUTLINES = Path(__file__).parent / "outlines"
SENTENCES = "sentences.toml"
Form = Literal["paragraph", "items"]


class OutlineError(Exception):
    """A mistake in a file of outlines or sentences, with the line it stands on."""

    def __init__(self, place: "Place", message: str) -> None:
        super().__init__(f"{place}：{message}")


@dataclass(frozen=True)
class Place:
    """A line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行"


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


class SourceFile:
    """A TOML file that can tell on which line a text stands."""

    def __init__(self, path: Path) -> None:
        self.name = f"{path.parent.name}/{path.name}"
        self.text = path.read_text(encoding="utf-8")
        try:
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise OutlineError(Place(self.name, 1), str(error)) from None

    def place(self, text: str) -> Place:
        """Where a text stands; tomllib tells no lines, so it is looked for."""
        start = self.text.find(text)
        return Place(self.name, self.text.count("\n", 0, max(start, 0)) + 1)

    def parts(self, text: str) -> tuple[Part, ...]:
        """The parts of a text, or an error that names its line."""
        try:
            return parse_text(text)
        except LanguageError as error:
            raise OutlineError(self.place(text), str(error)) from None

    def sentence(self, data: dict[str, str]) -> Sentence:
        """A sentence as declared."""
        condition = data.get("when", "")
        try:
            conditions = parse_condition(condition) if condition else ()
        except LanguageError as error:
            raise OutlineError(self.place(condition), str(error)) from None
        return Sentence(self.parts(data["text"]), conditions, self.place(data["text"]))

    def sentences(self, data: list[dict[str, str]]) -> tuple[Sentence, ...]:
        """Sentences in order."""
        return tuple(self.sentence(one) for one in data)


@cache
def outlines() -> dict[str, Outline]:
    """Every outline by its code."""
    return {path.stem: read_outline(path) for path in sorted(OUTLINES.glob("*.toml"))}


def read_outline(path: Path) -> Outline:
    """One outline from its file."""
    source = SourceFile(path)
    data = source.data
    return Outline(
        code=path.stem,
        title=source.parts(data["title"]),
        signature=source.parts(data["signature"]),
        tiers=tuple(data["tiers"]),
        opening=source.sentences(data.get("opening", [])),
        chapters=tuple(
            Chapter(chapter["heading"], tuple(chapter["sections"])) for chapter in data["chapter"]
        ),
        closing=source.sentences(data.get("closing", [])),
    )


@cache
def groups() -> dict[str, tuple[Group, ...]]:
    """The groups of every installed section that has sentences."""
    files = {section.label: Path(section.path) / SENTENCES for section in sections()}
    return {label: read_groups(path) for label, path in files.items() if path.exists()}


def read_groups(path: Path) -> tuple[Group, ...]:
    """The groups of one section from its file."""
    source = SourceFile(path)
    return tuple(
        Group(
            heading=group.get("heading", ""),
            form=group.get("form", "paragraph"),
            sentences=source.sentences(group.get("sentence", [])),
            listing=group.get("listing", ""),
            outlines=tuple(group.get("outlines", ())),
        )
        for group in source.data["group"]
    )


def groups_of(outline: Outline, chapter: Chapter) -> list[Group]:
    """The groups of a chapter; a section that is not installed drops."""
    return [
        group
        for section in chapter.sections
        for group in groups().get(section, ())
        if not group.outlines or outline.code in group.outlines
    ]


def all_sentences() -> Iterator[Sentence]:
    """Every sentence there is, for the start-up check."""
    for outline in outlines().values():
        yield from (*outline.opening, *outline.closing)
    for section in groups().values():
        for group in section:
            yield from group.sentences
