"""On an organisation's page: the women's body, its terms and who sits in the last one."""

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.utils.translation import gettext as _

from halfsky.org.models import Organisation
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.visibility import readable
from halfsky.registers.organising.women_organisations import Role, Seat, Term, women_organisations

TERMS_SHOWN = 5
BY_ROLE = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(Role)),
    output_field=IntegerField(),
)


def terms_panel(reader: Reader, organisation: Organisation) -> Panel | None:
    """The latest body with its terms, the newest first; nothing where there never was one."""
    bodies = readable(women_organisations, reader).filter(
        organisation=organisation, withdrawn_at__isnull=True
    )
    body = bodies.order_by("-since", "-pk").first()
    if body is None:
        return None
    seats = Seat.objects.filter(until__isnull=True).order_by(BY_ROLE, "pk")
    terms = Term.objects.filter(women_organisation=body).order_by("-number")
    shown = list(terms.prefetch_related(Prefetch("seats", seats, "sitting"))[:TERMS_SHOWN])
    return Panel(
        body.get_form_display(),
        "organising/terms.html",
        {"body": body, "terms": shown},
        url=record_url(women_organisations, body.pk),
        action=_("查看登记"),
        is_beside=True,
    )
