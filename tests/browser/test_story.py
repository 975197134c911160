"""An officer's day in a real browser: a training with a photo, from the form to the figure."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import TELEPHONE, Officer, Sit

FIGURE = "education.training_sessions"
PERIOD = "2022H1"
NEW = "/registers/trainings/new/"


def fill_in(page: Page, topic: str, women: str = "36", day: str = "2022-04-23") -> None:
    """The form of a training, as a person fills it in."""
    page.get_by_label("主题").fill(topic)
    page.get_by_label("日期").fill(day)
    page.get_by_label("类别").select_option(label="法律法规")
    page.get_by_role("radio", name="企业级").check()
    page.get_by_label("女职工人次").fill(women)


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"/registers/trainings/\d+/$"))


def sessions(officer: Officer) -> int:
    """The figure as the page of her unit shows it."""
    officer.open(f"/figures/{FIGURE}/?period={PERIOD}&org=textile")
    shown = officer.page.locator(".figures-number").first.inner_text()
    return int(re.sub(r"\D", "", shown))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph that says where it was taken."""
    path = tmp_path / "现场.jpg"
    image = Image.new("RGB", (640, 480), (180, 60, 80))
    exif = image.getexif()
    exif[0x010F] = "canary-camera"
    image.save(path, exif=exif)
    return path


def test_it_takes_a_training_from_the_form_to_the_figure(sit: Sit, photo: Path) -> None:
    mei = sit("mei")
    page, before = mei.page, sessions(mei)
    mei.open(NEW)
    fill_in(page, "女职工劳动保护")
    save(page)
    expect(page.get_by_text("回执号")).to_be_visible()
    page.get_by_role("link", name=re.compile("附件")).click()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("现场.jpg").first).to_be_visible()

    mei.open("/registers/trainings/?q=劳动保护")
    page.get_by_role("link", name=re.compile("女职工劳动保护")).first.click()
    page.get_by_role("link", name="修改").click()
    page.get_by_label("女职工人次").fill("38")
    save(page)
    expect(page.get_by_text("38人次").first).to_be_visible()

    assert sessions(mei) == before + 1
    page.locator(".figures-records a").first.click()
    page.get_by_role("link", name=re.compile("女职工劳动保护")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("女职工劳动保护")


def test_it_lets_one_of_two_editors_win_and_shows_the_other_both(sit: Sit) -> None:
    mei, ning = sit("mei"), sit("ning")
    mei.open(NEW)
    fill_in(mei.page, "两人同改")
    save(mei.page)
    address = mei.page.url.removeprefix(mei.site.url)
    for one in (mei, ning):
        one.open(f"{address}edit/")
    mei.page.get_by_label("女职工人次").fill("41")
    save(mei.page)
    ning.expected.add(409)
    ning.page.get_by_label("女职工人次").fill("52")
    ning.page.get_by_role("button", name="保存", exact=True).click()
    conflict = ning.page.get_by_role("alert")
    expect(conflict).to_contain_text("41")
    expect(conflict).to_contain_text("52")
    expect(ning.page.get_by_label("女职工人次")).to_have_value("52")
    ning.page.get_by_role("button", name="用我的版本保存").click()
    expect(ning.page.get_by_text("52人次").first).to_be_visible()


def test_it_makes_one_record_of_a_double_click(sit: Sit) -> None:
    mei = sit("mei")
    mei.open(NEW)
    fill_in(mei.page, "按了两下")
    mei.page.get_by_role("button", name="保存", exact=True).dblclick()
    mei.page.wait_for_url(re.compile(r"/registers/trainings/\d+/$"))
    mei.open("/registers/trainings/?q=按了两下")
    expect(mei.page.locator(".data-table tbody tr")).to_have_count(1)


def test_it_makes_one_record_where_the_form_is_sent_again(sit: Sit) -> None:
    mei = sit("mei")
    mei.open(NEW)
    fill_in(mei.page, "发了两次")
    fields = mei.page.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('form[data-once]')))"
    )
    answers = [
        mei.page.request.post(mei.site.url + NEW, form=fields, max_redirects=0) for _time in (1, 2)
    ]
    receipts = {answer.headers["x-receipt"] for answer in answers}
    assert [answer.status for answer in answers] == [303, 303]
    assert len(receipts) == 1


def test_it_fits_a_telephone(sit: Sit) -> None:
    cao = sit("cao", TELEPHONE)
    for path in ("/", NEW, "/registers/trainings/", f"/figures/?period={PERIOD}", "/check/"):
        cao.open(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert cao.page.evaluate(wide) <= 0, path


def test_it_can_be_done_with_the_keyboard_alone(sit: Sit) -> None:
    mei = sit("mei")
    mei.open(NEW)
    keyboard = mei.page.keyboard

    def reach(label: str) -> None:
        wanted = mei.page.get_by_label(label)
        for _press in range(40):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {label}")

    reach("日期")
    mei.page.get_by_label("日期").fill("2022-05-12")
    reach("主题")
    keyboard.type("只用键盘")
    reach("类别")
    for _press in range(2):
        keyboard.press("ArrowDown")
    reach("市级")
    for _press in range(2):
        keyboard.press("ArrowDown")
    reach("女职工人次")
    keyboard.type("12")
    keyboard.press("Enter")
    mei.page.wait_for_url(re.compile(r"/registers/trainings/\d+/$"))
    expect(mei.page.get_by_role("heading", level=1)).to_contain_text("只用键盘")


def test_it_keeps_what_was_typed_when_something_is_wrong(sit: Sit) -> None:
    mei = sit("mei")
    mei.expected.add(422)
    mei.open(NEW)
    fill_in(mei.page, "成立以前的事", day="1999-01-01")
    mei.page.get_by_role("button", name="保存", exact=True).click()
    expect(mei.page.get_by_role("alert").first).to_contain_text("成立日期")
    expect(mei.page.get_by_label("主题")).to_have_value("成立以前的事")
