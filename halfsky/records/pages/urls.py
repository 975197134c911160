"""The addresses of every register."""

from django.urls import path

from halfsky.records.pages import (
    acts,
    attachments,
    choices,
    drafts,
    editing,
    handlers,
    lists,
    records,
    steps,
)
from halfsky.records.pages.workbooks import (
    batches,
    exporting,
    importing,
    mine,
    requests,
    returned,
)

app_name = "records"

LIST = "registers/<slug:code>/"
BATCH = f"{LIST}workbooks/<int:number>/"
RECORD = f"{LIST}<str:key>/"

urlpatterns = [
    path("drafts/", drafts.show_drafts, name="drafts"),
    path("drafts/<int:number>/discard/", drafts.discard_draft, name="discard"),
    path(LIST, lists.show_list, name="list"),
    path(f"{LIST}new/", editing.add_record, name="add"),
    path("imports/", mine.show_mine, name="imports"),
    path("exports/", requests.list_requests, name="export_requests"),
    path("exports/<int:key>/", requests.show_request, name="export_request"),
    path("exports/<int:key>/approve/", requests.approve_request, name="approve_export"),
    path("exports/<int:key>/refuse/", requests.refuse_request, name="refuse_export"),
    path("exports/<int:key>/withdraw/", requests.withdraw_request, name="withdraw_export"),
    path("exports/<int:key>/make/", requests.make_again, name="make_export"),
    path(f"{LIST}workbooks/", importing.show_workbooks, name="workbooks"),
    path(f"{LIST}workbooks/template/", importing.send_template, name="template"),
    path(f"{LIST}workbooks/upload/", importing.upload, name="upload"),
    path(f"{LIST}workbooks/returned/", returned.take_returned, name="returned"),
    path(f"{LIST}workbooks/export/", exporting.take_list, name="export"),
    path(f"{LIST}workbooks/export/open/", exporting.take_open, name="export_open"),
    path(BATCH, batches.show_batch, name="batch"),
    path(f"{BATCH}confirm/", batches.confirm, name="confirm"),
    path(f"{BATCH}recheck/", batches.recheck, name="recheck"),
    path(f"{BATCH}give-up/", batches.abandon, name="give_up"),
    path(f"{BATCH}take-back/", batches.take_back, name="take_back"),
    path(f"{BATCH}marked/", batches.send_marked, name="marked_download"),
    path(f"{LIST}choices/<str:field>/", choices.show_choices, name="choices"),
    path(f"{LIST}draft/", drafts.keep_new, name="keep_new"),
    path(RECORD, records.show_record, name="record"),
    path(f"{RECORD}edit/", editing.edit_record, name="edit"),
    path(f"{RECORD}withdraw/", acts.withdraw_record, name="withdraw"),
    path(f"{RECORD}restore/", acts.restore_record, name="restore"),
    path(f"{RECORD}history/", records.show_history, name="history"),
    path(f"{RECORD}steps/<slug:step>/", steps.take_step, name="step"),
    path(f"{RECORD}step-back/", steps.take_step_back, name="step_back"),
    path(f"{RECORD}draft/", drafts.keep_change, name="keep"),
    path(f"{RECORD}attachments/", attachments.show_attachments, name="attachments"),
    path(f"{RECORD}attach/", attachments.attach_files, name="attach"),
    path(f"{RECORD}attachments/<int:number>/", attachments.open_attachment, name="attachment"),
    path(f"{RECORD}attachments/<int:number>/off/", attachments.detach_file, name="detach"),
    path(f"{RECORD}handlers/", handlers.show_handlers, name="handlers"),
    path(f"{RECORD}assign/", handlers.assign_handler, name="assign"),
    path(f"{RECORD}handlers/<int:number>/off/", handlers.unassign_handler, name="unassign"),
    path(f"{RECORD}reveal/<slug:name>/", records.reveal_field, name="reveal"),
]
