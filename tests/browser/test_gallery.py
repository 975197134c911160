"""The components in a real browser: at a desk, on a telephone, by the keyboard, without scripts."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.chromium import Visit, chromium, files_served, visiting
from tests.conftest import need
from tests.site.gallery import write

UNITS = {
    "results": [
        {"value": "yunxi", "label": "云溪镇总工会", "note": "示例市"},
        {"value": "farm", "label": "云溪镇农机厂工会", "note": "云溪镇"},
    ]
}
PAGES = ("home", "list", "detail", "form", "figures", "refused", "403", "404", "500")
DESK, TELEPHONE = 1280, 360
THUMB = 44  # pixels


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests of this file."""
    with chromium(need("Chromium")) as one:
        yield one


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery's pages."""
    folder: Path = tmp_path_factory.mktemp("gallery")
    write(folder)
    (folder / "units.json").write_text(json.dumps(UNITS), encoding="utf-8")
    with files_served(folder) as address:
        yield address


@pytest.fixture
def desk(browser: Browser) -> Iterator[Visit]:
    """A wide window."""
    with visiting(browser, DESK) as visit:
        yield visit
    assert visit.complaints == []


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Visit]:
    """A narrow one with touch."""
    with visiting(browser, TELEPHONE) as visit:
        yield visit
    assert visit.complaints == []


def settle(page: Page) -> None:
    """Until charts and pickers that the page has are there."""
    page.wait_for_load_state("networkidle")
    for chart in page.locator("[data-chart]").all():
        expect(chart.locator("canvas")).to_be_visible()
    for picker in page.locator("select[data-picks], input[data-picks]").all():
        expect(picker).to_have_class(re.compile("tomselected"))


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_without_fault(browser: Browser, gallery: str, name: str, width: int) -> None:
    with visiting(browser, width) as visit:
        visit.page.goto(f"{gallery}{name}.html")
        settle(visit.page)
        assert visit.width_beyond() == 0
        assert visit.faults() == []
        assert visit.complaints == []
        assert {urlsplit(url).netloc for url in visit.requested} == {urlsplit(gallery).netloc}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_scripts(browser: Browser, gallery: str, name: str) -> None:
    with visiting(browser, TELEPHONE, java_script_enabled=False) as visit:
        visit.page.goto(f"{gallery}{name}.html")
        assert visit.complaints == []
        assert visit.page.locator(".needs-script:visible").count() == 0
        if name == "figures":
            visit.page.locator(".chart-table summary").first.click()
            expect(visit.page.get_by_role("cell", name="99.2%")).to_be_visible()


def test_targets_are_large_enough_for_a_thumb(telephone: Visit, gallery: str) -> None:
    for name in ("home", "list", "form"):
        telephone.page.goto(f"{gallery}{name}.html")
        settle(telephone.page)
        small = telephone.page.eval_on_selector_all(
            ".btn, .bottom-item, .form-control, .form-select, summary, .notice-close, .tab",
            f"""all => all.filter(one => one.checkVisibility()).filter(one =>
              one.getBoundingClientRect().height < {THUMB}
              && !one.closest(".chart-table, .ts-wrapper"))
              .map(one => one.outerHTML.slice(0, 99))""",
        )
        assert small == []


def test_a_table_is_a_stack_of_cards_on_a_telephone(telephone: Visit, gallery: str) -> None:
    telephone.page.goto(f"{gallery}list.html")
    row = telephone.page.locator("tbody tr").first
    expect(telephone.page.locator("thead")).not_to_be_in_viewport()
    label = row.locator("td").nth(1).evaluate("one => getComputedStyle(one, '::before').content")
    assert label == '"日期"'
    row.tap()
    telephone.page.wait_for_url("**/detail.html")


def test_the_whole_menu_is_within_reach_of_a_thumb(telephone: Visit, gallery: str) -> None:
    telephone.page.goto(f"{gallery}home.html")
    telephone.page.get_by_text("更多").tap()
    link = telephone.page.locator(".drawer-sheet").get_by_role("link", name="宣传培训")
    expect(link).to_be_visible()
    telephone.page.locator("h1").tap(position={"x": 5, "y": 5})
    expect(link).to_be_hidden()


def test_everything_works_by_the_keyboard(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}detail.html")
    settle(page)
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.locator(".account-button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="我的账号")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".account-button")).to_be_focused()
    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()


def test_a_question_opens_over_the_page_and_closes_by_a_key(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}detail.html")
    settle(page)
    page.get_by_role("link", name="撤回").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="撤回这条登记？")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("撤回的理由")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="撤回")).to_be_focused()


def patiently(act: Callable[[], None]) -> None:
    """Once more where a letter was lost, as a person would."""
    for _try in range(3):
        with suppress(AssertionError):
            act()
            return
    act()


def test_a_unit_is_found_by_typing(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}form.html")
    settle(page)
    page.locator(".ts-control").click()
    typed = page.locator(".ts-wrapper input:focus")  # it takes the focus a moment later

    def type_whole() -> None:
        typed.press("ControlOrMeta+a")
        typed.press_sequentially("yxznj", delay=60)
        expect(typed).to_have_value("yxznj", timeout=1000)

    patiently(type_whole)
    page.get_by_text("云溪镇农机厂工会").click()
    expect(page.locator("#id_unit")).to_have_value("farm")
    # A slow hand is answered before the last letter: what was asked is how the typing began.
    asked = [url.partition("units.json?q=")[2] for url in desk.requested if "units.json?q=" in url]
    assert any(words and "yxznj".startswith(words) for words in asked), asked


def test_a_form_is_sent_once_however_often_it_is_pressed(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}form.html")
    settle(page)
    sent: list[str] = []
    page.route("**/form.html", lambda route: sent.append(route.request.method))  # never answers
    page.get_by_role("button", name="保存").dblclick()
    page.wait_for_timeout(200)
    assert sent == ["POST"]


def test_digits_of_a_chinese_keyboard_become_plain_ones(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}form.html")
    amount = page.get_by_label("经费")
    amount.fill("１２，３４５．５")
    amount.blur()
    expect(amount).to_have_value("12345.5")


def test_leaving_a_changed_form_is_asked_about(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}form.html")
    settle(page)
    page.locator("#id_name").press_sequentially("新入职")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="取消").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert page.url.endswith("form.html")


def test_a_filter_changes_the_list_and_the_address(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}list.html?page=2")
    settle(page)
    page.get_by_label("状态").select_option("草稿")
    page.wait_for_url("**/list.html?*state=draft*")
    page.get_by_label("状态").select_option("已入账")
    page.wait_for_url("**/list.html?*state=done*")
    query = urlsplit(page.url).query
    names = [name for name, _value in parse_qsl(query, keep_blank_values=True)]
    assert sorted(names) == ["period", "q", "state", "unit"]
    expect(page.locator("#results tbody tr")).to_have_count(11)


def test_a_filter_without_an_answer_says_so(browser: Browser, gallery: str) -> None:
    with visiting(browser, DESK) as visit:
        visit.page.goto(f"{gallery}list.html")
        settle(visit.page)
        visit.page.route("**/list.html?*", lambda route: route.abort())
        visit.page.get_by_label("状态").select_option("草稿")
        expect(visit.page.get_by_text("没有得到回应")).to_be_visible()
        expect(visit.page.locator("#results tbody tr")).to_have_count(11)


def test_a_chart_is_saved_as_a_picture(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}figures.html")
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为图片").first.click()
    assert waiting.value.suggested_filename == "女职工专项集体合同签订率.png"
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


def test_paper_shows_the_content_and_nothing_to_press(desk: Visit, gallery: str) -> None:
    page = desk.page
    page.goto(f"{gallery}figures.html")
    settle(page)
    page.emulate_media(media="print")
    for nothing in (".side", ".topbar", ".bottom-bar", ".page-actions", ".chart-actions"):
        expect(page.locator(nothing).first).to_be_hidden()
    expect(page.get_by_role("heading", name="示例市2022年上半年")).to_be_visible()
    assert page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
