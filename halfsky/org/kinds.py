"""Kinds of organisation (domain rules §3.1) and the tier each belongs to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """The three tiers of the network, and the branches below them."""

    FEDERATION = "federation", _("地方总工会")
    MIDDLE = "middle", _("镇（街道）、局工委及区域性、行业性联合会")
    GRASSROOTS = "grassroots", _("基层工会")
    BRANCH = "branch", _("分会")


class OrganisationKind(TextChoices):
    """What kind of body an organisation is (code list 3.1)."""

    LOCAL_FEDERATION = "local_federation", _("地方总工会")
    INDUSTRIAL = "industrial", _("产业工会")
    SYSTEM = "system", _("系统工会")
    STREET_TOWN = "street_town", _("镇（街道）总工会")
    WORK_COMMITTEE = "work_committee", _("工会工作委员会")
    FEDERATION_REGIONAL = "federation_regional", _("区域性工会联合会")
    FEDERATION_SECTORAL = "federation_sectoral", _("行业性工会联合会")
    SINGLE = "single", _("单独基层工会")
    JOINT = "joint", _("联合基层工会")
    GROUP = "group", _("集团工会")
    BRANCH = "branch", _("分会")
    TEAM = "team", _("工会小组")


KINDS_OF_TIER: dict[Tier, tuple[OrganisationKind, ...]] = {
    Tier.FEDERATION: (OrganisationKind.LOCAL_FEDERATION,),
    Tier.MIDDLE: (
        OrganisationKind.INDUSTRIAL,
        OrganisationKind.SYSTEM,
        OrganisationKind.STREET_TOWN,
        OrganisationKind.WORK_COMMITTEE,
        OrganisationKind.FEDERATION_REGIONAL,
        OrganisationKind.FEDERATION_SECTORAL,
    ),
    Tier.GRASSROOTS: (OrganisationKind.SINGLE, OrganisationKind.JOINT, OrganisationKind.GROUP),
    Tier.BRANCH: (OrganisationKind.BRANCH, OrganisationKind.TEAM),
}
TIER_OF_KIND = {kind: tier for tier, kinds in KINDS_OF_TIER.items() for kind in kinds}
GRASSROOTS_KINDS = KINDS_OF_TIER[Tier.GRASSROOTS]


class UnitCategory(TextChoices):
    """Economic category of an employer (form code, code list 3.4)."""

    STATE = "110", _("国有企业")
    COLLECTIVE = "120", _("集体企业")
    STOCK_COOPERATIVE = "130", _("股份合作企业")
    JOINT_OPERATION = "140", _("联营企业")
    STATE_SOLE = "151", _("国有独资公司")
    LIMITED = "159", _("其他有限责任公司")
    STATE_HOLDING = "161", _("国有控股股份有限公司")
    SHARE = "169", _("其他股份有限公司")
    PRIVATE = "170", _("私营企业")
    OTHER_DOMESTIC = "190", _("其他内资企业")
    HONG_KONG_MACAO_TAIWAN = "200", _("港澳台商投资企业")
    FOREIGN = "300", _("外商投资企业")
    INSTITUTION = "400", _("事业单位")
    GOVERNMENT = "500", _("机关")
    INDIVIDUAL = "600", _("个体经济组织")
    NON_PROFIT = "700", _("民办非企业单位")
