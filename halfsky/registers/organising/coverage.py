"""覆盖企业: employers that unions with a women's organisation reach (decisions 11)."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from halfsky.figures.declaration import Distinct, Question, known_entries
from halfsky.org.models import Coverage, in_force
from halfsky.records.declaration import Register
from halfsky.registers.organising.head_counts import forms_counted
from halfsky.registers.organising.women_organisations import WomenOrganisation


def has_women_organisation(question: Question) -> Q:
    """The union has a counted form in being on the period's last day."""
    in_being = WomenOrganisation.objects.filter(
        in_force(question.last_day),
        known_entries(question),
        organisation=OuterRef("organisation"),
        form__in=question.parameters.value(forms_counted),
    )
    return in_force(question.last_day, "organisation__") & Q(Exists(in_being))


coverage = Register(
    code="coverage",
    label=_("覆盖企业"),
    model=Coverage,
    rule="ORG-07; rules §5.2",
    columns=("organisation", "employer", "since", "until"),
    search=("organisation__name", "employer__name", "employer__credit_code"),
    date="since",
)

employers_covered = Distinct(
    code="organising.employers_covered",
    register=coverage,
    label=_("女职工组织覆盖企业"),
    unit="家",
    aliases=(
        "覆盖企业",
        "覆盖单位",
        "覆盖企业数",
        "涵盖单位",
        "覆盖用人单位",
    ),
    semantics="as_of",
    thing="employer",
    where=has_women_organisation,
    reference="期末有女职工组织的工会所覆盖的用人单位，同一单位只计一次",
)
