"""Findings that must be relations of the text too: a rate of what it names, all done, growth."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text

LEFT_ALONE = [
    # the part of 应建 is named in between, and the rate is of it
    "辖区企业291家，其中女职工满10人、应建女职工委员会的236家，已建222家，应建单位组建率94%。",
    # what was printed wrongly is told in order to be put right
    "更正：上期所载“全局女职工157人”有误，应为175人；“参检142人、体检率90.4%”相应更正为"
    "“参检142人、体检率81.1%”。",
    "勘误：第4期简报称“培训女工236人”，为笔误，实为263人。",
]
FOUND = [
    "应建女职工委员会的236家，已建222家，组建率91%。",
    "女职工175人，参检142人，体检率86.1%。",
    "牵头医院与8家乡镇卫生院签订专项集体合同，8家中有11家设了母婴室。",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_leaves_alone(text: str) -> None:
    assert [problem.message for problem in check_text(text).problems] == []


@pytest.mark.parametrize("text", FOUND)
def test_it_still_finds(text: str) -> None:
    assert check_text(text).problems
