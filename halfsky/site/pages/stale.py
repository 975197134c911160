"""A form from a page that was open too long, or that was not made here."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.site.pages.held import held_in
from halfsky.site.policy import may_be_held


def show_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was written. From a page of ours (she signed in anew in another window) she may send
    it again with one press; from elsewhere there is only a sentence.
    """
    if request.user.is_authenticated and is_from_here(request) and may_be_held(request):
        context = {"held": held_in(request), "back": "/"}
        return render(request, "resume.html", context, status=HTTPStatus.FORBIDDEN)
    sentence = _("这一页打开得太久，或者在别处重新登录过。请返回上一页，刷新后再提交。")
    return render(request, "refused.html", {"sentence": sentence}, status=HTTPStatus.FORBIDDEN)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our pages has sent it."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
