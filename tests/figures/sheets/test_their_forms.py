"""Forms of others: bound by their labels, confirmed by a person, filled with formats kept."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from halfsky.figures.models import TheirForm
from halfsky.figures.sheets import their_forms
from halfsky.figures.sheets.binding import Proposer
from halfsky.figures.sheets.form_reading import describe
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.limits import LIMITS, Limit, Purpose
from halfsky.org.once import new_key
from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run
from tests.figures.asking import SESSIONS
from tests.figures.world import fill
from tests.site.conftest import As

H1 = "period=2022H1"
LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD: list[list[str | None]] = [
    ["类别", "项目", "计量单位", "2022年上半年", None, "本年累计", "增长（%）"],
    [None, None, None, "本期", "上年同期", None, None],
]
ITEMS = [
    ("一、组织建设", "1.新建工会", "家"),
    (None, "女职工组织组建率", "%"),
    ("二、教育培训", "举办女职工培训班", "期"),
    (None, "培训女职工", "人次"),
    (None, "参加读书分享会", "人次"),
    ("三、维权帮扶", "受理女职工投诉", "件"),
    (None, "发放慰问金", "万元"),
]


def their_form(item: str = "举办女职工培训班") -> bytes:
    """As it comes from above: a title, a heading of two rows, merged cells, formulas, a total."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "半年报"
    page["A1"] = "女职工工作情况半年报表"
    page["A1"].font = Font(bold=True, size=16)
    page["A1"].alignment = Alignment(horizontal="center")
    page["A2"] = "填报单位："
    for at, line in enumerate([*HEAD, *ITEMS, ("合计", None, None)], 3):
        for column in range(1, 8):
            cell = page.cell(at, column)
            cell.border = BOX
            cell.value = line[column - 1] if column <= len(line) else None
    for place in ("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "A5:A6"):
        page.merge_cells(place)
    for place in ("A7:A9", "A10:A11"):
        page.merge_cells(place)
    for row in range(5, 12):
        page.cell(row, 7).value = f'=IF(E{row}=0,"",(D{row}-E{row})/E{row})'
    page["B7"] = item
    page["D6"].number_format = page["E6"].number_format = "0.00%"
    page["D5"].fill = PatternFill("solid", fgColor="FFFFCC")
    page["D5"].comment = Comment("按成立日期", "上级")
    page["D12"] = "=SUM(D7:D8)"
    by_unit = book.create_sheet("分单位")
    by_unit.append(["单位名称", "女职工培训（期）", "培训女职工（人次）"])
    by_unit.append(["东溪镇总工会", None, None])
    by_unit.append(["西岭镇总工会", None, None])
    by_unit.append(["合 计", "=SUM(B2:B3)", None])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def posted(client: Client, url: str, **content: Any) -> Any:
    return client.post(url, {"submission_key": new_key(), **content})


def taken_in(client: Client, content: bytes, org: str = "city") -> TheirForm:
    file = SimpleUploadedFile("半年报表.xlsx", content)
    answer = posted(client, f"/figures/forms/?{H1}&org={org}", file=file)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return TheirForm.objects.latest("pk")


def confirmed(client: Client, form: TheirForm, **corrected: str) -> None:
    sent = {"version": str(form.version)} | chosen(form) | corrected
    answer = posted(client, f"/figures/forms/{form.pk}/", **sent)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    form.refresh_from_db()


def chosen(form: TheirForm) -> dict[str, str]:
    """The form of the page as it was shown."""
    bound = their_forms.bindings_of(form)
    sent = {f"figure|{number}": one.figure for number, one in enumerate(bound)}
    sent |= {f"time|{number}": one.time for number, one in enumerate(bound)}
    return sent | {f"unit|{number}": one.unit for number, one in enumerate(bound)}


def filled(client: Client, form: TheirForm, org: str = "city") -> Any:
    answer: Any = client.get(f"/figures/forms/{form.pk}/filled.xlsx?{H1}&org={org}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.getvalue()


def number_of(form: TheirForm, address: str) -> int:
    """The place of a cell among the form's bindings."""
    bound = their_forms.bindings_of(form)
    return next(place for place, one in enumerate(bound) if one.cell.address == address)


def test_it_proposes_by_row_column_unit_and_period(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(their_form())
    bound = {one.cell.address: one for one in Proposer(describe(path)).all()}
    assert {address: (one.figure, one.time, one.unit) for address, one in bound.items()
            if address.startswith("半年报!D")} == {
        "半年报!D5": ("organising.unions_new", "this", ""),
        "半年报!D6": ("organising.formation_rate", "this", ""),
        "半年报!D7": (SESSIONS, "this", ""),
        "半年报!D8": ("education.training_attendances", "this", ""),
        "半年报!D9": ("", "this", ""),
        "半年报!D10": ("rights.complaints", "this", ""),
        "半年报!D11": ("assistance.condolence_paid", "this", "万元"),
    }  # fmt: skip
    assert {bound[f"半年报!{column}7"].time for column in "EF"} == {"last_year", "year"}
    assert bound["半年报!D9"].why_not == "没有对得上的指标"
    assert not [one for one in bound if one.startswith("半年报!G")], "formulas are theirs"
    assert not [one for one in bound if one.endswith(("报!D12", "报!B2", "B4", "C4"))], "totals too"


@pytest.mark.parametrize(
    ("rows", "means"),
    [
        (  # figures across, periods down
            [["期间", "新建工会（家）", "挽回损失（万元）"], ["本期"], ["上年同期"], ["同比%"]],
            {"B2": ("organising.unions_new", "this"), "C2": ("rights.money_recovered", "this"),
             "B3": ("organising.unions_new", "last_year"),
             "C3": ("rights.money_recovered", "last_year"), "B4": ("", "this"), "C4": ("", "this")},
        ),
        (  # two blocks beside each other
            [["项目", "数量", "项目", "数量"], ["新建工会", None, "走访企业", None]],
            {"B2": ("organising.unions_new", "this"), "D2": ("rights.employers_visited", "this")},
        ),
        (  # years as headings
            [["项目", "2021年", "2022年"], ["培训女职工（人次）", 1465, None]],
            {"B2": ("education.training_attendances", "last_year"),
             "C2": ("education.training_attendances", "this")},
        ),
        (  # blanks within a sentence
            [["一、组织建设情况"], ["1.全市共有基层工会", None, "家，应建女职工组织", None, "家"]],
            {"B2": ("organising.unions", "this"), "D2": ("organising.unions_due", "this")},
        ),
    ],
)  # fmt: skip
def test_it_understands_other_layouts(
    rows: list[list[Any]], means: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "form.xlsx")
    found = Proposer(describe(tmp_path / "form.xlsx")).all()
    bound = {one.cell.address.partition("!")[2]: (one.figure, one.time) for one in found}
    assert bound == means


def test_it_fills_their_workbook_and_keeps_its_formats(
    cast: Cast, browsing: As, libreoffice: str, tmp_path: Path
) -> None:
    fill(cast)
    make.TrainingFactory.create(organisation=cast.east, women_attending=40)
    make.AidPaymentFactory.create(organisation=cast.city, date="2022-03-08", amount=1_234_567_89)
    lin = browsing("lin")
    form = taken_in(lin, their_form())
    assert "没有对上的格子" in lin.get(f"/figures/forms/{form.pk}/").content.decode()
    assert lin.get(f"/figures/forms/{form.pk}/filled.xlsx?{H1}").status_code == 409
    wrong = number_of(form, "半年报!D9")
    answer = posted(lin, f"/figures/forms/{form.pk}/", version=1,
                    **(chosen(form) | {f"figure|{wrong}": "读书会"}))  # fmt: skip
    assert answer.status_code == 422
    assert "没有这项指标" in answer.content.decode()
    confirmed(lin, form)
    content = filled(lin, form)
    page = load_workbook(io.BytesIO(content))["半年报"]
    table = lin.get(f"/figures/?{H1}&all=1").content.decode()
    for place, shown in (("D5", "家"), ("D7", "期"), ("D8", "人次"), ("D10", "件")):
        assert f">{page[place].value}{shown}<" in table, place
    assert isinstance(page["D6"].value, float)
    assert page["D6"].number_format == "0.00%"
    assert f">{page['D11'].value}万元<" in table
    assert page["E8"].value == "未报", "nobody has reported of last year"
    assert page["D9"].value is None
    assert page["G5"].value == '=IF(E5=0,"",(D5-E5)/E5)'
    assert page["D5"].fill.fgColor.rgb.endswith("FFFFCC")
    assert "A1:G1" in {str(one) for one in page.merged_cells.ranges}
    note = page["D5"].comment.text
    assert note.startswith("按成立日期"), "their own note stays"
    assert "期内成立的基层工会" in note
    assert "的登记计算" in note
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.kind) == (Action.EXPORTED, "figures")

    assert "表头写着" not in lin.get(f"/figures/forms/{form.pk}/?{H1}").content.decode()
    later = lin.get(f"/figures/forms/{form.pk}/?period=2022H2").content.decode()
    assert "表头写着“2022年上半年”，填的是2022年下半年" in later

    (tmp_path / "filled.xlsx").write_bytes(content)
    subprocess.run(
        [libreoffice, f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "filled.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "filled.csv").read_text().splitlines()
    total = page["D7"].value + page["D8"].value
    assert f",{total}," in lines[11], "their formula stands on our numbers"


def test_it_fills_rows_of_organisations(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.east, women_attending=40)
    lin = browsing("lin")
    form = taken_in(lin, their_form())
    confirmed(lin, form)
    page = load_workbook(io.BytesIO(filled(lin, form)))["分单位"]
    assert [cell.value for cell in page[2]] == ["东溪镇总工会", 1, 40]
    assert [cell.value for cell in page[3]] == ["西岭镇总工会", "未报", "未报"]
    assert page["B4"].value == "=SUM(B2:B3)"


def test_it_tells_in_a_form_no_more_than_on_a_page(cast: Cast, browsing: As) -> None:
    fill(cast)
    make.AidPaymentFactory.create(organisation=cast.textile, date="2022-03-08", amount=90_000)
    mei = browsing("mei")
    form = taken_in(mei, their_form(), "textile")
    confirmed(mei, form)
    page = load_workbook(io.BytesIO(filled(mei, form, "textile")))["半年报"]
    assert page["D11"].value == "少于5"
    assert page["D10"].value is None
    assert "投诉类指标只按地方总工会" in mei.get(f"/figures/forms/{form.pk}/?{H1}").content.decode()


def test_it_remembers_what_was_confirmed(cast: Cast, browsing: As) -> None:
    lin = browsing("lin")
    form = taken_in(lin, their_form("职工素质提升活动"))
    place = number_of(form, "半年报!D7")
    assert not their_forms.bindings_of(form)[place].figure
    confirmed(lin, form, **{f"figure|{place}": "女职工培训期数（期）"})
    again = taken_in(lin, their_form("职工素质提升活动"))
    assert their_forms.bindings_of(again)[place].figure == SESSIONS


def test_it_keeps_forms_from_others(cast: Cast, browsing: As) -> None:
    form = taken_in(browsing("wu"), their_form(), "east")
    confirmed(browsing("wu"), form)
    url = f"/figures/forms/{form.pk}/"
    for name, status in (("lin", 200), ("wu", 200), ("he", 404), ("mei", 404), ("zhou", 403)):
        assert browsing(name).get(url).status_code == status, name
        assert browsing(name).get(f"{url}filled.xlsx?{H1}").status_code == status, name
    assert browsing("wu").get(f"{url}filled.xlsx?{H1}&org=west").status_code == 404
    assert posted(browsing("he"), f"{url}away/", version="2").status_code == 404
    assert posted(browsing("wu"), f"{url}away/", version="1").status_code == 409
    assert posted(browsing("wu"), f"{url}away/", version="2").status_code == 303
    assert browsing("wu").get(url).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xd0\xcf\x11\xe0 not ours", "要是 .xlsx"), (b"PK\x03\x04 broken", "表格"), (b"", "xlsx")],
)
def test_it_says_why_a_file_is_no_form(cast: Cast, browsing: As, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("半年报.xlsx", content)
    answer = posted(browsing("lin"), f"/figures/forms/?{H1}", file=file)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TheirForm.objects.exists()


def test_it_takes_in_no_more_than_a_person_sends(
    cast: Cast, browsing: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Purpose.CHECK, Limit(1))
    lin = browsing("lin")
    taken_in(lin, their_form())
    file = SimpleUploadedFile("半年报表.xlsx", their_form())
    assert posted(lin, f"/figures/forms/?{H1}", file=file).status_code == 429
    file = SimpleUploadedFile("填报表.csv", "单位,女职工培训\neast,1\n".encode())
    grid = f"/figures/sheet/?section=education&{H1}"
    assert posted(lin, grid, file=file).status_code == 429


def test_it_fills_by_command(cast: Cast, run: Run, tmp_path: Path) -> None:
    make.TrainingFactory.create(organisation=cast.east, women_attending=40)
    source, out = tmp_path / "form.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(their_form())
    asked = ["fill", str(source), "--period", "2022H1", "--out", str(out)]
    refused = run(*asked)
    assert refused.code == 1
    assert "--accept" in refused.err
    assert "女职工培训期数" in refused.out
    assert not out.exists()
    assert run(*asked, "--accept").code == 0
    done = run(*asked)
    assert done.code == 0, "remembered"
    assert "没有对得上的指标" in done.out
    assert load_workbook(out)["半年报"]["D8"].value == 40
