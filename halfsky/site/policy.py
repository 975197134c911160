"""Who may use which route: the one table (security.md §2.1). A route that is not in it answers 403.

What a rule cannot know (whether a record lies in the reader's part of the tree) the page asks of
`records.visibility`, `org.reader` and `figures.disclosure`; `scope` names which of them.
"""

from dataclasses import dataclass, field
from enum import Enum

from django.http import HttpRequest

from halfsky.org.limits import Purpose
from halfsky.org.roles import Power


class Level(Enum):
    """How confidential what a route shows can be (security.md §1.2)."""

    PUBLISHED = "S1"
    INTERNAL = "S2"
    SENSITIVE = "S3"
    SEALED = "S4"


class Scope(Enum):
    """What the page narrows down further, by the reader."""

    NONE = "none"
    OWN = "own"  # her own account, receipts, drafts
    REGISTER = "register"  # by the register's confidentiality and her reach
    RECORD = "record"  # the same, of one record
    ORGANISATION = "organisation"  # by her reach
    FIGURE = "figure"  # by her reach and what may be disclosed


@dataclass(frozen=True)
class Rule:
    """One row: who, with which methods, what kind of thing."""

    scope: Scope
    level: Level = Level.INTERNAL
    powers: frozenset[Power] = field(default_factory=frozenset)  # one of them; empty: any account
    methods: tuple[str, ...] = ("GET",)
    is_public: bool = False  # without logging in
    public_by: str = ""  # the setting by which the operator opens it to everybody
    asks_again: bool = False  # who she is, if she has not shown it in the last ten minutes
    is_polled: bool = False  # asked by the page itself: no sign that anybody is there
    spends: Purpose | None = None  # what each use counts against: of forms, each that is sent
    spends_where: str = ""  # a parameter of the address without which it does not count


def public(*methods: str) -> Rule:
    """For anybody, without logging in."""
    return Rule(Scope.NONE, Level.PUBLISHED, methods=methods or ("GET",), is_public=True)


READS = frozenset({Power.READ_OPEN, Power.READ_SENSITIVE, Power.HANDLE_CASES})
WRITES = frozenset({Power.WRITE_OPEN, Power.WRITE_SENSITIVE, Power.HANDLE_CASES})
HANDLES = frozenset({Power.HANDLE_CASES})
EXPORTS = frozenset({Power.EXPORT})
APPROVES = frozenset({Power.APPROVE_EXPORTS})
REVEALS = frozenset({Power.REVEAL})
FIGURES = frozenset({Power.READ_FIGURES})
ADJUSTS = frozenset({Power.ADJUST_FIGURES})
REPORTS = frozenset({Power.WRITE_OPEN})
TREE = frozenset({Power.ARRANGE_TREE})
POSTS = frozenset({Power.MANAGE_OFFICERS, Power.GRANT_ROLES})
PEOPLE = POSTS | {Power.MANAGE_ACCOUNTS}
OFFICERS = frozenset({Power.MANAGE_OFFICERS})
ADJUSTS = frozenset({Power.ADJUST_FIGURES})
SETTLES = frozenset({Power.SET_PARAMETERS, Power.GRANT_ROLES})
PAGE, FORM, ACT = ("GET",), ("GET", "POST"), ("POST",)

RULES: dict[str, Rule] = {
    # ---- the site -------------------------------------------------------------------------
    "home": Rule(Scope.OWN),
    "healthz": public(),
    "help": public(),
    "help_card": public(),
    "begin_practice": Rule(Scope.OWN, powers=READS, methods=ACT),
    "clear_practice": Rule(Scope.OWN, powers=READS, methods=ACT),
    "end_practice": Rule(Scope.OWN, methods=ACT),
    "receipt": Rule(Scope.OWN),
    "login": public("GET", "POST"),
    "logout": Rule(Scope.OWN, methods=ACT),
    "language": public("POST"),
    "again": Rule(Scope.OWN, methods=FORM),
    "account": Rule(Scope.OWN),
    "password": Rule(Scope.OWN, methods=FORM),
    "second_factor": Rule(Scope.OWN, methods=FORM),
    "second_factor_set_up": Rule(Scope.OWN, methods=FORM, asks_again=True),
    "second_factor_off": Rule(Scope.OWN, methods=ACT, asks_again=True),
    "end_passkey": Rule(Scope.OWN, methods=ACT, asks_again=True),
    "recovery_codes": Rule(Scope.OWN, methods=ACT, asks_again=True),
    "end_device": Rule(Scope.OWN, methods=ACT),
    "end_others": Rule(Scope.OWN, methods=ACT),
    "org:task": Rule(Scope.OWN, Level.SENSITIVE),
    "org:task_progress": Rule(Scope.OWN, Level.SENSITIVE, is_polled=True),
    "org:stop_task": Rule(Scope.OWN, Level.SENSITIVE, methods=ACT),
    "org:task_download": Rule(Scope.OWN, Level.SENSITIVE),
    # ---- records --------------------------------------------------------------------------
    "records:list": Rule(
        Scope.REGISTER, Level.SEALED, READS, spends=Purpose.SEARCH, spends_where="q"
    ),
    "records:add": Rule(Scope.REGISTER, Level.SEALED, WRITES, FORM),
    "records:keep_new": Rule(Scope.REGISTER, Level.SEALED, WRITES, ACT),
    "records:drafts": Rule(Scope.OWN, Level.SEALED),
    "records:discard": Rule(Scope.OWN, Level.SEALED, methods=ACT),
    "records:choices": Rule(Scope.REGISTER, Level.INTERNAL, READS, spends=Purpose.SEARCH),
    "records:imports": Rule(Scope.OWN, Level.SEALED, WRITES),
    "records:workbooks": Rule(Scope.REGISTER, Level.SEALED, WRITES),
    "records:template": Rule(Scope.REGISTER, Level.INTERNAL, WRITES),
    "records:upload": Rule(Scope.REGISTER, Level.SEALED, WRITES, ACT),
    "records:returned": Rule(Scope.REGISTER, Level.SENSITIVE, WRITES, FORM),
    "records:export": Rule(Scope.REGISTER, Level.SENSITIVE, EXPORTS, FORM),
    "records:export_open": Rule(Scope.REGISTER, Level.SENSITIVE, REVEALS, FORM, asks_again=True),
    "records:export_requests": Rule(Scope.OWN, Level.INTERNAL, EXPORTS | APPROVES),
    "records:export_request": Rule(Scope.OWN, Level.INTERNAL, EXPORTS | APPROVES),
    "records:approve_export": Rule(Scope.OWN, Level.SENSITIVE, APPROVES, ACT),
    "records:refuse_export": Rule(Scope.OWN, Level.SENSITIVE, APPROVES, ACT),
    "records:withdraw_export": Rule(Scope.OWN, Level.SENSITIVE, EXPORTS, ACT),
    "records:make_export": Rule(Scope.OWN, Level.SENSITIVE, EXPORTS, ACT),
    "records:batch": Rule(Scope.OWN, Level.SEALED, WRITES),
    "records:confirm": Rule(Scope.OWN, Level.SEALED, WRITES, ACT),
    "records:recheck": Rule(Scope.OWN, Level.SEALED, WRITES, ACT),
    "records:give_up": Rule(Scope.OWN, Level.SEALED, WRITES, ACT),
    "records:take_back": Rule(Scope.OWN, Level.SEALED, WRITES, FORM),
    "records:marked_download": Rule(Scope.OWN, Level.SEALED, WRITES),
    "records:record": Rule(Scope.RECORD, Level.SEALED, READS),
    "records:edit": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:withdraw": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:restore": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:history": Rule(Scope.RECORD, Level.SEALED, READS),
    "records:step": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:step_back": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:keep": Rule(Scope.RECORD, Level.SEALED, WRITES, ACT),
    "records:attachments": Rule(Scope.RECORD, Level.SEALED, READS),
    "records:attachment": Rule(Scope.RECORD, Level.SEALED, READS),
    "records:attach": Rule(Scope.RECORD, Level.SEALED, WRITES, ACT),
    "records:detach": Rule(Scope.RECORD, Level.SEALED, WRITES, FORM),
    "records:handlers": Rule(Scope.RECORD, Level.SEALED, HANDLES),
    "records:assign": Rule(Scope.RECORD, Level.SEALED, HANDLES, ACT),
    "records:unassign": Rule(Scope.RECORD, Level.SEALED, HANDLES, FORM),
    "records:reveal": Rule(Scope.RECORD, Level.SEALED, REVEALS, ACT),
    # ---- figures --------------------------------------------------------------------------
    "figures:table": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:fact": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:records": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:units": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:one_figure_units": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:sheet": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:table_sheet": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:history_sheet": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:picture": Rule(Scope.FIGURE, powers=FIGURES, methods=ACT),
    "figures:adjustments": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:adjustment": Rule(Scope.FIGURE, powers=FIGURES),
    "figures:enter_adjustment": Rule(Scope.FIGURE, powers=ADJUSTS, methods=FORM),
    "figures:approve_adjustment": Rule(Scope.FIGURE, powers=ADJUSTS, methods=ACT),
    "figures:withdraw_adjustment": Rule(Scope.FIGURE, powers=ADJUSTS, methods=ACT),
    "figures:grid": Rule(Scope.FIGURE, powers=ADJUSTS, methods=FORM),
    "figures:grid_download": Rule(Scope.FIGURE, powers=ADJUSTS),
    "figures:declarations": Rule(Scope.FIGURE, powers=ADJUSTS),
    "figures:declared_sheet": Rule(Scope.FIGURE, powers=ADJUSTS, methods=FORM),
    "figures:declare_sheet": Rule(Scope.FIGURE, powers=ADJUSTS, methods=ACT),
    "figures:approve_sheet": Rule(Scope.FIGURE, powers=ADJUSTS, methods=ACT),
    "figures:take_back_sheet": Rule(Scope.FIGURE, powers=ADJUSTS, methods=ACT),
    "figures:forms": Rule(Scope.ORGANISATION, powers=REPORTS, methods=FORM),
    "figures:form": Rule(Scope.FIGURE, powers=REPORTS, methods=FORM),
    "figures:form_download": Rule(Scope.FIGURE, powers=REPORTS),
    "figures:put_form_away": Rule(Scope.ORGANISATION, powers=REPORTS, methods=ACT),
    "figures:nothing": Rule(Scope.ORGANISATION, powers=REPORTS, methods=FORM),
    "figures:take_back_nothing": Rule(Scope.ORGANISATION, powers=REPORTS, methods=ACT),
    # ---- the tree and its people ----------------------------------------------------------
    "org:organisations": Rule(Scope.ORGANISATION),
    "org:organisation": Rule(Scope.ORGANISATION),
    "org:children": Rule(Scope.ORGANISATION),
    "org:choices": Rule(Scope.ORGANISATION, spends=Purpose.SEARCH),
    "org:employer_choices": Rule(Scope.ORGANISATION, spends=Purpose.SEARCH),
    "org:found": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "org:arrange": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "org:undo": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "org:describe": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "org:cover": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "org:first_run": public("GET", "POST"),
    "org:people": Rule(Scope.ORGANISATION, powers=PEOPLE),
    "org:person": Rule(Scope.ORGANISATION, powers=PEOPLE),
    "org:person_choices": Rule(Scope.ORGANISATION, powers=PEOPLE, spends=Purpose.SEARCH),
    "org:account": Rule(Scope.ORGANISATION, powers=PEOPLE, methods=FORM, asks_again=True),
    "org:slip": Rule(Scope.OWN, powers=POSTS),
    "org:activation": Rule(Scope.ORGANISATION, powers=PEOPLE),
    "org:slips": Rule(Scope.ORGANISATION, powers=POSTS, methods=FORM, asks_again=True),
    "org:invite": Rule(Scope.ORGANISATION, powers=POSTS, methods=FORM, asks_again=True),
    "org:appoint": Rule(Scope.ORGANISATION, powers=POSTS, methods=FORM, asks_again=True),
    "org:end_post": Rule(Scope.ORGANISATION, powers=POSTS, methods=FORM, asks_again=True),
    "org:hand_over": Rule(Scope.ORGANISATION, powers=POSTS, methods=FORM, asks_again=True),
    "audit": Rule(Scope.NONE, powers=frozenset({Power.READ_AUDIT})),
    "audit_download": Rule(Scope.NONE, powers=frozenset({Power.READ_AUDIT})),
    "org:uncover": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    # ---- setting up: at the root only -----------------------------------------------------
    "setup:overview": Rule(Scope.ORGANISATION, powers=SETTLES),
    "setup:body": Rule(Scope.ORGANISATION, powers=frozenset({Power.SET_PARAMETERS}), methods=FORM),
    "setup:upload": Rule(Scope.ORGANISATION, powers=TREE, methods=ACT),
    "setup:workbook": Rule(Scope.ORGANISATION, powers=TREE),
    "setup:columns": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "setup:question": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    "setup:apply": Rule(Scope.ORGANISATION, powers=TREE, methods=ACT),
    "setup:undo": Rule(Scope.ORGANISATION, powers=TREE, methods=FORM),
    # ---- words ----------------------------------------------------------------------------
    "collecting:sheet": public("GET", "POST"),  # whoever holds a link
    "collecting:telephone": public("POST"),
    "collecting:receipt": public(),
    "collecting:silent": Rule(Scope.ORGANISATION, powers=FIGURES),
    "collecting:make": Rule(Scope.ORGANISATION, powers=OFFICERS, methods=FORM),
    "collecting:links": Rule(Scope.ORGANISATION, powers=OFFICERS),
    "collecting:link": Rule(Scope.ORGANISATION, powers=OFFICERS),
    "collecting:withdraw": Rule(Scope.ORGANISATION, powers=OFFICERS, methods=ACT),
    "collecting:behalf": Rule(Scope.ORGANISATION, powers=OFFICERS, methods=FORM),
    "collecting:proposals": Rule(Scope.ORGANISATION, powers=ADJUSTS),
    "collecting:decide": Rule(Scope.ORGANISATION, powers=ADJUSTS, methods=ACT),
    "collecting:held": Rule(Scope.ORGANISATION, powers=OFFICERS),
    "collecting:settle_held": Rule(Scope.ORGANISATION, powers=OFFICERS, methods=ACT),
    "collecting:doubles": Rule(Scope.ORGANISATION, Level.SENSITIVE, WRITES),
    "collecting:settle": Rule(Scope.RECORD, Level.SENSITIVE, WRITES, ACT),
    "collecting:remarks": Rule(Scope.ORGANISATION, powers=READS),
    "collecting:thread": Rule(Scope.RECORD, powers=READS, methods=FORM),
    "check:page": Rule(
        Scope.FIGURE, methods=FORM, public_by="CHECKER_IS_PUBLIC", spends=Purpose.CHECKER
    ),
    "check:collation": Rule(
        Scope.FIGURE, methods=ACT, public_by="CHECKER_IS_PUBLIC", spends=Purpose.CHECKER
    ),
}


def may_be_held(request: HttpRequest) -> bool:
    """Whether a form may travel through the log-in; those of her own account have passwords."""
    rule = RULES.get(request.resolver_match.view_name) if request.resolver_match else None
    return request.method == "POST" and rule is not None and rule.scope is not Scope.OWN
