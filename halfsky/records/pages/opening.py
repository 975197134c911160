"""What a page begins with: the register and the record that its address names, for the reader."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from halfsky.components import Crumb
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.addresses import key_of, record_url
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.registry import registers
from halfsky.records.stepping_back import last_step
from halfsky.records.visibility import fetch, may_enter, open_register
from halfsky.records.writing import organisation_of


def open_for(request: ReaderRequest, code: str) -> Register:
    """A register that the reader may read somewhere; else 404 or 403."""
    register = registers().get(code)
    if register is None:
        raise Http404
    open_register(register, request.reader)
    return register


def open_to_add(request: ReaderRequest, code: str) -> Register:
    """A register that she may add to."""
    register = open_for(request, code)
    if not may_enter(register, request.reader):
        raise PermissionDenied
    return register


@dataclass(frozen=True)
class Opened:
    """A record with its register and its reader."""

    register: Register
    record: Any
    reader: Reader

    @property
    def organisation(self) -> Any:
        """Whose it is."""
        return organisation_of(self.register, self.record)

    @property
    def may_write(self) -> bool:
        """Whether she may change it."""
        return self.reader.can_at(self.register.writing, self.organisation.path)

    @property
    def may_reveal(self) -> bool:
        """Whether she may see a masked field in full."""
        return self.reader.can_at(Power.REVEAL, self.organisation.path)

    @property
    def may_withdraw(self) -> bool:
        """Whether it is taken out by a form; what an act made, an act ends."""
        return self.may_write and not self.register.made_by

    @property
    def url(self) -> str:
        """Its page."""
        return self.page("record")

    @property
    def edit_url(self) -> str:
        """Where it is changed."""
        return self.page("edit")

    @property
    def withdraw_url(self) -> str:
        """Where it is taken out."""
        return self.page("withdraw")

    @property
    def restore_url(self) -> str:
        """Where it is put back."""
        return self.page("restore")

    @property
    def step_back_url(self) -> str:
        """Where its last step is taken back; empty where there is none to be."""
        if not self.may_write or last_step(self.register, self.record) is None:
            return ""
        return self.page("step_back")

    @property
    def attach_url(self) -> str:
        """Where files are sent."""
        return self.page("attach")

    @property
    def assign_url(self) -> str:
        """Where another handler is put on it."""
        return self.page("assign")

    def page(self, name: str) -> str:
        """Another page about it."""
        return record_url(self.register, self.record.pk, name)

    def crumbs(self, *below: str) -> list[Crumb]:
        """The way to its page, or to one about it."""
        way = [list_crumb(self.register), Crumb(str(self.record), self.url if below else "")]
        return [*way, *map(Crumb, below)]

    def deed(self, action: Action, reason: str = "", after: Any = None) -> Deed:
        """Something done to it, for the trail."""
        return Deed(
            action=action,
            kind=self.register.code,
            key=str(self.record.pk),
            organisation=self.organisation.pk,
            after=after,
            reason=reason,
        )

    def write_read(self, request: ReaderRequest, after: Any = None) -> None:
        """Whoever looks at what is confidential is written down (security.md, row 20)."""
        if self.register.confidential is not Confidentiality.OPEN:
            deed = self.deed(Action.READ, after=after)
            write_down(self.reader, deed, address=address_of(request))


def open_record(request: ReaderRequest, code: str, key: str, *powers: Power) -> Opened:
    """A record that she may see, or use the powers on; else 404 or 403."""
    register = open_for(request, code)
    record = fetch(register, request.reader, key_of(register, key), *powers)
    return Opened(register, record, request.reader)


def open_to_change(request: ReaderRequest, code: str, key: str) -> Opened:
    """A record that she may change."""
    register = open_for(request, code)
    opened = open_record(request, code, key, register.writing)
    if not opened.may_write:
        raise PermissionDenied
    return opened


def list_crumb(register: Register) -> Crumb:
    """The list of a register."""
    return Crumb(str(register.label), reverse("records:list", args=[register.code]))


def address_of(request: ReaderRequest) -> str:
    """From where she came; behind a proxy the front server sets it."""
    return str(request.META.get("REMOTE_ADDR", ""))
