"""Numbers without records: entered by one person, approved by another, written down."""

from typing import Any

import pytest
from django.test import Client

from halfsky.figures.models import Adjustment, NothingToReport
from halfsky.figures.registry import figures
from halfsky.org.audit.chain import verify
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Person, Post
from halfsky.org.once import new_key
from halfsky.org.roles import Role
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SESSIONS, ask
from tests.people import POSTS
from tests.site.conftest import As

NEW = "/figures/adjustments/new/"


@pytest.fixture
def second(people: dict[str, Person], cast: Cast) -> Client:
    """Another officer of the city."""
    post = {"organisation": cast.city, "role": Role.CITY_OFFICE, "since": "2020-01-01"}
    Post.objects.create(person=people["qian"], **post)
    client = Client()
    client.force_login(people["qian"])
    return client


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "organisation": "east",
        "figure": SESSIONS,
        "period": "2022H1",
        "kind": "supplement",
        "value": "3",
        "reason": "两期在外地办，没有登记",
        "source": "6月24日电话",
        "submission_key": new_key(),
    } | changes


def act(key: int, what: str, **more: Any) -> tuple[str, dict[str, Any]]:
    one = Adjustment.objects.get(pk=key)
    sent = {"version": one.version, "submission_key": new_key(), **more}
    return f"/figures/adjustments/{key}/{what}/", sent


def test_it_counts_once_another_person_has_approved(
    cast: Cast, browsing: As, second: Client
) -> None:
    lin = browsing("lin")
    answer = lin.post(NEW, typed())
    assert answer.status_code == 303
    (one,) = Adjustment.objects.all()
    assert ask(SESSIONS, cast.east).amount == 0
    assert lin.post(*act(one.pk, "approve")).status_code == 409
    assert ask(SESSIONS, cast.east).amount == 0
    assert second.post(*act(one.pk, "approve")).status_code == 303
    assert ask(SESSIONS, cast.east).shown == "3期"
    page = lin.get(f"/figures/{SESSIONS}/?org=east&period=2022H1").content.decode()
    for text in ("6月24日电话", "两期在外地办，没有登记", "林晓", "钱芳", "补充数"):
        assert text in page
    assert second.post(*act(one.pk, "approve")).status_code == 409
    assert second.post(*act(one.pk, "withdraw", reason="重复")).status_code == 303
    assert ask(SESSIONS, cast.east).amount == 0
    trail = AuditEntry.objects.filter(kind="figures.adjustment").values_list("action", flat=True)
    assert list(trail) == ["added", "stepped", "withdrawn"]
    assert verify().is_whole


def test_it_enters_a_form_pressed_twice_once(cast: Cast, browsing: As) -> None:
    lin, sent = browsing("lin"), typed()
    receipts = {lin.post(NEW, sent)["X-Receipt"] for _press in range(2)}
    assert len(receipts) == Adjustment.objects.count() == 1


REFUSED = (
    ("value", "0", "补充数要大于零"),
    ("value", "2.5", "这项指标是整数"),
    ("period", "last year", "不认识期间"),
    ("organisation", "nowhere", "没有这个单位"),
    ("figure", "organising.formation_rate", ""),
    ("reason", "", ""),
    ("source", "", ""),
)


@pytest.mark.parametrize(("field", "value", "said"), REFUSED)
def test_it_refuses_a_form_and_shows_it_again(
    cast: Cast, browsing: As, field: str, value: str, said: str
) -> None:
    answer = browsing("lin").post(NEW, typed(**{field: value}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Adjustment.objects.exists()


def test_it_takes_money_in_yuan(cast: Cast, browsing: As) -> None:
    sent = typed(figure="assistance.condolence_paid", value="1234.50", organisation="city")
    assert browsing("lin").post(NEW, sent).status_code == 303
    assert Adjustment.objects.get().value == 123_450


def test_it_lets_nobody_adjust_what_she_may_not_see(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    for changes in (
        {"organisation": "west"},
        {"figure": "rights.complaints"},
        {"figure": "assistance.workers_visited"},
    ):
        assert wu.post(NEW, typed(**changes)).status_code == 422
    assert wu.post(NEW, typed()).status_code == 303
    lin = browsing("lin")
    assert lin.post(NEW, typed(figure="rights.complaints")).status_code == 422
    assert lin.post(NEW, typed(figure="rights.complaints", organisation="city")).status_code == 303
    assert Adjustment.objects.count() == 2


@pytest.mark.parametrize("name", [row[0] for row in POSTS])
def test_it_shows_an_adjustment_only_to_who_may_see_its_figure(
    cast: Cast, browsing: As, name: str
) -> None:
    people = {"entered_by": cast.zhou}
    open_one = make.AdjustmentFactory.create(organisation=cast.east, figure=SESSIONS, **people)
    sealed = make.AdjustmentFactory.create(
        organisation=cast.city, figure="rights.complaints", **people
    )
    sensitive = make.AdjustmentFactory.create(
        organisation=cast.east, figure="assistance.workers_visited", **people
    )
    client = browsing(name)
    seen = {
        kind
        for kind, one in (("open", open_one), ("sealed", sealed), ("sensitive", sensitive))
        if client.get(f"/figures/adjustments/{one.pk}/").status_code == 200
    }
    expected = {
        "lin": {"open", "sealed", "sensitive"},
        "fang": {"open", "sealed"},
        "zhou": {"open"},
        "jin": {"open", "sensitive"},
        "tao": {"open", "sensitive"},
        "wu": {"open"},
        "luo": {"open", "sensitive"},
    }
    assert seen == expected.get(name, set())


def test_it_lists_by_state(cast: Cast, browsing: As) -> None:
    make.AdjustmentFactory.create(organisation=cast.east, figure=SESSIONS, entered_by=cast.zhou)
    name = str(figures()[SESSIONS].name)
    lin = browsing("lin")
    assert name in lin.get("/figures/adjustments/?state=approved").content.decode()
    assert name not in lin.get("/figures/adjustments/?state=withdrawn").content.decode()
    assert lin.get("/figures/adjustments/?state=lost").status_code == 404


def nothing(**changes: Any) -> dict[str, Any]:
    return {"register": ["trainings"], "submission_key": new_key()} | changes


def test_it_takes_the_answer_that_there_was_nothing(cast: Cast, browsing: As) -> None:
    wu, url = browsing("wu"), "/figures/nothing/?org=east&period=2022H1"
    assert ask(SESSIONS, cast.east, own=True).coverage.silent == 1
    assert "trainings" in wu.get(url).content.decode()
    assert wu.post(url, nothing()).status_code == 303
    assert ask(SESSIONS, cast.east, own=True).coverage.silent == 0
    page = wu.get(url).content.decode()
    assert 'value="trainings"' not in page
    assert "已作的零报告" in page
    one = NothingToReport.objects.get()
    back = {"version": one.version, "submission_key": new_key()}
    assert wu.post(f"/figures/nothing/{one.pk}/", back).status_code == 303
    assert ask(SESSIONS, cast.east, own=True).coverage.silent == 1
    assert verify().is_whole


def test_it_takes_it_only_of_her_own_organisation(cast: Cast, browsing: As) -> None:
    url = "/figures/nothing/?period=2022H1&org="
    for name, org, status in (
        ("wu", "textile", 403),
        ("wu", "west", 404),
        ("zhou", "city", 403),
        ("mei", "textile", 303),
    ):
        answer = browsing(name).post(url + org, nothing(register=["unions", "coverage"]))
        assert answer.status_code == status, (name, org)


def test_it_takes_no_register_that_is_not_due(cast: Cast, browsing: As) -> None:
    url = "/figures/nothing/?period=2022H1&org=textile"
    for registers in (["trainings"], ["nonsense"], []):
        assert browsing("mei").post(url, nothing(register=registers)).status_code == 422
    assert not NothingToReport.objects.exists()
