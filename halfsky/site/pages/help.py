"""The help cards: hers, each of the three, and whom to call."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from halfsky.components import Tab
from halfsky.org.above import helpers_of
from halfsky.org.once import new_key
from halfsky.org.practice import is_practising, may_practise
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.site.help import CARDS, Thing, card_for
from halfsky.site.policy import RULES


def show_help(request: ReaderRequest) -> HttpResponse:
    """To her own card."""
    return redirect("help_card", card_for(request.reader).code)


def show_card(request: ReaderRequest, code: str) -> HttpResponse:
    """One card; links lead where the reader may go."""
    card = CARDS.get(code)
    if card is None:
        raise Http404
    reader = request.reader
    may = may_practise(reader) and not is_practising(reader)
    context = {
        "card": card,
        "things": [(thing, url_of(thing, reader)) for thing in card.things],
        "tabs": [
            Tab(one.whose, reverse("help_card", args=[one.code]), one is card)
            for one in CARDS.values()
        ],
        "helpers": helpers_of(reader),
        "practice_begins": new_key() if may else "",
    }
    return render(request, "help.html", context)


def url_of(thing: Thing, reader: Reader) -> str:
    """The page where it is done, for whoever may open it."""
    rule = RULES.get(thing.route)
    if rule is None or reader.person is None:
        return ""
    may = not rule.powers or any(map(reader.can, rule.powers))
    return reverse(thing.route) if may else ""
