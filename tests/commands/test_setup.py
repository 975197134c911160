"""`halfsky setup`: a city from its workbook; what is asked is answered in a file."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from halfsky.org.models import Organisation, ParameterValue
from tests.commands.conftest import Run

pytestmark = pytest.mark.django_db
ROOT = ("--kind", "city", "--name", "云川市总工会", "--since", "1995-05-01")


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    path = tmp_path / "名册.xlsx"
    file = xlsxwriter.Workbook(str(path))
    page = file.add_worksheet("工会")
    page.write_row(0, 0, ("所属镇街", "工会名称", "成立日期"))
    page.write_row(1, 0, ("东溪镇", "甲厂工会", "2011-01-05"))
    page.write_row(2, 0, ("东溪镇", "乙厂工会", ""))
    file.close()
    return str(path)


def test_it_asks_before_it_makes_anything(run: Run, workbook: str, tmp_path: Path) -> None:
    asked = run("setup", workbook, *ROOT, "--format", "json")

    assert asked.code == 1
    assert Organisation.objects.count() == 1  # the root alone
    assert ParameterValue.objects.get(code="body_kind").value == "city"
    content = json.loads(asked.out)
    [question] = content["questions"]
    assert question["code"] == "founded"

    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"founded": "1995-05-01"}), encoding="utf-8")
    done = run("setup", workbook, "--answers", str(answers), "--format", "json")
    assert done.code == 0
    assert done.json["applied"]
    assert done.json["workbook"] == content["workbook"]
    assert Organisation.objects.filter(name="乙厂工会", since="1995-05-01").exists()


def test_it_takes_suggestions_and_takes_everything_back(run: Run, workbook: str) -> None:
    done = run("setup", workbook, *ROOT, "--suggested")
    assert done.code == 0
    assert "镇街" in done.out
    assert "名册.xlsx" in run("setup").out

    number = done.out.rsplit("--undo ", 1)[1].split()[0]
    assert run("setup", "--undo", number).code == 0
    assert Organisation.objects.filter(withdrawn_at=None).count() == 1
    assert run("setup", "--undo", number).code == 1


def test_a_dry_run_makes_nothing(run: Run, workbook: str) -> None:
    assert run("setup", workbook, *ROOT, "--suggested", "--dry-run").code == 0
    assert Organisation.objects.count() == 1


def test_it_says_what_is_missing(db: None, run: Run, workbook: str, tmp_path: Path) -> None:
    assert "--name" in run("setup", workbook).err
    assert "没有这个文件" in run("setup", str(tmp_path / "x.xlsx"), *ROOT).err
    (tmp_path / "x.xlsx").write_text("not a workbook")
    assert run("setup", str(tmp_path / "x.xlsx")).code == 1
