"""The rules that recompute: what each finds, and of which relation that is.

A rule knows one construction of the language and is sure of it; whether it read the text rightly
is weighed with everything else (weighing.py), for which its finding is a sign.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import KINDS, Relation
from halfsky.summary.check.rates import explained_rates
from halfsky.summary.check.report import Problem
from halfsky.summary.check.rules import RULES
from halfsky.summary.check.rules_by_themselves import BY_THEMSELVES
from halfsky.summary.check.text.reading import ReadText


class Finding(NamedTuple):
    """What a rule found."""

    rule: str
    problem: Problem


def findings(read: ReadText) -> list[Finding]:
    """What all the rules find, in their order; no rate that two parts make of their two wholes."""
    found = [Finding(name, problem) for name, find in RULES.items() for problem in find(read)]
    if not any(one.problem.kind == "rate_mismatch" for one in found):
        return found
    made = explained_rates.made_of_both(read)
    return [
        one for one in found if one.problem.kind != "rate_mismatch" or one.problem.end not in made
    ]


def is_of(finding: Finding, relation: Relation) -> bool:
    """Whether a rule found a relation: up to the last of its numbers, with one other at most."""
    told, problem = relation.told, finding.problem
    if told[-1].reading.end != problem.end or finding.rule in BY_THEMSELVES:
        return False
    if relation.sort == "undone":
        return True
    common = sum(one.reading.start in problem.about for one in told)
    return common > 1 and len(problem.about) - common <= 1


class Found:
    """The findings of one text, by the number they end with."""

    def __init__(self, every: Iterable[Finding]) -> None:
        self.every = list(every)
        self._ends: dict[int, list[Finding]] = defaultdict(list)
        self._about: set[int] = set()
        for one in self.every:
            self._ends[one.problem.end].append(one)
            self._about |= set(one.problem.about)

    def of(self, relation: Relation) -> list[Finding]:
        """What the rules say of a relation."""
        ending = self._ends.get(relation.told[-1].reading.end, ())
        return [one for one in ending if is_of(one, relation)]

    def signs(self, relation: Relation) -> Signs:
        """What it means for a relation that rules found it, or found its numbers elsewhere."""
        if not self.every:
            return {}
        own = self.of(relation)
        elsewhere = any(one.reading.start in self._about for one in relation.told)
        if not own:
            return {"rule_elsewhere": 1.0} if elsewhere else {}
        kind = KINDS[relation.sort]
        return {f"rule_{one.rule}": 1.0 for one in own} | {
            "rule": float(len({one.rule for one in own})),
            "rule_kind": float(any(one.problem.kind == kind for one in own)),
            "rule_doubts": float(all(one.problem.grade == "doubtful" for one in own)),
        }

    def by_itself(self, relation: Relation) -> list[Finding]:
        """What a rule that needs no weighing found of exactly these numbers."""
        starts = {one.reading.start for one in relation.told}
        found = self._ends.get(relation.told[-1].reading.end, ())
        return [
            one for one in found if one.rule in BY_THEMSELVES and starts == set(one.problem.about)
        ]
