"""Nothing passes the gate without a rule."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.limits import LIMITS, Limit, Purpose
from halfsky.org.roles import Power
from halfsky.site import urls
from halfsky.site.checks import check_routes
from halfsky.site.policy import RULES, Rule, Scope
from halfsky.site.routes import routes
from tests.site.conftest import As


def say(request: object) -> HttpResponse:
    """A page that anybody could read if it were not for the gate."""
    return HttpResponse("in")


@pytest.fixture
def open_page() -> Iterator[str]:
    """A route under test at /test/, without a rule yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("test/", say, name="test")])
        clear_url_caches()
        yield "/test/"
    clear_url_caches()


def test_it_gives_every_route_a_rule_and_every_rule_a_route() -> None:
    assert check_routes() == []
    assert len(routes()) == len(RULES)


def test_it_finds_a_route_without_a_rule(open_page: str) -> None:
    assert [message.id for message in check_routes()] == ["site.E001"]


def test_it_answers_403_without_a_rule(open_page: str, browsing: As) -> None:
    assert browsing("lin").get(open_page).status_code == 403
    assert Client().get(open_page).status_code == 403


def test_it_sends_who_has_not_logged_in_to_the_log_in(db: None) -> None:
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/")


def test_it_holds_every_rule(open_page: str, browsing: As, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Rule(Scope.NONE, powers=frozenset({Power.ARRANGE_TREE}))
    monkeypatch.setitem(RULES, "test", tree)
    answers = {name: browsing(name).get(open_page).status_code for name in ("lin", "mei", "qian")}
    assert answers == {"lin": 200, "mei": 403, "qian": 403}
    assert browsing("lin").post(open_page).status_code == 405
    assert browsing("lin").head(open_page).status_code == 200


def test_it_lets_anybody_in_where_the_rule_says_so(
    open_page: str, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "test", Rule(Scope.NONE, is_public=True))
    assert Client().get(open_page).status_code == 200


def rule_that_counts(methods: tuple[str, ...], where: str = "") -> Rule:
    return Rule(Scope.NONE, methods=methods, spends=Purpose.SEARCH, spends_where=where)


def test_it_refuses_who_uses_a_door_too_often(
    open_page: str, browsing: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "test", rule_that_counts(("GET",), "q"))
    monkeypatch.setitem(LIMITS, Purpose.SEARCH, Limit(2, 5))
    lin, wu = browsing("lin"), browsing("wu")
    assert [lin.get(open_page).status_code for _time in range(3)] == [200] * 3
    answers = [lin.get(open_page + "?q=a") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 301
    assert "请5分钟后再试" in answers[-1].content.decode()
    assert wu.get(open_page + "?q=a").status_code == 200
    assert lin.get(open_page + "?q=a").status_code == 429
    assert AuditEntry.objects.filter(action=Action.REFUSED, key="test").count() == 1


def test_it_counts_a_form_when_it_is_sent(
    open_page: str, browsing: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "test", rule_that_counts(("GET", "POST")))
    monkeypatch.setitem(LIMITS, Purpose.SEARCH, Limit(1, 5))
    lin = browsing("lin")
    assert [lin.get(open_page).status_code for _time in range(2)] == [200, 200]
    assert [lin.post(open_page).status_code for _time in range(2)] == [200, 429]
