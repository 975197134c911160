"""Collecting as a Django app."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    """Links, reminders and remarks."""

    name = "halfsky.collecting"
    label = "collecting"
    organisation_panels = ("halfsky.collecting.panels.links_panel",)
    record_panels = ("halfsky.collecting.panels.remarks_panel",)
