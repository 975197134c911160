"""Home: what is mine to do."""

from django.http import HttpResponse
from django.shortcuts import render

from halfsky.org.reader import ReaderRequest


def show_home(request: ReaderRequest) -> HttpResponse:
    """Duties, drafts, what changed, headline figures."""
    return render(request, "home.html")
