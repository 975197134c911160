"""The site as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Base pages and the gate."""

    name = "halfsky.site"
    label = "halfsky_site"

    def ready(self) -> None:
        """Register the start-up check of routes."""
        from halfsky.site import checks  # noqa: F401 - registered by being imported
