"""Names as they are compared: widths, spaces, legal forms and the words for a union left out."""

import re
import unicodedata
from functools import lru_cache

HIDDEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
SIGNS = re.compile(r"[\s\W_]+")
LEGAL = re.compile(r"(?:股份有限|有限责任|有限)(?:责任)?公司")
COMPANY = re.compile(r"(?<![分子总])公司$")
OF_UNION = re.compile(r"(?:基层)?工会(?:委员会)?$")
OF_TOWN = re.compile(r"(?:街道办事处|街道办)")
TOWN_UNION = re.compile(r"(?:总工会|工会工作委员会|工会联合会|工会委员会|工会|工委)$")
FORM_OF_TOWN = re.compile(r"(?:街道|地区|镇|乡|开发区|局|系统)$")
NUMERALS = re.compile(r"[0-9一二三四五六七八九十百]+")
KEPT = 20_000


def tidy(text: str) -> str:
    """As a name is kept: half width, no hidden letters, no space around or doubled."""
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", plain).strip()


def without_inner_space(text: str) -> str:
    """A Chinese name holds no space; between Latin words it stays."""
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", tidy(text))


@lru_cache(KEPT)
def employer_stem(name: str) -> str:
    """瑞禾服饰有限责任公司, 瑞禾服饰（有限）公司 and 瑞禾 服饰公司 are one name."""
    plain = SIGNS.sub("", tidy(name)).casefold()
    return COMPANY.sub("", LEGAL.sub("", plain)) or plain


@lru_cache(KEPT)
def union_stem(name: str) -> str:
    """The same of a union, without the words for a union at its end."""
    plain = SIGNS.sub("", tidy(name))
    return employer_stem(OF_UNION.sub("", plain) or plain)


@lru_cache(KEPT)
def town_stem(name: str) -> str:
    """青禾街道总工会, 青禾街道办事处 and 青禾 街道 are one: 青禾街道."""
    plain = OF_TOWN.sub("街道", SIGNS.sub("", tidy(name)))
    return TOWN_UNION.sub("", plain) or plain


@lru_cache(KEPT)
def bare_town(name: str) -> str:
    """Without its form: 青禾."""
    stem = town_stem(name)
    return FORM_OF_TOWN.sub("", stem) or stem


@lru_cache(KEPT)
def numerals(name: str) -> tuple[str, ...]:
    """第一小学 and 第二小学 differ in one letter and are two."""
    return tuple(NUMERALS.findall(unicodedata.normalize("NFKC", name)))


def is_town(text: str) -> bool:
    """Whether a name looks like a town, street or bureau."""
    return bool(FORM_OF_TOWN.search(town_stem(text)))
