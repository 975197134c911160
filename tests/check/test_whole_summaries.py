"""Three whole summaries: silent when sound, and a fault in any of fifty places is found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from halfsky.summary import check

WHOLE = Path(__file__).parent / "whole"
NAMES = ("county", "mine", "hospital")
LEAST_FOUND = 46


def text_of(name: str) -> str:
    return (WHOLE / f"{name}.txt").read_text(encoding="utf-8")


def faults() -> list[dict[str, str]]:
    listed: list[dict[str, str]] = tomllib.loads(
        (WHOLE / "faults.toml").read_text(encoding="utf-8")
    )["fault"]
    return listed


def is_found(fault: dict[str, str]) -> bool:
    """Whether a problem touches the seeded words; any kind tells the reader where to look."""
    sound = text_of(fault["text"])
    start = sound.index(fault["old"])
    text = sound.replace(fault["old"], fault["new"], 1)
    return any(
        problem.start < start + len(fault["new"]) and start < problem.end
        for problem in check.check_text(text, today=2026).problems
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_a_sound_summary_alone(name: str) -> None:
    text = text_of(name)
    assert 1500 <= len(text) <= 2500
    assert check.check_text(text, today=2026).problems == []


def test_it_finds_the_seeded_faults() -> None:
    seeded = faults()
    assert len(seeded) == 50
    missed = [fault["new"] for fault in seeded if not is_found(fault)]
    assert len(seeded) - len(missed) >= LEAST_FOUND, missed
