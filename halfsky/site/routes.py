"""Every route of the site by its name, with its rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from halfsky.site.policy import RULES, Rule


@dataclass(frozen=True)
class Route:
    """A route as the resolver knows it."""

    name: str
    path: str
    rule: Rule | None


def routes() -> list[Route]:
    """Every route, in the order in which they are tried."""
    return [Route(name, path, RULES.get(name)) for name, path in _walk(get_resolver(), "", "")]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name or path}", path
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, path, inner)
