"""Measures of the official page (GB/T 9704-2012, 5.1 and 5.2) in Word's units."""

TWIPS_PER_POINT = 20


def mm(length: float) -> int:
    """Millimetres in twips, twentieths of a point."""
    return round(length * 1440 / 25.4)


# A4; the type area is 156 mm x 225 mm, so 26 mm remain on the right and 35 mm below.
PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
TOP, LEFT, RIGHT, BOTTOM = mm(37), mm(28), mm(26), mm(35)
TYPE_WIDTH, TYPE_HEIGHT = mm(156), mm(225)

# 22 lines of 28 characters. The nominal 30 pt a line (16 pt and 7/8 of it) would need 233 mm;
# 28.95 pt is the pitch at which 22 lines really fit into 225 mm.
LINES, CHARACTERS = 22, 28
LINE = 579

# 156 mm / 28 = 15.79 pt for a character of 16 pt, in whole twips 15.75 pt: with 15.79 pt
# LibreOffice rounds up and makes the type area 27 characters wide.
CHARACTER = TYPE_WIDTH // CHARACTERS

# The same for Word's grid, which wants the difference in 4096ths of a point.
CHARACTER_SPACE = (CHARACTER - 16 * TWIPS_PER_POINT) * 4096 // TWIPS_PER_POINT

# Letter spacing that sets 28 characters a line in Word and LibreOffice alike, a twip below the
# pitch: what fills a line to the last twip is broken after 27 once widths are rounded.
CONDENSED = CHARACTER - 16 * TWIPS_PER_POINT - 1

# Chinese type sizes in half points.
SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_5_SMALL = 44, 32, 28, 21, 18

# The dashes of the page number stand 7 mm below the type area (7.5), so 28 mm above the edge;
# the footer's one line of 18 pt is centred on them.
FOOTER_LINE = 360
FOOTER = BOTTOM - mm(7) - FOOTER_LINE // 2


def characters(count: float) -> int:
    """Width of so many characters of body text in twips."""
    return round(count * CHARACTER)
