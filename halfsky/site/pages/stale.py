"""A form from a page that was open too long, or that was not made here."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def show_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What happened and what to do; nothing was written."""
    sentence = _("这一页打开得太久，或者在别处重新登录过。请返回上一页，刷新后再提交。")
    context = {"sentence": sentence}
    return render(request, "refused.html", context, status=HTTPStatus.FORBIDDEN)
