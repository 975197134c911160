"""Addresses of setting up."""

from django.urls import path

from halfsky.setup.pages import body, overview, questions, workbooks

app_name = "setup"
BOOK = "setup/lists/<int:key>/"

urlpatterns = [
    path("setup/", overview.show_overview, name="overview"),
    path("setup/body/", body.settle_body, name="body"),
    path("setup/lists/", workbooks.upload, name="upload"),
    path(BOOK, workbooks.show_workbook, name="workbook"),
    path(f"{BOOK}columns/", workbooks.match_columns, name="columns"),
    path(f"{BOOK}questions/<slug:code>/", questions.show_question, name="question"),
    path(f"{BOOK}apply/", workbooks.apply_workbook, name="apply"),
    path(f"{BOOK}undo/", workbooks.undo_workbook, name="undo"),
]
