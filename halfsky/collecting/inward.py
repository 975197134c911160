"""What comes in from the collect zone: replies, written as direct ones are, or held."""

import base64
import datetime
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from halfsky.collecting import replies
from halfsky.collecting.crossings import refuse_unless_next
from halfsky.collecting.models import Crossing, HeldReply, Link
from halfsky.collecting.readers import link_reader
from halfsky.collecting.sheet import Sheet
from halfsky.collecting.telephones import MOST_MISSES, Officers
from halfsky.collecting.tokens import match
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.once import Submission, Written, received
from halfsky.org.reader import Reader
from halfsky.org.receipts import RECEIPT_ALPHABET, RECEIPT_LENGTH
from halfsky.transfer.bundles import Bundle, BundleRefused, open_bundle, unseal
from halfsky.transfer.keys import OwnKeys, PublicKeys

KIND = "held_reply"
WRITTEN, HELD, KNOWN, FOREIGN = "written", "held", "known", "foreign"
LONGEST_REASON = 500
RECEIPT = re.compile(f"[{RECEIPT_ALPHABET}]{{{RECEIPT_LENGTH}}}")


class Unfit(Exception):
    """The reply cannot be written as it is; the sentence says why."""


@dataclass(frozen=True)
class Arrival:
    """A reply as it was received outside."""

    token: str
    key: str
    receipt: str
    sent: str  # fingerprint of what was sent
    at: datetime.datetime
    digits: str
    fields: dict[str, str]
    photos: dict[str, str] = field(default_factory=dict)  # base64

    @classmethod
    def read(cls, text: bytes) -> "Arrival":
        """From what was sealed; the machine outside may be anybody's now. Raises `ValueError`."""
        said = json.loads(text)
        try:
            arrival = cls(at=datetime.datetime.fromisoformat(said.pop("at")), **said)
            words = [arrival.token, arrival.key, arrival.receipt, arrival.sent, arrival.digits]
            words += [*arrival.fields.values(), *arrival.photos.values()]
            is_plain = all(isinstance(one, str) for one in words) and arrival.at.tzinfo is not None
        except (TypeError, KeyError, AttributeError):
            raise ValueError from None
        if not is_plain or not RECEIPT.fullmatch(arrival.receipt) or len(arrival.key) > 64:
            raise ValueError
        for photo in arrival.photos.values():
            base64.b64decode(photo, validate=True)
        return arrival

    @property
    def text(self) -> str:
        """To be kept, without what opens the link."""
        kept = {"at": self.at.isoformat(), "fields": self.fields, "photos": self.photos}
        kept |= {"token": "", "key": self.key, "receipt": self.receipt, "sent": self.sent}
        return json.dumps({**kept, "digits": ""}, ensure_ascii=False)

    @property
    def day(self) -> datetime.date:
        """On which it was received."""
        return timezone.localdate(self.at)


def take(data: bytes, own: OwnKeys, peer: PublicKeys) -> Counter[str]:
    """All of a bundle or nothing of it; how many replies went which way. Raises `BundleRefused`."""
    bundle = open_bundle(data, own, peer)
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        refuse_unless_next(bundle)
        sealed = replies_in(bundle)
        done = Counter(take_one(one, own) for one in sealed)
        Crossing.objects.create(
            zone=bundle.zone,
            number=bundle.number,
            digest=bundle.digest,
            at=timezone.now(),
            count=len(sealed),
        )
    return done


def replies_in(bundle: Bundle) -> list[str]:
    """The sealed replies, one by one."""
    found = bundle.content.get("replies") if isinstance(bundle.content, dict) else None
    if not isinstance(found, list):
        raise BundleRefused(_("这个包的内容被改动过或已损坏，没有接收。"))
    return found


def take_one(sealed: str, own: OwnKeys) -> str:
    """What cannot be opened or read was not made by our forms; it holds up nobody else's."""
    try:
        arrival = Arrival.read(unseal(base64.b64decode(sealed), own))
    except (BundleRefused, ValueError, TypeError):
        return FOREIGN
    return arrive(arrival)


def arrive(arrival: Arrival) -> str:
    """Write one reply, or hold it; a second time nothing happens."""
    link = match(arrival.token)
    if link is None:
        return FOREIGN
    known = HeldReply.objects.filter(Q(key=arrival.key) | Q(receipt=arrival.receipt))
    taken = Submission.objects.filter(receipt=arrival.receipt).exclude(key=arrival.key)
    if known.exists() or taken.exists():
        return KNOWN
    source = _("经外网填报区，填报链接 {number}").format(number=link.number)
    try:
        refuse_unless_open(link, arrival)
        return WRITTEN if put_down(link, arrival, source) else KNOWN
    except Unfit as unfit:
        hold(link, arrival, str(unfit))
        return HELD


def refuse_unless_open(link: Link, arrival: Arrival) -> None:
    """Open when she sent it, and sent by whoever knows the officer's number."""
    if link.withdrawn_at is not None:
        raise Unfit(_("这个链接已经作废。"))
    if arrival.day > link.deadline or arrival.at > timezone.now() + datetime.timedelta(hours=1):
        raise Unfit(_("提交时已过截止日期。"))
    officers = Officers.of(link.organisation, arrival.day)
    if not officers.mobiles:
        return
    if not officers.ending_in(arrival.digits):
        Link.objects.filter(pk=link.pk).update(misses=F("misses") + 1)
        raise Unfit(_("手机号后四位与登记的不符，请先问清是谁填的。"))
    if link.misses >= MOST_MISSES:
        raise Unfit(_("这个链接上后四位试错的次数太多，请先问清是谁填的。"))


def put_down(link: Link, arrival: Arrival, source: str) -> bool:
    """Through the same way as a direct reply, under the receipt that she has; False if known."""
    word = replies.Word(link_reader(link.organisation, arrival.day), source, link, arrival.at)
    sheet = Sheet(link, arrival.day, fields_of(arrival), photos_of(arrival))

    def act(submission: Submission) -> Written:
        if not sheet.is_valid():
            raise Unfit(said_of(sheet))
        try:
            replies.write(sheet, link, word, submission)
        except replies.Refused:
            raise Unfit(said_of(sheet)) from None
        label = _("{organisation}已填报").format(organisation=link.organisation)
        return Written(label, reverse("collecting:receipt", args=[arrival.receipt]))

    return received(arrival.key, arrival.receipt, arrival.sent, act)


def fields_of(arrival: Arrival) -> QueryDict:
    """As a form that was posted."""
    sent = QueryDict(mutable=True)
    sent.update(arrival.fields)
    return sent


def photos_of(arrival: Arrival) -> "MultiValueDict[str, UploadedFile[bytes]]":
    """As files that were posted; what they are is looked at where they are kept."""
    return MultiValueDict(
        {
            name: [SimpleUploadedFile("photo.jpg", base64.b64decode(content), "image/jpeg")]
            for name, content in arrival.photos.items()
        }
    )


def said_of(sheet: Sheet) -> str:
    """Everything that is wrong with it, with the register."""
    said = [sheet.error] if sheet.error else []
    for line in sheet.lines:
        errors = [line.error] if line.error else []
        if line.form is not None:
            errors += [str(one) for found in line.form.errors.values() for one in found]
        said += [f"{line.register.label}：{error}" for error in errors]
    return " ".join(said)


# ---- what could not be written -----------------------------------------------------------------


def hold(link: Link, arrival: Arrival, because: str) -> None:
    """Nothing that got a receipt is lost: whoever looks after the unit decides."""
    held = HeldReply.objects.create(
        link=link,
        organisation=link.organisation,
        key=arrival.key,
        receipt=arrival.receipt,
        at=arrival.at,
        because=because[:LONGEST_REASON],
        content=arrival.text,
    )
    deed = Deed(Action.ADDED, KIND, held.receipt, held.organisation_id, reason=because[:200])
    write_down(link_reader(link.organisation, arrival.day), deed)


def write_held(held: HeldReply, reader: Reader) -> None:
    """On her word that it is right; raises `Unfit` where the registers still refuse it."""
    arrival = Arrival.read((held.content or "").encode())
    source = _("经外网填报区，{name}核对后入账").format(name=reader.person)
    put_down(held.link, arrival, source)
    settle(held, reader, _("已入账"))


def settle(held: HeldReply, reader: Reader, how: str) -> None:
    """It waits no longer; what it said is not kept a second time."""
    held.settled_at, held.settled_by, held.settled_how = timezone.now(), reader.person, how[:200]
    held.content = ""
    held.save(update_fields=["settled_at", "settled_by", "settled_how", "content"])
    deed = Deed(Action.STEPPED, KIND, held.receipt, held.organisation_id, reason=how[:200])
    write_down(reader, deed)


def lines_of(held: HeldReply) -> list[tuple[str, str]]:
    """What she has said, by the labels of its fields."""
    arrival = Arrival.read((held.content or "").encode())
    sheet: Any = Sheet(held.link, arrival.day, fields_of(arrival))
    said = []
    for line in sheet.lines:
        chosen = next((label for _v, label, _i, is_chosen in line.choices if is_chosen), "")
        if chosen:
            typed = [f"{one.label} {shown(one)}" for one in line.form or () if one.data]
            said.append((str(line.register.label), "，".join([chosen, *typed])))
    if sheet.is_rest_ticked:
        said.append((_("其余各项"), _("已有的数无误，没有的零报告")))
    return said


def shown(typed: Any) -> str:
    """What was typed, or the label of what was chosen. typed: BoundField."""
    choices = dict(getattr(typed.field, "choices", ()))
    return str(choices.get(typed.data, typed.data))
