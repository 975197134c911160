"""Reads one cell as people write it: widths, spaces, dates, numbers, yes and no."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

# How the reader's child process marks what JSON cannot tell from text or number.
DAY_MARK = "\x1fD"
FLAG_MARK = "\x1fB"

EXCEL_DAY_0 = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 100_000)  # 1927 to 2173: a bare number in a column of dates
COMPACT_DAYS = range(19_000_101, 21_991_232)  # 20220630 as a number
FIRST_YEAR, LAST_YEAR = 1900, 2199
# Excel keeps 15 significant digits: a longer number has lost its last ones in the file.
LOST_DIGITS = 10**15
LONGEST = 32_767  # characters that a cell of a workbook holds
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")

YES = frozenset(("是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "对"))
NO = frozenset(("否", "无", "×", "✗", "x", "n", "no", "false", "0", "非"))
UNITS = "人次|人|份|名|户|块|个|期|场|家|分|岁|学时|小时"
DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\d.*)?", re.ASCII
)
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
NUMBER = re.compile(rf"([+-]?\d+(?:\.\d+)?)(?:{UNITS})?", re.ASCII)
YUAN = re.compile(r"[¥￥]?([+-]?\d+(?:\.\d+)?)元?整?", re.ASCII)
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+", re.ASCII)
ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Raw = str | float | int | None


@dataclass(frozen=True)
class Refusal:
    """Why a cell cannot be taken, in one sentence with a remedy."""

    sentence: str


class Refused(Exception):
    """Raised inside a reader of cells; the sentence goes into the refusal."""


def is_empty(raw: Raw) -> bool:
    """Nothing, or nothing but space."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_text(raw: Raw) -> str:
    """Text as written, without the space around it; a whole number without its point."""
    if isinstance(raw, str):
        return _marked_text(raw) if raw[:1] == "\x1f" else _checked(raw.strip())
    if raw is None:
        return ""
    if abs(raw) >= LOST_DIGITS:
        raise Refused(_("这个数字超过15位，表格软件已丢失末几位，请把单元格设为“文本”后重新填写。"))
    return str(int(raw)) if raw == int(raw) else repr(raw)


def _marked_text(raw: str) -> str:
    if raw.startswith(FLAG_MARK):
        return "是" if raw[2:] == "1" else "否"
    return raw[2:12]


def _checked(text: str) -> str:
    if text.isprintable() and len(text) <= LONGEST and text[:1] not in ("#", "'"):
        return text
    if len(text) > LONGEST:
        raise Refused(_("文字过长，一个单元格最多{length}字。").format(length=LONGEST))
    if ERROR_VALUE.fullmatch(text):
        raise Refused(_("单元格是公式错误 {text}，请改为填写内容。").format(text=text))
    if CONTROL.search(text):
        raise Refused(_("单元格里有看不见的控制字符，请重新键入。"))
    # Our files write it before a sign (`inert`), so that no spreadsheet takes it for a formula.
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(FORMULA_SIGNS) else text


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and that is read back as it was."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_SIGNS) else text


def plain(raw: Raw) -> str:
    """Text in half width and without any space: what numbers, dates and codes are read from."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", as_text(raw)))


def as_identifier(raw: Raw) -> str:
    """An identity number or credit code, in half width and capitals."""
    text = plain(raw).upper()
    if SCIENTIFIC.fullmatch(text):
        raise Refused(_("号码被表格软件改成了科学记数，请把单元格设为“文本”后重新填写。"))
    return text


def as_integer(raw: Raw) -> int:
    """A whole number, also as text, with thousands commas or a counting unit."""
    number = _decimal(raw, NUMBER, _("应为整数，请只填数字。"))
    if number != number.to_integral_value():
        raise Refused(_("应为整数，不能有小数，请核对。"))
    return int(number)


def as_fen(raw: Raw) -> int:
    """Yuan, as whole fen."""
    number = _decimal(raw, YUAN, _("应为金额（元），请只填数字，不写“万”。")) * 100
    if number != number.to_integral_value():
        raise Refused(_("金额最多两位小数，请核对。"))
    return int(number)


def _decimal(raw: Raw, form: re.Pattern[str], sentence: str) -> Decimal:
    if isinstance(raw, (int, float)):
        if abs(raw) >= LOST_DIGITS:
            raise Refused(_("数字过大，请核对。"))
        return Decimal(repr(raw))
    if raw is not None and raw.startswith("\x1f"):
        raise Refused(sentence)
    text = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", plain(raw))
    match = form.fullmatch(text)
    if match is None or len(text) > 30:
        raise Refused(sentence)
    try:
        return Decimal(match[1])
    except InvalidOperation:
        raise Refused(sentence) from None


def as_day(raw: Raw) -> datetime.date:
    """A day: a date cell, a bare Excel number, or written in one of the usual ways."""
    if isinstance(raw, (int, float)):
        return _day_of_number(raw)
    if raw is not None and raw.startswith(DAY_MARK):
        return _day_in_range(datetime.date.fromisoformat(raw[2:12]))
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", as_text(raw))).replace("。", ".")
    match = DAY.fullmatch(text) or COMPACT_DAY.fullmatch(text)
    if match is None:
        if re.fullmatch(r"\d{5}(\.0)?", text):
            return _day_of_number(float(text))
        raise Refused(_("应为日期，请写成 2022-06-30。"))
    return _day(*map(int, match.groups()))


def _day_of_number(number: float) -> datetime.date:
    whole = int(number)
    if whole in EXCEL_DAYS:
        return EXCEL_DAY_0 + datetime.timedelta(days=whole)
    if number == whole and whole in COMPACT_DAYS:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100)
    raise Refused(_("应为日期，请写成 2022-06-30。"))


def _day(year: int, month: int, day: int) -> datetime.date:
    try:
        return _day_in_range(datetime.date(year, month, day))
    except ValueError:
        raise Refused(_("没有这一天，请核对年月日。")) from None


def _day_in_range(day: datetime.date) -> datetime.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(_("年份应在1900至2199之间，请核对。"))
    return day


def as_flag(raw: Raw) -> bool:
    """Yes or no."""
    text = plain(raw).casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    raise Refused(_("请填“是”或“否”。"))
