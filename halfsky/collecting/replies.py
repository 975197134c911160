"""Writes what a unit has answered: records, answers of nothing, proposals, and the reply itself."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting.forms import TotalsForm, is_state, whole_numbers
from halfsky.collecting.models import Asked, Link, Reply
from halfsky.collecting.sheet import Answer, Did, Sheet, SheetLine
from halfsky.figures.declaration import Measure
from halfsky.figures.models import Adjustment, AdjustmentKind, NothingToReport
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.audit.snapshot import snapshot
from halfsky.org.models import Entry, Organisation
from halfsky.org.once import Submission
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.files.accepting import Unacceptable, is_picture
from halfsky.records.files.attaching import attach

NOTHING_KIND = "nothing_to_report"
ADJUSTMENT_KIND = "adjustment"
PICTURE_BEGINS = 64  # bytes that tell a picture


@dataclass(frozen=True)
class Word:
    """On whose word it is written: with which rights, and what is said about where it came from."""

    reader: Reader
    source: str
    link: Link | None = None
    at: datetime.datetime | None = None  # when it was received, if that was not now


class Refused(Exception):
    """The sheet cannot be written as it is; it says itself why."""


def write(sheet: Sheet, asked: Asked, word: Word, submission: Submission) -> Reply:
    """Everything at once, in the transaction of the submission."""
    lines = [
        {"register": answer.line.register.code, "did": answer.did.value, "text": act(answer, word)}
        for answer in sheet.answers
    ]
    return Reply.objects.create(
        organisation=asked.organisation,
        form=asked.form,
        since=asked.since,
        until=asked.until,
        link=word.link,
        submission=submission,
        person=word.reader.person,
        source=word.source,
        at=word.at or timezone.now(),
        lines=lines,
    )


def act(answer: Answer, word: Word) -> str:
    """Do what one line says; the answer is how the receipt puts it."""
    try:
        if answer.did is Did.ADDED:
            return add_count(answer.line, word)
        if answer.did is Did.PROPOSED:
            return propose(answer.line, word)
        if answer.did is Did.NOTHING:
            return say_nothing(answer.line, word)
        return confirmed(answer.line)
    except ValidationError as error:
        answer.line.refuse(error)
        raise Refused from error


def confirmed(line: SheetLine) -> str:
    """Nothing is written but the reply."""
    return _("{count}条记录").format(count=line.known.records)


def add_count(line: SheetLine, word: Word) -> str:
    """A new record; a state closes the one before it, or corrects it on the same day."""
    register, record = line.register, line.count.instance  # type: ignore[union-attr] # was valid
    current = line.known.state if is_state(register) else None
    day = getattr(record, register.on)
    if current is not None and getattr(current, register.on) == day:
        for field in whole_numbers(register):
            setattr(current, field.name, getattr(record, field.name))
        current.full_clean()
        writing.change(register, current, current.version, word.reader, word.source)
        return in_words(line, current) + keep_photo(line, current, word)
    if current is not None:
        close(line, current, day, word)
    record.full_clean()
    writing.add(register, record, word.reader, word.source)
    return in_words(line, record) + keep_photo(line, record, word)


def keep_photo(line: SheetLine, record: Any, word: Word) -> str:
    """The photo beside the count, made anew without where and when it was taken."""
    if line.photo is None:
        return ""
    try:
        if not is_picture(line.photo.read(PICTURE_BEGINS)):
            raise Unacceptable(_("请选一张照片（JPG、PNG）。"))
        line.photo.seek(0)
        attach(line.register, record, [line.photo], word.reader)
    except Unacceptable as unacceptable:
        raise ValidationError(str(unacceptable)) from None
    return _("，附照片")


def close(line: SheetLine, current: Any, day: Any, word: Word) -> None:
    """End the state that held until now."""
    since = getattr(current, line.register.on)
    if since and since > day:
        raise ValidationError(_("已有{since}的数，日期不能比它早。").format(since=since))
    current.until = day
    writing.change(line.register, current, current.version, word.reader, word.source)


def in_words(line: SheetLine, record: Any) -> str:
    """The day and the numbers of a count."""
    numbers = [
        f"{field.verbose_name}{getattr(record, field.name)}"
        for field in whole_numbers(line.register)
    ]
    return "，".join([str(getattr(record, line.register.on)), *numbers])


def say_nothing(line: SheetLine, word: Word) -> str:
    """The unit's answer that there was nothing in the period."""
    if line.known.records:
        raise ValidationError(_("本期已有记录，不能报零。"))
    period = line.sheet.period
    answer = NothingToReport(
        organisation=line.sheet.organisation,
        register=line.register.code,
        since=period.start,
        until=period.until,
        entered_by=word.reader.person,
    )
    keep(answer, NOTHING_KIND, line.sheet.organisation, word)
    return _("本期没有")


def propose(line: SheetLine, word: Word) -> str:
    """Declared totals that wait for the level above; the records stay as they are."""
    totals: TotalsForm = line.totals  # type: ignore[assignment] # it was valid
    said = []
    for code, total in totals.changed().items():
        label, unit, before = totals.totals[code]
        change = _("原为{before}{unit}，报为{total}{unit}").format(
            before=before, total=total, unit=unit
        )
        withdraw_earlier(code, line, word)
        since, until = interval(code, line.sheet.period)
        adjustment = Adjustment(
            figure=code,
            organisation=line.sheet.organisation,
            kind=AdjustmentKind.DECLARED,
            since=since,
            until=until,
            value=total,
            reason="；".join(filter(None, (change, totals.cleaned_data["why"])))[:200],
            source=word.source,
            entered_by=word.reader.person,
        )
        adjustment.full_clean(exclude=["organisation", "entered_by", "approved_by"])
        keep(adjustment, ADJUSTMENT_KIND, line.sheet.organisation, word)
        said.append(f"{label}{change}")
    return _("{totals}，待上级核准").format(totals="；".join(said))


def withdraw_earlier(code: str, line: SheetLine, word: Word) -> None:
    """A newer proposal takes the place of one that nobody has approved yet."""
    since, until = interval(code, line.sheet.period)
    waiting = Adjustment.objects.filter(
        figure=code,
        organisation=line.sheet.organisation,
        kind=AdjustmentKind.DECLARED,
        since=since,
        until=until,
        approved_by__isnull=True,
        withdrawn_at__isnull=True,
    )
    because = _("已另报新的数")
    for adjustment in waiting:
        adjustment.withdrawn_at, adjustment.withdrawn_because = timezone.now(), because
        adjustment.save(update_fields=["withdrawn_at", "withdrawn_because"])
        deed = Deed(
            Action.WITHDRAWN,
            ADJUSTMENT_KIND,
            str(adjustment.pk),
            line.sheet.organisation.pk,
            reason=f"{because}（{word.source}）"[:200],
        )
        write_down(word.reader, deed)


def interval(code: str, period: Period) -> tuple[Any, Any]:
    """The days a declared total stands for, by the kind of time of its figure."""
    figure = figures()[code]
    if not isinstance(figure, Measure):
        raise TypeError(code)
    if figure.semantics == "as_of":
        return period.last_day, None
    if figure.semantics == "cumulative":
        return figure.since or period.start, period.until
    return period.start, period.until


def keep(entry: Entry, kind: str, organisation: Organisation, word: Word) -> None:
    """Save something that stands beside the records, and write it down."""
    entry.save()
    after = snapshot(entry)
    deed = Deed(Action.ADDED, kind, str(entry.pk), organisation.pk, after=after, reason=word.source)
    write_down(word.reader, deed)
