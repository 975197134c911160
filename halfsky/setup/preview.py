"""What a draft would make, change and leave, in numbers: the preview and the report."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from halfsky.setup.bodies import Body
from halfsky.setup.draft import Draft
from halfsky.setup.known import KnownOrganisation
from halfsky.setup.towns import Town


@dataclass(frozen=True)
class Count:
    """Of one kind of thing."""

    code: str
    label: str
    new: int
    changed: int
    unchanged: int

    @property
    def writes(self) -> int:
        """How many would be written."""
        return self.new + self.changed


def counts_of(draft: Draft) -> list[Count]:
    """Towns, unions, employers, coverages, head-counts, women's organisations, officers."""
    return list(lines_of(draft))


def lines_of(draft: Draft) -> Iterator[Count]:
    """One line each."""
    unions, known = draft.unions, draft.known
    new_towns = sum(town.is_new for town in draft.towns)
    yield Count("towns", _("镇街"), new_towns, 0, len(draft.towns) - new_towns)
    new = sum(body.key is None for body in unions)
    changed = sum(bool(additions(draft, body)) for body in unions)
    yield Count("unions", _("工会"), new, changed, len(unions) - new - changed)
    new = sum(body.key is None for body in draft.employers)
    yield Count("employers", _("用人单位"), new, 0, len(draft.employers) - new)
    new = sum(not is_covered(draft, *pair) for pair in draft.coverages)
    yield Count("coverages", _("工会覆盖用人单位"), new, 0, len(draft.coverages) - new)
    yield head_counts(draft)
    said = [body for body in unions if draft.details[id(body)].form]
    new = sum(body.key not in known.bodies for body in said)
    yield Count("committees", _("女职工组织"), new, 0, len(said) - new)
    terms = [body for body in said if draft.details[id(body)].term]
    new = sum(body.key not in known.bodies for body in terms)
    yield Count("terms", _("届次和主任（委员）"), new, 0, len(terms) - new)
    people = [body for body in unions if draft.details[id(body)].officer]
    everybody = len(people) + len(draft.town_officers)
    new = sum(not is_posted(draft, body) for body in people)
    new += sum(not is_posted_at(draft, town, name) for town, name, _m in draft.town_officers)
    yield Count("officers", _("女工干部账号"), new, 0, everybody - new)


def head_counts(draft: Draft) -> Count:
    """New ones, ones that follow on another, and those that say the same or are older."""
    new = changed = unchanged = 0
    for body in draft.unions:
        details = draft.details[id(body)]
        if not details.numbers or details.counted_on is None:
            continue
        stored = draft.known.counts.get(body.key or 0)
        if stored is None:
            new += 1
        elif stored[2] == details.numbers or stored[1] >= details.counted_on:
            unchanged += 1
        else:
            changed += 1
    return Count("head_counts", _("职工人数"), new, changed, unchanged)


def additions(draft: Draft, body: Body) -> dict[str, str]:
    """What the workbook knows of a union in the database that this lacks."""
    known = known_union(draft, body)
    if known is None:
        return {}
    found = {}
    if body.code and not known.credit_code:
        found["credit_code"] = body.code
    approval = draft.details[id(body)].approval
    if approval and not known.approval:
        found["approval_number"] = approval
    return found


def known_union(draft: Draft, body: Body) -> KnownOrganisation | None:
    """What the database holds of it."""
    return draft.known.organisations.get(body.key) if body.key else None


def is_covered(draft: Draft, union: Body, employer: Body) -> bool:
    """Whether the database says so already."""
    return (union.key or 0, employer.key or 0) in draft.known.coverages


def is_posted(draft: Draft, body: Body) -> bool:
    """Whether its officer has her post there already."""
    names = draft.known.posts.get(body.key or 0, set())
    return draft.details[id(body)].officer in names


def is_posted_at(draft: Draft, town: Town, name: str) -> bool:
    """Whether a town's officer has her post there already."""
    key = town.known.key if town.known else 0
    return name in draft.known.posts.get(key, set())


def writes_of(draft: Draft) -> int:
    """How many rows of the database the draft comes to."""
    return sum(count.writes for count in counts_of(draft))
