"""Takes a list out as a file, whoever asks: counted, written down, its secrets masked."""

import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.org.tasks import files
from halfsky.org.tasks.queue import Order
from halfsky.org.tasks.worker import Outcome, TaskRefused, Work
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.exports.models import ALONE_AT_MOST
from halfsky.records.pages.asking import asked_of, rows
from halfsky.records.registry import registers
from halfsky.records.sheets.children.sheets import child_sheets, rows_beside
from halfsky.records.sheets.columns import is_secret, sheet_of
from halfsky.records.sheets.exporting import export_text, export_workbook
from halfsky.records.sheets.scope import scope_to_read
from halfsky.records.sheets.staging import digest_of

AT_ONCE = 2_000  # more rows than these are written by the worker
A_DAY = datetime.timedelta(days=1)
KINDS = ("xlsx", "csv")


@dataclass(frozen=True)
class Taking:
    """What is asked for: which list, as the address asks for it, in which form, and why."""

    register: str
    query: str
    kind: str
    reason: str = ""
    is_open: bool = False  # secrets in full
    request: int = 0  # by which a second person let it through

    @property
    def parameters(self) -> QueryDict:
        """What the list was asked for."""
        return QueryDict(self.query)

    def records(self, reader: Reader) -> Any:
        """The rows of the list, all pages of it, in its order; in full those she may reveal."""
        register = registers()[self.register]
        found = rows(register, reader, asked_of(register, self.parameters))
        if not self.is_open:
            return found
        prefix = register.organisation_prefix
        return found.filter(reader.organisations(Power.REVEAL, prefix=prefix))

    @property
    def label(self) -> str:
        """What the file is called, without its ending."""
        return f"{registers()[self.register].label} {timezone.localdate():%Y-%m-%d}"


def may_export(register: Register, reader: Reader) -> bool:
    """Whether she may take its list out; a sealed register is never taken out as a whole."""
    may = reader.can(Power.EXPORT) and reader.can(register.reading)
    return may and not register.is_sealed


def wants_reason(register: Register) -> bool:
    """Whether she has to say what for."""
    return register.confidential is not Confidentiality.OPEN


def has_secrets(register: Register) -> bool:
    """Whether something in its list is encrypted."""
    sheets = (sheet_of(register), *child_sheets(register))
    return any(is_secret(column) for sheet in sheets for column in sheet.columns)


def may_open(register: Register, reader: Reader) -> bool:
    """Whether she may have its secrets in full: there are some, and she may reveal each of them."""
    return has_secrets(register) and may_export(register, reader) and reader.can(Power.REVEAL)


def needs_second_person(taking: Taking, reader: Reader) -> bool:
    """Whether a confidential list is so long that somebody else has to let it through (T31).

    What she took of it within a day counts too: a list in slices is the same list.
    """
    register = registers()[taking.register]
    if register.confidential is Confidentiality.OPEN:
        return False
    left = ALONE_AT_MOST - taken_lately(register, reader)
    return left < 0 or size_of(taking, reader, left + 1) > left


def taken_lately(register: Register, reader: Reader) -> int:
    """How many rows of a register she took within a day without anybody else's word."""
    since = timezone.now() - A_DAY
    lists = AuditEntry.objects.filter(kind=register.code, key="")  # as the index has them
    taken = lists.filter(actor=reader.person, action=Action.EXPORTED, at__gte=since)
    kept = [after for after in taken.values_list("after", flat=True) if after]
    return sum(
        after.get("rows", 0) + sum(after.get("beside", {}).values())
        for after in kept
        if not after.get("request")
    )


def size_of(taking: Taking, reader: Reader, most: int | None = None) -> int:
    """How many rows the file will have, those beside the records too; counted up to a number."""
    keys = list(taking.records(reader).values_list("pk", flat=True)[:most])
    if taking.kind != "xlsx" or (most is not None and len(keys) >= most):
        return len(keys)
    return len(keys) + rows_beside(registers()[taking.register], keys)


def is_long(taking: Taking, reader: Reader) -> bool:
    """Whether the worker has to do it."""
    keys = taking.records(reader).values_list("pk", flat=True)
    return len(keys[: AT_ONCE + 1]) > AT_ONCE


def write(taking: Taking, reader: Reader, path: Path, address: str) -> int:
    """Write the file and put down that it went out; how many records are in it."""
    register = registers()[taking.register]
    scope = scope_to_read(register, reader)
    records = taking.records(reader)
    beside: dict[str, int] = {}
    if taking.kind == "xlsx":
        how: Any = {"is_open": taking.is_open, "mark": signature(reader), "beside": beside}
        number = export_workbook(path, scope, records, **how)
    else:
        number = export_text(path, scope, records, is_open=taking.is_open)
    after = {
        "rows": number,
        "digest": digest_of(path),
        "kind": taking.kind,
        "asked": asked_for(taking.parameters),
        "in_full": taking.is_open,
    }
    if beside:
        after["beside"] = beside
    if taking.request:
        after["request"] = taking.request
    deed = Deed(
        Action.EXPORTED, register.code, "", scope.top, after=after, reason=taking.reason[:200]
    )
    write_down(reader, deed, address=address)
    return number


def asked_for(query: QueryDict) -> str:
    """The filters, for the trail; not the words searched for, which may be somebody's name."""
    told = query.copy()
    for name in ("q", "page", "column"):
        told.pop(name, None)
    return f"{told.urlencode()}{'&q=…' if query.get('q') else ''}"[:300]


def signature(reader: Reader) -> str:
    """Who took it and when."""
    assert reader.person is not None
    return _("{name}（{account}）于{time}从半边天导出").format(
        name=reader.person.name,
        account=reader.person.username,
        time=f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )


# ---- by the worker -------------------------------------------------------------------------


def order_of(taking: Taking) -> Order:
    """The same, to be put into the queue."""
    label = _("导出{label}").format(label=registers()[taking.register].label)
    back = reverse("records:export", args=[taking.register])
    return Order("records.export", label, asdict(taking), back=f"{back}?{taking.query}")


def export(work: Work) -> Outcome:
    """Write it, and keep it for her to fetch; she may still export and read, or she gets none."""
    taking = Taking(**work.content)
    register, reader = registers()[taking.register], work.reader()
    may = may_open(register, reader) if taking.is_open else may_export(register, reader)
    if not may:
        raise TaskRefused(_("您现在没有导出“{label}”的权限了。").format(label=register.label))
    work.begin(_("正在导出"))
    with work.folder() as folder:
        path = folder / f"file.{taking.kind}"
        number = write(taking, reader, path, work.task.address)
        result = files.keep_file(path)
    sentence = _("已导出{count}条。").format(count=number)
    return Outcome(sentence=sentence, result=result, result_name=f"{taking.label}.{taking.kind}")
