"""Addresses of the checker."""

from django.urls import path

from halfsky.summary.pages.checker import collate_texts, show_checker

app_name = "check"
urlpatterns = [
    path("", show_checker, name="page"),
    path("collation.xlsx", collate_texts, name="collation"),
]
