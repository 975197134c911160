"""One cause with all its items: taken as suggested at once, or decided one by one."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Choice, Crumb
from halfsky.org.answers import answer
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.setup.books import answer as keep
from halfsky.setup.books import draft_of
from halfsky.setup.codes import clean, fault_of
from halfsky.setup.details import day_of
from halfsky.setup.models import State, Workbook
from halfsky.setup.pages.asking import book_crumbs, book_url, fetch
from halfsky.setup.questions import Group, Item

SUGGESTED = "suggested"


def show_question(request: ReaderRequest, key: int, code: str) -> HttpResponse:
    """The group with its items; what is pressed is kept, and the next open group follows."""
    workbook = fetch(request, key)
    if workbook.state != State.OPEN:
        return redirect(book_url(workbook))
    questions = draft_of(workbook).questions
    group = questions.groups.get(code)
    if group is None:
        # An earlier answer may have settled it.
        if request.method == "POST":
            return redirect(book_url(workbook))
        raise Http404
    faults: dict[str, str] = {}
    if request.method == "POST":
        given, faults = given_for(request, group)
        if not faults:
            return answer(request, lambda: kept(workbook, group, given))
    context = context_of(request, workbook, group, faults)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return render(request, "setup/question.html", context, status=status)


def kept(workbook: Workbook, group: Group, given: dict[str, str]) -> Written:
    """The answers, and on to what is still open."""
    keep(workbook, group, given)
    following = draft_of(workbook).questions.open
    label = _("已回答：{title}").format(title=group.cause.title)
    if not following:
        return Written(label, book_url(workbook))
    return Written(label, reverse("setup:question", args=[workbook.pk, following[0].code]))


def given_for(request: ReaderRequest, group: Group) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen for each item, and what is wrong with a code that was typed."""
    for_all = request.POST.get("all", "")
    given, faults = {}, {}
    for item in group.items:
        chosen = request.POST.get(f"i-{item.key}", "")
        if for_all == SUGGESTED:
            chosen = item.suggestion
        elif for_all:
            chosen = for_all
        typed = request.POST.get(f"t-{item.key}", "").strip() if group.cause.typed else ""
        if typed and not for_all:
            typed, fault = read_typed(group, typed)
            if fault:
                faults[item.key] = fault
            given[item.key] = typed
        elif chosen in dict(item.choices):
            given[item.key] = chosen
    return given, faults


def read_typed(group: Group, typed: str) -> tuple[str, str]:
    """What was written instead of a choice, and what is wrong with it."""
    if group.cause.typed == "code":
        return clean(typed), fault_of(clean(typed))
    day = day_of(typed)
    is_day = day is not None and day <= timezone.localdate()
    return typed, "" if is_day else _("应为今天或以前的日期，写成 2022-06-30。")


def context_of(
    request: ReaderRequest,
    workbook: Workbook,
    group: Group,
    faults: dict[str, str],
) -> dict[str, Any]:
    """For the template."""
    are_many = len(group.items) > 1 and len(group.cause.choices) > 1
    shared = group.cause.choices if are_many else ()
    return {
        "book": workbook,
        "group": group,
        "items": [line_of(request, item, group, faults) for item in open_first(group)],
        "shared": [Choice(value, label) for value, label in shared],
        "open_count": sum(item.is_open for item in group.items),
        "faults": faults,
        "key": request.POST.get(FIELD) if faults else new_key(),
        "crumbs": book_crumbs(workbook, Crumb(group.cause.title)),
        "back": book_url(workbook),
    }


def open_first(group: Group) -> list[Item]:
    """What nothing speaks for stands on top."""
    return sorted(group.items, key=lambda item: not item.is_open)


def line_of(
    request: ReaderRequest, item: Item, group: Group, faults: dict[str, str]
) -> dict[str, Any]:
    """An item with its choices, the one that holds marked."""
    typed = request.POST.get(f"t-{item.key}", "")
    if not typed and item.answer and item.answer not in dict(item.choices):
        typed = item.answer
    return {
        "item": item,
        "cells": list(zip(shown(item, group), group.cause.columns, strict=False)),
        "choices": [Choice(v, label, v == item.chosen) for v, label in item.choices],
        "is_short": len(item.choices) <= 3,
        "typed": typed,
        "fault": faults.get(item.key, ""),
    }


def shown(item: Item, group: Group) -> list[list[tuple[str, bool]]]:
    """Each cell in parts; of a code and its mending the letters that differ are marked."""
    cells = [[(text, False)] for text in item.cells]
    if group.code == "mendings":
        _name, written, _fault, mended = item.cells
        for place, text in ((1, written), (3, mended)):
            pairs = zip(text, written, mended, strict=True)
            cells[place] = [(letter, one != other) for letter, one, other in pairs]
    return cells
