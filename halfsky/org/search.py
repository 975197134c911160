"""Finds organisations, employers and people within a reader's reach, by name, initials or code."""

import unicodedata
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.http import Http404

from halfsky.org.models import Coverage, Employer, Organisation, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import Power

OFFERED = 20  # rows of a picker; more is said by typing on (security.md T04)
SHORTEST = 2


def within_reach(reader: Reader, *powers: Power) -> "QuerySet[Organisation]":
    """Organisations in her part of the tree, dissolved ones too; with powers named, where she has
    one of them."""
    here = reader.organisations(*powers)
    return Organisation.objects.filter(here, withdrawn_at__isnull=True)


def find(reader: Reader, code: str, *powers: Power) -> Organisation:
    """One organisation by its code; outside her reach it does not exist."""
    found = within_reach(reader, *powers).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def offered(
    reader: Reader, text: str, powers: Iterable[Power] = (), with_ended: bool = False
) -> "QuerySet[Organisation]":
    """What a picker offers: the nearest to her own while nothing is typed, else what fits best."""
    rows = within_reach(reader, *powers)
    if not with_ended:
        rows = rows.filter(in_force(reader.on))
    return best_first(rows, text)[:OFFERED]


def best_first(rows: "QuerySet[Organisation]", text: str) -> "QuerySet[Organisation]":
    """Those that a text may mean, the exact code first, then beginnings, then the rest."""
    words = words_of(text)
    if len("".join(words)) < SHORTEST:
        return rows.order_by(Length("path"), "path")
    first = words[0]
    rank = Case(
        When(code__iexact=first, then=Value(0)),
        When(Q(name__istartswith=first) | Q(initials__startswith=first), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    for word in words:
        rows = rows.filter(named(word) | Q(code__istartswith=word))
    return rows.order_by(rank, Length("path"), "path")


def offered_employers(reader: Reader, text: str) -> "QuerySet[Employer]":
    """Employers that unions of her part of the tree cover."""
    words = words_of(text)
    covering = Coverage.objects.filter(
        in_force(reader.on), reader.organisations(prefix="organisation__"), withdrawn_at=None
    )
    rows = Employer.objects.filter(pk__in=covering.values("employer"))
    for word in words if len("".join(words)) >= SHORTEST else ():
        rows = rows.filter(named(word) | Q(credit_code__istartswith=word))
    return rows.order_by("name", "pk")[:OFFERED]


def words_of(text: str) -> list[str]:
    """What was typed, in small letters and without width, by words."""
    return unicodedata.normalize("NFKC", text).casefold().split()[:5]


def named(word: str) -> Q:
    """A name that contains a word, or whose initials do."""
    has_it = Q(name__icontains=word)
    return has_it | Q(initials__contains=word) if word.isascii() else has_it


def parents_of(organisations: Iterable[Organisation]) -> dict[int, Organisation]:
    """The parent of each by its path, in one query: of a dissolved one the last, or the heir."""
    above = {row.pk: keys_of(row.path)[-2:-1] for row in organisations}
    found = Organisation.objects.in_bulk({key for keys in above.values() for key in keys})
    return {pk: found[keys[0]] for pk, keys in above.items() if keys and keys[0] in found}


STEP = 8  # characters of a path for each organisation (acts.path_segment)


def keys_of(path: str) -> list[int]:
    """The organisations on a path, from the top."""
    return [int(path[place : place + STEP], 16) for place in range(0, len(path), STEP)]


def line_of(reader: Reader, organisation: Organisation) -> list[Organisation]:
    """The way down to an organisation, from the highest one that the reader reaches."""
    rows = Organisation.objects.in_bulk(keys_of(organisation.path))
    way = [rows[key] for key in keys_of(organisation.path) if key in rows]
    return [step for step in way if reader.reaches(step.path)]
