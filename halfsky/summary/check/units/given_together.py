"""Things given in one list, one of them in a unit of people or money: 西瓜320名、绿豆汤1280杯."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.units import head_nouns

_GIFTS = head_nouns.GOODS | {"食品", "文字材料", "字典", "成对的", "草木", "花和种子"}
_FOREIGN = head_nouns.units("people homes firms meetings 元") - {"组", "班", "次"}
_WHOSE = head_nouns.units("firms homes people")
_MACHINES = {"台", "件", "双", "把", "条", "顶", "盏", "床", "部"}
_SHORT = lazy(r"[,，、]\s*[\u4e00-\u9fff]{2,7}$")
_JOINED = lazy(r"^\s*(?:[,，、;]|和|及|以及|另)")
# 捐赠药品6000元、图书900册: what is bought or given may be told by its price.
_PRICED = lazy(r"[捐购款费]|花[费了去]|价值|折合|资金|资助|支出|采买|折成钱|折[合算价]|算下来")
# 小报12期 counts its issues, 查阅台账14家 those whose books they are.
_ISSUED = lazy(r"(?:报|刊|简讯|通讯|专栏|期刊|信息)[”\"》]?$")
_LOOKED_INTO = lazy(r"(?:查阅|查看|抽查|检查|核查|翻阅|调阅|抽阅|审阅|审查|核对)[^,，。;、]{0,8}$")
_ISSUES = {"期"}
_OF_OTHERS = lazy(r"领|用|享受|参|获|受|得|穿|吃|喝|读|写|填|答|设有|配有|面向|覆盖")


def _gift(reading: Reading) -> head_nouns.Kind | None:
    """The kind of thing that the words before the number name, if it is one that is given."""
    words = head_nouns.named(reading)
    last = head_nouns.head(words)
    kind = head_nouns.kinds()[last] if last else None
    return kind if kind and kind.name in _GIFTS and not _OF_OTHERS.search(words) else None


def _is_plain(reading: Reading) -> bool:
    """Whether this is a thing in a unit of things."""
    unit = head_nouns.bare_unit(reading)
    kind = _gift(reading)
    if kind is None:
        return unit in _MACHINES and _SHORT.search(reading.lead) is not None
    return unit not in _FOREIGN and kind.takes(unit, "")


def _beside(read: ReadText, reading: Reading) -> Reading | None:
    """The number next to it in the same list that counts a thing as things are counted."""
    group = read.by_sentence()[reading.sentence.index]
    at = group.index(reading)
    if at + 1 < len(group) and _JOINED.match(group[at + 1].lead):
        after = group[at + 1]
        if _is_plain(after):
            return after
    if at and _JOINED.match(reading.lead) and _is_plain(group[at - 1]):
        return group[at - 1]
    return None


def _of_issues_or_books(reading: Reading) -> bool:
    """Whether the unit counts how often a paper came out, or whose papers were looked into."""
    words, unit = head_nouns.named(reading), head_nouns.bare_unit(reading)
    if _ISSUED.search(words):
        return unit in _ISSUES
    return unit in _WHOSE and _LOOKED_INTO.search(words) is not None


_PAIRED, _IN_PAIRS = "成对的", {"对", "双"}


def _are_both_of_pairs(reading: Reading, beside: Reading) -> bool:
    """结对31对,师徒共62人: those of the pairs, told by their heads."""
    kind = _gift(reading)
    paired = kind is not None and kind.name == _PAIRED and beside.claim.unit in _IN_PAIRS
    return paired and reading.kind == "person"


def _is_priced(read: ReadText, reading: Reading) -> bool:
    sentence = reading.sentence
    return reading.kind == "money" and bool(
        _PRICED.search(read.plain[sentence.start : sentence.end])
    )


def find(read: ReadText) -> list[Problem]:
    """Things among others that are counted as people, households, meetings or money are."""
    found = []
    for reading in read.readings:
        if head_nouns.bare_unit(reading) not in _FOREIGN or not head_nouns.closes(read, reading):
            continue
        if _gift(reading) is None or _is_priced(read, reading) or _of_issues_or_books(reading):
            continue
        beside = _beside(read, reading)
        if beside is not None and not _are_both_of_pairs(reading, beside):
            message = (
                f"{quoted(reading)}与一同发放的{quoted(beside)}不同，不是物品的单位，可能写错。"
            )
            found.append(evidence.misfit(read, reading, message))
    return found
