"""The two zones as two processes with two databases: nothing but bundles crosses."""

import base64
import datetime
import gzip
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from halfsky.collecting import inward
from halfsky.collecting.models import HeldReply, Link, Reply
from halfsky.commands import main
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Person
from halfsky.org.once import Submission, new_key
from halfsky.org.receipts import new_receipt
from halfsky.records.attachments import Attachment
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment
from halfsky.transfer import bundles
from halfsky.transfer.bundles import MAGIC, BundleRefused, open_bundle, seal, unseal
from halfsky.transfer.keys import OwnKeys, Zone, make_keys, trust
from tests import factories as make
from tests.cast import Cast
from tests.collecting.conftest import Make
from tests.collecting.serving import ROOT, free_port, wait_for

MOBILE = "13900004711"
ENROLMENT = {
    "insurance_enrolments-do": "added",
    "insurance_enrolments-date": "2022-05-06",
    "insurance_enrolments-product": "ankang",
    "insurance_enrolments-persons": "46",
    "rest": "1",
}
INSIDE_ONLY = (
    "/",
    "/login/",
    "/collecting/",
    "/registers/trainings/",
    "/organisations/",
    "/first-run/",
)
TABLES = {"django_migrations", "outside_opensheet", "outside_keptreply", "outside_passage"}


@dataclass
class Outside:
    """The machine outside: its folder, its commands, and its site as a telephone sees it."""

    data: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)

    def run(self, *words: str) -> str:
        """One of its commands."""
        act = [sys.executable, "-m", "halfsky", *words, "--zone", "collect"]
        done = subprocess.run(
            act, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Its site is up."""
        act = [sys.executable, "-m", "halfsky", "serve", "--zone", "collect"]
        server = subprocess.Popen([*act, "--port", str(self.port)], cwd=ROOT, env=self.environment)
        try:
            wait_for(self.port)
            yield
        finally:
            server.terminate()
            server.wait(20)

    def ask(self, method: str, path: str, form: Mapping[str, Any] | None = None) -> tuple[Any, str]:
        """The answer and its text; a form brings the page's cookie and key along."""
        headers, body = {}, b""
        if form is not None:
            page, text = self.ask("GET", path)
            cookies = [one.split(";")[0] for one in page.headers.get_all("Set-Cookie") or []]
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
            assert found
            sent: dict[str, Any] = {**form, "csrfmiddlewaretoken": found[1]}
            for name, value in sent.items():  # bytes are a photo
                if isinstance(value, bytes):
                    sent[name] = SimpleUploadedFile("x.png", value, "image/png")
            body = encode_multipart(BOUNDARY, sent)
            headers = {"Cookie": "; ".join(cookies), "Content-Type": MULTIPART_CONTENT}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer, text

    def bytes_at_rest(self) -> bytes:
        """Everything in its folder but its own site's files and keys."""
        kept = [one for one in self.data.rglob("*.sqlite3*") if one.is_file()]
        assert kept
        return b"\0".join(one.read_bytes() for one in kept)


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    """Another machine with a data folder of its own."""
    data = tmp_path_factory.mktemp("collect")
    environment = {**os.environ, "HALFSKY_DATA": str(data)}
    for name in ("HALFSKY_DATABASE", "HALFSKY_FIELD_KEY_FILE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    return Outside(data, environment)


def photo() -> bytes:
    """A picture of a sheet of signatures."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    return picture.getvalue()


def count() -> tuple[int, ...]:
    """What has been written inside."""
    kept: tuple[Any, ...] = (InsuranceEnrolment, Reply, Submission, HeldReply, AuditEntry)
    return tuple(one.objects.count() for one in kept)


def exchange_keys(outside: Outside, inside: Path) -> None:
    """They are carried across once, by hand."""
    assert main(["transfer", "keys"]) == 0
    outside.run("transfer", "keys", "--trust", str(inside / "zone-inner.pub"))
    assert main(["transfer", "keys", "--trust", str(outside.data / "zone-collect.pub")]) == 0


def refuses_what_is_spoilt(
    exchange: Path, whole: bytes, outward: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Replayed, altered, cut off, turned round: a sentence, and nothing is changed."""
    capsys.readouterr()
    written, spoilt = count(), exchange / "spoilt.bundle"
    for data, sentence in (
        (whole, "第1号包已经接收过"),
        (whole[:-70] + bytes([whole[-70] ^ 1]) + whole[-69:], "改动过或已损坏"),
        (whole[:-10], "不完整"),
        (outward, "本区自己送出"),
        (b"hello", "不是半边天的传送包"),
    ):
        spoilt.write_bytes(data)
        assert main(["transfer", "take", str(spoilt)]) == 1
        assert sentence in capsys.readouterr().err
    assert main(["transfer", "take", str(exchange)]) == 0  # a folder may hold old ones
    assert count() == written


def holds_nothing_of_the_inside(outside: Outside, outward: bytes, *secrets: str) -> None:
    """Outside there are three tables, and nobody's name, number or token."""
    names = {person.name for person in Person.objects.all()} | {*secrets}
    kept = outside.bytes_at_rest()
    said = gzip.decompress(outward[len(MAGIC) :].split(b"\n", 1)[1][:-64])
    assert "锦云纺织厂工会".encode() in said  # so that a name would be found
    for name in names:
        assert name.encode() not in kept
        assert json.dumps(name).strip('"').encode() not in kept
        assert name.encode() not in said
    tables = {one.decode() for one in re.findall(rb'CREATE TABLE "(\w+)"', kept)}
    assert tables == TABLES


def test_a_reply_crosses_and_nothing_else_does(
    cast: Cast,
    people: dict[str, Person],
    make_link: Make,
    outside: Outside,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    people["mei"].mobile = MOBILE
    people["mei"].save()
    make.InsuranceEnrolmentFactory.create(organisation=cast.textile, persons=215)
    link, path = make_link()
    exchange = tmp_path / "exchange"

    exchange_keys(outside, settings.DATA)
    assert main(["transfer", "pack", "--out", str(exchange)]) == 0
    outward = (exchange / "halfsky-outward-000001.bundle").read_bytes()
    assert "已收下1份" in outside.run("transfer", "take", str(exchange))
    with outside.serving():
        for address in INSIDE_ONLY:
            assert outside.ask("GET", address)[0].status == 404, address
        page = outside.ask("GET", path)[1]
        assert "锦云纺织厂工会" in page
        assert "215人次" in page
        assert "手机号的后四位" in page
        form: dict[str, Any] = {**ENROLMENT, "digits": "4711", "submission_key": new_key()}
        form["insurance_enrolments-photo"] = photo()
        first, again = outside.ask("POST", path, form)[0], outside.ask("POST", path, form)[0]
        receipt = first.headers["X-Receipt"]
        assert (first.status, again.headers["X-Receipt"]) == (303, receipt)
        assert "46" in outside.ask("GET", f"/r/{receipt}/")[1]
        guessed = {**form, "digits": "0000", "submission_key": new_key()}
        stranger = outside.ask("POST", path, guessed)[0].headers["X-Receipt"]
        assert outside.ask("POST", path, {"submission_key": new_key()})[0].status == 422
        assert outside.ask("GET", f"/l/{'x' * 22}/")[0].status == 404
    outside.run("transfer", "pack", "--out", str(exchange))
    inward = exchange / "halfsky-inward-000001.bundle"

    assert main(["transfer", "take", str(exchange)]) == 0
    record = InsuranceEnrolment.objects.latest("pk")
    assert (record.organisation, record.persons, record.entered_by) == (cast.textile, 46, None)
    assert Attachment.objects.get().record == record.pk
    assert Submission.objects.get().receipt == receipt
    assert receipt in Client().get(f"/r/{receipt}/").content.decode()
    source = f"经外网填报区，填报链接 {link.number}"
    entry = AuditEntry.objects.get(kind="insurance_enrolments", action="added")
    assert entry.reason == source
    held = HeldReply.objects.get()
    assert (held.receipt, "后四位" in held.because) == (stranger, True)

    refuses_what_is_spoilt(exchange, inward.read_bytes(), outward, capsys)
    holds_nothing_of_the_inside(outside, outward, MOBILE, path.strip("/")[2:])
    # Once the inner zone has said that it has them, they are kept outside no longer.
    assert main(["transfer", "pack", "--out", str(exchange)]) == 0
    outside.run("transfer", "take", str(exchange))
    assert "没有要送出的内容" in outside.run("transfer", "pack")
    assert inward.read_bytes() not in outside.bytes_at_rest()


# ---- bundles, without a machine ----------------------------------------------------------------


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
