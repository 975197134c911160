"""The addresses of every register."""

from django.urls import path

from halfsky.records.pages import acts, choices, editing, lists, records, steps

app_name = "records"

LIST = "registers/<slug:code>/"
RECORD = f"{LIST}<str:key>/"

urlpatterns = [
    path(LIST, lists.show_list, name="list"),
    path(f"{LIST}new/", editing.add_record, name="add"),
    path(f"{LIST}choices/<str:field>/", choices.show_choices, name="choices"),
    path(RECORD, records.show_record, name="record"),
    path(f"{RECORD}edit/", editing.edit_record, name="edit"),
    path(f"{RECORD}withdraw/", acts.withdraw_record, name="withdraw"),
    path(f"{RECORD}restore/", acts.restore_record, name="restore"),
    path(f"{RECORD}history/", records.show_history, name="history"),
    path(f"{RECORD}steps/<slug:step>/", steps.take_step, name="step"),
    path(f"{RECORD}reveal/<slug:name>/", records.reveal_field, name="reveal"),
]
