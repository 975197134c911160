"""`halfsky work`: does the long work that the site has put into its queue."""

import argparse
import os
import signal
import sys
from types import FrameType

from halfsky.commands.language import _

HELP = _("办理后台任务（导入、汇总、大的导出）；halfsky serve 会自己带一个")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Until when."""
    parser.add_argument("--once", action="store_true", help=_("办完排队的就结束"))
    parser.add_argument(
        "--beside", type=int, metavar="PID", help=_("这个上级进程结束时也结束（serve 用）")
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until told to end; what is under way then is taken up again at the next start."""
    from halfsky.org.tasks.worker import work, work_off

    os.umask(0o077)
    ended = Ended(arguments.beside)
    if arguments.once:
        print(_("办完{count}件。").format(count=work_off(ended.is_ending)))
        return 0
    work(ended.is_ending)
    return 0


class Ended:
    """Whether it is time to end: a signal came, or the process that it stands beside is gone."""

    def __init__(self, beside: int | None) -> None:
        self.beside, self.signalled = beside, False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self.note)

    def note(self, _number: int, _frame: FrameType | None) -> None:
        """The signal; a second one ends at once."""
        if self.signalled:
            sys.exit(1)
        self.signalled = True

    def is_ending(self) -> bool:
        """Asked between two steps."""
        is_left = self.beside is not None and os.getppid() != self.beside
        return self.signalled or is_left
