"""A record is sent back with a remark, answered, and settled."""

from typing import Any

import pytest

from halfsky.collecting.models import Remark
from halfsky.org.once import new_key
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As


@pytest.fixture
def record(cast: Cast) -> Any:
    """A training of the textile union."""
    return make.TrainingFactory.create(organisation=cast.textile)


def words(what: str, text: str = "") -> dict[str, str]:
    """What the form sends."""
    return {"submission_key": new_key(), "text": text, what: "1"}


def test_it_sends_back_answers_and_settles(record: Any, browsing: As) -> None:
    url = f"/collecting/remarks/trainings/{record.pk}/"
    wu, mei = browsing("wu"), browsing("mei")
    assert wu.post(url, words("ask", "人次与签到表不符，请核对")).status_code == 303
    assert "人次与签到表不符" in mei.get("/collecting/remarks/").content.decode()
    assert mei.post(url, words("answer", "已改为38")).status_code == 303
    assert "已改为38" in wu.get(url).content.decode()
    assert mei.post(url, words("settle")).status_code == 403
    assert wu.post(url, words("settle")).status_code == 303
    assert "人次与签到表不符" not in mei.get("/collecting/remarks/").content.decode()
    assert [one.asks for one in Remark.objects.order_by("pk")] == [True, False]


def test_it_is_for_those_who_may_see_the_record(record: Any, browsing: As) -> None:
    url = f"/collecting/remarks/trainings/{record.pk}/"
    assert browsing("he").get(url).status_code == 404
    assert browsing("mei").post(url, words("ask", "？")).status_code == 403
    assert browsing("zhou").post(url, words("answer", "？")).status_code == 403
    browsing("wu").post(url, words("ask", "请核对"))
    assert "请核对" not in browsing("he").get("/collecting/remarks/").content.decode()


def test_it_takes_no_remarks_on_confidential_registers(cast: Cast, browsing: As) -> None:
    payment = make.AidPaymentFactory.create(organisation=cast.city)
    url = f"/collecting/remarks/aid_payments/{payment.pk}/"
    assert browsing("lin").get(url).status_code == 404


def test_it_wants_a_word(record: Any, browsing: As) -> None:
    url = f"/collecting/remarks/trainings/{record.pk}/"
    assert browsing("wu").post(url, words("ask")).status_code == 422


def test_it_stands_on_the_page_of_the_record(record: Any, browsing: As) -> None:
    url = f"/collecting/remarks/trainings/{record.pk}/"
    page = f"/registers/trainings/{record.pk}/"
    assert url in browsing("wu").get(page).content.decode()
    assert url not in browsing("mei").get(page).content.decode()
    browsing("wu").post(url, words("ask", "人次与签到表不符"))
    shown = browsing("mei").get(page).content.decode()
    assert "人次与签到表不符" in shown
    assert url in shown
