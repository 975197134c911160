"""The documents lead where they say, name what exists, and leave nothing out."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from halfsky.commands.entry import command_names
from halfsky.figures.declaration import Figure
from halfsky.records.declaration import Register
from halfsky.records.registry import declared_in, registers, sections

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAKE = re.compile(r"(?:^|\$ )make((?: [a-z][a-z-]*)+)", re.MULTILINE)
PHONY = re.compile(r"^\.PHONY: (.+)$", re.MULTILINE)
CODE_PATH = re.compile(r"(?:halfsky|tests|scripts|docs|requirements)/[\w/.-]+")
# Digests of names that stand nowhere: the places and firms whose texts showed what to count.
UNNAMED = {
    *("73971d11980c", "1fcfa2f2bc2d", "a5b91319f027", "aed50c9aea51", "91a46c8714da"),
    *("e7114d37cbd0", "49726e62e79e", "a8f7601a1dce", "1616695a027c", "9bfe835eb7dc"),
}

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def code_of(text: str) -> Iterator[str]:
    """Everything set as code: fenced blocks, then what stands between backquotes."""
    yield from FENCE.findall(text)
    yield from INLINE.findall(FENCE.sub("", text))


def anchors_of(text: str) -> set[str]:
    """What the headings of a page can be reached by."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(FENCE.sub("", text))
    }


def make_targets() -> set[str]:
    return set(" ".join(PHONY.findall(read("Makefile"))).split())


def words_of(text: str) -> Iterator[str]:
    """Latin words, and every two or three Chinese characters in a row."""
    yield from re.findall(r"[a-z]+", text.lower())
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        yield from (run[start : start + size] for size in (2, 3) for start in range(len(run)))


@each_document
def test_its_links_lead_to_files_and_headings(document: Path) -> None:
    for target in LINK.findall(FENCE.sub("", read(document))):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _hash, anchor = target.partition("#")
        path = document.parent / name if name else document
        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert anchor in anchors_of(read(path)), target


@each_document
def test_it_names_files_that_exist(document: Path) -> None:
    text = read(document).partition("\n## Tutorial")[0]  # which makes files of its own
    named = {path.rstrip("/.") for code in code_of(text) for path in CODE_PATH.findall(code)}
    assert not sorted(path for path in named if not any(ROOT.glob(path)))


@each_document
def test_it_names_make_targets_that_exist(document: Path) -> None:
    named = {
        target
        for text in code_of(read(document))
        for targets in MAKE.findall(text)
        for target in targets.split()
    }
    assert named <= make_targets()


@each_document
def test_it_names_no_real_place(document: Path) -> None:
    digests = {
        hashlib.sha256(word.encode()).hexdigest()[:12] for word in set(words_of(read(document)))
    }
    assert not digests & UNNAMED


def test_every_make_target_is_explained() -> None:
    explained = read("README.md") + read("CONTRIBUTING.md")
    assert not {target for target in make_targets() if f"`make {target}`" not in explained}


def test_every_command_is_explained() -> None:
    explained = "\n".join(read(path) for path in DOCUMENTS if path.name != "CHANGELOG.md")
    assert not [name for name in command_names() if f"`halfsky {name}" not in explained]


def test_every_decision_is_listed() -> None:
    listed = set(LINK.findall(read("docs/decisions/README.md")))
    written = {path.name for path in ROOT.glob("docs/decisions/[0-9]*.md")}
    assert written == {name for name in listed if re.match(r"\d{4}-", name)}


def test_every_early_decision_that_the_code_cites_is_listed() -> None:
    listed = set(re.findall(r"^\| (\d+) \|", read("docs/decisions/README.md"), re.MULTILINE))
    sources = [
        path for top in ("halfsky", "tests", "scripts") for path in ROOT.glob(f"{top}/**/*.py")
    ]
    cited = {number for path in sources for number in re.findall(r"decisions (\d+)", read(path))}
    assert cited <= listed


@pytest.mark.parametrize("kind", [Register, Figure])
def test_every_section_has_its_heading(kind: type[Register] | type[Figure]) -> None:
    page = read("docs/registers.md" if kind is Register else "docs/figures.md")
    headings = HEADING.findall(page)
    for section in sections():
        if any(declared_in(section, kind)):
            assert f"{section.verbose_name}（`{section.label}`）" in headings


@pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.code)
def test_the_glossary_pairs_every_register_with_its_word(register: Register) -> None:
    rows = [line.strip("| ").split(" | ") for line in read("docs/glossary.md").splitlines()]
    rows = [row for row in rows if f"register `{register.code}`" in row[-1]]
    assert [len(row) for row in rows] == [3], "one row: Chinese, English, in the code"
    assert rows[0][0] == str(register.label)
