"""A roster: organisations and accounts from a table, all of it or nothing; first passwords once."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.acts import ActRefused, found
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.identifiers import validate_mobile
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.passwords import first_password
from halfsky.org.people import FIRST_PASSWORD_LASTS, KIND, new_username, said_of
from halfsky.org.roles import Role

# What a column may be called.
HEADINGS = {
    "name": ("姓名", "name"),
    "role": ("角色", "role"),
    "organisation": ("组织编码", "编码", "organisation", "organisation code"),
    "mobile": ("手机", "电话", "mobile", "phone"),
    "username": ("账号", "username", "account"),
    "since": ("任职日期", "since"),
    # An organisation that is not there yet is founded, if its row says how.
    "organisation_name": ("组织名称", "organisation name"),
    "parent": ("上级编码", "parent"),
    "kind": ("组织类型", "kind"),
    "founded": ("成立日期", "founded"),
}
NEEDED = ("name", "role", "organisation")


class RosterRefused(Exception):
    """Nothing was loaded; each sentence names its line."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Line:
    """A row of the table by the names of its columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass
class Loaded:
    """An account that was made, with its first password."""

    person: Person
    role: Role
    organisation: Organisation
    since: datetime.date
    password: str


@dataclass
class Roster:
    """What has been read so far, and what is wrong with it."""

    today: datetime.date
    places: dict[str, Organisation] = field(default_factory=dict)
    usernames: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def fault(self, line: Line, sentence: str) -> None:
        """Something wrong with a line."""
        self.faults.append(
            _("第{number}行：{sentence}").format(number=line.number, sentence=sentence)
        )


def lines_of(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """The rows below the heading; a column whose heading is not known is passed over."""
    if not rows:
        raise RosterRefused(_("名册是空的。"))
    (_number, heading), *rest = rows
    names = {spelling: name for name, spellings in HEADINGS.items() for spelling in spellings}
    columns = [names.get(cell.strip().casefold(), "") for cell in heading]
    if missing := [HEADINGS[name][0] for name in NEEDED if name not in columns]:
        raise RosterRefused(_("名册缺少这些栏：{names}。").format(names="、".join(missing)))
    for number, cells in rest:
        found_cells = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if any(found_cells.get(name) for name in NEEDED):
            yield Line(number, found_cells)


def load(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Loaded]:
    """Make everything that the table names, in one transaction."""
    lines = list(lines_of(rows))
    roster = Roster(timezone.localdate())
    roster.usernames = set(Person.objects.values_list("username", flat=True))
    # Hashing is slow on purpose: done before the database is held.
    passwords = [first_password() for _line in lines]
    hashes = [make_password(password) for password in passwords]
    with transaction.atomic():
        roster.places = {
            one.code: one
            for one in Organisation.objects.filter(withdrawn_at=None, is_practice=False)
        }
        made = [
            loaded
            for line, password, hashed in zip(lines, passwords, hashes, strict=True)
            if (loaded := load_line(roster, line, password, hashed))
        ]
        if roster.faults:
            raise RosterRefused(*roster.faults)
        write_down(None, *map(deed_of, made))
    return made


def load_line(roster: Roster, line: Line, password: str, hashed: str) -> Loaded | None:
    """One account with its post; what is wrong is noted, so that all faults are told at once."""
    organisation = place_of(roster, line)
    role = role_of(line["role"])
    since = day_of(line["since"], roster.today)
    if role is None:
        roster.fault(line, _("没有“{role}”这个角色。").format(role=line["role"]))
    if since is None:
        roster.fault(line, _("任职日期应写作 2022-06-30。"))
    username = line["username"] or new_username(line["name"], roster.usernames)
    if line["username"] and username in roster.usernames:
        roster.fault(line, _("账号{username}已经有人用。").format(username=username))
    try:
        if line["mobile"]:
            validate_mobile(line["mobile"])
    except ValidationError as refused:
        roster.fault(line, refused.messages[0])
    if roster.faults or organisation is None or role is None or since is None:
        return None
    roster.usernames.add(username)
    person = Person.objects.create(
        username=username,
        name=line["name"],
        mobile=line["mobile"],
        password=hashed,
        must_change_password=True,
        password_until=timezone.now() + FIRST_PASSWORD_LASTS,
    )
    Post.objects.create(person=person, organisation=organisation, role=role, since=since)
    return Loaded(person, role, organisation, since, password)


def place_of(roster: Roster, line: Line) -> Organisation | None:
    """The organisation of a line, founded here if the line says how."""
    code = line["organisation"]
    if code in roster.places:
        return roster.places[code]
    kind = kind_of(line["kind"])
    founded = day_of(line["founded"], roster.today)
    parent = roster.places.get(line["parent"]) if line["parent"] else None
    if not line["organisation_name"] or kind is None or founded is None:
        roster.fault(line, _("没有编码为{code}的组织。").format(code=code))
        return None
    if parent is None and (line["parent"] or roster.places):
        roster.fault(line, _("没有编码为{code}的上级。").format(code=line["parent"]))
        return None
    try:
        made = found(parent, founded, code=code, name=line["organisation_name"], kind=kind)
    except ActRefused as refused:
        roster.fault(line, str(refused))
        return None
    write_down(None, Deed(Action.FOUNDED, "org.organisation", str(made.pk), made.pk))
    roster.places[code] = made
    return made


def role_of(text: str) -> Role | None:
    """A role by its code or its label."""
    return next((role for role in Role if text in (role.value, str(role.label))), None)


def kind_of(text: str) -> OrganisationKind | None:
    """A kind by its code or its label."""
    return next((one for one in OrganisationKind if text in (one.value, str(one.label))), None)


def day_of(text: str, default: datetime.date) -> datetime.date | None:
    """A day; the default where the cell is empty, None where it is no day."""
    if not text:
        return default
    try:
        return datetime.date.fromisoformat(text.replace("/", "-")[:10])
    except ValueError:
        return None


def deed_of(loaded: Loaded) -> Deed:
    """An account in the trail."""
    person = loaded.person
    after = {"act": "roster", "username": person.username, "name": person.name}
    return Deed(
        Action.ACCOUNT_CHANGED,
        KIND,
        str(person.pk),
        loaded.organisation.pk,
        None,
        after | said_of(loaded.role, loaded.since),
    )
