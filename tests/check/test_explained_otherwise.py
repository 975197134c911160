"""What the words or the numbers beside it explain is no fault; a faulty twin of it still is."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text

_COUPLES = "报名男青年72名、女青年45名，实到男青年61名、女青年41名，实到率"
_TEAM = "在2021年庆祝建党百年时成立的志愿队，到今年（2024年）已有三年。"
_BANNER = "墙上挂着“迎接香港回归、争当巾帼标兵”的横幅"

_PAIRS = [
    (
        "机关女工60人清理垃圾2.4吨，人均40公斤。",
        "机关女工60人清理垃圾2.4吨，人均45公斤。",
        "rate_mismatch",
    ),
    (
        "健步走共40人参加，合计走了120公里，人均3000米。",
        "健步走共40人参加，合计走了120公里，人均3500米。",
        "rate_mismatch",
    ),
    (
        "平均每天补网270张。旺季92天补网2.484万张，收入74.52万元，折合每张30元。",
        "平均每天补网270张。旺季92天补网2.484万张，收入74.52万元，折合每张36元。",
        "rate_mismatch",
    ),
    (
        "报名735人，进入复赛294人，占报名人数的四成，98人进入决赛。",
        "报名735人，进入复赛194人，占报名人数的四成，98人进入决赛。",
        "rate_mismatch",
    ),
    (
        "三个班培训463人。家政班结业218人，已上岗164人，结业学员就业率75.2%。",
        "三个班培训463人。家政班结业218人，已上岗146人，结业学员就业率75.2%。",
        "rate_mismatch",
    ),
    (
        "园区现有企业83家，已建基层工会62个，女职工委员会58个，组建率93.5%。",
        "园区现有企业83家，已建基层工会62个，女职工委员会52个，组建率93.5%。",
        "rate_mismatch",
    ),
    (f"{_COUPLES}87.2%。", f"{_COUPLES}82.7%。", "rate_mismatch"),
    (
        "减负前每周填表9份，减负后4份，下降55.6%，超过一半。",
        "收回问卷74份，表示满意的30份，超过一半。",
        "rate_mismatch",
    ),
    (
        "景区有240家店铺申报，占全部400家店铺的六成。",
        "景区有240家店铺申报。到了年底，全部200家店铺都挂了牌。",
        "contradiction",
    ),
    (
        "开展青蓝结对，34名骨干教师与51名青年教师结成51对师徒。",
        "举办相亲会，34名男青年与51名女青年到场，牵手51对。",
        "contradiction",
    ),
    (
        "全厂女职工276名，现有女会员276名，女会员占女职工的100%。今年有6名女职工退休，没有新进人员。",
        "全厂女职工276名，女职工入会率100%。今年有6名女职工没有入会。",
        "contradiction",
    ),
    (
        "专项集体合同覆盖1736名女职工，覆盖面100%。二〇二四年，要使母婴室达到16间，筛查覆盖1300人。",
        "专项集体合同应覆盖1736名女职工，覆盖面100%。实际覆盖的1673名女职工都很满意。",
        "contradiction",
    ),
    (
        f"{_TEAM}现有队员87名。",
        "2021年，志愿队有队员87名。今年（2024年）义诊25场。",
        "stale_reference",
    ),
    (
        f"{_BANNER}，这是1997年的留影。",
        f"{_BANNER}，女工干劲很足。",
        "stale_reference",
    ),
    (
        "本案由镇工会“X先生工作室”转介，X女士已领到赔偿。",
        "本案由镇工会X转介，X人已领到赔偿。",
        "placeholder",
    ),
]


@pytest.mark.parametrize(("sound", "faulty", "kind"), _PAIRS)
def test_it_leaves_alone_what_is_explained(sound: str, faulty: str, kind: str) -> None:
    assert check_text(sound).problems == []
    assert kind in {problem.kind for problem in check_text(faulty).problems}
