"""Words of rank, trend and bound: sentences that their numbers refute, and sound look-alikes."""

from __future__ import annotations

from pathlib import Path

import pytest

from halfsky.summary.check.rules import RULES
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

SENTENCES = [
    tuple(line.split(" | ", 1))
    for line in Path(__file__).with_name("words_beside_numbers.txt").read_text("utf-8").split("\n")
    if " | " in line and not line.startswith("#")
]
FAULTY = [(rule, text) for rule, text in SENTENCES if rule != "-"]
SOUND = [text for rule, text in SENTENCES if rule == "-"]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_a_word_that_the_numbers_beside_it_refute(rule: str, text: str) -> None:
    found = RULES[rule](read_text(text, standard()))
    assert found
    assert all(text[one.start : one.end] == one.quote and one.message for one in found)


@pytest.mark.parametrize("text", SOUND)
def test_it_leaves_a_word_alone_that_the_numbers_bear_out(text: str) -> None:
    read = read_text(text, standard())
    rules = {rule for rule, _ in FAULTY}
    assert [rule for rule in rules if RULES[rule](read)] == []
