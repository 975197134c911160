"""Measures the checker: characters a second on 1 MB, memory, and a cold start."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

PASSAGE = (
    "{place}镇现有女职工{a}人，女会员{b}人，入会率{rate}%。上半年举办培训{c}期，培训女职工{d}人次，"
    "平均每期{e}人次；走访企业{f}家，慰问困难女职工{g}户，每户500元，共发放{h}元。"
    "“三八”节期间组织健步走、读书会等活动，丰富了女职工的文化生活，增强了凝聚力和向心力。\n"
)
SUMMARY = Path(__file__).parent.parent / "tests" / "check" / "whole" / "county.txt"


def made_text(characters: int) -> str:
    """A consistent text of about that many characters."""
    pieces: list[str] = []
    length = number = 0
    while length < characters:
        number += 1
        people, households = 1000 + number, 10 + number % 90
        piece = PASSAGE.format(
            place=chr(0x4E00 + number // 300) + chr(0x5E00 + number % 300),
            a=people,
            b=people - 20,
            rate=(people - 20) * 1000 // people / 10,
            c=4,
            d=4 * (30 + number % 50),
            e=30 + number % 50,
            f=20 + number % 60,
            g=households,
            h=households * 500,
        )
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def seconds_for(text: str) -> float:
    """How long one check of `text` takes, in seconds."""
    from halfsky.summary import check

    start = time.perf_counter()
    check.check_text(text)
    return time.perf_counter() - start


def megabytes(text: str) -> tuple[float, float]:
    """What the report of `text` holds, and the most that checking it held beside that, in MB."""
    from halfsky.summary import check

    tracemalloc.start()
    report = check.check_text(text)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6, (peak - held) / 1e6 if report.claims else 0.0


def cold_seconds(text: str) -> float:
    """The best of three processes `halfsky check`, start of Python included."""
    with tempfile.TemporaryDirectory() as bytecode:
        # An installed program has its bytecode, whatever is said here about writing it: the
        # first process makes it.
        here = {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
        return min([_checked_once(text, os.environ | here) for _ in range(4)][1:])


def _checked_once(text: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "halfsky", "check", "-"]
    start = time.perf_counter()
    subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", check=True, env=environment
    )
    return time.perf_counter() - start


def main() -> int:
    """Prints one line for each measurement."""
    large = made_text(350_000)
    size = len(large.encode()) / 1e6
    taken = seconds_for(large)
    print(f"{size:.2f} MB，{len(large)}字：{taken:.2f}秒，每秒{len(large) / taken:,.0f}字")
    for characters in (20_000, 80_000, 350_000):
        held, beside = megabytes(made_text(characters))
        print(f"{characters}字：报告{held:.1f}MB，核对时另占{beside:.1f}MB")
    for text in (made_text(3200), SUMMARY.read_text(encoding="utf-8")):
        print(f"{len(text)}字，冷启动：{cold_seconds(text):.2f}秒")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
