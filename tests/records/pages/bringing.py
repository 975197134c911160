"""Bringing a workbook through the pages, the worker included."""

import io
from pathlib import Path
from typing import Any

from django.test import Client

from halfsky.org.once import new_key
from halfsky.org.tasks.worker import work_off
from halfsky.records.sheets.models import ImportBatch
from tests.sheets.files import save


def workbook(folder: Path, *rows: Any, name: str = "培训.xlsx") -> Path:
    """A file on her disk."""
    return save(folder / name, *rows)


def send(client: Client, path: Path, code: str = "trainings", door: str = "upload") -> Any:
    """Upload a file; the answer."""
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    content = {"submission_key": new_key(), "file": file}
    return client.post(f"/registers/{code}/workbooks/{door}/", content)


def bring(client: Client, path: Path, code: str = "trainings") -> ImportBatch:
    """Upload a file and have it checked."""
    answer = send(client, path, code)
    assert answer.status_code == 303, answer.content.decode()
    work_off()
    led = client.get(answer["Location"])
    return ImportBatch.objects.get(pk=led["Location"].split("/workbooks/")[1].split("/")[0])


def act(client: Client, batch: ImportBatch, door: str) -> Any:
    """Press one of its buttons, and let the worker do it."""
    url = f"/registers/{batch.register}/workbooks/{batch.pk}/{door}/"
    answer = client.post(url, {"submission_key": new_key()})
    work_off()
    batch.refresh_from_db()
    return answer


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    """What its page says."""
    answer = client.get(f"/registers/{batch.register}/workbooks/{batch.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()
