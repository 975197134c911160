"""What was pressed once happens once: a form's key, its receipt, and the act in one transaction.

The key is made with the form (security.md T36). The same key with the same content gives the same
receipt again; with other content it is refused.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.receipts import RECEIPT_ALPHABET, RECEIPT_LENGTH, new_receipt

FIELD = "submission_key"
HEADER = "Idempotency-Key"
NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})
SAYABLE = RECEIPT_ALPHABET.lower()  # for passwords and codes that are read out


class Submission(models.Model):
    """An accepted write: its key, what was sent, and where its receipt leads."""

    key = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    fingerprint = models.CharField(max_length=64)
    receipt = models.CharField(gettext_lazy("回执号"), max_length=RECEIPT_LENGTH, unique=True)
    label = models.CharField(gettext_lazy("内容"), max_length=200)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(gettext_lazy("时间"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("回执")

    def __str__(self) -> str:
        return self.receipt


class KeyMissing(Exception):
    """The form came without its key: it was not made here."""


class KeyReused(Exception):
    """The same key with other content."""


@dataclass(frozen=True)
class Written:
    """What an act wrote: what the receipt says, and the page to go to."""

    label: str
    url: str


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(24)


def once(request: HttpRequest, act: Callable[[], Written]) -> Submission:
    """Do the act under the request's key, or find what it did before.

    Whatever the act raises undoes everything, the key included. Raises `KeyMissing`, `KeyReused`.
    """
    key = request.POST.get(FIELD) or request.headers.get(HEADER, "")
    if not 16 <= len(key) <= 64:
        raise KeyMissing(_("这一页已经过期，请返回上一页刷新后再提交。"))
    person = request.user if request.user.is_authenticated else None
    sent = fingerprint(request)
    if done := _done_before(key, person, sent):
        return done
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                key=key, person=person, fingerprint=sent, receipt=new_receipt(), label="", url=""
            )
            written = act()
            submission.label, submission.url = written.label[:200], written.url
            submission.save(update_fields=["label", "url"])
            return submission
    except IntegrityError:
        # Somebody pressed twice and the other was first; any other violation is the act's own.
        if done := _done_before(key, person, sent):
            return done
        raise


def _done_before(key: str, person: object, sent: str) -> Submission | None:
    done = Submission.objects.filter(key=key).first()
    if done is None:
        return None
    if done.person != person or done.fingerprint != sent:
        raise KeyReused(_("这一页已经提交过，内容与这次不同。请刷新后再改。"))
    return done


def fingerprint(request: HttpRequest) -> str:
    """What was sent: the address, every field and every file."""
    whole = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - NOT_CONTENT):
        for value in request.POST.getlist(name):
            whole.update(f"\0{name}\0{value}".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            whole.update(f"\0{name}\0{file.name}\0".encode())
            for chunk in file.chunks():
                whole.update(chunk)
            file.seek(0)
    return whole.hexdigest()


def received(key: str, receipt: str, sent: str, act: Callable[[Submission], Written]) -> bool:
    """Do the act for what was sent in the collect zone, under the key and receipt it got there.

    False where it has been done before. Whatever the act raises undoes everything.
    """
    if Submission.objects.filter(key=key).exists():
        return False
    with transaction.atomic():
        submission = Submission.objects.create(
            key=key, person=None, fingerprint=sent, receipt=receipt, label="", url=""
        )
        written = act(submission)
        submission.label, submission.url = written.label[:200], written.url
        submission.save(update_fields=["label", "url"])
    return True
