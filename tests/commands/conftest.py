"""Runs commands in this process, on the database of the test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from halfsky.commands import main


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document and nothing else."""
        assert self.code == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`halfsky` with arguments, in Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run_command(*arguments: str) -> Outcome:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:  # argparse ends by itself
            code = ended.code if isinstance(ended.code, int) else 1
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)

    return run_command
