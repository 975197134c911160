"""Addresses of the tree and its people."""

from django.urls import path

from halfsky.org.pages import choices, organisations, tree

app_name = "org"
urlpatterns = [
    path("organisations/", tree.browse, name="organisations"),
    path("organisations/choices/", choices.choose_organisation, name="choices"),
    path("organisations/<str:code>/", organisations.show_organisation, name="organisation"),
    path("organisations/<str:code>/children/", tree.show_children, name="children"),
    path("employers/choices/", choices.choose_employer, name="employer_choices"),
]
