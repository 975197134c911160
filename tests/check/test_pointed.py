"""Numbers that point back at a group, words of growth, couples, and what is both."""

from __future__ import annotations

import pytest

from halfsky.summary import check
from halfsky.summary.check.conflicts import both_of, couples, directions, pointed
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "上半年举办女职工培训班18期。学员来自各车间。回头看这16期培训班，讲法律的最受欢迎。",
            "前文说的是18期，这里回指同一批却成了16期。",
        ),
        (
            "到会的女职工代表有36名，会议开了半天。会上，到会的39名代表填写了测评表。",
            "前文说的是36名，这里回指同一批却成了39名。",
        ),
        (
            "全县有效期内的专项合同318份。下一步，要在巩固现有295份合同的基础上，扩大覆盖。",
            "前文说的是318份，这里回指同一批却成了295份。",
        ),
        (
            "公司有女职工915人。各车间都有小组，951名女职工全部加入工会。",
            "前文说的是915人，这里回指同一批却成了951名。",
        ),
        (
            "春节前走访困难女职工家庭152户，发放慰问金。下半年对走访过的125户困难女职工家庭逐户回访。",
            "前文说的是152户，这里回指同一批却成了125户。",
        ),
        (
            "暑期托管班收托职工子女114名，请了教师。明年在暑期托管班收托141名孩子的基础上增办寒假班。",
            "前文说的是114名，这里回指同一批却成了141名。",
        ),
        (
            "学校下设女工小组31个。开展活动。明年打算把全校35个女工小组的经费落实到位。",
            "前文说的是31个，这里回指同一批却成了35个。",
        ),
        (
            "集团现有女职工阅读角37个，添书900册，办讲座6场。目前39个女职工阅读角均已联网。",
            "前文说的是37个，这里回指同一批却成了39个。",
        ),
        (
            "春季建书屋48个。听讲座的93人。开会9次，到会45人。慰问12户。下步在现有45个书屋的基础上提质。",
            "前文说的是48个，这里回指同一批却成了45个。",
        ),
    ],
)
def test_it_finds_a_group_pointed_back_at_with_another_number(text: str, message: str) -> None:
    assert [problem.message for problem in pointed.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "剪纸班有21名女工学员，插花班有43名女工学员。这64名女工学员各带走一件作品。",
        "4条线路试点妈妈班组，明年推广到全部7条线路。",
        "截稿时收家书2.3万封，后又寄来9000封。这3.2万封家书，封封滚烫。",
        "本部有女职工86名，分公司的女职工没有统计。其余152名女职工全部加入工会。",
        "上年培训班18期，今年这16期培训班讲的都是法律。",
        "女教师里班主任43人，占全校60名班主任的七成多。",
        "家政课办到11个乡镇，全县20个乡镇过了半数。",
        "选托管的264人次，选技能培训的216人次。",
        "书屋原有21个，年内新建3个书屋。明年把全校24个书屋连成网。",
    ],
)
def test_it_leaves_alone_what_points_back_at_a_sum_or_at_another_group(text: str) -> None:
    assert pointed.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("爱心母婴室由27间增加到22间。", "从27间到22间是减少，文中说的方向相反。"),
        ("投诉从12件下降到15件。", "从12件到15件是增加，文中说的方向相反。"),
        ("参演节目46个，比首届的52个多了6个。", "从52个到46个是减少，文中说的方向相反。"),
        (
            "全年办讲座28场，上年为33场，场次比上年有所增加。",
            "从33场到28场是减少，文中说的方向相反。",
        ),
    ],
)
def test_it_finds_growth_that_is_a_decline(text: str, message: str) -> None:
    assert [problem.message for problem in directions.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "爱心母婴室由22间增加到27间，投诉从15件下降到12件。",
        "参演节目46个，比首届的52个少了6个。",
        "全年办讲座28场，上年为33场，听众比上年有所增加。",
    ],
)
def test_it_leaves_growth_alone(text: str) -> None:
    assert directions.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("到场女职工45名、男青年48名，现场牵手52对。", "45"),
        ("60名单身青年参加联谊，最终34对嘉宾牵手成功。", "30"),
    ],
)
def test_it_finds_more_couples_than_came(text: str, most: str) -> None:
    (problem,) = couples.find(read(text))
    assert f"最多配成{most}对" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "到场女职工45名、男青年48名，现场牵手12对。",
        "到场女职工45名、男青年48名，联谊会开办以来累计牵手52对。",
        "两场都来了，60名单身职工参加，结对帮扶34对。",
    ],
)
def test_it_leaves_couples_alone_that_may_be(text: str) -> None:
    assert couples.find(read(text)) == []


def test_it_finds_more_who_are_both_than_are_the_one() -> None:
    faulty = "女党员28名，女高工22名，既是党员又是高工的25名。"
    sound = faulty.replace("25名", "12名")
    assert [problem.message for problem in both_of.find(read(faulty))] == [
        "两样都是的25名，多于其中一样的22名。"
    ]
    assert both_of.find(read(sound)) == []


def test_it_reports_these_without_weighing() -> None:
    report = check.check_text("母婴室由27间增加到22间，受到好评。")
    assert [problem.kind for problem in report.problems] == ["contradiction"]
