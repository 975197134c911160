"""Files: taken by content, photos made anew, kept under random names, given by rights."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.attachments import Attachment
from halfsky.records.registry import registers
from halfsky.registers.education.trainings import Training
from tests import factories as make
from tests.cast import Cast
from tests.records.pages.test_forms import TRAINING
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
GPS = 0x8825
ORIENTATION, TURNED_RIGHT = 0x0112, 6


def photo(width: int = 3000, height: int = 1500, kind: str = "JPEG") -> bytes:
    """A picture taken sideways, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    exif[GPS] = {1: "N", 2: (29.0, 51.0, 0.0)}
    exif[0x010E] = "陈秀兰家中"
    output = BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, kind, exif=exif)
    return output.getvalue()


def office(*parts: str, links: str = "") -> bytes:
    """An office file with these parts."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        for part in ("[Content_Types].xml", *parts):
            packed.writestr(part, "<x/>")
        packed.writestr("word/_rels/document.xml.rels", links)
    return output.getvalue()


@pytest.fixture
def training(cast: Cast, readers: dict[str, Reader]) -> Any:
    one = make.TrainingFactory.build(organisation=cast.textile)
    writing.add(registers()["trainings"], one, readers["lin"])
    return one


def send(client: Client, record: Any, name: str, content: bytes, code: str = "trainings") -> Any:
    url = record_url(registers()[code], record.pk, "attach")
    return client.post(url, {"files": SimpleUploadedFile(name, content), FIELD: new_key()})


def test_it_makes_a_photo_anew(training: Any, browsing: As, tmp_path: Path) -> None:
    assert send(browsing("lin"), training, "现场.JPG", photo()).status_code == 303
    attachment = Attachment.objects.get()
    kept = (tmp_path / "attachments" / attachment.stored[:2] / attachment.stored).read_bytes()
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (1024, 2048)
        assert not dict(picture.getexif())
    assert "陈秀兰".encode() not in kept
    assert attachment.name == "现场.jpg"


def test_it_gives_a_file_to_who_may_read_the_record(training: Any, browsing: As) -> None:
    send(browsing("lin"), training, "现场.jpg", photo())
    url = reverse(
        "records:attachment", args=["trainings", training.pk, Attachment.objects.get().pk]
    )
    response = browsing("mei").get(url)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%8E%B0")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]
    assert browsing("mei").get(f"{url}?view=1")["Content-Disposition"].startswith("inline")
    assert browsing("cao").get(url).status_code == 404


def test_it_gives_no_document_inline(training: Any, browsing: As) -> None:
    assert send(browsing("lin"), training, "通知.pdf", b"%PDF-1.7 text").status_code == 303
    url = reverse(
        "records:attachment", args=["trainings", training.pk, Attachment.objects.get().pk]
    )
    assert browsing("lin").get(f"{url}?view=1")["Content-Disposition"].startswith("attachment")


def test_it_knows_no_file_under_another_record(
    training: Any, browsing: As, cast: Cast, readers: dict[str, Reader]
) -> None:
    other = make.TrainingFactory.build(organisation=cast.mine)
    writing.add(registers()["trainings"], other, readers["lin"])
    send(browsing("lin"), training, "现场.jpg", photo(10, 10))
    url = reverse("records:attachment", args=["trainings", other.pk, Attachment.objects.get().pk])
    assert browsing("lin").get(url).status_code == 404


def test_it_encrypts_the_files_of_confidential_records(
    cast: Cast, browsing: As, readers: dict[str, Reader], tmp_path: Path
) -> None:
    file = make.HardshipFileFactory.build(organisation=cast.textile)
    writing.add(registers()["hardship_files"], file, readers["jin"])
    text = b"%PDF-1.7 CHEN"
    assert send(browsing("jin"), file, "证明.pdf", text, "hardship_files").status_code == 303
    attachment = Attachment.objects.get()
    kept = (tmp_path / "attachments" / attachment.stored[:2] / attachment.stored).read_bytes()
    assert b"CHEN" not in kept
    url = reverse("records:attachment", args=["hardship_files", file.pk, attachment.pk])
    assert browsing("jin").get(url).content == text
    assert AuditEntry.objects.get(action=Action.READ).after == {"attachment": "证明.pdf"}


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.jpg", photo()[:5000], "不是完整的照片"),
        ("a.png", photo(8000, 5001, "PNG"), "超过4000万像素"),
        ("a.jpg", b"%PDF-1.7", "内容与后缀不符"),
        ("a.pdf", b"MZ\x90", "不能收"),
        ("a.svg", b"<svg onload='alert(1)'/>", "不能收"),
        ("a.html", b"<script>alert(1)</script>", "不能收"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
        ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("a.docx", b"PK\x03\x04 broken", "已损坏"),
        ("a.zip", office("hello.txt"), "不能收"),
        ("a.docm", office("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("a.xlsx", office("word/document.xml"), "内容与后缀不符"),
        (
            "a.docx",
            office(
                "word/document.xml",
                links='<Relationship Type="x/attachedTemplate" TargetMode="External"/>',
            ),
            "外部文件",
        ),
        ("空.pdf", b"", "空文件"),
    ],
)
def test_it_refuses_a_file_in_a_sentence(
    training: Any, browsing: As, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    answered = send(browsing("lin"), training, name, content)
    assert answered.status_code == 422
    assert sentence in answered.content.decode()
    assert not Attachment.objects.exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_it_takes_an_office_file_and_a_name_as_text(training: Any, browsing: As) -> None:
    name = "../../名单\u202etxt.docx"
    assert send(browsing("lin"), training, name, office("word/document.xml")).status_code == 303
    assert Attachment.objects.get().name == "名单txt.docx"


def test_it_lets_nobody_attach_who_may_not_write(training: Any, browsing: As) -> None:
    assert send(browsing("zhou"), training, "现场.jpg", photo(10, 10)).status_code == 403
    assert send(browsing("cao"), training, "现场.jpg", photo(10, 10)).status_code == 404


def test_it_takes_a_file_off_and_keeps_the_bytes(
    training: Any, browsing: As, tmp_path: Path
) -> None:
    send(browsing("lin"), training, "现场.jpg", photo(10, 10))
    names = ["trainings", training.pk, Attachment.objects.get().pk]
    off = browsing("lin").post(
        reverse("records:detach", args=names), {"reason": "拍错了", FIELD: new_key()}
    )
    assert off.status_code == 303
    assert browsing("lin").get(reverse("records:attachment", args=names)).status_code == 404
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1
    assert AuditEntry.objects.get(action=Action.DETACHED).reason == "拍错了"


def test_it_saves_a_record_with_its_photo_or_neither(browsing: As, cast: Cast) -> None:
    url = reverse("records:add", args=["trainings"])
    wrong = {"files": SimpleUploadedFile("a.svg", b"<svg/>"), FIELD: new_key()}
    assert browsing("lin").post(url, {**TRAINING, **wrong}).status_code == 422
    assert not Training.objects.exists()
    right = {"files": SimpleUploadedFile("a.jpg", photo(10, 10)), FIELD: new_key()}
    assert browsing("lin").post(url, {**TRAINING, **right}).status_code == 303
    assert Attachment.objects.get().record == Training.objects.get().pk
