"""Numbers of several years in a row, with their growths, gains, multiples and means."""

from __future__ import annotations

from halfsky.summary.check.rates import each_by_year, over_the_years

_MEMBERS = "2020年、2021年、2022年，会员分别为500人、600人、690人，"
_RACES = "2019年4场，2020年6场，2021年9场，"
_CLASSES = "2022年10个、320人，2023年15个、495人，"

SOUND = [
    (over_the_years, "2020年、2021年、2022年，工会分别为60个、70个、80个，三年共增加25个。"),
    (over_the_years, _MEMBERS + "后两年分别增长20%和15%，两年增加190人。"),
    (over_the_years, _MEMBERS + "后两年分别增长20%和38%。"),
    (over_the_years, _MEMBERS + "三年间净增240人。"),
    (over_the_years, _MEMBERS + "后两年分别增长约21%和14%。"),
    (over_the_years, "近三年，合同依次为40份、50份、70份，逐年增长25%、40%。"),
    (over_the_years, _RACES + "2021年是2020年的1.5倍。"),
    (over_the_years, _RACES + "2021年是2018年的3倍。"),
    (over_the_years, "三个镇会员分别为500人、600人、690人，分别增长20%、5%、8%。"),
    (over_the_years, "2020年、2022年、2023年三个镇参训500人、600人、690人，两年增加90人。"),
    (each_by_year, _CLASSES + "每班平均人数由32人增加到33人。"),
    (each_by_year, "2022年10个、325人，2023年15个、495人，每班平均由32人增加到33人。"),
    (each_by_year, "2022年10个、325人，2023年15个、495人，每班平均由33人增加到33人。"),
    (each_by_year, _CLASSES + "每个教师平均人数由8人增加到9人。"),
    (each_by_year, _CLASSES + "每班平均约由30人增加到40人。"),
]
FAULTY = [
    (
        over_the_years,
        _MEMBERS + "后两年分别增长20%和25%。",
        "690人÷600人－1＝15%，文中25%，应为15%。",
    ),
    (over_the_years, _MEMBERS + "两年增加290人。", "690人－500人＝190人，文中增加290人，对不上。"),
    (
        over_the_years,
        _MEMBERS + "三年累计净增109人。",
        "690人－500人＝190人，文中增加109人，对不上。",
    ),
    (
        over_the_years,
        "近三年，合同依次为40份、50份、70份，逐年增长25%、45%。",
        "70份÷50份－1＝40%，文中45%，应为40%。",
    ),
    (
        over_the_years,
        _RACES + "2021年是2020年的2.5倍。",
        "9场是6场的1.5倍，文中2.5倍，对不上。",
    ),
    (
        over_the_years,
        _RACES + "两年增加6场。",
        "9场－4场＝5场，文中增加6场，对不上。",
    ),
    (
        each_by_year,
        _CLASSES + "每班平均人数由32人增加到38人。",
        "495人÷15个＝33人，文中平均38人，对不上。",
    ),
    (
        each_by_year,
        "上半年20场、600人，下半年25场、1000人，场均人数分别为30人、45人。",
        "1000人÷25场＝40人，文中平均45人，对不上。",
    ),
]
