"""Whom an officer asks for help: those who look after the officers of the tier above her."""

from dataclasses import dataclass

from halfsky.org.labels import Label
from halfsky.org.models import Post, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import Role

SEGMENT = 8  # of a path: the key of an organisation in hexadecimal
LOOK_AFTER_OTHERS = (Role.TOWN_OFFICER, Role.CITY_OFFICE)
AT_THE_TOP = (Role.SYSTEM_ADMINISTRATOR,)
MOST = 4


@dataclass(frozen=True)
class Helper:
    """Somebody to call."""

    name: str
    mobile: str
    role: Label
    organisation: str


def helpers_of(reader: Reader) -> list[Helper]:
    """The officers nearest above her own organisation; at the top who looks after the site."""
    if reader.person is None:
        return []
    own = Post.objects.filter(in_force(reader.on), person=reader.person).order_by("since", "pk")
    path = own.values_list("organisation__path", flat=True).first()
    if not path:
        return []
    keys = [int(path[at : at + SEGMENT], 16) for at in range(0, len(path), SEGMENT)]
    return nearest(reader, keys[:-1], LOOK_AFTER_OTHERS) or nearest(reader, keys, AT_THE_TOP)


def nearest(reader: Reader, keys: list[int], roles: tuple[Role, ...]) -> list[Helper]:
    """Holders of a role at the lowest of some organisations where there are any."""
    posts = (
        Post.objects.filter(
            in_force(reader.on), organisation__in=keys, role__in=roles, person__is_active=True
        )
        .exclude(person=reader.person)
        .select_related("person", "organisation")
    )
    found = sorted(posts, key=lambda post: (-keys.index(post.organisation_id), post.pk))
    lowest = [post for post in found if post.organisation_id == found[0].organisation_id]
    return [
        Helper(
            post.person.name,
            post.person.mobile,
            post.get_role_display(),
            str(post.organisation),
        )
        for post in lowest[:MOST]
    ]
