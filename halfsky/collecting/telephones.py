"""A known telephone: whoever gave the last four digits of the officer's number stays trusted.

Good for links of this one unit only, and for nothing else. The cookie holds no number.
"""

import datetime
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from halfsky.collecting.models import Link
from halfsky.org.encryption import derived_key
from halfsky.org.limits import Purpose, refund, spend
from halfsky.org.models import Organisation, Post, in_force
from halfsky.org.roles import Role

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.TOWN_OFFICER, Role.CITY_OFFICE)
TRUSTED_FOR = datetime.timedelta(days=180)
SALT = "halfsky.collecting.telephone"
# Of 10,000 possible endings; after that only telephones known before, or a new link.
MOST_MISSES = 20


@dataclass(frozen=True)
class Officers:
    """The numbers of a unit's officers, as far as they are known."""

    organisation: Organisation
    mobiles: tuple[str, ...]

    @classmethod
    def of(cls, organisation: Organisation, on: datetime.date) -> "Officers":
        """Those who hold the post on a day."""
        posts = Post.objects.filter(
            in_force(on), organisation=organisation, role__in=OFFICERS, person__is_active=True
        ).exclude(person__mobile="")
        return cls(organisation, tuple(posts.values_list("person__mobile", flat=True)))

    def ending_in(self, digits: str) -> str | None:
        """The number that ends in four digits."""
        return next((one for one in self.mobiles if one[-4:] == digits), None)

    def know(self, request: HttpRequest) -> bool:
        """Whether this telephone was trusted before; where no number is known nobody is asked."""
        if not self.mobiles:
            return True
        stored = request.COOKIES.get(cookie_name(self.organisation), "")
        try:
            said = signing.loads(stored, salt=SALT, max_age=TRUSTED_FOR)
        except signing.BadSignature:
            return False
        return said in [[self.organisation.pk, fingerprint(one)] for one in self.mobiles]

    def trust(self, response: HttpResponse, mobile: str) -> None:
        """Let this telephone be known from now on, until the officer's number changes."""
        response.set_cookie(
            cookie_name(self.organisation),
            signing.dumps([self.organisation.pk, fingerprint(mobile)], salt=SALT),
            max_age=TRUSTED_FOR,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )


def cookie_name(organisation: Organisation) -> str:
    """One for each unit: an officer may look after two."""
    return f"{'__Host-' if settings.HTTPS else ''}unit-{organisation.pk}"


def fingerprint(mobile: str) -> str:
    """Tells one number from another without telling it."""
    return hmac.digest(derived_key("telephone"), mobile.encode(), "sha256").hex()[:32]


def guess(link: Link, officers: Officers, digits: str) -> str | None:
    """The number, if the digits are right; each try is counted before it is looked at.

    Raises `Exhausted` while too many were tried in a short time.
    """
    with transaction.atomic():  # one commit: on deadline day they queue
        return _guess(link, officers, digits)


def _guess(link: Link, officers: Officers, digits: str) -> str | None:
    moment = spend(Purpose.TELEPHONE, link.number)
    tries = Link.objects.filter(pk=link.pk, misses__lt=MOST_MISSES)
    if not tries.update(misses=F("misses") + 1):
        return None
    if mobile := officers.ending_in(digits):
        Link.objects.filter(pk=link.pk).update(misses=F("misses") - 1)
        refund(Purpose.TELEPHONE, link.number, moment)
        return mobile
    return None


def is_exhausted(link: Link) -> bool:
    """Whether all guesses are spent, for good."""
    return not Link.objects.filter(pk=link.pk, misses__lt=MOST_MISSES).exists()
