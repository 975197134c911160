"""Registers as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The machinery of registers."""

    name = "halfsky.records"
    label = "records"
    burdens = ("halfsky.records.handover.burdens",)
    organisation_panels = (
        "halfsky.records.panels.registers_panel",
        "halfsky.records.taking_part.taken_part_panel",
    )

    def ready(self) -> None:
        """Register the start-up checks of declarations."""
        from halfsky.records import checks  # noqa: F401 - registered by being imported
