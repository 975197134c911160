"""`halfsky summary`: writes the file whole or not at all, and says which."""

from pathlib import Path

import pytest
from docx import Document

from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run

PERIOD = ("--period", "2022H1")


@pytest.mark.parametrize("ending", [".docx", ".html", ".txt"])
def test_it_writes_the_file_and_says_so(cast: Cast, run: Run, tmp_path: Path, ending: str) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    out = tmp_path / f"summary{ending}"
    outcome = run("summary", *PERIOD, "--out", str(out))
    assert (outcome.code, outcome.out) == (0, f"已写出 {out}\n")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    if ending == ".docx":
        text = "".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    else:
        text = out.read_text(encoding="utf-8")
    assert "30人次" in text


def test_it_leaves_nothing_where_it_cannot_write(cast: Cast, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "summary.docx"
    outcome = run("summary", *PERIOD, "--out", str(out))
    assert outcome.code == 1
    assert outcome.err.startswith(f"halfsky: 不能写入 {out}：")
    assert len(outcome.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_it_keeps_the_file_that_it_cannot_replace(cast: Cast, run: Run, tmp_path: Path) -> None:
    (tmp_path / "summary.txt").mkdir()
    outcome = run("summary", *PERIOD, "--out", str(tmp_path / "summary.txt"))
    assert outcome.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["summary.txt"]


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (("--out", "x.pdf"), ["“.pdf”", ".docx、.html、.txt"]),
        (("--out", "x.txt", "--outline", "town"), ["没有提纲“town”", "city"]),
        (("--out", "x.txt", "--org", "mines"), ["没有编码为“mines”的组织", "mine（西岭煤矿工会）"]),
        (("--out", "x.txt", "--period", "上半年"), ["不认识期间“上半年”"]),
        ((), ["--out"]),
    ],
)
def test_it_refuses_in_one_sentence(
    cast: Cast,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentences: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("summary", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err.splitlines()) == 1
    for sentence in sentences:
        assert sentence in outcome.err
    assert list(tmp_path.iterdir()) == []
