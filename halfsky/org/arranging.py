"""Acts of the tree as an officer does them: rights on both sides, one transaction, written down."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org import acts
from halfsky.org.acts import ActRefused, move_paths, path_segment
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.footprint import changes, footprint, put_back, still_stands
from halfsky.org.kinds import Tier
from halfsky.org.models import Coverage, Edge, Employer, FormerName, Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.org.search import keys_of

KIND = "org.organisation"
UNDOABLE = (Action.FOUNDED, Action.MOVED, Action.MERGED, Action.DISSOLVED)


def found(
    reader: Reader, parent: Organisation, since: datetime.date, reason: str, **fields: Any
) -> Organisation:
    """A new organisation under a parent where she may arrange the tree."""
    need(reader, parent)
    refuse_upside_down(Organisation(**fields), parent)
    if Organisation.objects.filter(code__iexact=fields["code"]).exists():
        raise ActRefused(_("这个编码已经用过，请换一个。"), "code")
    with transaction.atomic():
        lock_tree(parent)
        organisation = acts.found(parent, since, reason, entered_by=reader.person, **fields)
        made = footprint([organisation.pk])
        write(reader, Action.FOUNDED, organisation, changes({}, made), reason)
    return organisation


def move(
    reader: Reader, organisation: Organisation, parent: Organisation, on: datetime.date, reason: str
) -> None:
    """To another parent; she arranges the tree at both."""
    need(reader, *above(organisation), parent)
    refuse_upside_down(organisation, parent)
    with recorded(reader, Action.MOVED, organisation, reason, [parent.pk]):
        acts.move(organisation, parent, on, reason)


def merge(
    reader: Reader, organisation: Organisation, heir: Organisation, on: datetime.date, reason: str
) -> None:
    """Into an heir; she arranges the tree above the one and at the other."""
    need(reader, *above(organisation), heir)
    with recorded(reader, Action.MERGED, organisation, reason, [heir.pk]):
        acts.merge(organisation, heir, on, reason)


def dissolve(reader: Reader, organisation: Organisation, on: datetime.date, reason: str) -> None:
    """With nobody in its place."""
    need(reader, *above(organisation))
    with recorded(reader, Action.DISSOLVED, organisation, reason):
        acts.dissolve(organisation, on, reason)


def describe(
    reader: Reader,
    organisation: Organisation,
    version: int,
    reason: str,
    renamed_on: datetime.date | None = None,
    **fields: str,
) -> None:
    """Correct its plain attributes; a name that it bore until a day is kept."""
    need(reader, organisation)
    with recorded(reader, Action.CHANGED, organisation, reason):
        stored = Organisation.objects.get(pk=organisation.pk)
        if stored.version != version:
            raise ActRefused(_("别人刚改过这个组织，请重新打开再改。"))
        if renamed_on and fields.get("name", stored.name) != stored.name:
            FormerName.objects.create(organisation=stored, name=stored.name, until=renamed_on)
        for name, value in fields.items():
            setattr(stored, name, value)
        stored.version = version + 1
        stored.save(update_fields=[*fields, "initials", "version"])


def cover(
    reader: Reader,
    organisation: Organisation,
    employer: Employer,
    since: datetime.date,
    reason: str = "",
) -> None:
    """From a day on it covers an employer, which is kept if it is new."""
    need(reader, organisation)
    if since < organisation.since:
        said = _("不能早于组织的成立日期（{since}）。")
        raise ActRefused(said.format(since=organisation.since), "since")
    with recorded(reader, Action.CHANGED, organisation, reason):
        known = Employer.objects.filter(credit_code=employer.credit_code).first()
        if known is None:
            employer.save()
        held = Coverage.objects.filter(
            organisation=organisation, employer=known, until=None, withdrawn_at=None
        )
        if known and held.exists():
            raise ActRefused(_("已经覆盖这个单位。"), "credit_code")
        Coverage.objects.create(
            organisation=organisation,
            employer=known or employer,
            since=since,
            entered_by=reader.person,
        )


def uncover(reader: Reader, coverage: Coverage, until: datetime.date, reason: str = "") -> None:
    """From a day on it no longer covers an employer."""
    need(reader, coverage.organisation)
    if coverage.until is not None:
        raise ActRefused(_("已经不再覆盖这个单位。"))
    if until < coverage.since:
        said = _("不能早于开始日期（{since}）。")
        raise ActRefused(said.format(since=coverage.since), "until")
    with recorded(reader, Action.CHANGED, coverage.organisation, reason):
        coverage.until = until
        coverage.save(update_fields=["until"])


# ---- taking back -------------------------------------------------------------------------------


def last_act(reader: Reader, organisation: Organisation) -> AuditEntry | None:
    """Today's last act on an organisation that can be taken back, where she may do so."""
    entries = AuditEntry.objects.filter(kind=KIND, key=str(organisation.pk))
    last = entries.select_related("actor").order_by("-sequence").first()
    if last is None or last.action not in UNDOABLE or timezone.localdate(last.at) != reader.on:
        return None
    may = all(reader.can_at(Power.ARRANGE_TREE, one.path) for one in concerned(last))
    return last if may else None


def concerned(entry: AuditEntry) -> list[Organisation]:
    """Every parent and heir of the rows that an act changed, before and after."""
    names = {*(entry.before or {}), *(entry.after or {})}
    edges = [int(name.partition(":")[2]) for name in names if name.startswith("edge:")]
    parents = Edge.objects.filter(pk__in=edges).values("parent")
    itself = Organisation.objects.get(pk=int(entry.key))
    heirs = [itself.heir] if itself.heir else []
    return [*Organisation.objects.filter(pk__in=parents), *heirs, *above(itself)]


def undo(reader: Reader, organisation: Organisation, reason: str) -> None:
    """Take back today's act, as long as nothing stands on it."""
    entry = last_act(reader, organisation)
    if entry is None:
        raise ActRefused(_("只能撤回当天的最后一次变动，而且此后没有别的变动。"))
    with transaction.atomic():
        lock_tree(organisation)
        before, after = entry.before or {}, entry.after or {}
        if not still_stands(after):
            raise ActRefused(_("此后又有变动，不能再撤回；请另作一次变更。"))
        if entry.action == Action.FOUNDED:
            withdraw(organisation, reason)
        else:
            put_back(before)
            rebuild(organisation, after)
        write(reader, Action.RESTORED, organisation, (after, before), reason)


def withdraw(organisation: Organisation, reason: str) -> None:
    """Take a founding back: the organisation leaves the tree, its code becomes free."""
    if refers_to(organisation):
        raise ActRefused(_("已经有人员、单位或登记用到这个组织，不能撤回；请改用“撤销”。"))
    organisation.withdrawn_at, organisation.withdrawn_because = timezone.now(), reason
    organisation.code = f"{organisation.code}~{organisation.pk}"[-40:]
    organisation.save(update_fields=["withdrawn_at", "withdrawn_because", "code"])


def refers_to(organisation: Organisation) -> bool:
    """Whether anything but its own edge and the trail names it."""
    fields: list[Any] = Organisation._meta.get_fields(include_hidden=True)
    for field in fields:
        if not field.auto_created or field.concrete or field.related_model is AuditEntry:
            continue
        if field.related_model is Edge and field.field.name == "organisation":
            continue
        if field.related_model._default_manager.filter(**{field.field.name: organisation}).exists():
            return True
    return False


def rebuild(organisation: Organisation, after: dict[str, Any]) -> None:
    """Put the paths back where the edges now lead; its own first, for others may stand below it."""
    moved = {
        columns["organisation_id"]
        for name, columns in after.items()
        if name.startswith("edge:") and columns and "organisation_id" in columns
    }
    for key in (organisation.pk, *sorted(moved - {organisation.pk})):
        edge = Edge.objects.filter(organisation=key, until=None).first()
        if edge is None:
            continue
        if edge.parent.until:
            raise ActRefused(_("原来的上级已经撤销，不能撤回；请另作一次变更。"))
        move_paths(edge.organisation.path, edge.parent.path + path_segment(edge.organisation))
    organisation.refresh_from_db()


def refuse_upside_down(organisation: Organisation, parent: Organisation) -> None:
    """Nothing stands below what is smaller than itself: no union under a branch."""
    order = list(Tier)
    if order.index(parent.tier) > order.index(organisation.tier):
        said = _("{tier}不能放在{parent}下面，请另选上级。")
        raise ActRefused(said.format(tier=organisation.tier.label, parent=parent), "target")


# ---- rights and the trail ----------------------------------------------------------------------


def above(organisation: Organisation) -> list[Organisation]:
    """Its parent; the root answers for itself."""
    keys = keys_of(organisation.path)
    return list(Organisation.objects.filter(pk__in=keys[-2:-1] or keys))


def may_arrange(reader: Reader, organisation: Organisation) -> bool:
    """Whether she may move, merge or dissolve it: the power is asked at its parent."""
    return all(reader.can_at(Power.ARRANGE_TREE, one.path) for one in above(organisation))


def need(reader: Reader, *organisations: Organisation) -> None:
    """Refuse what lies outside the part of the tree that she arranges."""
    if not all(reader.can_at(Power.ARRANGE_TREE, one.path) for one in organisations):
        raise PermissionDenied


@contextmanager
def recorded(
    reader: Reader,
    action: Action,
    organisation: Organisation,
    reason: str,
    others: Iterable[int] = (),
) -> Iterator[None]:
    """The act and its entry in the trail, in one transaction and one at a time."""
    keys = [organisation.pk, *others]
    with transaction.atomic():
        lock_tree(organisation)
        before = footprint(keys)
        yield
        write(reader, action, organisation, changes(before, footprint(keys)), reason)


def lock_tree(organisation: Organisation) -> None:
    """Two acts at once could make a ring that neither sees."""
    top = keys_of(organisation.path)[:1]
    list(Organisation.objects.select_for_update().filter(pk__in=top))


def write(
    reader: Reader,
    action: Action,
    organisation: Organisation,
    rows: tuple[dict[str, Any], dict[str, Any]],
    reason: str,
) -> None:
    """One entry in the trail, every row that changed in it."""
    deed = Deed(action, KIND, str(organisation.pk), organisation.pk, *rows, reason=reason)
    write_down(reader, deed)
