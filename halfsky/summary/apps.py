"""The summary as an app: its outlines are checked at start-up."""

from django.apps import AppConfig


class SummaryConfig(AppConfig):
    """The composer."""

    name = "halfsky.summary"
    label = "summary"

    def ready(self) -> None:
        """Register the start-up checks of outlines and sentences."""
        from halfsky.summary import checks  # noqa: F401 - registered by being imported
