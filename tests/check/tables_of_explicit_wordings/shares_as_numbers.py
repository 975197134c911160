"""Shares that are said again as numbers, and halves of what two bear."""

from __future__ import annotations

from halfsky.summary.check.rates import said_as_a_number

_FOLK = "全县摸底有家政女工3600人，已建档900人。"

SOUND = [
    (said_as_a_number, _FOLK + "明年目标是四成五，也就是1620人。"),
    (said_as_a_number, _FOLK + "明年目标提高15%，即540人。"),
    (said_as_a_number, _FOLK + "明年目标四成左右，即1400人。"),
    (said_as_a_number, "评选先进60名，其中一线不低于65%，即不少于39名。"),
    (said_as_a_number, "评选先进61名，其中一线不低于65%，即不少于40名。"),
    (said_as_a_number, "办会员卡优惠10%，原价80元，即72元。"),
    (said_as_a_number, "牵手27对，成功率16%，也就是54人，比报名的328名少。"),
    (said_as_a_number, "保费共3680元，由厂方和个人各承担一半，即各1840元。"),
    (said_as_a_number, "保费3680元，另加手续费200元，合计3880元，由双方各承担一半，即各1940元。"),
    (said_as_a_number, "建成22个，完成计划的110%，即比计划20个多2个。"),
    (said_as_a_number, "保费3680元，由双方各承担一部分，即各1200元。"),
]
FAULTY = [
    (
        said_as_a_number,
        _FOLK + "明年目标是四成五，也就是1260人。",
        "3600人×四成五＝1620人，文中1260人，对不上。",
    ),
    (
        said_as_a_number,
        _FOLK + "明年目标25%，相当于800人。",
        "3600人×25%＝900人，文中800人，对不上。",
    ),
    (
        said_as_a_number,
        "评选先进60名，其中一线不低于65%，即不少于36名。",
        "60名×65%＝39名，文中36名，对不上。",
    ),
    (
        said_as_a_number,
        "共计4680元，由厂方和个人各承担一半，即各1840元。",
        "1840元×2＝3680元，文中4680元，对不上。",
    ),
    (
        said_as_a_number,
        "场租9600元，由两家工会各出50%，各4600元。",
        "4600元×2＝9200元，文中9600元，对不上。",
    ),
    (
        said_as_a_number,
        "经费3.6万元，由市、区各承担一半，各1.9万元。",
        "1.9万元×2＝3.8万元，文中3.6万元，对不上。",
    ),
]
