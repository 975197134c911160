"""Setting up in the browser: who may, and the way from a file to a tree and back."""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from halfsky.org.models import Employer, Organisation, ParameterValue, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.setup.body_kinds import SETTINGS
from halfsky.setup.models import State, Workbook
from tests.cast import Cast
from tests.factories import credit_code
from tests.matrix.subjects import officer
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
SEEN, FORBIDDEN, DONE = HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.SEE_OTHER
REFUSED, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
BODY = {
    "kind": "city",
    "period": "2026h1",
    "since": "1995-05-01",
    "source": "市总〔2026〕1号",
    "committee_due_from": "25",
    "commissioner_due_from": "1",
    "forms_counted": "committee",
    "rate_rounding": "truncate",
    "term_years": "5",
}
SWAPPED = 3


@pytest.fixture
def client(office: Reader, client: Client) -> Client:
    """The city's office, logged in."""
    assert office.person is not None
    client.force_login(office.person)
    return client


@pytest.fixture
def file(tmp_path: Path) -> Callable[[], SimpleUploadedFile]:
    """The list of a small city: one town under another name, one wrong code, one without a day."""
    path = tmp_path / "名册.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("工会")
    page.write_row(0, 0, ("基层工会名册",))
    page.write_row(1, 0, ("所属镇街", "工会名称", "成立日期", "口径"))
    page.write_row(2, 0, ("东溪镇", "甲厂工会", "2011-01-05", "x"))
    page.write_row(3, 0, ("东溪乡", "乙厂工会", "", "y"))
    towns = book.add_worksheet("镇街")
    towns.write_row(0, 0, ("镇街名称", "联系人"))
    towns.write_row(1, 0, ("东溪镇", "吴霞"))
    covered = book.add_worksheet("企业")
    covered.write_row(0, 0, ("企业名称", "统一社会信用代码", "所属工会", "企业性质"))
    covered.write_row(1, 0, ("甲厂", credit_code(SWAPPED)[:-2], "甲厂工会", "私营"))
    covered.write_row(2, 0, ("丙公司", credit_code(4), "甲厂工会", "私营"))
    book.close()
    return lambda: SimpleUploadedFile("名册.xlsx", path.read_bytes())


def post(client: Client, route: str, *args: Any, **sent: Any) -> Any:
    sent = {"submission_key": secrets.token_urlsafe(24), **sent}
    return client.post(reverse(f"setup:{route}", args=args), sent)


def get(client: Client, route: str, *args: Any) -> Any:
    return client.get(reverse(f"setup:{route}", args=args))


# ---- who may -----------------------------------------------------------------------------------


def test_it_is_for_those_who_look_after_the_whole(cast: Cast, browsing: As) -> None:
    workbook = Workbook.objects.create(file_name="名册.xlsx", digest="0" * 64, content="[]")
    pages: dict[tuple[Any, ...], dict[str, HTTPStatus]] = {
        ("overview",): {"lin": SEEN, "han": SEEN, "xu": SEEN, "wu": FORBIDDEN, "mei": FORBIDDEN},
        ("body",): {"lin": SEEN, "xu": SEEN, "han": FORBIDDEN, "wu": FORBIDDEN},
        ("workbook", workbook.pk): {"wu": FORBIDDEN, "han": FORBIDDEN, "zhou": FORBIDDEN},
        ("columns", workbook.pk): {"lin": SEEN, "wu": FORBIDDEN, "xu": FORBIDDEN},
        ("question", workbook.pk, "doubles"): {"wu": FORBIDDEN, "lin": HTTPStatus.NOT_FOUND},
        ("undo", workbook.pk): {"lin": SEEN, "wu": FORBIDDEN, "mei": FORBIDDEN},
    }
    for (route, *args), answers in pages.items():
        for name, status in answers.items():
            assert get(browsing(name), route, *args).status_code == status, (route, name)
        assert "/login/" in get(Client(), route, *args)["Location"]
    for route, *args in (("apply", workbook.pk), ("undo", workbook.pk), ("upload",)):
        for name in ("wu", "mei", "han"):
            assert post(browsing(name), route, *args).status_code == FORBIDDEN
    assert Workbook.objects.get().state == State.OPEN


def test_the_first_administrator_is_told_whom_to_let_in(top: Organisation) -> None:
    han, client = officer(Role.SECURITY_ADMINISTRATOR, top), Client()
    client.force_login(han)

    home = client.get(reverse("home")).content.decode()
    assert reverse("setup:overview") in home
    shown = get(client, "overview").content.decode()
    assert reverse("org:invite") in shown
    assert "先给市级女工干部建账号" in shown
    assert reverse("setup:upload") not in shown  # she makes no records


# ---- what body this is -------------------------------------------------------------------------


def test_the_localitys_rules_are_kept_from_a_day_on(client: Client, top: Organisation) -> None:
    assert get(client, "body").status_code == SEEN
    assert post(client, "body", **BODY).status_code == DONE

    kept = {row.code: row for row in ParameterValue.objects.all()}
    assert kept["committee_due_from"].value == 25
    assert kept["forms_counted"].value == ["committee"]
    assert kept["first_period"].value == "2026H1"
    assert kept["body_kind"].value == "city"
    assert kept["committee_due_from"].source == "市总〔2026〕1号"
    count = len(kept)
    assert count <= len(SETTINGS) + 2
    assert post(client, "body", **BODY).status_code == DONE
    assert ParameterValue.objects.count() == count  # nothing new was said


@pytest.mark.parametrize("wrong", [{"period": "上半年"}, {"kind": "x"}, {"term_years": "4"}])
def test_what_cannot_be_is_said_at_its_field(client: Client, wrong: dict[str, str]) -> None:
    answer = post(client, "body", **{**BODY, **wrong})
    assert answer.status_code == REFUSED
    assert [*answer.context["form"].errors] == [*wrong]
    assert not ParameterValue.objects.filter(code="first_period").exists()


def test_a_mine_is_a_union_with_branches(client: Client, top: Organisation) -> None:
    post(client, "body", **{**BODY, "kind": "mine"})
    top.refresh_from_db()
    assert top.kind == "single"


# ---- from a file to a tree and back ------------------------------------------------------------


def test_a_list_becomes_a_tree_in_the_browser_and_goes_again(
    client: Client, top: Organisation, file: Callable[[], SimpleUploadedFile]
) -> None:
    uploaded = post(client, "upload", file=file())
    assert uploaded.status_code == DONE
    workbook = Workbook.objects.get()
    # The columns are looked at once; one of them nobody knows.
    assert client.get(uploaded["Location"])["Location"] == reverse(
        "setup:columns", args=[workbook.pk]
    )
    shown = get(client, "columns", workbook.pk).content.decode()
    assert "口径" in shown
    assert "2011-01-05" in shown
    sent = chosen(get(client, "columns", workbook.pk).context["pages"])
    assert post(client, "columns", workbook.pk, **sent).status_code == DONE

    page = get(client, "workbook", workbook.pk)
    assert page.context["waiting"] == 4  # a town, a code, a day, an account
    assert post(client, "apply", workbook.pk).status_code == CONFLICT
    answer_everything(client, workbook)
    assert "按“建立”一次写入" in get(client, "workbook", workbook.pk).content.decode()
    key = secrets.token_urlsafe(24)
    first = post(client, "apply", workbook.pk, submission_key=key)
    again = post(client, "apply", workbook.pk, submission_key=key)
    assert first["X-Receipt"] == again["X-Receipt"]

    town = Organisation.objects.get(name="东溪镇总工会")
    assert set(Organisation.objects.filter(edges__parent=town).values_list("name", flat=True)) == {
        *("甲厂工会", "乙厂工会")
    }
    assert Employer.objects.count() == 2
    assert Post.objects.get(role=Role.TOWN_OFFICER).person.name == "吴霞"
    assert "整批撤回" in get(client, "workbook", workbook.pk).content.decode()
    assert Workbook.objects.get().content == ""  # people's telephones are not kept twice

    assert get(client, "undo", workbook.pk).status_code == SEEN
    assert Workbook.objects.get().state == State.APPLIED
    assert post(client, "undo", workbook.pk).status_code == DONE
    assert Organisation.objects.get(withdrawn_at=None) == top
    assert post(client, "undo", workbook.pk).status_code == CONFLICT


def test_a_list_that_is_not_wanted_goes_and_leaves_nothing(
    client: Client, file: Callable[[], SimpleUploadedFile]
) -> None:
    post(client, "upload", file=file())
    workbook = Workbook.objects.get()

    assert post(client, "undo", workbook.pk).status_code == DONE

    workbook.refresh_from_db()
    assert (workbook.state, workbook.content) == (State.UNDONE, "")
    assert "已作废" in get(client, "workbook", workbook.pk).content.decode()
    assert post(client, "apply", workbook.pk).status_code == CONFLICT


def chosen(pages: list[dict[str, Any]]) -> dict[str, str]:
    """What the selects say as they come."""
    return {
        line["name"]: next((one.value for one in line["choices"] if one.is_chosen), "")
        for page in pages
        for line in page["lines"]
    }


def answer_everything(client: Client, workbook: Workbook) -> None:
    """Leaves in between: answers are kept."""
    right = credit_code(SWAPPED)
    page = get(client, "question", workbook.pk, "codes")
    [line] = page.context["items"]
    name = f"t-{line['item'].key}"
    wrong = post(client, "question", workbook.pk, "codes", **{name: right[:-1]})
    assert wrong.status_code == REFUSED
    assert "应为18位" in wrong.content.decode()
    assert post(client, "question", workbook.pk, "codes", **{name: right}).status_code == DONE
    assert right in get(client, "question", workbook.pk, "codes").content.decode()
    for _question in range(6):
        following = get(client, "workbook", workbook.pk).context["next_url"]
        if not following:
            return
        sent = {"submission_key": secrets.token_urlsafe(24), "all": "suggested"}
        assert client.post(following, sent).status_code == DONE
    raise AssertionError("still asked")


def test_another_day_can_be_written(client: Client, file: Callable[[], SimpleUploadedFile]) -> None:
    post(client, "upload", file=file())
    workbook = Workbook.objects.get()
    sent = chosen(get(client, "columns", workbook.pk).context["pages"])
    post(client, "columns", workbook.pk, **sent)
    [line] = get(client, "question", workbook.pk, "founded").context["items"]
    name = f"t-{line['item'].key}"

    for wrong in ("2999-01-01", "x", "1800-01-01"):
        answer = post(client, "question", workbook.pk, "founded", **{name: wrong})
        assert answer.status_code == REFUSED, wrong
    given = post(client, "question", workbook.pk, "founded", **{name: "2012-03-08"})
    assert given.status_code == DONE
    answer_everything(client, workbook)
    post(client, "apply", workbook.pk)
    assert str(Organisation.objects.get(name="乙厂工会").since) == "2012-03-08"


def test_the_next_list_of_the_shape_is_not_asked_for_its_columns(
    client: Client, file: Callable[[], SimpleUploadedFile]
) -> None:
    post(client, "upload", file=file())
    first = Workbook.objects.get()
    sent = chosen(get(client, "columns", first.pk).context["pages"])
    post(client, "columns", first.pk, **sent)

    answer = post(client, "upload", file=file())
    assert client.get(answer["Location"]).status_code == SEEN


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名册.docx", b"x", "请选 .xlsx"),
        ("名册.xlsx", b"PK\x03\x04 broken", "表格已损坏"),
        ("名册.csv", "只有一格".encode(), "没有找到认识的表头"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(
    client: Client, name: str, content: bytes, said: str
) -> None:
    answer = post(client, "upload", file=SimpleUploadedFile(name, content))
    assert answer.status_code == REFUSED
    assert said in answer.content.decode()
    assert not Workbook.objects.exists()
    assert "先选一个名册文件" in post(client, "upload").content.decode()
