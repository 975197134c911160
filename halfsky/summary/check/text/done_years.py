"""The latest year in which a text says that something was done: it was written no earlier."""

from __future__ import annotations

from halfsky.summary.check.text import periods
from halfsky.summary.check.text.patterns import lazy

_STOPS = lazy(r"[。;!?\n]")
_STATED = lazy(r"(?:截至|截止|截止到|截至到|今年[(]?|本年度[(]?)\s?$")
_DONE_SINCE = lazy(
    r"^(?:度)?(?:以来|上半年|下半年|前三季度|[一二三四1-4]季度|1\s?(?:月)?\s?[-~至到]\s?\d{1,2}月)?"
    r"(?:\d{1,2}月(?:份|初|中旬|上旬|下旬|底|末)?)?(?:\d{1,2}日)?(?:[上下]午|当天|起)?[,，]?"
    r"[^,，。;\n]{0,24}?(?:组织了?|开展了?|举办了?|召开了?|举行了?|办理?了|完成了?|走访了?|慰问了?|培训了?|发放了?|参加了?|评为|荣?获|成立了?|建成了?|启用|投用|开班|开课|检查了|新增|受理|调处|接待|收到|签订了?|表彰了?|救助|帮扶|募集|资助|共有?|已|达到|[\u4e00-\u9fff]了)"
)
# 到2025年5月,鼓队已有46人; 2024年上半年,班组女工86人.
_BY_THEN = lazy(r"^(?:\d{1,2}月)?(?:底|末|初)?[,，]?[^,，。;\n]{0,10}(?:已|共有|有\d)")
_COUNTED = lazy(
    r"^(?:上半年|[一二三四]季度|第[一二三四]季度|\d{1,2}月)[,，]?[^,，。;\n\d]{0,12}\d+(?:人|名|户|家|件)"
)
_PLANNED = lazy(
    r"将|(?<![模虚])拟|计划|打算|预计|力争|争取|确保|目标|明年|下一步|下步|准备|届时|应[当该]|必须|务必|须|(?<![主需重只])要(?!求|点|素)|即将|安排|规划|预算|方案|会前|前完成|(?<!已)完成时限|有效期|到期"
)
_PLAN_ABOVE = lazy(r"下一步|下步|明年|下年度?|(?:工作)?打算|工作计划|今后|规划|展望|未来|思路|目标")
_IMAGINED = lazy(r"假如|如果|若|假设|例如|比如|譬如|举例|样表|示例|预测|小说|剧本|情景剧|寄语")
# 到2024年底, 2021至2025年, 原定2020年: where no deed of that year is told.
_NOT_DEEDS = lazy(r"(?:到|至|[-~]|原定|推迟[到至]|延期[到至]|延[到至]|[(〔\[第])\s?$")
_RANGE = lazy(r"^\s?(?:[-~至到]|[”\"》)〕]|号)")


def _in_title(head: str) -> bool:
    return head.count("《") > head.count("》") or head.count("“") > head.count("”")


def _is_done(plain: str, start: int, end: int) -> bool:
    head = _STOPS.split(plain[max(0, start - 80) : start])[-1]
    tail = _STOPS.split(plain[end : end + 60])[0]
    if _in_title(head) or _RANGE.match(tail) or _PLANNED.search(head[-16:] + tail[:40]):
        return False
    if _STATED.search(head) or (head.endswith("到") and _BY_THEN.match(tail)):
        return True
    if _COUNTED.match(tail) and not _NOT_DEEDS.search(head):
        return True
    return not _NOT_DEEDS.search(head) and bool(_DONE_SINCE.match(tail))


def latest(plain: str) -> int | None:
    """The latest year of a deed outside all plans; None when no deed is dated."""
    if _IMAGINED.search(plain):
        return None
    found = [
        year
        for year, start, end in periods.years_of(plain)
        if _is_done(plain, start, end)
        and not _PLAN_ABOVE.search(plain[max(0, start - 200) : start])
    ]
    return max(found, default=None)
