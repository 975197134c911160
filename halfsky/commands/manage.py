"""`halfsky manage …` passes through to Django."""

import argparse
import os
import sys

from halfsky.commands.language import _

HELP = _("Django 的管理命令（check、migrate 等）")
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` is Django's."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(arguments: argparse.Namespace) -> int:
    """Hand over; Django exits by itself on failure."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    execute_from_command_line([f"{sys.argv[0]} manage", *arguments.arguments])
    return 0
