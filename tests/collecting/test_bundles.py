"""Bundles and what is taken in from them, without a second machine."""

import base64
import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from halfsky.collecting import inward
from halfsky.collecting.models import HeldReply, Link, Reply
from halfsky.commands import main
from halfsky.org.models import Person
from halfsky.org.once import new_key
from halfsky.org.receipts import new_receipt
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment
from halfsky.transfer import bundles
from halfsky.transfer.bundles import BundleRefused, open_bundle, seal, unseal
from halfsky.transfer.keys import OwnKeys, Zone, make_keys, trust
from tests.cast import Cast
from tests.collecting.conftest import ENROLMENT, MOBILE, Make


@pytest.fixture
def pair(tmp_path: Path) -> tuple[OwnKeys, OwnKeys]:
    """The keys of both zones."""
    return make_keys(tmp_path / "a", Zone.INNER), make_keys(tmp_path / "b", Zone.COLLECT)


def test_a_bundle_says_what_was_packed(pair: tuple[OwnKeys, OwnKeys]) -> None:
    inner, collect = pair
    data = bundles.pack({"a": "半边天"}, 3, "x", collect, inner.public)
    opened = open_bundle(data, inner, collect.public)
    assert (opened.number, opened.previous, opened.content) == (3, "x", {"a": "半边天"})
    assert opened.name == "halfsky-inward-000003.bundle"


def test_no_byte_of_a_bundle_can_be_changed(pair: tuple[OwnKeys, OwnKeys]) -> None:
    inner, collect = pair
    data = bundles.pack({"replies": ["a"] * 9}, 1, "", collect, inner.public)
    for place in range(len(data)):
        spoilt = data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]
        with pytest.raises(BundleRefused):
            open_bundle(spoilt, inner, collect.public)
        with pytest.raises(BundleRefused):
            open_bundle(data[:place], inner, collect.public)


def test_a_bundle_of_a_stranger_is_refused(pair: tuple[OwnKeys, OwnKeys], tmp_path: Path) -> None:
    inner, collect = pair
    stranger = make_keys(tmp_path / "c", Zone.COLLECT)
    for data in (
        bundles.pack({}, 1, "", stranger, inner.public),  # of another machine outside
        bundles.pack({}, 1, "", collect, stranger.public),  # for another installation
        bundles.pack({}, 1, "", inner, collect.public),  # the other way round
    ):
        with pytest.raises(BundleRefused):
            open_bundle(data, inner, collect.public)


def test_what_is_sealed_opens_inside_alone(pair: tuple[OwnKeys, OwnKeys]) -> None:
    inner, collect = pair
    sealed = seal("46人次".encode(), inner.public)
    assert unseal(sealed, inner).decode() == "46人次"
    with pytest.raises(BundleRefused):
        unseal(sealed, collect)


# ---- what could not be written -----------------------------------------------------------------


@pytest.fixture
def arrive(cast: Cast, people: dict[str, Person]) -> Callable[..., str]:
    """A reply from outside, as if its bundle had just been opened; how it went."""

    def arrived(path: str, days: int = 0, digits: str = "", **fields: str) -> str:
        at = timezone.now() + datetime.timedelta(days=days)
        sent = {**ENROLMENT, **{name.replace("__", "-"): one for name, one in fields.items()}}
        reply = inward.Arrival(path[3:-1], new_key(), new_receipt(), "s", at, digits, sent)
        return inward.arrive(reply)

    return arrived


def test_what_our_forms_did_not_make_holds_up_nobody(
    make_link: Make, pair: tuple[OwnKeys, OwnKeys]
) -> None:
    inner, collect = pair
    _link, path = make_link()
    reply: dict[str, Any] = {
        "token": path[3:-1],
        "key": new_key(),
        "receipt": new_receipt(),
        "sent": "s",
    }
    reply |= {"at": timezone.now().isoformat(), "digits": "", "fields": ENROLMENT, "photos": {}}
    junk: list[Any] = ["?", 7, None, base64.b64encode(b"x" * 99).decode()]
    unreadable: list[Any] = [
        [],
        {},
        {**reply, "fields": []},
        {**reply, "at": "2026-01-01"},
        {**reply, "receipt": "../../x"},
        {**reply, "photos": {"insurance_enrolments-photo": "?"}},
        {**reply, "token": "x" * 22},
    ]
    junk += [
        base64.b64encode(seal(json.dumps(one).encode(), inner.public)).decode()
        for one in unreadable
    ]
    whole = base64.b64encode(seal(json.dumps(reply).encode(), inner.public)).decode()
    first = bundles.pack({"replies": [*junk, whole]}, 1, "", collect, inner.public)
    assert inward.take(first, inner, collect.public) == {"foreign": len(junk), "written": 1}
    wrong: list[Any] = [{"replies": "x"}, [], {}]
    for content in wrong:
        data = bundles.pack(content, 2, bundles.digest_of(first), collect, inner.public)
        with pytest.raises(BundleRefused):
            inward.take(data, inner, collect.public)


def test_bundles_come_one_after_the_other(cast: Cast, pair: tuple[OwnKeys, OwnKeys]) -> None:
    inner, collect = pair

    def take(number: int, previous: str) -> str:
        data = bundles.pack({"replies": []}, number, previous, collect, inner.public)
        inward.take(data, inner, collect.public)
        return bundles.digest_of(data)

    with pytest.raises(BundleRefused, match="还缺第1号"):
        take(2, "")
    first = take(1, "")
    with pytest.raises(BundleRefused, match="还缺第2号"):
        take(3, first)
    with pytest.raises(BundleRefused, match="接不上"):
        take(2, "another")
    second = take(2, first)
    with pytest.raises(BundleRefused, match="已经接收过"):
        take(1, "")
    take(3, second)


def test_digits_cannot_be_tried_out(
    people: dict[str, Person], make_link: Make, arrive: Callable[..., str]
) -> None:
    people["mei"].mobile = MOBILE
    people["mei"].save()
    _link, path = make_link()
    assert arrive(path, digits="0000") == "held"
    assert arrive(path, digits="4711") == "written"
    Link.objects.update(misses=20)
    assert arrive(path, digits="4711") == "held"


def test_it_holds_what_the_registers_refuse_until_somebody_decides(
    cast: Cast, make_link: Make, arrive: Callable[..., str], browsing: Callable[[str], Client]
) -> None:
    _link, path = make_link()
    assert arrive(path, insurance_enrolments__product="?") == "held"
    assert not InsuranceEnrolment.objects.exists()
    assert arrive(path, days=9) == "held"  # after the deadline, says the machine outside
    assert arrive("/l/" + "x" * 22 + "/") == "foreign"
    wrong, late = HeldReply.objects.order_by("pk")
    wu = browsing("wu")
    page = wu.get("/collecting/held/").content.decode()
    assert "锦云纺织厂工会" in page
    assert "提交时已过截止日期" in page
    assert "锦云纺织厂工会" not in browsing("he").get("/collecting/held/").content.decode()
    assert browsing("mei").get("/collecting/held/").status_code == 403
    address = f"/collecting/held/{wrong.receipt}/"
    write = {"submission_key": new_key(), "write": "1"}
    assert browsing("he").post(address, write).status_code == 404
    assert wu.post(address, write).status_code == 409
    assert wu.post(address, {"submission_key": new_key()}).status_code == 422
    aside = {"submission_key": new_key(), "reason": "已电话问过，填错了"}
    assert wu.post(address, aside).status_code == 303
    Link.objects.update(deadline=datetime.date(2030, 1, 1))
    HeldReply.objects.filter(pk=late.pk).update(at=late.at - datetime.timedelta(days=9))
    write["submission_key"] = new_key()
    assert wu.post(f"/collecting/held/{late.receipt}/", write).status_code == 303
    assert InsuranceEnrolment.objects.get().persons == 46
    assert Reply.objects.get().submission.receipt == late.receipt
    wrong.refresh_from_db()
    assert (wrong.settled_how, wrong.content) == ("未入账：已电话问过，填错了", "")


def test_a_bundle_is_a_line_of_text_where_there_is_no_folder(
    make_link: Make, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner, collect = make_keys(settings.DATA, Zone.INNER), make_keys(tmp_path / "b", Zone.COLLECT)
    trust(settings.DATA, Zone.INNER, tmp_path / "b" / "zone-collect.pub")
    make_link()
    assert main(["transfer", "pack"]) == 0
    opened = open_bundle(base64.b64decode(capsys.readouterr().out), collect, inner.public)
    assert [one["unit"] for one in opened.content["sheets"]] == ["锦云纺织厂工会"]


def test_links_lead_outside_where_there_is_a_collect_zone(
    cast: Cast, browsing: Callable[[str], Client], settings: Settings
) -> None:
    settings.COLLECT_URL = "https://tianbao.example.org"
    asked = "/collecting/make/?form=insurance_enrolments&period=2022H1&at=textile"
    day = (timezone.localdate() + datetime.timedelta(days=7)).isoformat()
    sent = {"submission_key": new_key(), "deadline": day, "who": "due"}
    page = browsing("wu").post(asked, sent).content.decode()
    assert re.search(r"https://tianbao\.example\.org/l/[\w-]{22}/", page)
    assert Link.objects.get().organisation == cast.textile
