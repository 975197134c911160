"""Addresses of figures."""

from django.urls import path

from halfsky.figures.pages import adjustments, declared_sheets, nothing, their_forms
from halfsky.figures.pages.fact import show_fact
from halfsky.figures.pages.grid import download_grid, show_grid
from halfsky.figures.pages.records import show_records
from halfsky.figures.pages.sheets import (
    download_history,
    download_table,
    download_units,
    note_picture,
)
from halfsky.figures.pages.table import show_table
from halfsky.figures.pages.units import show_one_figure_units, show_units

app_name = "figures"
urlpatterns = [
    path("", show_table, name="table"),
    path("sheet.<str:kind>", download_table, name="table_sheet"),
    path("adjustments/", adjustments.list_adjustments, name="adjustments"),
    path("adjustments/new/", adjustments.enter_adjustment, name="enter_adjustment"),
    path("adjustments/<int:key>/", adjustments.show_adjustment, name="adjustment"),
    path(
        "adjustments/<int:key>/approve/", adjustments.approve_adjustment, name="approve_adjustment"
    ),
    path(
        "adjustments/<int:key>/withdraw/",
        adjustments.withdraw_adjustment,
        name="withdraw_adjustment",
    ),
    path("nothing/", nothing.answer_nothing, name="nothing"),
    path("nothing/<int:key>/", nothing.take_back_nothing, name="take_back_nothing"),
    path("sheet/", show_grid, name="grid"),
    path("sheet/workbook.xlsx", download_grid, name="grid_download"),
    path("sheet/all/", declared_sheets.list_sheets, name="declarations"),
    path("sheet/<int:key>/", declared_sheets.show_sheet, name="declared_sheet"),
    path("sheet/<int:key>/declare/", declared_sheets.declare_sheet, name="declare_sheet"),
    path("sheet/<int:key>/approve/", declared_sheets.approve_sheet, name="approve_sheet"),
    path("sheet/<int:key>/take-back/", declared_sheets.take_back_sheet, name="take_back_sheet"),
    path("forms/", their_forms.list_forms, name="forms"),
    path("forms/<int:key>/", their_forms.show_form, name="form"),
    path("forms/<int:key>/filled.xlsx", their_forms.download_filled, name="form_download"),
    path("forms/<int:key>/away/", their_forms.put_form_away, name="put_form_away"),
    path("picture/", note_picture, name="picture"),
    path("units/", show_units, name="units"),
    path("units/sheet.<str:kind>", download_units, name="sheet"),
    path("<str:code>/", show_fact, name="fact"),
    path("<str:code>/history.<str:kind>", download_history, name="history_sheet"),
    path("<str:code>/records/", show_records, name="records"),
    path("<str:code>/units/", show_one_figure_units, name="one_figure_units"),
]
