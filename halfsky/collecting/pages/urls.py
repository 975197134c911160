"""Addresses of collecting; those of links are short, for they are printed and typed."""

from django.urls import path

from halfsky.collecting.pages import links

app_name = "collecting"

LINK = "l/<str:token>/"

urlpatterns = [
    path(LINK, links.show_sheet, name="sheet"),
    path(f"{LINK}telephone/", links.know_telephone, name="telephone"),
    path("r/<str:receipt>/", links.show_receipt, name="receipt"),
]
