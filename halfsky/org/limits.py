"""One limiter for every door: how often something may be tried by one key within a time.

Kept in the database, so that all processes count together. It never counts addresses for the
log-in: an office of 1,548 accounts may stand behind one (security.md T48).
"""

import datetime
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import derived_key

MINUTES = 15


@dataclass(frozen=True)
class Limit:
    """So many tries within so many minutes, in any stretch of time."""

    times: int
    minutes: int = MINUTES


class Purpose(Enum):
    """What is limited; each door names its own."""

    SIGN_IN = "sign_in"  # by account, all unknown devices together; by account and known device
    SECOND_FACTOR = "second_factor"  # by account
    PASSWORD_AGAIN = "password_again"  # by account
    RESET = "reset"  # by who resets
    CHECKER = "checker"  # by address: nobody has logged in there
    SEARCH = "search"  # by person
    EXPORT = "export"  # by person
    CHECK = "check"  # by person: spreadsheets sent to be checked
    TELEPHONE = "telephone"  # by reporting link: the last four digits
    REPORT = "report"  # by reporting link: sheets, which may bring photos
    REFUSAL = "refusal"  # by person: how many refusals are written down one by one


LIMITS: dict[Purpose, Limit] = {
    Purpose.SIGN_IN: Limit(10),
    Purpose.SECOND_FACTOR: Limit(10),
    Purpose.PASSWORD_AGAIN: Limit(10),
    Purpose.RESET: Limit(60),
    Purpose.CHECKER: Limit(120),
    Purpose.TELEPHONE: Limit(5),
    Purpose.REPORT: Limit(30),
    Purpose.SEARCH: Limit(300, 5),
    Purpose.EXPORT: Limit(20),
    Purpose.CHECK: Limit(30),
    Purpose.REFUSAL: Limit(30),
}


class Spending(models.Model):
    """When a key was last used for a purpose; the key is kept as a keyed digest."""

    purpose = models.CharField(gettext_lazy("用途"), max_length=20)
    key = models.CharField(max_length=64)
    about = models.CharField(max_length=64)  # the digest that `unlock` finds it by
    moments = models.JSONField(default=list)  # seconds since 1970, as many as the limit at most
    last_at = models.DateTimeField(db_index=True)
    is_refused = models.BooleanField(default=False)  # since the last try that counted

    class Meta:
        verbose_name = gettext_lazy("尝试次数")
        constraints = [models.UniqueConstraint(fields=["purpose", "key"], name="spending_once")]
        indexes = [models.Index(fields=["about"], name="spending_about")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.last_at}"


class Exhausted(Exception):
    """All tries are spent; `wait` is until the next one."""

    def __init__(self, purpose: Purpose, wait: datetime.timedelta, is_first: bool) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(_("试得太多了，请{minutes}分钟后再试。").format(minutes=minutes))
        self.purpose, self.wait, self.minutes = purpose, wait, minutes
        self.is_first = is_first  # the first refusal of this stretch: written down once


def spend(purpose: Purpose, key: object, about: object = "") -> datetime.datetime:
    """Use one try, before the thing is tried; raises `Exhausted` when there is none left.

    The answer is the moment used, to be given back by `refund` when the try was no guess.
    `about` names whose tries these are, for `unlock`; without it the key does.
    """
    now, limit = timezone.now(), LIMITS[purpose]
    with transaction.atomic():
        spending = _locked(purpose, key, about, now)
        since = now - datetime.timedelta(minutes=limit.minutes)
        recent = [moment for moment in spending.moments if moment > since.timestamp()]
        # A clock that was set back leaves moments of the future; they count as now.
        recent = [min(moment, now.timestamp()) for moment in recent]
        if len(recent) >= limit.times:
            wait = datetime.timedelta(seconds=recent[-limit.times] - since.timestamp())
            refusal = Exhausted(purpose, wait, is_first=not spending.is_refused)
        else:
            refusal = None
            recent.append(now.timestamp())
        spending.moments, spending.last_at = recent, now
        spending.is_refused = refusal is not None
        spending.save(update_fields=["moments", "last_at", "is_refused"])
    if refusal:
        raise refusal
    return now


def _locked(purpose: Purpose, key: object, about: object, now: datetime.datetime) -> Spending:
    digests = {"about": digest(about or key)}
    row, _is_new = Spending.objects.get_or_create(
        purpose=purpose.value, key=digest(key), defaults={**digests, "last_at": now}
    )
    return Spending.objects.select_for_update().get(pk=row.pk)


def refund(purpose: Purpose, key: object, moment: datetime.datetime) -> None:
    """Give one try back: it was right, so it was no guess."""
    with transaction.atomic():
        found = Spending.objects.select_for_update().filter(purpose=purpose.value, key=digest(key))
        for spending in found:
            spent = moment.timestamp()
            if spent in spending.moments:
                spending.moments.remove(spent)
                spending.save(update_fields=["moments"])


def unlock(*keys: object) -> None:
    """Forget all tries about somebody: her account's, from every device."""
    Spending.objects.filter(about__in=[digest(key) for key in keys]).delete()


def is_locked(purpose: Purpose, key: object) -> bool:
    """Whether the next try would be refused."""
    limit = LIMITS[purpose]
    since = (timezone.now() - datetime.timedelta(minutes=limit.minutes)).timestamp()
    found = Spending.objects.filter(purpose=purpose.value, key=digest(key)).first()
    return found is not None and sum(moment > since for moment in found.moments) >= limit.times


def forget_old() -> None:
    """Drop what counts for nothing any more."""
    oldest = max(limit.minutes for limit in LIMITS.values())
    Spending.objects.filter(
        last_at__lt=timezone.now() - datetime.timedelta(minutes=oldest * 2)
    ).delete()


def digest(key: object) -> str:
    """A keyed digest: the table tells nobody which accounts were tried."""
    parts: Iterable[object] = key if isinstance(key, tuple) else (key,)
    text = "\0".join(str(part) for part in parts)
    return hmac.digest(derived_key("limits"), text.encode(), "sha256").hex()
