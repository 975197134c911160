"""Outlines and sentences as data: a mistake stops at start-up and names its line."""

from pathlib import Path

import pytest

from halfsky.summary import outline
from halfsky.summary.checks import check_outlines
from halfsky.summary.outline import OutlineError, outlines, read_groups


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
