"""How a command fails: one sentence and an exit code, never a traceback."""


class CommandFailure(Exception):
    """A sentence for the person at the terminal."""

    exit_code = 1


class Failure(CommandFailure):
    """The command was right and could not be carried out."""


class WrongUse(CommandFailure):
    """The command named something that does not exist; the sentence names the nearest."""

    exit_code = 2
