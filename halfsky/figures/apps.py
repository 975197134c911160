"""Figures as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The machinery of figures."""

    name = "halfsky.figures"
    label = "figures"
    organisation_panels = ("halfsky.figures.panels.figures_panel",)

    def ready(self) -> None:
        """Register the start-up checks of declarations."""
        from halfsky.figures import checks  # noqa: F401 - registered by being imported
