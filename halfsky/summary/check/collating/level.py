"""Of which level a text is itself: in the report of a province 全省 is nothing above it."""

from __future__ import annotations

from pathlib import PurePath

from halfsky.summary.check.text.patterns import lazy

_TITLE = 60
_BODY = r"(?:总工会|总(?!工|结)|直属?机关|级机关|工会|女职工)"
_OF_PROVINCE = lazy(rf"(?<![给向对])(?:省|自治区){_BODY}|全省")
_OF_COUNTRY = lazy(r"(?<![给向对])(?:全国总工会|中华全国)|全国工会|全国女职工")
_BELOW = lazy(r"[全我][市县区镇乡街厂矿校院行]|本?街道|公司")
_MANY = 3


def own_words(name: str, plain: str) -> tuple[str, ...]:
    """The words that name the whole province or country a text speaks for; else none."""
    title = next((line for line in plain.split("\n") if line.strip()), "")[:_TITLE]
    heading = f"{PurePath(name).stem} {title}"
    if _OF_COUNTRY.search(heading):
        return ("全国", "我国")
    often = plain.count("全省")
    if _OF_PROVINCE.search(heading) or (often >= _MANY and not _BELOW.search(plain)):
        return ("全省",)
    return ()


def is_own(words: tuple[str, ...], sentence: str) -> bool:
    """Whether what stands before a number says that it is of the whole that the text is about."""
    others = [word for word in ("全国", "我国", "全省") if word not in words]
    return any(word in sentence for word in words) and not any(one in sentence for one in others)
