"""`halfsky routes`: every route of the site with its rule."""

import argparse
from typing import Any

from halfsky.commands.language import _
from halfsky.commands.output import write_json

HELP = _("列出网站的每个地址和谁可以打开")
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: it prints JSON."""


def run(arguments: argparse.Namespace) -> int:
    """One JSON list."""
    from halfsky.site.routes import Route, routes

    def described(route: Route) -> dict[str, Any]:
        entry: dict[str, Any] = {"route": route.name, "path": "/" + route.path}
        if route.rule is None:
            return {**entry, "rule": None}
        return {
            **entry,
            "rule": {
                "public": route.rule.is_public,
                "public_by": route.rule.public_by,
                "powers": sorted(power.value for power in route.rule.powers),
                "scope": route.rule.scope.value,
            },
            "level": route.rule.level.value,
            "methods": list(route.rule.methods),
        }

    write_json([described(route) for route in routes()])
    return 0
