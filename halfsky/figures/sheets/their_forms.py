"""Forms of others as they are kept: taken in, bound, confirmed, put away."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.adjusting import Refused
from halfsky.figures.models import TheirForm
from halfsky.figures.pages.asking import Asked
from halfsky.figures.sheets.binding import Binding, Proposer
from halfsky.figures.sheets.form_reading import describe
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.encryption import decrypt_bytes, encrypt_bytes
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.sheets.reading import FileRefused

LEARNED_FROM = 20  # forms of the organisation whose labels are remembered


def digest_of(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def propose(asked: Asked, path: Path) -> list[Binding]:
    """What the cells of a form mean, by what was confirmed before and by its labels."""
    pages = describe(path)
    tree = asked.keeping.ground(asked.period.last_day).tree
    below = [tree.nodes[id] for id in tree.subtree(asked.organisation.pk)[1:]]
    found = Proposer(pages, below, learned(asked.organisation)).all()
    if not found:
        raise FileRefused(_("表里没有找到可以填数的格子：要有行或列的名称，格子空着。"))
    return found


def learned(organisation: Organisation) -> dict[tuple[str, str], Binding]:
    """What was confirmed in earlier forms of the organisation, by labels; the latest holds."""
    forms = TheirForm.objects.filter(organisation=organisation, confirmed_at__isnull=False)
    found: dict[tuple[str, str], Binding] = {}
    for form in forms.order_by("-confirmed_at")[:LEARNED_FROM][::-1]:
        for one in bindings_of(form):
            if one.figure:
                found[one.labels] = one
    return found


def bindings_of(form: TheirForm) -> list[Binding]:
    """What its cells mean."""
    return [Binding.loaded(kept) for kept in form.bindings]


def take_in(
    reader: Reader, organisation: Organisation, name: str, content: bytes, bound: Iterable[Binding]
) -> TheirForm:
    """Keep a form with what is proposed for its cells."""
    with transaction.atomic():
        form = TheirForm.objects.create(
            organisation=organisation,
            name=name[:120],
            digest=digest_of(content),
            content=encrypt_bytes(content),
            bindings=[one.dumped() for one in bound],
            entered_by=reader.person,
        )
        write_down(reader if reader.person else None, deed_of(Action.ADDED, form))
    return form


def confirm(reader: Reader, form: TheirForm, version: int, bound: Iterable[Binding]) -> None:
    """A person has looked at every cell: now it may be filled."""
    change(
        reader, form, version, Action.STEPPED,
        bindings=[one.dumped() for one in bound],
        confirmed_by=reader.person,
        confirmed_at=timezone.now(),
    )  # fmt: skip


def put_away(reader: Reader, form: TheirForm, version: int) -> None:
    """It is offered no longer."""
    because = _("不再使用")
    change(
        reader, form, version, Action.WITHDRAWN,
        withdrawn_at=timezone.now(), withdrawn_because=because,
    )  # fmt: skip


def change(
    reader: Reader, form: TheirForm, version: int, action: Action, **changes: object
) -> None:
    """One statement checks the version and writes: of two at once one finds it."""
    with transaction.atomic():
        open_forms = TheirForm.objects.filter(pk=form.pk, version=version, withdrawn_at=None)
        if not open_forms.update(version=version + 1, **changes):
            raise Refused(_("您打开以后，这张表被别人改过。请刷新后再看。"))
        form.refresh_from_db()
        write_down(reader if reader.person else None, deed_of(action, form))


def deed_of(action: Action, form: TheirForm) -> Deed:
    """A form in the trail."""
    after = {"name": form.name, "digest": form.digest, "cells": len(form.bindings)}
    return Deed(action, form._meta.label_lower, str(form.pk), form.organisation_id, after=after)


@contextmanager
def as_files(content: bytes) -> Iterator[tuple[Path, Path]]:
    """A place on the disk for a form and for its filled copy, for as long as they are needed."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "form.xlsx", Path(folder) / "filled.xlsx"
        source.write_bytes(content)
        yield source, out


def content_of(form: TheirForm) -> bytes:
    """The form as it was sent."""
    return decrypt_bytes(bytes(form.content))
