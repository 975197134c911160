"""The audit trail in the browser: searched, verified, taken away; never what records hold."""

import datetime
import json
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from halfsky.components import Applied, Choice, Filter, with_query
from halfsky.org.audit.chain import Deed, current_head, verify, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.reader import ReaderRequest
from halfsky.org.search import words_of

ROWS_A_PAGE = 50
ROWS_A_BATCH = 1000
OURS = "org."  # what the tree and its accounts write; everything else is about records


def show_trail(request: ReaderRequest) -> HttpResponse:
    """The latest entries first, by who, what, when and which object."""
    rows = asked(request).select_related("actor", "organisation").order_by("-sequence")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(sequence__lt=int(before[:18]))
    found = list(rows[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    more = with_query(request.GET, before=shown[-1].sequence) if len(found) > ROWS_A_PAGE else ""
    context = {
        "search": request.GET.get("q", ""),
        "filters": filters(request),
        "applied": applied(request),
        "reset_url": reverse("audit"),
        "entries": [entry_line(entry) for entry in shown],
        "more": more,
        "download_url": f"{reverse('audit_download')}?{request.GET.urlencode()}",
        "verdict": verdict(request),
        "head": current_head(),
        "kept": request.GET.get("head", ""),
    }
    return render(request, "org/trail.html", context)


def asked(request: ReaderRequest) -> "QuerySet[AuditEntry]":
    """The entries that the address asks for."""
    rows = AuditEntry.objects.all()
    for word in words_of(request.GET.get("q", "")):
        who = Q(actor__username__iexact=word) | Q(actor__name__icontains=word)
        what = Q(key=word) | Q(reason__icontains=word) | Q(address=word)
        rows = rows.filter(who | Q(actor__initials=word) | what)
    if (action := request.GET.get("action", "")) in Action.values:
        rows = rows.filter(action=action)
    if kind := request.GET.get("kind", ""):
        rows = rows.filter(kind=kind)
    if since := day(request, "since"):
        rows = rows.filter(at__gte=beginning(since))
    if until := day(request, "until"):
        rows = rows.filter(at__lt=beginning(until + datetime.timedelta(days=1)))
    return rows


def day(request: ReaderRequest, name: str) -> datetime.date | None:
    """A day of the address; what is none counts as not asked."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def beginning(on: datetime.date) -> datetime.datetime:
    """Midnight, where the installation is."""
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time.min))


def filters(request: ReaderRequest) -> list[Filter]:
    """What, which kind of object, from when until when."""
    action, kind = request.GET.get("action", ""), request.GET.get("kind", "")
    actions = [Choice(one.value, one.label, one.value == action) for one in Action]
    known = AuditEntry.objects.order_by("kind").values_list("kind", flat=True).distinct()
    kinds = [Choice(one, kind_label(one), one == kind) for one in known]
    since, until = day(request, "since"), day(request, "until")
    return [
        Filter("action", _("动作"), value=action, choices=actions),
        Filter("kind", _("对象"), value=kind, choices=kinds),
        Filter("since", _("从"), kind="date", value=str(since or "")),
        Filter("until", _("到"), kind="date", value=str(until or "")),
    ]


def applied(request: ReaderRequest) -> list[Applied]:
    """The filters that are on."""
    labels = {
        "action": dict(Action.choices).get(request.GET.get("action", ""), ""),
        "kind": kind_label(request.GET.get("kind", "")),
        "since": _("从{day}").format(day=day(request, "since")) if day(request, "since") else "",
        "until": _("到{day}").format(day=day(request, "until")) if day(request, "until") else "",
    }
    return [
        Applied(str(label), with_query(request.GET, **{name: None, "before": None}))
        for name, label in labels.items()
        if label
    ]


def kind_label(kind: str) -> str:
    """What an object is called; of a register its code."""
    names = {
        "org.organisation": _("组织"),
        "org.person": _("账号"),
        "sign_in": _("登录"),
        "audit": _("审计记录"),
        "figures": _("数据表"),
    }
    if kind in names:
        return names[kind]
    # A model's own name; of a register, which is none, its code.
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


# ---- one entry ---------------------------------------------------------------------------------


def entry_line(entry: AuditEntry) -> dict[str, Any]:
    """An entry as the page shows it."""
    actor = entry.actor
    return {
        "entry": entry,
        "at": f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        "who": actor.name if actor else _("（本机操作员或未登录）"),
        "account": actor.username if actor else "",
        "kind": kind_label(entry.kind),
        "changes": changes(entry),
        "names": "" if is_ours(entry) else "、".join(columns(entry)),
    }


def is_ours(entry: AuditEntry) -> bool:
    """Whether the entry is about the tree or an account, which its reader may know in full."""
    return entry.kind.startswith(OURS)


def columns(entry: AuditEntry) -> list[str]:
    """The columns that a change of a record touched: their names and nothing of their content."""
    return sorted({*(entry.before or {}), *(entry.after or {})})


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """Column, before and after; of a record nothing (its content is not the auditor's)."""
    if not is_ours(entry):
        return []
    before, after = flat(entry.before or {}), flat(entry.after or {})
    names = [*before, *(name for name in after if name not in before)]
    return [(name, said(before.get(name)), said(after.get(name))) for name in names]


def flat(kept: dict[str, Any]) -> dict[str, Any]:
    """An act of the tree keeps rows with their columns: each column by row and name."""
    found: dict[str, Any] = {}
    for name, value in kept.items():
        if isinstance(value, dict):
            found |= {f"{name} {column}": one for column, one in value.items() if one is not None}
        elif value is not None or ":" not in name:
            found[name] = value
    return found


def said(value: Any) -> str:
    """A kept value in one line."""
    if value is None:
        return "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# ---- verified and taken away -------------------------------------------------------------------


def verdict(request: ReaderRequest) -> dict[str, Any] | None:
    """The chain walked from end to end, when it is asked for."""
    if request.GET.get("verify") != "1":
        return None
    kept = request.GET.get("head", "").strip()
    number, _colon, seal = kept.partition(":")
    if kept and not (number.isascii() and number.isdigit() and len(seal) == 64):
        return {"tone": "bad", "sentence": _("另存的末端应写作 序号:64位十六进制。")}
    found = verify(kept)
    return {"tone": "good" if found.is_whole else "bad", "sentence": found.sentence}


def download(request: ReaderRequest) -> StreamingHttpResponse:
    """The entries asked for as JSON lines; of records the names of columns only."""
    rows = asked(request).order_by("sequence")
    write_down(request.reader, Deed(Action.EXPORTED, "audit", reason=request.GET.urlencode()[:200]))
    lines = (line(entry) for entry in rows.select_related("actor").iterator(ROWS_A_BATCH))
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    name = f"audit-{timezone.localdate().isoformat()}.jsonl"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def line(entry: AuditEntry) -> str:
    """One entry as one line."""
    content: dict[str, Any] = {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "actor": entry.actor.username if entry.actor else None,
        "action": entry.action,
        "kind": entry.kind,
        "key": entry.key,
        "organisation": entry.organisation_id,
        "reason": entry.reason,
        "address": entry.address,
        "seal": entry.seal,
    }
    if is_ours(entry):
        content |= {"before": entry.before, "after": entry.after}
    else:
        content["columns"] = columns(entry)
    return json.dumps(content, ensure_ascii=False) + "\n"
