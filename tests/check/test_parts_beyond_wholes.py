"""Parts above their wholes, one thing in two numbers, and rough shares that two numbers refute."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary import check
from halfsky.summary.check.conflicts import (
    due_and_done,
    recorded,
    running_totals,
    stages,
    table_steps,
)
from halfsky.summary.check.rates import rough_shares
from tests.check.rule_findings import found

FAULTY = [
    # the whole of a rough share stands sentences before, or the share before its part
    (rough_shares, "码头上女吊装工共150人。查过听力的有63人，近七成。"),
    (rough_shares, "苗圃一共有温棚72座，装了喷淋的45座，安装面九成以上。"),
    (rough_shares, "春灌共发水票300张。到五月底收讫240张，用掉的不到六成。"),
    (rough_shares, "果农会员90人，今年赚钱的54人，持平的20人，亏本的16人，赚钱面接近八成。"),
    (rough_shares, "窑场在册女工300人，入了互助险的204人，参险面在九成以上。"),
    (rough_shares, "复训应到250人，到训240人。考过中级的62人，超过到训人数的三成。"),
    (rough_shares, "由妇女干部兼任的占到九成以上，全乡200个小组里有130个是这样。"),
    (rough_shares, "茶厂46名里，干满十年的超过半数，共12名。"),
    (rough_shares, "盐场46名女工里党员12名，占四成。"),
    (rough_shares, "渔港女网工143人，会织双层网的76人，占六成多。"),
    # one row alone has more in the later column
    (
        table_steps,
        "工区 | 应检 | 实检\n东区 | 38 | 36\n西区 | 46 | 48\n南区 | 29 | 29\n每人一年一次。",
    ),
    (
        table_steps,
        "事项 | 本月 | 年内累计\n家访 | 6户 | 41户\n讲堂 | 8场 | 5场\n借书 | 90册 | 720册",
    ),
    (
        table_steps,
        "社区\t申请户\t批准户\n柳荫\t12\t9\n石桥\t15\t18\n南门\t7\t7\n名单已贴出。",
    ),
    (table_steps, "物品 | 采购 | 发放\n雨衣 | 60 | 55\n胶靴 | 80 | 86\n手套 | 200 | 190\n"),
    # a later step above an earlier one
    (stages, "育秧班共有学员28人，结业考核合格31人。"),
    (stages, "养蜂技能赛报名46人。赛场设在后山，分组开赛，上场选手52人。"),
    (stages, "在册女社员已注册812人，注册后当季有学习记录的907人。"),
    (stages, "热线收到女船员来信36件，到年底答复41件。"),
    (stages, "防暑包采购220份，发给一线女工243份。"),
    (stages, "三个渡口收到女船工投诉共31件：东渡14件、西渡11件、南渡6件。七月底答复的有34件。"),
    # more done than was due, or all of them of a group that is smaller
    (
        due_and_done,
        "灌区点名：一组应到22人，实到21人；二组应查30户，已查33户；三组应查18户，已查18户。",
    ),
    (
        due_and_done,
        "护林女工共36人。体检定在五月，大巴来接。卫生院反馈：到检39人，均为本场护林女工。",
    ),
    # a month above the year so far
    (running_totals, "读书打卡：10月份新增札记62篇，今年以来累计55篇。"),
    (running_totals, "九月一个月就借出71册；七、八、九这三个月加在一起58册。"),
    # a record tells all of it again, otherwise
    (recorded, "林场女工委把护林户走了一遍，共走访48户。会后翻干事的日志，里面写着：入户38户。"),
    (recorded, "纺机厂女工疗养分两批，共74人。后勤的结算说明写着：疗养共去了两批58名女工。"),
    (recorded, "三堂普法课听众合计186人次。报给县里的信息里写到：一共有256人次听讲。"),
]
SOUND = [
    # told roughly, and about right
    (rough_shares, "码头上女吊装工共150人。查过听力的有103人，近七成。"),
    (rough_shares, "白班女工150名，夜班女工100名，夜班的占四成。"),
    (rough_shares, "盐场女工46名，占职工的四成，党员12名。"),
    # of another whole, of another group, brought or taken away
    (rough_shares, "收信员8人，扫码作答的占七成。全场答卷1420份。"),
    (rough_shares, "预赛来了80人，淘汰近六成，32人进决赛。"),
    (rough_shares, "女艺人57人，愿意带徒的38人，占三分之二，已带徒21人。"),
    (rough_shares, "报课题18项，立项12项；结题9项，占立项的四分之三。"),
    (rough_shares, "培训费900元，公司补三分之二，个人出300元。"),
    (rough_shares, "有14人会急救；今年又送7人去学，学成后会急救的将占四分之三。"),
    (rough_shares, "应到会代表90名，实到82名，超过应到人数的三分之二。"),
    # carried over, others besides, explained below, or in several rows
    (
        table_steps,
        "村名 | 受理 | 办结\n上塘 | 9 | 8\n下塘 | 6 | 8\n中塘 | 5 | 5\n办结数含上年结转2件。",
    ),
    (
        table_steps,
        "物品 | 采购 | 发放\n雨衣 | 60 | 72\n胶靴 | 80 | 86\n手套 | 200 | 190\n",
    ),
    (
        table_steps,
        "工区 | 应检 | 实检\n东区 | 38 | 36\n西区 | 46 | 48\n南区 | 29 | 29\n西区补检2名退休的。",
    ),
    (stages, "年初库存清凉油90盒，上半年采购180盒，发放240盒。"),
    (stages, "拔河报名40人，跳绳报名36人，实际参赛60人，有人兼报。"),
    (stages, "接待来信6件、来访14件，20件全部办结。"),
    (stages, "女工合唱班学员45人，结业43人；六月又办一班，两个班结业的81人。"),
    (stages, "应检今年多16人，实检今年多28人。"),
    (due_and_done, "二组应查30户，已查33户，含上年漏查的3户。"),
    (due_and_done, "二组应查30户，已查28户；三组应查18户，已查30户中的12户。"),
    (due_and_done, "护林女工36人参加。到检39人，均为外场职工。"),
    (running_totals, "读书打卡：10月份新增札记62篇，今年以来累计455篇。"),
    (running_totals, "去年10月份新增札记62篇，今年以来累计55篇。"),
    (recorded, "全年走访48户。十一月干事的日志里写着：本月入户6户。"),
    (recorded, "年初方案定的走访48户。年底干事的台账写着：入户53户。"),
    (recorded, "共走访48户。干事的日志里写着：入户48户，其中病户12户。"),
    (recorded, "58个单位参加慰问。后面附表写着：慰问小屋62个。"),
]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_is_more_than_all_or_told_otherwise(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_may_well_be(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize("text", [text for _, text in FAULTY])
def test_it_is_told_of_the_text(text: str) -> None:
    assert check.check_text(text).problems
