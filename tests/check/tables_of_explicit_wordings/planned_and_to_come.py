"""What will be there by another place of the text, and what is only more than was planned."""

from __future__ import annotations

from halfsky.summary.check.conflicts import only_more
from halfsky.summary.check.sums import brought_to

_THERE = "全区已建成女职工书屋86个，其中示范书屋12个。\n明年打算：再新建女职工书屋15个，"

SOUND = [
    (brought_to, _THERE + "总数达到101个。"),
    (brought_to, _THERE + "示范书屋总数达到27个。"),
    (brought_to, _THERE + "书屋职工参与达到119个。"),
    (
        brought_to,
        "城区已建成女职工书屋9个，乡镇已建成女职工书屋86个。新建女职工书屋15个，总数达到110个。",
    ),
    (brought_to, "已建成女职工书屋86个。明年新建心灵驿站15个，总数达到110个。"),
    (only_more, "全年计划办班6期，只办了4期。"),
    (only_more, "全年计划办班6期，办了7期。"),
    (only_more, "每年慰问6次，只开展了8场活动。"),
    (only_more, "每班应到6人，只来了20人。"),
    (only_more, "应到约40人，只来了42人。"),
]
FAULTY = [
    (brought_to, _THERE + "总数达到110个。", "86个＋15个＝101个，文中110个，对不上。"),
    (
        brought_to,
        "全市共建立女工学堂42所。新建女工学堂8所，全市总数将达到60所。",
        "42所＋8所＝50所，文中60所，对不上。",
    ),
    (only_more, "全年计划办班6期，只办了9期。", "“只”有9期，却比原定的6期还多。"),
    (only_more, "会议应到委员40人，实际仅到了43人。", "“只”有43人，却比原定的40人还多。"),
]
