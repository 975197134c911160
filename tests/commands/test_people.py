"""`halfsky people load`: a roster makes a city with its accounts, or nothing at all."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from halfsky.org.audit.models import AuditEntry
from halfsky.org.checks import codes_with_wrong_paths
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.roles import Role
from tests.cast import Cast
from tests.commands.conftest import Run

pytestmark = pytest.mark.django_db
HEADING = "姓名,角色,组织编码,手机"
TREE = HEADING + ",组织名称,上级编码,组织类型,成立日期"


def file(folder: Path, *lines: str) -> str:
    path = folder / "roster.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_it_makes_accounts_and_prints_first_passwords(cast: Cast, run: Run, tmp_path: Path) -> None:
    roster = file(
        tmp_path,
        HEADING,
        "秦岚,基层女工干部,toys,19900001111",
        "秦岚,grassroots_officer,textile,",
        "",
    )
    made = run("people", "load", roster, "--format", "json").json

    assert [one["username"] for one in made] == ["qinlan", "qinlan2"]
    for one in made:
        person = Person.objects.get(username=one["username"])
        assert person.check_password(one["password"])
        assert person.must_change_password
        assert person.password_until is not None
    assert set(Post.objects.values_list("organisation__code", "role")) == {
        ("toys", Role.GRASSROOTS_OFFICER),
        ("textile", Role.GRASSROOTS_OFFICER),
    }
    trail = str(list(AuditEntry.objects.values()))
    assert trail.count("roster") == 2
    assert not any(one["password"] in trail for one in made)


def test_it_prints_a_table(cast: Cast, run: Run, tmp_path: Path) -> None:
    done = run("people", "load", file(tmp_path, HEADING, "秦岚,基层女工干部,toys,"))

    assert done.code == 0
    assert "qinlan" in done.out
    assert "童乐玩具厂工会" in done.out


def test_it_makes_a_city_of_its_own(db: None, run: Run, tmp_path: Path) -> None:
    roster = file(
        tmp_path,
        TREE,
        "韩梅,安全管理员,x,,望江市总工会,,地方总工会,1995-05-01",
        "吴霞,镇街女工干部,x1,,望江镇总工会,x,street_town,1999/05/01",
        "梅玲,基层女工干部,x11,,望江纺织厂工会,x1,single,2001-02-03",
    )
    run("people", "load", roster, "--format", "json").json  # noqa: B018 - that it succeeds

    assert list(Organisation.objects.order_by("path").values_list("code", flat=True)) == [
        "x",
        "x1",
        "x11",
    ]
    assert codes_with_wrong_paths("default") == []


def test_it_reads_a_workbook(cast: Cast, run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING.split(","))
    sheet.append(["秦岚", "基层女工干部", "toys", 19900001111])
    book.save(tmp_path / "roster.xlsx")

    run("people", "load", str(tmp_path / "roster.xlsx"))

    assert Person.objects.get(username="qinlan").mobile == "19900001111"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((HEADING, "秦岚,厂长,toys,"), "第2行：没有“厂长”这个角色"),
        ((HEADING, "秦岚,基层女工干部,nowhere,"), "第2行：没有编码为nowhere的组织"),
        ((HEADING, "秦岚,基层女工干部,toys,123"), "第2行"),
        ((HEADING + ",账号", "秦岚,基层女工干部,toys,,lin"), "账号lin已经有人用"),
        ((HEADING + ",任职日期", "秦岚,基层女工干部,toys,,昨天"), "任职日期应写作"),
        (("姓名,手机", "秦岚,"), "名册缺少这些栏：角色、组织编码"),
        ((TREE, "秦岚,基层女工干部,new,,新厂工会,nowhere,single,2001-01-01"), "上级"),
    ],
)
def test_it_loads_nothing_where_something_is_wrong(
    cast: Cast, run: Run, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    before = Person.objects.count(), Organisation.objects.count()
    good = "赵丹,基层女工干部,toys,"

    done = run("people", "load", file(tmp_path, *lines, good))

    assert done.code == 1
    assert said in done.err
    assert (Person.objects.count(), Organisation.objects.count()) == before


def test_it_says_which_file_is_missing(db: None, run: Run) -> None:
    done = run("people", "load", "nowhere.csv")
    assert done.code == 1
    assert "没有这个文件" in done.err
