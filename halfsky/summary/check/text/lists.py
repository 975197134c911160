"""Lists of short lines, read as the one sentence that they are: their line ends become commas.

困难女职工25户,其中: / (1)大病12户 / (2)单亲8户 / (3)子女上学5户.
"""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy

_LONGEST = 40
_MOST_LINES = 40
# What is counted, with its unit; a year or a day alone is none.
_FIGURE = lazy(r"\d\s*(?:余|多)?\s*(?:[万亿千百]|%|(?![年月日号时届周])[\u4e00-\u9fff])")
_SIGN = lazy(r"^[ \x00]*(?:[(]?\d{1,2}[).、](?!\d)|[(][一二三四五六七八九十][)]|[①-⑳●○★◆■▲·•-])")
_HEADING = lazy(
    r"^[ \x00]*(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]"
    r"|第[一二三四五六七八九十]+[部章节])"
)
# Rows of a table, labels in brackets, more than one sentence.
_NO_LINE = lazy(r"[\t|]|^【|。.")
_GAP, _MARK = lazy(r"\S +\S"), lazy(r"[:,;、()]")
_ENDED = lazy(r"[。!?]\s*$")
_OPEN = lazy(r"[:,，、;]\s*$")


def joined(plain: str) -> str:
    """The text with its lists as sentences, exactly as long as before."""
    if not _FIGURE.search(plain):
        return plain
    lines = plain.split("\n")
    listed = [_is_listed(line) for line in lines]
    pieces = [lines[0]]
    run = 0
    for at in range(1, len(lines)):
        goes_on = run < _MOST_LINES and listed[at] and _leads_on(lines[at - 1], listed[at - 1])
        run = run + 1 if goes_on else 0
        if goes_on:
            pieces += [" " if _OPEN.search(lines[at - 1]) else ",", _unnumbered(lines[at])]
        else:
            pieces += ["\n", lines[at]]
    return "".join(pieces)


def goes_on(text: str, start: int) -> bool:
    """Whether the line that begins there belongs to the list of the one above: both numbered."""
    end = text.find("\n", start)
    over = text[:start].rstrip("\n").rpartition("\n")[2]
    lines = over, text[start : end if end >= 0 else len(text)]
    return all(_is_listed(line) and _SIGN.match(line) for line in lines)


def _is_listed(line: str) -> bool:
    """A short line with a figure, one sentence at most, and no row of a table."""
    words = line.strip()
    if not 0 < len(words) <= _LONGEST or _NO_LINE.search(words):
        return False
    in_columns = _GAP.search(_SIGN.sub("", words)) and not _MARK.search(words)
    return bool(_FIGURE.search(line)) and not in_columns and not _HEADING.match(line)


def _leads_on(line: str, listed: bool) -> bool:
    """Whether a line is one of a list, or opens it."""
    return listed and not _ENDED.search(line)


def _unnumbered(line: str) -> str:
    """The line with blanks for the number or sign before it."""
    sign = _SIGN.match(line)
    return " " * sign.end() + line[sign.end() :] if sign else line
