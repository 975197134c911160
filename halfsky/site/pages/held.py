"""What she had sent when her session was over: offered again after the log-in, to her alone.

It travels in the form itself, signed: nothing is stored, and nobody else can be made to send it.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from halfsky.org.models import Person
from halfsky.org.once import FIELD as SUBMISSION_KEY
from halfsky.site.pages.returning import next_or_home

FIELD = "held"
SALT = "halfsky.held"
LASTS_SECONDS = 2 * 60 * 60
NOT_KEPT = frozenset({"csrfmiddlewaretoken", FIELD})
# What a person recognises as her own words.
RECOGNISABLE = 8


@dataclass(frozen=True)
class Held:
    """A form as it was sent: where to, and every field."""

    path: str
    fields: list[tuple[str, str]]
    has_files: bool

    @property
    def words(self) -> list[str]:
        """The longer texts in it."""
        return [
            value
            for name, value in self.fields
            if name != SUBMISSION_KEY and len(value) >= RECOGNISABLE
        ]


def held_in(request: HttpRequest) -> Held:
    """The form that this request is; files cannot be handed back."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    return Held(request.get_full_path(), fields, bool(request.FILES))


def hold(request: HttpRequest, person_key: int) -> str:
    """The form of this request as text that only her next log-in can open."""
    held = held_in(request)
    content = {"to": held.path, "of": person_key, "fields": held.fields, "files": held.has_files}
    return signing.dumps(content, salt=SALT, compress=True)


def taken_along(request: HttpRequest, person: Person) -> Held | None:
    """What this person had sent before; what somebody else had sent is dropped."""
    try:
        content = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None
    if content["of"] != person.pk:
        return None
    fields = [(name, value) for name, value in content["fields"]]
    return Held(content["to"], fields, content["files"])


def go_on(request: HttpRequest, person: Person) -> HttpResponse:
    """To where she was going; if she had sent something, she decides whether to send it again."""
    if held := taken_along(request, person):
        return render(request, "resume.html", {"held": held, "back": next_or_home(request)})
    return HttpResponseRedirect(next_or_home(request))
