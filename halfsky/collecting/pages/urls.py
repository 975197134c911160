"""Addresses of collecting; those of links are short, for they are printed and typed."""

from django.urls import path

from halfsky.collecting.pages import (
    behalf,
    doubles,
    held,
    links,
    making,
    proposals,
    remarks,
    silent,
)

app_name = "collecting"

LINK = "l/<str:token>/"
HANDED_OUT = "collecting/links/<str:number>/"

urlpatterns = [
    path(LINK, links.show_sheet, name="sheet"),
    path(f"{LINK}telephone/", links.know_telephone, name="telephone"),
    path("r/<str:receipt>/", links.show_receipt, name="receipt"),
    path("collecting/", silent.show_silent, name="silent"),
    path("collecting/make/", making.make, name="make"),
    path("collecting/links/", making.show_links, name="links"),
    path(HANDED_OUT, making.show_link, name="link"),
    path(f"{HANDED_OUT}withdraw/", making.withdraw_link, name="withdraw"),
    path("collecting/behalf/<str:code>/", behalf.report_on_behalf, name="behalf"),
    path("collecting/proposals/", proposals.show_proposals, name="proposals"),
    path("collecting/proposals/<int:key>/", proposals.decide, name="decide"),
    path("collecting/held/", held.show_held, name="held"),
    path("collecting/held/<str:receipt>/", held.settle_held, name="settle_held"),
    path("doubles/", doubles.show_doubles, name="doubles"),
    path("doubles/<slug:code>/<int:mine>/<int:other>/", doubles.settle, name="settle"),
    path("collecting/remarks/", remarks.show_remarks, name="remarks"),
    path("collecting/remarks/<slug:code>/<str:key>/", remarks.show_thread, name="thread"),
]
