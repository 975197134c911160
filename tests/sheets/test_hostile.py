"""Five hundred hostile workbooks: none does any harm, each is answered in a sentence, and soon.

All of them come in `make prove`; `make test` takes two groups, which each run draws anew.
"""

import os
import random
import resource
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from halfsky.org.audit.chain import verify
from halfsky.records.registry import registers
from halfsky.records.sheets.applying import apply
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.marking import write_marked
from halfsky.records.sheets.models import ImportBatch, State
from halfsky.records.sheets.reading import FileRefused, Reader
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.staging import AlreadyImported, stage
from halfsky.registers.education.trainings import Training
from tests.cast import Cast
from tests.conftest import IS_PROVING
from tests.sheets.hostile import write_hostile

WORKBOOKS, GROUP = 500, 50
GROUPS = WORKBOOKS // GROUP
DRAWN = GROUPS if IS_PROVING else 2
LONGEST_ANSWER = 10.0  # seconds
MOST_MEMORY = 300_000  # kB more than before, in the process that asks


def busy() -> float:
    """How many times longer everything takes because the machine does other things."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def answer(path: Path, reader: Reader) -> str:
    """What becomes of a file; every exception but a refusal is a failure."""
    register = registers()["trainings"]
    sheet, before = sheet_of(register), Training.objects.count()
    try:
        batch = stage(scope_of(register), path, path.name, reader)
    except FileRefused as refused:
        return "refused" if str(refused).endswith("。") else "no sentence"
    except AlreadyImported:
        return "known"
    if not batch.is_sound:
        write_marked(batch, sheet, path, path.with_suffix(".marked.xlsx"), reader)
        assert Training.objects.count() == before
        return "marked"
    apply(batch, sheet, None)
    assert Training.objects.count() == before + batch.new
    return "imported"


@pytest.mark.parametrize("part", range(DRAWN))
def test_no_workbook_does_any_harm(part: int, cast: Cast, tmp_path: Path) -> None:
    group = random.choice(range(part, GROUPS, DRAWN))  # noqa: TID251  another one in each run
    seeds = range(group * GROUP, (group + 1) * GROUP)
    paths = [write_hostile(tmp_path / f"{seed}.xlsx", seed) for seed in seeds]
    with suppress(OSError):  # to make bombs takes much memory: begin with what is held now
        Path("/proc/self/clear_refs").write_text("5")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answers: list[str] = []
    slowest = 0.0
    with Reader() as reader:
        for path in paths:
            begun = time.monotonic()
            answers.append(answer(path, reader))
            slowest = max(slowest, time.monotonic() - begun)
            path.unlink()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    said = f"slowest {slowest:.2f} s on a machine {busy():.1f} times busy, memory +{grown >> 10} MB"
    print(f"group {group}: {said}, {dict(Counter(answers))}")
    assert slowest < LONGEST_ANSWER * busy(), f"group {group}"
    assert grown < MOST_MEMORY
    assert set(answers) <= {"refused", "imported", "marked", "known"}, f"group {group}"
    assert answers.count("refused") > 5, f"group {group}"
    assert Training.objects.count() == sum(
        batch.new for batch in ImportBatch.objects.filter(state=State.APPLIED)
    )
    assert verify().is_whole
