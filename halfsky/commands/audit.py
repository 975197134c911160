"""`halfsky audit verify|export|head`: is the trail whole, all of it, its last link."""

import argparse
import json
import re
import sys

from halfsky.commands.errors import Failure
from halfsky.commands.language import _

HELP = _("核验、导出审计记录，或印出审计链末端")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the trail."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    check = acts.add_parser("verify", help=_("逐条核验；不完整时退出码为1"))
    check.add_argument("--head", default="", metavar="N:SEAL", help=_("另存的末端"))
    acts.add_parser("export", help=_("全部导出，一行一条 JSON"))
    acts.add_parser("head", help=_("印出末端，供离机保存"))


def run(arguments: argparse.Namespace) -> int:
    """Verify, export or print the head."""
    acts = {"verify": verify, "export": export, "head": head}
    return acts[arguments.act](arguments)


def verify(arguments: argparse.Namespace) -> int:
    """0 where the chain is whole; else 1, with the first bad sequence."""
    from halfsky.org.audit import chain

    if arguments.head and not re.fullmatch(r"[0-9]+:[0-9a-f]{64}", arguments.head):
        raise Failure(_("末端应写作 序号:64位十六进制，照 halfsky audit head 印出的样子。"))
    verdict = chain.verify(arguments.head)
    answer = {
        "whole": verdict.is_whole,
        "sequence": verdict.sequence,
        "sentence": verdict.sentence,
    }
    print(json.dumps(answer, ensure_ascii=False))
    return 0 if verdict.is_whole else 1


def export(arguments: argparse.Namespace) -> int:
    """JSON lines, the oldest first; encrypted columns stay encrypted."""
    from halfsky.org.audit.models import AuditEntry

    for entry in AuditEntry.objects.order_by("sequence").values().iterator():
        json.dump(entry, sys.stdout, ensure_ascii=False, default=str)
        print()
    return 0


def head(arguments: argparse.Namespace) -> int:
    """`sequence:seal`."""
    from halfsky.org.audit import chain

    print(chain.current_head())
    return 0
