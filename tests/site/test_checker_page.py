"""The checker's page: findings stand in the text, several texts give a table, nothing stays."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from halfsky.org.limits import LIMITS, Limit, Purpose
from halfsky.org.models import AuditEntry, Submission
from tests.site.conftest import As

WRONG = "应建女职工组织420家，已建389家，组建率97%。"
SOUND = "应建女职工组织420家，已建389家，组建率92.6%。"
pytestmark = pytest.mark.django_db


def text_file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_it_marks_what_does_not_hold_and_explains_it(browsing: As) -> None:
    page = browsing("mei").post("/check/", {"text": WRONG}).content.decode()
    assert '<mark class="mark-wrong">' in page
    assert "389家÷420家≈92.62%" in page


def test_it_says_when_nothing_is_wrong(browsing: As) -> None:
    page = browsing("mei").post("/check/", {"text": SOUND}).content.decode()
    assert "没有发现对不上的数字" in page
    assert "<mark" not in page


def test_a_finding_and_its_places_lead_to_each_other(browsing: As) -> None:
    rows = "单位\t人数\n一村\t120\n二村\t80\n三村\t60\n合计\t270\n"
    page = browsing("mei").post("/check/", {"text": rows}).content.decode()
    assert '<td class="is-figure"><sup>' in page
    assert re.findall(r'<mark class="mark-wrong">(.*?)</mark>', page) == ["120", "80", "60", "270"]
    leads = set(re.findall(r'href="#((?:mark|finding|text)-[-\d]+)"', page))
    assert len(leads) == 5
    assert all(page.count(f'id="{place}"') == 1 for place in leads)


def test_it_lists_several_texts_and_says_what_its_marks_mean(browsing: As) -> None:
    files = [text_file("东.txt", WRONG), text_file("东.txt", SOUND)]
    page = browsing("mei").post("/check/", {"documents": files}).content.decode()
    assert '<a href="#text-2">东.txt（第2份）</a>' in page
    assert "读出来的数字" in page


def test_it_says_when_it_read_no_number(browsing: As) -> None:
    page = browsing("mei").post("/check/", {"text": "大家辛苦了。"}).content.decode()
    assert "没有读出数字" in page
    assert "没有发现对不上的数字" not in page


def test_it_says_when_only_a_part_was_checked(browsing: As) -> None:
    text = "筛查：应查850，实查816。法律2期98，礼仪1期40，急救1期48。母婴室共6。"
    page = browsing("mei").post("/check/", {"text": text}).content.decode()
    assert "读懂的数字没有发现对不上的。" in page
    assert "6 个数字没读懂，没有核对，这份文字只核对了一部分。" in page
    assert "没有发现对不上的数字" not in page


def test_it_reads_files_and_sets_several_side_by_side(browsing: As) -> None:
    files = [text_file("东.txt", WRONG), text_file("西.txt", SOUND)]
    page = browsing("mei").post("/check/", {"documents": files}).content.decode()
    assert "东.txt" in page
    assert "数字汇总" in page
    assert "92.6%" in page


def test_figures_of_one_text_alone_stand_apart(browsing: As) -> None:
    files = [text_file("东.txt", WRONG), text_file("西.txt", SOUND + "培训30人。")]
    page = browsing("mei").post("/check/", {"documents": files}).content.decode()
    shared, _details, single = page.partition('<details class="collation-single">')
    assert "只有一份说到的指标（1个）" in single
    assert '<td data-label="出自" class="is-source">西.txt</td>' in single
    assert '<span class="cell-value">30人</span>' in single
    assert '<span class="cell-value">92.6%</span>' in shared


def test_it_says_when_no_figure_stands_in_two_texts(browsing: As) -> None:
    files = [text_file("东.txt", "走访企业3家。"), text_file("西.txt", "培训30人。")]
    page = browsing("mei").post("/check/", {"documents": files}).content.decode()
    assert "没有两份都说到的指标" in page
    assert "只有一份说到的指标（2个）" in page


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (SimpleUploadedFile("表.xlsx", b"PK\x03\x04nonsense"), "表.xlsx："),
        (SimpleUploadedFile("空.txt", b""), "空.txt：文件是空的"),
    ],
    ids=["damaged", "empty"],
)
def test_a_file_that_cannot_be_read_keeps_nobody_from_the_others(
    browsing: As, broken: SimpleUploadedFile, reason: str
) -> None:
    answer = browsing("mei").post("/check/", {"documents": [text_file("东.txt", WRONG), broken]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "389家÷420家≈92.62%" in page
    assert "这些文件没有读出来，其余的照常核对" in page
    assert f"<li>{reason}" in page


def test_the_workbook_names_the_files_that_could_not_be_read(browsing: As) -> None:
    files = [text_file("东.txt", WRONG), text_file("西.txt", SOUND), text_file("空.txt", "")]
    answer = browsing("mei").post("/check/collation.xlsx", {"documents": files})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert ("空.txt", "这份没有读出来：文件是空的，没有可核对的文字。") in [
        (row[0], row[3]) for row in book["其他问题"].values
    ]


@pytest.mark.parametrize("door", ["/check/", "/check/collation.xlsx"])
def test_it_does_not_speak_of_saving(browsing: As, door: str) -> None:
    page = browsing("mei").post(door, {}).content.decode()
    assert "还没有核对，请先改正：" in page
    assert "还不能保存" not in page


@pytest.mark.parametrize(
    ("office", "hint"), [("/usr/bin/soffice", ".docx、.doc、.wps 或 .txt"), (None, ".docx 或 .txt")]
)
def test_it_names_the_files_that_it_reads(
    browsing: As, monkeypatch: pytest.MonkeyPatch, office: str | None, hint: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: office)
    assert f">{hint}，可以放几份" in browsing("mei").get("/check/").content.decode()


def test_it_gives_the_table_as_a_workbook(browsing: As) -> None:
    files = [text_file("东.txt", WRONG), text_file("西.txt", SOUND)]
    answer = browsing("mei").post("/check/collation.xlsx", {"documents": files})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert book.sheetnames == ["数字汇总", "各份原文", "只有一份说到的", "没读懂的", "其他问题"]


def test_it_shows_a_text_as_text(browsing: As) -> None:
    page = browsing("mei").post("/check/", {"text": "<script>x</script>培训30人。"})
    assert "<script>x" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param(dict, "请放入文件", id="nothing"),
        pytest.param(lambda: {"text": "  \n"}, "请放入文件", id="blank"),
        pytest.param(
            lambda: {"documents": [text_file("a.pdf", "%PDF-1.7")]}, "PDF 不能读", id="a PDF"
        ),
        pytest.param(
            lambda: {"documents": [text_file(f"{n}.txt", SOUND) for n in range(21)]},
            "一次最多20个文件",
            id="too many",
        ),
        pytest.param(
            lambda: {"documents": [text_file(f"{n}.txt", "字" * 150_000) for n in range(2)]},
            "文字太多",
            id="too long",
        ),
        pytest.param(
            lambda: {"documents": [SimpleUploadedFile("b.docx", b"PK\x03\x04nonsense")]},
            "b.docx：",
            id="a broken file",
        ),
    ],
)
def test_it_says_what_it_cannot_take(
    browsing: As, sent: Callable[[], dict[str, object]], said: str
) -> None:
    answer = browsing("mei").post("/check/", sent())
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_it_stores_nothing(browsing: As) -> None:
    browsing("mei").post("/check/", {"text": WRONG})
    assert not Submission.objects.exists()
    assert not AuditEntry.objects.exists()


def test_it_is_open_to_everybody_when_the_operator_says_so(settings: Settings) -> None:
    assert Client().get("/check/").status_code == 302
    settings.CHECKER_IS_PUBLIC = True
    page = Client().get("/check/")
    assert page.status_code == 200
    assert Client().post("/check/", {"text": WRONG}).status_code == 200


def test_it_is_no_engine_for_anybody_at_one_address(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHECKER_IS_PUBLIC = True
    monkeypatch.setitem(LIMITS, Purpose.CHECKER, Limit(1))
    answers = [Client().post("/check/", {"text": SOUND}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert Client().get("/check/").status_code == 200
