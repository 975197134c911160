"""Addresses of the tree and its people."""

from django.urls import path

from halfsky.org.pages import arranging, choices, describing, organisations, tree

app_name = "org"
urlpatterns = [
    path("organisations/", tree.browse, name="organisations"),
    path("organisations/choices/", choices.choose_organisation, name="choices"),
    path("organisations/found/", describing.found_organisation, name="found"),
    path("organisations/<str:code>/", organisations.show_organisation, name="organisation"),
    path("organisations/<str:code>/children/", tree.show_children, name="children"),
    path("organisations/<str:code>/acts/<slug:act>/", arranging.arrange, name="arrange"),
    path("organisations/<str:code>/undo/", arranging.undo, name="undo"),
    path("organisations/<str:code>/edit/", describing.describe, name="describe"),
    path("organisations/<str:code>/employers/", describing.cover, name="cover"),
    path(
        "organisations/<str:code>/employers/<int:coverage>/end/",
        describing.uncover,
        name="uncover",
    ),
    path("employers/choices/", choices.choose_employer, name="employer_choices"),
]
