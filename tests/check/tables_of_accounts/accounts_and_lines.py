"""Accounts told by their verbs or headings, and totals over or under lines with one item each."""

from __future__ import annotations

from halfsky.summary.check.sums import (
    both_sides,
    came_and_went,
    from_to,
    grids,
    headed,
    itemised,
    sums,
)

MONTHS = (
    "单位：人\n　　　　4月　5月　6月　合计\n"
    "甲班　10　8　12　30\n乙班　7　9　6　{}\n合计　17　17　18　{}\n"
)
BALANCE = (
    "乡镇 月初（人） 增加（人） 减少（人） 月末（人）\n柳河镇 210 30 12 228\n石桥镇 180 24 31 {}\n"
)
DUE = "班组\t应到\t实到\t未到\n早班\t32\t30\t2\n中班\t28\t25\t{}\n"
SPENT = (
    "全年共支出{}万元，分以下几项：\n1.慰问1.2万元，名单都在；\n2.培训0.8万元，其中资料费0.1万元；\n"
    "3.文体活动2万元，大头是奖品。\n讲课费照文件走。"
)
PLANNED = (
    "提出明年工作经费{}万元的安排意见：\n一、阵地建设12万元。新建小屋8间，每间补助1.5万元。\n"
    "二、体检18万元。人均300元。\n三、培训9万元。办班6期，每期1.5万元。\n以上专款专用。"
)
BOUGHT = (
    "购书情况：\n1.文学类，3200元；\n2.亲子类，1800元；\n3.技能类，2500元。\n以上共计{}元，已公示。"
)
SIGNED = "报名情况：\n装配班18人\n喷漆班9人\n质检班14人\n以上共{}人。场地在体育馆。"
BUDGET = (
    "经费预算\n节日活动　　2.0万元\n困难帮扶　　3.0万元\n教育培训　　1.5万元\n总　　计　　{}万元\n"
)

SOUND = [
    (grids, MONTHS.format(22, 52)),
    (grids, BUDGET.format("6.5")),
    (headed, BALANCE.format(173)),
    (headed, DUE.format(3)),
    # other columns stand between
    (headed, "镇\t年初\t增加\t其中女\t减少\t年末\n东镇\t20\t5\t3\t2\t23\n西镇\t30\t6\t4\t1\t35\n"),
    (headed, "镇\t月初\t增加\t月末\n东镇\t20\t5\t24\n西镇\t30\t6\t35\n"),
    (itemised, SPENT.format(4)),
    (itemised, PLANNED.format(39)),
    (itemised, BOUGHT.format(7500)),
    (itemised, SIGNED.format(41)),
    # not all of the lines tell their number
    (
        itemised,
        "全年共支出9万元，分以下几项：\n1.慰问3万元；\n2.培训2万元；\n3.文体2.5万元；\n4.其他零碎。\n",
    ),
    # two numbers of a line stand side by side
    (
        itemised,
        "全年共支出9万元，分以下几项：\n1.慰问3万元、走访1.2万元；\n2.培训2万元；\n3.文体2.5万元。\n完。",
    ),
    (from_to, "站点由21个撤并到15个，减少6个。"),
    (from_to, "会员由210名发展到268名，新增60名骨干。"),
    (from_to, "会员由210名发展到268名，减少12名是因为退休。"),
    (from_to, "站点由21个撤并到15个，每个减少2人。"),
    (came_and_went, "导出1200条，剔除退休90条、重复30条、误录10条，余1070条。"),
    (came_and_went, "原计划12讲，因停电取消3讲，补讲1讲，全年实际开讲10讲。"),
    (came_and_went, "原计划12讲，取消3讲，补讲1讲，观众评出12讲里的最佳。"),
    (both_sides, "焊工班女工14人，这个月满勤11人，请过假的3人。"),
    (both_sides, "标兵申报30名，评出12名，淘汰18名。"),
    (both_sides, "全区9个支部，交齐的支部5个，欠交的4个。"),
    (sums, "未办成的20件中12件转仲裁、8件转诉讼。"),
    (sums, "班上26人中21人会开拖拉机、18人会开收割机。"),
]
FAULTY = [
    (grids, MONTHS.format(24, 52)),
    (grids, BUDGET.format("6.9")),
    (headed, BALANCE.format(183)),
    (headed, DUE.format(5)),
    (itemised, SPENT.format("4.5")),
    (itemised, PLANNED.format(42)),
    (itemised, BOUGHT.format(7800)),
    (itemised, SIGNED.format(44)),
    (from_to, "站点由21个撤并到15个，减少5个。"),
    (from_to, "女工小组从14个调整为9个，少了4个。"),
    (from_to, "驿站由9家增至15家，新增5家。"),
    (from_to, "志愿者由40名壮大到65名，足足多了15名。"),
    (from_to, "岗位从23个并成15个，撤销7个。"),
    (came_and_went, "导出1200条，剔除退休90条、重复30条、误录10条，余1080条。"),
    (came_and_went, "收到作品96件，剔除重复的4件、跑题的7件，进入评审的83件。"),
    (came_and_went, "原计划12讲，因停电取消3讲，补讲1讲，全年实际开讲12讲。"),
    (both_sides, "焊工班女工14人，这个月满勤11人，请过假的4人。"),
    (both_sides, "标兵申报30名，评出12名，淘汰16名。"),
    (both_sides, "全区9个支部，交齐的支部5个，欠交的5个。"),
    (sums, "未办成的20件中12件转仲裁、9件转诉讼。"),
]
