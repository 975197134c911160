"""What was pressed once happens once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from halfsky.org.answers import RECEIPT_HEADER, answer
from halfsky.org.models import ParameterValue, Person
from halfsky.org.once import Submission, Written, new_key
from halfsky.org.receipts import new_receipt
from tests import factories as make
from tests.factories import FOUNDED

pytestmark = pytest.mark.django_db


def asked(key: str, person: Person | None = None, **fields: str) -> HttpRequest:
    """A form that was pressed."""
    request = RequestFactory().post("/test/", {"submission_key": key, **fields})
    request.user = person or AnonymousUser()
    request.session = {}  # type: ignore[assignment] # messages need no more of a session
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def write() -> Written:
    """The act: one row."""
    ParameterValue.objects.create(code="test", since=FOUNDED, value=1)
    return Written("已保存", "/done/")


def press(request: HttpRequest) -> HttpResponse:
    return answer(request, write)


def test_it_does_it_once_and_gives_the_same_receipt_again() -> None:
    key = new_key()
    first, second = (press(asked(key, topic="法律")) for _time in range(2))
    assert (first.status_code, first["Location"]) == (303, "/done/")
    assert first[RECEIPT_HEADER] == second[RECEIPT_HEADER]
    assert ParameterValue.objects.count() == 1


def test_it_refuses_a_key_with_other_content() -> None:
    key = new_key()
    press(asked(key, topic="法律"))
    assert press(asked(key, topic="心理")).status_code == 422
    assert press(asked(key, make.PersonFactory.create(), topic="法律")).status_code == 422


@pytest.mark.parametrize("key", ["", "short", "x" * 65])
def test_it_refuses_a_form_without_a_key(key: str) -> None:
    assert press(asked(key)).status_code == 400
    assert not ParameterValue.objects.exists()


def test_it_keeps_no_key_of_an_act_that_failed() -> None:
    def fail() -> Written:
        write()
        raise ValueError("act 的错")

    key = new_key()
    with pytest.raises(ValueError, match="的"):
        answer(asked(key), fail)
    assert not Submission.objects.exists()
    assert not ParameterValue.objects.exists()
    assert press(asked(key)).status_code == 303


def test_it_makes_receipts_that_can_be_read_out() -> None:
    receipts = {new_receipt() for _time in range(100)}
    assert len(receipts) == 100
    assert not set("".join(receipts)) & set("01OIL")
