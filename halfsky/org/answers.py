"""How a changing form is answered: once, with a receipt, or with a sentence why not."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.org.once import KeyMissing, KeyReused, Written, once

RECEIPT_HEADER = "X-Receipt"


def answer(request: HttpRequest, act: Callable[[], Written]) -> HttpResponse:
    """Do what was asked, once, and lead on; the receipt is in the header and in the message.

    What the act raises (a form's errors, a version conflict) is the page's to answer; nothing of
    the act remains then.
    """
    try:
        done = once(request, act)
    except KeyMissing as missing:
        return refused(request, str(missing), HTTPStatus.BAD_REQUEST)
    except KeyReused as reused:
        return refused(request, str(reused), HTTPStatus.UNPROCESSABLE_ENTITY)
    said = _("{what}，回执号 {receipt}").format(what=done.label, receipt=done.receipt)
    messages.success(request, said)
    response = HttpResponseRedirect(done.url)
    response.status_code = HTTPStatus.SEE_OTHER
    response[RECEIPT_HEADER] = done.receipt
    return response


def refused(
    request: HttpRequest, sentence: str, status: HTTPStatus, title: str = ""
) -> HttpResponse:
    """A page with one sentence of what is wrong and what to do."""
    return render(request, "refused.html", {"sentence": sentence, "title": title}, status=status)
