"""`halfsky serve`: from nothing to a site that answers, and sentences where it cannot."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from halfsky.commands.serve import make_secret_key

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90  # seconds for a first start on a busy machine


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Site:
    """A server of its own with its data in a folder."""

    data: Path
    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """One request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as response:
                return Answer(response.status, response.msg, response.read())


def start(data: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("HALFSKY_", "LC_", "LANG"))}
    return subprocess.Popen(
        [sys.executable, "-m", "halfsky", "serve", "--data", str(data), *arguments],
        cwd=ROOT,
        env={**ours, "HALFSKY_DATA": "/nowhere", **variables},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """A started server; it ends in the ordinary way."""
    site = Site(data, free_port())
    process = start(data, "--port", str(site.port))
    try:
        wait_until_ready(process, site)
        yield site
    finally:
        process.terminate()
        said = ended(process)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def ended(process: subprocess.Popen[str]) -> str:
    """What it had said when it ended, which it does within the patience of its own workers."""
    try:
        _output, said = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail(f"it does not end; it said: {process.communicate()[1]}")
    return str(said)


def wait_until_ready(process: subprocess.Popen[str], site: Site) -> None:
    """Until it answers; what it said instead where it never will."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        try:
            if site.get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("it does not answer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A first start, in a folder that is not there yet."""
    with serving(tmp_path_factory.mktemp("serve") / "data") as one:
        yield one


def address_of(page: bytes, beginning: str) -> str:
    """The address in a page that begins with something."""
    _before, _found, after = page.decode().partition(f'"{beginning}')
    return beginning + after.partition('"')[0]


def test_it_makes_what_a_first_start_needs(site: Site) -> None:
    for name in ("secret.key", "field.key", "halfsky.sqlite3"):
        assert stat.S_IMODE((site.data / name).stat().st_mode) == 0o600, name


def test_it_says_that_it_is_well(site: Site) -> None:
    answer = site.get("/healthz")
    state = json.loads(answer.body)
    assert (state["ready"], state["db"], state["audit_ok"]) == (True, True, True)
    assert state["disk_free"] > 0
    assert state["version"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_its_pages_load_files_that_are_compressed_and_kept_for_good(site: Site) -> None:
    page = site.get("/login/").body
    for beginning in ("/static/vendor/tabler.", "/static/halfsky/site."):
        address = address_of(page, beginning)
        answer = site.get(address, **{"Accept-Encoding": "br"})
        assert answer.status == 200, address
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_its_pages_allow_nothing_inline_and_nothing_from_outside(site: Site) -> None:
    policy = site.get("/login/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["style-src"] == "'self'"
    assert parts["script-src"].split()[1:] == ["'strict-dynamic'", "'self'"]
    assert parts["script-src"].startswith("'nonce-")
    assert parts["frame-ancestors"] == "'none'"


def test_a_page_that_is_not_there_is_answered_without_details(site: Site) -> None:
    answer = site.get("/no/such/page/")
    assert answer.status == 404
    assert "没有这个页面" in answer.body.decode()
    assert b"/no/such" not in answer.body
    assert answer.body == site.get("/nor/this/").body


def test_a_second_start_keeps_the_keys_and_is_quick(site: Site) -> None:
    keys = [(site.data / name).read_text() for name in ("secret.key", "field.key")]
    collected = (site.data / "static.stamp").stat().st_mtime_ns
    with serving(site.data):
        assert [(site.data / name).read_text() for name in ("secret.key", "field.key")] == keys
        assert (site.data / "static.stamp").stat().st_mtime_ns == collected


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.4])
def test_it_can_be_stopped_while_it_starts(site: Site, seconds: float) -> None:
    process = start(site.data, "--port", str(free_port()))
    assert process.stderr
    assert any("网站已启动" in line for line in process.stderr)
    time.sleep(seconds)
    process.terminate()
    assert "refused" not in ended(process)


def test_ctrl_c_which_the_whole_group_hears_stops_it_in_good_order(site: Site) -> None:
    process = start(site.data, "--port", str(port := free_port()))
    wait_until_ready(process, Site(site.data, port))
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGINT)
    time.sleep(3)  # one that listened has ended by then
    assert Site(site.data, port).get("/healthz").status == 200
    os.killpg(process.pid, signal.SIGINT)
    said = ended(process)
    assert "Unexpected exit" not in said
    assert "refused" not in said
    assert process.returncode == 0


def test_a_key_made_after_the_settings_are_read_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings as in_use

    from halfsky import settings

    monkeypatch.setattr(settings, "SECRET_KEY", "")
    monkeypatch.setattr(settings, "SECRET_KEY_FILE", tmp_path / "secret.key")
    monkeypatch.setattr(in_use, "SECRET_KEY", "")
    make_secret_key()
    assert in_use.SECRET_KEY == settings.SECRET_KEY != ""


def test_it_says_that_the_port_is_taken(site: Site) -> None:
    process = start(site.data, "--port", str(site.port))
    _output, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert said.splitlines()[-1].startswith("halfsky: ")
    assert f"端口 {site.port}" in said
    assert "--port" in said


def test_it_says_how_to_bring_an_old_database_up_to_date(tmp_path: Path, site: Site) -> None:
    for name in ("secret.key", "field.key", "halfsky.sqlite3"):
        (tmp_path / name).write_bytes((site.data / name).read_bytes())
    manage = [sys.executable, "-m", "halfsky", "manage", "migrate", "records", "zero", "-v0"]
    environment = {**os.environ, "HALFSKY_DATA": str(tmp_path)}
    environment.pop("HALFSKY_DATABASE", None)
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)

    process = start(tmp_path, "--port", str(free_port()))
    _output, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert "请先备份，再运行 halfsky manage migrate" in said
    assert len(said.splitlines()) == 1


def test_it_says_that_a_database_address_is_wrong(tmp_path: Path) -> None:
    process = start(tmp_path, "--database", "mysql://somewhere")
    _output, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert said.startswith("halfsky: HALFSKY_DATABASE 写法不对")
    assert len(said.splitlines()) == 1
