"""Money told in 块, as people say it: 补助3000块, 一共支出12250块; 香皂200块 are pieces of soap."""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy

UNITS = frozenset({"块", "万块"})
_REACH = 20
_SPENT = (
    r"(?:[奖基]金|慰问金|助学金|补助金|资金|经费|工资|补助|补贴|津贴|支出|开支|收入|拨款|捐款|费用?|报销"
    r"|账上(?:还|只|就|的钱)?(?:结余|剩下?|余下?|有)|[拨捐缴交垫付](?:了|出)|掏(?:了|出)|花(?:了|去|掉)"
    r"|(?:吃饭|伙食|住宿|工钱)[^,，。;\d]{0,10})"
)
_LED = lazy(rf"{_SPENT}(?:一共|总共|合计|共|约|是|为|有|达|每[人位名户个])*\s*$")
_CLOSED = lazy(r"(?:左右|多|出头|整)?\s*(?:[,，。;、)!?\n]|$)")


def is_money(text: str, start: int, end: int) -> bool:
    """Whether so many 块 are money: of money they are told, and no thing is named behind them."""
    lead = text[max(0, start - _REACH) : start]
    return bool(_LED.search(lead) and _CLOSED.match(text, end))
