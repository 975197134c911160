"""The two zones as two processes with two databases: nothing but bundles crosses."""

import gzip
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image
from pytest_django import Settings

from halfsky.collecting.models import HeldReply, Reply
from halfsky.commands import main
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Person
from halfsky.org.once import Submission, new_key
from halfsky.records.attachments import Attachment
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment
from halfsky.transfer.bundles import MAGIC
from tests import factories as make
from tests.cast import Cast
from tests.collecting.conftest import ENROLMENT, MOBILE, Make
from tests.collecting.serving import ROOT, free_port, wait_for

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
