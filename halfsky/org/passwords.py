"""Passwords: how they are hashed, which are refused, and the first one of an account."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.models import Person, Post, in_force
from halfsky.org.once import SAYABLE
from halfsky.org.parameters import Parameter, Parameters

LONGEST = 128
# What an inspection of classified protection (等保) asks for; ASVS 5.0 6.2.5 and 6.2.10 forbid
# both. The locality chooses; the deviation is written down in docs/decisions/0031.
COMPLEXITY: Parameter[bool] = Parameter(
    "password_complexity",
    gettext_lazy("口令须含三类字符"),
    True,
    "GB/T 22239-2019 8.1.4.1 a)",
)
ROTATION_DAYS: Parameter[int] = Parameter(
    "password_rotation_days",
    gettext_lazy("口令有效天数（0为不限）"),
    90,
    "GB/T 22239-2019 8.1.4.1 a)",
)
# What everybody here would try first, in characters and in pinyin.
LOCAL_WORDS = (
    *("工会", "半边天", "女工", "女职工", "妇女", "总工会", "密码", "口令"),
    *("gonghui", "banbiantian", "halfsky", "nvgong", "nugong", "nvzhigong", "mima", "koulin"),
)
# Shorter parts (a two-letter initial) would refuse half of everything.
SHORTEST_PART = 4
# Without its local words a password still has to be one; a sentence may speak of its union.
LEFT_AT_LEAST = 8


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP asks at least; a log-in costs 12 times less than Django's default."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


def first_password() -> str:
    """A random first password that can be read out: 4 groups of 4, 79 bits."""
    groups = ("".join(secrets.choice(SAYABLE) for _place in range(4)) for _group in range(4))
    return "-".join(groups)


def is_too_old(person: Person) -> bool:
    """Whether the locality's days for one password are over."""
    days = Parameters.on(timezone.localdate()).value(ROTATION_DAYS)
    changed = person.password_changed_at
    return bool(days and changed and (timezone.now() - changed).days >= days)


class OfFittingLength:
    """From 10 characters; a sentence is welcome."""

    def __init__(self, shortest: int = 10, longest: int = LONGEST) -> None:
        self.shortest, self.longest = shortest, longest

    def validate(self, password: str, user: Person | None = None) -> None:
        """Counts characters, not bytes."""
        if len(password) < self.shortest:
            said = _("口令太短：至少{count}个字符，一句话也可以。")
            raise ValidationError(said.format(count=self.shortest), code="too_short")
        if len(password) > self.longest:
            said = _("口令太长：最多{count}个字符。")
            raise ValidationError(said.format(count=self.longest), code="too_long")

    def get_help_text(self) -> str:
        """What to do."""
        return _("至少{count}个字符，越长越好，一句话也可以。").format(count=self.shortest)


class OfThreeKinds:
    """Three of: capital letters, small letters, digits, signs; where the locality asks for it."""

    KINDS = (str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum())

    def validate(self, password: str, user: Person | None = None) -> None:
        """Chinese characters are a kind of their own."""
        if not Parameters.on(timezone.localdate()).value(COMPLEXITY):
            return
        kinds = sum(any(map(kind, password)) for kind in self.KINDS)
        kinds += any(
            letter.isalpha() and not letter.isupper() and not letter.islower()
            for letter in password
        )
        if kinds < 3:
            raise ValidationError(self.get_help_text(), code="too_plain")

    def get_help_text(self) -> str:
        """What to do; nothing where the locality does not ask."""
        if not Parameters.on(timezone.localdate()).value(COMPLEXITY):
            return ""
        return _("大写字母、小写字母、数字、符号、汉字，五类中至少用三类。")


class NotOnlyDigits:
    """A telephone number and a birthday are tried first."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Full-width digits too."""
        if re.sub(r"\W", "", unicodedata.normalize("NFKC", password)).isdigit():
            raise ValidationError(_("口令不能只用数字：生日和电话最先被猜。"), code="digits")

    def get_help_text(self) -> str:
        """What to do."""
        return _("不能只用数字。")


class WithoutLocalWords:
    """Nothing that a colleague would try: the union's words, her unit, her number, her name."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Compared without case, width, spaces and signs."""
        left = plainly(password)
        words = [*LOCAL_WORDS, *(parts_of(user) if user and user.pk else ())]
        found = [word for word in map(plainly, words) if word in left]
        for word in found:
            left = left.replace(word, "")
        if found and len(left) < LEFT_AT_LEAST:
            said = _("口令里的“{word}”太容易猜到：不要用工会常用词、单位名、姓名拼音或电话。")
            raise ValidationError(said.format(word=found[0]), code="local_word")

    def get_help_text(self) -> str:
        """What to do."""
        return _("不要用“工会”“半边天”等词、单位名、自己的姓名拼音或电话。")


class UnlikeHerself(UserAttributeSimilarityValidator):
    """Not nearly her account, her name or her number."""

    DEFAULT_USER_ATTRIBUTES = ("username", "name", "mobile")

    def get_error_message(self) -> str:
        """In our words."""
        return _("口令和您的账号、姓名或电话太像。")

    def get_help_text(self) -> str:
        """The line about local words says it."""
        return ""


class Uncommon(CommonPasswordValidator):
    """None of the 19,640 that are tried everywhere first."""

    def get_error_message(self) -> str:
        """In our words."""
        return _("这个口令太常见，最先被猜。")

    def get_help_text(self) -> str:
        """Nothing that could be followed."""
        return ""


def plainly(text: str) -> str:
    """Without case, width, spaces and signs."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


def parts_of(person: Person) -> Iterator[str]:
    """What is known about a person: account, name in characters and pinyin, number, units."""
    yield from wide_enough(person.username, *spelt(person.name))
    if len(person.name) > 1:
        yield person.name
    if person.mobile:
        yield person.mobile
        yield person.mobile[-8:]
    held = Post.objects.filter(in_force(timezone.localdate()), person=person)
    for name in held.values_list("organisation__name", flat=True):
        short = re.sub("(总?工会|联合会|委员会)+$", "", name)
        yield from (name, short) if len(short) > 1 else (name,)


def wide_enough(*words: str) -> Iterator[str]:
    """Those that are long enough to tell somebody."""
    return (word for word in words if len(plainly(word)) >= SHORTEST_PART)


def spelt(name: str) -> tuple[str, str]:
    """A name in pinyin, surname first and last: linxiao, xiaolin."""
    from pypinyin import lazy_pinyin  # a fifth of a second; only a changed password needs it

    syllables: list[Any] = lazy_pinyin(name)
    return "".join(syllables), "".join([*syllables[1:], *syllables[:1]])
