"""Checks of identifiers: identity number, unified social credit code, mobile (rules §4.1–4.3)."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

EARLIEST_BIRTH = datetime.date(1900, 1, 1)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def identity_check(first_17: str) -> str:
    """The 18th character of an identity number (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * w for digit, w in zip(first_17, IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_CHECKS[total % 11]


def credit_check(first_17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100)."""
    values = (CREDIT_ALPHABET.index(character) for character in first_17)
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check(first_8: str) -> str:
    """The 9th character of an organisation code (GB 11714), over the 36 letters and digits."""
    total = sum(int(c, 36) * w for c, w in zip(first_8, ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def identity_birth(number: str) -> datetime.date | None:
    """The date of birth inside an identity number; None where there is no such day."""
    try:
        return datetime.datetime.strptime(number[6:14], "%Y%m%d").date()
    except ValueError:
        return None


def is_woman(number: str) -> bool:
    """The 17th digit is even for women."""
    return int(number[16]) % 2 == 0


def validate_identity(number: str) -> None:
    """Refuse an identity number of the wrong form, date or check character."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise ValidationError(_("身份证号应为18位数字，末位可为大写X。"))
    born = identity_birth(number)
    if born is None or not EARLIEST_BIRTH <= born <= timezone.localdate():
        raise ValidationError(_("身份证号中的出生日期不存在。"))
    if identity_check(number[:17]) != number[17]:
        raise ValidationError(_("身份证号校验位不符，请核对。"))


def validate_credit_code(code: str) -> None:
    """Refuse a credit code of the wrong form or check characters."""
    if len(code) != 18 or any(character not in CREDIT_ALPHABET for character in code):
        raise ValidationError(_("统一社会信用代码应为18位，不含字母I、O、S、V、Z。"))
    if credit_check(code[:17]) != code[17]:
        raise ValidationError(_("统一社会信用代码校验位不符，请核对。"))


def validate_mobile(number: str) -> None:
    """Refuse what is not a mainland mobile number."""
    if not re.fullmatch(r"1[3-9][0-9]{9}", number):
        raise ValidationError(_("手机号应为11位，以13—19开头。"))


def masked(text: str) -> str:
    """First and last character only: more lets an identity number be guessed.

    Of a name of two characters the first.
    """
    if len(text) < 3:
        return text[: len(text) - 1] + "*" * bool(text)
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"
