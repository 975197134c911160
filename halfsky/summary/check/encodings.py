"""Text from bytes that do not say how they are encoded: UTF-8, UTF-16 or GBK, or refused."""

from __future__ import annotations

from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.unreadable import Unreadable

_UNKNOWN = "认不出编码，请另存为 UTF-8 再试。"
_NO_TEXT = "不是文本文件，读不出文字。"
# The mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 20_000
# What a Chinese text is written with.
_WRITTEN = lazy(r"[\t\n\r\f -~\u00a0-\u00ff\u2002-\u27bf\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOST_FOREIGN = 20  # one in so many
# Characters, unassigned ones among them, that GBK makes of bytes that were none of its own.
_CHINESE = lazy(r"[\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0003ffff]")
_FEWEST = 12
# The commonest characters of reports.
_COMMON = frozenset(
    "的一是在不了有和人中大上以用生到地出就分成可主年工也能下子方定行法所得十三之部度力二理起小加"
    "量使本去把好合因由些然前外天政四日那社平形相全重新正心反你明看原或但第向道命此月公系很情最立"
    "代想提直程五果料位入常文次品式活及管特件求老基流路少山今干取受女委百千元期名化家高多自共市"
)
# Of a real text, once it is in simplified characters, more are common than this.
_LEAST_COMMON, _LEAST_LISTED = 0.2, 0.45


def decode(content: bytes) -> str:
    """Text from UTF-8, UTF-16 or GBK bytes; Unreadable for anything else."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content:
        return _wide(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded(content, "gb18030")
    if _is_rubbish(text):
        raise Unreadable(_UNKNOWN)
    return text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_UNKNOWN) from None
    odd = sum(1 for character in text[:4000] if ord(character) < 32 and character not in "\t\n\r\f")
    if odd * 20 > len(text[:4000]):
        raise Unreadable(_NO_TEXT)
    return text


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: read in the right order, hardly a character is foreign."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        foreign = len(sample) - len(_WRITTEN.findall(sample))
        if "\x00" not in text and foreign * _MOST_FOREIGN <= len(sample):
            return text
    raise Unreadable(_NO_TEXT)


def _is_rubbish(text: str) -> bool:
    """Whether hardly a character is a common one: what Big5 looks like when read as GBK."""
    characters = _CHINESE.findall(normalise(text[:_SAMPLE]))
    if len(characters) < _FEWEST:
        return False
    common = sum(character in _COMMON for character in characters)
    listed = sum(map(_is_listed, characters))
    most = len(characters)
    return common < most * _LEAST_COMMON and listed < most * _LEAST_LISTED


# Letters of the west, with their marks, and what stands for no character at all.
_WESTERN = lazy(r"[\u0080-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f\ufffd]")
_MOST_WESTERN = 20  # one in so many


def is_garbled(text: str) -> bool:
    """Whether bytes were shown for letters: ÔYXTO and no Chinese, or letters of all the world."""
    sample = "".join(text[:_SAMPLE].split())
    western = len(_WESTERN.findall(sample))
    foreign = len(sample) - len(_WRITTEN.findall(sample))
    few_chinese = western > len(_CHINESE.findall(sample))
    return foreign * 2 > len(sample) or (western * _MOST_WESTERN > len(sample) and few_chinese)


def _is_listed(character: str) -> bool:
    """Whether it is one of the 3,755 characters of daily use that GB 2312 lists first."""
    try:
        return character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
