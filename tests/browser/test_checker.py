"""The checker's page in a real browser: its tables can be read, at a desk and on a telephone."""

import pytest
from playwright.sync_api import FilePayload, Locator, Page

from tests.browser.conftest import DESK, TELEPHONE, Officer, Sit

TEXTS = (
    "2022年上半年，应建女职工组织420家，已建389家，组建率97%。培训25期，每期40人，共1200人次。",
    "2022年上半年，应建女职工组织187家，已建115家，组建率56.15%。培训12期，走访企业30家。",
    "2022年上半年，应建女职工组织96家，已建90家，组建率99.1%。培训5期，每期30人，共180人次。",
)
WIDE = "\t".join(["单位", *(f"第{month}月人数" for month in range(1, 13))])
ROW = "\t".join(["东溪镇", *(str(month * 10) for month in range(1, 13))])
# Characters in a line: fewer, and a word stands one character below the other.
FEWEST = 6
CHARACTERS = """cell => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)"""
WIDTH_BEYOND = "frame => frame.scrollWidth - frame.clientWidth"


def texts(count: int) -> list[FilePayload]:
    return [
        {"name": f"第{place}份总结.txt", "mimeType": "text/plain", "buffer": text.encode()}
        for place, text in enumerate(TEXTS[:count], 1)
    ]


def check(officer: Officer, files: list[FilePayload], text: str = "") -> Page:
    officer.open("/check/")
    officer.page.set_input_files("input[type=file]", files)
    officer.page.fill("[name=text]", text)
    officer.page.get_by_role("button", name="核对", exact=True).click()
    officer.page.wait_for_selector(".checked")
    return officer.page


def in_sight(cell: Locator, width: int) -> bool:
    box = cell.bounding_box()
    return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
@pytest.mark.parametrize("count", [2, 3])
def test_an_explanation_pushes_nothing_out_of_sight(sit: Sit, width: int, count: int) -> None:
    officer = sit("mei", width)
    page = check(officer, texts(count))
    frame = page.locator(".collation > .collation-frame")
    assert frame.locator(".finding-note").count() > 0
    assert frame.evaluate(WIDTH_BEYOND) <= 0
    assert officer.visit.width_beyond() <= 0
    assert page.locator(".collation > .scroll-hint").is_hidden()
    for title in frame.locator("td.is-title").all():
        assert title.evaluate(CHARACTERS) > FEWEST
    for value in frame.locator(".cell-value").all():
        assert in_sight(value, width)


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_table_wider_than_the_page_says_so(sit: Sit, width: int) -> None:
    page = check(sit("mei", width), [], f"{WIDE}\n{ROW}\n")
    assert page.locator(".checked-table").evaluate(WIDTH_BEYOND) > 0
    assert page.locator(".scroll-hint").inner_text() == "表格比这里宽，可以左右移动。"
    assert page.locator(".scroll-hint").is_visible()


def test_a_narrow_table_says_nothing(sit: Sit) -> None:
    page = check(sit("mei"), [], "单位\t人数\n东溪镇\t120\n西岭镇\t80\n")
    assert page.locator(".checked-table").evaluate(WIDTH_BEYOND) <= 0
    assert page.locator(".scroll-hint").is_hidden()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_her_own_unit_is_offered_to_compare_with(sit: Sit, width: int) -> None:
    officer = sit("mei", width)
    page = officer.page
    officer.open("/check/")
    page.fill("[name=text]", "上半年举办女职工培训25期。")
    page.locator(".compare-fields .ts-control").click()
    offered = page.locator(".ts-dropdown .option")
    offered.first.wait_for()
    assert "锦云纺织厂工会" in offered.first.inner_text()
    offered.first.click()
    page.get_by_role("button", name="核对", exact=True).click()
    assert "已与锦云纺织厂工会（含下级）" in page.locator(".compared").inner_text()
    assert officer.visit.faults() == []
