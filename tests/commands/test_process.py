"""Commands as a person starts them: a process of its own on a SQLite file."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from halfsky.commands import demo, serve
from halfsky.commands.entry import build_parser

ROOT = Path(__file__).resolve().parents[2]


def halfsky(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`python -m halfsky` with its data in a folder."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("HALFSKY_", "LC_", "LANG"))}
    environment = {**ours, "HALFSKY_DATA": str(folder), "PYTHONWARNINGS": "error", **variables}
    return subprocess.run(
        [sys.executable, "-m", "halfsky", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A data folder with an empty database and one union in it."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copy(migrated_file, folder)
    found = (
        "import datetime; from halfsky.org.acts import found;"
        "found(None, datetime.date(2020, 1, 1), code='own', name='云川市总工会',"
        " kind='local_federation')"
    )
    assert halfsky(folder, "manage", "shell", "--no-imports", "-c", found).returncode == 0
    return folder


def test_it_prints_nothing_but_json(migrated: Path) -> None:
    done = halfsky(migrated, "figures", "--period", "2022H1", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["organisation"]["name"] == "云川市总工会"


@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LANG": "C.UTF-8"}, {"LANG": "zh_CN.GBK"}]
)
def test_it_speaks_chinese_in_utf8_where_the_locale_is_not_english(
    migrated: Path, locale: dict[str, str]
) -> None:
    done = halfsky(migrated, "figures", "--org", "ow", **locale)
    assert done.returncode == 2
    assert done.stderr == "halfsky: 没有编码为“ow”的组织。相近的有：own（云川市总工会）。\n"


def test_it_speaks_english_where_the_locale_is_english(migrated: Path) -> None:
    done = halfsky(migrated, "figures", "--org", "ow", LANG="en_GB.UTF-8")
    assert done.returncode == 2
    assert "own" in done.stderr
    assert "组织" not in done.stderr


def test_it_says_what_to_do_without_tables(tmp_path: Path) -> None:
    done = halfsky(tmp_path, "figures")
    assert (done.returncode, done.stdout) == (1, "")
    assert "第一次使用请先运行 halfsky demo 或 halfsky manage migrate" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_it_says_what_to_do_without_a_folder(tmp_path: Path) -> None:
    done = halfsky(tmp_path / "none", "figures")
    assert done.returncode == 1
    assert "halfsky demo" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_it_ends_quietly_when_nobody_reads_on(migrated: Path) -> None:
    command = f"{sys.executable} -m halfsky figures --format csv | true"
    environment = {**os.environ, "HALFSKY_DATA": str(migrated)}
    environment.pop("HALFSKY_DATABASE", None)
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [(("--version",), 0, "halfsky 0.1.0"), (("--help",), 0, "figures"), (("figure",), 2, "figure")],
)
def test_it_helps(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = halfsky(tmp_path, *arguments)
    assert done.returncode == code
    assert words in done.stdout + done.stderr


def test_it_refuses_to_make_a_sample_of_a_real_database(migrated: Path) -> None:
    done = halfsky(migrated, "demo", "--no-serve")
    assert (done.returncode, done.stdout) == (1, "")
    assert "数据库里已有单位和记录，不是示例库" in done.stderr
    assert not (migrated / "field.key").exists()
    still = halfsky(migrated, "figures", "--period", "2022H1", "--format", "json")
    assert json.loads(still.stdout)["organisation"]["code"] == "own"


def test_it_refuses_to_make_a_sample_of_somebody_elses_database(tmp_path: Path) -> None:
    make = (
        "import os, sys; from django.db import connection;"
        "connection.cursor().execute('CREATE TABLE payroll (id integer)')"
    )
    assert halfsky(tmp_path, "manage", "shell", "--no-imports", "-c", make).returncode == 0
    done = halfsky(tmp_path, "demo", "--no-serve")
    assert done.returncode == 1
    assert "这个数据库里有别的数据，不是示例库" in done.stderr


def test_the_sample_is_served_on_the_port_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served: list[tuple[str, int]] = []
    for name in ("make_secret_key", "prepare_static_files"):
        monkeypatch.setattr(serve, name, lambda: None)
    monkeypatch.setattr(serve, "serve", lambda *where: served.append(where))
    asked = build_parser(["demo"]).parse_args(["demo", "--port", "8765"])
    demo.serve_it(asked.port)
    assert served == [("127.0.0.1", 8765)]


def test_the_sample_says_that_its_port_is_taken_before_it_begins(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = halfsky(tmp_path, "demo", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"端口 {port}" in done.stderr
    assert "请用 --port 换一个" in done.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "address", ["postgresql://u:secret@h:abc/z", "sqlite://file.db", "postgresql://u:secret@h"]
)
def test_it_refuses_a_wrong_database_address_without_showing_its_password(
    tmp_path: Path, address: str
) -> None:
    done = halfsky(tmp_path, "figures", HALFSKY_DATABASE=address)

    assert done.returncode == 1
    assert "HALFSKY_DATABASE 写法不对" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_it_says_so_when_the_output_can_not_be_written(migrated: Path) -> None:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("HALFSKY_")}
    environment = {**ours, "HALFSKY_DATA": str(migrated), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "halfsky", "figures", "--format", "json"]

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=full, stderr=subprocess.PIPE, text=True
        )

    assert done.returncode == 1
    assert done.stderr.startswith("halfsky: 不能读写")


def test_it_says_so_when_the_data_folder_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = halfsky(tmp_path / "file" / "var", "demo", "--no-serve")

    assert done.returncode == 1
    assert "不能读写" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_refuses_a_day_no_union_has_seen(migrated: Path) -> None:
    done = halfsky(migrated, "figures", "--entered-by", "9999-12-31")

    assert done.returncode == 2
    assert "不是日期" in done.stderr
