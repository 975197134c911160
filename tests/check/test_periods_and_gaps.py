"""What is known to be of other years, and gaps left by templates: faults and their look-alikes."""

from __future__ import annotations

import pytest

from halfsky.summary import check


def found(text: str, kind: str) -> list[str]:
    report = check.check_text(text, today=2026)
    return [problem.quote for problem in report.problems if problem.kind == kind]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("2024年，女职委参加“落实安全责任、推动安全发展”安全生产月活动。", "落实安全责任"),
        ("2023年，两癌筛查由县总工会与县卫生和计划生育局联办。", "卫生和计划生育局"),
        ("2025年上半年，院女职委统筹新冠疫情常态化防控。", "新冠疫情常态化"),
        ("2016年，落实“三孩”政策，推动托育服务。", "三孩”政策"),
        ("2019年度，继续推进“创先争优”活动，评选先锋岗12个。", "创先争优”活动"),
        ("2022年，联合县物价局、县旅游局开展检查。", "县物价局"),
        ("2012年，组织女职工观看《流浪地球》。", "《流浪地球》"),
        ("2024年，按照《执业医师法》开展考核。", "《执业医师法》"),
        ("2020年，女职委按照《劳动争议处理条例》调解纠纷6起。", "《劳动争议处理条例》"),
        ("本厂一律按照国务院《女职工劳动保护规定》（1988年）执行。", "女职工劳动保护规定"),
        ("2022年下半年打算：力争到2020年底全市用人单位建立休息室。", "2020年"),
        ("2020年，女职委与县人口和计划生育局举办讲座6场。", "人口和计划生育局"),
        ("2024年，协管会配合国家煤矿安全监察局检查。", "煤矿安全监察局"),
        ("2022年“三八”节，区总召开庆祝2021年“三八”大会。", "2021年"),
        ("2019年工作总结。下一步，抓紧签订，力争在2017年底前签订率达到95%。", "2017年"),
        ("2023年打算：2022年6月前完成休息室改造。", "2022年"),
    ],
)
def test_it_knows_what_is_of_other_years(text: str, quote: str) -> None:
    assert any(quote in one for one in found(text, "stale_reference"))


@pytest.mark.parametrize(
    "text",
    [
        "2021年，女职委参加“落实安全责任、推动安全发展”安全生产月活动。",
        "2022年，坚持“落实安全责任、推动安全发展”，查隐患16处。",
        "2016年，两癌筛查由县总工会与县卫生和计划生育局联办。",
        "2021年，收回旧版《婚姻法》手册120册，换发《民法典》读本120册。",
        "2024年，发现违反女职工劳动保护规定的企业65家，已整改。",
        "2023年工作总结\n全年培训女职工460人。\n2024年，要在14个单位推广心灵驿站。",
        "2022年回头看：原定2020年底80%的用人单位建立休息室，当年达到83.5%。",
    ],
)
def test_it_leaves_what_fits_its_year(text: str) -> None:
    assert found(text, "stale_reference") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("为女工发放面罩1300只、护袖（  ）副。", "（  ）"),
        ("本次活动共有{{人数}}人参加。", "{{人数}}"),
        ("女职工满意度为#N/A，已经上报。", "#N/A"),
        ("培训女职工null人次。", "null"),
        ("【单位名称】女职工委员会全年办班6期。", "【单位名称】"),
        ("活动共有（人数）人参加。", "（人数）"),
        ("（此处补充照片）", "（此处补充照片）"),
        ("签订率比上年增加个百分点。", "增加个百分点"),
    ],
)
def test_it_finds_gaps_of_templates(text: str, quote: str) -> None:
    assert found(text, "placeholder") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "第四批因台风改期，人数待定，目前已成行70人。",
        "报表（人数）按季汇总，共46人。",
        "签订率比上年增加3个百分点。",
    ],
)
def test_it_leaves_what_is_no_gap(text: str) -> None:
    assert found(text, "placeholder") == []
