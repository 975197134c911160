"""Figures as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FiguresConfig(AppConfig):
    """The machinery of figures."""

    name = "halfsky.figures"
    label = "figures"
    sweeps = ("halfsky.figures.sheets.declaring.purge",)
    organisation_panels = ("halfsky.figures.panels.figures_panel",)

    def ready(self) -> None:
        """Register the start-up checks of declarations; renew the triggers with each migration."""
        from halfsky.figures import checks, pulses  # noqa: F401 - registered by being imported

        pre_migrate.connect(pulses.remove, sender=self)
        post_migrate.connect(pulses.install, sender=self)
