"""The tutorial of CONTRIBUTING.md works: it is followed to the letter in a copy of the tree."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = (".*", "var", "build", "dist", "node_modules", "__pycache__", "*.egg-info")
# The line in bold that names a file, and the fenced block that goes there; or commands.
STEP = re.compile(
    r"^(?:\*\*`(?P<file>[^`]+)`\*\*, (?P<place>new|append|after `(?P<line>[^`]+)`)\n\n)?"
    r"```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
# Stands in for `make demo`: the tree is all that the tutorial asks of the sample city.
TREE = """
import datetime
from halfsky.org.acts import found
since = datetime.date(2010, 1, 1)
city = found(None, since, code="city", name="示例市总工会", kind="local_federation")
found(city, since, code="mine", name="示例煤矿工会", kind="single")
"""


@dataclass(frozen=True)
class Step:
    """One block of the tutorial: text for a file, or commands for the shell."""

    file: str
    place: str
    line: str
    language: str
    text: str

    def follow(self, tree: Path, environment: dict[str, str]) -> None:
        """Do what the step says."""
        if not self.file:
            assert self.language == "sh", f"a block without a file:\n{self.text}"
            run(["sh", "-e", "-c", self.text], tree, environment)
            return
        path = tree / self.file
        if self.place == "new":
            assert not path.exists(), f"{self.file} is there already"
            path.write_text(self.text, encoding="utf-8")
        else:
            before = path.read_text(encoding="utf-8")
            path.write_text(self.added_to(before), encoding="utf-8")

    def added_to(self, before: str) -> str:
        """The file with the block at its end, or below the line that it names."""
        if not self.line:
            return before + self.text
        lines = before.splitlines(keepends=True)
        found = [number for number, one in enumerate(lines) if one.strip().startswith(self.line)]
        assert found, f"{self.file} has no line that begins with {self.line}"
        below = found[0] + 1
        below += lines[below : below + 1] == ["\n"]  # a list stands a line below its heading
        return "".join((*lines[:below], self.text, *lines[below:]))


def steps() -> Iterator[Step]:
    """The blocks of the tutorial in order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tutorial = text[text.index("## Tutorial") :]
    for match in STEP.finditer(tutorial):
        yield Step(**{name: found or "" for name, found in match.groupdict().items()})


def run(command: list[str], tree: Path, environment: dict[str, str]) -> str:
    """What a command prints; its complaint where it fails."""
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Copy:
    """A copy of the product that runs in the environment of this test."""

    tree: Path
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """What a command prints there."""
        return run(list(command), self.tree, self.environment)

    def halfsky(self, *arguments: str) -> str:
        """What the copy's own command prints."""
        return self.run(sys.executable, "-m", "halfsky", *arguments)


@pytest.fixture
def copy(tmp_path: Path, migrated_file: Path) -> Copy:
    """A fresh copy with a city and its mine."""
    tree = tmp_path / "halfsky"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (tree / "var").mkdir()
    shutil.copy(migrated_file, tree / "var")
    make_commands(tree / ".venv")
    copy = Copy(tree, environment_of(tree))
    copy.halfsky("manage", "shell", "-v0", "-c", TREE)
    return copy


def make_commands(environment: Path) -> None:
    """What the tutorial and make call in `.venv`; there is nothing for make to install."""
    commands = environment / "bin"
    commands.mkdir(parents=True)
    modules = {"halfsky": "halfsky", "ruff": "ruff", "pybabel": "babel.messages.frontend"}
    calls = {"python": "", **{name: f"-m {module} " for name, module in modules.items()}}
    for name, call in calls.items():
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call}"$@"\n')
        (commands / name).chmod(0o755)
    for stamp in (".run", ".test"):
        (environment / stamp).touch()


def environment_of(tree: Path) -> dict[str, str]:
    """The product is read from the copy and keeps its data there."""
    ours = ("HALFSKY_", "DJANGO_", "MAKE", "PYTEST_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_it_works_to_the_letter(copy: Copy) -> None:
    for step in steps():
        step.follow(copy.tree, copy.environment)

    figures = figures_of(copy)
    assert figures["activities.readings"]["shown"] == "1场"
    assert figures["activities.readers"]["shown"] == "36人次"
    assert figures["activities.readers"]["records"] == 1
    summary = (copy.tree / "var" / "readings.txt").read_text(encoding="utf-8")
    assert "上半年举办读书活动1场，参加女职工36人次。" in summary
    assert_house_form(copy)
    assert_what_every_register_must(copy)


def figures_of(copy: Copy) -> dict[str, dict[str, object]]:
    """The city's figures by code."""
    asked = ("figures", "--org", "city", "--period", "2022H1", "--format", "json")
    return {one["code"]: one for one in json.loads(copy.halfsky(*asked))["figures"]}


def assert_house_form(copy: Copy) -> None:
    """What the reader copies is what `make fix` would have made of it."""
    for step in steps():
        if step.place == "new":
            assert (copy.tree / step.file).read_text(encoding="utf-8") == step.text
    sources = {step.file for step in steps() if step.file.endswith(".py")}
    copy.run(sys.executable, "-m", "ruff", "check", "--no-cache", *sorted(sources))


def assert_what_every_register_must(copy: Copy) -> None:
    """The tests over the registry and the documents take the new register up and pass."""
    copy.run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
        *("-k", "readings or readers or make_docs or its_english or catalogue"),
        *("tests/registers", "tests/figures", "tests/commands", "tests/docs"),
    )
