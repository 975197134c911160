"""Acts beside the records: adjustments and the answer that there was nothing, each audited."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.declaration import AnyMeasure
from halfsky.figures.disclosure import confidentiality
from halfsky.figures.models import Adjustment, NothingToReport
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.audit.snapshot import difference, snapshot
from halfsky.org.kinds import Tier
from halfsky.org.models import Entry, Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.org.tree import Node
from halfsky.records.declaration import Confidentiality


class Refused(Exception):
    """The act cannot be done; the sentence says why and what to do."""


def interval_of(measure: AnyMeasure, period: Period) -> tuple[datetime.date, datetime.date | None]:
    """For which time a number of a period stands, by the figure's kind of time."""
    if measure.semantics == "as_of":
        return period.last_day, None
    if measure.semantics == "cumulative" and measure.since:
        return min(measure.since, period.start), period.until
    return period.start, period.until


def may_adjust(reader: Reader, measure: AnyMeasure, organisation: Organisation | Node) -> bool:
    """Whether she may add a number to a figure: where she may see what it adds to, small or not."""
    path, registers = organisation.path, confidentiality(measure)
    if not reader.can_at(Power.ADJUST_FIGURES, path):
        return False
    if Confidentiality.SENSITIVE in registers and not reader.can_at(Power.READ_SENSITIVE, path):
        return False
    if Confidentiality.SEALED in registers:
        may_read = reader.can_at(Power.READ_CASE_FIGURES, path)
        return may_read and organisation.tier is Tier.FEDERATION
    return True


def readable_adjustments(reader: Reader) -> QuerySet[Adjustment]:
    """Those of her part of the tree, of figures whose small numbers are hers to see too."""
    by_kind: dict[Confidentiality, list[str]] = {kind: [] for kind in Confidentiality}
    for code, figure in figures().items():
        kinds = confidentiality(figure)
        for kind in (Confidentiality.SEALED, Confidentiality.SENSITIVE, Confidentiality.OPEN):
            if kind in kinds:
                by_kind[kind].append(code)
                break
    powers = {
        Confidentiality.OPEN: Power.READ_FIGURES,
        Confidentiality.SENSITIVE: Power.READ_SENSITIVE,
        Confidentiality.SEALED: Power.READ_CASE_FIGURES,
    }
    seen = Q(pk__in=())
    for kind, codes in by_kind.items():
        reach = reader.organisations(powers[kind], prefix="organisation__")
        seen |= Q(figure__in=codes) & reach
    return Adjustment.objects.filter(seen).select_related(
        "organisation", "entered_by", "approved_by"
    )


def refuse_adjusting(reader: Reader, adjustment: Adjustment) -> None:
    """Forbidden to who may not adjust this figure there."""
    figure = figures()[adjustment.figure]
    if not may_adjust(reader, figure, adjustment.organisation):  # type: ignore[arg-type]
        raise PermissionDenied


def enter(adjustment: Adjustment, reader: Reader) -> None:
    """Write an adjustment down; it counts once somebody else has approved it."""
    refuse_adjusting(reader, adjustment)
    with transaction.atomic():
        adjustment.entered_by, adjustment.entered_at = reader.person, timezone.now()
        adjustment.approved_by = adjustment.approved_at = None
        adjustment.save()
        _write_down(Action.ADDED, adjustment, reader, {})


def approve(adjustment: Adjustment, version: int, reader: Reader) -> None:
    """The second person's word."""
    refuse_adjusting(reader, adjustment)
    if adjustment.entered_by_id == (reader.person.pk if reader.person else None):
        raise Refused(_("自己录入的调整要由另一个人批准。"))
    if adjustment.approved_at or adjustment.withdrawn_at:
        raise Refused(_("这一条已经批准或撤回，请刷新后再看。"))
    _claim(
        adjustment, version, reader, Action.STEPPED,
        approved_by=reader.person, approved_at=timezone.now(),
    )  # fmt: skip


def withdraw(adjustment: Adjustment, version: int, reader: Reader, reason: str) -> None:
    """It counts no longer; it stays, with the reason."""
    refuse_adjusting(reader, adjustment)
    if adjustment.withdrawn_at:
        raise Refused(_("这一条已经撤回。"))
    _claim(
        adjustment, version, reader, Action.WITHDRAWN, reason,
        withdrawn_at=timezone.now(), withdrawn_because=reason,
    )  # fmt: skip


def _claim(
    row: Entry, version: int, reader: Reader, action: Action, reason: str = "", **changes: object
) -> None:
    """One statement checks the version and writes: of two at once one finds it."""
    manager = type(row)._default_manager
    before = snapshot(row)
    with transaction.atomic():
        claimed = manager.filter(pk=row.pk, version=version).update(version=version + 1, **changes)
        if not claimed:
            raise Refused(_("您打开以后，这一条被别人改过。请刷新后再看。"))
        row.refresh_from_db()
        _write_down(action, row, reader, before, reason)


def _write_down(
    action: Action, row: Entry, reader: Reader, before: dict[str, object], reason: str = ""
) -> None:
    write_down(reader, _deed(action, row, before, reason))


def write_down_all(
    action: Action,
    rows: Iterable[tuple[Adjustment, dict[str, object]]],
    reader: Reader,
    reason: str = "",
) -> None:
    """The same act on many adjustments, each with what it was before."""
    write_down(reader, *(_deed(action, row, before, reason) for row, before in rows))


def _deed(action: Action, row: Entry, before: dict[str, object], reason: str) -> Deed:
    old, new = difference(before, snapshot(row))
    return Deed(
        action=action,
        kind=row._meta.label_lower,
        key=str(row.pk),
        organisation=row.organisation_id,  # type: ignore[attr-defined] # both kinds have one
        before=old or None,
        after=new,
        reason=reason or getattr(row, "reason", ""),
    )


def is_own(reader: Reader, organisation: Organisation) -> bool:
    """Whether it is an organisation that she herself writes for."""
    return any(
        post.organisation == organisation.pk and Power.WRITE_OPEN in post.powers
        for post in reader.posts
    )


def answer_nothing(
    reader: Reader, organisation: Organisation, period: Period, registers: Iterable[str]
) -> list[NothingToReport]:
    """Answer for her own organisation that there was nothing; what was answered stays."""
    if not is_own(reader, organisation):
        raise PermissionDenied
    interval = {"since": period.start, "until": period.until}
    with transaction.atomic():
        known = set(
            NothingToReport.objects.filter(
                organisation=organisation, withdrawn_at__isnull=True, **interval
            ).values_list("register", flat=True)
        )
        answers = [
            NothingToReport.objects.create(
                organisation=organisation, register=code, entered_by=reader.person, **interval
            )
            for code in dict.fromkeys(registers)
            if code not in known
        ]
        for one in answers:
            _write_down(Action.ADDED, one, reader, {})
    return answers


def take_back(answer: NothingToReport, version: int, reader: Reader) -> None:
    """There was something after all."""
    if not is_own(reader, answer.organisation):
        raise PermissionDenied
    if answer.withdrawn_at:
        raise Refused(_("这一条已经撤回。"))
    because = _("撤回零报告")
    _claim(
        answer, version, reader, Action.WITHDRAWN, because,
        withdrawn_at=timezone.now(), withdrawn_because=because,
    )  # fmt: skip
