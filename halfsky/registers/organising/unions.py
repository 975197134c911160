"""基层工会: the grass-roots unions themselves (ORG-01, ORG-02)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Count
from halfsky.org.kinds import GRASSROOTS_KINDS, Tier
from halfsky.org.models import Organisation
from halfsky.records.declaration import Register

is_grassroots = Q(kind__in=GRASSROOTS_KINDS)

unions = Register(
    code="unions",
    label=_("基层工会"),
    model=Organisation,
    rule="ORG-01 ORG-02",
    columns=("code", "name", "kind", "since", "until", "approval_number"),
    filters=("kind",),
    search=("code", "name"),
    organisation="id",
    date="since",
    reported_by=(Tier.GRASSROOTS,),
    made_by="org:found",
)

unions_new = Count(
    code="organising.unions_new",
    register=unions,
    label=_("新建工会"),
    unit="家",
    aliases=(
        "新建工会组织",
        "新建基层工会",
        "组建工会",
        "新组建工会",
        "新成立工会",
    ),
    part_of="organising.unions",
    where=is_grassroots,
    reference="期内成立的基层工会（以成立日期为准）",
    rule="ORG-02",
)
unions_in_being = Count(
    code="organising.unions",
    register=unions,
    label=_("基层工会"),
    unit="家",
    aliases=(
        "基层工会组织",
        "基层工会总数",
        "共有基层工会",
        "工会组织总数",
    ),
    semantics="as_of",
    where=is_grassroots,
    reference="期末存续的单独、联合基层工会和集团工会；联合会和分会不计",
    rule="ORG-01",
)
