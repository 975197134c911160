"""Tables of figures leave the house as the page shows them, and it is written down."""

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from halfsky.figures.registry import figures
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.limits import LIMITS, Limit, Purpose
from halfsky.org.once import new_key
from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run
from tests.figures.asking import SESSIONS
from tests.figures.world import fill
from tests.site.conftest import As

H1 = {"period": "2022H1"}
TABLE, UNITS = "/figures/sheet.{}", "/figures/units/sheet.{}"


def taken(client: Client, url: str, **asked: str) -> bytes:
    answer: Any = client.get(url, {**H1, **asked})
    assert answer.status_code == 200, url
    return bytes(answer.getvalue())


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_gives_a_units_figures_as_the_page_has_them(cast: Cast, browsing: As) -> None:
    fill(cast)
    zhou = browsing("zhou")
    lines = {row[1]: row for row in rows_of(taken(zhou, TABLE.format("csv"))) if len(row) > 3}
    assert lines["指标"][3:6] == ["2022年上半年", "2021年下半年", "2021年上半年"]
    page = zhou.get("/figures/", {**H1, "all": "1"}).content.decode()
    for code in (SESSIONS, "organising.formation_rate", "rights.complaints"):
        row = lines[str(figures()[code].name)]
        assert row[3] in page
        assert figures()[code].unit == row[2]
    assert lines[str(figures()["rights.complaints"].name)][3] == "少于5", "as on the page"


def test_it_leaves_out_what_the_page_leaves_out(cast: Cast, browsing: As) -> None:
    fill(cast)
    hidden = str(figures()["rights.complaints"].name)
    assert hidden not in taken(browsing("wu"), TABLE.format("csv")).decode("utf-8-sig")
    sheet = taken(browsing("wu"), UNITS.format("csv"), section="assistance").decode("utf-8-sig")
    assert str(figures()["assistance.condolence_paid"].name) not in sheet


def test_it_defines_each_figure_on_the_second_page_and_in_a_note(cast: Cast, browsing: As) -> None:
    fill(cast)
    content = taken(browsing("lin"), UNITS.format("xlsx"), section="education")
    book = load_workbook(io.BytesIO(content))
    data, definitions = book.worksheets
    assert data["C3"].value == "女职工培训期数（期）"
    assert str(figures()[SESSIONS].reference) in data["C3"].comment.text
    assert [row[0].value for row in definitions.iter_rows(min_row=2)] == [
        code for code in figures() if code.startswith("education.")
    ]
    east = next(row for row in data.iter_rows(min_row=4) if row[0].value == "east")
    assert isinstance(east[2].value, int)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("url", [TABLE, UNITS])
def test_it_writes_down_each_download(cast: Cast, browsing: As, url: str, kind: str) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    before = AuditEntry.objects.count()
    content = taken(browsing("lin"), url.format(kind))
    entry = AuditEntry.objects.latest("sequence")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.kind, entry.organisation) == (
        Action.EXPORTED, "figures", cast.city,
    )  # fmt: skip
    assert str(entry.actor) == "林晓"
    after = entry.after or {}
    assert after["digest"] == hashlib.sha256(content).hexdigest()
    assert after["rows"] > 0


def test_it_gives_a_figures_past_and_notes_a_saved_picture(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    lin = browsing("lin")
    rows = rows_of(taken(lin, f"/figures/{SESSIONS}/history.csv"))
    assert rows[2][:2] == ["期间", "女职工培训期数（期）"]
    assert rows[-1][:2] == ["2022年上半年", "1"]
    assert rows[-2][:2] == ["2021年下半年", "未报"]
    page = lin.get(f"/figures/{SESSIONS}/", H1).content.decode()
    assert "data-noted" in page
    named = {"title": "女职工培训期数的变化"}
    answer = lin.post("/figures/picture/?org=city", named, headers={"Idempotency-Key": new_key()})
    assert answer.status_code == 204
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.after) == (Action.EXPORTED, {"picture": named["title"]})
    assert lin.post("/figures/picture/", named).status_code == 400, "not without a key"


def test_it_says_when_there_were_too_many(
    cast: Cast, browsing: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Purpose.EXPORT, Limit(1))
    lin = browsing("lin")
    taken(lin, TABLE.format("csv"))
    answer = lin.get(TABLE.format("csv"), H1)
    assert answer.status_code == 429
    assert "分钟后再试" in answer.content.decode()
    assert browsing("wu").get(TABLE.format("csv"), H1).status_code == 200, "hers alone is spent"


def test_it_exports_figures_by_command(cast: Cast, run: Run, tmp_path: Path) -> None:
    fill(cast)
    out = tmp_path / "figures.csv"
    asked = ["--period", "2022H1", "--out", str(out)]
    assert run("export", "figures", *asked).code == 0
    assert "受理女职工投诉" in out.read_text("utf-8-sig")
    run("export", "figures", *asked, "--by-unit", "children")
    assert "投诉" not in out.read_text("utf-8-sig"), (
        "not told unit by unit, to the operator neither"
    )
    run("export", "figures", *asked, "--by-unit", "grassroots", "--section", "education")
    rows = rows_of(out.read_bytes())
    assert {row[0] for row in rows[3:]} == {"mine", "market", "pottery", "textile", "toys"}
    assert run("export", "figures", *asked, "--by-unit", "children", "--section", "x").code == 2
