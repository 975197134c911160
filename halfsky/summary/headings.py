"""Heading numbers 一、 （一） 1. （1） computed as text, for the formats that cannot number."""

from halfsky.summary.document import Paragraph

DIGITS = "零一二三四五六七八九"


class HeadingCounter:
    """Counts headings as Word's multilevel list does: a level restarts below a higher one."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def number(self, paragraph: Paragraph) -> str:
        """The number of the next paragraph; nothing for body text."""
        level = paragraph.level
        if level is None:
            return ""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        return heading_number(level, self._counts[level - 1])


def heading_number(level: int, count: int) -> str:
    """Number of a heading in the four levels of GB/T 9704-2012, 7.3.3."""
    match level:
        case 1:
            return f"{chinese_numeral(count)}、"
        case 2:
            return f"（{chinese_numeral(count)}）"
        case 3:
            return f"{count}."
        case _:
            return f"（{count}）"


def chinese_numeral(number: int) -> str:
    """1 to 99 in Chinese; a text with a hundred chapters falls back to Arabic digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
