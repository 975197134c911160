"""The installation that the browser opens links of, made and looked into from outside the server.

HALFSKY_DATA=folder python -m tests.collecting.outside fill | link UNIT FORM DAYS | count
"""

import datetime
import json
import os
import sys

import django

NUMBER = "13900004711"


def fill() -> None:
    """The cast with its people; the textile union's officer has a telephone."""
    from django.conf import settings
    from django.core.management import call_command

    from halfsky.org.encryption import make_key
    from tests import factories as make
    from tests.cast import make_cast
    from tests.people import appoint

    make_key(settings.FIELD_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    cast = make_cast()
    mei = appoint(cast)["mei"]
    mei.mobile = NUMBER
    mei.save()
    make.HeadCountFactory.create(organisation=cast.textile, women_members=17)


def link(unit: str, form: str, days: str) -> None:
    """Print the address of a new link."""
    from django.utils import timezone

    from halfsky.collecting import tokens
    from halfsky.collecting.models import Link
    from halfsky.org.models import Organisation

    made = Link(
        organisation=Organisation.objects.get(code=unit),
        form=form,
        since=datetime.date(2022, 1, 1),
        until=datetime.date(2022, 7, 1),
        deadline=timezone.localdate() + datetime.timedelta(days=int(days)),
        number=tokens.new_number(),
    )
    token = tokens.new_token()
    tokens.bind(made, token)
    made.save()
    json.dump(f"/l/{token}/", sys.stdout)


def count() -> None:
    """Print what has been written."""
    from halfsky.collecting.models import Reply
    from halfsky.figures.models import NothingToReport
    from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment

    found = {
        "enrolments": list(InsuranceEnrolment.objects.values_list("persons", flat=True)),
        "replies": Reply.objects.count(),
        "nothing": NothingToReport.objects.count(),
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    os.environ.setdefault("HALFSKY_SECRET_KEY", "only for tests")
    django.setup()
    if sys.argv[1] == "link":
        link(*sys.argv[2:])
    else:
        {"fill": fill, "count": count}[sys.argv[1]]()
