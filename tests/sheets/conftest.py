"""Commands run in this process here too."""

from tests.commands.conftest import run

__all__ = ["run"]
