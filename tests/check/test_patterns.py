"""Patterns are compiled late, and find what they would find at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import halfsky.summary.check as checker
from halfsky.summary.check.text.needed_words import needed_words
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.wording import expand, masks
from halfsky.summary.check.wordings import placeholders
from halfsky.summary.check.wordings.stale import events

# No pattern: it shows when it is compiled.
BROKEN = "迎奥运(?P<1>会)"


def test_it_compiles_a_lazy_pattern_when_a_text_may_match() -> None:
    pattern = lazy(BROKEN)
    assert pattern.search("随便什么") is None
    assert pattern.match("随便什么") is None
    with pytest.raises(re.error):
        pattern.match("迎奥运会健步走")
    with pytest.raises(re.error):
        lazy(BROKEN).split("随便什么")


def test_it_looks_for_the_words_of_a_lazy_pattern_only_so_long_as_compiling_takes() -> None:
    pattern = lazy(BROKEN)
    assert not any(pattern.search("随便什么") for _ in range(3000))
    with pytest.raises(re.error):
        [pattern.search("随便什么") for _ in range(6000)]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"[\u4e00-\u9fff]{2}(?=率)", "参训"),
        (r"[^\u4e00-\u9fff]{5,}", "”，98.5% A-a"),
        (r"率[\u4e00-\u9fff“”]+", "率达“优秀”"),
    ],
)
def test_it_knows_chinese_characters_from_others(pattern: str, found: str) -> None:
    match = lazy(pattern).search("女工参训率达“优秀”，98.5% A-a")
    assert match
    assert match.group() == found


def test_it_compiles_a_guarded_pattern_only_for_a_text_with_its_words() -> None:
    pattern = guarded(BROKEN)
    assert pattern.search("举办读书会3期") is None
    assert list(pattern.finditer("举办读书会3期")) == []
    with pytest.raises(re.error):
        pattern.search("迎奥运会健步走")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("奥运火炬", {"奥运火炬"}),
        ("甲流防控|防控甲流", {"甲流防控", "防控甲流"}),
        ("迎(?:庆)?世博会?", {"世博"}),
        ("(?:标准)?费", {"费"}),
        (r"(?<!妇女)十大(?!\d)", {"十大"}),
        (r"(?<=第)\s*届", {"第"}),
        (r"[×✕]{2,}", {"×", "✕"}),
        (r"20\*+", {"20*"}),
        (r"不到{0,2}的", {"不"}),
        ("周[一二]", {"周一", "周二"}),
        ("[前后](?:项|类)", {"前项", "前类", "后项", "后类"}),
        (r"(?:元|本)的\d|本册[，。]", {"元的", "本的", "本册，", "本册。"}),
        (r"\d[一二]+人", {"一人", "二人"}),
        ("等(?=[奖功])", {"等奖", "等功"}),
        ("(?:(?<!不)满|未(?:满|足))(?![一二])[^，]岁", {"岁"}),
        ("[甲乙丙丁戊己][甲乙丙丁戊己]", {*"甲乙丙丁戊己"}),
        ("甲||乙", set()),
        ("(?:甲|乙*)丙?", set()),
        (r"[^甲]\d+[一-三]", set()),
        ("(?i)甲", set()),
        ("(?P<一>甲)(?P=一)", set()),
    ],
)
def test_it_knows_the_words_of_which_a_match_needs_one(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


def _listed_patterns() -> list[re.Pattern[str]]:
    gaps = [guarded(expand(pattern)) for pattern in placeholders._GAPS]
    rules = [guarded(pattern) for pattern, *_ in placeholders._RULES]
    masking = [pattern for pattern, _ in masks()]
    return [*masking, *gaps, *rules, *(event.pattern for event in events())]


def test_it_finds_with_guarded_patterns_what_compiled_ones_find() -> None:
    texts = (Path(__file__).parent / "labelled").glob("[25]-*.txt")
    lines = sorted({line for text in texts for line in text.read_text("utf-8").splitlines()})
    lines += _sentences_of_events()
    for pattern in _listed_patterns():
        words = needed_words(pattern.pattern)
        compiled = re.compile(pattern.pattern, pattern.flags)
        missed = [line for line in lines if words and not any(word in line for word in words)]
        assert not [line for line in missed if compiled.search(line)], pattern.pattern


def _sentences_of_events() -> list[str]:
    """The names of the dated list, which hold most of what its patterns look for."""
    folder = Path(checker.__file__).parent / "data"
    files = ("events.toml", "congresses.toml", "laws.toml", "known_since.toml")
    rows = (tomllib.loads((folder / name).read_text("utf-8"))["event"] for name in files)
    return [row["name"] for some in rows for row in some]
