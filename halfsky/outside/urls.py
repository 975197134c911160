"""Every address of the collect zone; any other is not there."""

from django.urls import include, path

from halfsky.outside import pages

ROUTES = [
    path("l/<str:token>/", pages.show_sheet, name="sheet"),
    path("r/<str:receipt>/", pages.show_receipt, name="receipt"),
]
urlpatterns = [
    path("healthz", pages.show_health, name="healthz"),
    path("", include((ROUTES, "collecting"))),  # the templates know them by these names
]
handler404 = "halfsky.outside.pages.show_absent"
