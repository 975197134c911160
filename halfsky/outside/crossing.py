"""What crosses, seen from outside: sheets are taken in, sealed replies are packed."""

import base64
import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.outside.models import KeptReply, OpenSheet, Passage
from halfsky.transfer import bundles
from halfsky.transfer.bundles import Bundle, BundleRefused, TakenBefore, open_bundle
from halfsky.transfer.keys import OwnKeys, PublicKeys, Zone

RECEIPTS_FOR = datetime.timedelta(days=92)
BYTES_AT_ONCE = 50 * 1024 * 1024
REPLIES_AT_ONCE = 100  # some seconds inside, in which nobody else writes to an SQLite


def newest(zone: Zone) -> Passage | None:
    """The last bundle of a direction."""
    return Passage.objects.filter(zone=zone).order_by("-number").first()


def take(data: bytes, own: OwnKeys, peer: PublicKeys) -> int:
    """Put the sheets of a bundle in the place of those that are here; how many there are."""
    bundle = open_bundle(data, own, peer)
    with transaction.atomic():
        refuse_unless_newer(bundle)
        at = datetime.datetime.fromisoformat(bundle.content["at"])
        OpenSheet.objects.all().delete()
        OpenSheet.objects.bulk_create(
            OpenSheet(
                verifier=one["verifier"],
                number=one["number"],
                deadline=datetime.date.fromisoformat(one["deadline"]),
                at=at,
                content=one,
            )
            for one in bundle.content["sheets"]
        )
        forget(bundle.content["taken"])
        Passage.objects.create(
            zone=bundle.zone, number=bundle.number, digest=bundle.digest, at=timezone.now()
        )
    return len(bundle.content["sheets"])


def refuse_unless_newer(bundle: Bundle) -> None:
    """Each says all there is, so one may be left out; an older one would bring back what ended."""
    before = newest(bundle.zone)
    if before is None:
        return
    if bundle.number <= before.number:
        raise TakenBefore(bundle.number)
    if bundle.number == before.number + 1 and bundle.previous != before.digest:
        sentence = _("第{number}号包接不上上一个包，没有接收。")
        raise BundleRefused(sentence.format(number=bundle.number))


def forget(taken: int) -> None:
    """What the inner zone has is kept here no longer; receipts a while."""
    KeptReply.objects.filter(bundle__lte=taken).update(sealed=None)
    Passage.objects.filter(zone=Zone.COLLECT, number__lte=taken).update(data=None)
    old = timezone.now() - RECEIPTS_FOR
    KeptReply.objects.filter(bundle__lte=taken, at__lt=old).delete()


def pack(own: OwnKeys, peer: PublicKeys) -> list[tuple[str, bytes]]:
    """Every bundle that the inner zone has not confirmed, new ones among them."""
    with transaction.atomic():
        while pack_next(own, peer):
            pass
    waiting = Passage.objects.filter(zone=Zone.COLLECT, data__isnull=False).order_by("number")
    return [
        (bundles.file_name(Zone.COLLECT, one.number), bytes(one.data or b"")) for one in waiting
    ]


def pack_next(own: OwnKeys, peer: PublicKeys) -> bool:
    """One bundle of replies that are in none yet; whether there were any."""
    chosen: list[KeptReply] = []
    size = 0
    for reply in KeptReply.objects.filter(bundle__isnull=True).order_by("pk").iterator():
        size += len(reply.sealed or b"")
        if chosen and (size > BYTES_AT_ONCE or len(chosen) >= REPLIES_AT_ONCE):
            break
        chosen.append(reply)
    if not chosen:
        return False
    before = newest(Zone.COLLECT)
    number = before.number + 1 if before else 1
    content = {"replies": [base64.b64encode(one.sealed or b"").decode() for one in chosen]}
    data = bundles.pack(content, number, before.digest if before else "", own, peer)
    Passage.objects.create(
        zone=Zone.COLLECT,
        number=number,
        digest=bundles.digest_of(data),
        at=timezone.now(),
        data=data,
    )
    KeptReply.objects.filter(pk__in=[one.pk for one in chosen]).update(bundle=number)
    return True
