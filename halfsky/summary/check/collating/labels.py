"""Names of numbers by how the words stand: 应到:15人 实到:14人, and 瑜伽、朗诵2个兴趣小组."""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy

_LABEL = lazy(r"(?:\A|[\s,，、;)])(?P<label>[^\s,，。;、:()\d]{1,14})(?:[(][^()]{0,8}[)])?:\s*\Z")
_NO_LABEL = lazy(r"其中|包括|分别.*|如下|合计|.*[是为有]")
_NEXT_LABEL = lazy(r"\s+[^\s:,，。;\d]{1,12}(?:[(][^()]{0,8}[)])?:")
_KINDS = {"个", "项", "种", "类", "门", "大"}
_LISTED = lazy(r"[^\d、,，。:;]、[^\d、,，。:;]+\Z")
_KIND = lazy(r"(?:的|工种的?|项目的?)?(?P<kind>[\u4e00-\u9fff]{2,8})\Z")
_DEED = lazy(r"获|被|受|参|完|得|到|已|在|进|开|建|有|全|均|都|分|为")


def label_of_form(between: str, tail: str) -> str:
    """The label right before a number that has no words behind it; empty where there is none."""
    found = None if tail.strip() else _LABEL.search(between)
    return found["label"] if found and not _NO_LABEL.fullmatch(found["label"]) else ""


def before_next_label(tail: str) -> str:
    """The words behind a number without the label of the next one."""
    return "" if _NEXT_LABEL.match(tail) else tail


def kind_of_all(between: str, tail: str, unit: str) -> str:
    """What all of a list are, where the number counts the list: the 兴趣小组 of 4个."""
    found = _KIND.fullmatch(tail.strip()) if unit in _KINDS else None
    if not found or _DEED.match(found["kind"]) or not _LISTED.search(between):
        return ""
    return found["kind"]
