"""The numbers of the bundles that have crossed; each direction has its own row of them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting.models import Crossing
from halfsky.transfer.bundles import Bundle, BundleRefused, TakenBefore, digest_of
from halfsky.transfer.keys import Zone


def newest(zone: Zone) -> Crossing | None:
    """The last bundle that a zone has made, as far as it is known here."""
    return Crossing.objects.filter(zone=zone).order_by("-number").first()


def count_out(zone: Zone, number: int, data: bytes, count: int) -> None:
    """A bundle was made here."""
    Crossing.objects.create(
        zone=zone, number=number, digest=digest_of(data), at=timezone.now(), count=count
    )


def refuse_unless_next(bundle: Bundle) -> None:
    """Only the very next one: none twice, none left out, none from another row."""
    before = newest(bundle.zone)
    expected, digest = (before.number + 1, before.digest) if before else (1, "")
    if bundle.number < expected:
        raise TakenBefore(bundle.number)
    if bundle.number > expected:
        sentence = _("这是第{number}号包，还缺第{expected}号，请先接收前面的包。")
        raise BundleRefused(sentence.format(number=bundle.number, expected=expected))
    if bundle.previous != digest:
        sentence = _("第{number}号包接不上上一个包，没有接收。")
        raise BundleRefused(sentence.format(number=bundle.number))
