"""Reads the command line, sets up what the command needs, and runs it."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from keyword import iskeyword
from typing import NoReturn, Protocol, TextIO

from halfsky import __version__, commands
from halfsky.commands.errors import CommandFailure, Failure
from halfsky.commands.language import _, is_english
from halfsky.commands.phrases import phrase, speak_our_language
from halfsky.commands.rubbish import uncollected

NOT_COMMANDS = {"asking", "beside", "entry", "errors", "language", "output", "phrases", "rubbish"}


class Command(Protocol):
    """What the module of a command holds."""

    HELP: str
    NEEDS_DATABASE: bool

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; 0 on success."""


class Parser(argparse.ArgumentParser):
    """Says wrong use in one sentence and exits with 2."""

    def error(self, message: str) -> NoReturn:
        """One sentence on standard error."""
        self.exit(2, f"{self.prog}: {message}\n")


def command_names() -> list[str]:
    """The modules of this package that are commands; `import_` holds the command `import`."""
    modules = (module.name.rstrip("_") for module in pkgutil.iter_modules(commands.__path__))
    return sorted(name for name in modules if name not in NOT_COMMANDS)


def load(name: str) -> Command:
    """The module of a command."""
    stem = f"{name}_" if iskeyword(name) else name
    with uncollected():
        module: Command = importlib.import_module(f"halfsky.commands.{stem}")
    return module


def build_parser(names: Sequence[str]) -> Parser:
    """The parser of the commands named."""
    speak_our_language()
    parser = Parser(prog="halfsky", description=_("半边天：工会女职工工作的登记、数据与文字"))
    version = f"halfsky {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("显示版本号"))
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in names:
        module = load(name)
        sub = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
    return parser


def parse(parser: Parser, argv: Sequence[str]) -> argparse.Namespace:
    """The arguments; files may stand behind the options as well as before them."""
    arguments, left = parser.parse_known_args(argv)
    options = any(word.startswith("-") for word in left)
    if left and (options or "files" not in arguments):
        parser.error(phrase("unrecognized arguments: %s") % " ".join(left))
    if left:
        arguments.files.extend(left)
    return arguments


def set_up_django() -> None:
    """Settings, apps, and the language of the terminal: Chinese unless its locale is English."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    django.setup()
    translation.activate("en" if is_english() else "zh-hans")
    refuse_wrong_declarations()


def refuse_wrong_declarations() -> None:
    """Stop before anything is computed by a declaration or outline that cannot be right."""
    from django.core.checks import ERROR, run_checks  # after Django is set up

    wrong = [message for message in run_checks(tags=["halfsky"]) if message.level >= ERROR]
    if wrong:
        raise Failure("\n".join(f"[{one.id}] {one.msg} {one.hint or ''}" for one in wrong))


def speak_utf8(*streams: TextIO) -> None:
    """Chinese comes out right whatever the locale says."""
    for stream in streams:
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def with_database() -> Iterator[None]:
    """Django set up; what is wrong with the database is said in a sentence."""
    from django.core.exceptions import ImproperlyConfigured  # after Django is importable
    from django.db import DatabaseError

    try:
        set_up_django()
    except ImproperlyConfigured as error:
        raise Failure(str(error)) from None
    try:
        yield
    except tree_errors() as error:
        raise Failure(str(error)) from None
    except DatabaseError as error:
        remedy = _("第一次使用请先运行 halfsky demo 或 halfsky manage migrate。")
        reason = str(error).partition("\n")[0]  # PostgreSQL adds lines of its own
        raise Failure(_("数据库不能用（{reason}）。").format(reason=reason) + remedy) from None
    except ImproperlyConfigured as error:
        raise Failure(str(error)) from None


def tree_errors() -> tuple[type[Exception], ...]:
    """What the tree may say; in the collect zone there is none."""
    from django.apps import apps

    if not apps.is_installed("halfsky.org"):
        return ()
    from halfsky.org.tree import TreeError  # its models need Django set up

    return (TreeError,)


def drop_output() -> None:
    """What is still buffered can go nowhere; Python would complain about it on leaving."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    speak_utf8(sys.stdout, sys.stderr)
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv[:1] == ["manage"]:
        return load("manage").run(argparse.Namespace(arguments=argv[1:]))
    known = command_names()
    # Only the command asked for is loaded, so that a cold start stays short.
    names = argv[:1] if argv and argv[0] in known else known
    try:
        arguments = parse(build_parser(names), argv)
        command = load(arguments.command)
        with with_database() if command.NEEDS_DATABASE else nullcontext():
            code = command.run(arguments)
            sys.stdout.flush()  # a full disk is told here and not on leaving
            return code
    except CommandFailure as failure:
        print(f"halfsky: {failure}", file=sys.stderr)
        return failure.exit_code
    except BrokenPipeError:
        drop_output()
        return 0
    except OSError as error:
        reason = f"{error.filename or ''} {error.strerror or error}".strip()
        print(_("halfsky: 不能读写：{reason}。").format(reason=reason), file=sys.stderr)
        drop_output()
        return 1
    except KeyboardInterrupt:
        print(_("halfsky: 已中断。"), file=sys.stderr)
        return 130
