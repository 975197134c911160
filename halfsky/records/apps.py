"""Registers as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The machinery of registers."""

    name = "halfsky.records"
    label = "records"
    burdens = ("halfsky.records.handover.burdens",)
    tasks: ClassVar = {
        "records.export": "halfsky.records.pages.workbooks.taking.export",
        "records.check": "halfsky.records.sheets.background.check",
        "records.consolidate": "halfsky.records.sheets.background.consolidate_all",
        "records.store": "halfsky.records.sheets.background.store",
        "records.take_back": "halfsky.records.sheets.background.take_back",
    }
    sweeps = (
        "halfsky.records.sheets.purging.purge",
        "halfsky.records.exports.deciding.purge",
    )
    organisation_panels = (
        "halfsky.records.panels.registers_panel",
        "halfsky.records.taking_part.taken_part_panel",
    )

    def ready(self) -> None:
        """Register the start-up checks of declarations."""
        from halfsky.records import checks  # noqa: F401 - registered by being imported
