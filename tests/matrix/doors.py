"""Every route as a door: what it takes to come in, and how to knock at it for one thing.

A route that stands in no table here fails `test_it_knocks_at_every_door`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Organisation
from halfsky.records.addresses import address_key
from halfsky.records.declaration import Register
from halfsky.site.policy import RULES

ABSENT = 987_654_321  # a number that no record has
NO_CODE = "no-such-code"
NOTHING = "nothing"  # what it asks for is not there, for nobody
FIGURE = "education.training_sessions"

# About one record; the thing is its register's confidentiality, the mark what it takes.
RECORD_DOORS = {
    "records:record": "r",
    "records:history": "r",
    "records:edit": "w",
    "records:withdraw": "w",
    "records:restore": "w",
    "records:step": "w",
    "records:reveal": "reveal",
    "records:keep": "w",
    "records:attachments": "r",
    "records:attach": "w",
    "records:attachment": NOTHING,  # the records of the matrix have no files
    "records:detach": NOTHING,
    "records:step_back": NOTHING,  # nor has a step been taken
    "records:unassign": NOTHING,
}
# Of sealed records only.
HANDLERS_DOORS = {"records:handlers": "w", "records:assign": "w"}
# About a register as a whole; nothing of another part of the tree is in it.
REGISTER_DOORS = {
    "records:list": "r",
    "records:add": "w",
    "records:choices": "r",
    "records:workbooks": "sheets",
    "records:template": "sheets",
    "records:upload": "sheets",
    "records:export": "export",
}
# About one organisation: the thing and what it takes. "-" is for whoever reaches it at all.
ORGANISATION_DOORS = {
    "org:organisation": ("-", "r"),
    "org:children": ("-", "r"),
    "org:arrange": ("tree", "w"),
    "org:undo": ("nothing", "w"),  # there is an act to be taken back on its day only
    "org:describe": ("tree", "w"),
    "org:cover": ("tree", "w"),
    "org:uncover": ("nothing", "w"),  # the cast covers nobody
}
MORE_ARGUMENTS = {"org:arrange": ["dissolve"], "org:uncover": ["1"]}
FIGURE_DOORS = {
    "figures:table": [],
    "figures:units": [],
    "figures:sheet": ["csv"],
    "figures:table_sheet": ["csv"],
    "figures:history_sheet": [FIGURE, "csv"],
    "figures:picture": [],
    "figures:fact": [FIGURE],
    "figures:records": [FIGURE],
    "figures:one_figure_units": [FIGURE],
}
# About one organisation, for whoever may declare its figures.
DECLARING_DOORS: dict[str, list[str]] = {"figures:grid": [], "figures:grid_download": []}
# About one organisation, for whoever reports for it.
REPORTING_DOORS: dict[str, list[str]] = {"figures:forms": []}
# About nothing in particular: the thing and what it takes.
PLAIN_DOORS = {
    "audit": ("audit", "r"),
    "audit_download": ("audit", "r"),
    "org:found": ("tree", "w"),
    "org:people": ("people", "r"),
    "org:activation": ("people", "r"),
    "org:invite": ("people", "w"),
    "figures:adjustments": ("figures", "r"),
    "figures:enter_adjustment": ("figures", "w"),
    "figures:declarations": ("figures", "w"),
    "collecting:silent": ("figures", "r"),
}
# About things that have a table of roles and positions in tests of their own.
ELSEWHERE = {
    "tests/records/pages": {
        *("records:batch", "records:confirm", "records:recheck", "records:give_up"),
        *("records:take_back", "records:marked_download", "records:export_open"),
        *("records:returned", "records:export_request", "records:approve_export"),
        *("records:refuse_export", "records:withdraw_export", "records:make_export"),
    },
    "tests/org": {
        *("org:person", "org:account", "org:appoint", "org:end_post", "org:hand_over"),
        *("org:slip", "org:slips", "org:person_choices", "org:first_run"),
    },
    "tests/figures/pages": {
        *("figures:adjustment", "figures:approve_adjustment", "figures:withdraw_adjustment"),
        *("figures:nothing", "figures:take_back_nothing"),
    },
    "tests/figures/sheets": {
        *("figures:declared_sheet", "figures:declare_sheet"),
        *("figures:approve_sheet", "figures:take_back_sheet"),
        *("figures:form", "figures:form_download", "figures:put_form_away"),
    },
    "tests/setup": {
        *("setup:overview", "setup:body", "setup:upload", "setup:workbook", "setup:columns"),
        *("setup:question", "setup:apply", "setup:undo"),
    },
    "tests/site": {"check:page", "check:collation"},
    "tests/collecting": {
        *("collecting:make", "collecting:links", "collecting:link", "collecting:withdraw"),
        *("collecting:behalf", "collecting:proposals", "collecting:decide"),
        *("collecting:remarks", "collecting:thread", "collecting:held", "collecting:settle_held"),
        *("collecting:doubles", "collecting:settle"),
    },
}
# Lists of what lies in her reach; tests of their own hold that there is nothing else in them.
LISTS = {"org:organisations", "org:choices", "org:employer_choices", "records:keep_new"}
# For everybody who has logged in, or for anybody: they show what is her own, or nothing.
OWN_DOORS = {
    *("home", "healthz", "receipt", "login", "logout", "language", "again", "account", "password"),
    *("second_factor", "second_factor_set_up", "second_factor_off", "recovery_codes"),
    "end_passkey",
    *("end_device", "end_others"),
    *("records:drafts", "records:discard", "records:imports", "records:export_requests"),
    *("help", "help_card", "begin_practice", "clear_practice", "end_practice"),
    *("org:task", "org:task_progress", "org:stop_task", "org:task_download"),
    *("collecting:sheet", "collecting:telephone", "collecting:receipt"),
}


@dataclass(frozen=True)
class Knock:
    """One request, and the same for something that does not exist."""

    route: str
    method: str
    url: str
    url_of_nothing: str


def knocks_for_record(register: Register, key: int, withdrawn: int) -> Iterator[Knock]:
    """Every route about one record, with each of its methods; only a withdrawn one is restored."""
    for route in record_doors(register):
        more = arguments(route, register)
        if more is not None:
            there = withdrawn if route == "records:restore" else key
            urls = [
                reverse(route, args=[register.code, address_key(register, one), *more])
                for one in (there, ABSENT)
            ]
            yield from knocks(route, *urls)


def record_doors(register: Register) -> dict[str, str]:
    """What its records' routes take."""
    if register.made_by:  # made and ended by acts of the tree
        return RECORD_DOORS | dict.fromkeys(("records:withdraw", "records:restore"), NOTHING)
    return RECORD_DOORS | (HANDLERS_DOORS if register.is_sealed else {})


def arguments(route: str, register: Register) -> list[str] | None:
    """What a route takes besides register and record; None where the register has none."""
    if route == "records:step":
        workflow = register.workflow
        return [workflow.transitions[0].code] if workflow else None
    if route in ("records:attachment", "records:detach", "records:unassign"):
        return [str(ABSENT)]
    if route == "records:reveal":
        fields = register.model._meta.concrete_fields
        masked = [field.name for field in fields if isinstance(field, EncryptedField)]
        return masked[:1] or None
    return []


def knocks_for_organisation(organisation: Organisation) -> Iterator[Knock]:
    """Every route about one organisation, with each of its methods."""
    for route in ORGANISATION_DOORS:
        more = MORE_ARGUMENTS.get(route, [])
        urls = [reverse(route, args=[code, *more]) for code in (organisation.code, NO_CODE)]
        yield from knocks(route, *urls)
    for route, arguments_of_figure in (FIGURE_DOORS | DECLARING_DOORS | REPORTING_DOORS).items():
        base = reverse(route, args=arguments_of_figure)
        urls = [f"{base}?period=2022H1&org={code}" for code in (organisation.code, NO_CODE)]
        yield from knocks(route, *urls)


def knocks(route: str, url: str, url_of_nothing: str) -> Iterator[Knock]:
    """With each method that the rule lists."""
    for method in RULES[route].methods:
        yield Knock(route, method, url, url_of_nothing)


def knocks_for_register(register: Register) -> Iterator[tuple[Knock, str]]:
    """The routes about a whole register, and what each takes."""
    for route, needed in REGISTER_DOORS.items():
        arguments_of_route = [register.code]
        if route == "records:choices":
            continue  # asked field by field, by the forms
        url = reverse(route, args=arguments_of_route)
        nothing = reverse(route, args=["no-such-register"])
        yield from ((knock, needed) for knock in knocks(route, url, nothing))
