"""Totals behind their lists that no word announces, and items that are counted up again."""

from __future__ import annotations

from halfsky.summary.check.conflicts import items_above
from halfsky.summary.check.sums import bare_totals

_ITEMS = "责任清单\n1.办培训班3期。\n2.建小屋5间。\n3.走访40户。\n4.办赛事2场。\n5.签合同60份。\n"

SOUND = [
    (bare_totals, "全区8个街道、5个镇、12个直属公司，26个站点全部建成。"),
    (bare_totals, "全区8个街道、5个镇、12个直属公司，25个基层工会全部完成换届。"),
    (bare_totals, "全区8个街道、5个镇、12个直属公司，3个基层工会全部完成换届。"),
    (bare_totals, "全区8个街道、5个镇、12个直属公司，其中23个基层工会全部完成换届。"),
    (bare_totals, "组织插花、剪纸、书法3个班，插花20人、剪纸15人、书法18人，53名学员结业。"),
    (bare_totals, "插花班20人、剪纸班15人、书法班18人，49名学员结业。"),
    (bare_totals, "走访实验小学、育才小学和6所村小学，共8所。"),
    (bare_totals, "走访实验小学和育才小学、6所村小学，共8所。"),
    (bare_totals, "走访两所小学、育才小学和6所村小学，共9所。"),
    (bare_totals, "走访供电公司、育才小学和6所村小学，共9所。"),
    (items_above, _ITEMS + "以上5项任务按季督办。"),
    (items_above, _ITEMS + "督办办法：一是约谈；二是通报；三是扣分。上述三项措施由办公室落实。"),
    (items_above, _ITEMS + "1.按月报。\n2.按季评。\n以上4项要求请遵照执行。"),
    (items_above, _ITEMS + "以上2项任务由市总牵头。"),
]
FAULTY = [
    (
        bare_totals,
        "全区8个街道、5个镇、12个直属公司，23个基层工会全部完成换届。",
        "8个＋5个＋12个＝25个，超过文中的23个，对不上。",
    ),
    (
        bare_totals,
        "参会的有4个分厂、6个车间和3个科室的代表，14位，一个不少。",
        "4个＋6个＋3个＝13个，少于文中的14位，对不上。",
    ),
    (
        bare_totals,
        "组织插花、剪纸、书法3个班，插花20人、剪纸15人、书法18人，51名学员结业。",
        "20人＋15人＋18人＝53名，超过文中的51名，对不上。",
    ),
    (
        bare_totals,
        "走访实验小学、育才小学和6所村小学，共9所。",
        "点名的2所＋另外6所＝8所，文中共9所，对不上。",
    ),
    (
        items_above,
        _ITEMS + "以上6项任务按季督办。",
        "前面逐一编号的是5项，文中说6项，个数对不上。",
    ),
    (
        items_above,
        _ITEMS + "上述四项重点任务按季督办。",
        "前面逐一编号的是5项，文中说4项，个数对不上。",
    ),
]
