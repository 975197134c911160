"""Quotients and amounts as they are stored and as they are printed, in integers throughout."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from halfsky.figures.declaration import Rounding

FEN_PER_YUAN = 100
FEN_PER_TEN_THOUSAND_YUAN = 1_000_000
STORED_DECIMALS = 6
NO_VALUE = "—"


def percent(numerator: int, denominator: int, decimals: int, rounding: Rounding) -> Decimal:
    """100 × numerator ÷ denominator; truncated toward zero, or half away from zero."""
    scaled = abs(numerator) * 100 * 10**decimals
    quotient, rest = divmod(scaled, abs(denominator))
    if rounding == "half_up" and 2 * rest >= abs(denominator):
        quotient += 1
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return Decimal(sign * quotient).scaleb(-decimals)


def stored_percent(numerator: int, denominator: int) -> float | None:
    """The exact quotient in percent, truncated at 6 decimals; None where nothing is divided by."""
    if denominator == 0:
        return None
    return float(percent(numerator, denominator, STORED_DECIMALS, "truncate"))


def shown_percent(numerator: int, denominator: int, decimals: int, rounding: Rounding) -> str:
    """98%; a dash where there is nothing to divide by."""
    if denominator == 0:
        return NO_VALUE
    return f"{percent(numerator, denominator, decimals, rounding)}%"


def yuan(fen: int) -> int | float:
    """An amount in yuan as a JSON number."""
    return fen // FEN_PER_YUAN if fen % FEN_PER_YUAN == 0 else fen / FEN_PER_YUAN


def shown_money(fen: int, rounding: Rounding) -> str:
    """In 万元 to two decimals without trailing zeros; below 0.01万元 in 元, never as nothing."""
    mode = ROUND_HALF_UP if rounding == "half_up" else ROUND_DOWN
    amount = (Decimal(fen) / FEN_PER_TEN_THOUSAND_YUAN).quantize(Decimal("0.01"), mode)
    if amount == 0 and fen:
        return f"{plain(Decimal(fen) / FEN_PER_YUAN)}元"
    return f"{plain(amount)}万元"


def plain(number: Decimal) -> str:
    """Without trailing zeros and without an exponent."""
    return f"{number.normalize():f}"
