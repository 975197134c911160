"""Setting up as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    """The first day of an installation."""

    name = "halfsky.setup"
    label = "setup"
    verbose_name = _("启用设置")
