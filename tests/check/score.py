"""Scores the checker on a folder of labelled texts: `python -m tests.check.score [folder]`."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from halfsky.summary import check
from tests.check.labels import HERE, Case, LabelledClaim, LabelledProblem, LabelledText, read_cases


@dataclass
class Tally:
    """Hits, misses and false alarms."""

    hit: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0


@dataclass
class Score:
    """The outcome over a folder; `notes` say what went wrong where."""

    claims: Tally = field(default_factory=Tally)
    problems: dict[str, Tally] = field(default_factory=dict)
    clean: int = 0
    untouched: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def all_problems(self) -> Tally:
        summed = Tally()
        for tally in self.problems.values():
            summed.hit += tally.hit
            summed.missed += tally.missed
            summed.false += tally.false
        return summed

    @property
    def quiet(self) -> float:
        return self.untouched / self.clean if self.clean else 1.0

    def of(self, kind: str) -> Tally:
        return self.problems.setdefault(kind, Tally())


def _unit(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", unit).split())


def _overlap(one: check.Span, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def _claim_matches(claim: check.Claim, wanted: LabelledClaim) -> bool:
    value = float(claim.value)
    close = abs(value - wanted.value) <= max(abs(wanted.value), 0.1) / 1000
    return (
        close
        and _unit(claim.unit) == _unit(wanted.unit)
        and _overlap(claim, wanted.start, wanted.end)
    )


def _score_claims(report: check.Report, item: LabelledText, score: Score, name: str) -> None:
    left = list(item.claims)
    for claim in report.claims:
        found = next((wanted for wanted in left if _claim_matches(claim, wanted)), None)
        if found is None:
            score.claims.false += 1
            score.notes.append(
                f"[多数] {name}：{claim.quote!r} {float(claim.value):g} {claim.unit}"
            )
            continue
        left.remove(found)
        score.claims.hit += not found.optional
    for wanted in left:
        if not wanted.optional:
            score.claims.missed += 1
            quote = item.text[wanted.start : wanted.end]
            score.notes.append(f"[漏数] {name}：{quote!r} {wanted.value:g} {wanted.unit}")


def _score_problems(report: check.Report, item: LabelledText, score: Score, name: str) -> None:
    met: set[LabelledProblem] = set()
    for problem in report.problems:
        found = [
            wanted
            for wanted in item.problems
            if problem.kind in wanted.kinds and _overlap(problem, wanted.start, wanted.end)
        ]
        fresh = [wanted for wanted in found if wanted not in met]
        if fresh:
            met.add(fresh[0])
            score.of(fresh[0].kinds[0]).hit += not fresh[0].optional
        elif not found:
            score.of(problem.kind).false += 1
            score.notes.append(f"[误报] {name}：{problem.kind} {problem.quote!r} {problem.message}")
    for wanted in item.problems:
        if wanted not in met and not wanted.optional:
            score.of(wanted.kinds[0]).missed += 1
            quote = item.text[wanted.start : wanted.end]
            score.notes.append(f"[漏报] {name}：{'/'.join(wanted.kinds)} {quote!r}")


def _score_case(case: Case, score: Score) -> None:
    named = [(f"第{at}份", item.text) for at, item in enumerate(case.texts, 1)]
    for report, item in zip(check.check_texts(named, today=2026), case.texts, strict=True):
        _score_claims(report, item, score, case.name)
        _score_problems(report, item, score, case.name)
        if item.clean:
            score.clean += 1
            score.untouched += not report.problems


def score_folder(folder: Path) -> Score:
    """The checker's score over all labelled texts of a folder."""
    score = Score()
    for case in read_cases(folder):
        _score_case(case, score)
    return score


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:<20} 准确率 {tally.precision:6.1%}  召回率 {tally.recall:6.1%}"
        f"  （对 {tally.hit}，漏 {tally.missed}，误 {tally.false}）"
    )


def main(arguments: list[str]) -> int:
    """Prints the score of a folder (`labelled` by default); `-v` adds each miss."""
    folders = [word for word in arguments if not word.startswith("-")]
    folder = Path(folders[0]) if folders else HERE / "labelled"
    cases = read_cases(folder)
    score = score_folder(folder)
    counts = Counter("干净" if item.clean else "有错" for case in cases for item in case.texts)
    print(f"{folder}：{len(cases)}条，干净{counts['干净']}份，有错{counts['有错']}份")
    print(_line("数字", score.claims))
    for kind in sorted(score.problems):
        print(_line(kind, score.problems[kind]))
    print(_line("毛病合计", score.all_problems))
    print(f"干净条目不受打扰 {score.quiet:.1%}（{score.untouched}/{score.clean}）")
    if "-v" in arguments:
        print("\n".join(score.notes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
