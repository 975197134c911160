"""Outlines and sentences as data: a mistake stops at start-up and names its line."""

from pathlib import Path

import pytest

from halfsky.summary import outline
from halfsky.summary.checks import check_outlines
from halfsky.summary.outline import outlines, read_groups, read_outline
from halfsky.summary.source import OutlineError, Place


def written(folder: Path, text: str) -> Path:
    path = folder / "sentences.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_finds_nothing_wrong_with_the_house_sentences() -> None:
    assert check_outlines() == []


def test_it_names_the_line_of_an_unknown_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, '[[group]]\n[[group.sentence]]\n\ntext = "共{rights.nonsense}。"\n')
    groups = read_groups(path)
    monkeypatch.setattr(outline, "groups", lambda: {"rights": groups})

    [message] = check_outlines()

    assert message.id == "summary.E002"
    assert "sentences.toml 第4行" in message.msg
    assert "rights.nonsense" in message.msg


def test_it_names_the_line_of_text_that_cannot_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, '[[group]]\n[[group.sentence]]\ntext = "共{rights.complaints。"\n')

    with pytest.raises(OutlineError, match=r"sentences\.toml 第3行：大括号不成对"):
        read_groups(path)


def test_it_names_the_line_of_a_condition_that_cannot_be_read(tmp_path: Path) -> None:
    text = '[[group]]\n[[group.sentence]]\ntext = "好。"\nwhen = "rights.complaints"\n'

    with pytest.raises(OutlineError, match="第4行：条件写法不对"):
        read_groups(written(tmp_path, text))


def test_it_has_an_outline_for_every_tier() -> None:
    tiers = {tier for one in outlines().values() for tier in one.tiers}

    assert tiers == {"federation", "middle", "grassroots", "branch"}


def test_it_gives_each_tier_one_outline_only() -> None:
    tiers = [tier for one in outlines().values() for tier in one.tiers]

    assert len(tiers) == len(set(tiers))


SENTENCE = "[[group]]\n[[group.sentence]]\n"
GOOD = 'title = "{committee}"\nsignature = "{committee}"\ntiers = ["middle"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[group]]\nheading = "甲\n', "第2行：.*at line 2"),
        (f'{SENTENCE}when = "silent > 0"\n', "第2行：缺少 text"),
        (f'{SENTENCE}text = "好。"\n\n[[group.sentence]]\ntext = 3\n', "第6行：text 应是引号里的"),
        (f'{SENTENCE}text = "好。"\nwhen = "foo > 0"\n', "第4行：条件里的 foo 不是"),
        (f'{SENTENCE}text = "好。"\nwhen = "silent > period"\n', "第4行：条件里的 period 不是"),
        (f'{SENTENCE}text = "好。"\nwen = "silent > 0"\n', "第4行：不认识 wen，可写 text、when"),
        (f'{SENTENCE}text = "{{a.b}}\\n{{a.b growth}}"\n', "第3行：.*第一个指标"),
        ('[[group]]\nform = "table"\n', "第2行：form 里的 table 不认识，可写 paragraph、items"),
        ('[[group]]\nsentence = "好。"\n', r"第2行：sentence 应写成 \[\[sentence\]\]"),
        ('[[group]]\noutlines = "city"\n', "第2行：outlines 应是文字的列表"),
    ],
)
def test_it_names_the_line_of_a_mistake_in_sentences(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OutlineError, match=said):
        read_groups(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第1行：缺少 tiers"),
        ('tiers = ["village"]\n', "第1行：tiers 里的 village 不认识，可写 federation、"),
        ('tiers = ["middle"]\n', "第1行：缺少 title"),
        (
            GOOD.replace('signature = "', 'signature = "{rights.nonsense}'),
            "第2行：signature 里不能写指标 rights",
        ),
        (f'{GOOD}[[chapter]]\nsections = ["rights"]\n', "第4行：缺少 heading"),
        (f'{GOOD}[[chapter]]\nheading = "甲"\n', "第4行：缺少 sections"),
        (f'{GOOD}[[chapter]]\nheading = "甲"\nsections = ["sports"]\n', "第6行：.*sports 不认识"),
        (f"{GOOD}[[chapters]]\n", "第1行：不认识 chapters"),
    ],
)
def test_it_names_the_line_of_a_mistake_in_an_outline(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OutlineError, match=said):
        read_outline(written(tmp_path, text))


def test_it_refuses_a_figure_in_a_title(tmp_path: Path) -> None:
    text = GOOD.replace("{committee}", "{rights.nonsense}", 1)

    with pytest.raises(OutlineError, match="第1行：title 里不能写指标 rights"):
        read_outline(written(tmp_path, text))


def test_it_knows_a_section_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "sections", list)
    text = f'{GOOD}[[chapter]]\nheading = "甲"\nsections = ["safety", "planning"]\n'

    [chapter] = read_outline(written(tmp_path, text)).chapters

    assert chapter.sections == ("safety", "planning")


def test_a_mistake_is_an_error_of_the_start_up_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OutlineError(Place("outlines/city.toml", 7), "缺少 text。")

    monkeypatch.setattr(outline, "outlines", broken)

    [message] = check_outlines()

    assert message.id == "summary.E001"
    assert message.msg == "outlines/city.toml 第7行：缺少 text。"


@pytest.mark.parametrize(
    ("text", "id", "said"),
    [
        ('listing = "nothing"\n', "summary.E003", "第2行：列出登记册 nothing"),
        ('outlines = ["village"]\n', "summary.E004", "第2行：没有提纲 village"),
        (
            '[[group.sentence]]\ntext = "共{assistance.claimants_paid}[，'
            '{assistance.claimants_paid growth}]"\n',
            "summary.E005",
            "第3行：累计指标 assistance.claimants_paid 不能与上年同期比较",
        ),
    ],
)
def test_it_names_the_line_of_what_cannot_be_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, id: str, said: str
) -> None:
    found = read_groups(written(tmp_path, f"[[group]]\n{text}"))
    monkeypatch.setattr(outline, "groups", lambda: {"rights": found})

    [message] = check_outlines()

    assert message.id == id
    assert said in message.msg
