"""The command line: `halfsky`, one file a command."""

from halfsky.commands.entry import main

__all__ = ["main"]
