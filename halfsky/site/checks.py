"""Start-up check: every route has a rule, and every rule a route."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

from halfsky.site.policy import RULES
from halfsky.site.routes import routes


@register(Tags.urls)
def check_routes(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A route without a rule would answer 403 to everybody; a rule without a route is dead."""
    named = {route.name for route in routes()}
    messages: list[CheckMessage] = [
        Error(
            _("路由 {name} 没有规则，谁也打不开。").format(name=name),
            hint=_("在 halfsky/site/policy.py 的 RULES 里写一行。"),
            id="site.E001",
        )
        for name in sorted(named - set(RULES))
    ]
    messages += [
        Error(
            _("规则 {name} 没有路由。").format(name=name),
            hint=_("从 halfsky/site/policy.py 的 RULES 里删去，或改正名称。"),
            id="site.E002",
        )
        for name in sorted(set(RULES) - named)
    ]
    return messages


@register(Tags.security)
def check_hosts(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A name that fits many hosts would let a forged Host header into addresses (T28)."""
    return [
        Error(
            _("HALFSKY_HOSTS 里的 {name} 不是一个确切的主机名。").format(name=name),
            hint=_("逐个写出网站的主机名，用逗号隔开，例如 ghnz.example.org。"),
            id="site.E003",
        )
        for name in settings.ALLOWED_HOSTS
        if "*" in name or name.startswith(".") or not name.strip()
    ]
