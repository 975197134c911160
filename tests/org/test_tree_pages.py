"""The tree in the browser: opened, searched, and one organisation's page; only within reach."""

import datetime
from http import HTTPStatus

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from halfsky.org.acts import dissolve, merge, move
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import FormerName, Organisation, Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from tests import factories as make
from tests.cast import Cast, founded
from tests.site.conftest import As

MARCH = datetime.date(2022, 3, 1)
pytestmark = pytest.mark.django_db


def page(browsing: As, name: str, path: str = "") -> str:
    return browsing(name).get(reverse("org:organisations") + path).content.decode()


def children(browsing: As, name: str, code: str, path: str = "") -> str:
    return browsing(name).get(reverse("org:children", args=[code]) + path).content.decode()


def test_it_opens_at_her_own_place(cast: Cast, browsing: As) -> None:
    shown = page(browsing, "wu")

    assert "东溪镇总工会" in shown
    assert "东溪园区工会联合会" in shown  # one step down
    assert "锦云纺织厂工会" not in shown  # two steps: fetched when it is opened
    assert "云川市总工会" not in shown


def test_it_fetches_the_next_step(cast: Cast, browsing: As) -> None:
    shown = children(browsing, "wu", "fed")

    assert "锦云纺织厂工会" in shown
    assert "童乐玩具厂工会" in shown


def test_it_says_how_many_stand_below(cast: Cast, browsing: As) -> None:
    shown = page(browsing, "lin")

    assert "下级10个" in shown  # of the city
    assert "下级4个" in shown  # of the eastern town


def test_it_keeps_a_foreign_part_of_the_tree_to_itself(cast: Cast, browsing: As) -> None:
    client = browsing("wu")

    for route in ("org:organisation", "org:children"):
        for code in ("west", "mine", "city", "nowhere"):
            answer = client.get(reverse(route, args=[code]))
            assert answer.status_code == HTTPStatus.NOT_FOUND, (route, code)
    under = client.get(reverse("org:organisations") + "?under=west")
    assert under.status_code == HTTPStatus.NOT_FOUND


def test_it_shows_several_places_to_somebody_with_several_posts(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    Post.objects.create(
        person=people["mei"], organisation=cast.mine, role=Role.FUND_OFFICER, since=make.FOUNDED
    )
    shown = page(browsing, "mei")

    assert "锦云纺织厂工会" in shown
    assert "西岭煤矿工会" in shown


def test_it_says_so_to_somebody_without_a_post(cast: Cast, browsing: As) -> None:
    assert "您还没有岗位" in page(browsing, "qian")


@pytest.mark.parametrize("text", ["纺织", "jyfz", "JYFZ", "textile", "jy 厂"])
def test_it_finds_by_name_initials_and_code(cast: Cast, browsing: As, text: str) -> None:
    shown = page(browsing, "wu", f"?q={text}")

    assert "锦云纺织厂工会" in shown
    assert "童乐玩具厂工会" not in shown


def test_it_finds_nothing_outside_her_reach(cast: Cast, browsing: As) -> None:
    assert "没有找到这样的组织" in page(browsing, "wu", "?q=西岭")


def test_it_leaves_out_what_is_gone_unless_asked(cast: Cast, browsing: As) -> None:
    dissolve(cast.pottery, MARCH, "关闭")

    assert "东溪陶瓷厂工会" not in page(browsing, "wu")
    assert "东溪陶瓷厂工会" in page(browsing, "wu", "?ended=1")
    assert "东溪陶瓷厂工会" not in page(browsing, "wu", "?q=陶瓷")
    assert "东溪陶瓷厂工会" in page(browsing, "wu", "?q=陶瓷&ended=1")


def test_it_tells_the_story_of_an_organisation(cast: Cast, browsing: As) -> None:
    move(cast.toys, cast.east, MARCH, "厂区搬迁")
    merge(cast.pottery, cast.toys, datetime.date(2022, 6, 1), "两厂合并")
    FormerName.objects.create(organisation=cast.toys, name="童乐玩具作坊工会", until=MARCH)
    make.CoverageFactory.create(organisation=cast.toys, employer__name="童乐玩具厂")

    shown = browsing("wu").get(reverse("org:organisation", args=["toys"])).content.decode()

    for said in ("厂区搬迁", "2022-03-01", "童乐玩具作坊工会", "东溪陶瓷厂工会", "童乐玩具厂"):
        assert said in shown, said


def test_it_names_the_officers_and_their_telephones_to_those_who_look_after_them(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    people["mei"].mobile = "19900001234"
    people["mei"].save()
    address = reverse("org:organisation", args=["textile"])

    assert "19900001234" in browsing("wu").get(address).content.decode()
    own = browsing("mei").get(address).content.decode()
    assert "梅玲" in own
    assert "19900001234" not in own


def test_it_names_no_closed_account(cast: Cast, people: dict[str, Person], browsing: As) -> None:
    people["mei"].is_active = False
    people["mei"].save()

    shown = browsing("wu").get(reverse("org:organisation", args=["textile"])).content.decode()
    assert "梅玲" not in shown


def test_it_asks_as_many_questions_for_many_as_for_few(
    cast: Cast,
    readers: dict[str, Reader],
    browsing: As,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, address = browsing("lin"), reverse("org:organisation", args=["east"])
    client.get(address)
    for place in range(30):
        founded(cast.east, f"more{place}", f"新厂{place}工会", OrganisationKind.SINGLE)
        make.CoverageFactory.create(organisation=cast.east)

    with django_assert_max_num_queries(19):
        client.get(address)
    with django_assert_max_num_queries(10):
        client.get(reverse("org:organisations") + "?under=east")
    with django_assert_max_num_queries(10):
        client.get(reverse("org:organisations") + "?q=新厂")


def test_it_turns_pages(cast: Cast, browsing: As) -> None:
    for place in range(60):
        founded(cast.east, f"more{place:02d}", f"新厂{place:02d}工会", OrganisationKind.SINGLE)

    first, second = page(browsing, "wu", "?q=新厂"), page(browsing, "wu", "?q=新厂&page=2")

    assert "新厂00工会" in first
    assert "新厂59工会" not in first
    assert "新厂59工会" in second


def test_it_never_shows_what_was_withdrawn(cast: Cast, browsing: As) -> None:
    Organisation.objects.filter(code="toys").update(withdrawn_at="2022-01-01T00:00Z")

    assert "童乐玩具厂工会" not in children(browsing, "wu", "fed", "?ended=1")
    gone = browsing("wu").get(reverse("org:organisation", args=["toys"]))
    assert gone.status_code == HTTPStatus.NOT_FOUND
