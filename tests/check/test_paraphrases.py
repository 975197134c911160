"""Relations said in wordings that nobody mended the checker by: how many slips it finds."""

from __future__ import annotations

from halfsky.summary import check
from tests.check.paraphrases import Paraphrase, forms, paraphrases

LEAST_FOUND, MOST_ALARMS = 0.55, 0.02


def is_touched(made: Paraphrase) -> bool:
    """Whether a finding touches the sentence that was broken."""
    problems = check.check_text(made.text, today=2026).problems
    return any(found.start < made.end and made.start < found.end for found in problems)


def test_it_finds_slips_in_wordings_held_out() -> None:
    made = list(paraphrases(seed=29, each=2, held_out=True))
    broken = [is_touched(one) for one in made if one.broken]
    sound = [one for one in made if not one.broken]
    alarms = [one.text for one in sound if check.check_text(one.text, today=2026).problems]
    assert sum(broken) >= LEAST_FOUND * len(broken)
    assert len(alarms) <= MOST_ALARMS * len(sound), alarms


def test_it_says_every_relation_in_both_halves() -> None:
    halves = [{form.relation for form in forms() if form.held_out == held} for held in (0, 1)]
    assert halves[0] == halves[1]
