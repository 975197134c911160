"""Commands speak Chinese, or English from a catalogue in which nothing is missing."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from halfsky.commands.entry import build_parser
from halfsky.commands.phrases import PHRASES
from halfsky.figures.registry import figures
from halfsky.records.registry import registers

ROOT = Path(__file__).resolve().parents[2]
PO = Path("en/LC_MESSAGES/django.po")
CHINESE = re.compile("[\u3400-\u9fff]")
QUOTED_UNIT = {"元"}  # what a declaration says stays as it is written
# A command with the catalogue of another folder: the first argument.
PROGRAM = """
import sys
from pathlib import Path
from halfsky import settings
from halfsky.commands import language, main
language.LOCALES = Path(sys.argv[1])
settings.LOCALE_PATHS = [language.LOCALES]
sys.exit(main(sys.argv[2:]))
"""


def read_catalogue() -> Catalog:
    with (ROOT / "halfsky" / "locale" / PO).open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


CATALOGUE = read_catalogue()
ENGLISH = {str(message.id): str(message.string) for message in CATALOGUE if message.id}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as it is now, compiled."""
    folder = tmp_path_factory.mktemp("locale")
    compiled = folder / PO.with_suffix(".mo")
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, CATALOGUE)
    return folder


def speak(locales: Path, language: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command under a locale; an empty one is none at all."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    stated = {"LC_ALL": language} if language else {}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(locales), *arguments],
        cwd=ROOT,
        env={**ours, **stated, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_every_message_has_its_english_and_no_other_has() -> None:
    keywords = {**DEFAULT_KEYWORDS, "gettext_lazy": None}
    found = extract_from_dir(ROOT / "halfsky", [("**.py", "python")], keywords=keywords)
    assert {message for _file, _line, message, *_rest in found} == set(ENGLISH)


def test_every_figure_and_register_has_its_english() -> None:
    declared = [*figures().values(), *registers().values()]
    assert {str(one.label) for one in declared} <= set(ENGLISH)


def test_every_translation_is_finished() -> None:
    assert not [message.id for message in CATALOGUE if message.fuzzy]
    assert not CATALOGUE.obsolete
    unfinished = [
        source
        for source, english in ENGLISH.items()
        if not english or set(CHINESE.findall(english)) - QUOTED_UNIT
    ]
    assert not unfinished


def test_placeholders_are_kept() -> None:
    def placeholders(sentence: str) -> list[str]:
        return sorted(re.findall(r"\{.*?\}", sentence))

    differing = [s for s, english in ENGLISH.items() if placeholders(s) != placeholders(english)]
    assert not differing


def test_the_catalogue_is_sorted_and_without_places() -> None:
    assert list(ENGLISH) == sorted(ENGLISH)
    assert not [message.id for message in CATALOGUE if message.locations]


def test_it_speaks_english(locales: Path) -> None:
    done = speak(locales, "en_US.UTF-8", "figures", "--period", "nonsense")
    assert done.returncode == 2
    assert done.stderr.startswith("halfsky: Unknown period “nonsense”. It can be 2022")
    assert not CHINESE.search(done.stderr)


@pytest.mark.parametrize("language", ["", "C", "C.UTF-8", "zh_CN.UTF-8"])
def test_it_speaks_chinese(locales: Path, language: str) -> None:
    done = speak(locales, language, "figures", "--period", "nonsense")
    assert done.returncode == 2
    assert done.stderr.startswith("halfsky: 不认识期间“nonsense”，可写 2022")


def test_help_is_in_one_language(locales: Path) -> None:
    english = speak(locales, "en_GB.UTF-8", "records", "--help").stdout
    assert english.startswith("usage: halfsky records")
    assert "show this help message and exit" in english
    assert not CHINESE.search(english)
    chinese = speak(locales, "zh_CN.UTF-8", "records", "--help").stdout
    assert chinese.startswith("用法：halfsky records")
    assert "显示这份说明" in chinese
    assert "usage" not in chinese
    assert "positional arguments" not in chinese


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        ((), "还缺：COMMAND", "the following arguments are required: COMMAND"),
        (("figures", "--own", "2022"), "不认识：2022", "unrecognized arguments: 2022"),
        (("figures", "--org"), "--org：后面要有一个值", "argument --org: expected one argument"),
        (("figures", "--format", "xml"), "--format：没有 'xml'，可用：", "invalid choice: 'xml'"),
        (("demo", "--scale", "x"), "--scale：不能是 'x'", "invalid scale value: 'x'"),
        (("demo", "--scale", "0"), "--scale：应为不小于1的整数", "argument --scale: "),
    ],
)
def test_wrong_use_is_said_in_one_sentence(
    arguments: tuple[str, ...],
    chinese: str,
    english: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for language, expected in (("zh_CN.UTF-8", chinese), ("en_US.UTF-8", english)):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(SystemExit) as ended:
            build_parser(["figures", "demo"]).parse_args(arguments)
        said = capsys.readouterr().err
        assert ended.value.code == 2
        assert expected in said
        assert said.count("\n") == 1


def test_phrases_fill_in_as_argparse_does() -> None:
    """A phrase may leave a value out, but must not ask for one that argparse does not give."""

    def values(sentence: str) -> list[str]:
        return re.findall(r"%(?:\(\w+\))?[rs]", sentence)

    for english, chinese in PHRASES.items():
        assert set(values(chinese)) <= set(values(english)), english
        if "%(" not in english:
            assert values(chinese) == values(english)


def test_the_phrases_are_those_of_this_python() -> None:
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    assert not [english for english in PHRASES if english not in source]
