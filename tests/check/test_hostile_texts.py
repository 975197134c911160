"""Long runs of one pattern are checked in time that grows with their length."""

from __future__ import annotations

import time

import pytest

from halfsky.summary import check

RUNS = [
    "1",
    "占",
    "、",
    "《",
    "“",
    " ",
    "一",
    "1、",
    "共5人",
    "其中3家，",
    "xx",
    "每户5元",
    "(",
    "第1",
    "增长5%",
    "\n",
    "1 ",
]


@pytest.mark.parametrize("run", RUNS)
def test_it_checks_a_long_run_in_time(run: str) -> None:
    # Seconds of this process: how busy the machine is with others says nothing of the checker.
    start = time.process_time()
    check.check_text(run * (20_000 // len(run)), today=2026)
    assert time.process_time() - start < 6
