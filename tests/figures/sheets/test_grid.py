"""The figure sheet: typed, pasted or sent; judged, confirmed, approved, taken back."""

import datetime
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from halfsky.figures.declaration import Count, Sum
from halfsky.figures.models import Adjustment, DeclaredSheet
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.figures.report import compute
from halfsky.figures.sheets import declaring
from halfsky.figures.sheets.declarable import declarable, sections_declared
from halfsky.org.audit.models import AuditEntry
from halfsky.org.kinds import OrganisationKind
from halfsky.org.once import new_key
from halfsky.org.tasks.queue import sweeps
from tests import factories as make
from tests.cast import Cast, founded
from tests.figures.asking import SESSIONS
from tests.site.conftest import As

ATTENDANCES = "education.training_attendances"
GRID = "/figures/sheet/?section=education&period=2022H1&org={}"
SOURCE = {"words": "电话", "told_by": "各工会女工委员", "told_on": "2022-07-04"}


def posted(client: Client, url: str, **content: Any) -> Any:
    return client.post(url, {"submission_key": new_key(), **content})


def paste(client: Client, text: str, org: str = "east") -> Any:
    """The page of the sheet that a paste makes."""
    answer = posted(client, GRID.format(org), pasted=text)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return answer["Location"]


def declared(client: Client, text: str, org: str = "east") -> str:
    """A paste that is confirmed at once."""
    url = paste(client, text, org)
    answer = posted(client, f"{url}declare/", **SOURCE)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return str(url)


def value(cast: Cast, code: str, organisation: Any, own: bool = True) -> int:
    return compute(Period.parse("2022H1"), codes=[code]).fact(code, organisation.pk, own).amount


def test_it_offers_counts_and_sums_that_units_report() -> None:
    offered = [one for section in sections_declared() for one in declarable(section)]
    assert {type(one) for one in offered} == {Count, Sum}
    codes = {one.code for one in offered}
    assert SESSIONS in codes
    for left_out in (
        "organising.formation_rate",  # its parts are declared
        "rights.employers_visited",  # two unions may have visited one
        "rights.complaints",  # told of a federation only
        "organising.unions",  # follows from the tree
        "planning.employers_visited",  # a target
    ):
        assert left_out in figures()
        assert left_out not in codes


def test_it_shows_what_is_known_and_was_before_and_who_is_late(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.east, women_attending=24)
    make.TrainingFactory.create(organisation=cast.east, women_attending=31, date="2021-11-02")
    page = browsing("lin").get(GRID.format("city")).content.decode()
    cell = re.search(
        rf'上期 (\d+)</small><input[^>]*name="east\|{ATTENDANCES}" value="(\d*)"', page
    )
    assert cell
    assert cell.groups() == ("31", "24")
    assert f'name="west|{ATTENDANCES}" value=""' in page, "silence is not zero"
    late = page[page.index("还没有报的：") : page.index("从 Excel")]
    assert cast.west.name in late
    assert cast.east.name not in late
    declared(browsing("lin"), "west\t0\t0\t0", "city")
    page = browsing("lin").get(GRID.format("city")).content.decode()
    assert cast.west.name not in page[page.index("还没有报的：") : page.index("从 Excel")]
    assert "待批准" in page


def test_it_takes_a_paste_by_heading_and_marks_bad_cells(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    text = (
        "工会名称\t培训人次（人次）\t男职工\t女职工培训\n"
        "textile\t1,20０人次\t9\t3\n"
        f"{cast.pottery.name}\tabc\t9\t2\n"
        f"{cast.mine.name}\t5\t9\t5\n"
        "合计\t125\t27\t10\n"
    )
    url = paste(wu, text)
    page = wu.get(url).content.decode()
    assert "应为整数" in page
    assert page.count("没有这个单位，或不在您的范围内") == 1, "a union of another town"
    assert "没有用到的列：男职工" in page
    assert not Adjustment.objects.exists()
    answer = posted(wu, f"{url}declare/", **SOURCE)
    assert answer.status_code == 409
    assert not Adjustment.objects.exists(), "as a whole or not at all"

    mended = {f"{cast.pottery.pk}|{ATTENDANCES}": "80", "lost|0": "toys"}
    assert posted(wu, url, **mended).status_code == 303
    assert posted(wu, f"{url}declare/", **SOURCE).status_code == 303
    assert set(Adjustment.objects.values_list("organisation__code", "figure", "value")) == {
        ("textile", SESSIONS, 3), ("textile", ATTENDANCES, 1200),
        ("pottery", SESSIONS, 2), ("pottery", ATTENDANCES, 80),
        ("toys", SESSIONS, 5), ("toys", ATTENDANCES, 5),
    }  # fmt: skip
    one = Adjustment.objects.first()
    assert one
    assert one.source == "2022-07-04 各工会女工委员：电话"
    assert str(one.entered_by) == "吴霞"


def test_it_counts_once_another_has_approved_and_can_be_taken_back(
    cast: Cast, browsing: As
) -> None:
    make.TrainingFactory.create(organisation=cast.textile, women_attending=24)
    wu, lin = browsing("wu"), browsing("lin")
    url = declared(wu, "textile\t2\t0\t50\ntoys\t1\t1\t30")
    assert value(cast, ATTENDANCES, cast.textile) == 24
    assert posted(wu, f"{url}approve/").status_code == 409, "not her own"
    assert posted(lin, f"{url}approve/").status_code == 303
    assert value(cast, ATTENDANCES, cast.textile) == 50, "instead of the records, not beside them"
    assert value(cast, ATTENDANCES, cast.city, own=False) == 80
    assert posted(wu, f"{url}take-back/").status_code == 303
    assert value(cast, ATTENDANCES, cast.textile) == 24
    assert posted(wu, f"{url}take-back/").status_code == 409
    kinds = AuditEntry.objects.filter(kind="figures.declaredsheet").order_by("sequence")
    assert [entry.action for entry in kinds] == ["imported", "stepped", "undone"]


def test_it_takes_nothing_back_once_a_number_was_touched(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    url = declared(wu, "textile\t2\t0\t50\ntoys\t1\t1\t30")
    again = declared(wu, "toys\t1\t1\t35")
    answer = posted(wu, f"{url}take-back/")
    assert answer.status_code == 409
    assert f"{cast.toys.name}“培训人次”" in answer.content.decode()
    assert Adjustment.objects.filter(withdrawn_at=None).count() == 7
    assert posted(wu, f"{again}take-back/").status_code == 303
    assert posted(wu, f"{url}take-back/").status_code == 303
    assert not Adjustment.objects.filter(withdrawn_at=None).exists()


def test_it_declares_only_what_was_typed_over(cast: Cast, browsing: As) -> None:
    lin, url = browsing("lin"), GRID.format("city")
    page = lin.get(url).content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown
    make.TrainingFactory.create(organisation=cast.west, women_attending=24)  # meanwhile
    typed = {"shown": shown[1], f"east|{SESSIONS}": "7", f"west|{SESSIONS}": ""}
    sheet = posted(lin, url, **typed)["Location"]
    posted(lin, f"{sheet}declare/", **SOURCE)
    assert [(one.organisation, one.value) for one in Adjustment.objects.all()] == [(cast.east, 7)]
    assert posted(lin, url, shown=shown[1]).status_code == 422, "nothing was typed"
    assert posted(lin, url, shown="forged", **{f"east|{SESSIONS}": "9"}).status_code == 422


def test_it_is_checked_anew_where_a_record_came_in_between(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    url = paste(wu, "textile\t2\t0\t50")
    make.TrainingFactory.create(organisation=cast.textile, women_attending=24)
    answer = posted(wu, f"{url}declare/", **SOURCE)
    assert answer.status_code == 409
    assert "请重新核对" in answer.content.decode()
    assert not Adjustment.objects.exists()


def test_what_nobody_declares_is_kept_for_a_month(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    paste(wu, "toys\t2\t0\t50")
    declared(wu, "textile\t2\t0\t50")
    purging = [one for one in sweeps() if one is declaring.purge]
    for days, left in ((29, 2), (2, 1)):  # the declared one stays
        DeclaredSheet.objects.update(made_at=F("made_at") - datetime.timedelta(days=days))
        for purge in purging:
            purge()
        assert DeclaredSheet.objects.count() == left


def test_it_takes_its_own_workbook_back(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.textile, women_attending=24)
    wu = browsing("wu")
    content = wu.get(GRID.format("east").replace("/?", "/workbook.xlsx?")).getvalue()
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[3]]
    row = next(row for row in page.iter_rows(min_row=4) if row[0].value == "toys")
    row[heads.index("培训人次（人次）")].value = "１８人次"
    late = book["还没有报的"]
    assert {row[0].value for row in late.iter_rows(min_row=2)} == {"east"}, "unions need not"
    sent = io.BytesIO()
    book.save(sent)
    file = SimpleUploadedFile("填报表.xlsx", sent.getvalue())
    url = posted(wu, GRID.format("east"), file=file)["Location"]
    sheet = DeclaredSheet.objects.get()
    assert (sheet.cells, sheet.refused, sheet.way) == (1, 0, "填报表.xlsx")
    assert "18" in wu.get(url).content.decode()
    file = SimpleUploadedFile("填报表.xlsx", sent.getvalue())
    answer = posted(wu, GRID.format("east").replace("2022H1", "2021H2"), file=file)
    assert answer.status_code == 422
    assert "另一期" in answer.content.decode()


def test_it_takes_what_several_sent_back_as_one(cast: Cast, browsing: As) -> None:
    def sent(text: str, name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, f"单位,女职工培训,培训女职工\n{text}\n".encode())

    wu = browsing("wu")
    files = [sent("textile,1,20", "甲.csv"), sent("toys,2,30", "乙.csv")]
    url = posted(wu, GRID.format("east"), file=files)["Location"]
    sheet = DeclaredSheet.objects.get()
    assert (sheet.cells, sheet.refused, sheet.way) == (4, 0, "甲.csv等2个文件")
    files = [sent("textile,1,20", "甲.csv"), sent("textile,1,25", "乙.csv")]
    url = posted(wu, GRID.format("east"), file=files)["Location"]
    assert "同一格写了两个数：20、25" in wu.get(url).content.decode()


def test_it_takes_sixty_unions_in_one_paste(cast: Cast, browsing: As) -> None:
    kind = OrganisationKind.SINGLE
    for place in range(60):
        founded(cast.east, f"u{place}", f"东溪第{place}厂工会", kind)
    lines = [f"u{place}\t东溪第{place}厂工会\t1\t0\t{place + 1}" for place in range(60)]
    wu = browsing("wu")
    declared(wu, "\r\n".join(lines))
    assert Adjustment.objects.count() == 180
    assert (
        wu.get(GRID.format("east")).content.decode().count('<input class="form-control grid-cell')
        == 180
    )
    counts = []
    for org in ("east", "west"):
        with CaptureQueriesContext(connection) as asked:
            browsing("lin").get(GRID.format(org))
        counts.append(len(asked))
    assert counts[0] <= counts[1] + 1, "as many for sixty unions as for two"


@pytest.mark.parametrize(
    ("name", "org", "status"),
    [("lin", "city", 200), ("wu", "east", 200), ("wu", "west", 404), ("mei", "textile", 403),
     ("zhou", "city", 403)],
)  # fmt: skip
def test_it_opens_to_whoever_may_declare(
    cast: Cast, browsing: As, name: str, org: str, status: int
) -> None:
    assert browsing(name).get(GRID.format(org)).status_code == status


def test_it_keeps_sensitive_figures_and_sheets_from_others(cast: Cast, browsing: As) -> None:
    aid = GRID.replace("education", "assistance")
    paid = "assistance.condolence_paid"
    assert f"city|{paid}" in browsing("lin").get(aid.format("city")).content.decode()
    assert paid not in browsing("wu").get(aid.format("east")).content.decode()
    answer = posted(browsing("lin"), aid.format("east"), pasted="单位\t发放慰问金\neast\t1200.5")
    url = answer["Location"]
    assert "1200.5" in browsing("lin").get(url).content.decode()
    for name, status in (("wu", 404), ("he", 404), ("mei", 403)):
        assert browsing(name).get(url).status_code == status
        for act in ("declare", "approve", "take-back"):
            assert posted(browsing(name), f"{url}{act}/", **SOURCE).status_code == status
