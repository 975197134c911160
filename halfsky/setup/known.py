"""What the database knows already: towns, unions, employers, counts, people; read once."""

import datetime
from dataclasses import dataclass, field

from halfsky.org.kinds import TIER_OF_KIND, OrganisationKind, Tier
from halfsky.org.models import Coverage, Edge, Employer, FormerName, Organisation, Person, Post
from halfsky.org.roles import Role
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.women_organisations import WomenOrganisation

NUMBERS = ("workers", "women_workers", "members", "women_members")


@dataclass
class KnownOrganisation:
    """An organisation in being, as far as a workbook can say something about it."""

    key: int
    code: str
    name: str
    kind: OrganisationKind
    since: datetime.date
    parent: int | None
    credit_code: str
    approval: str
    former: list[str] = field(default_factory=list)

    @property
    def tier(self) -> Tier:
        """Of its kind."""
        return TIER_OF_KIND[self.kind]


@dataclass
class Known:
    """Everything at once, in a fixed number of queries."""

    root: KnownOrganisation
    organisations: dict[int, KnownOrganisation]
    employers: dict[int, tuple[str, str]]  # credit code, name
    coverages: set[tuple[int, int]]
    counts: dict[int, tuple[int, datetime.date, tuple[int, ...]]]
    bodies: set[int]  # organisations with a women's organisation in being
    posts: dict[int, set[str]]  # the names of those who hold an officer's post there
    usernames: set[str]
    codes: set[str]

    @classmethod
    def load(cls, root: Organisation) -> "Known":
        """What there is below a root; withdrawn and dissolved organisations are out."""
        parents = dict(Edge.objects.filter(until=None).values_list("organisation_id", "parent_id"))
        rows = Organisation.objects.filter(withdrawn_at=None, until=None, is_practice=False)
        fields = ("pk", "code", "name", "kind", "since", "credit_code", "approval_number")
        organisations = {
            key: KnownOrganisation(
                *(key, code, name, OrganisationKind(kind), since, parents.get(key), credit, number)
            )
            for key, code, name, kind, since, credit, number in rows.values_list(*fields)
        }
        for key, name in FormerName.objects.values_list("organisation_id", "name"):
            if key in organisations:
                organisations[key].former.append(name)
        employers = Employer.objects.values_list("pk", "credit_code", "name")
        return cls(
            organisations[root.pk],
            organisations,
            {key: (code, name) for key, code, name in employers},
            set(
                Coverage.objects.filter(until=None, withdrawn_at=None).values_list(
                    "organisation_id", "employer_id"
                )
            ),
            known_counts(),
            set(
                WomenOrganisation.objects.filter(until=None, withdrawn_at=None).values_list(
                    "organisation_id", flat=True
                )
            ),
            known_posts(),
            set(Person.objects.values_list("username", flat=True)),
            {code.casefold() for code in Organisation.objects.values_list("code", flat=True)},
        )


def known_counts() -> dict[int, tuple[int, datetime.date, tuple[int, ...]]]:
    """The head-count in force of each organisation."""
    rows = HeadCount.objects.filter(until=None, withdrawn_at=None, since__isnull=False)
    return {
        organisation: (key, since, tuple(numbers))
        for key, organisation, since, *numbers in rows.values_list(
            "pk", "organisation_id", "since", *NUMBERS
        )
    }


def known_posts() -> dict[int, set[str]]:
    """Who holds an officer's post at each organisation."""
    roles = (Role.GRASSROOTS_OFFICER, Role.TOWN_OFFICER)
    posts = Post.objects.filter(until=None, role__in=roles)
    found: dict[int, set[str]] = {}
    for organisation, name in posts.values_list("organisation_id", "person__name"):
        found.setdefault(organisation, set()).add(name)
    return found
