"""Practising: a person whose only post is at the practice organisation, until she says enough."""

import pytest
from django.test import Client
from django.urls import reverse

from halfsky.org.models import Organisation, Person, Post
from halfsky.org.practice import PracticePost
from halfsky.org.reader import Reader
from halfsky.org.tasks.queue import Order, enqueue
from halfsky.org.tasks.worker import Work
from halfsky.records.drafts import Draft
from halfsky.registers.education.trainings import Training
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
BANNER = "正在练习"
ADD = "/registers/trainings/new/"
TYPED = {
    "date": "2022-06-01",
    "topic": "练一练",
    "kind": "health",
    "level": "township",
    "hours": "4",
    "women_attending": "6",
}


def press(browser: Client, route: str, key: str = "k") -> int:
    """A button of the banner, or of the help card."""
    return browser.post(reverse(route), {"submission_key": key * 24}).status_code


@pytest.fixture
def mei(browsing: As) -> Client:
    """The textile union's officer, practising."""
    browser = browsing("mei")
    assert press(browser, "begin_practice", "b") == 303
    return browser


def practise(browser: Client, **more: str) -> None:
    """Enter a training at the practice union."""
    data = {**TYPED, "organisation": "practice-1", "submission_key": "t" * 24, **more}
    assert browser.post(ADD, data).status_code == 303


def test_it_marks_every_page(mei: Client, cast: Cast) -> None:
    for url in ("/", "/figures/", "/organisations/", "/registers/trainings/", ADD, "/account/"):
        assert BANNER in mei.get(url).content.decode(), url
    assert mei.post(reverse("end_practice")).status_code == 302
    assert BANNER not in mei.get("/").content.decode()


def test_it_keeps_what_is_practised_and_what_is_real_apart(
    mei: Client, cast: Cast, browsing: As
) -> None:
    real = make.TrainingFactory.create(organisation=cast.textile, topic="真实的")
    practise(mei)
    record = Training.objects.get(topic="练一练")
    assert record.organisation.code == "practice-1"
    urls = [reverse("records:record", args=["trainings", one.pk]) for one in (real, record)]
    assert [mei.get(url).status_code for url in urls] == [404, 200]
    assert mei.get(reverse("org:organisation", args=["textile"])).status_code == 404
    assert "真实的" not in mei.get("/registers/trainings/").content.decode()
    for name in ("lin", "zhou", "wu"):
        assert browsing(name).get(urls[1]).status_code == 404
    mei.post(reverse("end_practice"))
    assert [mei.get(url).status_code for url in urls] == [200, 404]


def test_it_lets_nobody_do_more_than_write_open_records(browsing: As, cast: Cast) -> None:
    lin = browsing("lin")
    assert lin.get("/people/").status_code == 200
    press(lin, "begin_practice")
    assert lin.get("/people/").status_code == 403
    assert lin.get("/organisations/found/").status_code == 403
    assert lin.get("/registers/aid_payments/").status_code == 403
    assert lin.get("/registers/trainings/").status_code == 200


@pytest.mark.parametrize("name", ["xu", "han", "shen", "qian"])
def test_it_is_for_officers(name: str, browsing: As) -> None:
    assert press(browsing(name), "begin_practice") == 403
    assert not Organisation.objects.filter(is_practice=True).exists()


def test_it_gives_nobody_a_post(mei: Client, people: dict[str, Person]) -> None:
    assert not Post.objects.filter(organisation__is_practice=True).exists()


def test_it_empties_what_she_practised(mei: Client, browsing: As, cast: Cast) -> None:
    real = make.TrainingFactory.create(organisation=cast.textile, entered_by=None)
    practise(mei)
    others = make.TrainingFactory.create(organisation=Organisation.objects.get(code="practice"))
    wu = browsing("wu")
    assert press(wu, "clear_practice", "w") == 403  # she is not practising
    assert press(mei, "clear_practice", "c") == 303
    there = Training.objects.filter(withdrawn_at__isnull=True)
    assert {one.pk for one in there} == {real.pk, others.pk}
    lin = browsing("lin")
    press(lin, "begin_practice", "l")
    assert press(lin, "clear_practice", "m") == 303
    assert {one.pk for one in there.all()} == {real.pk}


def test_it_leaves_her_drafts_alone(mei: Client, people: dict[str, Person]) -> None:
    Draft.objects.create(person=people["mei"], register="trainings", content="{}")
    assert "填到一半" not in mei.get(ADD).content.decode()
    practise(mei)
    mei.post(reverse("records:keep_new", args=["trainings"]), {**TYPED, "topic": "半条"})
    assert Draft.objects.count() == 1
    mei.post(reverse("end_practice"))
    assert "填到一半" in mei.get(ADD).content.decode()


def test_it_lets_long_work_of_hers_reach_no_further(
    mei: Client, readers: dict[str, Reader]
) -> None:
    union = Organisation.objects.get(code="practice-1")
    post = PracticePost(readers["mei"].posts[0].role, union.pk, union.path)
    reader = Reader(readers["mei"].person, (post,), readers["mei"].on)
    found = Work(enqueue(Order("import", "导入", {}), reader)).reader()
    assert [post.organisation for post in found.posts] == [union.pk]
    assert not found.reaches(readers["mei"].posts[0].path)
    assert (
        Work(enqueue(Order("import", "导入", {}), readers["mei"]))
        .reader()
        .reaches(readers["mei"].posts[0].path)
    )
