"""Run the tests on SQLite, then on PostgreSQL what touches a database; say what was left out.

    python scripts/run_tests.py [anything pytest takes]

A test that needs a program which is not on this machine skips itself (tests/conftest.py, `need`).
With HALFSKY_TEST_COMPLETE=1 leaving anything out is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

from postgresql import private_server, programs

ROOT = Path(__file__).resolve().parent.parent
# Queries, constraints, migrations and concurrency are here; pages and texts are not.
ON_POSTGRESQL = (
    "tests/org",
    "tests/records",
    "tests/figures",
    "tests/registers",
    "tests/sample/test_determinism.py",
    "tests/sheets/test_importing.py",
    "tests/sheets/test_consolidating.py",
    "tests/sheets/test_further_pages.py",
    "tests/setup/test_untidy.py",
    "tests/acceptance",
)
# A file stays with one process: what it sets up once is set up once. tests/conftest.py puts the
# heavy ones in front.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
NOT_AGAIN = ("-m", "not once")  # chooses its databases itself, or asks what others ask
NO_TESTS = 5  # pytest's exit code when nothing was selected
# The word that `need` in tests/conftest.py begins its reason with.
ABSENT = "缺 "


def main(flags: list[str]) -> int:
    """Both runs, then one line on what was left out."""
    signal.signal(signal.SIGTERM, interrupt)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HALFSKY_DATABASE")}
    left_out: Counter[str] = Counter()
    if programs() is None:
        announce("SQLite：全部测试")
        codes = [pytest(flags, environment, left_out)]
        left_out["PostgreSQL"] += 1
    else:
        with private_server() as url:
            # Tests that compare the two databases find the second one here, in either run.
            environment["HALFSKY_TEST_POSTGRESQL"] = url
            announce("SQLite：全部测试")
            codes = [pytest(flags, environment, left_out)]
            if again := on_postgresql(flags):
                announce("PostgreSQL：与数据库有关的测试")
                code = pytest(
                    [*NOT_AGAIN, *again], {**environment, "HALFSKY_DATABASE": url}, left_out
                )
                codes.append(0 if code == NO_TESTS else code)
    return conclude(next(filter(None, codes), 0), left_out)


def pytest(flags: list[str], environment: dict[str, str], left_out: Counter[str]) -> int:
    """One run; adds to `left_out` the programs that its tests missed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", *SIDE_BY_SIDE, f"--junitxml={report}", *flags]
        code = subprocess.run(command, cwd=ROOT, env=environment).returncode
        if report.exists():
            left_out.update(missing(report))
    return code


def missing(report: Path) -> list[str]:
    """The programs named by the skipped tests of a report, one entry a test."""
    reasons = [skip.get("message", "") for skip in ElementTree.parse(report).iter("skipped")]
    return [reason.removeprefix(ABSENT) for reason in reasons if reason.startswith(ABSENT)]


def on_postgresql(flags: list[str]) -> list[str]:
    """The same flags for the second run, or nothing: no test of theirs touches a database."""
    named = [flag for flag in flags if not flag.startswith("-") and is_path(flag)]
    if not named:
        return [*flags, *(folder for folder in ON_POSTGRESQL if is_path(folder))]
    wanted = [flag for flag in named if flag.startswith(ON_POSTGRESQL)]
    rest = [flag for flag in flags if flag not in named]
    return [*rest, *wanted] if wanted else []


def is_path(flag: str) -> bool:
    """Whether a flag names a file, a folder or a test in a file."""
    return (ROOT / flag.partition("::")[0]).exists()


def conclude(code: int, left_out: Counter[str]) -> int:
    """Print the closing line; a run that had to be complete and was not has failed."""
    if not left_out:
        print("全部运行，没有遗漏", flush=True)
        return code
    parts = [
        "PostgreSQL 上的全部测试" if name == "PostgreSQL" else f"{name}（{count} 项）"
        for name, count in sorted(left_out.items())
    ]
    complete = os.environ.get("HALFSKY_TEST_COMPLETE") == "1"
    ending = "；要求全部运行，因此失败" if complete else ""
    print(f"本机没有所需程序，未运行：{'、'.join(parts)}{ending}", flush=True)
    return code or int(complete)


def announce(step: str) -> None:
    """One line before each step that takes time."""
    print(f"\n== {step}", flush=True)


def interrupt(number: int, frame: FrameType | None) -> None:
    """End in the ordinary way, so that the server is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
