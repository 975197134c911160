"""The labelled texts: what must be read is read, what must be found is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.labels import HERE, read_cases
from tests.check.score import Score, main, score_folder


@pytest.fixture(scope="module")
def score() -> Score:
    return score_folder(HERE / "labelled")


def test_it_reads_the_labelled_figures(score: Score) -> None:
    assert min(score.claims.precision, score.claims.recall) >= 0.97, score.notes


def test_it_finds_the_labelled_faults(score: Score) -> None:
    assert score.all_problems.precision >= 0.95, score.notes
    assert score.all_problems.recall >= 0.90, score.notes


def test_it_leaves_clean_texts_alone(score: Score) -> None:
    assert score.quiet >= 0.97, score.notes


def test_it_has_half_of_its_texts_without_fault() -> None:
    texts = [item for case in read_cases(HERE / "labelled") for item in case.texts]
    assert len(texts) >= 220
    assert sum(item.clean for item in texts) * 2 >= len(texts)


def test_it_counts_a_missed_and_an_invented_figure(tmp_path: Path) -> None:
    body = "== 甲\n举办讲座6场，现有女职工90人。\n----\n数 | 6场 | 7 | 场\n数 | 90人 | 90 | 人\n"
    (tmp_path / "a.txt").write_text(body, encoding="utf-8")
    tally = score_folder(tmp_path).claims
    assert (tally.hit, tally.missed, tally.false) == (1, 1, 1)


def test_it_refuses_a_label_whose_quote_is_not_in_the_text(tmp_path: Path) -> None:
    body = "== 甲\n举办讲座6场。\n----\n数 | 8场 | 8 | 场\n"
    (tmp_path / "a.txt").write_text(body, encoding="utf-8")
    with pytest.raises(ValueError, match="找不到"):
        read_cases(tmp_path)


def test_it_prints_the_score_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(HERE / "labelled")]) == 0
    assert "毛病合计" in capsys.readouterr().out


def test_what_is_only_learnt_from_says_its_faults_and_no_numbers() -> None:
    texts = [item for case in read_cases(HERE / "learnt") for item in case.texts]
    assert len(texts) >= 10000
    assert not any(item.claims for item in texts)
    assert {len(item.problems) for item in texts} == {0, 1}


@pytest.mark.parametrize(("folder", "least"), [("summaries", 84), ("summaries_apart", 36)])
def test_whole_summaries_are_long_and_have_no_faults_or_many(folder: str, least: int) -> None:
    texts = [item for case in read_cases(HERE / folder) for item in case.texts]
    assert len(texts) >= least
    assert all(len(item.text) > 1000 for item in texts)
    assert not {len(item.problems) for item in texts} & {1, 2, 3, 4, 5}
