"""Credit codes as people write them: what is wrong with one, and what it was likely meant to be."""

import re
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _

from halfsky.org.identifiers import CREDIT_ALPHABET, credit_check, organisation_check

LENGTH = 18
# Letters that the alphabet lacks, and what is read or typed in their place.
MISREAD = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}
ALIKE = (("0", "D"), ("0", "Q"), ("1", "L"), ("8", "B"), ("6", "G"), ("U", "W"))
NOT_CODE = re.compile(r"[\s\-—_·.]+")


def clean(text: str) -> str:
    """In half width and capitals, without space and dashes."""
    return NOT_CODE.sub("", unicodedata.normalize("NFKC", text)).upper()


@lru_cache(20_000)
def is_valid(code: str) -> bool:
    """Whether form and check character are right."""
    if len(code) != LENGTH or any(letter not in CREDIT_ALPHABET for letter in code):
        return False
    return credit_check(code[:17]) == code[17]


def is_whole(code: str) -> bool:
    """Whether the organisation's own code inside (GB 11714) is right too."""
    return is_valid(code) and organisation_check(code[8:16]) == code[16]


def fault_of(code: str) -> str:
    """What is wrong, in a sentence; nothing of a right one."""
    if is_valid(code):
        return ""
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", code):
        return _("被表格软件改成了科学记数，后几位已丢失")
    if len(code) != LENGTH:
        return _("应为18位，这里是{count}位").format(count=len(code))
    foreign = sorted({letter for letter in code if letter not in CREDIT_ALPHABET})
    if foreign:
        return _("含有代码里不用的字符{letters}").format(letters="、".join(foreign))
    return _("校验位不符，有一位写错或两位写反")


@lru_cache(20_000)
def mending_of(code: str) -> str:
    """The one right code that is a single slip away; nothing where there is none, or several."""
    if len(code) != LENGTH:
        return ""
    for candidates in (misread(code), swapped(code), alike(code)):
        right = sorted({one for one in candidates if is_valid(one)})
        whole = [one for one in right if is_whole(one)]
        found = whole or right
        if len(found) == 1:
            return found[0]
        if found:
            return ""
    return ""


def misread(code: str) -> list[str]:
    """Foreign letters as what they were taken for."""
    return ["".join(MISREAD.get(letter, letter) for letter in code)]


def swapped(code: str) -> list[str]:
    """Two neighbours the wrong way round."""
    return [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(LENGTH - 1)
        if code[place] != code[place + 1]
    ]


def alike(code: str) -> list[str]:
    """One letter taken for another that looks like it."""
    pairs = [*ALIKE, *((other, one) for one, other in ALIKE)]
    return [
        code[:place] + other + code[place + 1 :]
        for place, letter in enumerate(code)
        for one, other in pairs
        if letter == one
    ]
