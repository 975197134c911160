"""What kind of body an installation is for, and the locality's parameters that setting up asks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import rate_rounding
from halfsky.org.kinds import OrganisationKind
from halfsky.org.labels import Label
from halfsky.org.parameters import Parameter
from halfsky.registers.organising.head_counts import (
    COMMISSIONER,
    COMMITTEE,
    commissioner_due_from,
    committee_due_from,
    forms_counted,
)


class BodyKind(TextChoices):
    """What the root is."""

    CITY = "city", _("地市总工会")
    DISTRICT = "district", _("区、县（市）总工会")
    TOWN = "town", _("镇（街道）总工会")
    ENTERPRISE = "enterprise", _("一个大企业（集团）")
    MINE = "mine", _("一个矿")


ROOT_KINDS = {
    BodyKind.CITY: OrganisationKind.LOCAL_FEDERATION,
    BodyKind.DISTRICT: OrganisationKind.LOCAL_FEDERATION,
    BodyKind.TOWN: OrganisationKind.STREET_TOWN,
    BodyKind.ENTERPRISE: OrganisationKind.GROUP,
    BodyKind.MINE: OrganisationKind.SINGLE,
}
# Below a union there are branches, below everything else unions.
HAS_BRANCHES = frozenset({BodyKind.ENTERPRISE, BodyKind.MINE})

body_kind: Parameter[str] = Parameter("body_kind", _("是什么样的组织"), "")
first_period: Parameter[str] = Parameter("first_period", _("从哪一期开始登记"), "")
term_years: Parameter[int] = Parameter("term_years", _("女职工组织每届年数"), 5, "COM-01")


@dataclass(frozen=True)
class Setting:
    """A parameter as setting up asks for it."""

    parameter: Parameter[Any]
    help: Label = ""
    choices: tuple[tuple[str, Label], ...] = ()

    @property
    def is_number(self) -> bool:
        """Asked as a whole number."""
        return isinstance(self.parameter.default, int)

    @property
    def is_many(self) -> bool:
        """Asked as several of the choices."""
        return isinstance(self.parameter.default, list)


SETTINGS = (
    Setting(committee_due_from, _("女会员达到这个数，应建女职工委员会；有的地方是25。")),
    Setting(commissioner_due_from, _("不够建委员会的，女会员达到这个数，应设女职工委员。")),
    Setting(
        forms_counted,
        _("算组建率时，只设女职工委员的算不算已建，各地不同。"),
        ((COMMITTEE, _("女职工委员会")), (COMMISSIONER, _("女职工委员"))),
    ),
    Setting(
        rate_rounding,
        _("97.97% 写作97%还是98%。"),
        (("truncate", _("只舍不入")), ("half_up", _("四舍五入"))),
    ),
    Setting(
        term_years,
        _("与同级工会委员会相同；名册没有写届满日期时按它推算。"),
        (("3", _("3年")), ("5", _("5年"))),
    ),
)
