"""The rules that recompute: what each finds, and of which relation that is.

A rule knows one construction of the language and is sure of it; whether it read the text rightly
is weighed with everything else (weighing.py), for which its finding is a sign.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import KINDS, Relation
from halfsky.summary.check.conflicts import (
    again,
    all_done,
    all_yet_some,
    among,
    beside_last_year,
    beyond_all,
    both_of,
    clock,
    contradictions,
    couples,
    denied,
    directions,
    doses,
    due_and_done,
    durations,
    even_halves,
    extremes,
    feasts,
    fewer_than_all,
    in_order,
    in_short,
    kept_budgets,
    left_otherwise,
    listed_bounds,
    named_undone,
    none_left,
    none_of,
    none_yet_some,
    numbered_off,
    of_one_sort,
    one_each,
    one_each_place,
    out_of,
    outgrown,
    over_capacity,
    placed,
    pointed,
    rankings,
    recorded,
    repeats,
    restating,
    retold,
    rosters,
    running_totals,
    since,
    sole,
    stages,
    table_steps,
    terms,
    told_extremes,
    trends,
)
from halfsky.summary.check.rates import (
    averages,
    beside_growth,
    beside_targets,
    changes,
    explained_rates,
    folds,
    gained,
    graded,
    growth,
    hundred,
    in_each,
    in_turn,
    majorities,
    multiples,
    named_growth,
    named_rates,
    named_shares,
    nearby_rates,
    numbered_wholes,
    points,
    portions,
    prizes,
    rough_shares,
    set_targets,
    shared_out,
    shares,
    targets,
    told_before,
)
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import (
    all_together,
    among_them,
    apiece,
    balances,
    ballots,
    bills,
    borne,
    both_sides,
    budgets,
    by_each,
    came_and_went,
    closed_lists,
    cumulated,
    differences,
    filled,
    from_to,
    grids,
    headed,
    itemised,
    ledgers,
    leftovers,
    listed,
    made_up_of,
    more_or_fewer,
    net_changes,
    period_sums,
    products,
    regrouped,
    remainders,
    repeated_words,
    spent_by_item,
    standards,
    still_to_do,
    subtotals,
    sums,
    tight_products,
    totalled,
)
from halfsky.summary.check.text.reading import ReadText

RULES: dict[str, Callable[[ReadText], list[Problem]]] = {
    "sums": sums.find,
    "net_changes": net_changes.find,
    "tight_products": tight_products.find,
    "repeated_words": repeated_words.find,
    "period_sums": period_sums.find,
    "made_up_of": made_up_of.find,
    "both_sides": both_sides.find,
    "listed": listed.find,
    "balances": balances.find,
    "growth": growth.find,
    "averages": averages.find,
    "contradictions": contradictions.find,
    "shares": shares.find,
    "products": products.find,
    "grids": grids.find,
    "headed": headed.find,
    "filled": filled.find,
    "spent_by_item": spent_by_item.find,
    "among_them": among_them.find,
    "borne": borne.find,
    "still_to_do": still_to_do.find,
    "from_to": from_to.find,
    "itemised": itemised.find,
    "points": points.find,
    "portions": portions.find_unsure,
    "sure_portions": portions.find_sure,
    "graded": graded.find,
    "set_targets": set_targets.find,
    "told_before": told_before.find,
    "nearby_rates": nearby_rates.find,
    "changes": changes.find,
    "majorities": majorities.find,
    "multiples": multiples.find,
    "in_each": in_each.find,
    "targets": targets.find,
    "standards": standards.find,
    "all_done": all_done.find,
    "restating": restating.find,
    "repeats": repeats.find,
    "rosters": rosters.find,
    "totalled": totalled.find,
    "subtotals": subtotals.find,
    "ballots": ballots.find,
    "ledgers": ledgers.find,
    "leftovers": leftovers.find,
    "by_each": by_each.find,
    "bills": bills.find,
    "cumulated": cumulated.find,
    "closed_lists": closed_lists.find,
    "remainders": remainders.find,
    "regrouped": regrouped.find,
    "budgets": budgets.find,
    "differences": differences.find,
    "apiece": apiece.find,
    "out_of": out_of.find,
    "again": again.find,
    "in_turn": in_turn.find,
    "beside_targets": beside_targets.find,
    "beside_growth": beside_growth.find,
    "outgrown": outgrown.find,
    "stages": stages.find,
    "shared_out": shared_out.find,
    "in_short": in_short.find,
    "pointed": pointed.find,
    "directions": directions.find,
    "couples": couples.find,
    "both_of": both_of.find,
    "extremes": extremes.find,
    "rankings": rankings.find,
    "trends": trends.find,
    "placed": placed.find,
    "told_extremes": told_extremes.find,
    "over_capacity": over_capacity.find,
    "beside_last_year": beside_last_year.find,
    "even_halves": even_halves.find,
    "kept_budgets": kept_budgets.find,
    "listed_bounds": listed_bounds.find,
    "durations": durations.find,
    "one_each_place": one_each_place.find,
    "feasts": feasts.find,
    "since": since.find,
    "of_one_sort": of_one_sort.find,
    "none_left": none_left.find,
    "sole": sole.find,
    "numbered_off": numbered_off.find,
    "one_each": one_each.find,
    "terms": terms.find,
    "clock": clock.find,
    "in_order": in_order.find,
    "none_of": none_of.find,
    "running_totals": running_totals.find,
    "among": among.find,
    "denied": denied.find,
    "hundred": hundred.find,
    "gained": gained.find,
    "folds": folds.find,
    "named_shares": named_shares.find,
    "named_rates": named_rates.find_unsure,
    "sure_named_rates": named_rates.find_sure,
    "numbered_wholes": numbered_wholes.find,
    "prizes": prizes.find,
    "named_growth": named_growth.find,
    "more_or_fewer": more_or_fewer.find,
    "came_and_went": came_and_went.find,
    "named_undone": named_undone.find,
    "all_together": all_together.find,
    "beyond_all": beyond_all.find,
    "beyond_first": beyond_all.find_first,
    "retold": retold.find,
    "all_yet_some": all_yet_some.find,
    "none_yet_some": none_yet_some.find,
    "rough_shares": rough_shares.find,
    "table_steps": table_steps.find,
    "recorded": recorded.find,
    "due_and_done": due_and_done.find,
    "fewer_than_all": fewer_than_all.find,
    "doses": doses.find,
    "left_otherwise": left_otherwise.find,
}


@dataclass(frozen=True)
class Finding:
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


# These speak of what no relation says (points, one in each three, a roll of names), or leave by
# their words no other reading (这16期, 由27间增加到22间).
BY_THEMSELVES = {
    "net_changes",
    "tight_products",
    "repeated_words",
    "period_sums",
    "made_up_of",
    "both_sides",
    "points",
    "in_each",
    "majorities",
    "multiples",
    "targets",
    "grids",
    "headed",
    "filled",
    "spent_by_item",
    "among_them",
    "borne",
    "still_to_do",
    "from_to",
    "itemised",
    "rosters",
    "pointed",
    "directions",
    "couples",
    "both_of",
    "ballots",
    "ledgers",
    "closed_lists",
    "extremes",
    "rankings",
    "trends",
    "placed",
    "told_extremes",
    "over_capacity",
    "beside_last_year",
    "even_halves",
    "kept_budgets",
    "listed_bounds",
    "durations",
    "one_each_place",
    "feasts",
    "since",
    "of_one_sort",
    "none_left",
    "sole",
    "numbered_off",
    "one_each",
    "terms",
    "clock",
    "in_order",
    "none_of",
    "running_totals",
    "among",
    "out_of",
    "denied",
    "hundred",
    "sure_portions",
    "graded",
    "set_targets",
    "told_before",
    "sure_named_rates",
    "gained",
    "folds",
    "named_shares",
    "numbered_wholes",
    "prizes",
    "named_growth",
    "shared_out",
    "more_or_fewer",
    "differences",
    "came_and_went",
    "named_undone",
    "all_together",
    "retold",
    "all_yet_some",
    "none_yet_some",
    "rough_shares",
    "table_steps",
    "recorded",
    "due_and_done",
    "fewer_than_all",
    "doses",
    "left_otherwise",
}


# What these find where the text has no such relation was wrong as often as right.
ONLY_OF_RELATIONS = {"all_done", "growth", "listed"}


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
