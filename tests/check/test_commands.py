"""`halfsky check` and `halfsky collate` as a person at the terminal meets them."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from halfsky.commands import check as check_command
from halfsky.commands import collate as collate_command
from halfsky.commands.entry import main
from halfsky.commands.errors import Failure, WrongUse
from halfsky.summary import check

FAULTY = "2022年女职工工作总结\n应建女职工组织420家，已建389家，组建率97%。慰问xx户。\n"
EARLIER = "青禾镇2021年女职工工作总结\n走访企业40家，现有女会员900人，组建率90%。\n"
LATER = "青禾镇2022年女职工工作总结\n走访企业50家，现有女会员960人，组建率95%。共3处见附表7。\n"


def run(module: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(words))
    return code


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    path = tmp_path / "faulty.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return str(path)


def test_it_reports_in_the_terminal_and_exits_with_nought(
    faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(check_command, faulty) == 0
    shown = capsys.readouterr().out
    assert "389家÷420家≈92.62%" in shown
    assert "第2行" in shown


def test_it_collects_rubbish_again_when_a_text_is_checked() -> None:
    with check_command.uncollected_if_short(1000):
        assert not gc.isenabled()
    assert gc.isenabled()
    with check_command.uncollected_if_short(1_000_000):
        assert gc.isenabled()


def test_it_looks_for_no_rubbish_on_leaving(
    faulty: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(atexit, "register", told.append)
    run(check_command, faulty)
    assert told == [gc.freeze]


def test_it_prints_one_json_object_of_the_agreed_shape(
    faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(check_command, faulty, "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"claims", "problems", "unread"}
    claim = answer["claims"][0]
    assert set(claim) == {
        "quote", "start", "end", "label", "value", "unit", "approx", "figure", "verdict"
    }  # fmt: skip
    assert (claim["value"], claim["unit"], claim["verdict"]) == (420, "家", "not_compared")
    problem = answer["problems"][0]
    assert set(problem) == {"kind", "grade", "quote", "start", "end", "message"}
    assert FAULTY[problem["start"] : problem["end"]] == problem["quote"]


def test_it_prints_a_list_for_several_files(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(LATER, encoding="utf-8")
    run(check_command, faulty, str(other), "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert [item["file"] for item in answer] == [faulty, str(other)]


def test_it_gives_the_text_of_a_docx_its_offsets_count_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "<w:p><w:r><w:t>举办讲座6场。</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
    run(check_command, str(path), "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    claim = answer["claims"][0]
    assert answer["text"][claim["start"] : claim["end"]] == claim["quote"] == "6场"


def test_it_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(FAULTY.encode("gbk")))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(check_command, "-") == 0
    assert "389家" in capsys.readouterr().out


def test_it_writes_a_page_with_each_finding_in_place(faulty: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run(check_command, faulty, "--out", str(page))
    html = page.read_text(encoding="utf-8")
    assert '<mark class="wrong">' in html
    assert "截尾为92%" in html
    assert "http" not in html


def test_it_escapes_what_the_text_brings(tmp_path: Path) -> None:
    source, page = tmp_path / "a.txt", tmp_path / "a.html"
    source.write_text("<script>alert(1)</script>慰问xx户。", encoding="utf-8")
    run(check_command, str(source), "--out", str(page))
    assert "<script" not in page.read_text(encoding="utf-8")


def test_it_fails_in_one_sentence_on_an_unreadable_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(Failure, match=r"bad\.docx：.*。"):
        run(check_command, str(bad))


def test_files_may_stand_on_both_sides_of_an_option(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(LATER, encoding="utf-8")
    assert main(["check", faulty, "--format", "json", str(other)]) == 0
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == [faulty, str(other)]


def test_an_option_that_is_none_is_still_refused(
    faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["check", faulty, "--formt", "json"])
    assert "--formt" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--period", "2022H1"], ["--out", "a.pdf"]])
def test_it_names_wrong_use(faulty: str, words: list[str]) -> None:
    with pytest.raises(WrongUse):
        run(check_command, faulty, *words)


def test_it_collates_periods_with_their_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for name, text in (("2021.txt", EARLIER), ("2022.txt", LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    table = tmp_path / "t.xlsx"
    assert run(collate_command, *names, "--out", str(table)) == 0
    with zipfile.ZipFile(table) as archive:
        words = archive.read("xl/sharedStrings.xml").decode()
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 5
    assert "＋10家（＋25%）" in words
    assert "5个百分点" in words
    assert "没读懂的数字" in words
    assert "附表7" in words


def test_a_text_without_figures_is_said_and_gives_no_workbook(tmp_path: Path) -> None:
    empty, target = tmp_path / "空.txt", tmp_path / "t.xlsx"
    empty.write_text("工作扎实。", encoding="utf-8")
    with pytest.raises(Failure, match="没有读出数字"):
        run(collate_command, str(empty), "--out", str(target))
    assert not target.exists()


def test_one_text_without_figures_among_several_is_named(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, target = tmp_path / "空.txt", tmp_path / "t.xlsx"
    empty.write_text("工作扎实。", encoding="utf-8")
    assert run(collate_command, faulty, str(empty), "--out", str(target)) == 0
    assert capsys.readouterr().err == "空.txt：没有读出数字。\n"
    assert target.exists()


def test_help_on_collating_names_formats_standard_input_and_exit_codes() -> None:
    parser = argparse.ArgumentParser()
    collate_command.add_arguments(parser)
    told = parser.format_help()
    assert all(words in told for words in (".docx", ".wps", "LibreOffice", "标准输入", "退出码"))


@pytest.mark.parametrize("content", [b"", b" \r\n\t \n", "\u3000\n".encode()])
def test_it_calls_an_empty_file_empty_and_not_sound(tmp_path: Path, content: bytes) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(content)
    with pytest.raises(Failure, match=r"empty\.txt：文件是空的，没有可核对的文字。"):
        run(check_command, str(empty))


def test_it_calls_a_closed_standard_input_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Failure, match="标准输入：文件是空的"):
        run(check_command, "-")


def test_it_gives_no_clean_bill_where_no_number_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, page = tmp_path / "words.txt", tmp_path / "report.html"
    words.write_text("女职工工作扎实推进。\n", encoding="utf-8")
    assert run(check_command, str(words), "--out", str(page)) == 0
    for shown in (capsys.readouterr().out, page.read_text(encoding="utf-8")):
        assert "没有读出数字，无从核对。" in shown
        assert "没有发现对不上的数字" not in shown


IN_SHORT = "筛查：应查850，实查816。法律2期98，礼仪1期40，急救1期48。母婴室共6。\n"


def test_it_says_so_where_a_good_part_of_the_numbers_was_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, page = tmp_path / "words.txt", tmp_path / "report.html"
    words.write_text(IN_SHORT, encoding="utf-8")
    assert run(check_command, str(words), "--out", str(page)) == 0
    for shown in (capsys.readouterr().out, page.read_text(encoding="utf-8")):
        assert "读懂的数字没有发现对不上的；有6个数字没读懂，没有核对" in shown
        assert "这份文字只核对了一部分。" in shown
        assert "没有发现对不上的数字" not in shown


def test_it_says_so_beside_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.txt"
    words.write_text(FAULTY + IN_SHORT, encoding="utf-8")
    run(check_command, str(words))
    assert "另有6个数字没读懂，没有核对，这份文字只核对了一部分。" in capsys.readouterr().out


@pytest.mark.parametrize("shape", ["text", "json"])
def test_it_checks_the_others_where_one_cannot_be_read(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str
) -> None:
    bad, none, page = tmp_path / "bad.docx", tmp_path / "none.txt", tmp_path / "report.html"
    bad.write_bytes(b"PK\x03\x04nothing")
    words = [str(bad), faulty, str(none), "--format", shape, "--out", str(page)]
    assert run(check_command, *words) == 1
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        f"halfsky: {bad}：.docx 文件已损坏或加了密，读不出来。",
        f"halfsky: {none}：找不到这个文件。",
    ]
    assert "389家÷420家≈92.62%" in told.out
    assert "389家÷420家≈92.62%" in page.read_text(encoding="utf-8")
    if shape == "json":
        assert [item["file"] for item in json.loads(told.out)] == [faulty]


def test_it_names_every_file_where_none_can_be_read(tmp_path: Path) -> None:
    names = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    for module, more in ((check_command, []), (collate_command, ["--out", "t.xlsx"])):
        with pytest.raises(Failure) as failure:
            run(module, *names, *more)
        assert all(f"{name}：找不到这个文件。" in str(failure.value) for name in names)


def test_it_collates_those_that_can_be_read(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.xlsx"
    assert run(collate_command, faulty, str(tmp_path / "none.txt"), "--out", str(table)) == 1
    told = capsys.readouterr()
    assert "1份文字" in told.out
    assert "none.txt：找不到这个文件。" in told.err
    assert table.exists()


@pytest.mark.parametrize(
    ("module", "name"), [(check_command, "report.html"), (collate_command, "t.xlsx")]
)
def test_it_writes_over_none_of_the_files_it_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: Any, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(FAULTY, encoding="utf-8")
    Path("other.txt").write_text(LATER, encoding="utf-8")
    with pytest.raises(WrongUse, match="就是要读的文件"):
        run(module, "other.txt", str(tmp_path / name), "--out", f"./{name}")
    assert Path(name).read_text(encoding="utf-8") == FAULTY


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


def test_it_tells_at_a_terminal_how_far_a_long_check_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with check_command.told_progress(300_000) as progress:
        assert progress is not None
        progress(75_000)
        progress(150_000)
    assert terminal.getvalue() == "\r已核对25%\r已核对75%\r\033[K"
    with check_command.told_progress(90_000) as progress:
        assert progress is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with check_command.told_progress(300_000) as progress:
        assert progress is None


def test_a_long_check_tells_of_every_stretch() -> None:
    text = "举办讲座6场。\n" * 6000
    stretches: list[int] = []
    check.check_texts([("", text)], today=2026, progress=stretches.append)
    assert len(stretches) > 1
    assert sum(stretches) == len(text)


def test_its_help_names_formats_grades_and_exit_codes() -> None:
    parser = argparse.ArgumentParser()
    check_command.add_arguments(parser)
    told = "".join(parser.format_help().split())
    for words in (".docx", ".wps", "LibreOffice", "标准输入", "有误：", "存疑：", "退出码：0"):
        assert words in told


def test_it_runs_without_django() -> None:
    program = (
        "import sys; sys.modules['django'] = None;"
        "from halfsky.summary import check;"
        "assert check.check_text('培训15人人。').problems;"
        "assert not [name for name in sys.modules if name.startswith('django.')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
