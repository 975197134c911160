"""What several commands ask alike: which organisation, which period, entered by when."""

import argparse
import datetime
import difflib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from halfsky.commands.errors import WrongUse
from halfsky.commands.language import _

if TYPE_CHECKING:  # read after Django is set up
    from halfsky.figures.declaration import AnyFigure
    from halfsky.figures.periods import Period
    from halfsky.org.models import Organisation
    from halfsky.records.declaration import Register

NEAREST = 5
FIRST_YEAR, LAST_YEAR = 1900, 2199


def add_scope(parser: argparse.ArgumentParser) -> None:
    """--org and --period."""
    parser.add_argument("--org", metavar="CODE", help=_("组织编码；不写为最上级组织"))
    parser.add_argument(
        "--period",
        metavar="2022H1",
        help=_("期间：2022、2022H1、2022Q2、2022-06、A..B；不写为最近半年"),
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """--entered-by and --format."""
    parser.add_argument("--entered-by", metavar="DATE", help=_("只计截至这一天已录入的记录"))
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def asked_organisation(code: str | None) -> int | None:
    """The key of the organisation of a code; None without one."""
    from halfsky.org.models import Organisation

    if code is None:
        return None
    rows = Organisation.objects.filter(withdrawn_at__isnull=True)
    by_code = {row[0]: (row[1], row[2]) for row in rows.values_list("code", "pk", "name")}
    if code in by_code:
        return by_code[code][0]
    offered = {known: f"{known}（{name}）" for known, (_pk, name) in by_code.items()}
    names = {by_code[known][1]: text for known, text in offered.items()}
    raise WrongUse(
        _("没有编码为“{code}”的组织。").format(code=code) + nearest(code, offered | names)
    )


def nearest(text: str, known: Mapping[str, str]) -> str:
    """A sentence that offers what is written most like a text."""
    close = difflib.get_close_matches(text, known, NEAREST, 0.3) or sorted(known)[:NEAREST]
    offered = dict.fromkeys(known[name] for name in close)
    if not offered:
        return _("目前一个也没有。")
    return _("相近的有：{offered}。").format(offered="、".join(offered))


def asked_period(text: str | None) -> "Period":
    """The period a text names; without one the latest half-year with records."""
    from halfsky.figures.latest import latest_half_year
    from halfsky.figures.periods import Period, PeriodError

    if text is None:
        return latest_half_year()
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise WrongUse(str(error)) from None


def asked_day(text: str | None) -> datetime.date | None:
    """A day written as 2022-06-30."""
    if text is None:
        return None
    try:
        day = datetime.date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        raise WrongUse(_("“{text}”不是日期，请写成 2022-06-30。").format(text=text)) from None


def asked_language(format: str) -> AbstractContextManager[None]:
    """Tables speak as the terminal does; what programs read keeps its one language."""
    from django.utils import translation

    language = translation.get_language() if format == "table" else "zh-hans"
    return translation.override(language)


def asked_figure(code: str) -> "AnyFigure":
    """The figure of a code."""
    from halfsky.figures.registry import figures

    if code not in figures():
        known = {c: f"{c}（{figure.label}）" for c, figure in figures().items()}
        labels = {str(figure.label): known[c] for c, figure in figures().items()}
        raise WrongUse(_("没有指标“{code}”。").format(code=code) + nearest(code, known | labels))
    return figures()[code]


def asked_top(code: str | None) -> "Organisation | None":
    """The organisation of a code itself; None without one."""
    from halfsky.org.models import Organisation

    key = asked_organisation(code)
    return None if key is None else Organisation.objects.get(pk=key)


def asked_register(code: str) -> "Register":
    """The register of a code."""
    from halfsky.records.registry import registers

    if code not in registers():
        known = {c: f"{c}（{register.label}）" for c, register in registers().items()}
        labels = {str(register.label): known[c] for c, register in registers().items()}
        sentence = _("没有登记册“{code}”。").format(code=code)
        raise WrongUse(sentence + nearest(code, known | labels))
    return registers()[code]


def asked_registers(code: str) -> "list[Register]":
    """The register of a code, or every register of the section of that name."""
    from halfsky.records.declaration import Register
    from halfsky.records.registry import declared_in, sections

    for section in sections():
        if section.label == code:
            return list(declared_in(section, Register))
    return [asked_register(code)]


def asked_workbook(name: str, *endings: str) -> str:
    """A file name with one of the endings that can be written."""
    if not name.endswith(endings):
        raise WrongUse(_("文件名应以 {endings} 结尾。").format(endings=_("或").join(endings)))
    return name
