"""The audit trail in the browser: for its administrator, searched, verified, taken away."""

import json
from http import HTTPStatus

import pytest
from django.urls import reverse

from halfsky.org.arranging import describe
from halfsky.org.audit.chain import Deed, current_head, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.registry import registers
from halfsky.records.writing import add
from halfsky.registers.rights.complaints import Complaint
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
SECRET = "反映孕期被调岗"


@pytest.fixture
def written(cast: Cast, readers: dict[str, Reader]) -> Complaint:
    """A sealed record and a correction of an organisation, by two people."""
    complaint = make.ComplaintFactory.build(
        organisation=cast.city, summary=SECRET, respondent=make.EmployerFactory.create()
    )
    add(registers()["complaints"], complaint, readers["fang"])
    toys = Organisation.objects.get(code="toys")
    describe(readers["lin"], toys, 1, "更正错字", name="童趣玩具厂工会")
    return complaint


def page(browsing: As, path: str = "") -> str:
    return browsing("shen").get(reverse("audit") + path).content.decode()


@pytest.mark.parametrize("name", ["lin", "zhou", "wu", "mei", "fang", "xu", "han", "qian"])
def test_it_is_for_the_audit_administrator(cast: Cast, browsing: As, name: str) -> None:
    for route in ("audit", "audit_download"):
        assert browsing(name).get(reverse(route)).status_code == HTTPStatus.FORBIDDEN


def test_it_tells_what_became_of_an_organisation(written: Complaint, browsing: As) -> None:
    shown = page(browsing)

    assert "更正错字" in shown
    assert "童乐玩具厂工会 → 童趣玩具厂工会" in shown


def test_it_names_the_columns_of_a_record_and_nothing_in_them(
    written: Complaint, browsing: As
) -> None:
    shown = page(browsing, "?kind=complaints")
    lines = browsing("shen").get(reverse("audit_download")).getvalue().decode()

    assert "summary" in shown
    [entry] = AuditEntry.objects.filter(kind="complaints")
    assert entry.after is not None
    values = [str(value) for value in entry.after.values() if len(str(value)) > 5]
    assert values
    for value in (SECRET, *values):
        assert value not in shown, value
        assert value not in lines, value


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?q=lin", 1),
        ("?q=林晓", 1),
        ("?q=更正", 1),
        ("?action=added", 1),
        ("?kind=org.organisation", 1),
        ("?since=2000-01-01", 2),
        ("?until=2000-01-01", 0),
        ("?since=2000-13-45", 2),
        ("?before=2", 1),
        ("?q=nobody", 0),
    ],
)
def test_it_is_searched(written: Complaint, browsing: As, asked: str, found: int) -> None:
    assert page(browsing, asked).count("trail-entry") == found


def test_it_turns_pages_by_number(cast: Cast, browsing: As) -> None:
    write_down(None, *(Deed(Action.READ, "test", str(place)) for place in range(70)))

    first, second = page(browsing), page(browsing, "?before=21")

    assert first.count("trail-entry") == 50
    assert "before=21" in first
    assert second.count("trail-entry") == 20


def test_it_is_verified_from_end_to_end(written: Complaint, browsing: As) -> None:
    head = current_head()
    assert "审计链完整，共2条" in page(browsing, "?verify=1")
    assert "审计链完整" in page(browsing, f"?verify=1&head={head}")
    assert "另存的末端应写作" in page(browsing, "?verify=1&head=abc")

    AuditEntry.objects.filter(sequence=1).update(reason="改过")
    assert "第1条被改动" in page(browsing, "?verify=1")


def test_it_is_taken_away_as_lines_and_that_is_written_down(
    written: Complaint, browsing: As
) -> None:
    answer = browsing("shen").get(reverse("audit_download") + "?kind=org.organisation")

    [line] = map(json.loads, answer.getvalue().decode().splitlines())
    assert (line["actor"], line["reason"]) == ("lin", "更正错字")
    last = AuditEntry.objects.order_by("-sequence")[0]
    assert (last.action, last.kind) == (Action.EXPORTED, "audit")
