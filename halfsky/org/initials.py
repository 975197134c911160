"""Pinyin initials of a name, by which it is found without an input method."""

import unicodedata

from django.db import models

# What a surname is read as where it differs in its first letter from the common reading.
SURNAMES = {"单": "s", "曾": "z", "解": "x", "仇": "q", "区": "o", "查": "z", "种": "c", "折": "s"}
LONGEST = 120


def initials(name: str) -> str:
    """青禾街道总工会 → qhjdzgh; letters and digits stay, everything else goes."""
    from pypinyin import Style, lazy_pinyin  # a fifth of a second, and most commands need none

    plain = unicodedata.normalize("NFKC", name)
    letters = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())[:LONGEST]


def initials_of_person(name: str) -> str:
    """The same, with surnames read as surnames: 单小梅 → sxm."""
    surname = SURNAMES.get(name[:1], "")
    return surname + initials(name[1:]) if surname else initials(name)


class InitialsField(models.CharField):  # type: ignore[type-arg] # generic in the stubs only
    """The initials of the column `name`, written whenever the row is, also in bulk.

    A partial save that names `name` names this one too.
    """

    derive = staticmethod(initials)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Derived each time, so that it never lags behind."""
        found = self.derive(getattr(model_instance, "name"))  # noqa: B009 - the model is any
        setattr(model_instance, self.attname, found)
        return found


class PersonInitialsField(InitialsField):
    """Of a person's name, which begins with a surname."""

    derive = staticmethod(initials_of_person)
