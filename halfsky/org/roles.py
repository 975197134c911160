"""Roles that a post can give, and the powers each of them carries (design §6)."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an account is at an organisation.

    The three administrators are kept apart from each other and from every record
    (GB/T 22239: 系统、安全、审计三权分立).
    """

    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("审计管理员")
    CITY_OFFICE = "city_office", _("市级女工干部")
    LEADER = "leader", _("分管领导")
    TOWN_OFFICER = "town_officer", _("镇街女工干部")
    GRASSROOTS_OFFICER = "grassroots_officer", _("基层女工干部")
    CASE_HANDLER = "case_handler", _("维权承办人")
    FUND_OFFICER = "fund_officer", _("帮扶资金经办人")
    AUDITOR = "auditor", _("经审人员")


class Power(Enum):
    """One thing that somebody may do within her reach."""

    READ_OPEN = "read_open"
    WRITE_OPEN = "write_open"
    READ_SENSITIVE = "read_sensitive"
    WRITE_SENSITIVE = "write_sensitive"
    REVEAL = "reveal"  # a masked field in full, each time logged
    EXPORT = "export"  # whole lists as files, each time logged
    APPROVE_EXPORTS = "approve_exports"  # a large one of a confidential list, of somebody else
    HANDLE_CASES = "handle_cases"  # sealed records: open new ones, and those assigned to her
    READ_FIGURES = "read_figures"
    READ_CASE_FIGURES = "read_case_figures"  # of sealed registers, small numbers too
    ADJUST_FIGURES = "adjust_figures"
    ARRANGE_TREE = "arrange_tree"  # found, move, merge, dissolve
    MANAGE_OFFICERS = "manage_officers"  # accounts and posts of the roles below her
    MANAGE_ACCOUNTS = "manage_accounts"  # close and unlock any account
    GRANT_ROLES = "grant_roles"  # any role to anybody
    SET_PARAMETERS = "set_parameters"
    READ_AUDIT = "read_audit"


P = Power
READS_OPEN = frozenset({P.READ_OPEN, P.READ_FIGURES})
WRITES_OPEN = READS_OPEN | {P.WRITE_OPEN}
HANDLES_MONEY = frozenset({P.READ_SENSITIVE, P.WRITE_SENSITIVE, P.REVEAL})

POWERS: dict[Role, frozenset[Power]] = {
    Role.SYSTEM_ADMINISTRATOR: frozenset({P.SET_PARAMETERS, P.MANAGE_ACCOUNTS}),
    Role.SECURITY_ADMINISTRATOR: frozenset({P.GRANT_ROLES, P.MANAGE_ACCOUNTS}),
    Role.AUDIT_ADMINISTRATOR: frozenset({P.READ_AUDIT}),
    Role.CITY_OFFICE: WRITES_OPEN
    | HANDLES_MONEY
    | {P.READ_CASE_FIGURES, P.ADJUST_FIGURES, P.ARRANGE_TREE, P.MANAGE_OFFICERS, P.SET_PARAMETERS}
    | {P.EXPORT, P.APPROVE_EXPORTS},
    Role.LEADER: READS_OPEN | {P.APPROVE_EXPORTS},
    Role.TOWN_OFFICER: WRITES_OPEN
    | {P.ADJUST_FIGURES, P.ARRANGE_TREE, P.MANAGE_OFFICERS, P.EXPORT},
    Role.GRASSROOTS_OFFICER: WRITES_OPEN | {P.EXPORT},
    Role.CASE_HANDLER: READS_OPEN | {P.HANDLE_CASES, P.READ_CASE_FIGURES, P.REVEAL},
    Role.FUND_OFFICER: READS_OPEN | HANDLES_MONEY | {P.EXPORT},
    Role.AUDITOR: READS_OPEN | {P.READ_SENSITIVE, P.EXPORT},
}

ADMINISTRATORS = frozenset(
    {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
)
# Whom an officer may appoint within her reach; administrators are appointed by the security one.
APPOINTED_BY: dict[Role, frozenset[Role]] = {
    Role.CITY_OFFICE: frozenset(set(Role) - ADMINISTRATORS),
    Role.TOWN_OFFICER: frozenset({Role.GRASSROOTS_OFFICER}),
    Role.SECURITY_ADMINISTRATOR: frozenset(Role),
}
# A second factor is asked of all but these; they may switch it on.
WITHOUT_SECOND_FACTOR = frozenset({Role.GRASSROOTS_OFFICER})
