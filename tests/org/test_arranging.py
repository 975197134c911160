"""Acts of the tree in the browser: who may, what is explained, written down, and taken back."""

import datetime
import secrets
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from halfsky.figures.periods import Period
from halfsky.figures.report import compute
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.checks import codes_with_wrong_paths
from halfsky.org.models import Coverage, Edge, FormerName, Organisation, Person, Post
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
MAY = "2022-05-10"
CREDIT_CODE = "91330299MC0005569M"
MOVE = ("org:arrange", "toys", "move")
MERGE = ("org:arrange", "pottery", "merge")
DISSOLVE = ("org:arrange", "pottery", "dissolve")


def post(browsing: As, name: str, route: tuple[str, ...], /, **sent: str) -> Any:
    sent = {"submission_key": secrets.token_urlsafe(24), "reason": "批复3号", **sent}
    return browsing(name).post(reverse(route[0], args=route[1:]), sent)


def founding(**sent: str) -> dict[str, str]:
    return {
        "under": "east",
        "name": "印染厂工会",
        "code": "dye",
        "kind": "single",
        "since": MAY,
    } | sent


def entries(action: Action) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(kind="org.organisation", action=action))


# ---- who may -----------------------------------------------------------------------------------

ACTS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "found": (("org:found",), founding()),
    "move": (MOVE, {"target": "east", "on": MAY}),
    "merge": (MERGE, {"target": "toys", "on": MAY}),
    "dissolve": (DISSOLVE, {"on": MAY}),
    "describe": (("org:describe", "toys"), {"name": "新名工会", "version": "1"}),
    "cover": (
        ("org:cover", "toys"),
        {"credit_code": CREDIT_CODE, "name": "某厂", "category": "170", "since": MAY},
    ),
}
DONE, FORBIDDEN, ABSENT = HTTPStatus.SEE_OTHER, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND
WHO = {
    "lin": DONE,  # the city's office
    "wu": DONE,  # the eastern town's officer, in her own town
    "he": ABSENT,  # the western town's
    "zhou": FORBIDDEN,  # the leader
    "mei": FORBIDDEN,  # an officer of one union below
    "fang": FORBIDDEN,
    "jin": FORBIDDEN,
    "tao": FORBIDDEN,
    "xu": FORBIDDEN,  # administrators
    "han": FORBIDDEN,
    "shen": FORBIDDEN,
    "qian": FORBIDDEN,
}


@pytest.mark.once
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", WHO)
def test_it_is_done_by_those_who_arrange_this_part_of_the_tree(
    cast: Cast, browsing: As, act: str, name: str
) -> None:
    route, sent = ACTS[act]
    before = set(Organisation.objects.values_list("code", "name", "until", "path"))

    answer = post(browsing, name, route, **sent)

    expected = WHO[name]
    if (name, act) == ("he", "found"):
        expected = HTTPStatus.UNPROCESSABLE_ENTITY  # the parent is not among hers to choose
    assert answer.status_code == expected
    written = AuditEntry.objects.filter(kind="org.organisation").count()
    assert written == (1 if expected == DONE else 0)
    if expected != DONE:
        assert set(Organisation.objects.values_list("code", "name", "until", "path")) == before


def test_it_moves_nothing_out_of_her_part_nor_her_own_town(cast: Cast, browsing: As) -> None:
    away = post(browsing, "wu", MOVE, target="west", on=MAY)
    assert away.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有找到这个组织" in away.content.decode()

    own = post(browsing, "wu", ("org:arrange", "east", "move"), target="fed", on=MAY)
    assert own.status_code == FORBIDDEN
    assert Edge.objects.filter(organisation=cast.toys).count() == 1


# ---- what is explained -------------------------------------------------------------------------


def explained(browsing: As, route: tuple[str, ...], **asked: str) -> str:
    return browsing("lin").get(reverse(route[0], args=route[1:]), asked).content.decode()


def test_it_explains_what_will_move_and_which_figures_change(cast: Cast, browsing: As) -> None:
    said = explained(browsing, ("org:arrange", "fed", "move"), target="west", on=MAY)

    assert "东溪园区工会联合会连同下级共3个组织从2022-05-10起归西岭镇总工会" in said
    assert "2022年上半年起，全期的登记都计入西岭镇总工会" in said
    assert "2021年下半年及以前的数字不变，仍计入东溪镇总工会" in said
    assert "云川市总工会的合计不变" in said
    assert not entries(Action.MOVED)
    assert Edge.objects.filter(organisation=cast.federation).count() == 1


def test_it_explains_what_an_heir_takes_over(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    make.CoverageFactory.create(organisation=cast.textile)

    said = explained(browsing, ("org:arrange", "textile", "merge"), target="toys", on=MAY)

    assert "它覆盖的1家单位转给童乐玩具厂工会" in said
    assert "在这里的岗位同日到期：梅玲" in said


def test_it_refuses_before_it_explains(cast: Cast, browsing: As) -> None:
    said = explained(browsing, ("org:arrange", "fed", "dissolve"), on=MAY)
    assert "下面还有未撤销的组织" in said
    assert "会发生什么" not in said

    early = explained(browsing, MOVE, target="east", on="2014-01-01")
    assert "变更日期应晚于现有隶属关系的开始日期" in early
    branch = explained(browsing, MOVE, target="mine-pit", on=MAY)
    assert "基层工会不能放在采煤一区分会下面" in branch


def test_it_asks_for_a_reason(cast: Cast, browsing: As) -> None:
    answer = post(browsing, "lin", MOVE, target="east", on=MAY, reason="")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not entries(Action.MOVED)


# ---- what is done ------------------------------------------------------------------------------


def test_figures_before_a_move_stay_as_they_were(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.toys, date=datetime.date(2021, 9, 1))
    make.TrainingFactory.create(organisation=cast.toys, date=datetime.date(2022, 2, 1))
    before = trainings("2021H2", cast)

    post(browsing, "lin", ("org:arrange", "fed", "move"), target="west", on=MAY)

    assert trainings("2021H2", cast) == before == {"east": 1, "west": 0, "city": 1}
    assert trainings("2022H1", cast) == {"east": 0, "west": 1, "city": 1}


def trainings(period: str, cast: Cast) -> dict[str, int]:
    report = compute(Period.parse(period), cast.city.pk)
    places = (cast.east, cast.west, cast.city)
    return {
        place.code: report.fact("education.training_sessions", place.pk).records for place in places
    }


def test_it_writes_down_each_row_that_changed(cast: Cast, browsing: As) -> None:
    post(browsing, "lin", MOVE, target="east", on=MAY)

    [entry] = entries(Action.MOVED)
    assert entry.actor is not None
    assert (entry.actor.username, entry.reason, entry.key) == ("lin", "批复3号", str(cast.toys.pk))
    old, new = Edge.objects.filter(organisation=cast.toys).order_by("since")
    assert entry.before == {f"edge:{old.pk}": {"until": None}, f"edge:{new.pk}": None}
    assert entry.after is not None
    assert entry.after[f"edge:{old.pk}"] == {"until": MAY}
    assert entry.after[f"edge:{new.pk}"]["parent_id"] == cast.east.pk


def test_nobody_keeps_a_post_at_what_is_gone(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    post(browsing, "lin", ("org:arrange", "textile", "dissolve"), on=MAY)

    held = Post.objects.get(person=people["mei"])
    assert held.until == datetime.date(2022, 5, 10)
    assert browsing("mei").get(reverse("org:organisation", args=["textile"])).status_code == ABSENT


def test_it_keeps_a_former_name_only_where_the_name_changed(cast: Cast, browsing: As) -> None:
    route = ("org:describe", "toys")
    post(browsing, "wu", route, name="童乐玩具厂工会委员会", version="1")
    assert not FormerName.objects.exists()

    post(browsing, "wu", route, name="童年玩具工会", version="2", renamed_on=MAY)

    assert str(FormerName.objects.get()) == "童乐玩具厂工会委员会"
    toys = Organisation.objects.get(code="toys")
    assert (toys.name, toys.initials, toys.version) == ("童年玩具工会", "tnwjgh", 3)


def test_two_who_correct_at_once_do_not_overwrite_each_other(cast: Cast, browsing: As) -> None:
    route = ("org:describe", "toys")
    post(browsing, "wu", route, name="甲工会", version="1")

    late = post(browsing, "lin", route, name="乙工会", version="1")

    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "别人刚改过" in late.content.decode()
    assert Organisation.objects.get(code="toys").name == "甲工会"


def test_it_covers_an_employer_once_and_ends_it_on_a_day(cast: Cast, browsing: As) -> None:
    route, sent = ACTS["cover"]
    post(browsing, "wu", route, **sent)
    again = post(browsing, "wu", route, **sent)
    assert "已经覆盖这个单位" in again.content.decode()

    held = Coverage.objects.get()
    other = post(browsing, "he", ("org:uncover", "toys", str(held.pk)), until="2022-06-01")
    assert other.status_code == ABSENT
    post(browsing, "wu", ("org:uncover", "toys", str(held.pk)), until="2022-06-01")
    held.refresh_from_db()
    assert held.until == datetime.date(2022, 6, 1)


def test_pressed_twice_it_is_founded_once(cast: Cast, browsing: As) -> None:
    key = secrets.token_urlsafe(24)
    client = browsing("wu")
    sent = {**founding(), "reason": "批复3号", "submission_key": key}

    first, second = (client.post(reverse("org:found"), sent) for _press in range(2))

    assert first.headers["X-Receipt"] == second.headers["X-Receipt"]
    dye = Organisation.objects.get(code="dye")
    assert dye.path.startswith(cast.east.path)
    assert dye.entered_by is not None


@pytest.mark.parametrize("code", ["textile", "TEXTILE", "found", "a/b", "~x", "三"])
def test_it_refuses_a_code_that_cannot_be_one(cast: Cast, browsing: As, code: str) -> None:
    answer = post(browsing, "lin", ("org:found",), **founding(code=code))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


# ---- taking back -------------------------------------------------------------------------------


def rows() -> list[object]:
    return [
        list(Organisation.objects.order_by("pk").values_list("code", "until", "heir", "path")),
        list(Edge.objects.order_by("pk").values_list("organisation", "parent", "since", "until")),
        list(Coverage.objects.order_by("pk").values_list("organisation", "employer", "until")),
        list(Post.objects.order_by("pk").values_list("person", "organisation", "until")),
    ]


@pytest.mark.parametrize(
    ("route", "sent"),
    [
        (("org:arrange", "fed", "move"), {"target": "west", "on": MAY}),
        (("org:arrange", "mine", "merge"), {"target": "market", "on": MAY}),
        (("org:arrange", "textile", "dissolve"), {"on": MAY}),
    ],
)
def test_todays_act_is_taken_back_whole(
    cast: Cast,
    people: dict[str, Person],
    browsing: As,
    route: tuple[str, ...],
    sent: dict[str, str],
) -> None:
    make.CoverageFactory.create(organisation=cast.mine)
    make.CoverageFactory.create(organisation=cast.textile)
    before = rows()
    assert post(browsing, "lin", route, **sent).status_code == DONE
    assert rows() != before

    answer = post(browsing, "lin", ("org:undo", route[1]))

    assert answer.status_code == DONE
    assert rows() == before
    assert codes_with_wrong_paths("default") == []
    assert len(entries(Action.RESTORED)) == 1


def test_a_founding_is_taken_back_while_nothing_names_it(cast: Cast, browsing: As) -> None:
    post(browsing, "wu", ("org:found",), **founding())
    assert post(browsing, "wu", ("org:undo", "dye")).status_code == DONE
    assert browsing("wu").get(reverse("org:organisation", args=["dye"])).status_code == ABSENT

    post(browsing, "wu", ("org:found",), **founding())  # its code is free again
    dye = Organisation.objects.get(code="dye")
    make.TrainingFactory.create(organisation=dye, date=datetime.date(2022, 6, 1))
    refused = post(browsing, "wu", ("org:undo", "dye"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不能撤回" in refused.content.decode()


def test_nothing_is_taken_back_from_under_a_later_act(cast: Cast, browsing: As) -> None:
    post(browsing, "lin", ("org:arrange", "toys", "merge"), target="pottery", on=MAY)
    post(browsing, "lin", ("org:arrange", "fed", "dissolve"), on=MAY)  # refused: textile is there
    post(browsing, "lin", ("org:arrange", "textile", "move"), target="east", on=MAY)
    post(browsing, "lin", ("org:arrange", "fed", "dissolve"), on=MAY)

    refused = post(browsing, "lin", ("org:undo", "toys"))

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "原来的上级已经撤销" in refused.content.decode()


def test_pressed_twice_it_is_taken_back_once(cast: Cast, browsing: As) -> None:
    key = secrets.token_urlsafe(24)
    post(browsing, "wu", ("org:found",), **founding())

    for _press in range(2):
        answer = post(browsing, "wu", ("org:undo", "dye"), submission_key=key)
        assert answer.status_code == DONE


def test_yesterdays_act_stands(cast: Cast, browsing: As) -> None:
    post(browsing, "lin", MOVE, target="east", on=MAY)
    yesterday = AuditEntry.objects.get().at - datetime.timedelta(days=1)
    AuditEntry.objects.update(at=yesterday)

    assert browsing("lin").get(reverse("org:undo", args=["toys"])).status_code == ABSENT
    refused = post(browsing, "lin", ("org:undo", "toys"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_only_who_arranges_both_sides_takes_it_back(cast: Cast, browsing: As) -> None:
    post(browsing, "lin", ("org:arrange", "toys", "move"), target="west", on=MAY)

    refused = post(browsing, "he", ("org:undo", "toys"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert post(browsing, "wu", ("org:undo", "toys")).status_code == ABSENT
    assert post(browsing, "lin", ("org:undo", "toys")).status_code == DONE
