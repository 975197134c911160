"""The tree as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Organisations, employers, people."""

    name = "halfsky.org"
    label = "org"
    verbose_name = _("组织")

    def ready(self) -> None:
        """Register the start-up checks."""
        from halfsky.org import checks  # noqa: F401 - registered by being imported
