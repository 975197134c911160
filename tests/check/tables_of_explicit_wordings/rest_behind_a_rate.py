"""What is left behind a number and its rate."""

from __future__ import annotations

from halfsky.summary.check.rates import the_rest

SOUND = [
    (the_rest, "受理投诉125件，办结119件，办结率95.2%，其余6件正在调解。"),
    (the_rest, "办结119件，办结率95.2%，其余6件正在调解。"),
    (the_rest, "办结119件，办结率约95%，其余9件正在调解。"),
    (the_rest, "参检720人，占九成，其余90人改期。"),
    (the_rest, "今年受理130件，办结119件，占应办的95.2%，其余11件未到期。"),
    (the_rest, "体检1190人，参检率95.2%，其余6家单位明年安排。"),
]
FAULTY = [
    (
        the_rest,
        "受理投诉125件，办结119件，办结率95.2%，其余16件正在调解。",
        "125件－119件＝6件，文中其余16件，对不上。",
    ),
    (
        the_rest,
        "办结1190件，办结率95.2%，其余90件正在调解。",
        "1190件÷95.2%－1190件＝60件，文中其余90件，对不上。",
    ),
]
