"""Totals, means and all that is done, of other things than the numbers right before them."""

from __future__ import annotations

from halfsky.summary.check.conflicts import all_yet_some, none_of
from halfsky.summary.check.rates import multiples, shared_out, targets
from halfsky.summary.check.sums import all_together, sums
from halfsky.summary.check.units import unit_errors

SOUND = [
    # what came and what went, and what was spent of what came
    (sums, "年初余额1.8万元，行政拨款4万元，会员捐赠0.9万元，支出合计5.3万元，年末余额1.4万元。"),
    (sums, "雨衣年初有320件，新购60件，调入45件，报废28件，年底在库合计397件。"),
    (all_together, "图书角年初有820册，上级配送90册，自购75册，清理31册，年末合计954册。"),
    (sums, "听课1450人，主课堂260人，分课堂合计1190人。"),
    # so many of them, and all of them but some of another matter
    (none_of, "各网点受理投诉34件，平均每个网点2.1件，有三个网点全年没有发生投诉。"),
    (targets, "年初下达各分会任务9项，到年底有5项超额完成、4项如期完成。"),
    (multiples, "读书小组从16个发展到52个，翻了两番还差一些。"),
    (shared_out, "6个社区的72名女工参赛，平均每个社区12名、每个项目24名。"),
    (
        shared_out,
        "看望退休女工9户，户均慰问金400元，看望住院女工每人600元，两项合计支出慰问金0.84万元。",
    ),
    # further on, counted for itself, or left out by nobody
    (all_yet_some, "发出邀请函28份，收到回复28份，回复率100%，进入协商程序的23份。"),
    (
        all_yet_some,
        "休产假的15人工资全部落实到位；哺乳期的22人，其中去年生育的9人，无一人反映未落实。",
    ),
    (all_yet_some, "对每一名孕期女工都建了卡。到年底建卡13张，一人一张，没有漏建。"),
    (all_yet_some, "查实的9起都回访了顾客，满意的8起，一名顾客电话没打通。"),
    (all_yet_some, "隐患17处，整改率100%。回头看时又新发现隐患3处，另行立项，尚未整改。"),
    # what is left of a stock is counted in its own measure
    (unit_errors, "雨伞年初64把，本年购入120把，发出110把，年末结余74把。"),
    (unit_errors, "手套上年结余250副，本年入库400副，出库380副，结余270副。"),
]
FAULTY = [
    (sums, "机关拨款4万元，会员捐赠0.9万元，企业赞助1.2万元，三项收入合计7.1万元。"),
    (sums, "主课堂260人，分课堂580人，夜课堂340人，合计1280人。"),
    (all_together, "上级配送90册，自购75册，会员捐书64册，合计259册。"),
    (none_of, "全年受理投诉34件，办结30件。年终小结写道，没有发生投诉。"),
    (targets, "年初定下任务9项，到年底完成5项，超额完成全年任务。"),
    (multiples, "读书小组从去年的16个发展到今年的20个，翻了一番。"),
    (shared_out, "6个社区的72名女工参赛，平均每个社区18名。"),
    (all_yet_some, "查实的9起都回访了顾客，其中2起没有回访成。"),
    (all_yet_some, "隐患17处，整改率100%。其中3处尚未整改，等下月停机。"),
    (unit_errors, "全年经费结余74把，转入下年。"),
]
