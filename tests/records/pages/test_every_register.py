"""The pages of every register: what who may can do, and what others are answered."""

from typing import Any

import pytest
from django.urls import reverse

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from tests.cast import Cast
from tests.records.pages.filling import typed_for, typed_of
from tests.records.pages.who import FORBIDDEN, writer_of
from tests.registers.test_every_register import each_register, every_register, factory_of
from tests.site.conftest import As

each_entered = pytest.mark.parametrize(
    "register", [one for one in every_register() if not one.made_by], ids=lambda one: one.code
)
pytestmark = pytest.mark.django_db


def a_record(register: Register, cast: Cast, readers: dict[str, Reader]) -> Any:
    """A record at the textile union, as somebody who may has entered it."""
    if register.model is type(cast.textile):
        return cast.textile
    record: Any = factory_of(register.model).build(**{register.organisation: cast.textile})
    fields: Any = register.model._meta.concrete_fields
    for field in fields:
        value = getattr(record, field.name, None) if field.is_relation else None
        if value is not None and value.pk is None:
            setattr(record, field.name, factory_of(field.related_model).create())
    writing.add(register, record, readers[writer_of(register)])
    return record


@each_register
def test_it_lists_and_shows_a_record(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    record = a_record(register, cast, readers)
    client = browsing(writer_of(register))
    listed = client.get(reverse("records:list", args=[register.code]))
    assert listed.status_code == 200
    url = record_url(register, record.pk)
    assert url in listed.content.decode()
    assert client.get(url).status_code == 200
    history = client.get(record_url(register, record.pk, "history"))
    assert history.status_code == 200


@each_entered
def test_it_takes_what_is_typed(register: Register, cast: Cast, browsing: As) -> None:
    client = browsing(writer_of(register))
    url = reverse("records:add", args=[register.code])
    assert client.get(url).status_code == 200
    typed = typed_for(register, cast.textile)
    answered = client.post(url, typed)
    assert answered.status_code == 303, answered.content.decode()
    assert answered["X-Receipt"]
    again = client.post(url, typed)
    assert again["X-Receipt"] == answered["X-Receipt"]
    assert register.model._default_manager.filter(version=1).exists()
    assert client.get(answered["Location"]).status_code == 200


@each_register
def test_it_changes_a_record(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    record = a_record(register, cast, readers)
    client = browsing(writer_of(register))
    url = record_url(register, record.pk, "edit")
    assert client.get(url).status_code == 200
    typed = {**typed_of(register, record), "version": "1", FIELD: new_key(), "reason": "核对后改正"}
    answered = client.post(url, typed)
    assert answered.status_code == 303, answered.content.decode()
    record.refresh_from_db()
    assert record.version == 2
    entry = AuditEntry.objects.get(kind=register.code, action=Action.CHANGED)
    assert entry.reason == "核对后改正"


@each_entered
def test_it_withdraws_and_restores_a_record(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    record = a_record(register, cast, readers)
    client = browsing(writer_of(register))
    for page, version in (("withdraw", "1"), ("restore", "2")):
        url = record_url(register, record.pk, page)
        assert client.get(url).status_code == 200
        typed = {"reason": "录错了", "version": version, FIELD: new_key()}
        assert client.post(url, typed).status_code == 303
    record.refresh_from_db()
    assert (record.version, record.withdrawn_at) == (3, None)


@pytest.mark.once
@each_register
def test_it_does_not_exist_for_an_outsider(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    record = a_record(register, cast, readers)
    outsider = "deng" if register.is_sealed else "he"
    if register.confidential.value == "sensitive":
        outsider = "luo"
        record.organisation = cast.mine
        record.save()
    client = browsing(outsider)
    for page in ("record", "edit", "history", "withdraw"):
        assert client.get(record_url(register, record.pk, page)).status_code == 404


@pytest.mark.once
@each_register
def test_it_is_forbidden_to_who_may_not(
    register: Register, cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    record = a_record(register, cast, readers)
    may_not = FORBIDDEN.get(register.confidential)
    if may_not is None:  # sealed: nobody is told that it is there
        client = browsing("lin")
        assert client.get(record_url(register, record.pk)).status_code in (403, 404)
        return
    client = browsing(may_not)
    for page in ("edit", "withdraw"):
        assert client.get(record_url(register, record.pk, page)).status_code == 403
    assert client.post(record_url(register, record.pk, "edit"), {}).status_code == 403
