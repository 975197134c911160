"""A receipt, for its owner."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from halfsky.org.once import Submission
from halfsky.org.reader import ReaderRequest


def show_receipt(request: ReaderRequest, receipt: str) -> HttpResponse:
    """What was accepted, when, and where it stands now."""
    found = get_object_or_404(Submission, receipt=receipt, person=request.reader.person)
    return render(request, "receipt.html", {"receipt": found})
